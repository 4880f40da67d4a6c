package eval

// This file holds Set.

import "strings"

// setOf is what a Set holds: a Hash whose keys are its elements.
type setOf struct{ h *Hash }

func (s *setOf) keyText(depth int) string { return "Set" + hashedString(s.h, depth) }
func (s *setOf) content() Value           { return s.h }

var setClass = methods(map[string]impl{
	"new": {0, 1, setNew, 0},
	"[]": {0, -1, func(c *Call) Value {
		plainSet(c)
		return c.In.newSet(c.Args)
	}, 0},
})

var setMethods = methods(map[string]impl{
	"add":              {1, 1, func(c *Call) Value { c.In.setKey(changedSet(c), c.Args[0], Bool(true)); return c.Self }, mutates},
	"add?":             {1, 1, setAddNew, mutates},
	"delete":           {1, 1, func(c *Call) Value { changedSet(c).Delete(setKeyOf(c, 0)); return c.Self }, mutates},
	"merge":            {1, 1, setMerge, mutates},
	"clear":            {0, 0, func(c *Call) Value { c.In.refill(changedSet(c), NewHash()); return c.Self }, mutates},
	"include?":         {1, 1, func(c *Call) Value { _, ok := elems(c).Get(setKeyOf(c, 0)); return Bool(ok) }, 0},
	"size":             {0, 0, func(c *Call) Value { return Int(elems(c).Len()) }, 0},
	"empty?":           {0, 0, func(c *Call) Value { return Bool(elems(c).Len() == 0) }, 0},
	"each":             {0, 0, orEnum(setEach), 0},
	"to_a":             {0, 0, func(c *Call) Value { return c.In.arr(c.In.list(c.Self)) }, 0},
	"to_set":           {0, 0, func(c *Call) Value { return c.Self }, 0},
	"|":                {1, 1, setUnion, 0},
	"&":                {1, 1, setIntersection, 0},
	"-":                {1, 1, setDifference, 0},
	"subset?":          {1, 1, func(c *Call) Value { return setWithin(c, elems(c), otherSet(c), false) }, 0},
	"superset?":        {1, 1, func(c *Call) Value { return setWithin(c, otherSet(c), elems(c), false) }, 0},
	"proper_subset?":   {1, 1, func(c *Call) Value { return setWithin(c, elems(c), otherSet(c), true) }, 0},
	"proper_superset?": {1, 1, func(c *Call) Value { return setWithin(c, otherSet(c), elems(c), true) }, 0},
	"intersect?":       {1, 1, setIntersects, 0},
	"disjoint?":        {1, 1, func(c *Call) Value { return !setIntersects(c).(Bool) }, 0},
	"==":               {1, 1, setEqual, 0},
	"inspect":          {0, 0, setInspect, 0},
	"join": {0, 1, func(c *Call) Value {
		return arrayJoin(&Call{In: c.In, Self: c.In.arr(c.In.list(c.Self)), Name: "join", Args: c.Args})
	}, 0},
	"dup":   {0, 0, func(c *Call) Value { elems(c); return c.In.newSet(c.In.list(c.Self)) }, 0},
	"clone": {0, 0, func(c *Call) Value { return c.In.notModelled(c) }, 0},
}).with(
	"<<", "add", "===", "include?", "member?", "include?", "length", "size", "count", "size", "+", "|", "union", "|",
	"intersection", "&", "difference", "-", "<=", "subset?", ">=", "superset?", "<", "proper_subset?",
	">", "proper_superset?", "to_s", "inspect",
)

// newSet makes a Set of elements, all known.
func (in *Interp) newSet(list []Value) *Object {
	h := NewHash()
	for _, e := range list {
		in.key(e)
		in.put(h, e, Bool(true))
	}
	return &Object{Class: in.class("Set"), Host: &setOf{h}}
}

func plainSet(c *Call) {
	if k, ok := c.Self.(*Class); !ok || k.Name != "Set" {
		needs(c.In.unsupported("subclass of Set"))
	}
}

func setNew(c *Call) Value {
	plainSet(c)
	if len(c.Args) == 0 || IsNil(c.Args[0]) {
		return c.In.newSet(nil)
	}
	list := setArg(c)
	if c.Block != nil {
		for i, e := range list {
			list[i] = c.block(e)
		}
	}
	return c.In.newSet(list)
}

// setArg lists the elements of an argument.
func setArg(c *Call) []Value {
	if !c.In.IsA(c.Args[0], c.In.class("Enumerable")) {
		c.In.Raise("ArgumentError", "value must be enumerable")
	}
	return c.In.list(c.Args[0])
}

// elems are the elements of the receiver.
func elems(c *Call) *Hash {
	o := c.Self.(*Object)
	s, ok := o.Host.(*setOf)
	if !ok {
		needs(c.In.unsupported("Set#" + c.Name))
	}
	if len(o.Open) > 0 {
		needs(&Unknown{Causes: o.Open})
	}
	s.h.whole()
	return s.h
}

func changedSet(c *Call) *Hash {
	h := elems(c)
	if c.Self.(*Object).Frozen {
		c.In.Raise("FrozenError", "can't modify frozen Set: %s", c.In.Inspect(c.Self))
	}
	c.In.change(h)
	return h
}

// setKeyOf is an argument that must be known throughout.
func setKeyOf(c *Call, i int) Value {
	c.In.key(c.Args[i])
	return c.Args[i]
}

func otherSet(c *Call) *Hash {
	if o, ok := c.Args[0].(*Object); ok {
		if s, ok := o.Host.(*setOf); ok {
			s.h.whole()
			return s.h
		}
	}
	c.In.Raise("ArgumentError", "value must be a set")
	return nil
}

func setAddNew(c *Call) Value {
	h := changedSet(c)
	if _, ok := h.Get(setKeyOf(c, 0)); ok {
		return Nil{}
	}
	c.In.setKey(h, c.Args[0], Bool(true))
	return c.Self
}

func setMerge(c *Call) Value {
	for _, e := range setArg(c) {
		c.In.setKey(changedSet(c), e, Bool(true))
	}
	return c.Self
}

func setEach(c *Call) Value {
	c.In.pairs(elems(c), func(k, _ Value) bool { c.block(k); return true })
	return c.Self
}

func setUnion(c *Call) Value {
	elems(c)
	return c.In.newSet(append(c.In.list(c.Self), setArg(c)...))
}

func setIntersection(c *Call) Value {
	h := elems(c)
	var both []Value
	for _, e := range setArg(c) {
		c.In.key(e)
		if _, ok := h.Get(e); ok {
			both = append(both, e)
		}
	}
	return c.In.newSet(both)
}

func setDifference(c *Call) Value {
	h := elems(c).Clone()
	for _, e := range setArg(c) {
		c.In.key(e)
		h.Delete(e)
	}
	return &Object{Class: c.In.class("Set"), Host: &setOf{h}}
}

func setWithin(c *Call, a, b *Hash, less bool) Value {
	if less && a.Len() >= b.Len() {
		return Bool(false)
	}
	for k := range a.Each {
		if _, ok := b.Get(k); !ok {
			return Bool(false)
		}
	}
	return Bool(true)
}

func setIntersects(c *Call) Value {
	h, other := elems(c), otherSet(c)
	for k := range h.Each {
		if _, ok := other.Get(k); ok {
			return Bool(true)
		}
	}
	return Bool(false)
}

func setEqual(c *Call) Value {
	o, ok := c.Args[0].(*Object)
	if !ok {
		return Bool(false)
	}
	s, ok := o.Host.(*setOf)
	if !ok {
		return Bool(false)
	}
	h := elems(c)
	s.h.whole()
	return Bool(h.Len() == s.h.Len() && bool(setWithin(c, h, s.h, false).(Bool)))
}

func setInspect(c *Call) Value {
	var b strings.Builder
	for k := range elems(c).Each {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.In.Inspect(k))
	}
	return c.In.str("#<Set: {" + b.String() + "}>")
}
