package eval

// This file holds the methods that change an Array.

import "slices"

// selfIf is what methods with a "!" return: the receiver, or nil if nothing
// changed.
func selfIf(c *Call, changed bool) Value {
	if !changed {
		return Nil{}
	}
	return c.Self
}

// changed is the receiver, which is about to change.
func changed(c *Call) *Array {
	c.In.change(c.Self)
	return c.Self.(*Array)
}

// moved is changed, of a method that moves all elements.
func moved(c *Call) *Array {
	a := changed(c)
	c.In.work(len(a.Elems))
	return a
}

func arrayPush(c *Call) Value {
	a := changed(c)
	c.In.grow(16 * len(c.Args))
	a.Elems = append(a.Elems, c.Args...)
	return a
}

func arrayUnshift(c *Call) Value {
	a := moved(c)
	c.In.grow(16 * len(c.Args))
	a.Elems = slices.Concat(c.Args, a.Elems)
	return a
}

func arrayInsert(c *Call) Value {
	in := c.In
	if u := lost(c.Args[0]); u != nil {
		a := changed(c)
		in.lose(a, because(u))
		return a
	}
	at := c.int(0)
	a := moved(c)
	if len(c.Args) == 1 {
		return a
	}
	if at < 0 {
		if at += len(a.Elems) + 1; at < 0 {
			in.Raise("IndexError", "index %d too small for array; minimum: -%d", at-len(a.Elems)-1, len(a.Elems)+1)
		}
	}
	in.pad(a, at)
	in.grow(16 * len(c.Args))
	a.Elems = slices.Insert(slices.Clone(a.Elems), at, c.Args[1:]...)
	return a
}

func arrayConcat(c *Call) Value {
	a := changed(c)
	var more []Value
	for _, v := range c.Args {
		more = append(more, c.In.Array(v)...)
	}
	c.In.grow(16 * len(more))
	a.Elems = append(a.Elems, more...)
	return a
}

func arrayPop(c *Call) Value {
	a := changed(c)
	if len(c.Args) == 0 {
		v := elemAt(a.Elems, -1)
		if n := len(a.Elems); n > 0 {
			a.Elems = a.Elems[: n-1 : n-1]
		}
		return v
	}
	at := len(a.Elems) - c.howMany()
	out := slices.Clone(a.Elems[at:])
	a.Elems = a.Elems[:at:at]
	return c.In.arr(out)
}

func arrayShift(c *Call) Value {
	a := changed(c)
	if len(c.Args) == 0 {
		v := elemAt(a.Elems, 0)
		if len(a.Elems) > 0 {
			a.Elems = a.Elems[1:]
		}
		return v
	}
	n := c.howMany()
	out := slices.Clone(a.Elems[:n])
	a.Elems = a.Elems[n:]
	return c.In.arr(out)
}

func arrayClear(c *Call) Value {
	a := changed(c)
	a.Elems = nil
	return a
}

func arrayReplace(c *Call) Value {
	list := c.In.Array(c.Args[0])
	a := changed(c)
	c.In.grow(16 * len(list))
	a.Elems = slices.Clone(list)
	return a
}

// arrayFill sets all elements, or a part of them, to a value or to what the
// block says of their places.
func arrayFill(c *Call) Value {
	in, args := c.In, c.Args
	if c.Block == nil {
		if len(args) == 0 {
			in.wrongCount(0, 1, 3)
		}
		args = args[1:]
	} else if len(args) > 2 {
		in.wrongCount(len(args), 0, 2)
	}
	a := changed(c)
	start, length := 0, len(a.Elems)
	if len(args) > 0 {
		if r, ok := args[0].(*Range); ok && len(args) == 1 {
			if start, length, ok = in.span(r, len(a.Elems), true); !ok {
				in.Raise("RangeError", "%s out of range", in.Inspect(r))
			}
		} else {
			if !IsNil(args[0]) {
				if start = in.Int(args[0]); start < 0 {
					start = max(start+len(a.Elems), 0)
				}
			}
			length = max(len(a.Elems)-start, 0)
			if len(args) > 1 && !IsNil(args[1]) {
				length = max(in.Int(args[1]), 0)
			}
		}
	}
	if length > 0 {
		in.grow(min(start, 1<<40))
		in.grow(min(length, 1<<40))
		in.pad(a, start+length)
	}
	for i := start; i < start+length && i < len(a.Elems); i++ {
		if c.Block != nil {
			a.Elems[i] = c.block(Int(i))
		} else {
			a.Elems[i] = c.Args[0]
		}
	}
	return a
}

func arrayDelete(c *Call) Value {
	a := c.Self.(*Array)
	c.In.work(2 * len(a.Elems))
	kept := make([]Value, 0, len(a.Elems))
	var found Value
	for _, e := range a.Elems {
		if c.In.Equal(e, c.Args[0]) {
			found = e
		} else {
			kept = append(kept, e)
		}
	}
	switch {
	case found != nil:
		changed(c).Elems = kept
		return found
	case c.Block != nil:
		return c.block(c.Args[0])
	}
	return Nil{}
}

func arrayDeleteAt(c *Call) Value {
	i := c.int(0)
	return removeAt(moved(c), i)
}

// arrayKeep keeps the elements of which the block says what is wanted, and
// tells whether any went. Those that a block which breaks off has not seen stay.
func arrayKeep(c *Call, want bool) (gone bool) {
	a := moved(c)
	var kept []Value
	i := 0
	defer func() {
		if gone && i < len(a.Elems) {
			kept = append(kept, a.Elems[i:]...)
		}
		if gone {
			a.Elems = kept
		}
	}()
	for ; i < len(a.Elems); i++ {
		e := a.Elems[i]
		c.In.step()
		if c.test(e) == want {
			kept = append(kept, e)
		} else {
			gone = true
		}
	}
	return gone
}

func arrayMapIn(c *Call) Value {
	a := changed(c)
	for i := 0; i < len(a.Elems); i++ {
		c.In.step()
		v := c.block(a.Elems[i])
		if i < len(a.Elems) {
			a.Elems[i] = v
		}
	}
	return a
}

// into replaces the elements, and tells whether their number changed.
func into(c *Call, list []Value) Value {
	a := changed(c)
	n := len(a.Elems)
	a.Elems = list
	return selfIf(c, len(list) != n)
}

func arrayCompactIn(c *Call) Value { return into(c, compacted(arr(c))) }

func arrayUniqIn(c *Call) Value {
	c.In.change(c.Self)
	return into(c, enumerableUniq(c).(*Array).Elems)
}

func arrayFlattenIn(c *Call) Value {
	c.In.change(c.Self)
	flat, nested := flattened(c, arr(c), false)
	changed(c).Elems = flat
	return selfIf(c, nested)
}

func arrayReverseIn(c *Call) Value {
	slices.Reverse(moved(c).Elems)
	return c.Self
}

func arrayRotateIn(c *Call) Value {
	list := arrayRotate(c).(*Array).Elems
	changed(c).Elems = list
	return c.Self
}

func arrayShuffleIn(c *Call) Value {
	a := changed(c)
	if len(a.Elems) > 1 {
		c.In.lose(a, c.In.random("shuffle!"))
	}
	return a
}

func arraySortIn(c *Call) Value {
	c.In.change(c.Self)
	list := slices.Clone(arr(c))
	c.In.sortValues(list, order(c))
	changed(c).Elems = list
	return c.Self
}

func arraySortByIn(c *Call) Value {
	c.In.change(c.Self)
	list, _ := sortedBy(c, arr(c))
	changed(c).Elems = list
	return c.Self
}
