package eval

// This file rounds numbers: floor, ceil, truncate and round.

import (
	"math"
	"math/big"

	"github.com/pilllint/pilllint/parser/ruby"
)

// A rounding is a way to choose between two neighbours.
type rounding uint8

const (
	roundFloor rounding = iota
	roundCeil
	roundTruncate
	roundHalfUp
	roundHalfEven
	roundHalfDown
)

// halfOption reads the keyword half: of round, and takes it from the
// arguments.
func (c *Call) halfOption() (mode rounding, args []Value) {
	args = c.Args
	if len(args) == 0 {
		return roundHalfUp, args
	}
	h, ok := args[len(args)-1].(*Hash)
	if !ok || !c.Bare {
		if len(args) > 1 {
			c.In.wrongCount(len(args), 0, 1)
		}
		return roundHalfUp, args
	}
	for k := range h.Each {
		if k != Value(Sym("half")) {
			c.In.Raise("ArgumentError", "unknown keyword: %s", c.In.Inspect(k))
		}
	}
	v, ok := h.Sym("half")
	if !ok {
		needs(&Unknown{Causes: h.Open})
	}
	return c.In.halfMode(v), args[:len(args)-1]
}

func (in *Interp) halfMode(v Value) rounding {
	text := ""
	switch v := known(v).(type) {
	case Nil:
		return roundHalfUp
	case Sym:
		text = string(v)
	case *Str:
		text = v.S
	default:
		text = in.ToS(v)
	}
	switch text {
	case "up":
		return roundHalfUp
	case "even":
		return roundHalfEven
	case "down":
		return roundHalfDown
	}
	in.Raise("ArgumentError", "invalid rounding mode: %s", text)
	return 0
}

// digits is the number of digits that an argument asks for.
func (c *Call) digitsArg(args []Value) int {
	if len(args) == 0 {
		return 0
	}
	return c.In.Int(args[0])
}

// intRounded makes floor, ceil or truncate of Integer.
func intRounded(mode rounding) func(*Call) Value {
	return func(c *Call) Value { return c.In.roundInt(c.Self, c.digitsArg(c.Args), mode) }
}

func intRound(c *Call) Value {
	mode, args := c.halfOption()
	return c.In.roundInt(c.Self, c.digitsArg(args), mode)
}

// roundInt rounds an Integer to a multiple of a power of ten, if digits are
// negative.
func (in *Interp) roundInt(v Value, digits int, mode rounding) Value {
	if digits >= 0 {
		return v
	}
	n := toBig(v)
	// Ruby estimates from the bytes whether anything is left, even of a ceil.
	size := 8
	if !isFixnum(n) {
		size = (n.BitLen() + 7) / 8
	}
	if -0.415241*float64(digits)-0.125 > float64(size) {
		return Int(0)
	}
	in.checkBits(-digits * 4)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-digits)), nil)
	low, rest := new(big.Int).QuoRem(new(big.Int).Abs(n), unit, new(big.Int))
	exact := rest.Sign() == 0
	if roundsAway(mode, n.Sign() < 0, low.Bit(0) == 1, !exact, rest.Lsh(rest, 1).Cmp(unit)) {
		low.Add(low, big.NewInt(1))
	}
	low.Mul(low, unit)
	if n.Sign() < 0 {
		low.Neg(low)
	}
	up := mode == roundCeil || mode == roundTruncate && n.Sign() < 0
	if up && exact && !(isFixnum(n) && isFixnum(unit)) {
		low.Add(low, unit) // with large numbers, Ruby goes one too far
	}
	return IntOf(low)
}

// isFixnum reports whether Ruby keeps an Integer in a machine word.
func isFixnum(n *big.Int) bool {
	return n.IsInt64() && n.Int64() >= -1<<62 && n.Int64() < 1<<62
}

// roundsAway reports whether a number is rounded away from zero: half compares
// what is cut off with one half.
func roundsAway(mode rounding, negative, odd, inexact bool, half int) bool {
	switch mode {
	case roundFloor:
		return negative && inexact
	case roundCeil:
		return !negative && inexact
	case roundHalfUp:
		return half >= 0
	case roundHalfEven:
		return half > 0 || half == 0 && odd
	case roundHalfDown:
		return half > 0
	}
	return false
}

// floatRounded makes floor, ceil or truncate of Float.
func floatRounded(mode rounding) func(*Call) Value {
	return func(c *Call) Value { return c.In.roundFloat(c.Self.(Float), c.digitsArg(c.Args), mode) }
}

func floatRound(c *Call) Value {
	mode, args := c.halfOption()
	return c.In.roundFloat(c.Self.(Float), c.digitsArg(args), mode)
}

func (in *Interp) roundFloat(v Float, digits int, mode rounding) Value {
	f := float64(v)
	if mode == roundTruncate {
		mode = roundFloor
		if f < 0 {
			mode = roundCeil
		}
	}
	if digits > 0 {
		return Float(fractionDigits(f, digits, mode))
	}
	if digits < 0 && mode >= roundHalfUp {
		return in.roundInt(in.whole(math.Trunc(f)), digits, mode)
	}
	switch mode {
	case roundFloor:
		f = math.Floor(f)
	case roundCeil:
		f = math.Ceil(f)
	case roundHalfUp:
		f = math.Round(f)
	case roundHalfEven:
		f = math.RoundToEven(f)
	case roundHalfDown:
		if t := math.Trunc(f); math.Abs(f-t) == 0.5 {
			f = t
		} else {
			f = math.Round(f)
		}
	}
	return in.roundInt(in.whole(f), digits, mode)
}

// fractionDigits rounds to digits after the point, by the steps that Ruby
// takes, with their errors.
func fractionDigits(f float64, digits int, mode rounding) float64 {
	if mode == roundHalfUp {
		return ruby.RoundHalfUp(f, digits)
	}
	if f == 0 || math.IsNaN(f) || math.IsInf(f, 0) {
		return f
	}
	_, exp := math.Frexp(f)
	over, under := exp/3-1, exp/4
	if exp > 0 {
		over, under = exp/4, exp/3+1
	}
	if digits >= 17-over {
		return f
	}
	tiny := digits < -under
	scale := math.Pow(10, float64(digits))
	switch mode {
	case roundFloor:
		if f > 0 && tiny {
			return 0
		}
		n := math.Floor(f * scale)
		if r := (n + 1) / scale; r <= f {
			return r
		}
		return n / scale
	case roundCeil:
		if f < 0 && tiny {
			return 0
		}
		return math.Ceil(f*scale) / scale
	}
	if tiny {
		return 0
	}
	return halfway(f, scale, digits, mode)
}

// halfway rounds with half: :even or :down.
func halfway(f, scale float64, digits int, mode rounding) float64 {
	if digits > 14 {
		r := new(big.Rat).SetFloat64(math.Abs(f))
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
		num := new(big.Int).Mul(r.Num(), unit)
		low, rest := new(big.Int).QuoRem(num, r.Denom(), new(big.Int))
		if roundsAway(mode, f < 0, low.Bit(0) == 1, rest.Sign() != 0, rest.Lsh(rest, 1).Cmp(r.Denom())) {
			low.Add(low, big.NewInt(1))
		}
		out, _ := new(big.Rat).SetFrac(low, unit).Float64()
		return math.Copysign(out, f)
	}
	x := math.Abs(f)
	n := math.Round(x * scale)
	if mode == roundHalfDown {
		if (n-0.5)/scale >= x {
			n--
		}
	} else {
		n = math.Floor(x * scale)
		switch d := x*scale - n; {
		case d > 0.5:
			n++
		case d == 0.5 || (n+0.5)/scale <= x:
			n += math.Mod(n, 2)
		}
	}
	return math.Copysign(n/scale, f)
}
