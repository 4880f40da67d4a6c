package eval

// This file holds the methods of Range.

import (
	"math"
	"math/big"
	"slices"
)

var rangeMethods = methods(map[string]impl{
	"begin":        {0, 0, func(c *Call) Value { return rng(c).Low }, 0},
	"end":          {0, 0, func(c *Call) Value { return rng(c).High }, 0},
	"exclude_end?": {0, 0, func(c *Call) Value { return Bool(rng(c).Exclusive) }, 0},
	"first":        {0, 1, rangeFirst, 0},
	"last":         {0, 1, rangeLast, 0},
	"min":          {0, 1, rangeMin, 0},
	"max":          {0, 1, rangeMax, 0},
	"minmax":       {0, 0, rangeMinmax, 0},
	"size":         {0, 0, rangeSize, 0},
	"count":        {0, 1, rangeCount, 0},
	"sum":          {0, 1, rangeSum, unknowns},
	"each":         {0, 0, orEnum(enumerableEachRange), 0},
	"step":         {0, 1, rangeStep, 0},
	"include?":     {1, 1, rangeInclude, 0},
	"===":          {1, 1, rangeCovers, 0},
	"cover?":       {1, 1, rangeCovers, 0},
	"==":           {1, 1, func(c *Call) Value { return c.In.equal(c) }, unknowns},
	"eql?":         {1, 1, rangeEql, 0},
	"to_s":         {0, 0, func(c *Call) Value { return c.In.str(c.In.rangeText(rng(c), c.In.ToS)) }, 0},
	"inspect":      {0, 0, func(c *Call) Value { return c.In.str(c.In.Inspect(c.Self)) }, 0},
}).with("member?", "include?", "%", "step")

var rangeClass = methods(map[string]impl{
	"new": {2, 3, rangeNew, unknowns},
})

func rng(c *Call) *Range { return c.Self.(*Range) }

func rangeNew(c *Call) Value {
	r := &Range{Low: c.Args[0], High: c.Args[1]}
	if len(c.Args) > 2 {
		r.Exclusive = truth(c.Args[2])
	}
	c.In.checkRange(r)
	return r
}

func enumerableEachRange(c *Call) Value {
	c.In.iterateRange(rng(c), func(args []Value) bool { c.block(args...); return true })
	return c.Self
}

func rangeFirst(c *Call) Value {
	r := rng(c)
	if IsNil(known(r.Low)) {
		c.In.Raise("RangeError", "cannot get the first element of beginless range")
	}
	if len(c.Args) == 0 {
		return r.Low
	}
	if c.int(0) < 0 {
		c.In.Raise("ArgumentError", "negative array size (or size too big)")
	}
	return enumerableTake(c)
}

func rangeLast(c *Call) Value {
	r := rng(c)
	if IsNil(known(r.High)) {
		c.In.Raise("RangeError", "cannot get the last element of endless range")
	}
	if len(c.Args) == 0 {
		return r.High
	}
	n := c.int(0)
	if n < 0 {
		c.In.Raise("ArgumentError", "negative array size")
	}
	list := c.In.list(r)
	return c.In.arr(list[len(list)-min(n, len(list)):])
}

// span compares the ends: less than zero if there is something between them.
func (r *Range) compareEnds(in *Interp) (c int, ok bool) {
	return in.compare(known(r.Low), known(r.High))
}

func rangeMin(c *Call) Value {
	in, r := c.In, rng(c)
	if IsNil(known(r.Low)) {
		in.Raise("RangeError", "cannot get the minimum of beginless range")
	}
	if c.Block != nil || len(c.Args) > 0 {
		if IsNil(known(r.High)) {
			in.Raise("RangeError", "cannot get the minimum of endless range with custom comparison method")
		}
		return enumerableExtreme(c, -1)
	}
	if IsNil(known(r.High)) {
		return r.Low
	}
	if n, ok := r.compareEnds(in); !ok || n > 0 || n == 0 && r.Exclusive {
		return Nil{}
	}
	return r.Low
}

func rangeMax(c *Call) Value {
	in, r := c.In, rng(c)
	if IsNil(known(r.High)) {
		in.Raise("RangeError", "cannot get the maximum of endless range")
	}
	if c.Block != nil || len(c.Args) > 0 || r.Exclusive && !isNumber(r.High) {
		if IsNil(known(r.Low)) {
			in.Raise("RangeError", "cannot get the maximum of beginless range with custom comparison method")
		}
		return enumerableExtreme(c, 1)
	}
	n := -1
	if !IsNil(known(r.Low)) {
		var ok bool
		if n, ok = r.compareEnds(in); !ok || n > 0 {
			return Nil{}
		}
	}
	if !r.Exclusive {
		return r.High
	}
	high, ok := bigOf(r.High)
	if !ok {
		in.Raise("TypeError", "cannot exclude non Integer end value")
	}
	if n == 0 {
		return Nil{}
	}
	if _, ok := bigOf(r.Low); !ok {
		in.Raise("TypeError", "cannot exclude end value with non Integer begin value")
	}
	return IntOf(new(big.Int).Sub(high, big.NewInt(1)))
}

func rangeMinmax(c *Call) Value {
	if c.Block != nil {
		return enumerableMinmax(c)
	}
	return c.In.arr([]Value{rangeMin(c), rangeMax(c)})
}

// length is the number of integers in a Range of numbers; ok is false for
// others.
func (r *Range) length(in *Interp) (Value, bool) {
	low, high := known(r.Low), known(r.High)
	infinite := Float(math.Inf(1))
	switch {
	case isNumber(low) && IsNil(high), IsNil(low) && isNumber(high):
		return infinite, true
	case !isNumber(low) || !isNumber(high):
		return nil, false
	}
	a, okA := bigOf(low)
	b, okB := bigOf(high)
	if !okA || !okB {
		x, y := in.Float(low), in.Float(high)
		if math.IsInf(y, 1) || math.IsInf(x, -1) {
			return infinite, true
		}
		return Int(rangeFloatSteps(x, y, 1, r.Exclusive)), true
	}
	n := new(big.Int).Sub(b, a)
	if !r.Exclusive {
		n.Add(n, big.NewInt(1))
	}
	if n.Sign() < 0 {
		n.SetInt64(0)
	}
	return IntOf(n), true
}

func rangeSize(c *Call) Value {
	n, ok := rng(c).length(c.In)
	if !ok {
		if isNumber(rng(c).Low) || IsNil(rng(c).Low) {
			return c.In.notModelled(c)
		}
		return Nil{}
	}
	return n
}

func rangeCount(c *Call) Value {
	r := rng(c)
	if len(c.Args) > 0 || c.Block != nil {
		return enumerableCount(c)
	}
	if IsNil(known(r.Low)) || IsNil(known(r.High)) {
		return Float(math.Inf(1))
	}
	if n, ok := r.length(c.In); ok {
		if _, integers := bigOf(r.Low); integers {
			return n
		}
	}
	return enumerableCount(c)
}

// rangeSum knows the formula, as Ruby does.
func rangeSum(c *Call) Value {
	r := rng(c)
	low, okLow := bigOf(known(r.Low))
	high, okHigh := bigOf(known(r.High))
	if len(c.Args) > 0 && c.Block == nil && okLow && okHigh && !isNumber(c.Args[0]) {
		return c.In.notModelled(c)
	}
	if c.Block != nil || len(c.Args) > 0 || !okLow || !okHigh {
		return enumerableSum(c)
	}
	if r.Exclusive {
		high = new(big.Int).Sub(high, big.NewInt(1))
	}
	if high.Cmp(low) < 0 {
		return Int(0)
	}
	n := new(big.Int).Sub(high, low)
	n.Add(n, big.NewInt(1))
	n.Mul(n, new(big.Int).Add(high, low))
	return IntOf(n.Rsh(n, 1))
}

// rangeFloatSteps is how many steps of unit there are from low to high, as
// floating-point numbers go.
func rangeFloatSteps(low, high, unit float64, exclusive bool) int {
	n := (high - low) / unit
	err := (math.Abs(low) + math.Abs(high) + math.Abs(high-low)) / math.Abs(unit) * 2.220446049250313e-16
	if math.IsInf(unit, 0) {
		if unit > 0 && low <= high || unit < 0 && low >= high {
			return 1
		}
		return 0
	}
	err = min(err, 0.5)
	if exclusive {
		if n <= 0 {
			return 0
		}
		if n < 1 {
			n = 0
		} else {
			n = math.Floor(n - err)
		}
		d := (n+1)*unit + low
		if low < high && d < high || low > high && d > high {
			n++
		}
	} else {
		if n < 0 {
			return 0
		}
		n = math.Floor(n + err)
	}
	return int(min(n, 1<<60)) + 1
}

func rangeStep(c *Call) Value {
	in, r := c.In, rng(c)
	var by Value = Int(1)
	if len(c.Args) > 0 {
		by = c.Args[0]
	}
	low, high := known(r.Low), known(r.High)
	numbers := isNumber(low) && (isNumber(high) || IsNil(high))
	if f, ok := by.(Float); ok && !numbers {
		by = Int(f)
	}
	if _, isFloat := by.(Float); !isFloat {
		by = Int(in.Int(by))
	}
	sign := in.sign(by, by, Int(0))
	if sign == 0 {
		in.Raise("ArgumentError", "step can't be 0")
	}
	if c.Block == nil {
		if numbers {
			return in.arithmeticSequence(c, r, by)
		}
		return c.enum()
	}
	if sign < 0 {
		in.Raise("ArgumentError", "step can't be negative")
	}
	if numbers {
		in.steps1(r, by, func(v Value) bool { c.block(v); return true })
		return r
	}
	if _, ok := low.(*Str); !ok {
		if _, isSym := low.(Sym); isSym {
			return in.notModelled(c)
		}
	}
	i, n := 0, int(by.(Int))
	in.iterateRange(r, func(args []Value) bool {
		if i%n == 0 {
			c.block(args...)
		}
		i++
		return true
	})
	return r
}

// steps1 yields the numbers of a Range by steps.
func (in *Interp) steps1(r *Range, by Value, yield func(Value) bool) {
	_, floatLow := r.Low.(Float)
	_, floatHigh := r.High.(Float)
	_, floatBy := by.(Float)
	if floatLow || floatHigh || floatBy {
		low, unit, high := in.Float(r.Low), in.Float(by), math.Inf(1)
		if unit < 0 {
			high = math.Inf(-1)
		}
		if !IsNil(r.High) {
			high = in.Float(r.High)
		}
		n := 1 << 60
		if !math.IsInf(high, 0) {
			n = rangeFloatSteps(low, high, unit, r.Exclusive)
		}
		for i := range n {
			in.step()
			v := float64(i)*unit + low
			if unit >= 0 && high < v || unit < 0 && high > v {
				v = high
			}
			if !yield(Float(v)) {
				return
			}
		}
		return
	}
	step, _ := bigOf(by)
	at, _ := bigOf(r.Low)
	high, _ := bigOf(r.High)
	for {
		if high != nil {
			if n := at.Cmp(high) * step.Sign(); n > 0 || n == 0 && r.Exclusive {
				return
			}
		}
		in.step()
		if !yield(IntOf(at)) {
			return
		}
		at = new(big.Int).Add(at, step)
	}
}

// arithmeticSequence is the Enumerator that step makes of numbers.
func (in *Interp) arithmeticSequence(c *Call, r *Range, by Value) Value {
	args := slices.Clone(c.Args)
	return &Object{Class: in.class("Enumerator::ArithmeticSequence"), Host: &enumerator{
		recv: r, method: c.Name, args: args,
		gen: func(yield func(Value) bool) { in.steps1(r, by, yield) },
	}}
}

// within reports whether a value lies between the ends.
func (r *Range) within(in *Interp, v Value) bool {
	if !IsNil(known(r.Low)) {
		if n, ok := in.compare(r.Low, v); !ok || n > 0 {
			return false
		}
	}
	if !IsNil(known(r.High)) {
		n, ok := in.compare(v, r.High)
		return ok && (n < 0 || n == 0 && !r.Exclusive)
	}
	return true
}

func rangeCovers(c *Call) Value {
	r := rng(c)
	inner, ok := c.Args[0].(*Range)
	if !ok || c.Name == "===" {
		return Bool(r.within(c.In, c.Args[0]))
	}
	if IsNil(known(inner.Low)) || IsNil(known(inner.High)) || IsNil(known(r.Low)) || IsNil(known(r.High)) {
		return c.In.notModelled(c)
	}
	if n, ok := inner.compareEnds(c.In); !ok || n > 0 || n == 0 && inner.Exclusive {
		return Bool(false)
	}
	if r.within(c.In, inner.Low) && r.within(c.In, inner.High) {
		return Bool(true)
	}
	if !inner.Exclusive {
		return Bool(false)
	}
	n, ok := c.In.compare(inner.High, r.High)
	if ok && n == 0 && r.within(c.In, inner.Low) {
		return Bool(true)
	}
	return c.In.notModelled(c)
}

func rangeInclude(c *Call) Value {
	r := rng(c)
	low, high := known(r.Low), known(r.High)
	text, isText := low.(*Str)
	if !isText {
		end := low
		if IsNil(low) {
			end = high
		}
		switch end.(type) {
		case Nil, Int, Big, Float, *Time:
			return Bool(r.within(c.In, c.Args[0]))
		}
		if !IsNil(low) && !c.In.responds(low, "succ") {
			c.In.Raise("TypeError", "can't iterate from %s", c.In.plainClass(low))
		}
		return c.In.notModelled(c)
	}
	if _, ok := high.(*Str); !ok {
		return c.In.notModelled(c)
	}
	v, ok := c.Args[0].(*Str)
	if !ok {
		return Bool(false)
	}
	if len(text.S) == 1 && len(high.(*Str).S) == 1 && text.S[0] < 0x80 && high.(*Str).S[0] < 0x80 {
		return Bool(len(v.S) == 1 && r.within(c.In, v))
	}
	return enumerableInclude(c)
}

func rangeEql(c *Call) Value {
	if _, ok := c.Args[0].(*Range); !ok {
		return Bool(false)
	}
	return Bool(c.In.key(c.Self) == c.In.key(c.Args[0]))
}
