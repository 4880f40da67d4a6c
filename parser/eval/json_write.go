package eval

// This file writes JSON.

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/ruby"
)

// A jsonWriter writes one value.
type jsonWriter struct {
	in     *Interp
	pretty bool
	b      strings.Builder
}

func jsonGenerate(c *Call) Value { return c.json(c.Args[0], c.Args[1:], false) }

func jsonPretty(c *Call) Value { return c.json(c.Args[0], c.Args[1:], true) }

// jsonOfSelf is to_json.
func jsonOfSelf(c *Call) Value { return c.json(c.Self, c.Args, false) }

func (c *Call) json(v Value, options []Value, pretty bool) Value {
	if u := Deep(v); u != nil {
		return because(u).typed(TString)
	}
	w := &jsonWriter{in: c.In, pretty: pretty}
	if len(options) > 0 || !w.write(v, 0) {
		return c.In.notModelled(c)
	}
	return c.In.str(w.b.String())
}

// write writes a value; it is false if how is not modelled.
func (w *jsonWriter) write(v Value, depth int) bool {
	w.in.step()
	switch v := v.(type) {
	case Nil:
		w.b.WriteString("null")
	case Bool, Int, Big:
		w.b.WriteString(w.in.ToS(v))
	case Float:
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return false
		}
		w.b.WriteString(ruby.FormatFloat(float64(v)))
	case *Str:
		return w.text(v.S)
	case Sym:
		return w.text(string(v))
	case *Array:
		return w.array(v, depth+1)
	case *Hash:
		return w.hash(v, depth+1)
	default:
		return false
	}
	return true
}

func (w *jsonWriter) text(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	w.in.grow(len(s))
	w.b.WriteByte('"')
	for i := range len(s) {
		c := s[i]
		switch short := strings.IndexByte("\b\f\n\r\t", c); {
		case c == '"' || c == '\\':
			w.b.WriteByte('\\')
			w.b.WriteByte(c)
		case short >= 0:
			w.b.WriteByte('\\')
			w.b.WriteByte("bfnrt"[short])
		case c < 0x20:
			fmt.Fprintf(&w.b, `\u%04x`, c)
		default:
			w.b.WriteByte(c)
		}
	}
	w.b.WriteByte('"')
	return true
}

// line begins a line if the text is to be read by people.
func (w *jsonWriter) line(depth int) {
	if w.pretty {
		w.in.grow(2 * depth)
		w.b.WriteByte('\n')
		w.b.WriteString(strings.Repeat("  ", depth))
	}
}

// nest raises where the library thinks that a structure holds itself.
func (w *jsonWriter) nest(depth int) {
	if depth > 100 {
		w.in.Raise("JSON::NestingError", "nesting of %d is too deep", depth)
	}
}

func (w *jsonWriter) array(a *Array, depth int) bool {
	w.nest(depth)
	w.b.WriteByte('[')
	if w.pretty && len(a.Elems) == 0 {
		w.b.WriteByte('\n')
	}
	for i, e := range a.Elems {
		if i > 0 {
			w.b.WriteByte(',')
		}
		w.line(depth)
		if !w.write(e, depth) {
			return false
		}
	}
	w.line(depth - 1)
	w.b.WriteByte(']')
	return true
}

func (w *jsonWriter) hash(h *Hash, depth int) bool {
	w.nest(depth)
	w.b.WriteByte('{')
	first := true
	for k, v := range h.Each {
		if !first {
			w.b.WriteByte(',')
		}
		first = false
		w.line(depth)
		switch k.(type) {
		case *Str, Sym, Nil, Bool, Int, Float:
		default:
			return false
		}
		if !w.text(w.in.ToS(k)) {
			return false
		}
		w.b.WriteByte(':')
		if w.pretty {
			w.b.WriteByte(' ')
		}
		if !w.write(v, depth) {
			return false
		}
	}
	w.line(depth - 1)
	w.b.WriteByte('}')
	return true
}
