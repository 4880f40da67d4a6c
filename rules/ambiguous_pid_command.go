package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var ambiguousPidCommand = &Rule{
	Name:        "ambiguous-pid-command",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"missing-pid-file"},
	Title:       "pid_command finds its own grep",
	Since:       "0.1",
	Text: "`pid_command` must print exactly one process ID and nothing else. If it prints more than one line, or anything but\n" +
		"digits, Bluepill finds no process and starts one copy after another. `ps aux | grep shop` prints whole lines,\n" +
		"including one for the `grep` itself. Use `pgrep`, or keep the pattern from matching itself: `ps aux | grep '[s]hop' |\n" +
		"awk '{ print $2 }'`.",
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
					p.settingFinding(proc, s, within(s, strings.TrimSpace(m[0])), "this also finds the grep, and Bluepill reads more than one line as no process").Done(p)
				}
			}
		}
	},
}

// grepOfAll looks for a pattern in the list of all processes, with their
// arguments.
var grepOfAll = lazyregexp.New(`\bps\s+(?:-?aux?w*|-ef\w*|-eaf|-Af|ax\w*)\s*\|\s*grep\s+([^|]+)`)

// selective is what may leave the grep out, or all but one line.
var selective = lazyregexp.New(`grep\s+-\w*v|\bhead\b|\btail\b|\bawk\s+'?[^'{]*/|NR|\bsed\b|!~|!=|==|sort|comm`)
