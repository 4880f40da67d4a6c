package eval

// This file holds the methods of Enumerable that hand elements out: one by
// one, in slices, or as a Hash.

import "slices"

func enumerableEachEntry(c *Call) Value {
	c.In.each(c.Self, func(e Value) bool { c.block(e); return true })
	return c.Self
}

func enumerableEachWithIndex(c *Call) Value {
	i := 0
	c.In.each(c.Self, func(e Value) bool { c.block(e, Int(i)); i++; return true })
	return c.Self
}

func enumerableReverseEach(c *Call) Value {
	for _, e := range slices.Backward(c.In.list(c.Self)) {
		c.block(e)
	}
	return c.Self
}

func enumerableEachSlice(c *Call) Value {
	n := c.int(0)
	if n <= 0 {
		c.In.Raise("ArgumentError", "invalid slice size")
	}
	if c.Block == nil {
		return c.enum()
	}
	var part []Value
	c.In.each(c.Self, func(e Value) bool {
		if part = append(part, e); len(part) == n {
			c.block(c.In.arr(part))
			part = nil
		}
		return true
	})
	if len(part) > 0 {
		c.block(c.In.arr(part))
	}
	return c.Self
}

func enumerableEachCons(c *Call) Value {
	n := c.int(0)
	if n <= 0 {
		c.In.Raise("ArgumentError", "invalid size")
	}
	if c.Block == nil {
		return c.enum()
	}
	var window []Value
	c.In.each(c.Self, func(e Value) bool {
		if window = append(window, e); len(window) > n {
			window = window[1:]
		}
		if len(window) == n {
			c.block(c.In.arr(slices.Clone(window)))
		}
		return true
	})
	return c.Self
}

// enumerableSlices is chunk_while and slice_when: the block says of each pair
// of neighbours whether to cut between them.
func enumerableSlices(c *Call, cut bool) Value {
	if c.Block == nil {
		c.In.Raise("ArgumentError", "tried to create Proc object without a block")
	}
	return c.In.generated(func(yield func(Value) bool) {
		var part []Value
		going := true
		c.In.each(c.Self, func(e Value) bool {
			if len(part) > 0 && c.test(part[len(part)-1], e) == cut {
				going = yield(c.In.arr(part))
				part = nil
			}
			part = append(part, e)
			return going
		})
		if going && len(part) > 0 {
			yield(c.In.arr(part))
		}
	})
}

// enumerableChunk cuts where the block's answer changes; elements for which it
// is nil or :_separator are dropped, and :_alone stands alone.
func enumerableChunk(c *Call) Value {
	in := c.In
	return in.generated(func(yield func(Value) bool) {
		var key Value
		var part []Value
		flush := func() bool {
			if len(part) == 0 {
				return true
			}
			list := part
			part = nil
			return yield(in.arr([]Value{key, in.arr(list)}))
		}
		going := true
		in.each(c.Self, func(e Value) bool {
			k := c.block(e)
			switch {
			case IsNil(known(k)) || k == Sym("_separator"):
				going = flush()
				return going
			case k == Sym("_alone") || len(part) > 0 && !in.Equal(key, k):
				going = flush()
			}
			key, part = k, append(part, e)
			if going && k == Sym("_alone") {
				going = flush()
			}
			return going
		})
		if going {
			flush()
		}
	})
}

func enumerableZip(c *Call) Value {
	in := c.In
	mine := in.list(c.Self)
	others := make([][]Value, len(c.Args))
	for i, a := range c.Args {
		others[i] = in.atMost(a, len(mine))
	}
	rows := make([]Value, len(mine))
	for i, e := range mine {
		row := []Value{e}
		for _, o := range others {
			if i < len(o) {
				row = append(row, o[i])
			} else {
				row = append(row, Nil{})
			}
		}
		rows[i] = in.arr(row)
		if c.Block != nil {
			c.block(rows[i])
		}
	}
	if c.Block != nil {
		return Nil{}
	}
	return in.arr(rows)
}

// atMost lists up to n elements of an argument of zip.
func (in *Interp) atMost(v Value, n int) []Value {
	if a, ok := in.implicitArray(v); ok {
		return a
	}
	if !in.responds(v, "each") {
		in.Raise("TypeError", "wrong argument type %s (must respond to :each)", in.className(v))
	}
	var list []Value
	if n == 0 {
		return nil
	}
	in.each(v, func(e Value) bool {
		list = append(list, e)
		return len(list) < n
	})
	return list
}

// responds reports whether a known value has a method of that name.
func (in *Interp) responds(v Value, name string) bool {
	if in.find(v, name) != nil {
		return true
	}
	_, ok := in.exists(v, name)
	return ok
}

func enumerableCycle(c *Call) Value {
	turns := -1
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		turns = max(c.int(0), 0)
	}
	if turns == 0 {
		return Nil{}
	}
	list := []Value{}
	c.In.each(c.Self, func(e Value) bool {
		list = append(list, e)
		c.block(e)
		return true
	})
	for i := 1; len(list) > 0 && i != turns; i++ {
		for _, e := range list {
			c.In.step()
			c.block(e)
		}
	}
	return Nil{}
}

func enumerableToH(c *Call) Value {
	in := c.In
	h := NewHash()
	_, isArray := c.Self.(*Array)
	i := 0
	in.iterate(c.Self, func(args []Value) bool {
		pair := in.pack(args)
		if c.Block != nil {
			pair = c.block(args...)
		}
		in.addPair(h, pair, i, isArray)
		i++
		return true
	})
	return h
}

// addPair sets a key from an array of two; at tells to name the place of one
// that is not.
func (in *Interp) addPair(h *Hash, v Value, i int, at bool) {
	pair, ok := in.implicitArray(v)
	if u, lost := v.(*Unknown); lost {
		needs(u)
	}
	switch {
	case !ok && at:
		in.Raise("TypeError", "wrong element type %s at %d (expected array)", in.plainClass(v), i)
	case !ok:
		in.Raise("TypeError", "wrong element type %s (expected array)", in.plainClass(v))
	case len(pair) != 2 && at:
		in.Raise("ArgumentError", "wrong array length at %d (expected 2, was %d)", i, len(pair))
	case len(pair) != 2:
		in.Raise("ArgumentError", "element has wrong array length (expected 2, was %d)", len(pair))
	}
	in.addEntry(h, pair[0], pair[1])
}

// addEntry sets a key of a Hash that is in the making; a key that is not known
// may be any.
func (in *Interp) addEntry(h *Hash, k, v Value) {
	if u := Deep(k); u != nil {
		in.openTo(h, k, v, u)
		return
	}
	in.key(k)
	in.put(h, k, v)
}
