package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var childBlockError = &Rule{
	Name:        "child-block-error",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Title:       "monitor_children fails when Bluepill sees the first child",
	Since:       "0.1",
	Text: "The block of `monitor_children` does not run when the pill loads. It runs each time Bluepill sees a new child.\n" +
		"Whatever raises in it then (a check that does not exist, an undefined name, or the missing block of `monitor_children\n" +
		"= true`) kills the daemon, and the log does not say so. All processes of the pill go on unsupervised.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children = true
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
		for proc := range p.Processes {
			e := proc.ChildError
			if e == nil || e.Step == pill.ChildStop || proc.Child == nil {
				continue
			}
			if e.Step == pill.RunningBlock {
				reportChild(p, p.Finding(proc.Child.NameSpan, "monitor_children has no block, so the daemon dies when it sees the first child"), proc)
				continue
			}
			reportChild(p, childFailure(p, proc, e), proc)
		}
		for proc := range p.Processes {
			for _, e := range proc.ChildNext {
				childFailure(p, proc, e).Severity(diag.Warning).Because(e.Maybe).Done(p)
			}
		}
	},
}

// childFailure begins the finding of what a block raises.
func childFailure(p *Pass, proc *pill.Process, e *pill.LoadError) *Finding {
	span := proc.Child.NameSpan
	switch {
	case e.Check != nil && e.Check.NameSpan.File == p.Source:
		span = e.Check.NameSpan
	case e.Span.File == p.Source && e.Step == pill.Reading:
		span = e.Span
	}
	return p.Finding(span, "the daemon dies here when it sees the first child: %s", rubyText(e.Message)).
		Related(proc.Child.NameSpan, "in this block")
}
