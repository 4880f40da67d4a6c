package eval

// This file holds the methods by which an Array is made, read and shown.

import (
	"slices"
	"strings"
)

var arrayMethods = methods(map[string]impl{
	// reading
	"[]":         {1, 2, arrayIndex, 0},
	"at":         {1, 1, func(c *Call) Value { return elemAt(arr(c), c.int(0)) }, 0},
	"fetch":      {1, 2, arrayFetch, unknowns},
	"dig":        {1, -1, arrayDig, 0},
	"values_at":  {0, -1, arrayValuesAt, 0},
	"first":      {0, 1, arrayFirst, 0},
	"last":       {0, 1, arrayLast, 0},
	"length":     {0, 0, func(c *Call) Value { return Int(len(arr(c))) }, 0},
	"empty?":     {0, 0, func(c *Call) Value { return Bool(len(arr(c)) == 0) }, 0},
	"count":      {0, 1, arrayCount, 0},
	"index":      {0, 1, enumerableFindIndex, 0},
	"rindex":     {0, 1, arrayRindex, 0},
	"assoc":      {1, 1, func(c *Call) Value { return arrayAssoc(c, 0) }, 0},
	"rassoc":     {1, 1, func(c *Call) Value { return arrayAssoc(c, 1) }, 0},
	"bsearch":    {0, 0, orEnum(arrayBsearch), 0},
	"sample":     {0, -1, arraySample, 0},
	"shuffle":    {0, -1, arrayShuffle, 0},
	"each":       {0, 0, orEnum(arrayEach), 0},
	"each_index": {0, 0, orEnum(arrayEachIndex), 0},
	"reverse_each": {0, 0, orEnum(func(c *Call) Value {
		a := c.Self.(*Array)
		for i := len(a.Elems) - 1; i >= 0; i-- {
			if i = min(i, len(a.Elems)-1); i < 0 {
				break
			}
			c.In.step()
			c.block(a.Elems[i])
		}
		return a
	}), 0},
	// turning into something else
	"to_a":        {0, 0, func(c *Call) Value { return c.Self }, 0},
	"join":        {0, 1, arrayJoin, 0},
	"inspect":     {0, 0, func(c *Call) Value { return c.In.str(c.In.Inspect(c.Self)) }, 0},
	"to_s":        {0, 1, arrayToS, 0},
	"to_sentence": {0, 1, arrayToSentence, 0},
	// comparing
	"==":   {1, 1, arrayEqual, unknowns},
	"<=>":  {1, 1, arrayCompare, 0},
	"eql?": {1, 1, arrayEql, 0},
	// making another
	"+":                    {1, 1, arrayPlus, unknowns},
	"*":                    {1, 1, arrayTimes, 0},
	"-":                    {1, 1, func(c *Call) Value { return arrayDifference(c) }, 0},
	"&":                    {1, 1, func(c *Call) Value { return arrayIntersection(c) }, 0},
	"|":                    {1, 1, func(c *Call) Value { return arrayUnion(c) }, 0},
	"difference":           {0, -1, arrayDifference, 0},
	"intersection":         {0, -1, arrayIntersection, 0},
	"union":                {0, -1, arrayUnion, 0},
	"intersect?":           {1, 1, arrayIntersects, 0},
	"reverse":              {0, 0, arrayReverse, 0},
	"rotate":               {0, 1, arrayRotate, 0},
	"flatten":              {0, 1, arrayFlatten, 0},
	"product":              {0, -1, arrayProduct, 0},
	"combination":          {1, 1, orEnum(arrayCombination), 0},
	"permutation":          {0, 1, orEnum(arrayPermutation), 0},
	"repeated_combination": {1, 1, orEnum(arrayRepeatedCombination), 0},
	"repeated_permutation": {1, 1, orEnum(arrayRepeatedPermutation), 0},
	"transpose":            {0, 0, arrayTranspose, 0},
	// changing
	"[]=":       {2, 3, arraySetIndex, unknowns | mutates},
	"<<":        {1, 1, arrayPush, unknowns | mutates},
	"push":      {0, -1, arrayPush, unknowns | mutates},
	"unshift":   {0, -1, arrayUnshift, unknowns | mutates},
	"insert":    {1, -1, arrayInsert, unknowns | mutates},
	"concat":    {0, -1, arrayConcat, mutates},
	"pop":       {0, 1, arrayPop, mutates},
	"shift":     {0, 1, arrayShift, mutates},
	"clear":     {0, 0, arrayClear, 0},
	"replace":   {1, 1, arrayReplace, mutates},
	"fill":      {0, 3, arrayFill, mutates},
	"delete":    {1, 1, arrayDelete, mutates},
	"delete_at": {1, 1, arrayDeleteAt, mutates},
	"slice!":    {1, 2, arraySliceOut, mutates},
	"delete_if": {0, 0, orEnum(func(c *Call) Value { arrayKeep(c, false); return c.Self }), mutates},
	"keep_if":   {0, 0, orEnum(func(c *Call) Value { arrayKeep(c, true); return c.Self }), mutates},
	"reject!":   {0, 0, orEnum(func(c *Call) Value { return selfIf(c, arrayKeep(c, false)) }), mutates},
	"select!":   {0, 0, orEnum(func(c *Call) Value { return selfIf(c, arrayKeep(c, true)) }), mutates},
	"map!":      {0, 0, orEnum(arrayMapIn), mutates},
	"compact!":  {0, 0, arrayCompactIn, mutates},
	"uniq!":     {0, 0, arrayUniqIn, mutates},
	"flatten!":  {0, 1, arrayFlattenIn, mutates},
	"reverse!":  {0, 0, arrayReverseIn, mutates},
	"rotate!":   {0, 1, arrayRotateIn, mutates},
	"shuffle!":  {0, -1, arrayShuffleIn, mutates},
	"sort!":     {0, 0, arraySortIn, mutates},
	"sort_by!":  {0, 0, orEnum(arraySortByIn), mutates},
}).with(
	"slice", "[]", "size", "length", "find_index", "index", "entries", "to_a", "to_ary", "to_a",
	"append", "push", "prepend", "unshift", "filter!", "select!", "collect!", "map!", "deconstruct", "to_a",
)

var arrayClass = methods(map[string]impl{
	"new":         {0, 2, arrayNew, unknowns},
	"[]":          {0, -1, func(c *Call) Value { return c.In.arr(slices.Clone(c.Args)) }, unknowns},
	"wrap":        {1, 1, arrayWrap, unknowns},
	"try_convert": {1, 1, arrayTryConvert, 0},
})

// arr returns the elements of the receiver.
func arr(c *Call) []Value { return c.Self.(*Array).Elems }

// plainArray ends the method if the class that is called is not Array itself.
func plainArray(c *Call) {
	if k, ok := c.Self.(*Class); !ok || k.Name != "Array" {
		needs(c.In.unsupported("subclass of Array"))
	}
}

func arrayNew(c *Call) Value {
	in := c.In
	plainArray(c)
	if len(c.Args) == 0 {
		return in.arr(nil)
	}
	if u := lost(c.Args[0]); u != nil {
		a := in.arr(nil)
		a.Lost = u
		if c.Block != nil {
			in.blockAnyTimes(c.Block, u)
		}
		return a
	}
	if a, ok := c.Args[0].(*Array); ok && len(c.Args) == 1 {
		return in.arr(slices.Clone(a.Elems))
	}
	n := c.int(0)
	switch {
	case n < 0:
		in.Raise("ArgumentError", "negative array size")
	case n > 1<<56:
		in.Raise("ArgumentError", "array size too big")
	}
	in.grow(16 * n)
	list := make([]Value, 0, n)
	var fill Value = Nil{}
	if len(c.Args) > 1 {
		fill = c.Args[1]
	}
	for i := range n {
		if c.Block != nil {
			fill = c.block(Int(i))
		}
		list = append(list, fill)
	}
	return &Array{Elems: list}
}

// arrayWrap is ActiveSupport's Array.wrap.
func arrayWrap(c *Call) Value {
	switch v := c.Args[0].(type) {
	case Nil:
		return c.In.arr(nil)
	case *Array:
		return v
	case *Unknown:
		return because(v).typed(TArray)
	}
	if elems, ok := c.In.implicitArray(c.Args[0]); ok {
		return c.In.arr(slices.Clone(elems))
	}
	return c.In.arr([]Value{c.Args[0]})
}

func arrayTryConvert(c *Call) Value {
	if a, ok := c.Args[0].(*Array); ok {
		return a
	}
	if elems, ok := c.In.implicitArray(c.Args[0]); ok {
		return c.In.arr(slices.Clone(elems))
	}
	return Nil{}
}

func arrayEach(c *Call) Value {
	c.In.iterateArray(c.Self.(*Array), func(args []Value) bool { c.block(args...); return true })
	return c.Self
}

func arrayEachIndex(c *Call) Value {
	i := 0
	c.In.iterateArray(c.Self.(*Array), func([]Value) bool { c.block(Int(i)); i++; return true })
	return c.Self
}

func arrayCount(c *Call) Value {
	if len(c.Args) == 0 && c.Block == nil {
		return Int(len(arr(c)))
	}
	return enumerableCount(c)
}

func arrayRindex(c *Call) Value {
	if c.Block == nil && len(c.Args) == 0 {
		return c.enum()
	}
	c.In.work(len(arr(c)))
	for i, e := range slices.Backward(arr(c)) {
		if len(c.Args) > 0 && c.In.Equal(e, c.Args[0]) || len(c.Args) == 0 && c.test(e) {
			return Int(i)
		}
	}
	return Nil{}
}

// arrayAssoc finds the first array among the elements that has the argument in
// a place.
func arrayAssoc(c *Call, place int) Value {
	c.In.work(len(arr(c)))
	for _, e := range arr(c) {
		if pair, ok := c.In.implicitArray(e); ok && place < len(pair) && c.In.Equal(pair[place], c.Args[0]) {
			return e
		}
	}
	return Nil{}
}

func arrayBsearch(c *Call) Value {
	list := arr(c)
	var found Value = Nil{}
	low, high := 0, len(list)
	for low < high {
		mid := low + (high-low)/2
		v := known(c.block(list[mid]))
		smaller := false
		switch v := v.(type) {
		case Bool, Nil:
			if smaller = truth(v); smaller {
				found = list[mid]
			}
		case Int, Float, Big:
			n := c.In.sign(v, v, Int(0))
			if n == 0 {
				return list[mid]
			}
			smaller = n < 0
		default:
			c.In.Raise("TypeError", "wrong argument type %s (must be numeric, true, false or nil)", c.In.plainClass(v))
		}
		if smaller {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return found
}

// random is what a method that draws lots comes to.
func (in *Interp) random(name string) *Unknown { return in.unknown(Outside, name) }

func arraySample(c *Call) Value {
	if len(c.Args) > 0 {
		if n, ok := c.Args[0].(Int); !ok || n < 0 {
			return c.In.notModelled(c)
		}
		return c.In.random("sample").typed(TArray)
	}
	switch list := arr(c); len(list) {
	case 0:
		return Nil{}
	case 1:
		return list[0]
	default:
		u := c.In.random("sample")
		if len(list) <= 8 {
			u.Choices = slices.Clone(list)
		}
		t, nonNil := typeOf(list[0])
		for _, e := range list[1:] {
			t2, n2 := typeOf(e)
			nonNil = nonNil && n2
			if t2 != t {
				t = Any
			}
		}
		u.Type, u.NonNil = t, nonNil
		return u
	}
}

func arrayShuffle(c *Call) Value {
	if len(c.Args) > 0 {
		return c.In.notModelled(c)
	}
	if list := arr(c); len(list) < 2 {
		return c.In.arr(slices.Clone(list))
	}
	return c.In.random("shuffle").typed(TArray)
}

func arrayToS(c *Call) Value {
	if len(c.Args) > 0 {
		return c.In.notModelled(c)
	}
	return c.In.str(c.In.Inspect(c.Self))
}

// arrayToSentence is ActiveSupport's, in English.
func arrayToSentence(c *Call) Value {
	words := []string{", ", " and ", ", and "}
	if len(c.Args) > 0 {
		h := c.In.Hash(c.Args[0])
		for k, v := range h.Each {
			i := slices.Index([]Value{Sym("words_connector"), Sym("two_words_connector"), Sym("last_word_connector")}, k)
			if i < 0 {
				return c.In.notModelled(c)
			}
			words[i] = c.In.ToS(v)
		}
	}
	texts := make([]string, len(arr(c)))
	for i, e := range arr(c) {
		texts[i] = c.In.ToS(e)
	}
	n := len(texts)
	switch n {
	case 0, 1:
		return c.In.str(strings.Join(texts, ""))
	case 2:
		return c.In.str(texts[0] + words[1] + texts[1])
	}
	return c.In.str(strings.Join(texts[:n-1], words[0]) + words[2] + texts[n-1])
}

func arrayEqual(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		return c.In.equal(c)
	}
	other, ok := c.Args[0].(*Array)
	if !ok || len(other.Elems) != len(arr(c)) {
		if o, isObject := c.Args[0].(*Object); isObject && c.In.find(o, "to_ary") != nil {
			return c.In.notModelled(c)
		}
		return Bool(false)
	}
	// One pair that differs decides, whatever the others are.
	var doubt *Unknown
	c.In.work(len(other.Elems))
	for i, e := range arr(c) {
		eq, u := c.In.mayEqual(e, other.Elems[i])
		if u != nil {
			doubt = u
		} else if !eq {
			return Bool(false)
		}
	}
	if doubt != nil {
		return doubt.typed(TBool)
	}
	return Bool(true)
}

func arrayCompare(c *Call) Value {
	if n, ok := c.In.compare(c.Self, c.Args[0]); ok {
		return Int(n)
	}
	return Nil{}
}

func arrayEql(c *Call) Value {
	if _, ok := c.Args[0].(*Array); !ok {
		return Bool(false)
	}
	return Bool(c.In.key(c.Self) == c.In.key(c.Args[0]))
}
