package eval

// This file writes values as text: as to_s does, and as inspect does.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

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
