package eval

// This file is what the operators of a number do with a Duration to their
// right. ActiveSupport has it take the number for a Scalar, whose operators are
// its own.

func durationAfterPlus(in *Interp, n Value, d *Duration) Value {
	return newDuration(in.add(n, d.Value), d.with("seconds", in.add(n, d.count("seconds"))))
}

func durationAfterMinus(in *Interp, n Value, d *Duration) Value {
	seconds := in.sub(n, d.count("seconds"))
	return newDuration(in.sub(n, d.Value), in.negDuration(d).with("seconds", seconds))
}

func durationAfterTimes(in *Interp, n Value, d *Duration) Value {
	return d.each(in.mul(n, d.Value), func(v Value) Value { return in.mul(n, v) })
}

func durationUnder(in *Interp, n Value, d *Duration) Value { return in.div(n, d.Value) }

func durationModulus(in *Interp, n Value, d *Duration) Value {
	return in.buildDuration(in.mod(n, d.Value))
}

func durationFdiv(in *Interp, n Value, d *Duration) Value {
	return Float(float64Of(n) / float64Of(d.Value))
}

// durationDiv is div, which a Scalar takes from Numeric.
func durationDiv(in *Interp, n Value, d *Duration) Value {
	if sign(d.Value) == 0 {
		in.Raise("ZeroDivisionError", "divided by 0")
	}
	q := in.div(n, d.Value)
	if f, ok := q.(Float); ok {
		return in.roundFloat(f, 0, roundFloor)
	}
	return q
}

// durationExponent is **, which a Scalar does not have.
func durationExponent(in *Interp, n Value, d *Duration) Value {
	in.Raise("NoMethodError", "undefined method `**' for #<ActiveSupport::Duration::Scalar>")
	return nil
}
