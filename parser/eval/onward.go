package eval

// This file goes on after exceptions that nothing rescues, for whoever wants to
// know what a pill says beyond its first mistake.

import "github.com/pilllint/pilllint/parser/syntax"

// maxPassed is how many exceptions an evaluation goes on after.
const maxPassed = 50

// evalOnward evaluates an expression. One that raises has a value that is not
// known.
func (in *Interp) evalOnward(n syntax.Node) Value {
	v, p := in.catch(func() Value { return in.evalNode(n) }, in.passable)
	if p == nil {
		in.unturned = nil
		return v
	}
	u := in.unknown(Failed, in.pass(p.(raised)))
	in.turnAnyway(u)
	if in.OnPass != nil {
		in.OnPass(in.frame.self, n)
	}
	return u
}

// iterators are the methods whose block is read though there is nothing that has them.
var iterators = map[string]bool{
	"times": true, "each": true, "upto": true, "downto": true, "step": true, "map": true, "each_with_index": true, "collect": true,
}

// unturn notes a call for which there is no method, if it would be a loop.
func (in *Interp) unturn(c *Call) {
	if in.Onward && in.handled == 0 && c.Block != nil && iterators[c.Name] {
		in.unturned = c
	}
}

// turnAnyway reads the block of a loop over what has no such method, as that of a loop
// over something that is not known: whoever repairs the one wants to know of the other.
func (in *Interp) turnAnyway(u *Unknown) {
	c := in.unturned
	in.unturned = nil
	if c != nil && !leavesLoop(c.Block) {
		in.blockAnyTimes(c.Block, u)
	}
}

// leavesLoop reports whether a block ends more than its turn, which hangs on what
// is being looped over.
func leavesLoop(b *Proc) (leaves bool) {
	if b.Node == nil {
		return true
	}
	syntax.Walk(b.Node, func(n syntax.Node) bool {
		j, ok := n.(*syntax.Jump)
		leaves = leaves || ok && j.Kind != syntax.Next
		return !leaves
	})
	return leaves
}

// GoOn runs fn, and returns though it raises if the evaluation goes on after
// what would end it.
func (in *Interp) GoOn(fn func()) {
	if !in.Onward || in.handled > 0 {
		fn()
		return
	}
	if _, p := in.catch(func() Value { fn(); return nil }, in.passable); p != nil {
		in.pass(p.(raised))
	}
}

// passable reports whether a panic is an exception to go on after: not one by
// which the pill itself ends the load, nor one that says that Ruby cannot go on.
func (in *Interp) passable(p any) bool {
	r, ok := p.(raised)
	if !ok || r.exc.Host.(*exception).explicit || len(in.Passed) >= maxPassed {
		return false
	}
	return in.IsA(r.exc, in.class("StandardError")) || r.exc.Class == in.class("SystemExit")
}

// pass notes an exception, and returns what it is about.
func (in *Interp) pass(r raised) string {
	f := in.fault(r.exc)
	if len(in.Maybe()) == 0 {
		in.Passed = append(in.Passed, f)
	} else if len(in.PassedMaybe) < maxPassed {
		f.Maybe = in.Maybe()
		in.PassedMaybe = append(in.PassedMaybe, f)
	}
	if f.Name != "" {
		return f.Name
	}
	return f.Class
}
