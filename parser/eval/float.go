package eval

import (
	"math"
)

// floatMethods are those of Float itself; numericMethods holds what it has in
// common with Integer.
var floatMethods = methods(map[string]impl{
	"-@":         {0, 0, func(c *Call) Value { return -c.Self.(Float) }, 0},
	"eql?":       {1, 1, numberEql, 0},
	"to_s":       {0, 2, floatToS, 0},
	"inspect":    {0, 0, floatToS, 0},
	"to_f":       {0, 0, itself, 0},
	"to_i":       {0, 0, func(c *Call) Value { return c.In.whole(math.Trunc(c.float())) }, 0},
	"zero?":      {0, 0, func(c *Call) Value { return Bool(c.float() == 0) }, 0},
	"nan?":       {0, 0, func(c *Call) Value { return Bool(math.IsNaN(c.float())) }, 0},
	"finite?":    {0, 0, func(c *Call) Value { return Bool(!math.IsNaN(c.float()) && !math.IsInf(c.float(), 0)) }, 0},
	"infinite?":  {0, 0, floatInfinite, 0},
	"positive?":  {0, 0, func(c *Call) Value { return Bool(c.float() > 0) }, 0},
	"negative?":  {0, 0, func(c *Call) Value { return Bool(c.float() < 0) }, 0},
	"next_float": {0, 0, func(c *Call) Value { return Float(math.Nextafter(c.float(), math.Inf(1))) }, 0},
	"prev_float": {0, 0, func(c *Call) Value { return Float(math.Nextafter(c.float(), math.Inf(-1))) }, 0},
	"floor":      {0, 1, floatRounded(roundFloor), 0},
	"ceil":       {0, 1, floatRounded(roundCeil), 0},
	"truncate":   {0, 1, floatRounded(roundTruncate), 0},
	"round":      {0, 2, floatRound, 0},
	"quo":        binary((*Interp).div, durationUnder),
	"coerce":     {1, 1, floatCoerce, 0},
}).and(operators).with("modulo", "%", "===", "==", "magnitude", "abs", "to_int", "to_i", "fdiv", "quo")

var floatClass = table{}

func (c *Call) float() float64 { return float64(c.Self.(Float)) }

func floatToS(c *Call) Value {
	if len(c.Args) > 0 {
		switch a := c.Args[0].(type) {
		case Sym:
			return c.In.numberFormat(c, a)
		case Nil:
		default:
			c.In.wrongCount(1, 0, 0)
		}
	}
	return c.In.str(c.In.ToS(c.Self))
}

func floatInfinite(c *Call) Value {
	switch f := c.float(); {
	case math.IsInf(f, 1):
		return Int(1)
	case math.IsInf(f, -1):
		return Int(-1)
	}
	return Nil{}
}

func floatCoerce(c *Call) Value {
	switch c.Args[0].(type) {
	case *Str, *Object:
		return c.In.notModelled(c)
	}
	return c.In.arr([]Value{Float(c.In.Float(c.Args[0])), c.Self})
}
