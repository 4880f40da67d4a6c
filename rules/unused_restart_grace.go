package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
)

var unusedRestartGrace = &Rule{
	Name:        "unused-restart-grace",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"unused-stop-signals"},
	Title:       "restart_grace_time is set without a restart_command",
	Mark:        Unused,
	Since:       "0.1",
	Text: "`restart_grace_time` is how long a `restart_command` may take, and how long Bluepill leaves the process alone after\n" +
		"it. Without a `restart_command`, a restart is a stop and a start, each with its own grace time; Bluepill does not use\n" +
		"`restart_grace_time`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_grace_time = 10.seconds
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_grace_time = 10.seconds
    process.restart_command = "kill -USR2 {{PID}}"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Trees {
			s := proc.Last("restart_grace_time")
			if s != nil && !s.Inherited && proc.Surely(s.Maybe) && unsetOrFalse(proc, "restart_command") {
				p.Finding(s.NameSpan, "restart_grace_time is not used, as there is no restart_command").
					Fix(removeSetting("Remove restart_grace_time", s)).Done(p)
			}
		}
	},
}
