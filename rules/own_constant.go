package rules

// This file finds, for undefined-name, constants that are read to set themselves, in code
// that the evaluation does not come by: SVDIR = SVDIR || "/etc/service".

import (
	"regexp"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax"
)

// An arm is one of the two ways of a condition.
type arm struct {
	of    *syntax.If
	other bool
}

// A constSet is where a constant is set, and within which arms.
type constSet struct {
	name string
	arms []arm
}

// ownConstants are what a walk in the order of the text has met.
type ownConstants struct {
	pass *Pass
	sets []constSet
}

// definesOtherwise finds what may define constants, or ask for them, in ways that their
// assignments do not show.
var definesOtherwise = lazyregexp.New(`\b(?:const_\w+|\w*eval|load|require_relative|autoload|binding)\b`)

// ownConstants reports constants that certainly are not there where they are read to set
// themselves.
func (p *Pass) ownConstants() {
	if p.Syntax.Body == nil || p.Syntax.Template || !strings.Contains(p.Source.Text, "||") || len(p.Config.Unread) > 0 ||
		p.requiresFiles() || definesOtherwise.MatchString(p.Source.Text) {
		return
	}
	o := &ownConstants{pass: p}
	o.walk(p.Syntax.Body, nil, true)
}

// walk goes through code; plain tells that it runs once at most.
func (o *ownConstants) walk(n syntax.Node, arms []arm, plain bool) {
	switch n := n.(type) {
	case nil:
		return
	case *syntax.If:
		o.walk(n.Cond, arms, plain)
		o.walk(n.Then, append(slices.Clip(arms), arm{n, false}), plain)
		o.walk(n.Else, append(slices.Clip(arms), arm{n, true}), plain)
		return
	case *syntax.Assign:
		if c := n.Target.Const; c != nil && c.Scope == nil && plain {
			o.judge(n, c, arms)
		}
	case *syntax.Block, *syntax.Lambda, *syntax.Def, *syntax.Class, *syntax.SClass, *syntax.Module, *syntax.While, *syntax.For, *syntax.Begin:
		plain = false
	}
	for _, child := range syntax.Children(n) {
		o.walk(child, arms, plain)
	}
	switch n := n.(type) {
	case *syntax.Assign:
		o.set(n.Target, arms)
	case *syntax.OpAssign:
		o.set(n.Target, arms)
	}
}

func (o *ownConstants) set(t *syntax.Target, arms []arm) {
	if t != nil && t.Const != nil {
		o.sets = append(o.sets, constSet{t.Const.Name, arms})
	}
}

// judge reports an assignment of what nothing has set before it on the same way.
func (o *ownConstants) judge(n *syntax.Assign, c *syntax.Const, arms []arm) {
	p := o.pass
	or, ok := n.Value.(*syntax.Or)
	if !ok || !isConst(or.Left, c.Name) || c.Name != strings.ToUpper(c.Name) {
		return
	}
	if eval.OfRuby(c.Name) {
		return
	}
	if _, ok := p.Config.Assumed[c.Name]; ok {
		return
	}
	if slices.ContainsFunc(o.sets, func(s constSet) bool { return s.name == c.Name && !exclusive(s.arms, arms) }) {
		return
	}
	word := regexp.QuoteMeta(c.Name)
	if regexp.MustCompile(`\b(?:class|module)\s+`+word+`\b|defined\?[\s(]*(?:::)?`+word+`\b|\b`+word+`\s*,|,\s*`+word+`\s*=[^=>~]`).MatchString(p.Source.Text) || !p.loader().IsZero() {
		return
	}
	span := p.Syntax.Span(or.Left)
	for e := range p.failures {
		if slices.Contains(e.Trace, span) || e.Span == span {
			return // said already
		}
	}
	p.Finding(span, "uninitialized constant %s: nothing sets it before this line, which reads it first", c.Name).
		Severity(diag.Warning).
		Fix(replaceFix("Write ||=", p.Source.Span(int(n.Target.Range().End), int(or.Right.Range().Start)), " ||= ")).Done(p)
}

// exclusive reports whether of two places at most one is reached.
func exclusive(a, b []arm) bool {
	for i := range min(len(a), len(b)) {
		if a[i].of != b[i].of {
			return false
		}
		if a[i].other != b[i].other {
			return true
		}
	}
	return false
}
