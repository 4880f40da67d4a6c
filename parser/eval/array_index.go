package eval

// This file holds the methods by which elements of an Array are named by their
// places.

import "slices"

// elemAt is the element at a place that may count from the end, or nil.
func elemAt(list []Value, i int) Value {
	if i < 0 {
		i += len(list)
	}
	if i < 0 || i >= len(list) {
		return Nil{}
	}
	return list[i]
}

// span makes a start and a length of a Range of places among n, neither beyond
// them; ok is false if it begins outside. length may go beyond the end if
// beyond says so.
func (in *Interp) span(r *Range, n int, beyond bool) (start, length int, ok bool) {
	low, high := 0, -1
	if !IsNil(known(r.Low)) {
		low = in.Int(r.Low)
	}
	exclusive := r.Exclusive
	if !IsNil(known(r.High)) {
		high = in.Int(r.High)
	} else {
		exclusive = false
	}
	if low < 0 {
		low += n
	}
	if low < 0 || low > n && !beyond {
		return 0, 0, false
	}
	if high < 0 {
		high += n
	}
	if !exclusive {
		high++
	}
	if !beyond {
		high = min(high, n)
	}
	return low, max(high-low, 0), true
}

// places are those of the elements that two arguments, or one Range, name; ok is false if
// they begin outside.
func (c *Call) places() (start, length int, ok bool) {
	n := len(arr(c))
	if r, isRange := c.Args[0].(*Range); isRange && len(c.Args) == 1 {
		return c.In.span(r, n, false)
	}
	start, length = c.int(0), c.int(1)
	if start < 0 {
		start += n
	}
	if start < 0 || start > n || length < 0 {
		return 0, 0, false
	}
	return start, min(length, n-start), true
}

// isSlice reports whether arguments name a part of the elements, not one.
func (c *Call) isSlice() bool {
	if len(c.Args) == 2 {
		return true
	}
	_, ok := c.Args[0].(*Range)
	return ok
}

func arrayIndex(c *Call) Value {
	if o, ok := c.Args[0].(*Object); ok && o.Host != nil {
		return c.In.notModelled(c) // an arithmetic sequence
	}
	if !c.isSlice() {
		return elemAt(arr(c), c.int(0))
	}
	start, length, ok := c.places()
	if !ok {
		return Nil{}
	}
	return c.In.arr(slices.Clone(arr(c)[start : start+length]))
}

func arrayFetch(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		needs(u)
	}
	list, i := arr(c), c.int(0)
	at := i
	if at < 0 {
		at += len(list)
	}
	switch {
	case at >= 0 && at < len(list):
		return list[at]
	case c.Block != nil:
		return c.block(c.Args[0])
	case len(c.Args) > 1:
		return c.Args[1]
	}
	c.In.Raise("IndexError", "index %d outside of array bounds: %d...%d", i, -len(list), len(list))
	return nil
}

func arrayDig(c *Call) Value { return c.In.digOn(c, elemAt(arr(c), c.int(0))) }

// digOn goes on with dig from the value under its first argument.
func (in *Interp) digOn(c *Call, v Value) Value {
	if len(c.Args) == 1 || IsNil(v) {
		return v
	}
	if lost(v) == nil && !in.responds(v, "dig") {
		in.Raise("TypeError", "%s does not have #dig method", in.plainClass(v))
	}
	return in.Send(v, "dig", c.Args[1:]...)
}

func arrayValuesAt(c *Call) Value {
	list := arr(c)
	got := []Value{}
	for i, a := range c.Args {
		r, ok := a.(*Range)
		if !ok {
			got = append(got, elemAt(list, c.int(i)))
			continue
		}
		start, length, ok := c.In.span(r, len(list), true)
		if !ok {
			if low, _ := r.Low.(Int); low < 0 {
				c.In.Raise("RangeError", "%s out of range", c.In.Inspect(r))
			}
			continue
		}
		c.In.grow(16 * min(length, 1<<50))
		for j := range length {
			got = append(got, elemAt(list, start+j))
		}
	}
	return c.In.arr(got)
}

// howMany is the number that first, last, pop and shift are given.
func (c *Call) howMany() int {
	n := c.int(0)
	if n < 0 {
		c.In.Raise("ArgumentError", "negative array size")
	}
	return min(n, len(arr(c)))
}

func arrayFirst(c *Call) Value {
	if len(c.Args) == 0 {
		return elemAt(arr(c), 0)
	}
	return c.In.arr(slices.Clone(arr(c)[:c.howMany()]))
}

func arrayLast(c *Call) Value {
	if len(c.Args) == 0 {
		return elemAt(arr(c), -1)
	}
	return c.In.arr(slices.Clone(arr(c)[len(arr(c))-c.howMany():]))
}

func arraySetIndex(c *Call) Value {
	in, a := c.In, c.Self.(*Array)
	val := c.Args[len(c.Args)-1]
	for _, place := range c.Args[:len(c.Args)-1] {
		if u := Deep(place); u != nil {
			in.change(a)
			in.lose(a, because(u))
			return val
		}
	}
	in.change(a)
	r, isRange := c.Args[0].(*Range)
	switch {
	case len(c.Args) == 3:
		start, length := c.int(0), c.int(1)
		if length < 0 {
			in.Raise("IndexError", "negative length (%d)", length)
		}
		if start < 0 {
			if start += len(a.Elems); start < 0 {
				in.Raise("IndexError", "index %d too small for array; minimum: -%d", start-len(a.Elems), len(a.Elems))
			}
		}
		in.splice(a, start, length, val)
	case isRange:
		start, length, ok := in.span(r, len(a.Elems), true)
		if !ok {
			in.Raise("RangeError", "%s out of range", in.Inspect(r))
		}
		in.splice(a, start, length, val)
	default:
		in.setElem(a, c.int(0), val)
	}
	return val
}

// setElem sets one element, making the Array longer if need be.
func (in *Interp) setElem(a *Array, i int, v Value) {
	n := len(a.Elems)
	switch {
	case i < -n:
		in.Raise("IndexError", "index %d too small for array; minimum: -%d", i, n)
	case i < 0:
		i += n
	case i >= 1<<60:
		in.Raise("IndexError", "index %d too big", i)
	}
	in.pad(a, i+1)
	a.Elems[i] = v
}

// pad makes an Array at least n long.
func (in *Interp) pad(a *Array, n int) {
	if n <= len(a.Elems) {
		return
	}
	in.grow(16 * min(n-len(a.Elems), 1<<50))
	for len(a.Elems) < n {
		a.Elems = append(a.Elems, Nil{})
	}
}

// splice replaces a part of the elements by one value, or by those of an Array.
func (in *Interp) splice(a *Array, start, length int, v Value) {
	vals := []Value{v}
	if b, ok := v.(*Array); ok && b.Lost != nil {
		in.lose(a, b.Lost)
		return
	}
	if u, ok := v.(*Unknown); ok && (u.Type == Any || u.Type == TArray) {
		in.lose(a, because(u))
		return
	}
	if list, ok := in.implicitArray(v); ok {
		vals = list
	}
	in.work(len(a.Elems))
	in.pad(a, start)
	end := start + min(length, len(a.Elems)-start)
	in.grow(16 * len(vals))
	a.Elems = slices.Concat(a.Elems[:start], vals, a.Elems[end:])
}

func arraySliceOut(c *Call) Value {
	in, a := c.In, c.Self.(*Array)
	in.change(a)
	in.work(len(a.Elems))
	if !c.isSlice() {
		return removeAt(a, c.int(0))
	}
	start, length, ok := c.places()
	if !ok {
		return Nil{}
	}
	out := in.arr(slices.Clone(a.Elems[start : start+length]))
	a.Elems = slices.Concat(a.Elems[:start], a.Elems[start+length:])
	return out
}

// removeAt takes out one element and returns it, or nil.
func removeAt(a *Array, i int) Value {
	v := elemAt(a.Elems, i)
	if i < 0 {
		i += len(a.Elems)
	}
	if i >= 0 && i < len(a.Elems) {
		a.Elems = slices.Concat(a.Elems[:i], a.Elems[i+1:])
	}
	return v
}
