// Package eval works out what Ruby code says, without running Ruby.
//
// It is an interpreter with one addition: a value that the text alone does not
// tell is a value of its own, *Unknown, which says why. What the outside would
// answer (environment variables, files, the clock) is asked of an Env; the
// zero Env answers nothing.
//
// The laws it keeps:
//
//   - Evaluation is total. Whatever the text, Run returns, within the limits of
//     the Env; what Ruby would raise is a Fault, not a Go error.
//   - Nothing invents an Unknown. It comes from the Env, from Ruby that is not
//     modelled, or from another Unknown; and it says which.
//   - If a condition is unknown, both arms run from the same state, and what
//     they leave behind is joined.
//   - What is not followed is not trusted: values that it may have changed
//     become unknown.
//   - It raises only what Ruby 3.1 would raise: a method that exists but is not
//     modelled makes an Unknown, and only one that does not exist a
//     NoMethodError. Package rubyfacts knows which exist.
//
// The package knows Ruby and no Bluepill: the host defines classes whose methods
// are Go functions.
package eval

import (
	"math/big"
	"time"

	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A Value is a Ruby value: one of the types of this file, or *Unknown.
type Value interface{ isValue() }

// Values that are the same wherever they stand.
type (
	// Nil is nil.
	Nil struct{}
	// Bool is true or false.
	Bool bool
	// Int is an Integer that fits 64 bits; all that do are of this type.
	Int int64
	// Big is an Integer that does not.
	Big struct{ V *big.Int }
	// Float is a Float.
	Float float64
	// Sym is a Symbol.
	Sym string
)

// Values with an identity.
type (
	// Str is a String.
	Str struct {
		S      string
		Frozen bool
		Origin source.Span // the literal or call that made it; may be zero
		Lost   *Unknown    // not nil: S is no longer known, because of this
	}
	// Array is an Array.
	Array struct {
		Elems  []Value
		Frozen bool
		Origin source.Span
		Node   *syntax.Array // the literal that made it, as long as nothing changed it
		Lost   *Unknown      // not nil: Elems is no longer known, because of this
		Part   []Value       // what is known nevertheless, as Unknown.Elems has it
	}
	// Range is a Range; either end may be nil.
	Range struct {
		Low, High Value
		Exclusive bool
	}
	// Regexp is a Regexp; Re is nil if it cannot be translated.
	Regexp struct {
		Source string
		Flags  ruby.Options
		Re     *ruby.Regexp
	}
	// Match is a MatchData.
	Match struct {
		S string
		M *ruby.Match
	}
	// Duration is an ActiveSupport::Duration: a number of seconds that remembers
	// the units it was written in.
	Duration struct {
		Value Value // Int, Big or Float
		Parts []DurationPart
	}
	// Time is a Time, known to the nanosecond.
	Time struct{ T time.Time }
	// Proc is a block, proc or lambda.
	Proc struct {
		Node   *syntax.Block
		File   *syntax.File
		Lambda bool
		Self   Value
		scope  *scope
		cref   *cref
		home   *frame // the frame it was written in, which return and break go to
		method *Method
		native func(*Call) Value // a proc of the evaluator's own: Symbol#to_proc, Method#to_proc
		arity  int               // of a native one
	}
	// BoundMethod is a Method object.
	BoundMethod struct {
		Recv   Value
		Name   string
		Method *Method
	}
	// Object is an instance of a class that is not built in, an exception, or one
	// of the host's objects.
	Object struct {
		Class  *Class
		IVars  map[string]Value
		Host   any // what the host keeps with it
		Open   []Cause
		Frozen bool
		meta   *Class
	}
)

// A DurationPart is one unit of a Duration, such as "minutes".
type DurationPart struct {
	Unit  string
	Count Value
}

func (Nil) isValue()          {}
func (Bool) isValue()         {}
func (Int) isValue()          {}
func (Big) isValue()          {}
func (Float) isValue()        {}
func (Sym) isValue()          {}
func (*Str) isValue()         {}
func (*Array) isValue()       {}
func (*Hash) isValue()        {}
func (*Range) isValue()       {}
func (*Regexp) isValue()      {}
func (*Match) isValue()       {}
func (*Duration) isValue()    {}
func (*Time) isValue()        {}
func (*Proc) isValue()        {}
func (*BoundMethod) isValue() {}
func (*Object) isValue()      {}
func (*Class) isValue()       {}
func (*Unknown) isValue()     {}

// IntOf returns v as an Integer value.
func IntOf(v *big.Int) Value {
	if v.IsInt64() {
		return Int(v.Int64())
	}
	return Big{v}
}

// bigOf returns an Integer value as a big.Int; ok is false for others.
func bigOf(v Value) (*big.Int, bool) {
	switch v := v.(type) {
	case Int:
		return big.NewInt(int64(v)), true
	case Big:
		return v.V, true
	}
	return nil, false
}

// Truthy reports whether a known value counts as true. Of an Unknown it reports
// what NonNil and Type tell; known is false if they do not tell.
func Truthy(v Value) (truth, known bool) {
	switch v := v.(type) {
	case Nil:
		return false, true
	case Bool:
		return bool(v), true
	case *Unknown:
		if v.NonNil && v.Type != Any && v.Type != TBool {
			return true, true
		}
		return false, false
	}
	return true, true
}

// IsNil reports whether v is nil for certain.
func IsNil(v Value) bool { _, ok := v.(Nil); return ok }
