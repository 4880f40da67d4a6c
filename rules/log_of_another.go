package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

var logOfAnother = &Rule{
	Name:        "log-of-another",
	Severity:    diag.Info,
	Consequence: diag.Convention,
	Related:     []string{"log-folder", "duplicate-pid-file"},
	Convention:  true,
	Title:       "a log has the name of another process",
	Since:       "0.1",
	Text: "On Cloud 66's servers a log is named after its process: `user_worker_1.log` is the log of `user_worker_1`. A process\n" +
		"that writes to the log of another usually was copied from it, and its own log does not exist.\n\n" +
		"A log that several processes share, such as `user_worker.log`, is not reported, nor is one that is not named like a\n" +
		"process.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_2") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/user_shop_1.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_2") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/user_shop_2.log"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			name, known := proc.NameText()
			if !known || !hasNamePrefix(name) || !daemonized(proc) {
				continue
			}
			for s := range live(proc) {
				if s.Name != "stdout" && s.Name != "stderr" {
					continue
				}
				file, ok := settingText(s)
				if other := logOwner(file); ok && other != "" && !namesProcess(other, name) {
					p.settingFinding(proc, s, valueSpan(s), "process %q logs to the log of %q", name, other).Done(p)
				}
			}
		}
	},
}

// logOwner is the process that a log belongs to by its name: one that ends with
// a number, as instances of a process do; "" if it does not tell.
func logOwner(file string) string {
	base := path.Base(file)
	for _, ending := range []string{".log", ".stdout", ".stderr", ".out", ".err", "_out", "_err", "_stdout", "_stderr"} {
		base = strings.TrimSuffix(base, ending)
	}
	if i := strings.LastIndexByte(base, '_'); !hasNamePrefix(base) || i < 0 || !digits.MatchString(base[i+1:]) {
		return ""
	}
	return base
}

// namesProcess reports whether a log is named after a process, or the other way
// round.
func namesProcess(log, process string) bool {
	return strings.HasPrefix(log, process) || strings.HasPrefix(process, log+"_") || process == log
}
