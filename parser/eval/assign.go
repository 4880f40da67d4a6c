package eval

// This file assigns.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

func (in *Interp) assign(n *syntax.Assign) Value {
	t := n.Target
	if t.Call != nil {
		return in.assignCall(t.Call, n)
	}
	v := in.eval(n.Value)
	in.frame.at = n.Pos
	in.store(t, v)
	return v
}

// assignCall is an attribute or element assignment: the receiver and the index
// come before the value, and the whole comes to the value.
func (in *Interp) assignCall(c *syntax.Call, n *syntax.Assign) Value {
	recv := in.frame.self
	if c.Recv != nil {
		recv = in.eval(c.Recv)
		if c.Safe && IsNil(recv) {
			return Nil{}
		}
	}
	call := in.newCall(Call{Self: recv, Name: c.Name, Node: n})
	call.Args, _ = in.arguments(call.Args, c.Args)
	v := in.eval(n.Value)
	call.Args = append(call.Args, v)
	in.frame.at = c.NamePos
	in.dispatch(call)
	return v
}

// store gives a target a value.
func (in *Interp) store(t *syntax.Target, v Value) {
	switch {
	case t.Local != nil:
		in.setLocal(t.Local, v)
	case t.IVar != nil:
		in.setIvar(t.IVar.Name, v)
	case t.GVar != nil:
		in.setGlobal(t.GVar, v)
	case t.CVar != nil:
		in.setClassVar(t.CVar, v)
	case t.Const != nil:
		in.setConst(t.Const, v)
	case t.Call != nil:
		recv := in.frame.self
		if t.Call.Recv != nil {
			recv = in.eval(t.Call.Recv)
		}
		args, _ := in.arguments(nil, t.Call.Args)
		in.frame.at = t.Call.NamePos
		in.dispatch(&Call{In: in, Self: recv, Name: t.Call.Name, Args: append(args, v), Node: t.Call})
	case t.Multi != nil:
		in.destructure(t, v)
	case t.Splat != nil:
		in.store(t.Splat, in.arr(in.toA(v)))
	}
}

// destructure takes an array apart over several targets.
func (in *Interp) destructure(t *syntax.Target, v Value) {
	if u := lost(v); u != nil {
		for _, m := range t.Multi {
			if m.Splat != nil {
				in.storeSplat(m.Splat, because(u).typed(TArray))
				continue
			}
			in.store(m, because(u))
		}
		return
	}
	var elems []Value
	switch v := v.(type) {
	case *Array:
		elems = v.Elems
	case *Object:
		elems = []Value{v}
		if in.find(v, "to_ary") != nil {
			elems = in.toA(in.Send(v, "to_ary"))
		}
	default:
		elems = []Value{v}
	}
	at := func(i int) Value {
		if i >= 0 && i < len(elems) {
			return elems[i]
		}
		return Nil{}
	}
	splat := slices.IndexFunc(t.Multi, func(m *syntax.Target) bool { return m.Splat != nil })
	for i, m := range t.Multi {
		switch {
		case splat < 0 || i < splat:
			in.store(m, at(i))
		case i == splat:
			after := len(t.Multi) - splat - 1
			end := max(len(elems)-after, splat)
			in.storeSplat(m.Splat, in.arr(slices.Clone(elems[min(splat, len(elems)):min(end, len(elems))])))
		default:
			from := max(len(elems)-(len(t.Multi)-splat-1), splat)
			in.store(m, at(from+i-splat-1))
		}
	}
}

func (in *Interp) storeSplat(t *syntax.Target, v Value) {
	if t.Local == nil && t.IVar == nil && t.GVar == nil && t.Const == nil && t.Call == nil && t.CVar == nil {
		return // a bare *
	}
	in.store(t, v)
}

// opAssign is a += b, a ||= b and the like.
func (in *Interp) opAssign(n *syntax.OpAssign) Value {
	t := n.Target
	if t.Call != nil {
		return in.opAssignCall(n, t.Call)
	}
	return in.combine(n, in.current(n, t), func(v Value) { in.store(t, v) })
}

// current reads a target, where ||= takes what is not there for nil.
func (in *Interp) current(n *syntax.OpAssign, t *syntax.Target) Value {
	switch {
	case t.Local != nil:
		return in.local(t.Local)
	case t.IVar != nil:
		return in.ivar(t.IVar.Name)
	case t.GVar != nil:
		return in.global(t.GVar)
	case t.CVar != nil:
		if n.Op == "||" {
			for _, c := range in.cvarOwner().Ancestors() {
				if v, ok := c.CVars[t.CVar.Name]; ok {
					return v
				}
			}
			return Nil{}
		}
		return in.classVar(t.CVar)
	case t.Const != nil:
		if n.Op == "||" {
			var v Value
			if exc := in.protect(func() { v = in.constant(t.Const) }); exc != nil {
				return Nil{}
			}
			return v
		}
		return in.constant(t.Const)
	}
	return in.unsupported("assignment")
}

// combine works out the new value and stores it.
func (in *Interp) combine(n *syntax.OpAssign, old Value, store func(Value)) Value {
	truth, known := Truthy(old)
	set := func() Value {
		v := in.eval(n.Value)
		in.frame.at = n.OpPos
		store(v)
		return v
	}
	switch n.Op {
	case "||":
		if known {
			if truth {
				return old
			}
			return set()
		}
		u := old.(*Unknown)
		return in.branch(u, func() Value {
			v := trueSide(u)
			store(v)
			return v
		}, set)
	case "&&":
		if known {
			if !truth {
				return old
			}
			return set()
		}
		return in.branch(old.(*Unknown), set, func() Value { return falseSide(old.(*Unknown)) })
	}
	arg := in.eval(n.Value)
	in.frame.at = n.OpPos
	v := in.dispatch(&Call{In: in, Self: old, Name: n.Op, Args: []Value{arg}, Node: n})
	in.frame.at = n.OpPos
	store(v)
	return v
}

func (in *Interp) opAssignCall(n *syntax.OpAssign, c *syntax.Call) Value {
	recv := in.frame.self
	if c.Recv != nil {
		recv = in.eval(c.Recv)
		if c.Safe && IsNil(recv) {
			return Nil{}
		}
	}
	args, _ := in.arguments(nil, c.Args)
	reader := c.Name[:len(c.Name)-1]
	in.frame.at = c.NamePos
	old := in.dispatch(&Call{In: in, Self: recv, Name: reader, Args: args, Node: c, VCall: false})
	return in.combine(n, old, func(v Value) {
		in.frame.at = c.NamePos
		in.dispatch(&Call{In: in, Self: recv, Name: c.Name, Args: append(slices.Clone(args), v), Node: n})
	})
}
