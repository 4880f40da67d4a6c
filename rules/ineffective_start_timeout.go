package rules

import "github.com/pilllint/pilllint/parser/diag"

var ineffectiveStartTimeout = &Rule{
	Name:        "ineffective-start-timeout",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"start-grace-value"},
	Title:       "on_start_timeout names an event that a starting process ignores",
	Since:       "0.1",
	Text: "`on_start_timeout` is the event that follows when a start command takes longer than `start_grace_time`. The process is\n" +
		"`starting` then, and of the events only `unmonitor` is possible in that state: `stop` and `restart` are ignored without\n" +
		"a word, as is the default, `start`. The process is started again and again all the same.",
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
					p.settingFinding(proc, s, valueSpan(s), "a process that is starting ignores the event %q, so nothing follows when a start takes too long", name).Done(p)
				}
			}
		}
	},
}
