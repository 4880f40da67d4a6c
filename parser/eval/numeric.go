package eval

import (
	"math"

	"github.com/pilllint/pilllint/parser/syntax"
)

// numericMethods are what Integer and Float have in common: Ruby's Numeric,
// and what ActiveSupport adds to it.
var numericMethods = methods(map[string]impl{
	"+@":              {0, 0, itself, 0},
	"div":             binary((*Interp).floorDiv, durationDiv),
	"remainder":       binary((*Interp).remainder, nil),
	"eql?":            {1, 1, numberEql, 0},
	"integer?":        {0, 0, func(c *Call) Value { return Bool(false) }, 0},
	"real?":           {0, 0, func(c *Call) Value { return Bool(true) }, 0},
	"finite?":         {0, 0, func(c *Call) Value { return Bool(true) }, 0},
	"infinite?":       {0, 0, func(c *Call) Value { return Nil{} }, 0},
	"positive?":       {0, 0, func(c *Call) Value { return Bool(sign(c.Self) > 0) }, 0},
	"negative?":       {0, 0, func(c *Call) Value { return Bool(sign(c.Self) < 0) }, 0},
	"nonzero?":        {0, 0, numberNonzero, 0},
	"blank?":          {0, 0, func(c *Call) Value { return Bool(false) }, 0},
	"dup":             {0, 0, itself, 0},
	"real":            {0, 0, itself, 0},
	"abs2":            {0, 0, func(c *Call) Value { return c.In.mul(c.Self, c.Self) }, 0},
	"step":            {0, 3, numberStep, 0},
	"bytes":           {0, 0, itself, 0},
	"kilobytes":       multiple(1 << 10),
	"megabytes":       multiple(1 << 20),
	"gigabytes":       multiple(1 << 30),
	"terabytes":       multiple(1 << 40),
	"petabytes":       multiple(1 << 50),
	"exabytes":        multiple(1 << 60),
	"in_milliseconds": multiple(1000),
	"seconds":         unit("seconds", 1),
	"minutes":         unit("minutes", 1),
	"hours":           unit("hours", 1),
	"days":            unit("days", 1),
	"weeks":           unit("weeks", 1),
	"fortnights":      unit("weeks", 2),
}).with(
	"byte", "bytes", "kilobyte", "kilobytes", "megabyte", "megabytes", "gigabyte", "gigabytes",
	"terabyte", "terabytes", "petabyte", "petabytes", "exabyte", "exabytes",
	"second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "fortnight", "fortnights",
	"conj", "real", "conjugate", "real",
)

// operators are methods that Integer and Float each define for themselves, and
// that do the same here.
var operators = methods(map[string]impl{
	"+":      binary((*Interp).add, durationAfterPlus),
	"-":      binary((*Interp).sub, durationAfterMinus),
	"*":      binary((*Interp).mul, durationAfterTimes),
	"/":      binary((*Interp).div, durationUnder),
	"%":      binary((*Interp).mod, durationModulus),
	"**":     binary(powerOrNil, durationExponent),
	"divmod": binary(divModPair, nil),
	"==":     {1, 1, numberEqual, unknowns},
	"<=>":    {1, 1, numberOrder, 0},
	"<":      relation(func(o int) bool { return o < 0 }),
	">":      relation(func(o int) bool { return o > 0 }),
	"<=":     relation(func(o int) bool { return o <= 0 }),
	">=":     relation(func(o int) bool { return o >= 0 }),
	"abs":    {0, 0, numberAbs, 0},
})

// multiple makes a method that multiplies.
func multiple(n Int) impl {
	return impl{0, 0, func(c *Call) Value { return c.In.mul(c.Self, n) }, 0}
}

// unit makes a method that returns a Duration of so many units.
func unit(name string, times Int) impl {
	return impl{0, 0, func(c *Call) Value {
		n := c.Self
		if times != 1 {
			n = c.In.mul(n, times)
		}
		return c.In.duration(name, n)
	}, 0}
}

func numberNonzero(c *Call) Value {
	if sign(c.Self) == 0 && !isNaN(c.Self) {
		return Nil{}
	}
	return c.Self
}

// numberFormat is to_s with one of ActiveSupport's formats; those it does not
// know are ignored.
func (in *Interp) numberFormat(c *Call, name Sym) Value {
	switch name {
	case "phone", "currency", "percentage", "delimited", "rounded", "human", "human_size":
		return in.notModelled(c)
	}
	return in.str(in.ToS(c.Self))
}

// countable yields each Integer from one to another, or returns an Enumerator if
// there is no block.
func (c *Call) countable(from, to Value, down bool) Value {
	in := c.In
	if c.Block == nil {
		return in.numberEnumerator(c)
	}
	by := Value(Int(1))
	if down {
		by = Int(-1)
	}
	for n := from; ; n = in.add(n, by) {
		order, ok := compareExact(n, to)
		if !ok || down && order < 0 || !down && order > 0 {
			return c.Self
		}
		in.step()
		c.block(n)
	}
}

func intTimes(c *Call) Value {
	if n := c.idle(); n != nil && c.In.frame.file != nil {
		c.In.Idle = append(c.In.Idle, c.In.frame.file.Span(n))
		if c.In.TurnIdle {
			c.In.step()
			c.block(Int(0))
		}
		return c.Self
	}
	return c.countable(Int(0), c.In.sub(c.Self, Int(1)), false)
}

// idle returns the node of a call of times that is written as 0.times, with a
// block; nil for any other.
func (c *Call) idle() *syntax.Call {
	n, ok := c.Node.(*syntax.Call)
	if !ok || c.Block == nil {
		return nil
	}
	if zero, ok := n.Recv.(*syntax.Int); ok && zero.Value == 0 {
		return n
	}
	return nil
}

// bound is the argument of upto and downto.
func (c *Call) bound(i int) Value {
	v := plainNumber(c.Args[i])
	if !isNumber(v) && c.Block != nil {
		c.In.Raise("ArgumentError", "comparison of Integer with %s failed", c.In.comparedWith(v))
	}
	return v
}

func intUpto(c *Call) Value   { return c.countable(c.Self, c.bound(0), false) }
func intDownto(c *Call) Value { return c.countable(c.Self, c.bound(0), true) }

// numberStep is step, with the limit and step by position or by keyword.
func numberStep(c *Call) Value {
	in, args := c.In, c.Args
	if c.Block == nil {
		return in.numberEnumerator(c)
	}
	var limit, by Value = Nil{}, Int(1)
	if n := len(args); n > 0 && c.Bare {
		h, ok := args[n-1].(*Hash)
		if !ok || n > 1 || len(h.Open) > 0 {
			return in.notModelled(c)
		}
		args = nil
		limit, by = in.stepKeywords(h)
	}
	if len(args) > 2 {
		in.wrongCount(len(args), 0, 2)
	}
	if len(args) > 0 {
		limit = args[0]
	}
	if len(args) > 1 {
		if by = args[1]; IsNil(by) {
			in.Raise("TypeError", "step must be numeric")
		}
	}
	limit, by = plainNumber(limit), plainNumber(by)
	switch {
	case !isNumber(by):
		in.Raise("ArgumentError", "comparison of %s with 0 failed", in.plainClass(by))
	case sign(by) == 0:
		in.Raise("ArgumentError", "step can't be 0")
	case !IsNil(limit) && !isNumber(limit):
		in.Raise("ArgumentError", "comparison of %s with %s failed", in.plainClass(c.Self), in.comparedWith(limit))
	}
	return c.stepping(limit, by)
}

// stepKeywords reads to: and by:.
func (in *Interp) stepKeywords(h *Hash) (limit, by Value) {
	limit, by = Nil{}, Int(1)
	for k, v := range h.Each {
		switch k {
		case Value(Sym("to")):
			limit = known(v)
		case Value(Sym("by")):
			if by = known(v); IsNil(by) {
				by = Int(1)
			}
		default:
			in.Raise("ArgumentError", "unknown keyword: %s", in.Inspect(k))
		}
	}
	return limit, by
}

func (c *Call) stepping(limit, by Value) Value {
	in := c.In
	_, f1 := c.Self.(Float)
	_, f2 := limit.(Float)
	_, f3 := by.(Float)
	if f1 || f2 || f3 {
		end := math.Inf(sign(by))
		if !IsNil(limit) {
			end = float64Of(limit)
		}
		c.floatStepping(float64Of(c.Self), end, float64Of(by))
		return c.Self
	}
	for n := c.Self; ; n = in.add(n, by) {
		if !IsNil(limit) {
			if order, _ := compareExact(n, limit); order*sign(by) > 0 {
				return c.Self
			}
		}
		in.step()
		c.block(n)
	}
}

// floatStepping counts its steps beforehand, as Ruby does, so that errors do
// not add up.
func (c *Call) floatStepping(from, to, by float64) {
	in := c.In
	n := floatSteps(from, to, by)
	for i := 0.0; i < n; i++ {
		in.step()
		v := i*by + from
		if by >= 0 && to < v || by < 0 && v < to {
			v = to
		}
		c.block(Float(v))
	}
}

// floatSteps is how many steps there are, the first and last counted.
func floatSteps(from, to, by float64) float64 {
	const epsilon = 2.220446049250313e-16
	n := (to - from) / by
	slack := (math.Abs(from) + math.Abs(to) + math.Abs(to-from)) / math.Abs(by) * epsilon
	if math.IsInf(by, 0) {
		if by > 0 && from <= to || by < 0 && from >= to {
			return 1
		}
		return 0
	}
	slack = math.Min(slack, 0.5)
	if n < 0 {
		return 0
	}
	return math.Floor(n+slack) + 1
}

// numberEnumerator is what an iterating method returns without a block.
func (in *Interp) numberEnumerator(c *Call) Value {
	if c.Name != "step" {
		return c.enum()
	}
	if c.Bare {
		return in.notModelled(c)
	}
	e := c.enum().(*Object)
	e.Class = in.class("Enumerator::ArithmeticSequence")
	return e
}
