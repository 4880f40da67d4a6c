package eval

import (
	"slices"
	"strings"
)

// durationMethods are those of ActiveSupport::Duration itself. Everything else
// goes to its number: durationMissing.
var durationMethods = methods(map[string]impl{
	"+":            {1, 1, durationPlus, unknowns},
	"-":            {1, 1, durationMinus, unknowns},
	"*":            {1, 1, durationTimes, unknowns},
	"/":            {1, 1, durationOver, unknowns},
	"%":            {1, 1, durationMod, unknowns},
	"-@":           {0, 0, func(c *Call) Value { return c.In.negDuration(c.duration()) }, 0},
	"+@":           {0, 0, itself, 0},
	"<=>":          {1, 1, durationOrder, 0},
	"==":           {1, 1, durationEqual, unknowns},
	"eql?":         {1, 1, durationEql, 0},
	"coerce":       {1, 1, func(c *Call) Value { return c.In.notModelled(c) }, 0},
	"is_a?":        {1, 1, durationIsA, 0},
	"instance_of?": {1, 1, durationInstanceOf, 0},
	"to_s":         {0, 0, func(c *Call) Value { return c.In.str(c.In.ToS(c.duration().Value)) }, 0},
	"to_i":         {0, 0, func(c *Call) Value { return c.In.Send(c.duration().Value, "to_i") }, 0},
	"in_minutes":   durationIn(60),
	"in_hours":     durationIn(3600),
	"in_days":      durationIn(86400),
	"in_weeks":     durationIn(604800),
	"in_months":    durationIn(2629746),
	"in_years":     durationIn(31556952),
	"respond_to?":  {1, 2, durationResponds, 0},
	"inspect":      {0, 0, func(c *Call) Value { return c.In.str(c.In.inspectDuration(c.duration())) }, 0},
	"value":        {0, 0, func(c *Call) Value { return c.duration().Value }, 0},
	"parts":        {0, 0, durationParts, 0},
	"hash":         {0, 0, func(c *Call) Value { return c.In.notModelled(c) }, 0},
	"as_json":      {0, 1, func(c *Call) Value { return c.In.Send(c.duration().Value, "to_i") }, 0},
	"since":        {0, 1, durationSince, unknowns},
	"ago":          {0, 1, durationAgo, unknowns},
}).with(
	"in_seconds", "to_i", "kind_of?", "is_a?", "from_now", "since", "after", "since", "until", "ago", "before", "ago",
)

var durationClass = methods(map[string]impl{
	"===":     {1, 1, durationClassEqual, unknowns},
	"build":   {1, 1, durationBuild, 0},
	"seconds": durationOf("seconds"),
	"minutes": durationOf("minutes"),
	"hours":   durationOf("hours"),
	"days":    durationOf("days"),
	"weeks":   durationOf("weeks"),
	"months":  durationOf("months"),
	"years":   durationOf("years"),
})

// durationUnits are the units from the longest to the shortest.
var durationUnits = [...]string{"years", "months", "weeks", "days", "hours", "minutes", "seconds"}

// unitSeconds is how many seconds a unit has; a month and a year have those of
// the mean Gregorian one.
var unitSeconds = map[string]Int{
	"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800, "months": 2629746, "years": 31556952,
}

// IsDurationUnit reports whether a method of numbers makes a Duration: hour, hours.
func IsDurationUnit(method string) bool {
	_, one := unitSeconds[method+"s"]
	_, many := unitSeconds[method]
	return one || many
}

func (c *Call) duration() *Duration { return c.Self.(*Duration) }

// duration makes a Duration of so many units.
func (in *Interp) duration(unit string, n Value) *Duration {
	return newDuration(in.mul(n, unitSeconds[unit]), []DurationPart{{unit, n}})
}

// newDuration makes a Duration; units of which there are none are left out,
// unless it is zero itself.
func newDuration(value Value, parts []DurationPart) *Duration {
	if sign(value) != 0 || isNaN(value) {
		parts = slices.DeleteFunc(parts, func(p DurationPart) bool { return sign(p.Count) == 0 && !isNaN(p.Count) })
	}
	return &Duration{Value: value, Parts: parts}
}

// count is how many of a unit are noted; 0 if none are.
func (d *Duration) count(unit string) Value {
	for _, p := range d.Parts {
		if p.Unit == unit {
			return p.Count
		}
	}
	return Int(0)
}

// with returns the parts with another number of a unit.
func (d *Duration) with(unit string, n Value) []DurationPart {
	parts := slices.Clone(d.Parts)
	for i := range parts {
		if parts[i].Unit == unit {
			parts[i].Count = n
			return parts
		}
	}
	return append(parts, DurationPart{unit, n})
}

// each returns the Duration whose value and parts are those of d after fn.
func (d *Duration) each(value Value, fn func(Value) Value) *Duration {
	parts := make([]DurationPart, len(d.Parts))
	for i, p := range d.Parts {
		parts[i] = DurationPart{p.Unit, fn(p.Count)}
	}
	return newDuration(value, parts)
}

func (in *Interp) negDuration(d *Duration) *Duration { return d.each(in.neg(d.Value), in.neg) }

func (in *Interp) addDurations(a, b *Duration) *Duration {
	sum := &Duration{Parts: a.Parts}
	for _, p := range b.Parts {
		n := p.Count
		if slices.ContainsFunc(a.Parts, func(q DurationPart) bool { return q.Unit == p.Unit }) {
			n = in.add(a.count(p.Unit), n)
		}
		sum.Parts = sum.with(p.Unit, n)
	}
	return newDuration(in.add(a.Value, b.Value), slices.Clone(sum.Parts))
}

// operand is the operand of a Duration's operator: a plain number, a *Duration,
// or an *Unknown.
func (c *Call) operand() Value {
	if u := lost(c.Args[0]); u != nil {
		return u
	}
	return c.Args[0]
}

// unknownDuration is what an operand comes to that is not known.
func (in *Interp) unknownDuration(c *Call, u *Unknown) Value {
	switch u.Type {
	case TString, TArray, THash:
		if u.NonNil && c.Name != "-" {
			in.refuseOperand(c, u.Type.String())
		}
	case TInt, TFloat, TNumber:
		return because(u).typed(TNumber)
	}
	return because(u)
}

// refuseOperand raises what a Duration's operator raises for something that is
// no number.
func (in *Interp) refuseOperand(c *Call, class string) {
	d := c.duration()
	if c.Name == "+" {
		// The error is that of the seconds it would be added to.
		in.Raise("TypeError", "%s can't be coerced into %s", class, in.plainClass(d.count("seconds")))
	}
	in.Raise("TypeError", "no implicit conversion of %s into ActiveSupport::Duration", class)
}

func durationPlus(c *Call) Value {
	in, d := c.In, c.duration()
	switch other := c.operand().(type) {
	case *Unknown:
		return in.unknownDuration(c, other)
	case *Duration:
		return in.addDurations(d, other)
	case Int, Big, Float:
		return newDuration(in.add(d.Value, other), d.with("seconds", in.add(d.count("seconds"), other)))
	}
	// The error is that of a number plus this.
	sum := in.Send(d.count("seconds"), "+", c.Args[0])
	if isNumber(sum) {
		return in.notModelled(c)
	}
	return because(known(sum).(*Unknown))
}

func durationMinus(c *Call) Value {
	in, d := c.In, c.duration()
	switch other := c.operand().(type) {
	case *Unknown:
		return in.unknownDuration(c, other)
	case *Duration:
		return in.addDurations(d, in.negDuration(other))
	case Int, Big, Float:
		n := in.neg(other)
		return newDuration(in.add(d.Value, n), d.with("seconds", in.add(d.count("seconds"), n)))
	}
	negative := in.Send(c.Args[0], "-@")
	return in.Send(d, "+", negative)
}

func durationTimes(c *Call) Value {
	in, d := c.In, c.duration()
	switch other := c.operand().(type) {
	case *Unknown:
		return in.unknownDuration(c, other)
	case Int, Big, Float, *Duration:
		n := plainNumber(other)
		return d.each(in.mul(d.Value, n), func(v Value) Value { return in.mul(v, n) })
	}
	in.refuseOperand(c, in.plainClass(c.Args[0]))
	return nil
}

func durationOver(c *Call) Value {
	in, d := c.In, c.duration()
	switch other := c.operand().(type) {
	case *Unknown:
		return in.unknownDuration(c, other)
	case *Duration:
		return in.div(d.Value, other.Value)
	case Int, Big, Float:
		return d.each(in.div(d.Value, other), func(v Value) Value { return in.div(v, other) })
	}
	in.refuseOperand(c, in.plainClass(c.Args[0]))
	return nil
}

func durationMod(c *Call) Value {
	in, d := c.In, c.duration()
	switch other := c.operand().(type) {
	case *Unknown:
		return in.unknownDuration(c, other)
	case Int, Big, Float, *Duration:
		return in.buildDuration(in.mod(d.Value, plainNumber(other)))
	}
	in.refuseOperand(c, in.plainClass(c.Args[0]))
	return nil
}

// buildDuration takes a number of seconds apart into units, from the longest.
func (in *Interp) buildDuration(value Value) *Duration {
	s := Int(sign(value))
	rest := in.Send(in.Send(value, "round", Int(9)), "abs")
	var parts []DurationPart
	if s != 0 || isNaN(value) {
		for _, unit := range durationUnits[:len(durationUnits)-1] {
			size := unitSeconds[unit]
			parts = append(parts, DurationPart{unit, in.mul(in.floorDiv(rest, size), s)})
			rest = in.mod(rest, size)
		}
	}
	parts = append(parts, DurationPart{"seconds", in.mul(rest, s)})
	return newDuration(value, parts)
}

// inspectDuration lists the units as a sentence, from the longest.
func (in *Interp) inspectDuration(d *Duration) string {
	if len(d.Parts) == 0 {
		return in.ToS(d.Value) + " seconds"
	}
	var list []string
	for _, unit := range durationUnits {
		for _, p := range d.Parts {
			if p.Unit != unit {
				continue
			}
			if order, ok := compareExact(p.Count, Int(1)); ok && order == 0 {
				unit = strings.TrimSuffix(unit, "s")
			}
			list = append(list, in.ToS(p.Count)+" "+unit)
		}
	}
	switch n := len(list); n {
	case 1:
		return list[0]
	case 2:
		return list[0] + " and " + list[1]
	default:
		return strings.Join(list[:n-1], ", ") + ", and " + list[n-1]
	}
}

func durationParts(c *Call) Value {
	h := NewHash()
	for _, p := range c.duration().Parts {
		h.Set(Sym(p.Unit), p.Count)
	}
	c.In.grow(48 * h.Len())
	return h
}

// durationIn makes the method that converts to a unit; it cuts off fractions
// of a second.
func durationIn(unit Int) impl {
	return impl{0, 0, func(c *Call) Value {
		return Float(float64Of(c.In.Send(c.duration().Value, "to_i")) / float64(unit))
	}, 0}
}

// durationOrder is <=>: nil with anything but a number.
func durationOrder(c *Call) Value {
	if other := plainNumber(c.Args[0]); isNumber(other) {
		if order, ok := compareExact(c.duration().Value, other); ok {
			return Int(order)
		}
	}
	return Nil{}
}

func durationEqual(c *Call) Value {
	return numberEqual(&Call{In: c.In, Self: c.duration().Value, Name: "==", Args: c.Args, Node: c.Node})
}

func durationEql(c *Call) Value {
	other, ok := c.Args[0].(*Duration)
	return Bool(ok && bool(numberEql(&Call{In: c.In, Self: c.duration().Value, Args: []Value{other.Value}}).(Bool)))
}

func durationIsA(c *Call) Value {
	in, d := c.In, c.duration()
	if k, ok := c.Args[0].(*Class); ok && k == in.ClassOf(d) {
		return Bool(true)
	}
	return in.Send(d.Value, "is_a?", c.Args[0])
}

func durationInstanceOf(c *Call) Value {
	in, d := c.In, c.duration()
	if k, ok := c.Args[0].(*Class); ok && k == in.ClassOf(d) {
		return Bool(true)
	}
	return in.Send(d.Value, "instance_of?", c.Args[0])
}

// durationResponds is respond_to?, which asks the number too.
func durationResponds(c *Call) Value {
	in, d, name := c.In, c.duration(), c.symbolOrText(0)
	m := in.find(d, name)
	fact, exists := in.exists(d, name)
	if m != nil && !m.Private || m == nil && exists && !fact.Private && !fact.Protected {
		return Bool(true)
	}
	if len(c.Args) > 1 {
		return in.notModelled(c)
	}
	return in.Send(d.Value, "respond_to?", c.Args[0])
}

// durationMissing calls a method that a Duration does not have: its number's.
func (in *Interp) durationMissing(d *Duration, c *Call) Value {
	if fact, ok := in.exists(d, c.Name); ok && c.Name != "method_missing" {
		if !fact.Private || in.mayCallPrivate(c) {
			in.checkCount(fact, c.Args, c.Bare)
			return in.notModelled(c)
		}
	}
	// Like public_send, it does not reach private methods.
	if m := in.find(d.Value, c.Name); m != nil && m.Private {
		in.noMethod(&Call{In: in, Self: d.Value, Name: c.Name, Args: c.Args, Node: c.Node})
	}
	return in.dispatch(&Call{In: in, Self: d.Value, Name: c.Name, Args: c.Args, Block: c.Block, Node: c.Node, Bare: c.Bare})
}

// durationClassEqual is Duration.===: whether a value says that it is one.
func durationClassEqual(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		switch u.Type {
		case TBool, TString, TSymbol, TArray, THash:
			return Bool(false)
		}
		return because(u).typed(TBool)
	}
	if _, ok := c.Args[0].(*Object); ok {
		return c.In.Send(c.Args[0], "is_a?", c.Self)
	}
	_, ok := c.Args[0].(*Duration)
	return Bool(ok)
}

func durationBuild(c *Call) Value {
	switch v := c.Args[0].(type) {
	case *Duration:
		if _, isFloat := v.Value.(Float); !isFloat {
			return c.In.buildDuration(v.Value)
		}
		return c.In.notModelled(c)
	case Int, Big, Float:
		return c.In.buildDuration(v)
	}
	c.In.Raise("TypeError", "can't build an ActiveSupport::Duration from a %s", c.In.plainClass(c.Args[0]))
	return nil
}

// durationOf makes the class method for a unit.
func durationOf(unit string) impl {
	return impl{1, 1, func(c *Call) Value {
		if isNumber(c.Args[0]) {
			return c.In.duration(unit, c.Args[0])
		}
		if IsNil(c.Args[0]) && unit != "seconds" {
			c.In.Send(c.Args[0], "*", unitSeconds[unit])
		}
		return c.In.notModelled(c)
	}, 0}
}
