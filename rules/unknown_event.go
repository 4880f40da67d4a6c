package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var unknownEvent = &Rule{
	Name:        "unknown-event",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"invalid-check-value"},
	Title:       "there is no event with this name",
	Since:       "0.1",
	Text: "A check can fire `:restart`, `:stop`, `:start` and `:unmonitor`, and `on_start_timeout` names one of them. With any\n" +
		"other word, the daemon dies when the event is due, and logs nothing.\n\n" +
		"Of several events, Bluepill fires only those up to the first that changes the state: in `[:stop, :kill]`, it never\n" +
		"fires the second.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :fires => :kill, :times => 3
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :fires => :restart, :times => 3
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if !c.kind.Trigger {
				p.firedEvents(c)
			}
		}
		for proc := range p.Trees {
			for s := range live(proc) {
				if s.Name == "on_start_timeout" {
					p.timeoutEvent(proc, s)
				}
			}
		}
	},
}

// firedEvents judges the events of a check, in the order in which they fire
// until one of them changes the state of the process, which is up.
func (p *Pass) firedEvents(c liveCheck) {
	changed := ""
	for _, e := range c.events() {
		switch {
		case slices.Contains(pill.EventNames(), e.name):
			if changed == "" && e.changesState() {
				changed = e.name
			}
		case changed != "":
			c.finding(p, e.span, "there is no event %q, and Bluepill fires nothing after :%s", e.name, changed).
				Severity(diag.Warning).Consequence(diag.Process).Done(p)
			return
		default:
			c.finding(p, e.span, "there is no event %q, so the daemon dies when the check fires%s", e.name, eventHint(e.name)).
				Fix(renameEvent(e.span, e.name)).Done(p)
			return
		}
	}
}

// likelyEvent is the event that a word most likely stands for; "" if none is
// near.
func likelyEvent(word string) string {
	low := strings.ToLower(word)
	if slices.Contains(pill.EventNames(), low) {
		return low
	}
	return pill.Suggest(low, pill.EventNames())
}

func eventHint(name string) string {
	if likely := likelyEvent(name); likely != "" {
		return "; did you mean :" + likely + "?"
	}
	return ""
}

func renameEvent(span source.Span, name string) diag.Fix {
	likely := likelyEvent(name)
	if likely == "" || span.Text() != ":"+name {
		return diag.Fix{}
	}
	fix := replaceFix("Fire :"+likely, span, ":"+likely)
	fix.Safe = strings.EqualFold(name, likely) // start and restart are near each other, and not the same
	return fix
}

// timeoutEvent judges the event that follows when a start takes too long, which
// only happens to a process that is not daemonized.
func (p *Pass) timeoutEvent(proc *pill.Process, s *pill.Setting) {
	if truth, known := proc.Attr("daemonize").True(); truth || !known {
		return
	}
	name, ok := eventName(s.Value)
	if eval.IsNil(s.Value) {
		name, ok = "nil", true
	}
	if ok && !slices.Contains(pill.EventNames(), name) {
		p.settingFinding(proc, s, valueSpan(s), "there is no event %q, so the daemon dies when a start takes too long%s", name, eventHint(name)).
			Severity(diag.Warning).Fix(renameEvent(valueSpan(s), name)).Done(p)
	}
}
