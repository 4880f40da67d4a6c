package eval

// This file holds the methods of nil, true and false.

var nilMethods = methods(map[string]impl{
	"to_s":     {0, 0, func(c *Call) Value { return frozenText("") }, 0},
	"to_a":     {0, 0, func(c *Call) Value { return c.In.arr(nil) }, 0},
	"to_h":     {0, 0, func(c *Call) Value { return NewHash() }, 0},
	"to_i":     {0, 0, func(c *Call) Value { return Int(0) }, 0},
	"to_f":     {0, 0, func(c *Call) Value { return Float(0) }, 0},
	"inspect":  {0, 0, func(c *Call) Value { return c.In.str("nil") }, 0},
	"to_param": {0, 0, itself, 0},
	"nil?":     {0, 0, func(c *Call) Value { return Bool(true) }, 0},
	"blank?":   {0, 0, func(c *Call) Value { return Bool(true) }, 0},
	"try":      {0, -1, itself, unknowns},
	"try!":     {0, -1, itself, unknowns},
	"=~":       {1, 1, itself, unknowns},
	"==":       {1, 1, sameAsSelf, unknowns},
	"&":        {1, 1, func(c *Call) Value { return Bool(false) }, unknowns},
	"|":        {1, 1, truthOfArg, unknowns},
}).with("===", "==", "^", "|")

var trueMethods = methods(map[string]impl{
	"to_s":     {0, 0, func(c *Call) Value { return frozenText("true") }, 0},
	"to_param": {0, 0, itself, 0},
	"blank?":   {0, 0, func(c *Call) Value { return Bool(false) }, 0},
	"!":        {0, 0, func(c *Call) Value { return Bool(false) }, 0},
	"==":       {1, 1, sameAsSelf, unknowns},
	"&":        {1, 1, truthOfArg, unknowns},
	"|":        {1, 1, func(c *Call) Value { return Bool(true) }, unknowns},
	"^":        {1, 1, falsehoodOfArg, unknowns},
}).with("===", "==", "inspect", "to_s")

var falseMethods = methods(map[string]impl{
	"to_s":     {0, 0, func(c *Call) Value { return frozenText("false") }, 0},
	"to_param": {0, 0, itself, 0},
	"blank?":   {0, 0, func(c *Call) Value { return Bool(true) }, 0},
	"!":        {0, 0, func(c *Call) Value { return Bool(true) }, 0},
	"==":       {1, 1, sameAsSelf, unknowns},
	"&":        {1, 1, func(c *Call) Value { return Bool(false) }, unknowns},
	"|":        {1, 1, truthOfArg, unknowns},
}).with("===", "==", "inspect", "to_s", "^", "|")

// frozenText is one of the texts that Ruby shares.
func frozenText(s string) Value { return &Str{S: s, Frozen: true} }

// sameAsSelf is == of a value that there is only one of.
func sameAsSelf(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		if v, ok := c.In.unknownEqual(&Call{In: c.In, Self: u, Name: "==", Args: []Value{c.Self}}, u); ok {
			return v
		}
		return because(u).typed(TBool)
	}
	return Bool(c.Self == c.Args[0])
}

func truthOfArg(c *Call) Value {
	if t, ok := Truthy(c.Args[0]); ok {
		return Bool(t)
	}
	return because(lost(c.Args[0])).typed(TBool)
}

func falsehoodOfArg(c *Call) Value {
	if t, ok := Truthy(c.Args[0]); ok {
		return Bool(!t)
	}
	return because(lost(c.Args[0])).typed(TBool)
}
