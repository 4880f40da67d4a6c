package ruby

// This file writes the numbers of a format.

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

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
