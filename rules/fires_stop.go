package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var firesStop = &Rule{
	Name:        "fires-stop",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a check that fires :stop does not stop the process for good",
	Since:       "0.1",
	Text: "After a check has fired `:stop`, Bluepill does not look at the process for `stop_grace_time`. Then it thinks that the\n" +
		"process has gone down, and starts it again a tick later: with the default grace times, a process was seen to stop and\n" +
		"start every eight seconds, forever. Nothing that a check fires stops a process for good; only `bluepill stop` does.\n" +
		"Events that follow `:stop` in a list are dropped.\n\n" +
		"To restart the process, leave `:fires` out. To leave it alone, fire `:unmonitor`: the process keeps running, and\n" +
		"Bluepill no longer looks at it.\n\n" +
		"Children of a process are started by the process and not by Bluepill, so `:stop` is right in a `monitor_children`\n" +
		"block.",
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
			c.finding(p, events[first].span, "each time the check %s fails, the process starts again when %s over", c.title(), stopGrace(c.process)).
				Fix(dropFires(c)).Done(p)
		}
	},
}

// stopGrace says what Bluepill waits for before it looks at a process that a
// check has stopped.
func stopGrace(proc *pill.Process) string {
	a := proc.Attr("stop_grace_time")
	n, ok := graceOf(proc, "stop_grace_time")
	switch {
	case !ok || n < 1: // it may be anything, or is no time at all
		return "stop_grace_time is"
	case a.Unset():
		return "the default stop_grace_time, " + countOf(int(n), "second") + ", is"
	}
	return "stop_grace_time, " + countOf(int(n), "second") + ", is"
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
