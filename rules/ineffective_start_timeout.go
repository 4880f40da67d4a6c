package rules

import "github.com/pilllint/pilllint/parser/diag"

var ineffectiveStartTimeout = &Rule{
	Name:        "ineffective-start-timeout",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"start-grace-value"},
	Title:       "on_start_timeout names an event that a starting process ignores",
	Since:       "0.1",
	Text: "`on_start_timeout` is the event that fires when a start command takes longer than `start_grace_time`. At that moment\n" +
		"the process is `starting`, and only `unmonitor` has an effect in that state: Bluepill silently ignores `stop`,\n" +
		"`restart` and the default, `start`. It starts the process again and again regardless.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --daemon"
    process.pid_file = "/srv/shop/tmp/shop.pid"
    process.on_start_timeout = "stop"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --daemon"
    process.pid_file = "/srv/shop/tmp/shop.pid"
    process.on_start_timeout = "unmonitor"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			for s := range live(proc) {
				if s.Name != "on_start_timeout" {
					continue
				}
				if name, ok := eventName(s.Value); ok && (name == "stop" || name == "restart") {
					p.settingFinding(proc, s, valueSpan(s), "a process that is starting ignores the event %q, so nothing happens when a start takes too long", name).Done(p)
				}
			}
		}
	},
}
