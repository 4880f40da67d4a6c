package eval

// This file passes on calls: yield, and super with its arguments.

import "github.com/pilllint/pilllint/parser/syntax"

// yield calls the block of the method around it.
func (in *Interp) yield(n *syntax.Yield) Value {
	args, bare := in.arguments(nil, n.Args)
	in.frame.at = n.Pos
	b := in.frame.block
	if b == nil {
		in.Raise("LocalJumpError", "no block given (yield)")
	}
	return in.callProc(b, b.Self, args, bare, nil, nil)
}

// sameArgs are what super without arguments passes on: the parameters of the
// method around it, as they are by now.
func (in *Interp) sameArgs(f *frame) (args []Value, bare bool) {
	if f.method == nil || f.method.def == nil || f.method.def.Params == nil || f.method.def.Params.Forward {
		return f.args, false
	}
	s := f.scope
	for s.parent != nil {
		s = s.parent
	}
	ps := f.method.def.Params
	for _, list := range [][]syntax.Param{ps.Required, ps.Optional} {
		for _, p := range list {
			args = append(args, s.vars[p.Slot])
		}
	}
	if ps.Rest != nil {
		if rest := s.vars[ps.Rest.Slot]; lost(rest) != nil {
			args = append(args, because(lost(rest)))
		} else {
			args = append(args, in.toA(rest)...)
		}
	}
	for _, p := range ps.Post {
		args = append(args, s.vars[p.Slot])
	}
	keys := NewHash()
	for _, p := range ps.Keywords {
		keys.Set(Sym(p.Name), s.vars[p.Slot])
	}
	if ps.KeyRest != nil {
		if rest, ok := s.vars[ps.KeyRest.Slot].(*Hash); ok {
			in.mergeInto(keys, rest, nil, false)
		}
	}
	if keys.Len() > 0 || len(keys.Open) > 0 {
		return append(args, keys), true
	}
	return args, false
}

// super calls the method that this one hides.
func (in *Interp) super(n *syntax.Super) Value {
	f := in.frame
	var args []Value
	var bare bool
	if n.Zsuper {
		args, bare = in.sameArgs(f)
	} else {
		args, bare = in.arguments(nil, n.Args)
	}
	block := f.block
	if n.Block != nil {
		block = in.proc(n.Block)
	} else if n.Pass != nil {
		block = in.passedBlock(n.Pass)
	}
	f.at = n.Pos
	m := f.method
	if m == nil {
		in.Raise("RuntimeError", "super called outside of method")
	}
	c := &Call{In: in, Self: f.self, Name: m.Name, Args: args, Block: block, Bare: bare}
	var next *Method
	if k, ok := f.self.(*Class); ok && k.meta != nil && m.Owner != nil && !k.Inherits(m.Owner) {
		if k.Super != nil {
			next = in.singleton(k.Super, m.Name)
		}
	} else {
		next = in.ClassOf(f.self).after(m.Owner, m.Name)
	}
	if next != nil {
		return in.invoke(next, c)
	}
	if m.Name == "initialize" || m.Name == "inherited" || m.Name == "included" || m.Name == "method_added" {
		return Nil{}
	}
	if m.Name == "method_missing" {
		return in.MethodMissing(c)
	}
	if m.Name == "respond_to_missing?" {
		return Bool(false)
	}
	if _, ok := in.exists(f.self, m.Name); ok {
		return in.notModelled(c)
	}
	in.Raise("NoMethodError", "super: no superclass method `%s' for %s", m.Name, in.describe(f.self))
	return nil
}
