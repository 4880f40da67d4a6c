package eval

// This file holds the conversions that Go methods share.
// Those that meet an unknown value end the method that is running (needs): its
// result is unknown then.

import (
	"math"
	"math/big"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

// known returns v, which must be known: else the method that is running ends.
func known(v Value) Value {
	if u := lost(v); u != nil {
		needs(u)
	}
	return v
}

// String converts to a String as Ruby does implicitly, or raises a TypeError.
func (in *Interp) String(v Value) string {
	switch v := known(v).(type) {
	case *Str:
		return v.S
	case *Object:
		if in.find(v, "to_str") != nil {
			return in.String(in.Send(v, "to_str"))
		}
	}
	in.Raise("TypeError", "no implicit conversion of %s into String", in.className(v))
	return ""
}

// Int converts to an Integer that fits an int as Ruby does implicitly, or
// raises a TypeError; a number that does not fit raises a RangeError.
func (in *Interp) Int(v Value) int {
	switch v := known(v).(type) {
	case Int:
		return int(v)
	case Float:
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			in.Raise("FloatDomainError", "%s", ruby.FormatFloat(float64(v)))
		}
		return int(v)
	case Big:
		in.Raise("RangeError", "bignum too big to convert into `long'")
	case *Duration:
		return in.Int(v.Value)
	case Nil:
		in.Raise("TypeError", "no implicit conversion from nil to integer")
	case Bool:
		in.Raise("TypeError", "no implicit conversion of %t into Integer", bool(v))
	}
	in.Raise("TypeError", "no implicit conversion of %s into Integer", in.className(v))
	return 0
}

// Float converts a number to a float64, or raises a TypeError.
func (in *Interp) Float(v Value) float64 {
	switch v := known(v).(type) {
	case Int:
		return float64(v)
	case Big:
		f, _ := new(big.Float).SetInt(v.V).Float64()
		return f
	case Float:
		return float64(v)
	case *Duration:
		return in.Float(v.Value)
	case Nil:
		in.Raise("TypeError", "can't convert nil into Float")
	}
	in.Raise("TypeError", "can't convert %s into Float", in.className(v))
	return 0
}

// Array converts to an Array's elements as Ruby does implicitly, or raises a
// TypeError.
func (in *Interp) Array(v Value) []Value {
	switch v := known(v).(type) {
	case *Array:
		return v.Elems
	case *Object:
		if in.find(v, "to_ary") != nil {
			return in.Array(in.Send(v, "to_ary"))
		}
	}
	in.Raise("TypeError", "no implicit conversion of %s into Array", in.className(v))
	return nil
}

// Hash converts to a Hash as Ruby does implicitly, or raises a TypeError.
func (in *Interp) Hash(v Value) *Hash {
	switch v := known(v).(type) {
	case *Hash:
		return v
	case *Object:
		if in.find(v, "to_hash") != nil {
			return in.Hash(in.Send(v, "to_hash"))
		}
	}
	in.Raise("TypeError", "no implicit conversion of %s into Hash", in.className(v))
	return nil
}

// text is String for the i-th argument.
func (c *Call) text(i int) string { return c.In.String(c.Args[i]) }

// int is Int for the i-th argument.
func (c *Call) int(i int) int { return c.In.Int(c.Args[i]) }

// symbolOrText is a name given as a Symbol or a String.
func (c *Call) symbolOrText(i int) string {
	switch v := known(c.Args[i]).(type) {
	case Sym:
		return string(v)
	case *Str:
		return v.S
	}
	c.In.Raise("TypeError", "%s is not a symbol nor a string", c.In.Inspect(c.Args[i]))
	return ""
}

// truth is Truthy of a value that must be known.
func truth(v Value) bool {
	t, ok := Truthy(v)
	if !ok {
		needs(lost(v))
	}
	return t
}

// elements lists what each of a known value would yield: of an Array, a Hash (its
// pairs), a Range with an end, a Struct. ok is false for anything else.
func (in *Interp) elements(v Value) (list []Value, ok bool) {
	switch v := known(v).(type) {
	case *Array:
		return v.Elems, true
	case *Hash:
		v.whole()
		return in.toA(v), true
	case *Range:
		return in.rangeElements(v)
	}
	return nil, false
}

func (in *Interp) rangeElements(r *Range) (list []Value, ok bool) {
	known(r.Low)
	known(r.High)
	switch low := r.Low.(type) {
	case Int:
		high, ok := r.High.(Int)
		if f, isFloat := r.High.(Float); isFloat {
			high, ok = Int(math.Floor(float64(f))), true
		}
		if !ok {
			if IsNil(r.High) {
				in.stop() // it has no end
			}
			return nil, false
		}
		if r.Exclusive {
			if f, isFloat := r.High.(Float); !isFloat || float64(f) == math.Floor(float64(f)) {
				high--
			}
		}
		if high < low {
			return nil, true
		}
		in.grow(int(min(uint64(high-low), 1<<40)) * 16)
		for i := low; i <= high; i++ {
			list = append(list, i)
		}
		return list, true
	case *Str:
		high, ok := r.High.(*Str)
		if !ok {
			return nil, false
		}
		words, ok := ruby.StringRange(low.S, high.S, r.Exclusive, 100_000)
		if !ok {
			in.stop()
		}
		for _, w := range words {
			list = append(list, in.str(w))
		}
		return list, true
	}
	return nil, false
}

// change raises if a value may not be changed; it notes the change otherwise.
func (in *Interp) change(v Value) {
	frozen := false
	switch v := v.(type) {
	case *Str:
		frozen = v.Frozen
	case *Array:
		frozen = v.Frozen
		v.Node = nil
	case *Hash:
		frozen = v.Frozen
		v.Node = nil
	}
	if frozen {
		in.Raise("FrozenError", "can't modify frozen %s: %s", in.ClassOf(v).Name, in.Inspect(v))
	}
	if in.journal != nil {
		in.touch(v)
	}
}

func hasPrefix(s, prefix string) bool { return strings.HasPrefix(s, prefix) }

func hasSuffix(s, suffix string) bool { return strings.HasSuffix(s, suffix) }

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func joinComma(list []string) string { return strings.Join(list, ", ") }
