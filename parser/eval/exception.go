package eval

// This file holds the methods of exceptions.

var (
	exceptionMethods = methods(map[string]impl{
		"initialize":   {0, -1, excInitialize, unknowns | private},
		"message":      {0, 0, func(c *Call) Value { return c.In.Send(c.Self, "to_s") }, 0},
		"to_s":         {0, 0, excToS, 0},
		"full_message": {0, -1, objNotKnown, 0},
		"inspect":      {0, 0, excInspect, 0},
		"backtrace":    {0, 0, objNotKnown, 0},
		"exception":    {0, 1, excException, unknowns},
		"cause":        {0, 0, objNotKnown, 0},
		"set_backtrace": {1, 1, func(c *Call) Value {
			return c.Args[0]
		}, unknowns},
		"==": {1, 1, objEqual, unknowns},
	})
	exceptionClass = methods(map[string]impl{
		"exception": {0, -1, func(c *Call) Value { return c.In.dispatch(&Call{In: c.In, Self: c.Self, Name: "new", Args: c.Args}) }, unknowns},
		"new":       {0, -1, classNew, unknowns},
	})
	nameErrorMethods = methods(map[string]impl{
		"name":     {0, 0, excName, 0},
		"receiver": {0, 0, excReceiver, 0},
	})
	systemExitMethods = methods(map[string]impl{
		"status": {0, 0, func(c *Call) Value { return Int(c.exception().code) }, 0},
		"success?": {0, 0, func(c *Call) Value {
			return Bool(c.exception().code == 0)
		}, 0},
	})
)

func (c *Call) exception() *exception { return c.Self.(*Object).Host.(*exception) }

func excInitialize(c *Call) Value {
	if len(c.Args) > 0 {
		c.exception().message = c.Args[0]
	}
	return Nil{}
}

func excToS(c *Call) Value {
	switch m := c.exception().message.(type) {
	case Nil:
		return c.In.str(c.Self.(*Object).Class.Name)
	case *Str:
		return m
	default:
		if u := lost(m); u != nil {
			return because(u).typed(TString)
		}
		return c.In.str(c.In.ToS(m))
	}
}

func excInspect(c *Call) Value {
	name := c.Self.(*Object).Class.Name
	text := c.In.ToS(c.In.Send(c.Self, "to_s"))
	if text == "" {
		return c.In.str(name)
	}
	return c.In.str("#<" + name + ": " + text + ">")
}

// excException is what raise calls on an exception object.
func excException(c *Call) Value {
	if len(c.Args) == 0 {
		return c.Self
	}
	o := *c.Self.(*Object)
	e := *c.exception()
	e.message = c.Args[0]
	o.Host = &e
	return &o
}

func excName(c *Call) Value {
	if c.exception().name == "" {
		return Nil{}
	}
	return Sym(c.exception().name)
}

func excReceiver(c *Call) Value {
	if v := c.exception().receiver; v != nil {
		return v
	}
	return c.In.notModelled(c)
}
