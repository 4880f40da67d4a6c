package eval

import (
	"math"
	"math/big"
)

// mathModule holds the functions of Math whose results are known to the last
// bit.
var mathModule = methods(map[string]impl{
	"sqrt":  {1, 1, mathSqrt, 0},
	"cbrt":  {1, 1, mathCbrt, 0},
	"log":   {1, 2, mathLog, 0},
	"log2":  {1, 1, mathLog2, 0},
	"log10": {1, 1, mathLog10, 0},
	"exp":   {1, 1, mathExp, 0},
	"hypot": {2, 2, mathHypot, 0},
	"sin":   {1, 1, mathZero(0), 0},
	"tan":   {1, 1, mathZero(0), 0},
	"asin":  {1, 1, mathZero(0), 0},
	"atan":  {1, 1, mathZero(0), 0},
	"sinh":  {1, 1, mathZero(0), 0},
	"tanh":  {1, 1, mathZero(0), 0},
	"cos":   {1, 1, mathZero(1), 0},
	"cosh":  {1, 1, mathZero(1), 0},
})

// mathNumber is a function's argument: Math takes no Durations.
func (c *Call) mathNumber(i int) float64 {
	if _, ok := c.Args[i].(*Duration); ok {
		c.In.Raise("TypeError", "can't convert ActiveSupport::Duration into Float")
	}
	return c.In.Float(c.Args[i])
}

// sure is a result that is known, or a call that is not modelled.
func (c *Call) sure(f float64, ok bool) Value {
	if !ok {
		return c.In.notModelled(c)
	}
	return Float(f)
}

func (in *Interp) domainError(name string) {
	in.Raise("Math::DomainError", "Numerical argument is out of domain - %s", name)
}

// mathZero is a function of which only the value at zero is modelled.
func mathZero(at0 float64) func(*Call) Value {
	return func(c *Call) Value {
		x := c.mathNumber(0)
		if x == 0 && at0 == 0 {
			return Float(x)
		}
		return c.sure(at0, x == 0)
	}
}

func mathSqrt(c *Call) Value {
	x := c.mathNumber(0)
	if x < 0 {
		c.In.domainError("sqrt")
	}
	if x == 0 {
		return Float(0)
	}
	return Float(math.Sqrt(x))
}

// mathCbrt knows the roots of cubes.
func mathCbrt(c *Call) Value {
	x := c.mathNumber(0)
	r := math.Round(math.Cbrt(x))
	return c.sure(r, r*r*r == x && math.Abs(r) < 1e5)
}

func mathHypot(c *Call) Value {
	x, y := c.mathNumber(0), c.mathNumber(1)
	square := newPrecise().Add(newPrecise().Mul(precise(x), precise(x)), newPrecise().Mul(precise(y), precise(y)))
	if square.Sign() == 0 {
		return Float(0)
	}
	return c.sure(nearest(square.Sqrt(square), 0.05))
}

func mathExp(c *Call) Value {
	x := c.mathNumber(0)
	if math.IsNaN(x) {
		return Float(x)
	}
	return c.sure(exactExp(x))
}

// logarithm is a logarithm of an argument, by a function for those that are
// positive and finite. Ruby takes the logarithm of a large Integer in parts.
func (c *Call) logarithm(i int, name string, fn func(float64) (float64, bool)) (f float64, ok bool) {
	x := c.mathNumber(i)
	switch {
	case isBigger(c.Args[i]):
		if x < 0 {
			c.In.domainError(name)
		}
		return 0, false
	case x < 0 || x == 0 && math.Signbit(x):
		c.In.domainError(name)
	case x == 0:
		return math.Inf(-1), true
	case math.IsNaN(x), math.IsInf(x, 1):
		return x, true
	}
	return fn(x)
}

// isBigger reports whether v is an Integer beyond what a double holds.
func isBigger(v Value) bool {
	b, ok := v.(Big)
	return ok && new(big.Int).Abs(b.V).BitLen() > 1000
}

func mathLog(c *Call) Value {
	if len(c.Args) == 1 {
		return c.sure(c.logarithm(0, "log", exactLog))
	}
	x, okx := c.logarithm(0, "log", exactLog)
	base, ok := c.logarithm(1, "log", exactLog)
	return c.sure(x/base, okx && ok)
}

func mathLog2(c *Call) Value { return c.sure(c.logarithm(0, "log2", exactLog2)) }

// mathLog10 knows the logarithms of powers of ten.
func mathLog10(c *Call) Value {
	return c.sure(c.logarithm(0, "log10", func(x float64) (float64, bool) {
		for n, power := 0.0, 1.0; n <= 22; n, power = n+1, power*10 {
			if x == power {
				return n, true
			}
		}
		return 0, false
	}))
}
