package eval

// This file tells what an unknown value may be, as far as that much is certain.

// A Possibility is one of the values that a value may be.
type Possibility struct {
	Value Value
	// Absent is set for the nil of an environment variable that is not set:
	// nobody has written that, and whoever runs the pill may know better.
	Absent bool
}

// Possible lists what a value may be: the outcomes of a condition, or the text
// of an environment variable and nil. Of all others it is the value itself.
func Possible(v Value) []Possibility {
	u, ok := v.(*Unknown)
	switch {
	case !ok || u.Unset:
	case len(u.Choices) > 0:
		var list []Possibility
		for _, choice := range u.Choices {
			list = append(list, Possible(choice)...)
		}
		return list
	case u.Sure && !u.NonNil && u.Type != Any && u.Type != TBool:
		return []Possibility{{Value: trueSide(u)}, {Value: Nil{}, Absent: true}}
	}
	return []Possibility{{Value: v}}
}

// SureType returns the type that a value certainly has, or Any. That of an unknown
// one may be only what a method's name suggests.
func SureType(v Value) Type {
	u, ok := v.(*Unknown)
	switch {
	case ok && len(u.Choices) > 0 && !u.Unset:
		t := SureType(u.Choices[0])
		for _, choice := range u.Choices[1:] {
			if SureType(choice) != t {
				return Any
			}
		}
		return t
	case ok && !(u.NonNil && (u.Sure || u.isText())):
		return Any
	}
	t, _ := typeOf(v)
	return t
}

// isText reports whether u was put together as text is, so that it is a String.
func (u *Unknown) isText() bool {
	return u.Type == TString && (u.Pieces != nil || u.Prefix != "" || u.Suffix != "")
}

// Conversion returns the type that a method's name says it returns, whatever has
// it: to_i. It is Any for all others.
func Conversion(name string) Type {
	switch name {
	case "to_s", "to_i", "to_f", "to_sym", "inspect":
		return resultTypes[name]
	}
	return Any
}

// resultOf is what a method comes to of which only the name is known, or also that
// it is one of a String.
func (u *Unknown) resultOf(name string) *Unknown {
	r := because(u).as(resultTypes[name])
	r.Sure = r.Type != Any && (Conversion(name) != Any || SureType(u) == TString)
	return r
}

// Perhaps does what may be done because of u, and may not: what it raises is
// noted, and the evaluation goes on as if it had not.
func (in *Interp) Perhaps(u *Unknown, fn func()) {
	in.branch(u, func() Value { fn(); return Nil{} }, nil)
}
