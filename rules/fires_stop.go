package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
)

var firesStop = &Rule{
	Name:        "fires-stop",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a check that fires :stop does not stop the process for good",
	Since:       "0.1",
	Text: "After a check has fired `:stop`, Bluepill takes the process for one that has gone down, and starts it again a tick\n" +
		"later: it was seen to stop and start every eight seconds, for ever. Nothing that a check fires stops a process for\n" +
		"good; only `bluepill stop` does. Events that follow `:stop` in a list are dropped.\n" +
		"\n" +
		"If the process is to be restarted, leave `:fires` out. If it is to be left alone, fire `:unmonitor`: it goes on\n" +
		"running, and is not looked at any more.\n" +
		"\n" +
		"The children of a process are started by it and not by Bluepill, so `:stop` is right in a `monitor_children` block.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :fires => :stop
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5]
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			events := c.events()
			first := slices.IndexFunc(events, firedEvent.changesState)
			if c.process.IsChild() || first < 0 || events[first].name != "stop" || wantsStart(events[first:]) {
				continue
			}
			c.finding(p, events[first].span, "the process is started again a second after it has stopped, as often as the check %s fails", c.title()).
				Fix(dropFires(c)).Done(p)
		}
	},
}

// wantsStart reports whether the process is meant to be started again.
func wantsStart(events []firedEvent) bool {
	return slices.ContainsFunc(events, func(e firedEvent) bool { return e.name == "start" || e.name == "restart" })
}

// dropFires lets a check restart the process, as it does if it is not told what
// to fire.
func dropFires(c liveCheck) diag.Fix {
	if span := c.optionSpan("fires"); span != c.NameSpan && span.Text() == ":stop" {
		return replaceFix("Restart the process", span, ":restart")
	}
	return diag.Fix{}
}
