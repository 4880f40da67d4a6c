package eval

import (
	"math"
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/ruby"
)

// integerMethods are those of Integer itself; numericMethods holds what it has
// in common with Float.
var integerMethods = methods(map[string]impl{
	"fdiv":        binary(intFdiv, durationFdiv),
	"div":         binary((*Interp).floorDiv, durationDiv),
	"remainder":   binary((*Interp).remainder, nil),
	"pow":         {1, 2, intPow, unknowns},
	"-@":          {0, 0, func(c *Call) Value { return c.In.neg(c.Self) }, 0},
	"~":           {0, 0, func(c *Call) Value { return c.In.sub(Int(-1), c.Self) }, 0},
	"&":           bitwise((*big.Int).And),
	"|":           bitwise((*big.Int).Or),
	"^":           bitwise((*big.Int).Xor),
	"<<":          {1, 1, func(c *Call) Value { return c.In.shift(c.Self, c.integer(0)) }, 0},
	">>":          {1, 1, func(c *Call) Value { return c.In.shift(c.Self, c.In.neg(c.integer(0))) }, 0},
	"[]":          {1, 2, intBit, 0},
	"succ":        {0, 0, func(c *Call) Value { return c.In.add(c.Self, Int(1)) }, 0},
	"pred":        {0, 0, func(c *Call) Value { return c.In.sub(c.Self, Int(1)) }, 0},
	"times":       {0, 0, intTimes, 0},
	"upto":        {1, 1, intUpto, 0},
	"downto":      {1, 1, intDownto, 0},
	"to_s":        {0, 2, intToS, 0},
	"inspect":     {0, 1, intToS, 0},
	"to_i":        {0, 0, itself, 0},
	"to_int":      {0, 0, itself, 0},
	"to_f":        {0, 0, func(c *Call) Value { return Float(float64Of(c.Self)) }, 0},
	"numerator":   {0, 0, itself, 0},
	"denominator": {0, 0, func(c *Call) Value { return Int(1) }, 0},
	"chr":         {0, 1, intChr, 0},
	"ord":         {0, 0, itself, 0},
	"digits":      {0, 1, intDigits, 0},
	"gcd":         {1, 1, func(c *Call) Value { return c.In.gcd(c.Self, c.whole(0)) }, 0},
	"lcm":         {1, 1, func(c *Call) Value { return c.In.lcm(c.Self, c.whole(0)) }, 0},
	"gcdlcm":      {1, 1, intGcdLcm, 0},
	"bit_length":  {0, 0, intBitLength, 0},
	"size":        {0, 0, intSize, 0},
	"even?":       {0, 0, func(c *Call) Value { return Bool(toBig(c.Self).Bit(0) == 0) }, 0},
	"odd?":        {0, 0, func(c *Call) Value { return Bool(toBig(c.Self).Bit(0) == 1) }, 0},
	"zero?":       {0, 0, func(c *Call) Value { return Bool(sign(c.Self) == 0) }, 0},
	"integer?":    {0, 0, func(c *Call) Value { return Bool(true) }, 0},
	"allbits?":    {1, 1, func(c *Call) Value { return Bool(c.masked(0).Cmp(toBig(c.integer(0))) == 0) }, 0},
	"anybits?":    {1, 1, func(c *Call) Value { return Bool(c.masked(0).Sign() != 0) }, 0},
	"nobits?":     {1, 1, func(c *Call) Value { return Bool(c.masked(0).Sign() == 0) }, 0},
	"floor":       {0, 1, intRounded(roundFloor), 0},
	"ceil":        {0, 1, intRounded(roundCeil), 0},
	"truncate":    {0, 1, intRounded(roundTruncate), 0},
	"round":       {0, 2, intRound, 0},
	"coerce":      {1, 1, intCoerce, 0},
}).and(operators).with("modulo", "%", "===", "==", "magnitude", "abs", "next", "succ")

var integerClass = methods(map[string]impl{
	"sqrt":        {1, 1, integerSqrt, 0},
	"try_convert": {1, 1, integerTryConvert, 0},
})

func itself(c *Call) Value { return c.Self }

// integer is the i-th argument as Ruby implicitly converts it to an Integer of
// any size.
func (c *Call) integer(i int) Value {
	if v := plainNumber(c.Args[i]); isInteger(v) {
		return v
	}
	if IsNil(c.Args[i]) {
		c.In.Raise("TypeError", "no implicit conversion of nil into Integer")
	}
	return Int(c.In.Int(c.Args[i]))
}

// whole is the i-th argument, which must be an Integer as it is.
func (c *Call) whole(i int) Value {
	if !isInteger(c.Args[i]) {
		c.In.Raise("TypeError", "not an integer")
	}
	return c.Args[i]
}

func (c *Call) masked(i int) *big.Int {
	return new(big.Int).And(toBig(c.Self), toBig(c.integer(i)))
}

func powerOrNil(in *Interp, a, b Value) Value {
	if v, ok := in.power(a, b); ok {
		return v
	}
	return nil
}

func divModPair(in *Interp, a, b Value) Value {
	div, mod := in.divMod(a, b)
	return in.arr([]Value{div, mod})
}

// intFdiv is fdiv, which cancels what two Integers have in common before it
// divides them as Floats.
func intFdiv(in *Interp, a, b Value) Value {
	if !isInteger(b) || sign(b) == 0 {
		return Float(float64Of(a) / float64Of(b))
	}
	if g := in.gcd(a, b); sign(g) > 0 {
		a, b = in.div(a, g), in.div(b, g)
	}
	if !isFixnum(toBig(a)) || !isFixnum(toBig(b)) {
		return nil // large ones are divided in another way
	}
	return Float(float64Of(a) / float64Of(b))
}

func intPow(c *Call) Value {
	in := c.In
	if len(c.Args) == 1 {
		return in.binary(&Call{In: in, Self: c.Self, Name: "**", Args: c.Args, Node: c.Node}, powerOrNil, durationExponent)
	}
	for _, a := range c.Args {
		known(a)
	}
	exp, m := c.Args[0], c.Args[1]
	if !isInteger(exp) {
		in.Raise("TypeError", "Integer#pow() 2nd argument not allowed unless a 1st argument is integer")
	}
	if sign(exp) < 0 {
		in.Raise("RangeError", "Integer#pow() 1st argument cannot be negative when 2nd argument specified")
	}
	if !isInteger(m) {
		in.Raise("TypeError", "Integer#pow() 2nd argument not allowed unless all arguments are integers")
	}
	if sign(m) == 0 {
		in.Raise("ZeroDivisionError", "divided by 0")
	}
	if toBig(exp).BitLen()*toBig(m).BitLen() > 1<<22 {
		in.stop()
	}
	r := new(big.Int).Exp(toBig(c.Self), toBig(exp), new(big.Int).Abs(toBig(m)))
	return in.mod(IntOf(r), m)
}

// bitwise makes the method of a bit operator, which takes Integers only.
func bitwise(op func(z, x, y *big.Int) *big.Int) impl {
	return impl{1, 1, func(c *Call) Value {
		in := c.In
		switch other := c.Args[0].(type) {
		case Int, Big:
			return IntOf(op(new(big.Int), toBig(c.Self), toBig(other)))
		case *Unknown:
			in.refuseType(c, other)
			if other.Type == TInt {
				return because(other).typed(TInt)
			}
			return because(other)
		case *Object:
			if pair, ok := in.coerce(c, other); ok {
				return in.Send(pair[0], c.Name, pair[1])
			}
		}
		known(c.Args[0])
		in.Raise("TypeError", "%s can't be coerced into Integer", in.comparedWith(c.Args[0]))
		return nil
	}, unknowns}
}

// intBit is Integer#[] with one bit's number; ranges are not modelled.
func intBit(c *Call) Value {
	if _, isRange := c.Args[0].(*Range); isRange {
		return c.In.notModelled(c)
	}
	shifted := c.In.shift(c.Self, c.In.neg(c.integer(0)))
	if len(c.Args) == 1 {
		return Int(toBig(shifted).Bit(0))
	}
	mask := c.In.sub(c.In.shift(Int(1), c.integer(1)), Int(1))
	return IntOf(new(big.Int).And(toBig(shifted), toBig(mask)))
}

func numberAbs(c *Call) Value {
	if f, ok := c.Self.(Float); ok {
		return Float(math.Abs(float64(f)))
	}
	if sign(c.Self) < 0 {
		return c.In.neg(c.Self)
	}
	return c.Self
}

// intToS is to_s with a base; the formats that ActiveSupport adds are not
// modelled.
func intToS(c *Call) Value {
	in, base := c.In, 10
	if len(c.Args) > 0 {
		switch a := c.Args[0].(type) {
		case Sym:
			return in.numberFormat(c, a)
		case Nil:
			if c.Name == "to_s" {
				break
			}
			base = c.int(0)
		default:
			base = c.int(0)
		}
	}
	if base < 2 || base > 36 {
		in.Raise("ArgumentError", "invalid radix %d", base)
	}
	n := toBig(c.Self)
	in.checkBits(n.BitLen())
	return in.str(n.Text(base))
}

// intChr is chr: without an encoding, a byte beyond ASCII is no text.
func intChr(c *Call) Value {
	n, ok := c.Self.(Int)
	if !ok {
		c.In.Raise("RangeError", "bignum out of char range")
	}
	if len(c.Args) == 1 {
		s, isText := c.Args[0].(*Str)
		if !isText || !strings.EqualFold(s.S, "utf-8") {
			return c.In.notModelled(c)
		}
		if n < 0 || n > math.MaxUint32 {
			c.In.Raise("RangeError", "%d out of char range", n)
		}
		if n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
			c.In.Raise("RangeError", "invalid codepoint 0x%X in UTF-8", int64(n))
		}
		return c.In.str(string(rune(n)))
	}
	if n < 0 || n > 255 {
		c.In.Raise("RangeError", "%d out of char range", n)
	}
	// One that does not print is shown in another way than in a literal: the
	// result is not UTF-8.
	if n > 126 || n < ' ' && !strings.ContainsRune("\a\b\t\n\v\f\r\x1b", rune(n)) {
		return c.In.notModelled(c)
	}
	return c.In.str(string(rune(n)))
}

func intDigits(c *Call) Value {
	in, base := c.In, Value(Int(10))
	if len(c.Args) == 1 {
		if base = c.integer(0); sign(base) < 0 {
			in.Raise("ArgumentError", "negative radix")
		}
		if n, ok := base.(Int); ok && n < 2 {
			in.Raise("ArgumentError", "invalid radix %d", n)
		}
	}
	if sign(c.Self) < 0 {
		in.Raise("Math::DomainError", "out of domain")
	}
	if base == Value(Int(10)) {
		text := toBig(c.Self).String()
		list := make([]Value, len(text))
		for i := range text {
			list[len(text)-1-i] = Int(text[i] - '0')
		}
		return in.arr(list)
	}
	list := []Value{}
	for n := c.Self; ; {
		in.step()
		var digit Value
		n, digit = in.floorDivMod(n, base)
		list = append(list, digit)
		if sign(n) == 0 {
			return in.arr(list)
		}
	}
}

// gcd is the greatest common divisor, which takes quadratic time.
func (in *Interp) gcd(a, b Value) Value {
	x, y := new(big.Int).Abs(toBig(a)), new(big.Int).Abs(toBig(b))
	if words := min(x.BitLen(), y.BitLen()) / 64; words > 16 {
		in.grow(words * words / 8)
	}
	return IntOf(new(big.Int).GCD(nil, nil, x, y))
}

func (in *Interp) lcm(a, b Value) Value {
	if sign(a) == 0 || sign(b) == 0 {
		return Int(0)
	}
	n := toBig(in.mul(a, in.div(b, in.gcd(a, b))))
	return IntOf(new(big.Int).Abs(n))
}

func intGcdLcm(c *Call) Value {
	other := c.whole(0)
	return c.In.arr([]Value{c.In.gcd(c.Self, other), c.In.lcm(c.Self, other)})
}

func intBitLength(c *Call) Value {
	n := toBig(c.Self)
	if n.Sign() < 0 {
		n = new(big.Int).Not(n)
	}
	return Int(n.BitLen())
}

// intSize is the number of bytes: those of a machine word at least.
func intSize(c *Call) Value {
	return Int(max(8, (toBig(c.Self).BitLen()+7)/8))
}

func intCoerce(c *Call) Value {
	in := c.In
	if isInteger(c.Args[0]) {
		return in.arr([]Value{c.Args[0], c.Self})
	}
	switch v := c.Args[0].(type) {
	case Float, *Duration:
		return in.arr([]Value{Float(in.Float(v)), Float(float64Of(c.Self))})
	case *Str:
		f, err := ruby.ParseFloat(v.S)
		if err != nil {
			in.Raise("ArgumentError", "%s", err)
		}
		return in.arr([]Value{Float(f), Float(float64Of(c.Self))})
	case *Object:
		return in.notModelled(c)
	}
	in.Float(c.Args[0])
	return nil
}

func integerSqrt(c *Call) Value {
	n := toBig(c.integer(0))
	if n.Sign() < 0 {
		c.In.domainError(`"isqrt"`)
	}
	return IntOf(new(big.Int).Sqrt(n))
}

func integerTryConvert(c *Call) Value {
	switch v := c.Args[0].(type) {
	case Int, Big:
		return v
	case Float, *Duration:
		return c.integer(0)
	case *Object:
		return c.In.notModelled(c)
	}
	return Nil{}
}
