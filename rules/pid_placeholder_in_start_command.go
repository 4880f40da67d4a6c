package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

var pidPlaceholderInStartCommand = &Rule{
	Name:        "pid-placeholder-in-start-command",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "{{PID}} is in a command that starts the process",
	Since:       "0.1",
	Text: "`{{PID}}` stands for the process ID in `stop_command` and `restart_command`. Bluepill does not replace it in\n" +
		"`start_command` and `pre_start_command`, as there is no process yet: the program gets `{{PID}}` literally.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --after {{PID}}"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for c := range p.commands {
			if c.whole && (c.starts() || c.setting.Name == "pre_start_command") && strings.Contains(c.text, "{{PID}}") {
				p.Report(within(c.setting, "{{PID}}"), "{{PID}} is not replaced in %s", c.setting.Name)
			}
		}
	},
}
