package eval

// This file defines methods, classes and modules.

import (
	"github.com/pilllint/pilllint/parser/syntax"
)

// definee is the class that def defines in.
func (f *frame) definee() *Class {
	if f.def != nil {
		return f.def
	}
	return f.cref.class
}

func (in *Interp) define(n *syntax.Def) Value {
	in.frame.at = n.Pos
	m := &Method{Name: n.Name, def: n, file: in.frame.file, cref: in.frame.cref, maybe: len(in.Maybe()) > 0}
	if n.Singleton != nil {
		obj := in.eval(n.Singleton)
		c := singletonOf(obj)
		if c == nil {
			in.unsupported("singleton method")
			return Sym(n.Name)
		}
		m.Owner = c
		c.set(n.Name, m)
		return Sym(n.Name)
	}
	c := in.frame.definee()
	m.Owner = c
	// A method at the top level is a private one of Object.
	m.Private = c.native && c.Name == "Object" && in.frame.proc == nil && !in.publicDefs || c.defaultPrivate()
	c.set(n.Name, m)
	return Sym(n.Name)
}

// defaultPrivate reports whether "private" without arguments was called in the
// class body that is open.
func (c *Class) defaultPrivate() bool { return c.Consts["\x00private"] == Bool(true) }

func (c *Class) setDefaultPrivate(p bool) {
	if p || c.defaultPrivate() {
		c.SetConst("\x00private", Bool(p))
	}
}

func (in *Interp) alias(c *Class, name, old string) {
	m := c.method(old)
	if m == nil {
		if c.native {
			in.unsupported("alias")
			return
		}
		in.Raise("NameError", "undefined method `%s' for class `%s'", old, c.Name)
	}
	c.set(name, m)
}

func (in *Interp) openClass(n *syntax.Class) Value {
	if n.Path == nil {
		return in.unsupported("class")
	}
	super := in.class("Object")
	given := false
	if n.Superclass != nil {
		v := in.eval(n.Superclass)
		in.frame.at = n.Superclass.Range()
		switch v := v.(type) {
		case *Class:
			super, given = v, true
		case *Unknown:
			super, given = in.opaqueClass(v), true
		default:
			in.Raise("TypeError", "superclass must be a Class (%s given)", in.className(v))
		}
	}
	in.frame.at = n.Pos
	holder, existing := in.pathHolder(n.Path)
	c, ok := existing.(*Class)
	switch {
	case existing == nil:
		c = &Class{Super: super, lexical: holder}
		holder.SetConst(n.Path.Name, c)
		in.inherited(super, c)
	case !ok || c.Module:
		if lost(existing) != nil {
			c = in.opaqueClass(lost(existing))
			break
		}
		in.Raise("TypeError", "%s is not a class", n.Path.Name)
	case given && c.Super != super && c.Super != nil && !c.native:
		in.Raise("TypeError", "superclass mismatch for class %s", n.Path.Name)
	}
	return in.body(c, n.Body, len(n.Locals))
}

// opaqueClass stands for a superclass that is not known: anything may be
// defined in it.
func (in *Interp) opaqueClass(u *Unknown) *Class {
	c := &Class{Name: "?", Super: in.class("Object")}
	missing := func(call *Call) Value { return because(u) }
	c.Define("method_missing", 1, -1, missing)
	c.DefineSingleton("method_missing", 1, -1, missing)
	c.Define("initialize", 0, -1, func(call *Call) Value {
		if o, ok := call.Self.(*Object); ok {
			o.Open = joinCauses(o.Open, u.Causes)
		}
		return Nil{}
	})
	c.MissingConst = func(string) (Value, bool) { return because(u), true }
	// What every object has, it may have in its own way.
	for _, name := range []string{"inspect", "to_s", "==", "<=>", "hash", "eql?", "dup", "clone"} {
		c.Define(name, 0, -1, missing)
	}
	return c
}

// inherited tells a superclass of its new subclass.
func (in *Interp) inherited(super, c *Class) {
	if m := in.singleton(super, "inherited"); m != nil {
		in.invoke(m, &Call{In: in, Self: super, Name: "inherited", Args: []Value{c}})
	}
}

func (in *Interp) openModule(n *syntax.Module) Value {
	if n.Path == nil {
		return in.unsupported("module")
	}
	in.frame.at = n.Pos
	holder, existing := in.pathHolder(n.Path)
	m, ok := existing.(*Class)
	switch {
	case existing == nil:
		m = &Class{Module: true, lexical: holder}
		holder.SetConst(n.Path.Name, m)
	case !ok || !m.Module:
		if lost(existing) != nil {
			m = in.opaqueClass(lost(existing))
			break
		}
		in.Raise("TypeError", "%s is not a module", n.Path.Name)
	}
	return in.body(m, n.Body, len(n.Locals))
}

// pathHolder finds the class that the name of a class or module is looked up
// in, and what it is there already, if anything.
func (in *Interp) pathHolder(p *syntax.Const) (*Class, Value) {
	holder := in.frame.cref.class
	if p.Top {
		holder = in.class("Object")
	}
	if p.Scope != nil {
		if c, ok := in.eval(p.Scope).(*Class); ok {
			holder = c
		}
	}
	if v, ok := in.ownConst(holder, p.Name); ok {
		return holder, v
	}
	return holder, nil
}

// body evaluates the body of a class or module.
func (in *Interp) body(c *Class, body syntax.Node, locals int) Value {
	f := &frame{
		caller: in.frame, file: in.frame.file, at: in.frame.at, self: c,
		scope: &scope{vars: make([]Value, locals), made: in.journal},
		cref:  &cref{class: c, parent: in.frame.cref},
	}
	f.home = f
	c.setDefaultPrivate(false)
	v := in.inFrame(f, func() Value { return in.eval(body) })
	c.setDefaultPrivate(false)
	return v
}

func (in *Interp) openSingleton(n *syntax.SClass) Value {
	obj := in.eval(n.Object)
	c := singletonOf(obj)
	if c == nil {
		return in.unsupported("singleton class")
	}
	f := &frame{
		caller: in.frame, file: in.frame.file, at: n.Pos, self: c,
		scope: &scope{vars: make([]Value, len(n.Locals)), made: in.journal},
		cref:  &cref{class: c, parent: in.frame.cref},
	}
	f.home = f
	return in.inFrame(f, func() Value { return in.eval(n.Body) })
}
