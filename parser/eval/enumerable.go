package eval

// This file holds the methods of Enumerable that pick, change and test
// elements. Array, Hash, Range, Struct and Enumerator have them too; what a
// block gets of several values yielded at once differs from method to method.

import "slices"

var enumerableMethods = methods(map[string]impl{
	"to_a":            {0, -1, noMore(func(c *Call) Value { return c.In.arr(c.In.list(c.Self)) }), 0},
	"map":             {0, 0, orEnum(enumerableMap), 0},
	"flat_map":        {0, 0, orEnum(enumerableFlatMap), 0},
	"select":          {0, 0, orEnum(func(c *Call) Value { return enumerablePick(c, true) }), 0},
	"reject":          {0, 0, orEnum(func(c *Call) Value { return enumerablePick(c, false) }), 0},
	"filter_map":      {0, 0, orEnum(enumerableFilterMap), 0},
	"grep":            {1, 1, func(c *Call) Value { return enumerableGrep(c, true) }, 0},
	"grep_v":          {1, 1, func(c *Call) Value { return enumerableGrep(c, false) }, 0},
	"compact":         {0, 0, enumerableCompact, 0},
	"find":            {0, 1, orEnum(enumerableFind), 0},
	"find_index":      {0, 1, enumerableFindIndex, 0},
	"first":           {0, 1, enumerableFirst, 0},
	"take":            {1, 1, enumerableTake, 0},
	"take_while":      {0, 0, orEnum(enumerableTakeWhile), 0},
	"drop":            {1, 1, enumerableDrop, 0},
	"drop_while":      {0, 0, orEnum(enumerableDropWhile), 0},
	"include?":        {1, 1, enumerableInclude, unknowns},
	"any?":            {0, 1, enumerableAny, 0},
	"all?":            {0, 1, enumerableAll, 0},
	"none?":           {0, 1, enumerableNone, 0},
	"one?":            {0, 1, enumerableOne, 0},
	"count":           {0, 1, enumerableCount, 0},
	"tally":           {0, -1, noMore(enumerableTally), 0},
	"partition":       {0, 0, orEnum(enumerablePartition), 0},
	"group_by":        {0, 0, orEnum(enumerableGroupBy), 0},
	"uniq":            {0, 0, enumerableUniq, 0},
	"to_h":            {0, -1, noMore(enumerableToH), 0},
	"to_set":          {0, 0, func(c *Call) Value { return c.In.newSet(c.In.list(c.Self)) }, 0},
	"each_entry":      {0, -1, noMore(orEnum(enumerableEachEntry)), 0},
	"each_with_index": {0, -1, noMore(orEnum(enumerableEachWithIndex)), 0},
	"each_with_object": {1, 1, orEnum(func(c *Call) Value {
		memo := c.Args[0]
		c.In.each(c.Self, func(e Value) bool { c.block(e, memo); return true })
		return memo
	}), unknowns},
	"reverse_each": {0, -1, noMore(orEnum(enumerableReverseEach)), 0},
	"each_slice":   {1, 1, enumerableEachSlice, 0},
	"each_cons":    {1, 1, enumerableEachCons, 0},
	"chunk_while":  {0, 0, func(c *Call) Value { return enumerableSlices(c, false) }, 0},
	"slice_when":   {0, 0, func(c *Call) Value { return enumerableSlices(c, true) }, 0},
	"chunk":        {0, 0, orEnum(enumerableChunk), 0},
	"zip":          {0, -1, enumerableZip, 0},
	"cycle":        {0, 1, orEnum(enumerableCycle), 0},
	"inject":       {0, 2, enumerableInject, unknowns},
	"sum":          {0, 1, enumerableSum, unknowns},
	"min":          {0, 1, func(c *Call) Value { return enumerableExtreme(c, -1) }, 0},
	"max":          {0, 1, func(c *Call) Value { return enumerableExtreme(c, 1) }, 0},
	"minmax":       {0, 0, enumerableMinmax, 0},
	"min_by":       {0, 1, orEnum(func(c *Call) Value { return enumerableExtremeBy(c, -1) }), 0},
	"max_by":       {0, 1, orEnum(func(c *Call) Value { return enumerableExtremeBy(c, 1) }), 0},
	"minmax_by":    {0, 0, orEnum(enumerableMinmaxBy), 0},
	"sort":         {0, 0, enumerableSort, 0},
	"sort_by":      {0, 0, orEnum(enumerableSortBy), 0},
}).with(
	"entries", "to_a", "collect", "map", "collect_concat", "flat_map", "filter", "select", "find_all", "select",
	"detect", "find", "member?", "include?", "reduce", "inject",
)

// noMore makes an impl of one whose arguments each would get, which is not
// followed.
func noMore(fn func(*Call) Value) func(*Call) Value {
	return func(c *Call) Value {
		if len(c.Args) > 0 {
			return c.In.notModelled(c)
		}
		return fn(c)
	}
}

// mapped is a turn of map, whose lambdas with several parameters take a pair
// apart unless an Array yields it.
func mapped(c *Call, args []Value) Value {
	if b := c.Block; b.Lambda && b.Node != nil && len(args) == 1 && b.Arity() != 1 && b.Arity() != -1 {
		_, isArray := c.Self.(*Array)
		if pair, ok := args[0].(*Array); ok && !isArray && pair.Lost == nil {
			args = pair.Elems
		}
	}
	return c.block(args...)
}

func enumerableMap(c *Call) Value {
	list := []Value{}
	c.In.iterate(c.Self, func(args []Value) bool {
		list = append(list, mapped(c, args))
		return true
	})
	return c.In.arr(list)
}

func enumerableFlatMap(c *Call) Value {
	list := []Value{}
	c.In.iterate(c.Self, func(args []Value) bool {
		v := c.block(args...)
		if a, ok := c.In.implicitArray(v); ok {
			c.In.grow(16 * len(a))
			list = append(list, a...)
		} else {
			list = append(list, v)
		}
		return true
	})
	return c.In.arr(list)
}

// implicitArray returns the elements of what counts as an array: an Array, or
// an object with to_ary. Of something unknown it must be told.
func (in *Interp) implicitArray(v Value) ([]Value, bool) {
	switch v := v.(type) {
	case *Unknown:
		if v.Type == Any || v.Type == TArray {
			needs(v)
		}
	case *Array:
		return known(v).(*Array).Elems, true
	case *Object:
		if in.find(v, "to_ary") != nil {
			if a, ok := known(in.Send(v, "to_ary")).(*Array); ok {
				return a.Elems, true
			}
		}
	}
	return nil, false
}

func enumerablePick(c *Call, want bool) Value {
	list := []Value{}
	c.In.each(c.Self, func(e Value) bool {
		if c.test(e) == want {
			list = append(list, e)
		}
		return true
	})
	return c.In.arr(list)
}

func enumerableFilterMap(c *Call) Value {
	list := []Value{}
	c.In.iterate(c.Self, func(args []Value) bool {
		if v := c.block(args...); truth(v) {
			list = append(list, v)
		}
		return true
	})
	return c.In.arr(list)
}

// enumerableGrep leaves $~ as it was unless there is a block.
func enumerableGrep(c *Call, want bool) Value {
	in := c.In
	list := []Value{}
	before := in.match()
	in.each(c.Self, func(e Value) bool {
		if truth(in.Send(c.Args[0], "===", e)) == want {
			if c.Block != nil {
				e = c.block(e)
			}
			list = append(list, e)
		}
		return true
	})
	if c.Block == nil {
		in.setMatch(before)
	}
	return in.arr(list)
}

func enumerableCompact(c *Call) Value {
	list := c.In.list(c.Self)
	if slices.ContainsFunc(list, func(e Value) bool { u, ok := e.(*Unknown); return ok && !u.NonNil }) {
		return c.In.partly(compactedPartly(list))
	}
	return c.In.arr(compacted(list))
}

// compacted returns what is not nil of a list.
func compacted(list []Value) []Value {
	kept := []Value{}
	for _, e := range list {
		if u, ok := e.(*Unknown); ok && !u.NonNil {
			needs(u)
		}
		if !IsNil(e) {
			kept = append(kept, e)
		}
	}
	return kept
}

func enumerableFind(c *Call) Value {
	var found Value
	c.In.each(c.Self, func(e Value) bool {
		if c.test(e) {
			found = e
		}
		return found == nil
	})
	if found != nil {
		return found
	}
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		return c.In.Send(c.Args[0], "call")
	}
	return Nil{}
}

func enumerableFindIndex(c *Call) Value {
	if c.Block == nil && len(c.Args) == 0 {
		return c.enum()
	}
	i, found := 0, false
	c.In.iterate(c.Self, func(args []Value) bool {
		if len(c.Args) > 0 {
			found = c.In.Equal(c.In.pack(args), c.Args[0])
		} else {
			found = c.test(args...)
		}
		if !found {
			i++
		}
		return !found
	})
	if !found {
		return Nil{}
	}
	return Int(i)
}

func enumerableFirst(c *Call) Value {
	if len(c.Args) > 0 {
		return enumerableTake(c)
	}
	var first Value = Nil{}
	c.In.each(c.Self, func(e Value) bool { first = e; return false })
	return first
}

func enumerableTake(c *Call) Value {
	n := c.int(0)
	if n < 0 {
		c.In.Raise("ArgumentError", "attempt to take negative size")
	}
	list := []Value{}
	if n > 0 {
		c.In.each(c.Self, func(e Value) bool {
			list = append(list, e)
			return len(list) < n
		})
	}
	return c.In.arr(list)
}

func enumerableTakeWhile(c *Call) Value {
	list := []Value{}
	c.In.iterate(c.Self, func(args []Value) bool {
		if !c.test(args...) {
			return false
		}
		list = append(list, c.In.pack(args))
		return true
	})
	return c.In.arr(list)
}

func enumerableDrop(c *Call) Value {
	n := c.int(0)
	if n < 0 {
		c.In.Raise("ArgumentError", "attempt to drop negative size")
	}
	list := c.In.list(c.Self)
	return c.In.arr(list[min(n, len(list)):])
}

func enumerableDropWhile(c *Call) Value {
	list := []Value{}
	dropping := true
	c.In.each(c.Self, func(e Value) bool {
		dropping = dropping && c.test(e)
		if !dropping {
			list = append(list, e)
		}
		return true
	})
	return c.In.arr(list)
}

// enumerableInclude tells true as soon as one element is equal for certain,
// and false only if none may be.
func enumerableInclude(c *Call) Value {
	in := c.In
	var doubt *Unknown
	found := false
	in.each(c.Self, func(e Value) bool {
		eq, u := in.mayEqual(e, c.Args[0])
		if u != nil {
			doubt = u
			return true
		}
		found = eq
		return !eq
	})
	if !found && doubt != nil {
		return doubt.typed(TBool)
	}
	return Bool(found)
}

// mayEqual is == of values that may be unknown; u tells why it is not known.
func (in *Interp) mayEqual(a, b Value) (eq bool, u *Unknown) {
	for range 2 {
		if u := lost(a); u != nil {
			v, ok := in.unknownEqual(&Call{In: in, Name: "==", Args: []Value{b}}, u)
			if ok {
				return bool(v.(Bool)), nil
			}
			return false, because(u)
		}
		a, b = b, a
	}
	if ua, ub := Deep(a), Deep(b); ua != nil || ub != nil {
		ta, _ := typeOf(a)
		tb, _ := typeOf(b)
		if ta != tb {
			return false, nil
		}
		if ua == nil {
			ua = ub
		}
		return false, because(ua)
	}
	return in.Equal(a, b), nil
}

// matches returns what any? and its kin ask of each turn: whether it matches
// the pattern, what the block says, or whether the element is true.
func matches(c *Call) func(args []Value) bool {
	switch {
	case len(c.Args) > 0:
		return func(args []Value) bool { return truth(c.In.Send(c.Args[0], "===", c.In.pack(args))) }
	case c.Block != nil:
		return func(args []Value) bool { return c.test(args...) }
	}
	return func(args []Value) bool { return truth(c.In.pack(args)) }
}

func enumerableAny(c *Call) Value {
	match, found := matches(c), false
	c.In.iterate(c.Self, func(args []Value) bool { found = match(args); return !found })
	return Bool(found)
}

func enumerableAll(c *Call) Value {
	match, all := matches(c), true
	c.In.iterate(c.Self, func(args []Value) bool { all = match(args); return all })
	return Bool(all)
}

func enumerableNone(c *Call) Value { return Bool(!bool(enumerableAny(c).(Bool))) }

func enumerableOne(c *Call) Value {
	match, n := matches(c), 0
	c.In.iterate(c.Self, func(args []Value) bool {
		if match(args) {
			n++
		}
		return n < 2
	})
	return Bool(n == 1)
}

func enumerableCount(c *Call) Value {
	n := 0
	c.In.iterate(c.Self, func(args []Value) bool {
		switch {
		case len(c.Args) > 0:
			if c.In.Equal(c.In.pack(args), c.Args[0]) {
				n++
			}
		case c.Block == nil || c.test(args...):
			n++
		}
		return true
	})
	return Int(n)
}

func enumerableTally(c *Call) Value {
	h := NewHash()
	c.In.each(c.Self, func(e Value) bool {
		c.In.key(e)
		n, _ := h.Get(e)
		count, _ := n.(Int)
		c.In.put(h, e, count+1)
		return true
	})
	return h
}

func enumerablePartition(c *Call) Value {
	yes, no := []Value{}, []Value{}
	c.In.each(c.Self, func(e Value) bool {
		if c.test(e) {
			yes = append(yes, e)
		} else {
			no = append(no, e)
		}
		return true
	})
	return c.In.arr([]Value{c.In.arr(yes), c.In.arr(no)})
}

func enumerableGroupBy(c *Call) Value {
	h := NewHash()
	c.In.each(c.Self, func(e Value) bool {
		k := c.block(e)
		c.In.key(k)
		if group, ok := h.Get(k); ok {
			a := group.(*Array)
			c.In.grow(16)
			a.Elems = append(a.Elems, e)
		} else {
			c.In.put(h, k, c.In.arr([]Value{e}))
		}
		return true
	})
	return h
}

func enumerableUniq(c *Call) Value {
	list := []Value{}
	seen := map[any]bool{}
	c.In.iterate(c.Self, func(args []Value) bool {
		e := c.In.pack(args)
		by := e
		if c.Block != nil {
			by = c.block(args...)
		}
		if k := c.In.key(by); !seen[k] {
			seen[k] = true
			list = append(list, e)
		}
		return true
	})
	return c.In.arr(list)
}
