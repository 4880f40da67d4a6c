package eval

// This file holds Enumerator: what methods that want a block come to without
// one.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

// breakKind is the kind of the jumps by which we leave an iteration early.
const breakKind = syntax.Break

// An enumerator is what an Enumerator object holds: the call that it stands
// for, or a Go function that yields.
type enumerator struct {
	recv   Value
	method string
	args   []Value
	gen    func(yield func(Value) bool)
}

var enumeratorMethods = methods(map[string]impl{
	"each":             {0, 0, enumEach, 0},
	"with_index":       {0, 1, enumWithIndex, 0},
	"each_with_index":  {0, 0, enumWithIndex, 0},
	"with_object":      {1, 1, enumWithObject, unknowns},
	"each_with_object": {1, 1, enumWithObject, unknowns},
	"size":             {0, 0, enumSize, 0},
	"rewind":           {0, 0, func(c *Call) Value { return c.Self }, 0},
	"inspect":          {0, 0, enumInspect, 0},
}).with("to_s", "inspect")

// enumerator makes the Enumerator that a method with these arguments returns
// when it is called without a block.
func (in *Interp) enumerator(recv Value, method string, args ...Value) Value {
	return &Object{Class: in.class("Enumerator"), Host: &enumerator{recv: recv, method: method, args: args}}
}

// generated makes the Enumerator of what a Go function yields.
func (in *Interp) generated(gen func(yield func(Value) bool)) Value {
	return &Object{Class: in.class("Enumerator"), Host: &enumerator{gen: gen}}
}

// enum is the Enumerator that a call without a block comes to.
func (c *Call) enum() Value {
	return c.In.enumerator(c.Self, c.Name, slices.Clone(c.Args)...)
}

// orEnum makes an impl of one that needs a block.
func orEnum(fn func(*Call) Value) func(*Call) Value {
	return func(c *Call) Value {
		if c.Block == nil {
			return c.enum()
		}
		return fn(c)
	}
}

func (e *enumerator) iterate(in *Interp, fn func([]Value) bool) {
	if e.gen != nil {
		e.gen(func(v Value) bool { return fn([]Value{v}) })
		return
	}
	in.throughBlock(fn, e.call(in))
}

// call calls the method that the Enumerator stands for with a block.
func (e *enumerator) call(in *Interp) func(block *Proc) Value {
	return func(block *Proc) Value { return in.SendBlock(e.recv, e.method, block, e.args...) }
}

func enumOf(c *Call) *enumerator { return c.Self.(*Object).Host.(*enumerator) }

func enumEach(c *Call) Value {
	if c.Block == nil {
		return c.Self
	}
	e := enumOf(c)
	if e.gen == nil {
		return e.call(c.In)(c.Block)
	}
	e.gen(func(v Value) bool { c.block(v); return true })
	return c.Self
}

// run calls the method with a block that gets each turn's values as one, and
// the number of the turn: of one that hangs on something unknown, that is not
// known.
func (e *enumerator) run(c *Call, turn func(v, i Value) Value) Value {
	in := c.In
	if e.gen != nil {
		i := 0
		e.gen(func(v Value) bool { turn(v, Int(i)); i++; return true })
		return c.Self
	}
	i := 0
	conditions, journal := len(in.maybe), in.journal
	return e.call(in)(&Proc{arity: -1, native: func(b *Call) Value {
		var at Value = Int(i)
		if u := in.hangsOn(conditions, journal); u != nil {
			at = u.typed(TInt)
		}
		i++
		return turn(in.pack(slices.Clone(b.Args)), at)
	}})
}

func enumWithIndex(c *Call) Value {
	if c.Block == nil {
		return c.enum()
	}
	from := 0
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		from = c.int(0)
	}
	return enumOf(c).run(c, func(v, i Value) Value {
		if n, ok := i.(Int); ok {
			i = n + Int(from)
		}
		return c.block(v, i)
	})
}

func enumWithObject(c *Call) Value {
	if c.Block == nil {
		return c.enum()
	}
	memo := c.Args[0]
	enumOf(c).run(c, func(v, _ Value) Value { return c.block(v, memo) })
	return memo
}

// oneTurnEach are methods that yield once for each element.
var oneTurnEach = []string{
	"each", "each_with_index", "map", "collect", "flat_map", "collect_concat", "select", "filter", "filter_map", "find_all",
	"reject", "each_entry", "each_pair", "each_key", "each_value", "each_index", "reverse_each", "group_by", "partition",
	"min_by", "max_by", "minmax_by", "sort_by", "each_with_object", "with_index", "with_object", "map!", "collect!",
	"select!", "filter!", "reject!", "keep_if", "delete_if", "sort_by!", "uniq", "sum", "to_h", "transform_values",
	"transform_keys", "transform_values!", "transform_keys!",
}

func enumSize(c *Call) Value {
	e := enumOf(c)
	if c.Self.(*Object).Class.Name != "Enumerator" {
		return c.In.notModelled(c)
	}
	if e.gen != nil {
		return Nil{}
	}
	if e.method == "times" {
		return e.recv
	}
	n, ok := c.In.sizeOf(e.recv)
	if !ok {
		return c.In.notModelled(c)
	}
	switch {
	case slices.Contains(oneTurnEach, e.method):
		return n
	case e.method == "each_slice" || e.method == "each_cons":
		count, ok := n.(Int)
		by := Int(c.In.Int(e.args[0]))
		if !ok {
			break
		}
		if e.method == "each_slice" {
			return (count + by - 1) / by
		}
		return max(count-by+1, 0)
	}
	return c.In.notModelled(c)
}

// sizeOf is size of what an Enumerator goes over, where that has one.
func (in *Interp) sizeOf(v Value) (Value, bool) {
	switch v := known(v).(type) {
	case *Array, *Hash, *Range:
		n := in.Send(v, "size")
		return n, lost(n) == nil
	case *Object:
		if _, ok := v.Host.(*enumerator); ok {
			n := in.Send(v, "size")
			return n, lost(n) == nil
		}
	}
	return nil, false
}

func enumInspect(c *Call) Value {
	in, e := c.In, enumOf(c)
	open, dot, end := "#<Enumerator: ", ":", ">"
	if c.Self.(*Object).Class.Name == "Enumerator::ArithmeticSequence" {
		open, dot, end = "(", ".", ")"
	} else if e.gen != nil {
		return in.str("#<Enumerator: #<Enumerator::Generator:0x>:each>")
	}
	recv := in.Inspect(e.recv)
	if _, ok := e.recv.(*Range); ok && dot == "." {
		recv = "(" + recv + ")"
	}
	args := make([]string, len(e.args))
	for i, a := range e.args {
		args[i] = in.Inspect(a)
	}
	list := ""
	if len(args) > 0 {
		list = "(" + joinComma(args) + ")"
	}
	return in.str(open + recv + dot + e.method + list + end)
}
