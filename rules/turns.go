package rules

// This file finds what each turn of a loop says again, where it is not known how
// many turns there are.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// turning are the methods that run their block once for each of several things.
var turning = strings.Fields("each times map collect each_with_index each_slice each_pair each_with_object each_line each_key each_value upto downto step sort_by flat_map")

// A turns is a loop of which it is not known how many turns it makes.
type turns struct {
	place  source.Span
	params *syntax.Params
	body   *syntax.Seq
	file   *syntax.File
}

// loopAround returns the loop that may make many turns of which a process is a
// statement, standing under no condition; nil if there is none.
func (p *Pass) loopAround(proc *pill.Process) (loop *turns) {
	if !proc.Repeated || proc.Span.File != p.Source || p.Syntax.Body == nil {
		return nil
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		if l := p.turnsOf(n); l != nil && statement(&syntax.Block{Body: l.body}, p.Syntax, proc.Span) >= 0 && !hasJumps(l.body) {
			loop = l
		}
		return loop == nil
	})
	return loop
}

// turnsOf returns a loop, which in a template stands between tags; nil if a node is
// none.
func (p *Pass) turnsOf(n syntax.Node) *turns {
	switch n := n.(type) {
	case *syntax.Call:
		if n.Block != nil && n.Block.Body != nil && slices.Contains(turning, n.Name) {
			return &turns{p.Source.Span(int(n.NamePos.Start), int(n.NamePos.End)), n.Block.Params, n.Block.Body, p.Syntax}
		}
	case *syntax.While:
		hole, ok := n.Cond.(*syntax.Hole)
		body, isSeq := n.Body.(*syntax.Seq)
		if ok && isSeq && loopTag.MatchString(hole.Code) {
			return &turns{p.Syntax.Span(hole), nil, body, p.Syntax}
		}
	}
	return nil
}

// loopTag is a tag of a template that begins a loop over several things.
var loopTag = lazyregexp.New(`^\s*for\s|\.(?:` + strings.Join(turning, "|") + `)\b[^|{]*(?:\bdo\b|\{)`)

// hasJumps reports whether anything leaves a turn, or the loop.
func hasJumps(n syntax.Node) (found bool) {
	syntax.Walk(n, func(n syntax.Node) bool {
		_, jump := n.(*syntax.Jump)
		found = found || jump
		return !found
	})
	return found
}

// sameEachTurn reports whether text is made of nothing that a turn of a loop may
// change.
func sameEachTurn(loop *turns, n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Str, *syntax.Sym, *syntax.Const:
		return true
	case *syntax.DStr:
		return !slices.ContainsFunc(n.Parts, func(part syntax.Node) bool { return !sameEachTurn(loop, part) })
	case *syntax.Seq:
		return len(n.List) == 1 && sameEachTurn(loop, n.List[0])
	case *syntax.Local:
		return !loop.sets(n.Name)
	case *syntax.Hole:
		return eval.FilledAlike(loop.file, n)
	}
	return false
}

// sets reports whether a turn sets a variable, or has it for itself.
func (t *turns) sets(name string) bool {
	if slices.Contains(paramNames(t.params), name) {
		return true
	}
	set := false
	syntax.Walk(t.body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			set = set || n.Target.Multi != nil || n.Target.Local != nil && n.Target.Local.Name == name
		case *syntax.OpAssign:
			set = set || n.Target.Local != nil && n.Target.Local.Name == name
		case *syntax.Call: // name << "x"
			l, ok := n.Recv.(*syntax.Local)
			set = set || ok && l.Name == name && (n.Name == "<<" || strings.HasSuffix(n.Name, "!") || n.Name == "concat" || n.Name == "replace")
		}
		return !set
	})
	return set
}
