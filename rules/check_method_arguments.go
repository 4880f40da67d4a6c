package rules

import (
	"fmt"
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var checkMethodArguments = &Rule{
	Name:        "check-method-arguments",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"unknown-check"},
	Title:       "a check that the pill defines does not take what Bluepill passes",
	Since:       "0.1",
	Text: "Bluepill calls `run` of a condition with the process ID and whether `:include_children` is set, even if the check does\n" +
		"not say so, and `check` and `format_value` with what `run` comes to. It calls `notify` of a trigger with a transition.\n" +
		"If a method takes another number of arguments, Ruby raises `ArgumentError`, and a `rescue` in the method itself does\n" +
		"not help. The daemon ends, and all processes of the pill go on unsupervised.\n\n" +
		"Before 0.0.61, Bluepill called `run` with the process ID alone. `def run(pid, include_children = false)` takes either. In a\n" +
		"block of `Bluepill.define_process_condition`, which is gone from Bluepill, the finding is a warning.",
	Bad: `class Bluepill::ProcessConditions::QueueLength < Bluepill::ProcessConditions::ProcessCondition
  def run(pid)
    Dir["/srv/shop/queue/*"].size
  end

  def check(length)
    length < 100
  end
end
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :queue_length, :every => 10.seconds, :times => 3
  end
end
`,
	Good: `class Bluepill::ProcessConditions::QueueLength < Bluepill::ProcessConditions::ProcessCondition
  def run(pid, include_children)
    Dir["/srv/shop/queue/*"].size
  end

  def check(length)
    length < 100
  end
end
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :queue_length, :every => 10.seconds, :times => 3
  end
end
`,
	Check: func(p *Pass) {
		p.blockArguments()
		if len(p.classes()) == 0 {
			return // as nearly always
		}
		for proc := range p.Trees {
			for i, c := range proc.Checks {
				if c.Class == nil || isReplaced(c, proc.Checks[i+1:]) {
					continue
				}
				for _, m := range p.checkMethods(c) {
					if s, ok := c.Class.Signature(m.name); ok && !s.Takes(m.count) {
						p.reportArguments(proc, c, m, s)
					}
				}
			}
		}
	},
}

// A checkMethod is a method of a check that Bluepill calls.
type checkMethod struct {
	name   string
	count  int    // how many arguments it is called with
	passes string // which these are
	when   string // it is called first
}

// checkMethods lists the methods that Bluepill calls of a check, in their order.
func (p *Pass) checkMethods(c *pill.Check) []checkMethod {
	for k := c.Class; k != nil; k = k.Super {
		if k.Name == "Bluepill::Trigger" {
			return []checkMethod{{"notify", 1, "the transition", "when the state of the process first changes"}}
		}
	}
	return p.conditionMethods()
}

func (p *Pass) conditionMethods() []checkMethod {
	const when = "when the check first runs"
	run := checkMethod{"run", 2, "the process ID and include_children", when}
	if p.before(includeChildrenVersion) {
		run.count, run.passes = 1, "the process ID"
	}
	return []checkMethod{run, {"format_value", 1, "what run comes to", when}, {"check", 1, "what run comes to", when}}
}

func (p *Pass) reportArguments(proc *pill.Process, c *pill.Check, m checkMethod, s eval.Signature) {
	span, used := s.File.Source.Span(int(s.Def.NamePos.Start), int(s.Def.NamePos.End)), c.NameSpan
	if s.File != p.Syntax {
		span, used = used, source.Span{}
	}
	then := "dies"
	idle := p.neverHasChildren(proc.Parent())
	if idle {
		then = "would die"
	}
	f := p.argumentsFinding(span, m, s, then).Related(used, "used here")
	if idle || len(c.Maybe) > 0 || c.Repeated || len(proc.Open) > 0 || len(proc.Maybe) > 0 {
		f.Severity(diag.Warning)
	}
	f.Done(p)
}

// argumentsFinding begins the finding that a method does not take what it is called with.
func (p *Pass) argumentsFinding(span source.Span, m checkMethod, s eval.Signature, then string) *Finding {
	what := "takes " + takes(s)
	if s.Keyword != "" {
		what = "must be given " + s.Keyword + " by name"
	}
	return p.Finding(span, "%s %s, but Bluepill calls it with %s: the daemon %s %s", m.name, what, m.passes, then, m.when).Fix(p.takeChildren(m, s))
}

// blockArguments looks at the methods in blocks of Bluepill.define_process_condition,
// which Bluepill has no more: whoever makes a class of one takes them along.
func (p *Pass) blockArguments() {
	failed := func(e *pill.LoadError) bool { return e.Fault.Name == defineCondition && e.Class == "NoMethodError" }
	if (p.Config.Error == nil || !failed(p.Config.Error)) && !slices.ContainsFunc(p.next, failed) {
		return
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		if !ok || call.Name != defineCondition || call.Block == nil || !isConst(call.Recv, "Bluepill") {
			return true
		}
		defs := map[string]*syntax.Def{} // the last of each name counts
		for _, n := range call.Block.Body.List {
			if def, ok := n.(*syntax.Def); ok && def.Singleton == nil {
				defs[def.Name] = def
			}
		}
		for _, m := range p.conditionMethods() {
			def := defs[m.name]
			if def == nil {
				continue
			}
			if s := eval.SignatureOf(p.Syntax, def); !s.Takes(m.count) {
				p.argumentsFinding(p.Syntax.Span(def.NamePos), m, s, "would die").Severity(diag.Warning).
					Related(p.Syntax.Span(call.NamePos), "once this is a class, as today's Bluepill has it").Done(p)
			}
		}
		return false
	})
}

// defineCondition is the method of Bluepill that made a condition of a block.
const defineCondition = "define_process_condition"

// takes says how many arguments a method takes.
func takes(s eval.Signature) string {
	switch {
	case s.Max < 0:
		return "at least " + countOf(s.Min, "argument")
	case s.Max == 0:
		return "no argument"
	case s.Min < s.Max:
		return fmt.Sprintf("%d to %d arguments", s.Min, s.Max)
	}
	return countOf(s.Min, "argument")
}

// takeChildren has run(pid) take include_children, too. Nothing changes for a
// Bluepill that does not pass it.
func (p *Pass) takeChildren(m checkMethod, s eval.Signature) diag.Fix {
	ps := s.Def.Params
	if m.name != "run" || m.count != 2 || s.File != p.Syntax || s.Max != 1 || s.Min != 1 || s.Keyword != "" || len(ps.Keywords) > 0 || ps.KeyRest != nil || ps.Block != nil {
		return diag.Fix{}
	}
	only := ps.Required
	if len(only) == 0 {
		only = ps.Post
	}
	end := s.File.Source.Span(int(only[0].End), int(only[0].End))
	fix := replaceFix("Take include_children", end, ", _include_children = false")
	fix.Safe = true
	return fix
}
