package template

// This file tells where in the Ruby a block of the template stands.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax"
)

// A placeKind is what surrounds a block.
type placeKind uint8

const (
	statements placeKind = iota // it writes statements
	inText                      // it writes a part of a string
	values                      // it writes a part of an expression
	comments                    // it writes a part of a comment
)

// A place is where a block stands. For values, node is the smallest expression
// that has all of it.
type place struct {
	kind placeKind
	node syntax.Node
}

// placeOf tells where what stands between two offsets of a rendering is.
func placeOf(f *syntax.File, start, end int) place {
	at := pos(start, max(start, end))
	for _, c := range f.Comments {
		if contains(c.Pos, at) {
			return place{kind: comments}
		}
	}
	var inner syntax.Node
	syntax.Walk(f.Body, func(n syntax.Node) bool {
		if body := heredocOf(n); contains(body, at) {
			inner = n
			return false
		}
		if contains(n.Range(), at) && n.Range().Start < at.Start {
			inner = n
		}
		return true
	})
	switch n := inner.(type) {
	case nil, *syntax.Seq, *syntax.Block, *syntax.If, *syntax.Case, *syntax.While, *syntax.For, *syntax.Begin,
		*syntax.Def, *syntax.Class, *syntax.SClass, *syntax.Module, *syntax.Lambda:
		return place{kind: statements, node: inner}
	case *syntax.Str, *syntax.DStr, *syntax.XStr, *syntax.Sym, *syntax.DSym, *syntax.Regexp:
		return place{kind: inText, node: inner}
	case *syntax.Array:
		if n.Words {
			return place{kind: inText, node: inner}
		}
	}
	return place{kind: values, node: inner}
}

func contains(outer, inner syntax.Pos) bool {
	return outer.Start <= inner.Start && inner.End <= outer.End && outer.Start < outer.End
}

// heredocOf is the body of a heredoc; the zero Pos if n is none.
func heredocOf(n syntax.Node) syntax.Pos {
	switch n := n.(type) {
	case *syntax.Str:
		return n.Heredoc
	case *syntax.DStr:
		return n.Heredoc
	case *syntax.XStr:
		return n.Heredoc
	}
	return syntax.Pos{}
}

// unknown is the gap that takes the place of a block that stands among values:
// as much around it as makes an expression of its own. ok is false if there
// is none.
func (p place) unknown(start, end int) (g gap, ok bool) {
	g = gap{start: start, end: end}
	span := func(from, to syntax.Node) {
		g.start = min(g.start, int(from.Range().Start))
		g.end = max(g.end, int(to.Range().End))
	}
	switch n := p.node.(type) {
	case *syntax.Assign:
		g.start = min(g.start, int(n.Value.Range().Start))
		g.end = max(g.end, int(n.Value.Range().End))
	case *syntax.Hash:
		span(n, n)
		if n.Bare {
			g.filling = pairs
		}
	case *syntax.Array:
		span(n, n)
	case *syntax.Call:
		if len(n.Args) == 0 || strings.HasSuffix(n.Name, "=") {
			if len(n.Args) == 0 {
				return g, false
			}
			span(n.Args[0], n.Args[0])
			return g, true
		}
		span(n.Args[0], n.Args[len(n.Args)-1])
		g.filling = elements
	default:
		return g, false
	}
	return g, true
}
