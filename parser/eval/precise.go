package eval

// This file works out exp, log and powers to many more digits than a double
// has. Ruby asks the C library, whose results are the nearest double but for
// the last bit in close cases; so where the exact result lies close to the
// middle between two doubles it counts as not known. How close follows from
// the errors that the C library states for each function.

import (
	"math"
	"math/big"
)

const preciseBits = 256

func precise(f float64) *big.Float { return new(big.Float).SetPrec(preciseBits).SetFloat64(f) }

func newPrecise() *big.Float { return new(big.Float).SetPrec(preciseBits) }

// nearest rounds to a double; ok is false in a close case, and where doubles
// have fewer bits. slack is how far from the exact result the C library may be
// before it rounds, in units of the last place.
func nearest(x *big.Float, slack float64) (f float64, ok bool) {
	f, _ = x.Float64()
	if f == 0 || math.IsInf(f, 0) || math.Abs(f) < 1e-300 {
		return f, false
	}
	_, exp := math.Frexp(f)
	off, _ := newPrecise().Sub(x, precise(f)).Float64()
	return f, math.Abs(off) < math.Ldexp(0.5-slack, exp-53)
}

// atanhSeries is atanh of a small number.
func atanhSeries(z *big.Float) *big.Float {
	sum, term, square := newPrecise().Set(z), newPrecise().Set(z), newPrecise().Mul(z, z)
	for n := int64(3); n < 400 && term.Sign() != 0 && term.MantExp(nil) > -preciseBits; n += 2 {
		term.Mul(term, square)
		sum.Add(sum, newPrecise().Quo(term, newPrecise().SetInt64(n)))
	}
	return sum
}

func ln2() *big.Float {
	third := newPrecise().Quo(precise(1), precise(3))
	l := atanhSeries(third)
	return l.Add(l, l)
}

// ln is the natural logarithm of a positive number.
func ln(x *big.Float) *big.Float {
	m := newPrecise()
	exp := newPrecise().Set(x).MantExp(m) // 0.5 <= m < 1
	z := newPrecise().Quo(newPrecise().Sub(m, precise(1)), newPrecise().Add(m, precise(1)))
	l := atanhSeries(z)
	l.Add(l, l)
	return l.Add(l, newPrecise().Mul(ln2(), newPrecise().SetInt64(int64(exp))))
}

// expOf is e to a power that is not huge.
func expOf(t *big.Float) *big.Float {
	turns, _ := newPrecise().Quo(t, ln2()).Float64()
	k := int64(math.Round(turns))
	r := newPrecise().Sub(t, newPrecise().Mul(ln2(), newPrecise().SetInt64(k)))
	const halvings = 8
	r.SetMantExp(r, -halvings)
	sum, term := precise(1), precise(1)
	for n := int64(1); n < 60; n++ {
		term.Mul(term, r)
		term.Quo(term, newPrecise().SetInt64(n))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum.SetMantExp(sum, int(k))
}

// exactPow is the double x ** y; ok is false if it is not known to the last
// bit.
func exactPow(x, y float64) (f float64, ok bool) {
	f = math.Pow(x, y)
	if x == 0 || x == 1 || y == 0 || y == 1 || math.IsNaN(f) || math.IsInf(x, 0) || math.IsInf(y, 0) {
		return f, true
	}
	neg := x < 0 && math.Mod(y, 2) != 0
	estimate := y * math.Log2(math.Abs(x))
	switch {
	case estimate > 1025:
		f = math.Inf(1)
	case estimate < -1080:
		f = 0
	default:
		t := ln(precise(math.Abs(x)))
		f, ok = nearest(expOf(t.Mul(t, precise(y))), 0.012+5e-5*math.Abs(estimate))
		if !ok {
			return f, false
		}
	}
	if neg {
		f = -f
	}
	return f, true
}

// exactLog is the natural logarithm of a positive finite double.
func exactLog(x float64) (f float64, ok bool) {
	if x == 1 {
		return 0, true
	}
	return nearest(ln(precise(x)), 0.02)
}

// exactLog2 is the logarithm to the base 2 of a positive finite double.
func exactLog2(x float64) (f float64, ok bool) {
	if m, exp := math.Frexp(x); m == 0.5 {
		return float64(exp - 1), true
	}
	return nearest(newPrecise().Quo(ln(precise(x)), ln2()), 0.05)
}

// exactExp is e to the power of a double.
func exactExp(x float64) (f float64, ok bool) {
	switch {
	case x == 0:
		return 1, true
	case x > 710:
		return math.Inf(1), true
	case x < -750:
		return 0, true
	}
	return nearest(expOf(precise(x)), 0.012)
}
