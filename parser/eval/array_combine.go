package eval

// This file holds the methods that make another Array, or a text, out of one
// or several.

import (
	"slices"
	"strings"
)

func arrayPlus(c *Call) Value {
	in := c.In
	other := c.Args[0]
	if lost(other) != nil {
		others, _ := in.addend(other)
		return in.partly(slices.Concat(arr(c), others))
	}
	return in.arr(slices.Concat(arr(c), in.Array(other)))
}

func arrayTimes(c *Call) Value {
	in := c.In
	if _, ok := c.Args[0].(*Str); ok {
		return arrayJoin(c)
	}
	n := c.int(0)
	switch {
	case n < 0:
		in.Raise("ArgumentError", "negative argument")
	case len(arr(c)) == 0 || n == 0:
		return in.arr([]Value{})
	case n > 1<<60/len(arr(c)):
		in.Raise("ArgumentError", "argument too big")
	}
	in.grow(16 * min(n*len(arr(c)), 1<<50))
	return &Array{Elems: slices.Repeat(arr(c), n)}
}

// keysOf returns the keys of all elements of the arguments.
func (c *Call) keysOf(args []Value) []map[any]bool {
	sets := make([]map[any]bool, len(args))
	for i, a := range args {
		sets[i] = map[any]bool{}
		for _, e := range c.In.Array(a) {
			sets[i][c.In.key(e)] = true
		}
	}
	return sets
}

func arrayDifference(c *Call) Value {
	list := []Value{}
	sets := c.keysOf(c.Args)
	for _, e := range arr(c) {
		if !slices.ContainsFunc(sets, func(s map[any]bool) bool { return len(s) > 0 && s[c.In.key(e)] }) {
			list = append(list, e)
		}
	}
	return c.In.arr(list)
}

func arrayIntersection(c *Call) Value {
	list := []Value{}
	sets := c.keysOf(c.Args)
	seen := map[any]bool{}
	for _, e := range arr(c) {
		k := c.In.key(e)
		if !seen[k] && !slices.ContainsFunc(sets, func(s map[any]bool) bool { return !s[k] }) {
			seen[k] = true
			list = append(list, e)
		}
	}
	return c.In.arr(list)
}

func arrayIntersects(c *Call) Value {
	return Bool(len(arrayIntersection(c).(*Array).Elems) > 0)
}

func arrayUnion(c *Call) Value {
	list := []Value{}
	seen := map[any]bool{}
	for _, v := range append([]Value{c.Self}, c.Args...) {
		for _, e := range c.In.Array(v) {
			if k := c.In.key(e); !seen[k] {
				seen[k] = true
				list = append(list, e)
			}
		}
	}
	return c.In.arr(list)
}

func arrayReverse(c *Call) Value {
	list := slices.Clone(arr(c))
	slices.Reverse(list)
	return c.In.arr(list)
}

func arrayRotate(c *Call) Value {
	n := 1
	if len(c.Args) > 0 {
		n = c.int(0)
	}
	list := arr(c)
	if len(list) > 0 {
		n = (n%len(list) + len(list)) % len(list)
		list = slices.Concat(list[n:], list[:n])
	}
	return c.In.arr(slices.Clone(list))
}

func arrayFlatten(c *Call) Value {
	flat, nested := flattened(c, arr(c), len(c.Args) == 0)
	if nested && len(c.Args) == 0 {
		return c.In.partly(flat)
	}
	return c.In.arr(flat)
}

// flattened returns elements with nested arrays laid out, to the depth that
// the argument says, and whether there were any. If partly, what may be an array
// of unknown elements becomes a spread.
func flattened(c *Call, elems []Value, partly bool) (flat []Value, nested bool) {
	depth := -1
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		depth = c.int(0)
	}
	flat = []Value{}
	var open []*Array
	var add func(list []Value, depth int)
	add = func(list []Value, depth int) {
		for _, e := range list {
			var inner []Value
			ok := false
			if u := lost(e); partly && u != nil && (u.Type == Any || u.Type == TArray) {
				nested = true
				if u.Elems != nil {
					add(u.Elems, depth-1)
				} else {
					flat = append(flat, spread(u))
				}
				continue
			}
			if depth != 0 {
				inner, ok = c.In.implicitArray(e)
			}
			if !ok {
				c.In.grow(16)
				flat = append(flat, e)
				continue
			}
			nested = true
			a, _ := e.(*Array)
			if a != nil && slices.Contains(open, a) {
				if depth < 0 {
					c.In.Raise("ArgumentError", "tried to flatten recursive array")
				}
			}
			open = append(open, a)
			c.In.step()
			add(inner, depth-1)
			open = open[:len(open)-1]
		}
	}
	if a, ok := c.Self.(*Array); ok {
		open = append(open, a)
	}
	add(elems, depth)
	return flat, nested
}

// A joiner writes the text that join makes. What is not known of it lies
// between the prefix and the rest.
type joiner struct {
	in     *Interp
	text   strings.Builder
	u      *Unknown
	prefix string
}

// write adds a text.
func (j *joiner) write(s string) {
	j.in.grow(len(s))
	j.text.WriteString(s)
}

// gap adds a text that is not known but for its ends.
func (j *joiner) gap(u *Unknown, before, after string) {
	if j.u == nil {
		j.u, j.prefix = because(u), j.text.String()+before
	} else {
		j.u = because(j.u, u)
	}
	j.text.Reset()
	j.write(after)
}

func (j *joiner) add(v Value, sep string, open []*Array) {
	switch v := v.(type) {
	case *Unknown:
		before, after := "", ""
		if v.Type == TString && v.NonNil {
			before, after = v.Prefix, v.Suffix
		}
		j.gap(v, before, after)
	case *Array:
		if v.Lost != nil {
			j.gap(v.Lost, "", "")
			return
		}
		if slices.Contains(open, v) {
			j.in.Raise("ArgumentError", "recursive array join")
		}
		j.list(v, sep, open)
	default:
		if u := Deep(v); u != nil {
			j.gap(u, "", "")
			return
		}
		if list, ok := j.in.implicitArray(v); ok {
			j.list(&Array{Elems: list}, sep, open)
			return
		}
		j.write(j.in.ToS(v))
	}
}

func (j *joiner) list(a *Array, sep string, open []*Array) {
	open = append(open, a)
	for i, e := range a.Elems {
		if i > 0 {
			j.write(sep)
		}
		j.in.step()
		j.add(e, sep, open)
	}
}

func arrayJoin(c *Call) Value {
	sep := ""
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		sep = c.text(0)
	}
	j := &joiner{in: c.In}
	j.list(c.Self.(*Array), sep, nil)
	if j.u != nil {
		return j.u.text(j.prefix, j.text.String())
	}
	return c.In.str(j.text.String())
}

func arrayTranspose(c *Call) Value {
	in := c.In
	rows := make([][]Value, len(arr(c)))
	for i, e := range arr(c) {
		rows[i] = in.Array(e)
		if len(rows[i]) != len(rows[0]) {
			in.Raise("IndexError", "element size differs (%d should be %d)", len(rows[i]), len(rows[0]))
		}
	}
	columns := []Value{}
	if len(rows) == 0 {
		return in.arr(columns)
	}
	for j := range rows[0] {
		column := make([]Value, len(rows))
		for i := range rows {
			column[i] = rows[i][j]
		}
		columns = append(columns, in.arr(column))
	}
	return in.arr(columns)
}

// handOut gives lists of elements to the block, and returns the receiver.
func handOut(c *Call, each func(yield func([]Value) bool)) Value {
	each(func(list []Value) bool {
		c.In.step()
		c.block(c.In.arr(slices.Clone(list)))
		return true
	})
	return c.Self
}

func arrayProduct(c *Call) Value {
	in := c.In
	lists := [][]Value{slices.Clone(arr(c))}
	size := len(arr(c))
	for _, a := range c.Args {
		list := in.Array(a)
		lists = append(lists, slices.Clone(list))
		size = min(size*len(list), 1<<40)
	}
	rows := []Value{}
	if c.Block == nil {
		in.grow(16 * size * len(lists))
	}
	row := make([]Value, len(lists))
	var fill func(i int)
	fill = func(i int) {
		if i == len(lists) {
			in.step()
			if c.Block != nil {
				c.block(in.arr(slices.Clone(row)))
			} else {
				rows = append(rows, &Array{Elems: slices.Clone(row)})
			}
			return
		}
		for _, e := range lists[i] {
			row[i] = e
			fill(i + 1)
		}
	}
	fill(0)
	if c.Block != nil {
		return c.Self
	}
	return &Array{Elems: rows}
}

// choose yields the ways to choose n elements: places go up, or may repeat, or
// may come in any order.
func choose(list []Value, n int, next func(chosen []int) []int) func(yield func([]Value) bool) {
	return func(yield func([]Value) bool) {
		var places []int
		row := make([]Value, 0, min(max(n, 0), 64))
		var fill func()
		fill = func() {
			if len(places) == n {
				yield(row)
				return
			}
			for _, i := range next(places) {
				places, row = append(places, i), append(row, list[i])
				fill()
				places, row = places[:len(places)-1], row[:len(row)-1]
			}
		}
		if n >= 0 {
			fill()
		}
	}
}

// between lists the numbers from a up to b, but not b.
func between(a, b int) []int {
	var list []int
	for i := a; i < b; i++ {
		list = append(list, i)
	}
	return list
}

func arrayCombination(c *Call) Value {
	list, n := slices.Clone(arr(c)), c.int(0)
	if n > len(list) {
		return c.Self
	}
	return handOut(c, choose(list, n, func(chosen []int) []int {
		from := 0
		if len(chosen) > 0 {
			from = chosen[len(chosen)-1] + 1
		}
		return between(from, len(list)-(n-len(chosen))+1)
	}))
}

func arrayPermutation(c *Call) Value {
	list := slices.Clone(arr(c))
	n := len(list)
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		n = c.int(0)
	}
	if n > len(list) {
		return c.Self
	}
	return handOut(c, choose(list, n, func(chosen []int) []int {
		return slices.DeleteFunc(between(0, len(list)), func(i int) bool { return slices.Contains(chosen, i) })
	}))
}

func arrayRepeatedCombination(c *Call) Value {
	list, n := slices.Clone(arr(c)), min(c.int(0), 1<<20)
	return handOut(c, choose(list, n, func(chosen []int) []int {
		from := 0
		if len(chosen) > 0 {
			from = chosen[len(chosen)-1]
		}
		return between(from, len(list))
	}))
}

func arrayRepeatedPermutation(c *Call) Value {
	list, n := slices.Clone(arr(c)), min(c.int(0), 1<<20)
	return handOut(c, choose(list, n, func([]int) []int { return between(0, len(list)) }))
}
