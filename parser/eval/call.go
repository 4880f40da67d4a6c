package eval

// This file calls methods and blocks.

import (
	"fmt"
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

// call evaluates a call: receiver, arguments, then the method.
func (in *Interp) call(n *syntax.Call) Value {
	recv := in.frame.self
	if n.Recv != nil {
		recv = in.eval(n.Recv)
		if n.Safe && IsNil(recv) {
			return Nil{}
		}
	}
	c := newCall(Call{In: in, Self: recv, Name: n.Name, Node: n, VCall: n.VCall})
	c.Args, c.Bare = in.arguments(c.Args, n.Args)
	switch {
	case n.Block != nil:
		c.Block = in.proc(n.Block)
	case n.HasPass:
		c.Block = in.passedBlock(n.Pass)
	}
	in.frame.at = n.NamePos
	if n.Safe {
		if u, ok := recv.(*Unknown); ok {
			c.Self = trueSide(u)
			return in.branch(u, func() Value { return in.dispatch(c) }, nil)
		}
	}
	if n.Block != nil {
		return in.withBreak(c)
	}
	return in.dispatch(c)
}

// arguments appends the values of arguments, splats taken apart. An unknown
// splat is one Unknown argument.
func (in *Interp) arguments(to []Value, args []syntax.Node) (vals []Value, bare bool) {
	for _, a := range args {
		switch a := a.(type) {
		case *syntax.Splat:
			to = in.splat(to, a)
		case *syntax.Hash:
			v := in.eval(a)
			if h, ok := v.(*Hash); ok && a.Bare { // it is none if it raised, and is gone on after
				// **nothing passes nothing.
				if h.Len() == 0 && len(h.Open) == 0 {
					continue
				}
				bare = true
			}
			to = append(to, v)
		default:
			to = append(to, in.eval(a))
		}
	}
	return to, bare
}

func (in *Interp) splat(to []Value, a *syntax.Splat) []Value {
	v := in.eval(a.Value)
	if u := lost(v); u != nil {
		return append(to, because(u))
	}
	return append(to, in.toA(v)...)
}

// toA is what a splat makes of a known value.
func (in *Interp) toA(v Value) []Value {
	switch v := v.(type) {
	case *Array:
		return v.Elems
	case Nil:
		return nil
	case *Hash:
		list := make([]Value, 0, v.Len())
		for k, e := range v.Each {
			list = append(list, in.arr([]Value{k, e}))
		}
		return list
	case *Range:
		if list, ok := in.elements(v); ok {
			return list
		}
	case *Object:
		if in.find(v, "to_a") != nil {
			if a, ok := in.Send(v, "to_a").(*Array); ok && a.Lost == nil {
				return a.Elems
			}
		}
	}
	return []Value{v}
}

// passedBlock is the block that &value passes; nil for &nil.
func (in *Interp) passedBlock(n syntax.Node) *Proc {
	v := in.eval(n)
	in.frame.at = n.Range()
	switch v := v.(type) {
	case *Proc:
		return v
	case Nil:
		return nil
	case Sym:
		return symbolProc(v)
	case *BoundMethod:
		return methodProc(v)
	case *Unknown:
		return &Proc{arity: -1, native: func(c *Call) Value {
			for _, choice := range v.Choices {
				if p, ok := choice.(*Proc); ok {
					in.blockAnyTimes(p, v)
				}
			}
			return because(v)
		}}
	case *Object:
		if in.find(v, "to_proc") != nil {
			if p, ok := in.Send(v, "to_proc").(*Proc); ok {
				return p
			}
		}
	}
	in.Raise("TypeError", "wrong argument type %s (expected Proc)", in.className(v))
	return nil
}

func symbolProc(name Sym) *Proc {
	return &Proc{Lambda: true, arity: -2, native: func(c *Call) Value {
		if len(c.Args) == 0 {
			c.In.Raise("ArgumentError", "no receiver given")
		}
		return c.In.dispatch(&Call{In: c.In, Self: c.Args[0], Name: string(name), Args: c.Args[1:], Block: c.Block, Node: c.Node})
	}}
}

func methodProc(m *BoundMethod) *Proc {
	return &Proc{Lambda: true, arity: m.Method.arity(), native: func(c *Call) Value {
		return c.In.invoke(m.Method, &Call{In: c.In, Self: m.Recv, Name: m.Name, Args: c.Args, Block: c.Block, Node: c.Node, Bare: c.Bare})
	}}
}

// withBreak dispatches a call whose literal block may break out of it.
func (in *Interp) withBreak(c *Call) Value { return in.land(c.Block, in.withCertainBreak(c)) }

func (in *Interp) withCertainBreak(c *Call) Value {
	if !in.leaves(c.Block.Node.Body, syntax.Break) {
		return in.dispatch(c)
	}
	return in.catchJump(func() Value { return in.dispatch(c) }, c.Block, syntax.Break)
}

// Send calls a method as Ruby itself would, private ones too.
func (in *Interp) Send(recv Value, name string, args ...Value) Value {
	return in.dispatch(&Call{In: in, Self: recv, Name: name, Args: args})
}

// SendBlock is Send with a block.
func (in *Interp) SendBlock(recv Value, name string, block *Proc, args ...Value) Value {
	return in.dispatch(&Call{In: in, Self: recv, Name: name, Args: args, Block: block})
}

// dispatch finds the method and calls it.
func (in *Interp) dispatch(c *Call) Value {
	if u := lost(c.Self); u != nil {
		return in.unknownReceiver(c, u)
	}
	m := in.find(c.Self, c.Name)
	if m != nil && (!m.Private || in.mayCallPrivate(c)) {
		return in.invoke(m, c)
	}
	if d, ok := c.Self.(*Duration); ok {
		return in.durationMissing(d, c)
	}
	if mm := in.find(c.Self, "method_missing"); mm != nil {
		missed := newCall(Call{In: in, Self: c.Self, Name: "method_missing", Block: c.Block, Node: c.Node, VCall: c.VCall, Bare: c.Bare})
		missed.Args = append(append(missed.Args, Sym(c.Name)), c.Args...)
		return in.invoke(mm, missed)
	}
	if m == nil {
		if fact, ok := in.exists(c.Self, c.Name); ok && (!fact.Private || in.mayCallPrivate(c)) {
			in.checkCount(fact, c.Args, c.Bare)
			return in.notModelled(c)
		}
		if in.featureMethod(c.Self, c.Name) {
			return in.notModelled(c)
		}
		if o, ok := c.Self.(*Object); ok && len(o.Open) > 0 {
			return &Unknown{Causes: o.Open}
		}
		if u := in.unread(c.Name); u != nil {
			return in.opaque(c, u)
		}
	}
	in.noMethod(c)
	return nil
}

// mayCallPrivate reports whether a call may reach private methods: it has no
// receiver, or self as its receiver, or Ruby itself makes it.
func (in *Interp) mayCallPrivate(c *Call) bool {
	var recv syntax.Node
	switch n := c.Node.(type) {
	case *syntax.Call:
		recv = n.Recv
	case *syntax.Assign:
		recv = n.Target.Call.Recv
	case *syntax.OpAssign:
		if n.Target.Call != nil {
			recv = n.Target.Call.Recv
		}
	}
	_, self := recv.(*syntax.Self)
	return recv == nil || self
}

// MethodMissing raises what BasicObject#method_missing would for the call that
// a host's method_missing was given.
func (in *Interp) MethodMissing(c *Call) Value {
	name, _ := c.Args[0].(Sym)
	missing := &Call{In: in, Self: c.Self, Name: string(name), Args: c.Args[1:], Node: c.Node, VCall: c.VCall}
	if u := in.unread(missing.Name); u != nil {
		return in.opaque(missing, u)
	}
	in.noMethod(missing)
	return nil
}

// invoke calls a method that was found.
func (in *Interp) invoke(m *Method, c *Call) Value {
	if m.Go == nil {
		return in.invokeRuby(m, c)
	}
	if n := len(c.Args); n < m.Min || m.Max >= 0 && n > m.Max {
		if !m.Unknowns && in.unknownArg(c) != nil {
			return in.notModelled(c)
		}
		in.wrongCount(n, m.Min, m.Max)
	}
	if !m.Unknowns {
		if u := in.unknownArg(c); u != nil {
			return in.unknownResult(m, c, u)
		}
	}
	return in.callGo(m, c)
}

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

func (in *Interp) callGo(m *Method, c *Call) Value {
	in.deeper()
	state := in.mark()
	v, p := tryGo(m, c)
	if p != nil {
		s, ok := p.(unknownSignal)
		if !ok {
			panic(p)
		}
		in.reset(state)
		v = in.unknownResult(m, c, s.u)
	}
	in.depth--
	return v
}

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
	if len(u.Choices) == 2 && !u.Unset {
		return in.eitherReceiver(c, u)
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
		if s, ok := c.arg(0).(*Str); ok && s.Lost == nil && u.Type == TString {
			return because(u).text(u.Prefix, u.Suffix+s.S)
		}
	case "<<", "concat":
		in.lose(u, u)
		return u
	}
	if u.Type == TString && u.NonNil && (u.Pieces != nil || u.Prefix != "" || u.Suffix != "") {
		in.textAnswers(c) // the type alone may be what the method's name suggests
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
	return because(u).as(resultTypes[c.Name])
}

// textAnswers raises what Ruby does if no String has the method, whatever its
// text is: "a#{ENV["X"]}" - 1.
func (in *Interp) textAnswers(c *Call) {
	any := &Str{}
	if in.find(any, c.Name) != nil || in.find(any, "method_missing") != nil || in.featureMethod(any, c.Name) || len(in.Unread) > 0 {
		return
	}
	if _, ok := in.exists(any, c.Name); ok {
		return
	}
	o := in.newException(in.class("NoMethodError"), fmt.Sprintf("undefined method `%s' for an instance of String", c.Name))
	e := o.Host.(*exception)
	e.name, e.receiver = c.Name, c.Self
	in.raise(o)
}

// mutators are methods that change their receiver, besides those with a "!".
var mutators = map[string]bool{
	"[]=": true, "append": true, "clear": true, "delete": true, "delete_at": true, "delete_if": true, "fill": true,
	"force_encoding": true, "insert": true, "keep_if": true, "pop": true, "prepend": true, "push": true, "replace": true,
	"setbyte": true, "shift": true, "store": true, "unshift": true, "update": true,
}

// eitherReceiver calls a method on each of the two values that its receiver may
// be. That one of them does not have the method only tells that it is the other.
func (in *Interp) eitherReceiver(c *Call, u *Unknown) Value {
	call := func(self Value) func() Value {
		return func() Value {
			one := *c
			one.Self = self
			return in.dispatch(&one)
		}
	}
	known := len(in.Faults)
	v := in.branch(u, call(u.Choices[0]), call(u.Choices[1]))
	in.Faults = append(in.Faults[:known:known], slices.DeleteFunc(slices.Clone(in.Faults[known:]), func(f Fault) bool {
		return f.Class == "NoMethodError" && f.Name == c.Name && f.Span == in.here()
	})...)
	return v
}

// isSetter reports whether a method's name is that of an assignment.
func isSetter(name string) bool {
	n := len(name)
	return n > 1 && name[n-1] == '=' && name[n-2] != '=' && name[n-2] != '!' && name != "<=" && name != ">="
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

// arg returns the i-th argument, or nil.
func (c *Call) arg(i int) Value {
	if i < len(c.Args) {
		return c.Args[i]
	}
	return nil
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
