package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

var logFolder = &Rule{
	Name:        "log-folder",
	Severity:    diag.Info,
	Consequence: diag.Convention,
	Related:     []string{"missing-log-folder", "missing-log"},
	Convention:  true,
	Title:       "a process does not log into a folder called log",
	Since:       "0.1",
	Text: "On Cloud 66's servers, logs belong in `<STACK_PATH>/log`, the `log` folder of the deployed application, where the\n" +
		"tools collect and rotate them: `user_worker_1.log` for a process called `user_worker_1`. A log elsewhere grows\n" +
		"unnoticed.\n\n" +
		"The rule checks only pills in which a name begins with `cloud66_` or `user_`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		if !p.followsConvention() {
			return
		}
		for proc := range p.Processes {
			if !daemonized(proc) {
				continue // nothing is logged
			}
			for s := range live(proc) {
				if s.Name != "stdout" && s.Name != "stderr" {
					continue
				}
				file, ok := settingText(s)
				if !ok || !strings.HasPrefix(file, "/") || strings.HasPrefix(file, "/dev/") || inLogFolder(file) || inSharedFolder(file) {
					continue
				}
				p.settingFinding(proc, s, valueSpan(s), "logs of Cloud 66's applications belong in a folder called log, and this one is not in one").Done(p)
			}
		}
	},
}

// inLogFolder reports whether a file stands in a folder called log, or below
// one.
func inLogFolder(file string) bool {
	folders := strings.Split(file, "/")
	return slices.ContainsFunc(folders[:len(folders)-1], func(f string) bool { return f == "log" || f == "logs" })
}
