package syntax

import "testing"

// checkLocals reports every local variable that is not where its node says.
// scopes are the names of the scopes that n is in, outermost first.
func checkLocals(t *testing.T, n Node, scopes ...[]string) {
	t.Helper()
	within := func(names []string, hard bool, parts ...Node) {
		inner := append(scopes[:len(scopes):len(scopes)], names)
		if hard {
			inner = [][]string{names}
		}
		for _, part := range parts {
			checkLocals(t, part, inner...)
		}
	}
	local := func(v *Local) {
		from := len(scopes) - 1 - v.Depth
		if from < 0 || v.Slot >= len(scopes[from]) || scopes[from][v.Slot] != v.Name {
			t.Errorf("%s at %v is not in slot %d, %d scopes out of %q", v.Name, v.Pos, v.Slot, v.Depth, scopes)
		}
	}
	switch n := n.(type) {
	case nil:
	case *Local:
		local(n)
	case *Bad:
		for _, v := range n.Binds {
			local(v)
		}
	case *Block:
		within(n.Locals, false, Children(n)...)
	case *Def:
		checkLocals(t, n.Singleton, scopes...)
		within(n.Locals, true, Children(&Def{Params: n.Params, Body: n.Body})...)
	case *Class:
		checkLocals(t, n.Superclass, scopes...)
		within(n.Locals, true, n.Body)
	case *SClass:
		checkLocals(t, n.Object, scopes...)
		within(n.Locals, true, n.Body)
	case *Module:
		within(n.Locals, true, n.Body)
	default:
		if r, ok := n.(*Regexp); ok {
			for _, v := range r.Captures {
				local(v)
			}
		}
		for _, c := range Children(n) {
			checkLocals(t, c, scopes...)
		}
	}
}

// TestLocals checks the local variables of all texts at hand.
func TestLocals(t *testing.T) {
	for _, text := range corpus(t) {
		f := parseText(text)
		if len(f.Errors) == 0 {
			checkLocals(t, f.Body, f.Locals)
		}
		if t.Failed() {
			t.Fatalf("in\n%s", text)
		}
	}
}
