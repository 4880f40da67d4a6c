package rules

// This file looks into the code of blocks.

import "github.com/pilllint/pilllint/parser/syntax"

// localNamed returns the assignment in a block without parameters that sets a
// local variable of this name where an attribute was meant; nil if there is
// none.
func localNamed(b *syntax.Block, name string) *syntax.Assign {
	if b == nil || b.Params != nil {
		return nil
	}
	var found *syntax.Assign
	syntax.Walk(b.Body, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Assign); ok && found == nil && a.Target.Local != nil && a.Target.Local.Name == name {
			found = a
		}
		return found == nil
	})
	return found
}

// literalNumber reports whether an expression is a number written down, with or
// without a unit.
func literalNumber(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Int, *syntax.Float:
		return true
	case *syntax.Call:
		return n.Recv != nil && len(n.Args) == 0 && n.Block == nil && literalNumber(n.Recv)
	}
	return false
}
