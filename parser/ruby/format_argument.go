package ruby

// This file reads the parts of a directive that take arguments.

import (
	"math/big"
	"strings"
)

// Args is how Format asks for its arguments and for the conversions of their
// values, which belong to the caller. An error of a conversion ends the
// formatting and is returned as it is.
type Args interface {
	// Next returns the next unnumbered argument, and false after the last.
	Next() (any, bool)
	// At returns the argument with a number counted from one.
	At(n int) (any, bool)
	// HasHash reports whether the only argument is a Hash, which %<name> and
	// %{name} require.
	HasHash() bool
	// Named returns the value under a Symbol key of that Hash, its default
	// value if it has one, and false if there is neither.
	Named(name string) (any, bool)
	// Integer converts for %d and the like, as Kernel#Integer does but with a
	// Float cut off at the point.
	Integer(v any) (*big.Int, error)
	// Float converts for %f and the like, as Kernel#Float does.
	Float(v any) (float64, error)
	// String converts with to_s.
	String(v any) (string, error)
	// Inspect converts with inspect.
	Inspect(v any) (string, error)
	// Text returns the content of a String, and false for another class.
	Text(v any) (string, bool)
	// Whole returns the value of an Integer, and false for another class. It
	// lets %f write large integers without the loss of a float.
	Whole(v any) (*big.Int, bool)
}

// name reads <name> or {name}; the second is a directive of its own and ends it.
func (f *formatter) name(open byte) (done bool, err error) {
	closing := byte('>')
	if open == '{' {
		closing = '}'
	}
	end := strings.IndexByte(f.src[f.pos:], closing)
	if end < 0 {
		return false, argumentError("malformed name - unmatched parenthesis")
	}
	whole := f.src[f.pos : f.pos+end+1]
	key := whole[1 : len(whole)-1]
	if f.hasNamed {
		return false, argumentError("named%s after <%s>", whole, f.named)
	}
	switch {
	case f.posArg > 0:
		return false, argumentError("named%s after unnumbered(%d)", whole, f.posArg)
	case f.posArg == usedNumbered:
		return false, argumentError("named%s after numbered", whole)
	}
	if !f.args.HasHash() {
		return false, argumentError("one hash required")
	}
	f.posArg = usedNamed
	v, ok := f.args.Named(key)
	if !ok {
		return false, &FormatError{Class: "KeyError", Message: "key" + whole + " not found"}
	}
	f.pos += end + 1
	f.named, f.hasNamed = key, true
	f.value, f.hasValue = v, true
	if open == '{' {
		return true, f.text(false)
	}
	return false, nil
}

// star reads the argument that a * stands for.
func (f *formatter) star(what string) (int, error) {
	f.pos++
	mark := f.pos
	n, err := f.digits(what)
	if err != nil {
		return 0, err
	}
	var v any
	if f.src[f.pos] == '$' {
		f.pos++
		v, err = f.numbered(n)
	} else {
		f.pos = mark
		v, err = f.unnumbered()
	}
	if err != nil {
		return 0, err
	}
	if _, ok := f.args.Text(v); ok {
		return 0, &FormatError{Class: "TypeError", Message: "no implicit conversion of String into Integer"}
	}
	num, err := f.args.Integer(v)
	if err != nil {
		return 0, err
	}
	if !num.IsInt64() || num.Int64() > maxFormatField || num.Int64() < -maxFormatField {
		return 0, &LimitError{What: "format " + what}
	}
	return int(num.Int64()), nil
}

func (f *formatter) starWidth() error {
	if err := f.checkWidth(); err != nil {
		return err
	}
	f.flags.hasWidth = true
	n, err := f.star("width")
	if err != nil {
		return err
	}
	if n < 0 {
		f.flags.minus = true
		n = -n
	}
	f.width = n
	return nil
}

func (f *formatter) precision() error {
	if f.flags.precSeen {
		return argumentError("precision given twice")
	}
	f.flags.hasPrec, f.flags.precSeen = true, true
	f.prec = 0
	f.pos++
	var err error
	if f.pos < len(f.src) && f.src[f.pos] == '*' {
		f.prec, err = f.star("precision")
		if f.prec < 0 { // a negative precision is none
			f.flags.hasPrec = false
		}
		return err
	}
	f.prec, err = f.digits("precision")
	return err
}

func (f *formatter) unnumbered() (any, error) {
	switch f.posArg {
	case usedNumbered:
		return nil, argumentError("unnumbered(%d) mixed with numbered", 1)
	case usedNamed:
		return nil, argumentError("unnumbered(%d) mixed with named", 1)
	}
	f.posArg++
	v, ok := f.args.Next()
	if !ok {
		return nil, argumentError("too few arguments")
	}
	return v, nil
}

func (f *formatter) numbered(n int) (any, error) {
	switch {
	case f.posArg > 0:
		return nil, argumentError("numbered(%d) after unnumbered(%d)", n, f.posArg)
	case f.posArg == usedNamed:
		return nil, argumentError("numbered(%d) after named", n)
	case n < 1:
		return nil, argumentError("invalid index - %d$", n)
	}
	f.posArg = usedNumbered
	v, ok := f.args.At(n)
	if !ok {
		return nil, argumentError("too few arguments")
	}
	return v, nil
}

// arg returns the value the directive is about.
func (f *formatter) arg() (any, error) {
	if f.hasValue {
		return f.value, nil
	}
	return f.unnumbered()
}
