package accept

// This file sees to templates, whose text stands in, here and there, for what is
// filled in before it is Ruby.

import (
	"slices"
	"sort"
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// ReadTemplate is Read for a text in which holes, in order, are filled in. Where
// one is a value or a part of one the tree has it, and so it does where one is in
// the name of a method that is called, with the words of __send__. The others,
// such as one in the name of a local variable, are what it returns besides.
func ReadTemplate(text string, holes []ast.Hole) (v Verdict, lost []ast.Pos) {
	v = read(text, holes)
	if v.Tree != nil {
		v.Tree.send(holes)
		lost = v.Tree.without(holes)
	}
	return v, lost
}

// send makes the calls of methods whose names are not known calls of __send__. Not
// a word with others after it: those were meant to be in quotes.
func (t *Tree) send(holes []ast.Hole) {
	const send = "__send__"
	rewrite := func(c *ast.Call) {
		if c == nil || c.Name == send || !isIdent(c.Name[0]) || c.Recv == nil && !c.Parens && c.Block == nil {
			return
		}
		if from, to := overlapping(holes, c.NamePos); from < to {
			c.Args = append([]ast.Node{&ast.Hole{Pos: c.NamePos, Code: holes[from].Code}}, c.Args...)
			c.Name, c.VCall = send, false
		}
	}
	ast.Walk(t.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Call:
			rewrite(n)
		case *ast.Target:
			rewrite(n.Call)
		}
		return true
	})
}

// without lists the holes that a tree does not show. Those in comments and after
// __END__ need not be.
func (t *Tree) without(holes []ast.Hole) (lost []ast.Pos) {
	shown := make([]bool, len(holes))
	show := func(p ast.Pos) {
		from, to := overlapping(holes, p)
		for i := from; i < to; i++ {
			shown[i] = true
		}
	}
	ast.Walk(t.Body, func(n ast.Node) bool {
		if h, ok := n.(*ast.Hole); ok {
			show(h.Pos)
		}
		return true
	})
	for _, c := range t.Comments {
		show(c.Pos)
	}
	for i, h := range holes {
		if !shown[i] && (t.Data < 0 || int(h.Start) < t.Data) {
			lost = append(lost, h.Pos)
		}
	}
	return lost
}

// overlapping returns the range of the holes that have a part of a place.
func overlapping(holes []ast.Hole, p ast.Pos) (from, to int) {
	from = sort.Search(len(holes), func(i int) bool { return holes[i].End > p.Start })
	to = from
	for to < len(holes) && holes[to].Start < p.End {
		to++
	}
	return from, to
}

// holesIn returns the holes in a place.
func (p *parser) holesIn(at ast.Pos) []ast.Hole {
	if len(p.holes) == 0 {
		return nil
	}
	from, to := overlapping(p.holes, at)
	return p.holes[from:to]
}

// orHole returns n, a name or a number, or the hole that it is, even if only
// in part.
func (p *parser) orHole(n ast.Node) ast.Node {
	if len(p.holes) == 0 || n == nil {
		return n
	}
	at := n.Range()
	if in := p.holesIn(at); len(in) > 0 {
		return &ast.Hole{Pos: at, Code: in[0].Code}
	}
	return n
}

// symbolOrHole is the symbol of the name between two offsets, in which holes may
// be.
func (p *parser) symbolOrHole(at ast.Pos, name string, from int) ast.Node {
	in := p.holesIn(ast.Pos{Start: int32(from), End: at.End})
	if len(in) == 0 {
		return &ast.Sym{Pos: at, Name: name}
	}
	parts := make([]ast.Node, len(in))
	for i := range in {
		parts[i] = &ast.Hole{Pos: in[i].Pos, Code: in[i].Code, Text: in[i].Text}
	}
	return &ast.DSym{Pos: at, Parts: literal.Parts(p.src, from, int(at.End), parts, literal.Raw, "")}
}

// hole passes a hole in a literal, if there is one here, and keeps it.
func (p *parser) hole() bool {
	if len(p.holes) == 0 {
		return false
	}
	at := int32(p.pos)
	i, found := slices.BinarySearchFunc(p.holes, at, func(h ast.Hole, at int32) int { return int(h.Start - at) })
	if !found {
		return false
	}
	h := p.holes[i]
	p.keep(&ast.Hole{Pos: h.Pos, Code: h.Code, Text: h.Text})
	p.pos = int(h.End)
	return true
}

// firstHole is the first hole among the parts of a literal; nil if there is
// none.
func firstHole(parts []ast.Node) *ast.Hole {
	for _, n := range parts {
		if h, ok := n.(*ast.Hole); ok {
			return h
		}
	}
	return nil
}

// plural makes splats of the holes that may stand for several arguments or
// elements: those whose code joins some, the only element of an array, and an
// argument between others, which may be options.
func (p *parser) plural(list []ast.Node, array bool) []ast.Node {
	if len(p.holes) == 0 {
		return list
	}
	for i, n := range list {
		h, ok := n.(*ast.Hole)
		if ok && (strings.Contains(h.Code, "join") || array && len(list) == 1 || !array && 0 < i && i < len(list)-1) {
			list[i] = &ast.Splat{Pos: h.Pos, Value: h}
		}
	}
	return list
}
