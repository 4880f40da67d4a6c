package sitter

import "github.com/pilllint/pilllint/parser/syntax/ast"

// This file sees to `x {"a" => 1}`, which the grammar takes for a call with a
// hash: to Ruby a brace after a name without parentheses always begins a block,
// and "a" => 1 in it matches a pattern.

// braceBlock turns a command whose first argument begins with a brace into the
// call with a block that Ruby sees, within whatever was made of the hash:
// x {…}.merge(y) calls merge on the result of x.
func braceBlock(c *ast.Call) ast.Node {
	if len(c.Args) != 1 {
		return c // not valid Ruby
	}
	if h, ok := c.Args[0].(*ast.Hash); ok && !h.Bare {
		takeBlock(c, h)
		return c
	}
	whole := c.Args[0]
	for n := whole; ; {
		outer, ok := n.(*ast.Call)
		if !ok || outer.Recv == nil {
			return c
		}
		if h, ok := outer.Recv.(*ast.Hash); ok && !h.Bare {
			takeBlock(c, h)
			outer.Recv = c
			return whole
		}
		n = outer.Recv
	}
}

// takeBlock replaces the argument of c with the block that h really is.
func takeBlock(c *ast.Call, h *ast.Hash) {
	c.Args = nil
	c.End = h.End
	c.Block = &ast.Block{Pos: h.Pos, Opener: ast.Pos{Start: h.Start, End: h.Start + 1}, Body: &ast.Seq{Pos: h.Pos}}
	if len(h.Pairs) > 0 {
		c.Block.Body.List = []ast.Node{&ast.Bad{Pos: h.Pos, Kind: "match pattern"}}
	}
}
