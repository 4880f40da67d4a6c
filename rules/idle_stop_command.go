package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/ruby"
)

var idleStopCommand = &Rule{
	Name:        "idle-stop-command",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"pid-placeholder"},
	Title:       "a stop_command does not stop the process",
	Since:       "0.1",
	Text: "Bluepill runs `stop_command` instead of sending a signal, and considers the process stopped once the command has\n" +
		"returned. `true` or `echo` stop nothing: a process that Bluepill has not daemonized keeps running, Bluepill deletes its\n" +
		"pid file, and the next start begins a second copy.\n\n" +
		"If something else manages the process, `auto_start = false` and `bluepill unmonitor` leave it alone. To send TERM,\n" +
		"leave `stop_command` out.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/etc/init.d/shop start"
    process.pid_file = "/var/run/shop.pid"
    process.stop_command = "true"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/etc/init.d/shop start"
    process.pid_file = "/var/run/shop.pid"
    process.stop_command = "/etc/init.d/shop stop"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if c.setting.Name != "stop_command" || !c.whole || c.process.Last("stop_command") != c.setting || !unbackgrounded(c.process) {
				continue
			}
			words, err := ruby.Shellsplit(c.text)
			if err != nil || len(words) == 0 || !slices.Contains(idlePrograms, path.Base(words[0])) {
				continue
			}
			p.settingFinding(c.process, c.setting, valueSpan(c.setting), "%q stops nothing: the process keeps running, and Bluepill deletes its pid file and loses it", words[0]).Done(p)
		}
	},
}

// idlePrograms do nothing to any process.
var idlePrograms = strings.Fields("true false echo printf sleep test date pwd")
