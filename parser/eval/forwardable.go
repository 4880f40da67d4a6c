package eval

// This file holds two modules of Ruby's library that give methods to the classes
// that take them in: Forwardable and Singleton.

import "strings"

func init() {
	instanceTables["Forwardable"] = methods(map[string]impl{
		"def_delegator":  {2, 3, forwardOne, 0},
		"def_delegators": {1, -1, forwardMany, 0},
		"delegate":       {1, 1, forwardHash, 0},
	}).with("def_instance_delegator", "def_delegator", "def_instance_delegators", "def_delegators", "instance_delegate", "delegate")
	singletonTables["Singleton"] = methods(map[string]impl{"included": {1, 1, singletonIncluded, 0}})
}

// forward gives a class a method that asks what an accessor comes to: an instance
// variable, or a method of the object.
func (c *Call) forward(accessor, method, name string) {
	k, ok := c.Self.(*Class)
	if !ok {
		needs(c.In.unsupported(c.Name))
	}
	k.set(name, &Method{Name: name, Owner: k, Max: -1, Unknowns: true, Go: func(c *Call) Value {
		var to Value
		switch {
		case strings.HasPrefix(accessor, "@"):
			to = c.In.attrGet(c.Self, accessor)
		case strings.ContainsAny(accessor, ".( ["):
			return c.In.opaque(c, c.In.unsupported("def_delegator"))
		default:
			to = c.In.Send(c.Self, accessor)
		}
		return c.In.SendBlock(to, method, c.Block, c.Args...)
	}})
}

func forwardOne(c *Call) Value {
	name := c.symbolOrText(1)
	if len(c.Args) == 3 {
		name = c.symbolOrText(2)
	}
	c.forward(c.symbolOrText(0), c.symbolOrText(1), name)
	return Sym(name)
}

func forwardMany(c *Call) Value {
	for i := range c.Args[1:] {
		c.forward(c.symbolOrText(0), c.symbolOrText(i+1), c.symbolOrText(i+1))
	}
	return c.In.arr(c.Args[1:])
}

// forwardHash is delegate :size => :@list, [:first, :last] => :@list.
func forwardHash(c *Call) Value {
	h, ok := c.Args[0].(*Hash)
	if !ok || h.Lost != nil {
		needs(c.In.unsupported(c.Name))
	}
	for names, accessor := range h.Each {
		list, ok := names.(*Array)
		if !ok {
			list = c.In.ArrayOf(names)
		}
		for _, name := range list.Elems {
			pair := &Call{In: c.In, Args: []Value{accessor, name}}
			c.forward(pair.symbolOrText(0), pair.symbolOrText(1), pair.symbolOrText(1))
		}
	}
	return c.Args[0]
}

// singletonIncluded gives a class its one instance, which is made when it is
// first asked for.
func singletonIncluded(c *Call) Value {
	k := c.classArg(0)
	const made = "\x00instance"
	k.DefineSingleton("instance", 0, 0, func(c *Call) Value {
		of, ok := c.Self.(*Class)
		if !ok {
			of = k
		}
		if v, ok := of.Consts[made]; ok {
			return v
		}
		v := c.In.NewObject(of, &Call{In: c.In, Self: of, Name: "new", Node: c.Node})
		c.In.touch(constPlace{of, made})
		of.SetConst(made, v)
		return v
	})
	return Nil{}
}
