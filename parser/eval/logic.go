package eval

// This file evaluates and, or, not and defined?.

import "github.com/pilllint/pilllint/parser/syntax"

func (in *Interp) and(n *syntax.And) Value {
	l := in.eval(n.Left)
	truth, known := Truthy(l)
	if known {
		if !truth {
			return l
		}
		return in.eval(n.Right)
	}
	u := l.(*Unknown)
	r := in.branch(u, func() Value { return in.eval(n.Right) }, func() Value { return falseSide(u) })
	return r
}

// falseSide is what an unknown value is if it counts as false.
func falseSide(u *Unknown) Value {
	if u.Type == TBool {
		return Bool(false)
	}
	if u.Type != Any {
		return Nil{}
	}
	return u
}

// trueSide is what an unknown value is if it counts as true.
func trueSide(u *Unknown) Value {
	if u.Type == TBool {
		return Bool(true)
	}
	c := *u
	c.Elems = nil // as a change of one would not be seen in the other
	c.NonNil, c.Unset = true, false
	c.Choices = nil
	for _, v := range u.Choices {
		if t, known := Truthy(v); t || !known {
			c.Choices = append(c.Choices, v)
		}
	}
	if len(c.Choices) == 1 && len(u.Choices) > 1 {
		return c.Choices[0]
	}
	return &c
}

func (in *Interp) or(n *syntax.Or) Value {
	l := in.eval(n.Left)
	truth, known := Truthy(l)
	if known {
		if truth {
			return l
		}
		return in.eval(n.Right)
	}
	u := l.(*Unknown)
	return in.branch(u, func() Value { return trueSide(u) }, func() Value { return in.eval(n.Right) })
}

func (in *Interp) not(n *syntax.Not) Value {
	v := in.eval(n.Value)
	if truth, known := Truthy(v); known {
		return Bool(!truth)
	}
	return because(v.(*Unknown)).typed(TBool)
}

// defined answers defined?.
func (in *Interp) defined(n *syntax.Defined) Value {
	word := func(s string) Value { return in.str(s) }
	switch v := n.Value.(type) {
	case *syntax.Seq:
		if len(v.List) == 1 {
			return in.defined(&syntax.Defined{Pos: n.Pos, Value: v.List[0]})
		}
	case *syntax.Local:
		return word("local-variable")
	case *syntax.IVar:
		if o := in.ivarOwner(in.frame.self); o != nil {
			if _, ok := o.IVars[v.Name]; ok {
				return word("instance-variable")
			}
		}
		return Nil{}
	case *syntax.GVar:
		if _, ok := in.globals[v.Name]; ok || !IsNil(in.global(v)) {
			return word("global-variable")
		}
		return Nil{}
	case *syntax.Const:
		return in.definedConst(v)
	case *syntax.Call:
		return in.definedCall(v)
	case *syntax.Yield:
		if in.frame.home.block != nil {
			return word("yield")
		}
		return Nil{}
	case *syntax.Self:
		return word("self")
	case *syntax.Nil:
		return word("expression")
	case *syntax.Assign, *syntax.OpAssign:
		return word("assignment")
	}
	return word("expression")
}

func (in *Interp) definedConst(n *syntax.Const) Value {
	var v Value
	if exc := in.protect(func() { v = in.constant(n) }); exc != nil {
		return Nil{}
	}
	if u, ok := v.(*Unknown); ok && u.Causes[0].Reason == Required {
		return because(u)
	}
	return in.str("constant")
}

func (in *Interp) definedCall(n *syntax.Call) Value {
	recv := in.frame.self
	if n.Recv != nil {
		if exc := in.protect(func() { recv = in.eval(n.Recv) }); exc != nil {
			return Nil{}
		}
	}
	if u := lost(recv); u != nil {
		return because(u)
	}
	if in.find(recv, n.Name) != nil {
		return in.str("method")
	}
	if _, ok := in.exists(recv, n.Name); ok {
		return in.str("method")
	}
	if u := in.unread(n.Name); u != nil {
		return u
	}
	return Nil{}
}
