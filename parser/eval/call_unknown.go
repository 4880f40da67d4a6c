package eval

// This file calls methods on what is not known, or with it.

import (
	"fmt"
	"slices"
)

// unknownArg returns why an argument is unknown, or nil.
func (in *Interp) unknownArg(c *Call) *Unknown {
	for _, a := range c.Args {
		if u := lost(a); u != nil {
			return u
		}
	}
	return nil
}

// An unknownSignal is the panic by which a Go method says that it met an
// unknown value within one of its operands.
type unknownSignal struct{ u *Unknown }

// needs ends the Go method that is running: its result is unknown because of u.
func needs(u *Unknown) { panic(unknownSignal{u}) }

// unknownResult is what a method comes to that met an unknown value: unknown,
// and so is its receiver if the method changes it.
func (in *Interp) unknownResult(m *Method, c *Call, u *Unknown) Value {
	if m.Mutates {
		in.lose(c.Self, because(u))
	}
	if c.Block != nil {
		in.blockAnyTimes(c.Block, u)
	}
	if m.Mutates && returnsSelf[c.Name] {
		return c.Self
	}
	return because(u).as(resultTypes[c.Name])
}

// returnsSelf are the methods among those that change their receiver that
// return it whatever they are given; others return what they took out, or nil
// if nothing changed.
var returnsSelf = map[string]bool{
	"<<": true, "append": true, "clear": true, "collect!": true, "concat": true, "delete_if": true, "fill": true,
	"force_encoding": true, "insert": true, "keep_if": true, "map!": true, "merge!": true, "prepend": true, "push": true,
	"replace": true, "reverse!": true, "rotate!": true, "shuffle!": true, "sort!": true, "sort_by!": true, "unshift": true,
	"update": true,
}

// as returns u, known to be of type t if t is one.
func (u *Unknown) as(t Type) *Unknown {
	if t != Any {
		return u.typed(t)
	}
	return u
}

// unknownReceiver is a call on something unknown: its block may run any number
// of times with anything.
func (in *Interp) unknownReceiver(c *Call, u *Unknown) Value {
	in.mayRaise++
	if len(u.Choices) == 2 && !u.Unset && u.Pieces == nil {
		return in.eitherReceiver(c, u)
	}
	if v, ok := in.arrayKnown(c, u); ok {
		return v
	}
	switch c.Name {
	case "nil?":
		if u.NonNil && u.Type != Any {
			return Bool(false)
		}
	case "!":
		return because(u).typed(TBool)
	case "==", "!=":
		if v, ok := in.unknownEqual(c, u); ok {
			return v
		}
	case "freeze", "dup", "clone", "itself":
		return c.Self
	case "tap":
		if c.Block != nil {
			in.CallBlock(c.Block, c.Self)
			return c.Self
		}
	case "to_s", "to_str":
		if u.Type == TString && u.NonNil {
			return u
		}
	case "+":
		if v, ok := joined(u, c.arg(0)); ok {
			return v
		}
	case "<<", "concat":
		in.lose(u, u)
		in.lose(c.Self, u)
		return u
	}
	if u.Type == TString && (u.NonNil && u.isText() || u.Sure && !in.answers(Nil{}, c.Name)) {
		in.textAnswers(c) // the type alone may be what the method's name suggests
	}
	result := u.resultOf(c.Name)
	u.Elems = nil // each may be had by this, and changed
	if a, ok := c.Self.(*Array); ok && a.Part != nil {
		in.lose(a, u)
	}
	if mutators[c.Name] || hasSuffix(c.Name, "!") || isSetter(c.Name) {
		in.lose(u, u)
	}
	if in.mayMatch(c) {
		in.setMatch(because(u))
	}
	if in.mutableArgs(c, u) {
		for _, a := range c.Args {
			in.lose(a, because(u))
		}
	}
	if c.Block != nil {
		in.blockAnyTimes(c.Block, u)
	}
	return result
}

// textAnswers raises what Ruby does if no String has the method, whatever its
// text is: "a#{ENV["X"]}" - 1.
func (in *Interp) textAnswers(c *Call) {
	if in.answers(&Str{}, c.Name) {
		return
	}
	o := in.newException(in.class("NoMethodError"), fmt.Sprintf("undefined method `%s' for an instance of String", c.Name))
	e := o.Host.(*exception)
	e.name, e.receiver = c.Name, c.Self
	in.unturn(c)
	in.raise(o)
}

// answers reports whether a value has a method, or may have it by code that was
// not read.
func (in *Interp) answers(v Value, name string) bool {
	if in.find(v, name) != nil || in.find(v, "method_missing") != nil || in.featureMethod(v, name) || len(in.Unread) > 0 {
		return true
	}
	_, ok := in.exists(v, name)
	return ok
}

// mutators are methods that change their receiver, besides those with a "!".
var mutators = map[string]bool{
	"[]=": true, "append": true, "clear": true, "delete": true, "delete_at": true, "delete_if": true, "fill": true,
	"force_encoding": true, "insert": true, "keep_if": true, "pop": true, "prepend": true, "push": true, "replace": true,
	"setbyte": true, "shift": true, "store": true, "unshift": true, "update": true,
}

// eitherReceiver calls a method on each of the two values that its receiver may
// be. That one of them does not have the method only tells that it is the other,
// unless that is what an environment variable holds, which anybody may set:
// (ENV["WORKERS"] || 4).times.
func (in *Interp) eitherReceiver(c *Call, u *Unknown) Value {
	call := func(self Value) func() Value {
		return func() Value {
			one := *c
			one.Self, one.roomy = self, false // both have the arguments
			return in.dispatch(&one)
		}
	}
	known := len(in.Faults)
	v := in.branch(u, call(u.Choices[0]), call(u.Choices[1]))
	in.Faults = append(in.Faults[:known:known], slices.DeleteFunc(slices.Clone(in.Faults[known:]), func(f Fault) bool {
		v, ok := f.Receiver.(*Unknown)
		return f.Class == "NoMethodError" && f.Name == c.Name && f.Span == in.here() && !(ok && v.Sure)
	})...)
	return v
}

// mayMatch reports whether a call on something unknown may set $~.
func (in *Interp) mayMatch(c *Call) bool {
	switch c.Name {
	case "=~", "!~", "===", "match", "sub", "sub!", "gsub", "gsub!", "scan":
		return true
	}
	_, pattern := c.arg(0).(*Regexp)
	return pattern
}

// unknownEqual decides == where what is known of u is enough.
func (in *Interp) unknownEqual(c *Call, u *Unknown) (Value, bool) {
	other := c.arg(0)
	if other == nil || lost(other) != nil {
		return nil, false
	}
	differ := false
	if IsNil(other) {
		differ = u.NonNil
	} else if t, _ := typeOf(other); u.Type != Any && t != Any && t != u.Type && !numeric(t, u.Type) {
		differ = true
	}
	if s, ok := other.(*Str); ok && u.Type == TString && (!hasPrefix(s.S, u.Prefix) || !hasSuffix(s.S, u.Suffix)) {
		differ = true
	}
	if !differ {
		return nil, false
	}
	return Bool(c.Name == "!="), true
}

func numeric(a, b Type) bool {
	number := func(t Type) bool { return t == TInt || t == TFloat || t == TNumber }
	return number(a) && number(b)
}

// mutableArgs reports whether a call on something unknown may change its
// arguments: methods of Ruby's own values do not.
func (in *Interp) mutableArgs(c *Call, u *Unknown) bool {
	if u.Type != Any {
		return false
	}
	_, known := resultTypes[c.Name]
	if known || in.class("String").method(c.Name) != nil || in.class("Array").method(c.Name) != nil || in.class("Hash").method(c.Name) != nil {
		return false
	}
	return true
}

// notModelled is a call of a method that exists but is not modelled.
func (in *Interp) notModelled(c *Call) Value {
	return in.opaque(c, in.unsupported(c.Name))
}

// opaque is a call that is not followed: it may have changed its receiver and
// arguments, and run its block any number of times.
func (in *Interp) opaque(c *Call, u *Unknown) Value {
	in.mayRaise++
	if c.Self != in.frame.self {
		in.lose(c.Self, u)
	}
	for _, a := range c.Args {
		in.lose(a, u)
	}
	if c.Block != nil {
		in.blockAnyTimes(c.Block, u)
	}
	return because(u)
}

// blockAnyTimes runs a block as one that may run any number of times, with
// parameters that are not known.
func (in *Interp) blockAnyTimes(b *Proc, u *Unknown) {
	in.anyTimes(u, func() {
		n := 1
		if b.Node != nil && b.Node.Params != nil {
			p := b.Node.Params
			n = max(1, len(p.Required)+len(p.Optional)+len(p.Post))
		}
		args := make([]Value, n)
		for i := range args {
			args[i] = because(u)
		}
		in.CallBlock(b, args...)
	})
}

// resultTypes are the types of what well-known methods return, whatever they
// are given.
var resultTypes = map[string]Type{
	"to_s": TString, "inspect": TString, "strip": TString, "chomp": TString, "downcase": TString,
	"upcase": TString, "capitalize": TString, "gsub": TString, "sub": TString, "join": TString, "tr": TString,
	"squeeze": TString, "lstrip": TString, "rstrip": TString, "chop": TString,
	"rjust": TString, "ljust": TString, "center": TString, "format": TString, "sprintf": TString, "%": TString,
	"basename": TString, "dirname": TString, "expand_path": TString, "extname": TString,
	"camelize": TString, "underscore": TString, "humanize": TString, "titleize": TString,
	"to_i": TInt, "size": TInt, "length": TInt, "count": TInt, "ord": TInt, "hash": TInt, "to_int": TInt,
	"floor": TInt, "ceil": TInt,
	"to_f":   TFloat,
	"to_sym": TSymbol, "intern": TSymbol,
	"split": TArray, "to_a": TArray, "keys": TArray, "values": TArray, "map": TArray, "collect": TArray,
	"lines": TArray, "chars": TArray, "sort": TArray, "scan": TArray,
	"to_h": THash,
	"nil?": TBool, "empty?": TBool, "==": TBool, "!=": TBool, "include?": TBool, "any?": TBool, "all?": TBool,
	"none?": TBool, "key?": TBool, "has_key?": TBool, "zero?": TBool, "even?": TBool, "odd?": TBool,
	"positive?": TBool, "negative?": TBool, "<": TBool, ">": TBool, "<=": TBool, ">=": TBool, "===": TBool,
	"start_with?": TBool, "end_with?": TBool, "match?": TBool, "is_a?": TBool, "kind_of?": TBool,
	"respond_to?": TBool, "file?": TBool, "directory?": TBool, "exist?": TBool, "exists?": TBool,
	"blank?": TBool, "present?": TBool, "frozen?": TBool, "eql?": TBool, "equal?": TBool, "!~": TBool,
	"second": TNumber, "seconds": TNumber, "minute": TNumber, "minutes": TNumber, "hour": TNumber,
	"hours": TNumber, "day": TNumber, "days": TNumber, "week": TNumber, "weeks": TNumber,
	"megabytes": TNumber, "megabyte": TNumber, "gigabytes": TNumber, "gigabyte": TNumber,
	"kilobytes": TNumber, "kilobyte": TNumber,
}
