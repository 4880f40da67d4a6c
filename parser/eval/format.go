package eval

// This file is Kernel#format and String#%.

import (
	"errors"
	"math"
	"math/big"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/ruby"
)

// format is Kernel#format: known if all that it needs is.
func (in *Interp) format(c *Call, format string, args []Value) Value {
	a := &formatArgs{in: in, args: args, marks: plainDirectives(format), explicit: !implicit.MatchString(format)}
	in.grow(4 * len(format))
	text, err := ruby.Format(format, a)
	var limit *ruby.LimitError
	var fault *ruby.FormatError
	switch {
	case a.u != nil && (err != nil || !a.marks):
		in.mayRaise++
		return a.u.text(formatPrefix(format), "")
	case errors.As(err, &limit):
		in.grow(1 << 20) // of work
		return in.notModelled(c)
	case errors.As(err, &fault):
		in.Raise(fault.Class, "%s", fault.Message)
	case err != nil:
		return in.notModelled(c)
	}
	if a.u == nil {
		return in.str(text)
	}
	in.grow(len(text))
	return a.u.text(text[:strings.Index(text, hole)], text[strings.LastIndex(text, hole)+len(hole):])
}

// formatPrefix is what a format begins with, whatever its arguments.
func formatPrefix(format string) string {
	before, _, _ := strings.Cut(format, "%")
	return before
}

// plainDirectives reports whether no directive has a width or a precision, so
// that what stands for an unknown text tells where it would be.
func plainDirectives(format string) bool {
	for {
		_, after, found := strings.Cut(format, "%")
		if !found {
			return true
		}
		if strings.HasPrefix(after, "<") {
			if _, rest, ok := strings.Cut(after, ">"); ok {
				after = rest
			}
		}
		if after == "" || !strings.ContainsRune("s%di{", rune(after[0])) {
			return false
		}
		format = after[1:]
	}
}

// implicit finds widths that are arguments, and characters by number.
var implicit = lazyregexp.New(`\*|%[^%A-Za-z]*(<[^>]*>)?[^%A-Za-z]*c`)

// hole stands for an unknown text while a format is filled in.
const hole = "\x00\ufdd0\x00"

// A formatArgs answers for the arguments of a format.
type formatArgs struct {
	in    *Interp
	args  []Value
	at    int
	u     *Unknown // why something that was needed is not known
	marks bool     // hole may stand for it
	// explicit tells that nothing is converted to an Integer but as Kernel#Integer
	// does it; only its errors are known.
	explicit bool
}

var errUnknown = errors.New("not known")

// noted keeps why v is unknown, if it is.
func (a *formatArgs) noted(v Value) bool {
	u := Deep(v)
	if u == nil {
		return false
	}
	if a.u != nil {
		u = because(a.u, u)
	}
	a.u = because(u)
	return true
}

func (a *formatArgs) Next() (any, bool) {
	a.at++
	return a.At(a.at)
}

func (a *formatArgs) At(n int) (any, bool) {
	if n < 1 || n > len(a.args) {
		return nil, false
	}
	return a.args[n-1], true
}

func (a *formatArgs) HasHash() bool {
	if len(a.args) != 1 {
		return false
	}
	switch v := a.args[0].(type) {
	case *Hash:
		return true
	case *Unknown:
		return v.Type == Any || v.Type == THash
	}
	return false
}

func (a *formatArgs) Named(name string) (any, bool) {
	h, ok := a.args[0].(*Hash)
	if !ok {
		return a.args[0], true // unknown itself
	}
	if h.Lost != nil {
		return lost(h), true
	}
	if v, ok := h.Sym(name); ok {
		return v, true
	}
	if len(h.Open) > 0 {
		return &Unknown{Causes: h.Open}, true
	}
	if h.DefaultProc != nil {
		return a.in.Send(h, "[]", Sym(name)), true
	}
	if h.Default != nil && !IsNil(h.Default) {
		return h.Default, true
	}
	return nil, false
}

func (a *formatArgs) Integer(v any) (*big.Int, error) {
	val := v.(Value)
	if a.noted(val) {
		return nil, errUnknown
	}
	val = plainNumber(val)
	if n, ok := bigOf(val); ok {
		return n, nil
	}
	switch v := val.(type) {
	case Float:
		f := float64(v)
		if math.IsNaN(f) || math.IsInf(f, 0) {
			a.in.Raise("FloatDomainError", "%s", ruby.FormatFloat(f))
		}
		n, _ := big.NewFloat(f).Int(nil)
		return n, nil
	case *Str:
		a.in.grow(len(v.S) * len(v.S) / 64) // it takes a time that grows with the square
		n, err := ruby.ParseInteger(v.S, 0)
		if err != nil && !a.explicit {
			return nil, errUnknown
		}
		if err != nil {
			a.in.Raise("ArgumentError", "%s", err.Error())
		}
		return n, nil
	case *Object:
		return nil, errUnknown
	}
	if !a.explicit {
		return nil, errUnknown
	}
	a.in.Raise("TypeError", "can't convert %s into Integer", a.in.className(val))
	return nil, nil
}

func (a *formatArgs) Float(v any) (float64, error) {
	val := v.(Value)
	if a.noted(val) {
		return 0, errUnknown
	}
	switch v := val.(type) {
	case *Str:
		a.in.grow(16 * len(v.S))
		f, err := ruby.ParseFloat(v.S)
		if err != nil {
			a.in.Raise("ArgumentError", "%s", err.Error())
		}
		return f, nil
	case *Object:
		return 0, errUnknown
	}
	return a.in.Float(val), nil
}

// filled is a text, or what stands for it.
func (a *formatArgs) filled(v any, text func(Value) string) (string, error) {
	if !a.noted(v.(Value)) {
		s := text(v.(Value))
		if strings.Contains(s, hole) {
			a.marks = false
		}
		return s, nil
	}
	if !a.marks {
		return "", errUnknown
	}
	return hole, nil
}

func (a *formatArgs) String(v any) (string, error) { return a.filled(v, a.in.ToS) }

func (a *formatArgs) Inspect(v any) (string, error) { return a.filled(v, a.in.Inspect) }

func (a *formatArgs) Text(v any) (string, bool) {
	if s, ok := v.(*Str); ok && s.Lost == nil {
		return s.S, true
	}
	return "", false
}

func (a *formatArgs) Whole(v any) (*big.Int, bool) { return bigOf(v.(Value)) }
