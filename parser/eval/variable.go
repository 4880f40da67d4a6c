package eval

// This file reads and writes local and instance variables.

import "github.com/pilllint/pilllint/parser/syntax"

// local reads a local variable; one that no assignment has reached is nil.
func (in *Interp) local(n *syntax.Local) Value {
	s := in.frame.scope
	for range n.Depth {
		s = s.parent
	}
	if v := s.vars[n.Slot]; v != nil {
		return v
	}
	return Nil{}
}

func (in *Interp) setLocal(n *syntax.Local, v Value) {
	s := in.frame.scope
	for range n.Depth {
		s = s.parent
	}
	if in.journal != nil {
		in.touch(slot{s, n.Slot})
	}
	s.vars[n.Slot] = v
}

// ivars returns the object whose instance variables self has; nil if none of
// ours.
func (in *Interp) ivarOwner(self Value) *Object {
	switch self := self.(type) {
	case *Object:
		return self
	case *Class:
		if o, ok := self.Consts["\x00ivars"].(*Object); ok {
			return o
		}
		o := &Object{Class: in.class("Object")}
		self.SetConst("\x00ivars", o)
		return o
	}
	return nil
}

func (in *Interp) ivar(name string) Value {
	o := in.ivarOwner(in.frame.self)
	if o == nil {
		return in.unsupported("instance variable")
	}
	if v, ok := o.IVars[name]; ok {
		return v
	}
	return Nil{}
}

func (in *Interp) setIvar(name string, v Value) {
	o := in.ivarOwner(in.frame.self)
	if o == nil {
		return
	}
	if o.IVars == nil {
		o.IVars = map[string]Value{}
	}
	in.touch(ivarPlace{o, name})
	o.IVars[name] = v
}
