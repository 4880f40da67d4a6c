package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var childrenWithoutStopCommand = &Rule{
	Name:        "children-without-stop-command",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"child-block-error"},
	Title:       "a monitor_children block sets no stop_command",
	Since:       "0.1",
	Text: "The block of `monitor_children` runs when Bluepill sees the first child of the process. Only then does Bluepill check\n" +
		"that the block sets a `stop_command`. If it does not, the daemon exits with status 6, and all processes of the pill go\n" +
		"on unsupervised. The message goes to standard error, which is `/dev/null`; the log just stops. Until the first child\n" +
		"appears, nothing looks wrong. `stop_signals` do not help: only a command stops children.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.monitor_children do |child|
      child.checks :mem_usage, :every => 30.seconds, :below => 200.megabytes, :times => [3, 5]
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
      child.checks :mem_usage, :every => 30.seconds, :below => 200.megabytes, :times => [3, 5], :fires => :stop
    end
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			e := proc.ChildError
			if e == nil || e.Step != pill.ChildStop || proc.Child == nil {
				continue
			}
			f := p.Finding(proc.Child.NameSpan, "monitor_children sets no stop_command, so the daemon dies when it sees the first child").Lacks(proc.Child.NameSpan, "stop_command")
			if s := proc.Child.Last("stop_signals"); s != nil {
				f.Related(s.NameSpan, "stop_signals have no effect on children")
			}
			reportChild(p, f, proc)
		}
	},
}

// reportChild reports what is wrong with a monitor_children block: a warning if
// it hangs on a condition.
func reportChild(p *Pass, f *Finding, proc *pill.Process) {
	if len(proc.ChildError.Maybe) > 0 || len(proc.Child.Maybe) > 0 {
		f.Severity(diag.Warning).Because(proc.ChildError.Maybe).Because(proc.Child.Maybe)
	}
	if fix, ok := childStopFix(proc); ok && proc.ChildError.Step == pill.ChildStop {
		f.Fix(fix)
	}
	f.Done(p)
}

// childStopFix adds a stop_command at the head of the block, with its parameter
// or without. TERM is what Bluepill itself sends where nothing is said.
func childStopFix(proc *pill.Process) (diag.Fix, bool) {
	b, f := proc.Child.Block, proc.Child.BlockFile
	if b == nil || f == nil || b.Body == nil || len(b.Body.List) == 0 {
		return diag.Fix{}, false
	}
	line := `stop_command "kill -TERM {{PID}}"`
	if name := blockParameter(b); name != "" {
		line = name + `.stop_command = "kill -TERM {{PID}}"`
	} else if b.Params != nil {
		return diag.Fix{}, false
	}
	first := f.Span(b.Body.List[0])
	lineSpan := first.File.LineSpan(first.Line())
	start := lineSpan.Start
	indent := first.File.Text[start:first.Start]
	if !blank(indent) {
		return diag.Fix{}, false
	}
	ending := "\n"
	if strings.HasPrefix(first.File.Text[lineSpan.End:], "\r\n") {
		ending = "\r\n"
	}
	return diag.Fix{
		Title: "Stop children with TERM",
		Edits: []source.Edit{{Span: first.File.Span(start, start), New: indent + line + ending}},
	}, true
}

// blockParameter is the name of a block's first parameter; "" if it has none.
func blockParameter(b *syntax.Block) string {
	if b.Params == nil || len(b.Params.Required) == 0 {
		return ""
	}
	return b.Params.Required[0].Name
}
