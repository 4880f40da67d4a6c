package ruby

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// maxFormatField bounds a width or precision, and maxFormatResult the text that
// Format returns.
const (
	maxFormatField  = 1 << 20
	maxFormatResult = 1 << 22
)

// FormatError is an error that Kernel#format raises.
type FormatError struct {
	// Class is the class of Ruby's exception: ArgumentError, KeyError,
	// TypeError or RangeError.
	Class string
	// Message is the text of Ruby's exception.
	Message string
}

// Error returns Ruby's message.
func (e *FormatError) Error() string { return e.Message }

func argumentError(format string, args ...any) error {
	return &FormatError{Class: "ArgumentError", Message: fmt.Sprintf(format, args...)}
}

// formatFlags are the flags of one directive.
type formatFlags struct {
	sharp, minus, plus, zero, space bool
	hasWidth, hasPrec               bool
	// precSeen forbids flags and width after a precision, even one that was
	// taken back because it was negative.
	precSeen bool
}

// formatter is one run of Format.
type formatter struct {
	src  string
	pos  int
	args Args
	out  strings.Builder

	// posArg is the number of unnumbered arguments taken, or one of the marks
	// below once another kind was used.
	posArg int

	flags       formatFlags
	width, prec int
	value       any
	hasValue    bool
	named       string
	hasNamed    bool
}

const (
	usedNumbered = -1
	usedNamed    = -2
)

// Format returns Kernel#format (and String#%) of the format string. The error
// is a *FormatError for what Ruby raises itself, a *LimitError for a width or
// precision over 1<<20 or a result over 4 MiB, or the error of a conversion of
// args.
func Format(format string, args Args) (string, error) {
	f := &formatter{src: format, args: args}
	for f.pos < len(f.src) {
		percent := strings.IndexByte(f.src[f.pos:], '%')
		if percent < 0 {
			f.out.WriteString(f.src[f.pos:])
			break
		}
		f.out.WriteString(f.src[f.pos : f.pos+percent])
		f.pos += percent + 1
		if f.pos == len(f.src) {
			return "", argumentError("incomplete format specifier; use %%%% (double %%) instead")
		}
		if err := f.directive(); err != nil {
			return "", err
		}
		if f.out.Len() > maxFormatResult {
			return "", &LimitError{What: "format result"}
		}
	}
	return f.out.String(), nil
}

// directive handles what follows a percent sign.
func (f *formatter) directive() error {
	f.flags = formatFlags{}
	f.width, f.prec = -1, -1
	f.hasValue, f.hasNamed = false, false
	for {
		var c byte // the end of the format reads as a null byte, as in C
		if f.pos < len(f.src) {
			c = f.src[f.pos]
		}
		switch c {
		case ' ', '#', '+', '-', '0':
			if err := f.flag(c); err != nil {
				return err
			}
		case '1', '2', '3', '4', '5', '6', '7', '8', '9':
			if err := f.number(); err != nil {
				return err
			}
		case '<', '{':
			done, err := f.name(c)
			if done || err != nil {
				return err
			}
		case '*':
			if err := f.starWidth(); err != nil {
				return err
			}
		case '.':
			if err := f.precision(); err != nil {
				return err
			}
		case '\n', 0, '%':
			if f.flags != (formatFlags{}) {
				return argumentError("invalid format character - %%")
			}
			f.out.WriteByte('%')
			if c == '%' {
				f.pos++
			}
			return nil
		default:
			return f.convert(c)
		}
	}
}

func (f *formatter) checkWidth() error {
	switch {
	case f.flags.hasWidth:
		return argumentError("width given twice")
	case f.flags.precSeen:
		return argumentError("width after precision")
	}
	return nil
}

func (f *formatter) flag(c byte) error {
	switch {
	case f.flags.hasWidth:
		return argumentError("flag after width")
	case f.flags.precSeen:
		return argumentError("flag after precision")
	}
	switch c {
	case ' ':
		f.flags.space = true
	case '#':
		f.flags.sharp = true
	case '+':
		f.flags.plus = true
	case '-':
		f.flags.minus = true
	case '0':
		f.flags.zero = true
	}
	f.pos++
	return nil
}

// digits reads a number of the directive, which may be absent; what names it in
// the error for one that does not fit.
func (f *formatter) digits(what string) (int, error) {
	n := 0
	for f.pos < len(f.src) && isASCIIDigit(f.src[f.pos]) {
		n = n*10 + int(f.src[f.pos]-'0')
		if n > math.MaxInt32 {
			return 0, argumentError("%s too big", what)
		}
		f.pos++
	}
	if f.pos >= len(f.src) {
		return 0, argumentError("malformed format string - %%*[0-9]")
	}
	return n, nil
}

// number reads a width or the number of an argument, which a dollar sign ends.
func (f *formatter) number() error {
	n, err := f.digits("width")
	if err != nil {
		return err
	}
	if f.src[f.pos] == '$' {
		if f.hasValue {
			return argumentError("value given twice - %d$", n)
		}
		f.pos++
		f.value, err = f.numbered(n)
		f.hasValue = true
		return err
	}
	if err := f.checkWidth(); err != nil {
		return err
	}
	f.width, f.flags.hasWidth = n, true
	return nil
}

// convert writes the value with the letter that ends the directive.
func (f *formatter) convert(c byte) error {
	if f.width > maxFormatField || f.prec > maxFormatField {
		return &LimitError{What: "format width"}
	}
	f.pos++
	switch c {
	case 'c':
		return f.char()
	case 's', 'p':
		return f.text(c == 'p')
	case 'd', 'i', 'u', 'o', 'x', 'X', 'b', 'B':
		return f.integer(c)
	case 'f', 'e', 'E', 'g', 'G', 'a', 'A':
		return f.float(c)
	}
	if c < ' ' || c > '~' {
		return argumentError("malformed format string")
	}
	return argumentError("malformed format string - %%%c", c)
}

// pad writes s in the width of the directive, counted in characters.
func (f *formatter) pad(s string) {
	fill := 0
	if f.flags.hasWidth {
		fill = f.width - utf8.RuneCountInString(s)
	}
	if fill > 0 && !f.flags.minus {
		f.fill(' ', fill)
	}
	f.out.WriteString(s)
	if fill > 0 && f.flags.minus {
		f.fill(' ', fill)
	}
}

func (f *formatter) fill(c byte, n int) {
	if n > 0 {
		f.out.WriteString(strings.Repeat(string(c), n))
	}
}

func (f *formatter) char() error {
	v, err := f.arg()
	if err != nil {
		return err
	}
	if s, ok := f.args.Text(v); ok {
		if utf8.RuneCountInString(s) != 1 {
			return argumentError("%%c requires a character")
		}
		f.pad(s)
		return nil
	}
	n, err := f.args.Integer(v)
	if err != nil {
		return err
	}
	if n.Sign() < 0 || n.BitLen() > 31 {
		// Ruby writes bytes that are no character, or raises RangeError.
		return &LimitError{What: "character number"}
	}
	r := rune(n.Int64())
	switch {
	case r > utf8.MaxRune:
		return argumentError("invalid character")
	case !utf8.ValidRune(r): // the bytes of a surrogate
		f.pad(string([]byte{0xe0 | byte(r>>12), 0x80 | byte(r>>6&0x3f), 0x80 | byte(r&0x3f)}))
	default:
		f.pad(string(r))
	}
	return nil
}

func (f *formatter) text(inspect bool) error {
	if f.width > maxFormatField {
		return &LimitError{What: "format width"}
	}
	v, err := f.arg()
	if err != nil {
		return err
	}
	var s string
	if inspect {
		s, err = f.args.Inspect(v)
	} else {
		s, err = f.args.String(v)
	}
	if err != nil {
		return err
	}
	if f.flags.hasPrec {
		s = firstRunes(s, f.prec)
	}
	f.pad(s)
	return nil
}

// firstRunes cuts s to its first n characters.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
