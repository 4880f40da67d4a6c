package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

var duplicateProcessName = &Rule{
	Name:        "duplicate-process-name",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"naming-prefix", "duplicate-pid-file"},
	Title:       "two processes of a group have the same name",
	Since:       "0.1",
	Text: "Process names must be unique within their group, across all applications of the file. A symbol and a string with the\n" +
		"same letters are the same name. Bluepill prints `Config Error: You have two entries for the process name` and exits\n" +
		"with status 6.\n\n" +
		"In a loop, put the loop's variable into the name. One of which it is not known how many turns it makes is a warning.",
	Bad: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop") do |process|
      process.start_command = "bin/shop #{i}"
      process.daemonize = true
      process.pid_file = "/srv/shop/tmp/shop.#{i}.pid"
      process.stdout = process.stderr = "/srv/shop/log/shop.log"
    end
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  2.times do |i|
    app.process("user_shop_#{i}") do |process|
      process.start_command = "bin/shop #{i}"
      process.daemonize = true
      process.pid_file = "/srv/shop/tmp/shop.#{i}.pid"
      process.stdout = process.stderr = "/srv/shop/log/shop.log"
    end
  end
end
`,
	Check: func(p *Pass) {
		for e := range p.failures {
			f := p.failure(e, "%s is declared twice", processName(e.Decl))
			if e.Decl != nil && eval.Asked(e.Decl.Name) {
				f.Severity(diag.Warning)
			}
			if e.Other != nil {
				f.Meant(e.Decl.NameSpan, "name")
				f.Related(e.Other.NameSpan, "first declared here")
			}
			f.Done(p)
		}
		for proc := range p.Processes {
			if loop := p.loopAround(proc); loop != nil && namedAlike(loop, proc) {
				p.Finding(proc.NameSpan, "%s has the same name in each turn of this loop, so Bluepill refuses the second", processName(proc)).
					Severity(diag.Warning).Related(loop.place, "which may make more than one turn").Meant(proc.NameSpan, "name").Done(p)
			}
		}
	},
}

// namedAlike reports whether each turn of a loop declares a process of the same name
// and group.
func namedAlike(loop *turns, proc *pill.Process) bool {
	if !eval.IsNil(proc.Group) {
		group := proc.Last("group")
		if group == nil || len(group.Maybe) > len(proc.Maybe) || group.ValueNode == nil || !sameEachTurn(loop, group.ValueNode) {
			return false
		}
	}
	name := nameNode(loop, proc)
	return name != nil && sameEachTurn(loop, name) && len(proc.Open) == 0
}

// nameNode is what the call in a loop names its process by; nil if that is not
// written there.
func nameNode(loop *turns, proc *pill.Process) (name syntax.Node) {
	for _, n := range loop.body.List {
		c, ok := n.(*syntax.Call)
		if ok && c.Name == "process" && len(c.Args) == 1 && proc.Span.File.Span(int(c.Pos.Start), int(c.Pos.End)) == proc.Span {
			name = c.Args[0]
		}
	}
	return name
}
