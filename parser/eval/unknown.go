package eval

import (
	"slices"

	"github.com/pilllint/pilllint/parser/source"
)

// A Type is as much as is told of an unknown value's class.
type Type uint8

// The types that an Unknown may be known to have.
const (
	Any Type = iota
	TBool
	TInt
	TFloat
	TNumber // Integer, Float or Duration
	TString
	TSymbol
	TArray
	THash
)

var typeNames = [...]string{"", "Boolean", "Integer", "Float", "Numeric", "String", "Symbol", "Array", "Hash"}

// String returns Ruby's word for the type, or "" for Any.
func (t Type) String() string { return typeNames[t] }

// A Reason says whose fault it is that a value is unknown.
type Reason uint8

// The reasons: first the world's, then the pill's, then ours.
const (
	Environment Reason = iota + 1 // an environment variable
	Outside                       // a file, the clock, a command, the pill's own path
	Template                      // what a template fills in
	Required                      // something from a file or gem that was not read
	Undefined                     // a name that nothing defines
	Failed                        // the expression already has a fault
	Unsupported                   // a method or syntax that is not modelled
	Budget                        // evaluation was cut short
)

var reasonNames = [...]string{
	Environment: "environment", Outside: "outside", Template: "template", Required: "required", Undefined: "undefined",
	Failed: "failed", Unsupported: "unsupported", Budget: "budget",
}

// String returns the reason in one lower-case word.
func (r Reason) String() string { return reasonNames[r] }

// Ours reports whether the limit is the evaluator's own.
func (r Reason) Ours() bool { return r >= Unsupported }

// A Cause says why a value is unknown, and where that began.
type Cause struct {
	Reason Reason
	Name   string // "HOME", "common.rb", "freeze"
	Span   source.Span
}

// An Unknown is a value that the text alone does not tell. Everything but
// Causes only narrows what it may be, so ignoring it is always right.
type Unknown struct {
	Type           Type
	NonNil         bool
	Sure           bool    // its Type, or nil, is what Ruby makes it, and not only what a method's name suggests
	Prefix, Suffix string  // how its text begins and ends, if Type is TString
	Causes         []Cause // never empty
	// Pieces is its text around what is not known: two pieces for one gap. Nil
	// if no more than Prefix and Suffix is known.
	Pieces []string
	// Choices are the values that it may have, if that much is known: the two
	// outcomes of a condition. Nil stands for "not set at all" only in Unset.
	Choices []Value
	Unset   bool   // it may also be that nothing was set
	same    string // see Identity
	id      int    // what it is told by from others; 0 as long as nobody has asked
	altered bool   // something that was not followed may have changed it in place
	// Elems are its elements, if Type is TArray and that much is known: an
	// Unknown of that type among them stands for any number of elements.
	Elems []Value
}

// maxCauses is how many causes a value carries; more would not explain more.
const maxCauses = 4

// unknown returns an Unknown because of us, each of which must be unknown.
func because(us ...*Unknown) *Unknown {
	r := &Unknown{}
	for _, u := range us {
		r.Causes = joinCauses(r.Causes, u.Causes)
	}
	return r
}

// joinCauses returns the causes in a and then those in b. Neither is changed,
// and what is returned may share them: lists of causes are never written to.
func joinCauses(a, b []Cause) []Cause {
	if len(a) == 0 {
		return b[:len(b):len(b)]
	}
	for _, c := range b {
		if len(a) == maxCauses {
			break
		}
		if !slices.Contains(a, c) {
			a = append(a[:len(a):len(a)], c)
		}
	}
	return a
}

// typed returns a copy of u that is only known to be of type t and not nil.
func (u *Unknown) typed(t Type) *Unknown {
	return &Unknown{Type: t, NonNil: true, Causes: u.Causes}
}

// text returns an unknown String that begins and ends so.
func (u *Unknown) text(prefix, suffix string) *Unknown {
	return &Unknown{Type: TString, NonNil: true, Prefix: prefix, Suffix: suffix, Causes: u.Causes}
}

// lost returns why a value is unknown, or nil if it is known: an Unknown, or
// a String, Array or Hash whose content is.
func lost(v Value) *Unknown {
	switch v := v.(type) {
	case *Unknown:
		return v
	case *Str:
		if v.Lost != nil {
			return v.Lost.typed(TString)
		}
	case *Array:
		if v.Lost != nil {
			u := v.Lost.typed(TArray)
			u.Elems = v.Part
			return u
		}
	case *Hash:
		if v.Lost != nil {
			return v.Lost.typed(THash)
		}
	}
	return nil
}

// Deep returns why some part of v is unknown, or nil if all of it is known.
func Deep(v Value) *Unknown {
	var d deepSearch
	return d.look(v)
}

// A deepSearch looks for what is unknown, once in each Array and Hash: the same
// one may be in many places, itself among them.
type deepSearch struct {
	first Value
	seen  map[Value]bool
}

// again reports whether v was looked into before.
func (d *deepSearch) again(v Value) bool {
	switch {
	case d.first == nil:
		d.first = v
		return false
	case v == d.first || d.seen[v]:
		return true
	case d.seen == nil:
		d.seen = map[Value]bool{}
	}
	d.seen[v] = true
	return false
}

func (d *deepSearch) look(v Value) *Unknown {
	if u := lost(v); u != nil {
		return u
	}
	switch v := v.(type) {
	case *Array:
		if d.again(v) {
			return nil
		}
		for _, e := range v.Elems {
			if u := d.look(e); u != nil {
				return u
			}
		}
	case *Hash:
		if len(v.Open) > 0 {
			return &Unknown{Causes: v.Open}
		}
		if d.again(v) {
			return nil
		}
		for _, e := range v.entries {
			if u := d.look(e.key); u != nil {
				return u
			}
			if u := d.look(e.val); u != nil {
				return u
			}
		}
	case *Range:
		if u := d.look(v.Low); u != nil {
			return u
		}
		return d.look(v.High)
	case *Object:
		k, ok := v.Host.(keyed)
		if !ok || d.again(v) {
			return nil
		}
		if len(v.Open) > 0 {
			return &Unknown{Causes: v.Open}
		}
		return d.look(k.content())
	}
	return nil
}

// join returns what is known of a value that is a or b, because of u.
func join(a, b Value, u *Unknown) Value {
	if same(a, b) {
		return a
	}
	r := &Unknown{Causes: u.Causes, NonNil: true}
	ta, na := typeOf(a)
	tb, nb := typeOf(b)
	switch {
	case ta == tb, IsNil(b) && ta != TBool:
		r.Type = ta
	case IsNil(a) && tb != TBool:
		r.Type = tb
	}
	r.NonNil = na && nb
	for _, v := range []Value{a, b} {
		if w, ok := v.(*Unknown); ok {
			r.Causes = joinCauses(r.Causes, w.Causes)
			r.Unset = r.Unset || w.Unset
			if len(w.Choices) > 0 {
				r.Choices = append(r.Choices, w.Choices...)
			} else {
				r.Choices = append(r.Choices, w)
			}
			continue
		}
		r.Choices = append(r.Choices, v)
	}
	if len(r.Choices) > 8 {
		r.Choices = nil
	}
	return r
}

// same reports whether a and b are certainly the same value, or one that can't
// be told apart from it.
func same(a, b Value) bool {
	if a == b {
		return true
	}
	switch a := a.(type) {
	case *Str:
		b, ok := b.(*Str)
		return ok && a.Lost == nil && b.Lost == nil && a.S == b.S
	case Big:
		b, ok := b.(Big)
		return ok && a.V.Cmp(b.V) == 0
	case *Duration:
		b, ok := b.(*Duration)
		return ok && a.Value == b.Value
	case *Array:
		b, ok := b.(*Array)
		return ok && a.Lost == nil && b.Lost == nil && slices.EqualFunc(a.Elems, b.Elems, same)
	}
	return false
}

// typeOf returns the type of a value and whether it is certainly not nil.
func typeOf(v Value) (t Type, nonNil bool) {
	switch v := v.(type) {
	case Nil:
		return Any, false
	case Bool:
		return TBool, true
	case Int, Big:
		return TInt, true
	case Float:
		return TFloat, true
	case *Duration:
		return TNumber, true
	case Sym:
		return TSymbol, true
	case *Str:
		return TString, true
	case *Array:
		return TArray, true
	case *Hash:
		return THash, true
	case *Unknown:
		return v.Type, v.NonNil
	}
	return Any, true
}
