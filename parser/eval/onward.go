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
		return v
	}
	u := in.unknown(Failed, in.pass(p.(raised)))
	if in.OnPass != nil {
		in.OnPass(in.frame.self, n)
	}
	return u
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
