package rules

// This file finds, for env-of-last-turn, what several processes hold together and what
// is changed for each.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// sharedAttributes reports attributes that a later process has changed, as it has the
// same object.
func (p *Pass) sharedAttributes() {
	for _, app := range p.Config.Apps {
		for i, proc := range app.Processes {
			for _, attribute := range pill.Attributes {
				name := attribute.Name
				key, changed := proc.ChangedLater(name)
				if !changed || !slices.ContainsFunc(app.Processes[i+1:], func(other *pill.Process) bool { return other.Holds(name) == proc.Holds(name) }) {
					continue
				}
				what := name
				if key != "" {
					what = key + " of " + name
				}
				if span := p.changedPlace(proc, name); !span.IsZero() {
					p.Finding(span, "all processes have the same object here: when they start, %s has the value of the last one", what).Done(p)
				}
			}
		}
	}
}

// changedPlace is where the block of a process changes an attribute, or has it from.
func (p *Pass) changedPlace(proc *pill.Process, name string) (at source.Span) {
	if proc.Block != nil && proc.BlockFile == p.Syntax {
		syntax.Walk(proc.Block.Body, func(n syntax.Node) bool {
			if a, ok := n.(*syntax.Assign); ok && a.Target.Call != nil && a.Target.Call.Name == "[]=" {
				if of, ok := a.Target.Call.Recv.(*syntax.Call); ok && of.Name == name {
					at = p.Syntax.Span(a.Target)
				}
			}
			if call, ok := n.(*syntax.Call); ok && slices.Contains(filling, call.Name) {
				if of, ok := call.Recv.(*syntax.Call); ok && of.Name == name {
					at = p.Syntax.Span(call)
				}
			}
			return at.IsZero()
		})
	}
	if !at.IsZero() {
		return at
	}
	if s := proc.Last(name); s != nil && !s.Inherited && valueSpan(s).File == p.Source {
		return valueSpan(s)
	}
	return at
}
