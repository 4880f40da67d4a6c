package eval

// This file goes through the elements of whatever has each.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

// iterate calls fn with what each of v yields, one turn after the other, until
// fn returns false. It goes by what v holds at the time of each turn, as Ruby
// does. If it is not known what v yields, the method that is running ends.
func (in *Interp) iterate(v Value, fn func(args []Value) bool) {
	switch v := known(v).(type) {
	case *Array:
		in.iterateArray(v, fn)
	case *Hash:
		in.iterateHash(v, fn)
	case *Range:
		in.iterateRange(v, fn)
	default:
		in.iterateEach(v, fn)
	}
}

func (in *Interp) iterateArray(a *Array, fn func([]Value) bool) {
	for i := 0; ; i++ {
		if a.Lost != nil {
			needs(a.Lost)
		}
		if i >= len(a.Elems) || !fn([]Value{a.Elems[i]}) {
			return
		}
		in.step()
	}
}

func (in *Interp) iterateHash(h *Hash, fn func([]Value) bool) {
	h.whole()
	in.pairs(h, func(k, v Value) bool { return fn([]Value{in.arr([]Value{k, v})}) })
}

// pairs goes through the entries of a Hash: those that were there at first and
// that are still there at their turn. Ruby lets nothing be added meanwhile.
func (in *Interp) pairs(h *Hash, fn func(k, v Value) bool) {
	in.walking = append(in.walking, h)
	n := len(in.walking)
	defer func() { in.walking = in.walking[:n-1] }()
	for _, e := range slices.Clone(h.entries) {
		if h.Lost != nil {
			needs(h.Lost)
		}
		i := h.find(e.hashed)
		if i < 0 {
			continue
		}
		if !fn(e.key, h.entries[i].val) {
			return
		}
		in.step()
	}
}

// iterateRange does not list a range of integers first: it may have no end.
func (in *Interp) iterateRange(r *Range, fn func([]Value) bool) {
	low, ok := known(r.Low).(Int)
	if !ok {
		in.iterateWords(r, fn)
		return
	}
	for i := low; ; i++ {
		switch high := known(r.High).(type) {
		case Nil:
		default:
			c, ok := in.compare(i, high)
			if !ok || c > 0 || c == 0 && r.Exclusive {
				return
			}
		}
		if !fn([]Value{i}) {
			return
		}
		in.step()
	}
}

func (in *Interp) iterateWords(r *Range, fn func([]Value) bool) {
	low, ok := r.Low.(*Str)
	if !ok {
		if !in.responds(known(r.Low), "succ") {
			in.Raise("TypeError", "can't iterate from %s", in.plainClass(r.Low))
		}
		needs(in.unsupported("each"))
	}
	if low.Lost != nil {
		needs(low.Lost.typed(TString))
	}
	list, ok := in.rangeElements(r)
	if !ok {
		in.stop()
	}
	for _, e := range list {
		if !fn([]Value{e}) {
			return
		}
		in.step()
	}
}

// iterateEach calls each of an object with a block of our own. Turns that hang
// on something unknown, or that are one for any number, are no list to go by.
func (in *Interp) iterateEach(v Value, fn func([]Value) bool) {
	if o, ok := v.(*Object); ok {
		if _, ok := o.Host.(keyed); ok && len(o.Open) > 0 {
			needs(&Unknown{Causes: o.Open})
		}
		switch host := o.Host.(type) {
		case *enumerator:
			host.iterate(in, fn)
			return
		case *structValues:
			in.iterateArray(host.a, fn)
			return
		case *setOf:
			host.h.whole()
			in.pairs(host.h, func(k, _ Value) bool { return fn([]Value{k}) })
			return
		}
	}
	in.throughBlock(fn, func(block *Proc) Value { return in.SendBlock(v, "each", block) })
}

// throughBlock runs call, which yields to block, and passes on what it yields.
func (in *Interp) throughBlock(fn func([]Value) bool, call func(block *Proc) Value) {
	var doubt *Unknown
	conditions, journal := len(in.maybe), in.journal
	enough := new(int)
	block := &Proc{arity: -1, native: func(c *Call) Value {
		if u := in.hangsOn(conditions, journal); u != nil {
			doubt = u
			return because(doubt)
		}
		in.step()
		if !fn(slices.Clone(c.Args)) {
			panic(jump{kind: breakKind, tag: enough})
		}
		return Nil{}
	}}
	var result Value
	in.untilEnough(enough, func() { result = call(block) })
	if doubt != nil {
		needs(doubt)
	}
	// A method that is not followed may have yielded anything.
	if u, ok := result.(*Unknown); ok && slices.ContainsFunc(u.Causes, func(c Cause) bool { return c.Reason.Ours() }) {
		needs(because(u))
	}
}

// hangsOn returns why it is not certain that what is evaluated now is reached
// from where there were so many conditions, and this journal; nil if it is.
func (in *Interp) hangsOn(conditions int, from *journal) *Unknown {
	if in.journal == from && len(in.maybe) <= conditions {
		return nil
	}
	u := &Unknown{Causes: joinCauses(nil, in.maybe[min(conditions, len(in.maybe)):])}
	for _, l := range in.later {
		u.Causes = joinCauses(u.Causes, l.because.Causes)
	}
	if len(u.Causes) == 0 {
		return in.unsupported("each")
	}
	return u
}

// untilEnough runs fn until it ends or panics with a jump to tag.
func (in *Interp) untilEnough(tag *int, fn func()) {
	in.catchJump(func() Value { fn(); return nil }, tag)
}

// pack makes one value of what was yielded, as |x| of a method's block sees it.
func (in *Interp) pack(args []Value) Value {
	switch len(args) {
	case 0:
		return Nil{}
	case 1:
		return args[0]
	}
	return in.arr(args)
}

// each is iterate with each turn's values packed into one.
func (in *Interp) each(v Value, fn func(e Value) bool) {
	in.iterate(v, func(args []Value) bool { return fn(in.pack(args)) })
}

// list lists what each of v yields, in a slice of its own.
func (in *Interp) list(v Value) []Value {
	if a, ok := v.(*Array); ok && a.Lost == nil {
		in.grow(16 * len(a.Elems))
		return slices.Clone(a.Elems)
	}
	if r, ok := v.(*Range); ok && IsNil(r.High) {
		in.Raise("RangeError", "cannot convert endless range to an array")
	}
	list := []Value{}
	in.each(v, func(e Value) bool {
		in.grow(16)
		list = append(list, e)
		return true
	})
	return list
}

// maxDoubts is after how many turns that may have been the last one a loop is
// given up.
const maxDoubts = 50

// block calls the block of a call. It ends the method that is running if the
// block may have broken off many times by now, as a loop that only ends so would
// go on for ever.
func (c *Call) block(args ...Value) Value {
	v := c.In.CallBlock(c.Block, args...)
	doubts := 0
	for _, l := range c.In.later {
		if l.jump.tag == any(c.Block) || l.jump.kind == syntax.Return {
			doubts++
		}
	}
	if doubts > maxDoubts {
		needs(because(c.In.later[len(c.In.later)-1].because))
	}
	return v
}

// test calls the block and tells whether it answered something true.
func (c *Call) test(args ...Value) bool { return truth(c.block(args...)) }
