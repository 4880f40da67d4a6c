package eval

// This file holds the methods of procs and method objects.

var (
	procMethods = methods(map[string]impl{
		"call":    {0, -1, procCall, unknowns},
		"===":     {0, -1, procCall, unknowns},
		"to_proc": {0, 0, func(c *Call) Value { return c.Self }, 0},
		"arity":   {0, 0, func(c *Call) Value { return Int(c.Self.(*Proc).Arity()) }, 0},
		"lambda?": {0, 0, func(c *Call) Value { return Bool(c.Self.(*Proc).Lambda) }, 0},
		"curry":   {0, 1, procCurry, 0},
		">>":      {1, 1, procThen, 0},
		"<<":      {1, 1, procAfter, 0},
	}).with("()", "call", "yield", "call", "[]", "call")
	procClass = methods(map[string]impl{
		"new": {0, 0, kernelProc, 0},
	})
	boundMethods = methods(map[string]impl{
		"call":     {0, -1, boundCall, unknowns},
		"===":      {0, -1, boundCall, unknowns},
		"to_proc":  {0, 0, func(c *Call) Value { return methodProc(c.Self.(*BoundMethod)) }, 0},
		"arity":    {0, 0, func(c *Call) Value { return Int(c.Self.(*BoundMethod).Method.arity()) }, 0},
		"name":     {0, 0, func(c *Call) Value { return Sym(c.Self.(*BoundMethod).Name) }, 0},
		"receiver": {0, 0, func(c *Call) Value { return c.Self.(*BoundMethod).Recv }, 0},
		"unbind":   {0, 0, objNotKnown, 0},
	}).with("[]", "call")
)

func procCall(c *Call) Value {
	p := c.Self.(*Proc)
	return c.In.callProc(p, p.Self, c.Args, c.Bare, c.Block, nil)
}

func boundCall(c *Call) Value {
	m := c.Self.(*BoundMethod)
	return c.In.invoke(m.Method, &Call{In: c.In, Self: m.Recv, Name: m.Name, Args: c.Args, Block: c.Block, Bare: c.Bare, Node: c.Node})
}

func procCurry(c *Call) Value {
	p := c.Self.(*Proc)
	n := p.Arity()
	if len(c.Args) == 1 {
		n = c.int(0)
	}
	if n < 0 {
		n = -n - 1
	}
	return curry(p, n, nil)
}

// curry takes arguments until there are n.
func curry(p *Proc, n int, have []Value) *Proc {
	return &Proc{Lambda: p.Lambda, arity: -1, native: func(c *Call) Value {
		args := append(have[:len(have):len(have)], c.Args...)
		if len(args) < n {
			return curry(p, n, args)
		}
		return c.In.callProc(p, p.Self, args, false, nil, nil)
	}}
}

func procThen(c *Call) Value {
	p, next := c.Self.(*Proc), c.Args[0]
	return &Proc{Lambda: true, arity: p.Arity(), native: func(k *Call) Value {
		return k.In.Send(next, "call", k.In.callProc(p, p.Self, k.Args, k.Bare, nil, nil))
	}}
}

func procAfter(c *Call) Value {
	p, first := c.Self.(*Proc), c.Args[0]
	return &Proc{Lambda: true, arity: -1, native: func(k *Call) Value {
		return k.In.callProc(p, p.Self, []Value{k.In.Send(first, "call", k.Args...)}, false, nil, nil)
	}}
}
