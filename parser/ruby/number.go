package ruby

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// maxDigits bounds the digits of a number that is parsed: turning text into a
// big integer takes more than linear time.
const maxDigits = 1 << 16

// digitValue returns the value of a digit in the bases up to 36, or 99.
func digitValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return 99
}

// intScan is what scanInteger found at the beginning of a text.
type intScan struct {
	negative bool
	digits   string // without underscores
	base     int
	rest     string // what follows the digits
	found    bool   // whether there was a number at all
}

// scanInteger reads sign, base prefix and digits as rb_int_parse_cstr does. A
// base of 0 takes the base from the prefix, and is 10 without one.
func scanInteger(s string, base int) intScan {
	i := 0
	for i < len(s) && isASCIISpace(rune(s[i])) {
		i++
	}
	var out intScan
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		out.negative = s[i] == '-'
		i++
	}
	if i+1 < len(s) && s[i] == '0' {
		prefix := 0
		switch s[i+1] {
		case 'x', 'X':
			prefix = 16
		case 'b', 'B':
			prefix = 2
		case 'o', 'O':
			prefix = 8
		case 'd', 'D':
			prefix = 10
		}
		switch {
		case prefix != 0 && (base == 0 || base == prefix):
			base = prefix
			i += 2
			// A prefix must be followed by a digit, else it is no prefix: the
			// zero before the letter is then the whole number.
			if i >= len(s) || digitValue(s[i]) >= base {
				out.base, out.rest = base, s[i:]
				return out
			}
		case prefix == 0 && base == 0:
			base = 8
		}
	}
	if base == 0 {
		base = 10
	}
	out.base = base
	var digits strings.Builder
	for i < len(s) {
		if s[i] == '_' {
			// One underscore between two digits is skipped.
			if digits.Len() == 0 || i+1 >= len(s) || digitValue(s[i+1]) >= base {
				break
			}
			i++
			continue
		}
		if digitValue(s[i]) >= base {
			break
		}
		digits.WriteByte(s[i])
		i++
	}
	out.digits, out.rest = digits.String(), s[i:]
	out.found = out.digits != ""
	return out
}

func (sc intScan) value() *big.Int {
	n, ok := new(big.Int).SetString(sc.digits, sc.base)
	if !ok {
		return new(big.Int)
	}
	if sc.negative {
		n.Neg(n)
	}
	return n
}

// ParseIntPrefix returns String#to_i: the integer that s begins with, or zero.
// Leading white space, a sign, single underscores between digits and the
// prefix that belongs to the base (0x, 0b, 0o, 0d) are accepted. The base is 2
// to 36, or 0 to take it from the prefix; for any other base, where Ruby
// raises ArgumentError, the answer is zero. Only the first 65536 digits count.
func ParseIntPrefix(s string, base int) *big.Int {
	if base < 0 || base == 1 || base > 36 {
		return new(big.Int)
	}
	sc := scanInteger(s, base)
	if !sc.found {
		return new(big.Int)
	}
	if len(sc.digits) > maxDigits {
		sc.digits = sc.digits[:maxDigits]
	}
	return sc.value()
}

// ParseInteger returns Kernel#Integer of a string: the whole text must be one
// number, with white space around it allowed. A base of 0 takes the base from
// the prefix (0x, 0b, 0o, 0d, or 0 alone for octal). The error is Ruby's
// ArgumentError text, or a *LimitError for more than 65536 digits.
func ParseInteger(s string, base int) (*big.Int, error) {
	if base < 0 {
		base = -base
	}
	if base == 1 || base > 36 {
		return nil, errors.New("invalid radix " + strconv.Itoa(base))
	}
	sc := scanInteger(s, base)
	if !sc.found || strings.Trim(sc.rest, " \t\n\v\f\r") != "" {
		return nil, errors.New("invalid value for Integer(): " + InspectString(s))
	}
	if len(sc.digits) > maxDigits {
		return nil, &LimitError{What: "integer"}
	}
	return sc.value(), nil
}

// floatScan reads the longest float at the beginning of s (already without
// leading space) and returns it in the form Go parses, with the length read.
// Underscores are dropped where Ruby allows them.
func floatScan(s string, strict bool) (text string, n int) {
	var b strings.Builder
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		b.WriteByte(s[i])
		i++
	}
	if i+2 < len(s) && s[i] == '0' && (s[i+1] == 'x' || s[i+1] == 'X') && digitValue(s[i+2]) < 16 {
		if !strict && i == 0 {
			// to_f does not read hexadecimal without a sign: the number is the
			// zero.
			b.WriteByte('0')
			return b.String(), i + 1
		}
		return hexFloatScan(s, &b, i, strict)
	}
	digits := func() int {
		count := 0
		for i < len(s) {
			if s[i] >= '0' && s[i] <= '9' {
				b.WriteByte(s[i])
				count++
				i++
				continue
			}
			if s[i] == '_' && count > 0 && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' {
				i++
				continue
			}
			break
		}
		return count
	}
	whole := digits()
	if i+1 < len(s) && s[i] == '.' && s[i+1] >= '0' && s[i+1] <= '9' {
		if whole == 0 {
			b.WriteByte('0')
		}
		b.WriteByte('.')
		i++
		whole += digits()
	}
	if whole == 0 {
		return "", 0
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && s[j] >= '0' && s[j] <= '9' {
			b.WriteString(s[i:j])
			i = j
			digits()
		}
	}
	return b.String(), i
}

// hexFloatScan reads a hexadecimal float whose prefix begins at i. A fraction
// needs an exponent, and what is malformed after the digits makes the whole no
// number: zero for to_f, which is not strict.
func hexFloatScan(s string, b *strings.Builder, i int, strict bool) (string, int) {
	bad := func() (string, int) {
		if strict {
			return "", 0
		}
		return "0", i
	}
	digits := func(is func(byte) bool) {
		for i < len(s) {
			// An underscore counts between decimal digits only.
			if s[i] == '_' && i+1 < len(s) && isASCIIDigit(s[i-1]) && isASCIIDigit(s[i+1]) {
				i++
			}
			if !is(s[i]) {
				return
			}
			b.WriteByte(s[i])
			i++
		}
	}
	isHex := func(c byte) bool { return digitValue(c) < 16 }
	b.WriteString("0x")
	i += 2
	digits(isHex)
	fraction := false
	if i < len(s) && s[i] == '.' {
		if i+1 >= len(s) || !isHex(s[i+1]) {
			return bad()
		}
		fraction = true
		b.WriteByte('.')
		i++
		digits(isHex)
	}
	if i >= len(s) || s[i] != 'p' && s[i] != 'P' {
		if fraction {
			return bad()
		}
		b.WriteString("p0")
		return b.String(), i
	}
	b.WriteByte('p')
	i++
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		b.WriteByte(s[i])
		i++
	}
	if i >= len(s) || !isASCIIDigit(s[i]) {
		return bad()
	}
	digits(isASCIIDigit)
	return b.String(), i
}

// ParseFloatPrefix returns String#to_f: the float that s begins with, or 0.0.
// Too large a number is an infinity.
func ParseFloatPrefix(s string) float64 {
	text, _ := floatScan(strings.TrimLeft(s, " \t\n\v\f\r"), false)
	return goFloat(text)
}

// ParseFloat returns Kernel#Float of a string: the whole text must be one
// number, decimal or hexadecimal, with white space around it allowed. The
// error is Ruby's ArgumentError text.
func ParseFloat(s string) (float64, error) {
	if strings.IndexByte(s, 0) >= 0 {
		return 0, errors.New("string for Float contains null byte")
	}
	trimmed := strings.Trim(s, " \t\n\v\f\r")
	text, n := floatScan(trimmed, true)
	if text == "" || n != len(trimmed) {
		return 0, errors.New("invalid value for Float(): " + inspectBytes(s))
	}
	return goFloat(text), nil
}

// inspectBytes returns String#inspect of the text taken as bytes, which is how
// Float's error shows what is beyond ASCII.
func inspectBytes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && s[i] < 0x7f && (s[i] >= ' ' || strings.IndexByte("\n\r\t\f\v\b\a\x1b", s[i]) >= 0) {
			i++
		}
		if i > start {
			text := InspectString(s[start:i])
			b.WriteString(text[1 : len(text)-1])
			continue
		}
		fmt.Fprintf(&b, `\x%02X`, s[i])
		i++
	}
	return `"` + b.String() + `"`
}

// goFloat parses what the scanners let through; an overflow is an infinity.
func goFloat(text string) float64 {
	if text == "" {
		return 0
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0
	}
	return f
}
