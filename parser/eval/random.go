package eval

// randomClass answers for Random itself: nothing is known of its numbers but
// their class.
var randomClass = methods(map[string]impl{
	"rand":     {0, 1, randomRand, unknowns},
	"srand":    {0, 1, func(c *Call) Value { return c.In.unknown(Outside, "rand").typed(TInt) }, unknowns},
	"new_seed": {0, 0, func(c *Call) Value { return c.In.unknown(Outside, "rand").typed(TInt) }, 0},
	"seed":     {0, 0, func(c *Call) Value { return c.In.unknown(Outside, "rand").typed(TInt) }, 0},
	"bytes":    {1, 1, func(c *Call) Value { return c.In.unknown(Outside, "rand").typed(TString) }, unknowns},
	"urandom":  {1, 1, func(c *Call) Value { return c.In.unknown(Outside, "rand").typed(TString) }, unknowns},
})

func randomRand(c *Call) Value {
	in := c.In
	u := in.unknown(Outside, "rand")
	if len(c.Args) == 0 {
		return u.typed(TFloat)
	}
	switch v := c.Args[0].(type) {
	case Int, Big, Float:
		if sign(v) <= 0 {
			in.Raise("ArgumentError", "invalid argument - %s", in.ToS(v))
		}
		t, _ := typeOf(v)
		return u.typed(t)
	case *Range:
		low, _ := typeOf(v.Low)
		high, _ := typeOf(v.High)
		if low == TInt && high == TInt {
			return u.typed(TInt)
		}
	}
	return because(u)
}
