package ruby

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxFormatField bounds a width or precision, and maxFormatResult the text that
// Format returns.
const (
	maxFormatField  = 1 << 20
	maxFormatResult = 1 << 22
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

func (f *formatter) integer(c byte) error {
	v, err := f.arg()
	if err != nil {
		return err
	}
	n, err := f.args.Integer(v)
	if err != nil {
		return err
	}
	base, prefix, top := 10, "", byte('9')
	switch c {
	case 'o':
		base, prefix, top = 8, "0", '7'
	case 'x':
		base, prefix, top = 16, "0x", 'f'
	case 'X':
		base, prefix, top = 16, "0X", 'F'
	case 'b':
		base, prefix, top = 2, "0b", '1'
	case 'B':
		base, prefix, top = 2, "0B", '1'
	}
	if !f.flags.sharp {
		prefix = ""
	}
	if n.BitLen() > 4*maxDigits {
		return &LimitError{What: "format integer"}
	}
	// Without a sign flag the other bases show a negative number as the two's
	// complement of endless width.
	signed := base == 10 || f.flags.plus || f.flags.space
	dots := n.Sign() < 0 && !signed
	var digits string
	sign := ""
	if dots {
		digits = complementDigits(n, base)
	} else {
		digits = new(big.Int).Abs(n).Text(base)
		switch {
		case n.Sign() < 0:
			sign = "-"
		case signed && f.flags.plus:
			sign = "+"
		case signed && f.flags.space:
			sign = " "
		}
	}
	if c == 'X' {
		digits = strings.ToUpper(digits)
	}
	f.layoutInteger(digits, sign, prefix, dots, top)
	return nil
}

// complementDigits returns the digits of a negative number's two's complement,
// from the last digit that only repeats the sign on.
func complementDigits(n *big.Int, base int) string {
	bits := map[int]int{2: 1, 8: 3, 16: 4}[base]
	count := n.BitLen()/bits + 1
	mod := new(big.Int).Lsh(big.NewInt(1), uint(count*bits))
	digits := zeroPad(mod.Add(mod, n).Text(base), count)
	top := strconv.FormatInt(int64(base-1), base)
	return top + strings.TrimLeft(digits, top)
}

// layoutInteger puts sign, prefix and digits into the width, in the order and
// with the corrections that sprintf.c applies.
func (f *formatter) layoutInteger(digits, sign, prefix string, dots bool, top byte) {
	width, prec := f.width, f.prec
	if !f.flags.hasPrec {
		prec = -1
	}
	width -= len(sign)
	if dots {
		prec -= 2
		width -= 2
	}
	zero := digits == "0"
	switch {
	case prefix == "0":
		switch {
		case dots:
			prefix = ""
		case zero:
			digits = ""
			if f.flags.hasPrec {
				prec--
			}
		case f.flags.hasPrec && prec > len(digits):
			prefix = ""
		}
	case zero:
		prefix = ""
	}
	width -= len(prefix)
	if f.flags.zero && !f.flags.minus && !f.flags.hasPrec {
		prec, width = width, 0
	} else {
		if prec < len(digits) {
			if prefix == "" && prec == 0 && digits == "0" {
				digits = ""
			}
			prec = len(digits)
		}
		width -= prec
	}
	if !f.flags.minus && width > 0 {
		f.fill(' ', width)
		width = 0
	}
	f.out.WriteString(sign)
	f.out.WriteString(prefix)
	if dots {
		f.out.WriteString("..")
	}
	if prec > len(digits) {
		switch {
		case dots:
			f.fill(top, prec-len(digits))
		case !f.flags.minus || f.flags.hasPrec:
			f.fill('0', prec-len(digits))
		}
	}
	f.out.WriteString(digits)
	f.fill(' ', width)
}

func (f *formatter) float(c byte) error {
	v, err := f.arg()
	if err != nil {
		return err
	}
	prec := -1
	if f.flags.hasPrec {
		prec = f.prec
	}
	if n, ok := f.args.Whole(v); ok && c == 'f' {
		if n.BitLen() > 4*maxDigits {
			return &LimitError{What: "format integer"}
		}
		if prec < 0 {
			prec = 6
		}
		body := new(big.Int).Abs(n).String()
		if prec > 0 {
			body += "." + strings.Repeat("0", prec)
		}
		f.layoutFloat(f.floatSign(n.Sign() < 0), "", body, true)
		return nil
	}
	x, err := f.args.Float(v)
	if err != nil {
		return err
	}
	switch {
	case math.IsNaN(x):
		f.layoutFloat(f.floatSign(false), "", "NaN", false)
		return nil
	case math.IsInf(x, 0):
		f.layoutFloat(f.floatSign(x < 0), "", "Inf", false)
		return nil
	}
	sign := f.floatSign(math.Signbit(x))
	prefix, body := floatBody(math.Abs(x), c|0x20, prec, f.flags.sharp)
	if c < 'a' {
		prefix, body = strings.ToUpper(prefix), strings.ToUpper(body)
	}
	f.layoutFloat(sign, prefix, body, true)
	return nil
}

func (f *formatter) floatSign(negative bool) string {
	switch {
	case negative:
		return "-"
	case f.flags.plus:
		return "+"
	case f.flags.space:
		return " "
	}
	return ""
}

func (f *formatter) layoutFloat(sign, prefix, body string, zeros bool) {
	fill := 0
	if f.flags.hasWidth {
		fill = f.width - len(sign) - len(prefix) - len(body)
	}
	zeros = zeros && f.flags.zero && !f.flags.minus
	if !zeros && !f.flags.minus {
		f.fill(' ', fill)
	}
	f.out.WriteString(sign)
	f.out.WriteString(prefix)
	if zeros {
		f.fill('0', fill)
	}
	f.out.WriteString(body)
	if f.flags.minus {
		f.fill(' ', fill)
	}
}

// floatBody writes a number that is not negative in one of the styles f, e, g
// and a of C's printf. A precision below zero is the style's own.
func floatBody(x float64, style byte, prec int, sharp bool) (prefix, body string) {
	switch style {
	case 'a':
		return hexFloatBody(x, prec, sharp)
	case 'e', 'f':
		if prec < 0 {
			prec = 6
		}
		return "", withPoint(strconv.FormatFloat(x, style, prec, 64), sharp)
	}
	if prec < 0 {
		prec = 6
	}
	if prec == 0 {
		prec = 1
	}
	if !sharp {
		// No float has that many digits, and the zeros after them are cut off.
		prec = min(prec, 1100)
	}
	exp := 0
	if x != 0 {
		_, expText, _ := strings.Cut(strconv.FormatFloat(x, 'e', prec-1, 64), "e")
		exp, _ = strconv.Atoi(expText)
	}
	var text string
	if exp < -4 || exp >= prec {
		text = strconv.FormatFloat(x, 'e', prec-1, 64)
	} else {
		text = strconv.FormatFloat(x, 'f', prec-1-exp, 64)
	}
	if sharp {
		return "", withPoint(text, true)
	}
	mant, expText, hasExp := strings.Cut(text, "e")
	if strings.Contains(mant, ".") {
		mant = strings.TrimRight(strings.TrimRight(mant, "0"), ".")
	}
	if hasExp {
		mant += "e" + expText
	}
	return "", mant
}

// withPoint gives the number a decimal point when the # flag asks for one.
func withPoint(text string, sharp bool) string {
	if !sharp || strings.Contains(text, ".") {
		return text
	}
	mant, exp, hasExp := strings.Cut(text, "e")
	if hasExp {
		return mant + ".e" + exp
	}
	return mant + "."
}

func hexFloatBody(x float64, prec int, sharp bool) (prefix, body string) {
	text := strings.TrimPrefix(strconv.FormatFloat(x, 'x', prec, 64), "0x")
	mant, expText, _ := strings.Cut(text, "p")
	exp, _ := strconv.Atoi(expText)
	if sharp && !strings.Contains(mant, ".") {
		mant += "."
	}
	return "0x", mant + "p" + signedExponent(exp, 1)
}
