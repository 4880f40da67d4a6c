package ruby

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// FormatFloat returns Float#to_s: the shortest digits that read back as f,
// plain from 0.0001 to below 1.0e+15 (or 1.0e+16 with digits after the point)
// and with an exponent of at least two digits outside of it. The special values are "NaN", "Infinity" and
// "-Infinity".
func FormatFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	case f == 0:
		if math.Signbit(f) {
			return "-0.0"
		}
		return "0.0"
	}
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	sci := strconv.FormatFloat(f, 'e', -1, 64)
	mant, expText, _ := strings.Cut(sci, "e")
	digits := strings.Replace(mant, ".", "", 1)
	exp, _ := strconv.Atoi(expText)
	point := exp + 1 // digits before the decimal point
	switch {
	case point > 0 && point <= 15 && len(digits) <= point:
		return sign + digits + strings.Repeat("0", point-len(digits)) + ".0"
	case point > 0 && point < len(digits):
		return sign + digits[:point] + "." + digits[point:]
	case point > -4 && point <= 0:
		return sign + "0." + strings.Repeat("0", -point) + digits
	}
	if len(digits) == 1 {
		digits += "0"
	}
	return sign + digits[:1] + "." + digits[1:] + "e" + signedExponent(exp, 2)
}

// signedExponent writes an exponent with its sign and at least width digits.
func signedExponent(exp, width int) string {
	sign := "+"
	if exp < 0 {
		sign, exp = "-", -exp
	}
	text := strconv.Itoa(exp)
	for len(text) < width {
		text = "0" + text
	}
	return sign + text
}

// RoundHalfUp returns Float#round(digits), halves going away from zero. With
// zero or fewer digits Ruby answers an Integer; the same whole number is
// returned here as a float. NaN and the infinities are returned unchanged,
// where Ruby raises FloatDomainError for digits of zero or fewer.
func RoundHalfUp(f float64, digits int) float64 {
	if f == 0 || math.IsNaN(f) || math.IsInf(f, 0) {
		return f
	}
	if digits <= 0 {
		if digits == 0 {
			return math.Round(f)
		}
		return roundWhole(math.Trunc(f), -digits)
	}
	_, exp := math.Frexp(f)
	// Ruby's own bounds: past them the digits asked for are more than a double
	// holds, or so few that nothing is left.
	over, under := exp/3-1, exp/4
	if exp > 0 {
		over, under = exp/4, exp/3+1
	}
	if digits >= 17-over {
		return f
	}
	if digits < -under {
		return 0
	}
	if digits > 14 {
		return roundExact(f, digits)
	}
	scale := math.Pow(10, float64(digits))
	scaled := math.Round(f * scale)
	if f > 0 {
		if (scaled+0.5)/scale <= f {
			scaled++
		}
	} else if (scaled-0.5)/scale >= f {
		scaled--
	}
	return scaled / scale
}

// roundWhole rounds a whole float to a multiple of 10**places.
func roundWhole(f float64, places int) float64 {
	if places > 310 { // past the largest float: nothing of the number is left
		return 0
	}
	n, _ := big.NewFloat(f).Int(nil)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	neg := n.Sign() < 0
	n.Abs(n)
	n.Add(n, new(big.Int).Rsh(unit, 1))
	n.Sub(n, new(big.Int).Mod(n, unit))
	if neg {
		n.Neg(n)
	}
	out, _ := new(big.Float).SetInt(n).Float64()
	return out
}

// roundExact rounds through a fraction, where scaling a double would already
// lose the digits asked for.
func roundExact(f float64, digits int) float64 {
	r := new(big.Rat).SetFloat64(f)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	neg := r.Sign() < 0
	r.Abs(r)
	r.Mul(r, new(big.Rat).SetInt(unit))
	r.Add(r, big.NewRat(1, 2))
	n := new(big.Int).Quo(r.Num(), r.Denom())
	if neg {
		n.Neg(n)
	}
	out := new(big.Rat).SetFrac(n, unit)
	// Ruby divides the reduced fraction as doubles where a machine word holds
	// its parts, and with that loses a last digit now and then.
	if num, den := out.Num(), out.Denom(); den.BitLen() < 63 {
		x, _ := new(big.Float).SetInt(num).Float64()
		y, _ := new(big.Float).SetInt(den).Float64()
		return x / y
	}
	f, _ = out.Float64()
	return f
}
