package eval

// This file is what a number does with an operand that is no plain number:
// Ruby's coerce protocol, and the Unknowns.

// An arith is an operator on plain numbers; nil is a result that is not
// modelled: a Rational, a Complex.
type arith func(in *Interp, a, b Value) Value

// A scalar is an operator on a number and the Duration to its right.
type scalar func(in *Interp, n Value, d *Duration) Value

// binary makes the method of an operator. typ tells what comes of an operand
// that is not known.
func binary(op arith, onDuration scalar) impl {
	return impl{1, 1, func(c *Call) Value { return c.In.binary(c, op, onDuration) }, unknowns}
}

func (in *Interp) binary(c *Call, op arith, onDuration scalar) Value {
	other := c.Args[0]
	if isNumber(other) {
		if v := op(in, c.Self, other); v != nil {
			return v
		}
		return in.notModelled(c)
	}
	switch other := other.(type) {
	case *Unknown:
		in.refuseType(c, other)
		return because(other).as(arithType(c.Self, other.Type, c.Name))
	case *Duration:
		if onDuration == nil {
			return in.notModelled(c)
		}
		return onDuration(in, c.Self, other)
	}
	return in.coerced(c, other)
}

// refuseType raises the TypeError that an operand comes to whatever its value:
// its type tells that it is no number.
func (in *Interp) refuseType(c *Call, u *Unknown) {
	switch u.Type {
	case TString, TArray, THash:
		if u.NonNil {
			in.Raise("TypeError", "%s can't be coerced into %s", u.Type, in.plainClass(c.Self))
		}
	}
}

// arithType is the type of a number that is worked out of a known one and one
// of type t.
func arithType(known Value, t Type, op string) Type {
	_, isFloat := known.(Float)
	switch op {
	case "+", "-", "*", "/", "%", "modulo":
		switch {
		case t == TInt && isFloat, t == TFloat:
			return TFloat
		case t == TInt:
			return TInt
		}
		if t == TNumber {
			return TNumber
		}
	case "fdiv":
		if t == TInt || t == TFloat {
			return TFloat
		}
	case "div":
		if t == TInt || t == TFloat {
			return TInt
		}
	}
	return Any
}

// coerced calls the operator on what the operand's coerce makes of the two.
func (in *Interp) coerced(c *Call, other Value) Value {
	if pair, ok := in.coerce(c, other); ok {
		return in.Send(pair[0], c.Name, pair[1])
	}
	in.Raise("TypeError", "%s can't be coerced into %s", in.comparedWith(other), in.plainClass(c.Self))
	return nil
}

// coerce is what an operand's own coerce answers; ok is false if it has none.
func (in *Interp) coerce(c *Call, other Value) (pair []Value, ok bool) {
	known(other)
	if o, isObject := other.(*Object); isObject && len(o.Open) > 0 {
		needs(&Unknown{Causes: o.Open})
	}
	if in.find(other, "coerce") == nil {
		if _, exists := in.exists(other, "coerce"); exists {
			needs(in.unsupported("coerce"))
		}
		return nil, false
	}
	a, isArray := known(in.Send(other, "coerce", c.Self)).(*Array)
	if !isArray || len(a.Elems) != 2 {
		in.Raise("TypeError", "coerce must return [x, y]")
	}
	return a.Elems, true
}

// relation makes the method of a comparison.
func relation(holds func(c int) bool) impl {
	return impl{1, 1, func(c *Call) Value {
		in, other := c.In, c.Args[0]
		if n := plainNumber(other); isNumber(n) {
			order, ok := compareExact(c.Self, n)
			if _, isDuration := other.(*Duration); isDuration && !ok {
				in.Raise("ArgumentError", "comparison of ActiveSupport::Duration::Scalar with ActiveSupport::Duration failed")
			}
			return Bool(ok && holds(order))
		}
		if u, ok := other.(*Unknown); ok {
			in.refuseComparison(c, u)
			return because(u).typed(TBool)
		}
		if pair, ok := in.coerce(c, other); ok {
			return in.Send(pair[0], c.Name, pair[1])
		}
		in.Raise("ArgumentError", "comparison of %s with %s failed", in.plainClass(c.Self), in.comparedWith(other))
		return nil
	}, unknowns}
}

func (in *Interp) refuseComparison(c *Call, u *Unknown) {
	switch u.Type {
	case TString, TArray, THash:
		if u.NonNil {
			in.Raise("ArgumentError", "comparison of %s with %s failed", in.plainClass(c.Self), u.Type)
		}
	}
}

// numberEqual is == of a number.
func numberEqual(c *Call) Value {
	in, other := c.In, c.Args[0]
	if n := plainNumber(other); isNumber(n) {
		order, ok := compareExact(c.Self, n)
		return Bool(ok && order == 0)
	}
	switch other := other.(type) {
	case *Unknown:
		if v, ok := in.unknownEqual(&Call{In: in, Self: other, Name: "==", Args: []Value{c.Self}}, other); ok {
			return v
		}
		return because(other).typed(TBool)
	case *Object:
		// Ruby turns the question round.
		if in.find(other, "==") != nil {
			return Bool(truth(in.Send(other, "==", c.Self)))
		}
	}
	return Bool(false)
}

// numberOrder is <=> of a number.
func numberOrder(c *Call) Value {
	in, other := c.In, c.Args[0]
	if n := plainNumber(other); isNumber(n) {
		if order, ok := compareExact(c.Self, n); ok {
			return Int(order)
		}
		return Nil{}
	}
	if pair, ok := in.coerce(c, other); ok {
		return in.Send(pair[0], "<=>", pair[1])
	}
	return Nil{}
}

// numberEql is eql?: the same number of the same class.
func numberEql(c *Call) Value {
	other := c.Args[0]
	_, isFloat := c.Self.(Float)
	_, otherFloat := other.(Float)
	if !isNumber(other) || isFloat != otherFloat {
		return Bool(false)
	}
	order, ok := compareExact(c.Self, other)
	return Bool(ok && order == 0)
}
