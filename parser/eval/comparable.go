package eval

// This file holds the methods of Comparable, all of which go by <=>.

var comparableMethods = methods(map[string]impl{
	"==":       {1, 1, comparableEqual, 0},
	"<":        {1, 1, func(c *Call) Value { return Bool(c.In.order(c.Self, c.Args[0]) < 0) }, 0},
	"<=":       {1, 1, func(c *Call) Value { return Bool(c.In.order(c.Self, c.Args[0]) <= 0) }, 0},
	">":        {1, 1, func(c *Call) Value { return Bool(c.In.order(c.Self, c.Args[0]) > 0) }, 0},
	">=":       {1, 1, func(c *Call) Value { return Bool(c.In.order(c.Self, c.Args[0]) >= 0) }, 0},
	"between?": {2, 2, comparableBetween, 0},
	"clamp":    {1, 2, comparableClamp, 0},
})

// order is what <=> says of a and b, or Ruby's error where that is nil.
func (in *Interp) order(a, b Value) int {
	if _, ok := a.(*Object); !ok {
		return in.mustCompare(a, b)
	}
	return in.sign(in.Send(a, "<=>", b), a, b)
}

func comparableEqual(c *Call) Value {
	in, other := c.In, c.Args[0]
	if _, ok := c.Self.(*Object); !ok {
		return in.equal(c)
	}
	if c.Self == other {
		return Bool(true)
	}
	v := known(in.Send(c.Self, "<=>", other))
	return Bool(!IsNil(v) && in.sign(v, c.Self, other) == 0)
}

func comparableBetween(c *Call) Value {
	return Bool(c.In.order(c.Self, c.Args[0]) >= 0 && c.In.order(c.Self, c.Args[1]) <= 0)
}

func comparableClamp(c *Call) Value {
	in := c.In
	var low, high Value
	if len(c.Args) == 2 {
		low, high = c.Args[0], c.Args[1]
	} else {
		r, ok := c.Args[0].(*Range)
		if !ok {
			in.Raise("TypeError", "wrong argument type %s (expected Range)", in.plainClass(c.Args[0]))
		}
		low, high = known(r.Low), known(r.High)
		if r.Exclusive && !IsNil(high) {
			in.Raise("ArgumentError", "cannot clamp with an exclusive range")
		}
	}
	if !IsNil(low) && !IsNil(high) && in.order(low, high) > 0 {
		in.Raise("ArgumentError", "min argument must be smaller than max argument")
	}
	if !IsNil(low) {
		switch n := in.order(c.Self, low); {
		case n == 0:
			return c.Self
		case n < 0:
			return low
		}
	}
	if !IsNil(high) && in.order(c.Self, high) > 0 {
		return high
	}
	return c.Self
}
