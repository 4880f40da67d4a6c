package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var droppedEvent = &Rule{
	Name:        "dropped-event",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"unknown-event", "fires-stop"},
	Title:       "an event is never fired, as one before it has changed the state",
	Since:       "0.1",
	Text: "Bluepill fires the events in `:fires` only up to the first one that changes the state of the process: after `:stop`,\n" +
		"`:restart` or `:unmonitor` it drops the rest. With `[:unmonitor, :stop]` the process keeps running.\n\n" +
		"With `[:stop, :start]` the process still starts again, as Bluepill starts every process that has gone down.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :fires => [:unmonitor, :stop]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :fires => :unmonitor
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			events := c.events()
			first := slices.IndexFunc(events, firedEvent.changesState)
			if first < 0 || first+1 >= len(events) || !slices.Contains(pill.EventNames(), events[first+1].name) {
				continue // what does not exist is the matter of unknown-event
			}
			done, next := events[first], events[first+1]
			f := c.finding(p, next.span, "after :%s Bluepill fires nothing more, so this :%s is dropped", done.name, next.name)
			if next.name == "start" {
				f.Severity(diag.Info) // which comes by itself
			}
			f.Related(done.span, "this one is fired").Done(p)
		}
	},
}
