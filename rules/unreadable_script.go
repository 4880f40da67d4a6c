package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var unreadableScript = &Rule{
	Name:        "unreadable-script",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"shell-command", "unbalanced-quote"},
	Title:       "a shell cannot read the script that it is given",
	Since:       "0.1",
	Text: "What follows `sh -c` or `su -c`, and `pid_command`, must be a whole script: each `(` with its `)`, each `if` with its\n" +
		"`fi`, each quote with its other. So is `;` behind `&`, as in `bin/shop &; echo $!`, an error to a shell: `&` ends the\n" +
		"command already. The shell runs nothing of such a script, or what stands on lines before, and ends with the status 2.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "sh -c 'if [ -f .env ]; then . ./.env; exec bin/shop'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "sh -c 'if [ -f .env ]; then . ./.env; fi; exec bin/shop'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if script, ok := c.shellScript(); ok && !c.unended {
				p.unreadable(c.process, c.setting, script.Whole)
			}
		}
		for proc := range p.Processes {
			for s := range live(proc) {
				if text, ok := settingText(s); ok && s.Name == "pid_command" {
					p.unreadable(proc, s, text)
				}
			}
		}
	},
}

// unreadable reports a script that no shell can read.
func (p *Pass) unreadable(proc *pill.Process, s *pill.Setting, script string) {
	if wrong := program.ScriptError(script); wrong != "" {
		p.settingFinding(proc, s, valueSpan(s), "no shell can read this script: %s", wrong).Done(p)
	}
}
