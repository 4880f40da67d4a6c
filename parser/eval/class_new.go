package eval

// This file makes instances, classes and modules.

// classNew makes an instance. A class of Ruby's own that is not modelled makes
// something unknown.
func classNew(c *Call) Value {
	in, k := c.In, c.module()
	for s := k; s != nil; s = s.Super {
		if s.native && s.Name != "Object" && s.Name != "BasicObject" {
			if k.Inherits(in.class("Exception")) {
				break
			}
			return in.notModelled(c)
		}
	}
	o := in.allocate(k)
	if m := k.method("initialize"); m != nil {
		in.invoke(m, &Call{In: in, Self: o, Name: "initialize", Args: c.Args, Block: c.Block, Bare: c.Bare, Node: c.Node})
	} else if len(c.Args) > 0 {
		in.wrongCount(len(c.Args), 0, 0)
	}
	return o
}

func (in *Interp) allocate(k *Class) *Object {
	o := &Object{Class: k}
	if k.Inherits(in.class("Exception")) {
		o.Host = &exception{message: Nil{}}
	}
	return o
}

func classAllocate(c *Call) Value {
	if c.module().native {
		return c.In.notModelled(c)
	}
	return c.In.allocate(c.module())
}

func classSuperclass(c *Call) Value {
	if c.module().Super == nil {
		return Nil{}
	}
	return c.module().Super
}

func classNewClass(c *Call) Value {
	super := c.In.class("Object")
	if len(c.Args) == 1 {
		super = c.classArg(0)
	}
	k := &Class{Super: super}
	c.In.inherited(super, k)
	if c.Block != nil {
		c.In.callProc(c.Block, k, []Value{k}, false, nil, k)
	}
	return k
}

func moduleNew(c *Call) Value {
	m := &Class{Module: true}
	if c.Block != nil {
		c.In.callProc(c.Block, m, []Value{m}, false, nil, m)
	}
	return m
}
