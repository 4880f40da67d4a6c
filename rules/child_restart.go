package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

var childRestart = &Rule{
	Name:        "child-restart",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"fires-stop", "children-without-stop-command"},
	Title:       "a check restarts a child, which Bluepill cannot start",
	Since:       "0.1",
	Text: "Unless `:fires` says otherwise, a check fires `:restart`. To restart a child, Bluepill runs its `stop_command` and then\n" +
		"its start command, which is empty, since the parent starts the children. The log reports a failed start, and the child\n" +
		"is replaced only if its parent starts another one.\n\n" +
		"With `:fires => :stop`, Bluepill only stops the child, which is right for workers that their parent replaces. If the\n" +
		"block sets a `restart_command`, Bluepill runs that instead.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children do |child|
      child.stop_command = "kill -QUIT {{PID}}"
      child.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5]
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children do |child|
      child.stop_command = "kill -QUIT {{PID}}"
      child.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5], :fires => :stop
    end
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			child := c.process
			if !child.IsChild() || child.Last("stop_command") == nil || c.kind.Name == "flapping" || !unsetOrFalse(child, "restart_command") || !unsetOrFalse(child, "start_command") {
				continue
			}
			if span, ok := c.restarts(); ok {
				c.finding(p, span, "when this check fails, Bluepill stops the child and runs an empty command to start it, but only its parent can start it").
					Fix(fireStop(c)).Done(p)
			}
		}
	},
}

// restarts reports whether a check certainly fires :restart, and where that is
// said.
func (c liveCheck) restarts() (span source.Span, ok bool) {
	if c.Option("fires").Unset() {
		return c.NameSpan, true
	}
	for _, e := range c.events() {
		if e.changesState() {
			return e.span, e.name == "restart"
		}
	}
	return span, false
}

// fireStop has a check fire :stop.
func fireStop(c liveCheck) diag.Fix {
	const title = "Fire :stop"
	if !c.Option("fires").Unset() {
		if span := c.optionSpan("fires"); span.Text() == ":restart" {
			return replaceFix(title, span, ":stop")
		}
		return diag.Fix{}
	}
	var last, key source.Span
	for _, name := range c.kind.OptionNames() {
		if pair, ok := c.OptionPair(name); ok && c.File != nil {
			if span := c.File.Span(pair.Value); span.End > last.End {
				last, key = span, c.File.Span(pair.Key)
			}
		}
	}
	if last.IsZero() {
		return diag.Fix{}
	}
	text := ", :fires => :stop"
	if !strings.HasPrefix(key.Text(), ":") {
		text = ", fires: :stop"
	}
	return replaceFix(title, last.File.Span(last.End, last.End), text)
}
