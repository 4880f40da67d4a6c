package eval

// This file holds the conversions and comparisons that Go methods share.
// Those that meet an unknown value end the method that is running (needs): its
// result is unknown then.

import (
	"cmp"
	"fmt"
	"math"
	"math/big"
	"slices"
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

// ToS is to_s of a value, which must be known throughout.
func (in *Interp) ToS(v Value) string {
	switch v := known(v).(type) {
	case Nil:
		return ""
	case Bool:
		if v {
			return "true"
		}
		return "false"
	case Int:
		return fmt.Sprint(int64(v))
	case Big:
		in.grow(v.V.BitLen() / 3)
		return v.V.String()
	case Float:
		return ruby.FormatFloat(float64(v))
	case *Str:
		return v.S
	case Sym:
		return string(v)
	case *Duration:
		return in.ToS(v.Value)
	case *Array, *Hash:
		return in.Inspect(v)
	case *Range:
		return in.rangeText(v, in.ToS)
	case *Class:
		return in.classText(v)
	case *Object:
		if s, ok := known(in.Send(v, "to_s")).(*Str); ok {
			return s.S
		}
		return in.anyToS(v)
	}
	if s, ok := known(in.Send(v, "to_s")).(*Str); ok {
		return s.S
	}
	return in.anyToS(v)
}

// tryText is ToS or Inspect where no method is running: the text, or why it is
// not known.
func (in *Interp) tryText(text func(Value) string, v Value) (s string, u *Unknown) {
	u = in.catchUnknown(func() { s = text(v) })
	return s, u
}

func (in *Interp) rangeText(r *Range, text func(Value) string) string {
	dots := ".."
	if r.Exclusive {
		dots = "..."
	}
	side := func(v Value) string {
		if IsNil(v) {
			return ""
		}
		return text(v)
	}
	return side(r.Low) + dots + side(r.High)
}

// classText is the name of a class as to_s gives it.
func (in *Interp) classText(c *Class) string {
	if c.Name == "" {
		return "#<Class:0x0000000000000000>"
	}
	return c.Name
}

// anyToS is what Object#to_s gives. The address is never known; it is left out
// as "0x".
func (in *Interp) anyToS(v Value) string { return "#<" + in.ClassOf(v).Name + ":0x>" }

// maxInspect bounds the nesting that Inspect follows: a structure that holds
// itself has no end.
const maxInspect = 50

// Inspect is inspect of a value, which must be known throughout.
func (in *Interp) Inspect(v Value) string { return in.inspect(v, 0) }

func (in *Interp) inspect(v Value, depth int) string {
	if depth > maxInspect {
		return "[...]"
	}
	switch v := known(v).(type) {
	case Nil:
		return "nil"
	case *Str:
		return ruby.InspectString(v.S)
	case Sym:
		return ruby.InspectSymbol(string(v))
	case *Array:
		if slices.Contains(in.inspecting, Value(v)) {
			return "[...]"
		}
		defer in.inspectWithin(v)()
		var b strings.Builder
		b.WriteByte('[')
		for i, e := range v.Elems {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(in.inspect(e, depth+1))
			in.grow(2)
		}
		b.WriteByte(']')
		in.grow(b.Len())
		return b.String()
	case *Hash:
		return in.inspectHash(v, depth)
	case *Range:
		return in.rangeText(v, func(e Value) string { return in.inspect(e, depth+1) })
	case *Class:
		return in.classText(v) + structNote(v)
	case *Regexp:
		return ruby.InspectRegexp(v.Source, regexpLetters(v.Flags))
	case *Duration, *Object, *Time, *Match, *Proc, *BoundMethod:
		if s, ok := known(in.Send(v, "inspect")).(*Str); ok {
			return s.S
		}
		return in.anyToS(v)
	}
	return in.ToS(v)
}

// inspectWithin notes that inspect goes into a value, until what it returns is
// called.
func (in *Interp) inspectWithin(v Value) (leave func()) {
	n := len(in.inspecting)
	in.inspecting = append(in.inspecting, v)
	return func() { in.inspecting = in.inspecting[:n] }
}

func (in *Interp) inspectHash(h *Hash, depth int) string {
	if slices.Contains(in.inspecting, Value(h)) {
		return "{...}"
	}
	defer in.inspectWithin(h)()
	h.whole()
	if h.Len() == 0 {
		return "{}"
	}
	var b strings.Builder
	for k, v := range h.Each {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(in.inspect(k, depth+1) + "=>" + in.inspect(v, depth+1))
	}
	in.grow(b.Len())
	return "{" + b.String() + "}"
}

// regexpLetters are the options of a Regexp as its inspect shows them.
func regexpLetters(o ruby.Options) string {
	s := ""
	if o.Multiline {
		s += "m"
	}
	if o.IgnoreCase {
		s += "i"
	}
	if o.Extended {
		s += "x"
	}
	return s
}

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
