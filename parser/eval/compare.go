package eval

// This file compares values.

import (
	"cmp"
	"strings"
)

// Equal is ==, of values that must be known as far as it has to look.
func (in *Interp) Equal(a, b Value) bool {
	known(a)
	known(b)
	switch x := a.(type) {
	case Int, Big, Float, *Duration:
		if c, ok := in.compareNumbers(a, b); ok {
			return c == 0
		}
		return false
	case *Str:
		y, ok := b.(*Str)
		return ok && x.S == y.S
	case *Array:
		y, ok := b.(*Array)
		if !ok || len(x.Elems) != len(y.Elems) {
			return false
		}
		if x == y {
			return true
		}
		defer in.nest("==")()
		in.work(len(x.Elems))
		for i := range x.Elems {
			if !in.Equal(x.Elems[i], y.Elems[i]) {
				return false
			}
		}
		return true
	case *Hash:
		y, ok := b.(*Hash)
		if !ok {
			return false
		}
		return in.equalHashes(x, y)
	case *Range:
		y, ok := b.(*Range)
		return ok && x.Exclusive == y.Exclusive && in.Equal(x.Low, y.Low) && in.Equal(x.High, y.High)
	case *Regexp:
		y, ok := b.(*Regexp)
		return ok && x.Source == y.Source && x.Flags == y.Flags
	case *Time:
		y, ok := b.(*Time)
		return ok && x.T.Equal(y.T)
	case *Object:
		if m := in.find(x, "=="); a != b && m != nil && m != kernelMethods["=="] {
			return truth(in.Send(x, "==", b))
		}
		return a == b
	}
	return a == b
}

func (in *Interp) equalHashes(x, y *Hash) bool {
	if x == y {
		return true
	}
	defer in.nest("==")()
	in.work(x.Len())
	x.whole()
	y.whole()
	if x.Len() != y.Len() {
		return false
	}
	for k, v := range x.Each {
		w, ok := y.Get(k)
		if !ok || !in.Equal(v, w) {
			return false
		}
	}
	return true
}

// compareNumbers is <=> of numbers and durations; ok is false for anything
// else, and for NaN.
func (in *Interp) compareNumbers(a, b Value) (c int, ok bool) {
	a, b = plainNumber(a), plainNumber(b)
	if !isNumber(a) || !isNumber(b) {
		return 0, false
	}
	return compareExact(a, b)
}

// plainNumber is the number of seconds of a Duration, or v.
func plainNumber(v Value) Value {
	if d, ok := v.(*Duration); ok {
		return d.Value
	}
	return v
}

func isNumber(v Value) bool {
	switch v.(type) {
	case Int, Big, Float:
		return true
	}
	return false
}

// compare is <=>; ok is false where that is nil.
func (in *Interp) compare(a, b Value) (c int, ok bool) {
	known(a)
	known(b)
	switch x := a.(type) {
	case Int, Big, Float, *Duration:
		return in.compareNumbers(a, b)
	case *Str:
		if y, ok := b.(*Str); ok {
			return strings.Compare(x.S, y.S), true
		}
		return 0, false
	case Sym:
		if y, ok := b.(Sym); ok {
			return strings.Compare(string(x), string(y)), true
		}
		return 0, false
	case *Array:
		if y, ok := b.(*Array); ok {
			return in.compareArrays(x, y)
		}
		return 0, false
	case *Time:
		if y, ok := b.(*Time); ok {
			return x.T.Compare(y.T), true
		}
		return 0, false
	case *Object:
		if m := in.find(x, "<=>"); m != nil && m != kernelMethods["<=>"] {
			if v := known(in.Send(x, "<=>", b)); !IsNil(v) {
				return in.sign(v, a, b), true
			}
			return 0, false
		}
		return 0, in.Equal(a, b)
	}
	if in.Equal(a, b) {
		return 0, true
	}
	return 0, false
}

func (in *Interp) compareArrays(x, y *Array) (int, bool) {
	if x == y {
		return 0, true
	}
	defer in.nest("<=>")()
	in.work(min(len(x.Elems), len(y.Elems)))
	for i := range min(len(x.Elems), len(y.Elems)) {
		c, ok := in.compare(x.Elems[i], y.Elems[i])
		if !ok || c != 0 {
			return c, ok
		}
	}
	return cmp.Compare(len(x.Elems), len(y.Elems)), true
}

// mustCompare is compare, or Ruby's error where there is no order.
func (in *Interp) mustCompare(a, b Value) int {
	c, ok := in.compare(a, b)
	if !ok {
		in.Raise("ArgumentError", "comparison of %s with %s failed", in.plainClass(a), in.comparedWith(b))
	}
	return c
}

// plainClass is the name of a value's class.
func (in *Interp) plainClass(v Value) string { return in.ClassOf(v).Name }

// comparedWith is how a failed comparison names its right side.
func (in *Interp) comparedWith(v Value) string {
	switch v.(type) {
	case Nil, Bool, Int, Float, Sym:
		return in.Inspect(v)
	}
	return in.ClassOf(v).Name
}
