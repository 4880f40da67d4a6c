package rules

// This file has rules judge values that are one of several: each of those that it
// may be. What is wrong with all of them is as certain as with a value that is
// known; what is wrong with some is a warning, for where it is one of these.

import (
	"iter"
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A possibility is a value that another one may be, and where it is written: no
// place if that cannot be told.
type possibility struct {
	eval.Possibility
	at     source.Span
	whole  source.Span  // where all of them are
	causes []eval.Cause // what it hangs on
}

// possibilities lists what a value may be that is written so; nil if there is
// nothing to choose from.
func possibilities(v eval.Value, n syntax.Node, file *syntax.File, whole source.Span) (list []possibility) {
	u, ok := v.(*eval.Unknown)
	if !ok {
		return nil
	}
	each := eval.Possible(v)
	if len(each) < 2 {
		return nil
	}
	written := eitherOf(n)
	for i, one := range each {
		p := possibility{Possibility: one, whole: whole, causes: u.Causes}
		if len(written) == len(each) && file != nil {
			p.at = file.Span(written[i])
		}
		list = append(list, p)
	}
	return list
}

// eitherOf lists the expressions that another one comes to the one or the
// other of; none if it is no such expression.
func eitherOf(n syntax.Node) []syntax.Node {
	switch n := n.(type) {
	case *syntax.Assign:
		return eitherOf(n.Value)
	case *syntax.Seq:
		if len(n.List) == 1 {
			return eitherOf(n.List[0])
		}
	case *syntax.If:
		if n.Then != nil && n.Else != nil {
			return []syntax.Node{n.Then, n.Else}
		}
	case *syntax.Or:
		return []syntax.Node{n.Left, n.Right}
	}
	return nil
}

// settings goes through the live settings of a process. One whose value is one of
// several is followed by what it would be with each of these.
func (p *Pass) settings(proc *pill.Process) iter.Seq[*pill.Setting] {
	return func(yield func(*pill.Setting) bool) {
		for s := range live(proc) {
			before := len(p.found)
			if !yield(s) {
				return
			}
			more := p.weigh(before, possibilities(s.Value, s.ValueNode, s.File, valueSpan(s)), func(one possibility) bool {
				return yield(settingOf(s, one))
			})
			if !more {
				return
			}
		}
	}
}

// settingOf is a setting with one of the values that it may have. It has no node
// of its own, so that no fix is made for one of them alone.
func settingOf(s *pill.Setting, one possibility) *pill.Setting {
	it := *s
	it.Whole, it.Value, it.ValueNode = s, one.Value, nil
	it.ValueSpan = valueSpan(s)
	if !one.at.IsZero() {
		it.ValueSpan = one.at
	}
	return &it
}

// checkOf is a check with one of the values that an option may have.
func checkOf(c liveCheck, name string, one possibility) liveCheck {
	check := *c.Check
	options := c.options.Clone()
	options.Set(eval.Sym(name), one.Value)
	check.Options = options
	return liveCheck{Check: &check, process: c.process, kind: c.kind, options: options, chosen: name, at: one.at}
}

// weigh has a rule judge each of some values, after it has judged what is known
// of all of them: its findings from before on.
func (p *Pass) weigh(before int, list []possibility, judge func(possibility) bool) (more bool) {
	if len(list) == 0 {
		return true
	}
	start, more := len(p.found), true
	known := slices.Clone(p.found[before:start])
	found := make([][]*Finding, len(list))
	every := true
	for i := 0; i < len(list) && more; i++ {
		more = judge(list[i])
		for _, f := range p.found[start:] {
			if !slices.ContainsFunc(known, f.saysAs) {
				found[i] = append(found[i], f)
			}
		}
		p.found = p.found[:start]
		every = every && len(found[i]) > 0
	}
	if every && allSay(found) {
		found = found[:1] // which holds for all that is written there
		for _, f := range found[0] {
			if f.d.Span == list[0].at {
				f.d.Span = list[0].whole
			}
		}
	}
	for i, fs := range found {
		if list[i].Absent && !every {
			continue
		}
		for _, f := range fs {
			if !every {
				f.where(p, list[i])
			}
			p.found = append(p.found, f)
		}
	}
	return more
}

// when says where a value is the one that is meant.
func (one possibility) when() string {
	u, ok := one.Value.(*eval.Unknown)
	if ok && u.Sure && u.Pieces == nil && len(u.Causes) == 1 && u.Causes[0].Reason == eval.Environment {
		return "if " + DescribeCause(u.Causes[0]) + " is set"
	}
	return "where it is the one that is chosen"
}

// allSay reports whether the same is found of all values.
func allSay(found [][]*Finding) bool {
	return !slices.ContainsFunc(found, func(fs []*Finding) bool {
		return !slices.EqualFunc(fs, found[0], func(f, g *Finding) bool { return f.d.Message == g.d.Message })
	})
}

// saysAs reports whether another finding says the same of the same place.
func (f *Finding) saysAs(g *Finding) bool { return f.d.Span == g.d.Span && f.d.Message == g.d.Message }

// where makes a finding one about a value that may also be another one.
func (f *Finding) where(p *Pass, one possibility) {
	if f.d.Severity == diag.Error && p.severity == p.rule.Severity {
		f.d.Severity = diag.Warning
	}
	f.d.Fixes = nil
	f.d.Message += ", " + one.when()
	f.Because(one.causes)
}
