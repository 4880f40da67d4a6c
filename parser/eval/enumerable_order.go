package eval

// This file holds the methods of Enumerable that fold elements into one value
// or put them in order.

import (
	"math"
	"math/big"
	"slices"
)

func enumerableInject(c *Call) Value {
	in := c.In
	args := c.Args
	var acc Value
	var op string
	if len(args) == 2 || len(args) == 1 && c.Block == nil {
		last := args[len(args)-1]
		if u := lost(last); u != nil {
			needs(u)
		}
		name, ok := last.(Sym)
		if s, isText := last.(*Str); isText {
			name, ok = Sym(s.S), true
		}
		if !ok {
			in.Raise("TypeError", "%s is not a symbol nor a string", in.Inspect(last))
		}
		op, args = string(name), args[:len(args)-1]
	}
	if len(args) > 0 {
		acc = args[0]
	}
	in.each(c.Self, func(e Value) bool {
		switch {
		case acc == nil:
			acc = e
		case op != "":
			acc = in.Send(acc, op, e)
		case c.Block != nil:
			acc = c.block(acc, e)
		default:
			in.Raise("LocalJumpError", "no block given")
		}
		return true
	})
	if acc == nil {
		return Nil{}
	}
	return acc
}

func enumerableSum(c *Call) Value {
	in := c.In
	s := &summer{in: in, total: Int(0)}
	if len(c.Args) > 0 {
		s.total = c.Args[0]
	}
	_, s.leading = c.Self.(*Array)
	if f, ok := s.total.(Float); ok && !s.leading {
		s.float, s.f = true, float64(f)
	}
	in.each(c.Self, func(e Value) bool {
		if c.Block != nil {
			e = c.block(e)
		}
		s.add(e)
		return true
	})
	return s.value()
}

// A summer adds values as sum does: floats with the error kept apart (Kahan
// and Babuška), everything else by +. Of an Array, it adds the integers at the
// beginning first, and the initial value to them.
type summer struct {
	in      *Interp
	total   Value
	leading bool     // it is at the beginning of an Array
	ints    *big.Int // the sum of the integers there, if there are any
	float   bool     // the total is in f and err
	f       float64
	err     float64
}

func (s *summer) add(v Value) {
	if s.leading {
		if n, ok := bigOf(v); ok {
			if s.ints == nil {
				s.ints = new(big.Int)
			}
			s.ints.Add(s.ints, n)
			return
		}
		s.endInts()
		if f, ok := v.(Float); ok {
			if !isNumber(s.total) {
				needs(s.in.unsupported("sum"))
			}
			s.startFloat(f)
			return
		}
	}
	if s.float && isNumber(v) {
		s.addFloat(s.in.Float(v))
		return
	}
	if s.float {
		s.total, s.float = Float(s.f), false
	}
	x, okx := bigOf(s.total)
	y, oky := bigOf(v)
	f, isFloat := v.(Float)
	switch {
	case okx && oky:
		s.total = IntOf(new(big.Int).Add(x, y))
	case okx && isFloat:
		s.startFloat(f)
	default:
		s.total = s.in.Send(s.total, "+", v)
	}
}

// endInts adds the initial value to the integers at the beginning of an Array.
func (s *summer) endInts() {
	s.leading = false
	if s.ints != nil {
		s.total = s.in.Send(IntOf(s.ints), "+", s.total)
	}
}

// startFloat goes on with floating-point numbers.
func (s *summer) startFloat(f Float) {
	s.float, s.f, s.err = true, s.in.Float(s.total), 0
	s.addFloat(float64(f))
}

func (s *summer) addFloat(x float64) {
	switch {
	case math.IsNaN(s.f):
	case math.IsNaN(x):
		s.f = x
	case math.IsInf(x, 0):
		if math.IsInf(s.f, 0) && math.Signbit(x) != math.Signbit(s.f) {
			s.f = math.NaN()
		} else {
			s.f = x
		}
	case math.IsInf(s.f, 0):
	default:
		t := s.f + x
		if math.Abs(s.f) >= math.Abs(x) {
			s.err += (s.f - t) + x
		} else {
			s.err += (x - t) + s.f
		}
		s.f = t
	}
}

func (s *summer) value() Value {
	if s.leading {
		s.endInts()
	}
	if s.float {
		return Float(s.f + s.err)
	}
	return s.total
}

// sign makes a number of what <=> or its block said of a and b.
func (in *Interp) sign(v, a, b Value) int {
	switch v := known(v).(type) {
	case Int:
		return int(max(min(v, 1), -1))
	case Big:
		return v.V.Sign()
	case Nil:
		in.Raise("ArgumentError", "comparison of %s with %s failed", in.plainClass(a), in.comparedWith(b))
	}
	if truth(in.Send(v, ">", Int(0))) {
		return 1
	}
	if truth(in.Send(v, "<", Int(0))) {
		return -1
	}
	return 0
}

// order is the order that a call sorts by: its block's, or <=>.
func order(c *Call) func(a, b Value) int {
	if c.Block == nil {
		return c.In.mustCompare
	}
	return func(a, b Value) int { return c.In.sign(c.block(a, b), a, b) }
}

// sortValues sorts in the steps that C's merge sort takes, so that a block sees
// the pairs that Ruby's would, and an error names the same ones.
func (in *Interp) sortValues(list []Value, compare func(a, b Value) int) {
	if len(list) < 2 {
		return
	}
	in.work(2 * len(list))
	n := len(list) / 2
	left, right := slices.Clone(list[:n]), slices.Clone(list[n:])
	in.sortValues(left, compare)
	in.sortValues(right, compare)
	i := 0
	for len(left) > 0 && len(right) > 0 {
		if compare(left[0], right[0]) <= 0 {
			list[i], left = left[0], left[1:]
		} else {
			list[i], right = right[0], right[1:]
		}
		i++
	}
	copy(list[i:], left)
	copy(list[i+len(left):], right)
}

func enumerableSort(c *Call) Value {
	list := c.In.list(c.Self)
	c.In.sortValues(list, order(c))
	return c.In.arr(list)
}

// sortedBy sorts a list by what the block says of each, and returns what it said
// too.
func sortedBy(c *Call, list []Value) (sorted, keys []Value) {
	in := c.In
	pairs := make([]Value, len(list))
	in.grow(48 * len(list))
	for i, e := range list {
		pairs[i] = &Array{Elems: []Value{c.block(e), e}}
	}
	in.sortValues(pairs, func(a, b Value) int {
		return in.mustCompare(a.(*Array).Elems[0], b.(*Array).Elems[0])
	})
	for _, p := range pairs {
		pair := p.(*Array).Elems
		sorted, keys = append(sorted, pair[1]), append(keys, pair[0])
	}
	return sorted, keys
}

func enumerableSortBy(c *Call) Value {
	sorted, _ := sortedBy(c, c.In.list(c.Self))
	return c.In.arr(sorted)
}

// enumerableExtreme is min (sign -1) and max (sign 1).
func enumerableExtreme(c *Call, sign int) Value {
	compare := order(c)
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		n := c.int(0)
		if n < 0 {
			c.In.Raise("ArgumentError", "negative size (%d)", n)
		}
		list := c.In.list(c.Self)
		c.In.sortValues(list, func(a, b Value) int { return -sign * compare(a, b) })
		return c.In.arr(list[:min(n, len(list))])
	}
	if _, ok := c.Self.(*Array); ok && c.Block == nil {
		// Only a failure tells which side is which.
		compare = func(a, b Value) int { return -c.In.mustCompare(b, a) }
	}
	var best Value
	c.In.each(c.Self, func(e Value) bool {
		if best == nil || compare(e, best)*sign > 0 {
			best = e
		}
		return true
	})
	if best == nil {
		return Nil{}
	}
	return best
}

func enumerableMinmax(c *Call) Value {
	low, high := enumerableExtreme(c, -1), enumerableExtreme(c, 1)
	return c.In.arr([]Value{low, high})
}

// enumerableExtremeBy is min_by and max_by.
func enumerableExtremeBy(c *Call, sign int) Value {
	in := c.In
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		n := c.int(0)
		if n < 0 {
			in.Raise("ArgumentError", "negative size (%d)", n)
		}
		list, keys := sortedBy(c, in.list(c.Self))
		if sign > 0 {
			slices.Reverse(list)
			slices.Reverse(keys)
		}
		for i := 1; i < len(keys); i++ {
			if in.mustCompare(keys[i-1], keys[i]) == 0 {
				return in.notModelled(c) // which of them Ruby takes is hard to tell
			}
		}
		return in.arr(list[:min(n, len(list))])
	}
	var best, by Value
	in.each(c.Self, func(e Value) bool {
		k := c.block(e)
		if best == nil || in.mustCompare(k, by)*sign > 0 {
			best, by = e, k
		}
		return true
	})
	if best == nil {
		return Nil{}
	}
	return best
}

func enumerableMinmaxBy(c *Call) Value {
	in := c.In
	var low, high, lowBy, highBy Value = Nil{}, Nil{}, nil, nil
	in.each(c.Self, func(e Value) bool {
		k := c.block(e)
		if lowBy == nil || in.mustCompare(k, lowBy) < 0 {
			low, lowBy = e, k
		}
		if highBy == nil || in.mustCompare(k, highBy) > 0 {
			high, highBy = e, k
		}
		return true
	})
	return in.arr([]Value{low, high})
}
