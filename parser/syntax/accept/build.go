package accept

// This file has what the grammar makes the tree with.

import (
	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// place is the place between two offsets.
func place(start, end int) ast.Pos { return ast.Pos{Start: int32(start), End: int32(end)} }

// since is the place from start to the end of the token before.
func (p *parser) since(start int) ast.Pos { return place(start, p.prevEnd) }

// made is an expression that began at start and ends here.
func (p *parser) made(start int, n ast.Node) val {
	return val{node: n, start: start, end: p.prevEnd}
}

// keep puts a node of a list aside until the list is complete.
func (p *parser) keep(n ast.Node) { p.kept = append(p.kept, n) }

// take returns the nodes kept since there were mark.
func (p *parser) take(mark int) []ast.Node {
	kept := p.kept[mark:]
	if len(kept) == 0 {
		return nil
	}
	list := p.lists.room(len(kept))
	copy(list, kept)
	p.drop(mark)
	return list
}

// drop forgets the nodes kept since there were mark.
func (p *parser) drop(mark int) { p.kept = p.kept[:mark] }

// slabs hand out nodes of the commonest types. Making many at once takes less
// time, and the tree holds on to all of them anyway.
type slabs struct {
	calls   slab[ast.Call]
	strs    slab[ast.Str]
	locals  slab[ast.Local]
	seqs    slab[ast.Seq]
	assigns slab[ast.Assign]
	targets slab[ast.Target]
	lists   slab[ast.Node]
	pairs   slab[ast.Pair]
}

type slab[T any] struct {
	free []T
	size int
}

// The first slab of a type has so few nodes, the largest so many.
const slabMin, slabMax = 4, 128

// room returns n neighbours, all zero.
func (s *slab[T]) room(n int) []T {
	if n > len(s.free) {
		s.size = min(max(2*s.size, slabMin), slabMax)
		if n > s.size {
			return make([]T, n)
		}
		s.free = make([]T, s.size)
	}
	room := s.free[:n:n]
	s.free = s.free[n:]
	return room
}

func (s *slab[T]) one() *T { return &s.room(1)[0] }

// newCall makes a call of the method that is named at name.
func (p *parser) newCall(recv ast.Node, name string, at ast.Pos) *ast.Call {
	c := p.calls.one()
	c.Recv, c.Name, c.NamePos = recv, name, at
	return c
}

// operation makes the call of an operator.
func (p *parser) operation(start int, recv ast.Node, name string, at ast.Pos, args ...ast.Node) ast.Node {
	c := p.newCall(recv, name, at)
	if len(args) > 0 {
		c.Args = p.lists.room(len(args))
		copy(c.Args, args)
	}
	c.Pos = p.since(start)
	return c
}

// newLocal makes a local variable.
func (p *parser) newLocal(at ast.Pos, name string, depth, slot int) *ast.Local {
	n := p.locals.one()
	*n = ast.Local{Pos: at, Name: name, Depth: depth, Slot: slot}
	return n
}

// nameNode is what a bare name stands for that is no constant.
func (p *parser) nameNode(name string, at ast.Pos) ast.Node {
	if depth, slot, ok := p.scope.Find(name); ok {
		return p.newLocal(at, name, depth, slot)
	}
	return p.bareCall(name, at)
}

// bareCall is a bare name that is no local variable.
func (p *parser) bareCall(name string, at ast.Pos) ast.Node {
	switch name {
	case "__dir__", "__method__":
		return &ast.Magic{Pos: at, Name: name}
	}
	c := p.newCall(nil, name, at)
	c.Pos, c.VCall = at, true
	return c
}

// args are the arguments of a call.
type args struct {
	list     []ast.Node
	pass     ast.Node
	hasPass  bool
	forwards ast.Node // ..., which passes on a block, too
}

// setArgs gives a call its arguments.
func setArgs(n ast.Node, a args) {
	switch n := n.(type) {
	case *ast.Call:
		n.Args, n.Pass, n.HasPass = a.list, a.pass, a.hasPass
	case *ast.Super:
		n.Args, n.Pass, n.Zsuper = a.list, a.pass, false
	case *ast.Yield:
		n.Args = a.list
	}
}

// setPos says where a call stands.
func setPos(n ast.Node, at ast.Pos) {
	switch n := n.(type) {
	case *ast.Call:
		n.Pos = at
	case *ast.Super:
		n.Pos = at
	case *ast.Yield:
		n.Pos = at
	}
}

// setBlock gives a call its block. What looked like a name turns out to be a
// call with it; a block of return and the like is for what they return.
func (p *parser) setBlock(n ast.Node, b *ast.Block) ast.Node {
	switch n := n.(type) {
	case *ast.Call:
		n.Block, n.VCall, n.End = b, false, b.End
	case *ast.Super:
		n.Block, n.End = b, b.End
	case *ast.Jump:
		if a, ok := n.Value.(*ast.Array); ok && !a.Words && len(a.Elems) > 0 {
			last := len(a.Elems) - 1
			a.Elems[last] = p.setBlock(a.Elems[last], b)
			a.End = b.End
		} else {
			n.Value = p.setBlock(n.Value, b)
		}
		n.End = b.End
	case *ast.Local:
		return p.blockCall(n.Name, n.Pos, b)
	case *ast.Const:
		return p.blockCall(n.Name, n.Pos, b)
	case *ast.Hole: // the name of a method, after all
		return p.blockCall(p.src[n.Start:n.End], n.Pos, b)
	case *ast.Magic:
		return p.blockCall(n.Name, n.Pos, b)
	}
	return n
}

func (p *parser) blockCall(name string, at ast.Pos, b *ast.Block) ast.Node {
	c := p.newCall(nil, name, at)
	c.Pos, c.Block = ast.Pos{Start: at.Start, End: b.End}, b
	return c
}

// parts are the parts of a literal.
func (p *parser) parts(lit opening, text contents) []ast.Node {
	holes := p.kept[text.holes:]
	var parts []ast.Node
	if lit.isHeredoc {
		parts = literal.Heredoc(p.src, text.from, text.to, holes, lit.escapes, lit.squiggly)
	} else {
		parts = literal.Parts(p.src, text.from, text.to, holes, lit.escapes, literal.Delimiters(p.src[text.from-1]))
	}
	p.drop(text.holes)
	return parts
}

// stringNode is the string of a literal.
func (p *parser) stringNode(at ast.Pos, lit opening, text contents) ast.Node {
	if len(p.kept) > text.holes || lit.isHeredoc {
		return literal.String(at, p.parts(lit, text), text.heredoc)
	}
	s := p.strs.one()
	s.Pos, s.Value = at, literal.Unescape(p.src[text.from:text.to], lit.escapes, literal.Delimiters(p.src[text.from-1]))
	return s
}

// rescued is an expression with a rescue modifier.
func rescued(body, handler ast.Node) ast.Node {
	b, h := body.Range(), handler.Range()
	return &ast.Begin{
		Pos:     ast.Pos{Start: b.Start, End: h.End},
		Body:    body,
		Rescues: []ast.Rescue{{Pos: h, Body: handler}},
	}
}

// listNode is the array of values side by side.
func listNode(list []ast.Node) ast.Node {
	return &ast.Array{Pos: ast.Pos{Start: list[0].Range().Start, End: list[len(list)-1].Range().End}, Elems: list}
}

// valueNode is what the values side by side come to: nothing, one, or an array.
func valueNode(list []ast.Node) ast.Node {
	if len(list) == 0 {
		return nil
	}
	if _, splat := list[0].(*ast.Splat); len(list) > 1 || splat {
		return listNode(list)
	}
	return list[0]
}

// seq is the statements that a val of compstmt holds.
func (v val) seq() *ast.Seq {
	if s, ok := v.node.(*ast.Seq); ok {
		return s
	}
	return &ast.Seq{Pos: place(v.start, v.end)}
}

// arm is what a val of compstmt or bodystmt holds, or nil if it is empty.
func (v val) arm() ast.Node {
	if s, ok := v.node.(*ast.Seq); ok && len(s.List) == 0 {
		return nil
	}
	return v.node
}
