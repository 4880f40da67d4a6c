package eval

// This file calls methods and blocks.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

// call evaluates a call: receiver, arguments, then the method.
func (in *Interp) call(n *syntax.Call) Value {
	recv := in.frame.self
	if n.Recv != nil {
		recv = in.eval(n.Recv)
		if n.Safe && IsNil(recv) {
			return Nil{}
		}
	}
	c := in.newCall(Call{Self: recv, Name: n.Name, Node: n, VCall: n.VCall})
	c.Args, c.Bare = in.arguments(c.Args, n.Args)
	switch {
	case n.Block != nil:
		c.Block = in.proc(n.Block)
	case n.HasPass:
		c.Block = in.passedBlock(n.Pass)
	}
	in.frame.at = n.NamePos
	if n.Safe {
		if u, ok := recv.(*Unknown); ok {
			c.Self = trueSide(u)
			return in.branch(u, func() Value { return in.dispatch(c) }, nil)
		}
	}
	if n.Block != nil {
		return in.withBreak(c)
	}
	return in.dispatch(c)
}

// arguments appends the values of arguments, splats taken apart. An unknown
// splat is one Unknown argument.
func (in *Interp) arguments(to []Value, args []syntax.Node) (vals []Value, bare bool) {
	for _, a := range args {
		switch a := a.(type) {
		case *syntax.Splat:
			to = in.splat(to, a)
		case *syntax.Hash:
			v := in.eval(a)
			if h, ok := v.(*Hash); ok && a.Bare { // it is none if it raised, and is gone on after
				// **nothing passes nothing.
				if h.Len() == 0 && len(h.Open) == 0 {
					continue
				}
				bare = true
			}
			to = append(to, v)
		default:
			to = append(to, in.eval(a))
		}
	}
	return to, bare
}

func (in *Interp) splat(to []Value, a *syntax.Splat) []Value {
	v := in.eval(a.Value)
	if u := lost(v); u != nil {
		return append(to, because(u))
	}
	return append(to, in.toA(v)...)
}

// toA is what a splat makes of a known value.
func (in *Interp) toA(v Value) []Value {
	switch v := v.(type) {
	case *Array:
		return v.Elems
	case Nil:
		return nil
	case *Hash:
		list := make([]Value, 0, v.Len())
		for k, e := range v.Each {
			list = append(list, in.arr([]Value{k, e}))
		}
		return list
	case *Range:
		if list, ok := in.elements(v); ok {
			return list
		}
	case *Object:
		if in.find(v, "to_a") != nil {
			if a, ok := in.Send(v, "to_a").(*Array); ok && a.Lost == nil {
				return a.Elems
			}
		}
	}
	return []Value{v}
}

// passedBlock is the block that &value passes; nil for &nil.
func (in *Interp) passedBlock(n syntax.Node) *Proc {
	v := in.eval(n)
	in.frame.at = n.Range()
	switch v := v.(type) {
	case *Proc:
		return v
	case Nil:
		return nil
	case Sym:
		return symbolProc(v)
	case *BoundMethod:
		return methodProc(v)
	case *Unknown:
		return &Proc{arity: -1, native: func(c *Call) Value {
			for _, choice := range v.Choices {
				if p, ok := choice.(*Proc); ok {
					in.blockAnyTimes(p, v)
				}
			}
			return because(v)
		}}
	case *Object:
		if in.find(v, "to_proc") != nil {
			if p, ok := in.Send(v, "to_proc").(*Proc); ok {
				return p
			}
		}
	}
	in.Raise("TypeError", "wrong argument type %s (expected Proc)", in.className(v))
	return nil
}

func symbolProc(name Sym) *Proc {
	return &Proc{Lambda: true, arity: -2, native: func(c *Call) Value {
		if len(c.Args) == 0 {
			c.In.Raise("ArgumentError", "no receiver given")
		}
		return c.In.dispatch(&Call{In: c.In, Self: c.Args[0], Name: string(name), Args: c.Args[1:], Block: c.Block, Node: c.Node})
	}}
}

func methodProc(m *BoundMethod) *Proc {
	return &Proc{Lambda: true, arity: m.Method.arity(), native: func(c *Call) Value {
		return c.In.invoke(m.Method, &Call{In: c.In, Self: m.Recv, Name: m.Name, Args: c.Args, Block: c.Block, Node: c.Node, Bare: c.Bare})
	}}
}

// withBreak dispatches a call whose literal block may break out of it.
func (in *Interp) withBreak(c *Call) Value { return in.land(c.Block, in.withCertainBreak(c)) }

func (in *Interp) withCertainBreak(c *Call) Value {
	if !in.leaves(c.Block.Node.Body, syntax.Break) {
		return in.dispatch(c)
	}
	return in.catchJump(func() Value { return in.dispatch(c) }, c.Block, syntax.Break)
}

// Send calls a method as Ruby itself would, private ones too.
func (in *Interp) Send(recv Value, name string, args ...Value) Value {
	c := in.newCall(Call{Self: recv, Name: name})
	c.Args = append(c.Args, args...)
	return in.dispatch(c)
}

// SendBlock is Send with a block.
func (in *Interp) SendBlock(recv Value, name string, block *Proc, args ...Value) Value {
	return in.dispatch(&Call{In: in, Self: recv, Name: name, Args: args, Block: block})
}

// dispatch finds the method and calls it.
func (in *Interp) dispatch(c *Call) Value {
	if u := lost(c.Self); u != nil {
		return in.unknownReceiver(c, u)
	}
	m := in.find(c.Self, c.Name)
	if m != nil && (!m.Private || in.mayCallPrivate(c)) {
		return in.invoke(m, c)
	}
	if d, ok := c.Self.(*Duration); ok {
		return in.durationMissing(d, c)
	}
	mm := in.find(c.Self, "method_missing")
	if m == nil || m.Go != nil && mm == nil { // what is found may only be Kernel's private one, as of Marshal.load
		if fact, ok := in.exists(c.Self, c.Name); ok && (!fact.Private || in.mayCallPrivate(c)) {
			in.checkCount(fact, c.Args, c.Bare)
			if c.Name == "Pathname" && len(c.Args) == 1 {
				return pathnameNew(c)
			}
			return in.notModelled(c)
		}
	}
	if mm != nil {
		return in.invoke(mm, in.missed(c))
	}
	if m == nil {
		if in.featureMethod(c.Self, c.Name) {
			return in.notModelled(c)
		}
		if o, ok := c.Self.(*Object); ok && len(o.Open) > 0 {
			return &Unknown{Causes: o.Open}
		}
		if u := in.unread(c.Name); u != nil {
			if in.Closed != nil && in.handled == 0 && (in.Closed(c.Self) || in.calledConst(c) != "") {
				_, p := in.catch(func() Value { in.noMethod(c); return nil }, func(any) bool { return true })
				in.doubt(p.(raised), u)
			}
			return in.opaque(c, u)
		}
	}
	in.noMethod(c)
	return nil
}

// doubt notes an exception that is raised unless code that was not read defines
// what is missing.
func (in *Interp) doubt(r raised, u *Unknown) {
	f := in.fault(r.exc)
	f.Maybe = joinCauses(u.Causes, in.Maybe())
	in.Doubts = append(in.Doubts, f)
}

// missed returns the call of method_missing that a call comes to. Nobody needs
// the call itself any more.
func (in *Interp) missed(c *Call) *Call {
	name := Sym(c.Name)
	if !c.roomy {
		c = &Call{In: in, Self: c.Self, Block: c.Block, Node: c.Node, VCall: c.VCall, Bare: c.Bare, Args: slices.Clone(c.Args)}
	}
	c.Name, c.Args = "method_missing", slices.Insert(c.Args, 0, Value(name))
	return c
}

// mayCallPrivate reports whether a call may reach private methods: it has no
// receiver, or self as its receiver, or Ruby itself makes it.
func (in *Interp) mayCallPrivate(c *Call) bool {
	var recv syntax.Node
	switch n := c.Node.(type) {
	case *syntax.Call:
		recv = n.Recv
	case *syntax.Assign:
		recv = n.Target.Call.Recv
	case *syntax.OpAssign:
		if n.Target.Call != nil {
			recv = n.Target.Call.Recv
		}
	}
	_, self := recv.(*syntax.Self)
	return recv == nil || self
}

// MethodMissing raises what BasicObject#method_missing would for the call that
// a host's method_missing was given.
func (in *Interp) MethodMissing(c *Call) Value {
	name, _ := c.Args[0].(Sym)
	missing := &Call{In: in, Self: c.Self, Name: string(name), Args: c.Args[1:], Node: c.Node, VCall: c.VCall}
	if u := in.unread(missing.Name); u != nil {
		return in.opaque(missing, u)
	}
	in.noMethod(missing)
	return nil
}

// invoke calls a method that was found.
func (in *Interp) invoke(m *Method, c *Call) Value {
	if m.Go == nil {
		return in.invokeRuby(m, c)
	}
	if n := len(c.Args); n < m.Min || m.Max >= 0 && n > m.Max {
		if !m.Unknowns && in.unknownArg(c) != nil {
			return in.notModelled(c)
		}
		in.wrongCount(n, m.Min, m.Max)
	}
	if !m.Unknowns {
		if u := in.unknownArg(c); u != nil {
			return in.unknownResult(m, c, u)
		}
	}
	return in.callGo(m, c)
}

func (in *Interp) callGo(m *Method, c *Call) Value {
	in.deeper()
	state := in.mark()
	v, p := tryGo(m, c)
	if p != nil {
		s, ok := p.(unknownSignal)
		if !ok {
			panic(p)
		}
		in.reset(state)
		v = in.unknownResult(m, c, s.u)
	}
	in.depth--
	return v
}

// isSetter reports whether a method's name is that of an assignment.
func isSetter(name string) bool {
	n := len(name)
	return n > 1 && name[n-1] == '=' && name[n-2] != '=' && name[n-2] != '!' && name != "<=" && name != ">="
}

// arg returns the i-th argument, or nil.
func (c *Call) arg(i int) Value {
	if i < len(c.Args) {
		return c.Args[i]
	}
	return nil
}
