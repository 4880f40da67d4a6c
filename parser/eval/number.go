package eval

// This file is the arithmetic of plain numbers: Int, Big and Float.

import (
	"math"
	"math/big"
	"math/bits"
)

// maxBits bounds the integers that are worked with. Ruby's own go on to
// millions of digits, where one multiplication takes as long as a whole pill
// should.
const maxBits = 1 << 20

// checkBits ends the evaluation before a number of that many bits is made.
func (in *Interp) checkBits(n int) {
	if n > maxBits || n < 0 {
		in.stop()
	}
	if n > 256 {
		in.grow(n / 8)
	}
}

// big is a plain Integer as a big.Int.
func toBig(v Value) *big.Int {
	n, _ := bigOf(v)
	return n
}

// isInteger reports whether v is an Integer.
func isInteger(v Value) bool {
	switch v.(type) {
	case Int, Big:
		return true
	}
	return false
}

// float64Of is a plain number as a float64.
func float64Of(v Value) float64 {
	switch v := v.(type) {
	case Int:
		return float64(v)
	case Float:
		return float64(v)
	case Big:
		f, _ := new(big.Float).SetInt(v.V).Float64()
		return f
	}
	return math.NaN()
}

// sign is the sign of a plain number; that of NaN is 0.
func sign(v Value) int {
	switch v := v.(type) {
	case Int:
		switch {
		case v < 0:
			return -1
		case v > 0:
			return 1
		}
	case Big:
		return v.V.Sign()
	case Float:
		switch {
		case v < 0:
			return -1
		case v > 0:
			return 1
		}
	}
	return 0
}

func (in *Interp) add(a, b Value) Value {
	x, okx := a.(Int)
	y, oky := b.(Int)
	if okx && oky {
		if s := x + y; (s > x) == (y > 0) {
			return s
		}
	}
	if isInteger(a) && isInteger(b) {
		p, q := toBig(a), toBig(b)
		in.checkBits(max(p.BitLen(), q.BitLen()) + 1)
		return IntOf(new(big.Int).Add(p, q))
	}
	return Float(float64Of(a) + float64Of(b))
}

func (in *Interp) sub(a, b Value) Value {
	if isInteger(a) && isInteger(b) {
		return in.add(a, in.neg(b))
	}
	return Float(float64Of(a) - float64Of(b))
}

func (in *Interp) neg(v Value) Value {
	switch v := v.(type) {
	case Int:
		if v != math.MinInt64 {
			return -v
		}
	case Float:
		return -v
	}
	return IntOf(new(big.Int).Neg(toBig(v)))
}

func (in *Interp) mul(a, b Value) Value {
	x, okx := a.(Int)
	y, oky := b.(Int)
	if okx && oky {
		hi, lo := bits.Mul64(magnitude(x), magnitude(y))
		if hi == 0 && lo < 1<<63 {
			if (x < 0) != (y < 0) {
				return -Int(lo)
			}
			return Int(lo)
		}
	}
	if isInteger(a) && isInteger(b) {
		p, q := toBig(a), toBig(b)
		in.checkBits(p.BitLen() + q.BitLen())
		return IntOf(new(big.Int).Mul(p, q))
	}
	return Float(float64Of(a) * float64Of(b))
}

func magnitude(n Int) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// floorDivMod divides Integers, towards minus infinity.
func (in *Interp) floorDivMod(a, b Value) (div, mod Value) {
	if sign(b) == 0 {
		in.Raise("ZeroDivisionError", "divided by 0")
	}
	x, okx := a.(Int)
	y, oky := b.(Int)
	if okx && oky && !(x == math.MinInt64 && y == -1) {
		d, m := x/y, x%y
		if m != 0 && (m < 0) != (y < 0) {
			d, m = d-1, m+y
		}
		return d, m
	}
	p, q := toBig(a), toBig(b)
	in.checkBits(max(p.BitLen(), q.BitLen()))
	d, m := new(big.Int).QuoRem(p, q, new(big.Int))
	if m.Sign() != 0 && m.Sign() != q.Sign() {
		d.Sub(d, big.NewInt(1))
		m.Add(m, q)
	}
	return IntOf(d), IntOf(m)
}

func (in *Interp) div(a, b Value) Value {
	if isInteger(a) && isInteger(b) {
		d, _ := in.floorDivMod(a, b)
		return d
	}
	return Float(float64Of(a) / float64Of(b))
}

func (in *Interp) mod(a, b Value) Value {
	if isInteger(a) && isInteger(b) {
		_, m := in.floorDivMod(a, b)
		return m
	}
	if sign(b) == 0 && !isNaN(b) {
		in.Raise("ZeroDivisionError", "divided by 0")
	}
	return Float(floatMod(float64Of(a), float64Of(b)))
}

// floatMod is Float#%: of the sign of y.
func floatMod(x, y float64) float64 {
	m := x
	if !math.IsInf(y, 0) || math.IsInf(x, 0) {
		m = math.Mod(x, y)
	}
	if y*m < 0 {
		m += y
	}
	return m
}

// floorDiv is div, whose result is an Integer whatever is divided.
func (in *Interp) floorDiv(a, b Value) Value {
	if sign(b) == 0 && !isNaN(b) {
		in.Raise("ZeroDivisionError", "divided by 0")
	}
	if isInteger(a) && isInteger(b) {
		return in.div(a, b)
	}
	return in.whole(math.Floor(float64Of(a) / float64Of(b)))
}

// divMod is divmod of plain numbers.
func (in *Interp) divMod(a, b Value) (div, mod Value) {
	if isInteger(a) && isInteger(b) {
		return in.floorDivMod(a, b)
	}
	x, y := float64Of(a), float64Of(b)
	if y == 0 {
		in.Raise("ZeroDivisionError", "divided by 0")
	}
	m := x
	if x != 0 && (!math.IsInf(y, 0) || math.IsInf(x, 0)) {
		m = math.Mod(x, y)
	}
	d := x
	if !math.IsInf(x, 0) || math.IsInf(y, 0) {
		d = math.Round((x - m) / y)
	}
	if y*m < 0 {
		m += y
		d--
	}
	return in.whole(d), Float(m)
}

// remainder is that of a division towards zero.
func (in *Interp) remainder(a, b Value) Value {
	m := in.mod(a, b)
	if sign(m) != 0 && sign(a)*sign(b) < 0 {
		if f, ok := b.(Float); ok && math.IsInf(float64(f), 0) {
			return a
		}
		return in.sub(m, b)
	}
	return m
}

// whole is a Float without a fraction as an Integer.
func (in *Interp) whole(f float64) Value {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		in.Raise("FloatDomainError", "%s", in.ToS(Float(f)))
	}
	if math.Abs(f) < 1<<62 {
		return Int(f)
	}
	n, _ := big.NewFloat(f).Int(nil)
	return IntOf(n)
}

func isNaN(v Value) bool {
	f, ok := v.(Float)
	return ok && math.IsNaN(float64(f))
}

// compareExact is <=> of plain numbers; ok is false for NaN. An Integer and a
// Float are compared without rounding either.
func compareExact(a, b Value) (c int, ok bool) {
	if isNaN(a) || isNaN(b) {
		return 0, false
	}
	x, okx := a.(Int)
	y, oky := b.(Int)
	switch {
	case okx && oky:
		switch {
		case x < y:
			return -1, true
		case x > y:
			return 1, true
		}
		return 0, true
	case isInteger(a) && isInteger(b):
		return toBig(a).Cmp(toBig(b)), true
	}
	return exactFloat(a).Cmp(exactFloat(b)), true
}

// exactFloat is a plain number that is not NaN, with all its bits.
func exactFloat(v Value) *big.Float {
	if f, ok := v.(Float); ok {
		return big.NewFloat(float64(f))
	}
	return new(big.Float).SetInt(toBig(v))
}

// power is ** of plain numbers; ok is false where the result is a Rational or
// a Complex, or not known to the last digit.
func (in *Interp) power(a, b Value) (v Value, ok bool) {
	if isInteger(a) && isInteger(b) {
		return in.intPower(a, b)
	}
	if f, isFloat := a.(Float); isFloat && b == Value(Int(2)) {
		return f * f, true
	}
	x, y := float64Of(a), float64Of(b)
	if x < 0 && y != math.Round(y) {
		return nil, false
	}
	f, ok := exactPow(x, y)
	return Float(f), ok
}

func (in *Interp) intPower(a, b Value) (v Value, ok bool) {
	switch a {
	case Value(Int(1)):
		return a, true
	case Value(Int(-1)):
		if toBig(b).Bit(0) == 0 {
			return Int(1), true
		}
		return a, true
	}
	if sign(b) < 0 {
		if sign(a) == 0 {
			in.Raise("ZeroDivisionError", "divided by 0")
		}
		return nil, false
	}
	if sign(a) == 0 {
		if sign(b) == 0 {
			return Int(1), true
		}
		return a, true
	}
	n, small := b.(Int)
	base := toBig(a)
	if !small || n > maxBits || int(n)*(base.BitLen()-1) > maxBits {
		in.stop()
	}
	in.checkBits(int(n) * base.BitLen())
	return IntOf(new(big.Int).Exp(base, big.NewInt(int64(n)), nil)), true
}

// shift is << for a positive number of bits and >> for a negative one.
func (in *Interp) shift(v Value, by Value) Value {
	n, small := by.(Int)
	x := toBig(v)
	switch {
	case sign(by) < 0:
		if !small || -n > maxBits {
			if x.Sign() < 0 {
				return Int(-1)
			}
			return Int(0)
		}
		return IntOf(new(big.Int).Rsh(x, uint(-n)))
	case x.Sign() == 0:
		return Int(0)
	case !small || n > maxBits:
		in.stop()
	}
	in.checkBits(x.BitLen() + int(n))
	return IntOf(new(big.Int).Lsh(x, uint(n)))
}
