package eval

// This file holds the methods of Symbol, most of which are those of its text.

var symbolClass = methods(map[string]impl{
	"new": {0, -1, func(c *Call) Value { c.In.noMethod(c); return nil }, unknowns},
})

var symbolMethods = methods(map[string]impl{
	"to_s":        {0, 0, func(c *Call) Value { return c.In.str(string(c.Self.(Sym))) }, 0},
	"name":        {0, 0, func(c *Call) Value { return &Str{S: string(c.Self.(Sym)), Frozen: true} }, 0},
	"to_sym":      {0, 0, func(c *Call) Value { return c.Self }, 0},
	"to_proc":     {0, 0, func(c *Call) Value { return symbolProc(c.Self.(Sym)) }, 0},
	"==":          {1, 1, objEqual, unknowns},
	"===":         {1, 1, objEqual, unknowns},
	"<=>":         {1, 1, objCompare, 0},
	"inspect":     {0, 0, func(c *Call) Value { return c.In.str(c.In.Inspect(c.Self)) }, 0},
	"length":      {0, 0, symAsText, 0},
	"[]":          {1, 2, symAsText, 0},
	"empty?":      {0, 0, symAsText, 0},
	"start_with?": {0, -1, symAsText, unknowns},
	"end_with?":   {0, -1, symAsText, unknowns},
	"=~":          {1, 1, symAsText, unknowns},
	"match":       {1, 2, symAsText, unknowns},
	"match?":      {1, 2, symAsText, 0},
	"casecmp":     {1, 1, symCasecmp, 0},
	"casecmp?":    {1, 1, symCasecmp, 0},
	"upcase":      {0, -1, symChanged, 0},
	"downcase":    {0, -1, symChanged, 0},
	"capitalize":  {0, -1, symChanged, 0},
	"swapcase":    {0, -1, symChanged, 0},
	"succ":        {0, 0, symChanged, 0},
}).with("id2name", "to_s", "size", "length", "slice", "[]", "next", "succ")

// symAsText calls the method of the same name of the symbol's text.
func symAsText(c *Call) Value { return c.asText(c.Args) }

func (c *Call) asText(args []Value) Value {
	text := &Str{S: string(c.Self.(Sym))}
	return c.In.dispatch(&Call{In: c.In, Self: text, Name: c.Name, Args: args, Block: c.Block})
}

// symChanged is a method whose result is a Symbol again.
func symChanged(c *Call) Value {
	v := symAsText(c)
	if s, ok := v.(*Str); ok && s.Lost == nil {
		return Sym(s.S)
	}
	return because(lost(v)).typed(TSymbol)
}

// symCasecmp compares with symbols only.
func symCasecmp(c *Call) Value {
	other, ok := c.Args[0].(Sym)
	if !ok {
		return Nil{}
	}
	return c.asText([]Value{c.In.str(string(other))})
}
