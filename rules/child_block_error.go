package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var childBlockError = &Rule{
	Name:        "child-block-error",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Title:       "monitor_children fails when the first child is seen",
	Since:       "0.1",
	Text: "The block of `monitor_children` runs each time that Bluepill sees a new child, not when the pill is loaded. What it\n" +
		"raises then, a check that does not exist, a name that nothing defines, or the block that is missing in\n" +
		"`monitor_children = true`, ends the daemon without a word in its log. All processes of the pill go on without\n" +
		"anybody watching them.",
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
				reportChild(p, p.Finding(proc.Child.NameSpan, "monitor_children has no block, so the daemon ends when it sees the first child"), proc)
				continue
			}
			span := proc.Child.NameSpan
			switch {
			case e.Check != nil && e.Check.NameSpan.File == p.Source:
				span = e.Check.NameSpan
			case e.Span.File == p.Source && e.Step == pill.Reading:
				span = e.Span
			}
			f := p.Finding(span, "the daemon ends here when it sees the first child: %s", rubyText(e.Message)).
				Related(proc.Child.NameSpan, "in this block")
			reportChild(p, f, proc)
		}
	},
}
