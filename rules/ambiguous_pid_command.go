package rules

import (
	"regexp"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

var ambiguousPidCommand = &Rule{
	Name:        "ambiguous-pid-command",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"missing-pid-file"},
	Title:       "pid_command finds its own grep",
	Since:       "0.1",
	Text: "The output of `pid_command` has to be one process id and nothing else; with more than one line, or anything but digits,\n" +
		"Bluepill finds no process and starts one copy after the other. `ps aux | grep shop` lists the `grep` too, and whole\n" +
		"lines. Write `pgrep`, or keep the pattern from matching itself: `ps aux | grep '[s]hop' | awk '{ print $2 }'`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --daemon"
    process.pid_command = "ps aux | grep bin/shop | awk '{ print $2 }'"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --daemon"
    process.pid_command = "ps aux | grep '[b]in/shop' | awk '{ print $2 }'"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			for s := range live(proc) {
				text, ok := settingText(s)
				if s.Name != "pid_command" || !ok {
					continue
				}
				if m := grepOfAll.FindStringSubmatch(text); m != nil && !selective.MatchString(text) && !strings.ContainsAny(m[1], "[^$\\|") {
					p.settingFinding(proc, s, within(s, strings.TrimSpace(m[0])), "this finds the grep as well as the process, and Bluepill takes more than one line for none").Done(p)
				}
			}
		}
	},
}

// grepOfAll looks for a pattern in the list of all processes, with their
// arguments.
var grepOfAll = regexp.MustCompile(`\bps\s+(?:-?aux?w*|-ef\w*|-eaf|-Af|ax\w*)\s*\|\s*grep\s+([^|]+)`)

// selective is what may leave the grep out, or all but one line.
var selective = regexp.MustCompile(`grep\s+-\w*v|\bhead\b|\btail\b|\bawk\s+'?[^'{]*/|NR|\bsed\b|!~|!=|==|sort|comm`)
