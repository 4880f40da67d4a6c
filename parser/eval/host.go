package eval

// This file holds what the host's methods need of the evaluator.

import "github.com/pilllint/pilllint/parser/syntax"

// SetKey sets a key of a Hash as []= does, noting the change. A key that is not
// known may be any.
func (in *Interp) SetKey(h *Hash, key, v Value) {
	if in.journal != nil {
		in.touch(h)
	}
	h.Node = nil
	if u := Deep(key); u != nil {
		in.openTo(h, key, v, u)
		return
	}
	h.Set(key, v)
}

// SetIvar sets an instance variable of an object.
func (in *Interp) SetIvar(o *Object, name string, v Value) { in.attrSet(o, name, v) }

// NotFollowed is a call that may do anything to its receiver.
func (in *Interp) NotFollowed(c *Call) Value { return in.sendUnknown(c, in.unsupported(c.Name)) }

// ArrayOf makes an Array of values.
func (in *Interp) ArrayOf(elems ...Value) *Array { return in.arr(elems) }

// File is the file whose code is being evaluated.
func (in *Interp) File() *syntax.File {
	for f := in.frame; f != nil; f = f.caller {
		if f.file != nil {
			return f.file
		}
	}
	return in.main
}

// FileJoin is File.join.
func (in *Interp) FileJoin(parts ...Value) Value { return in.Send(in.class("File"), "join", parts...) }

// NativeBlock makes a block that is a Go function.
func NativeBlock(arity int, fn func(*Call) Value) *Proc { return &Proc{arity: arity, native: fn} }

// NewObject makes an instance of a class and initializes it with the arguments
// of c, as Class#new does.
func (in *Interp) NewObject(k *Class, c *Call) Value {
	o := in.allocate(k)
	if m := k.method("initialize"); m != nil {
		in.invoke(m, &Call{In: in, Self: o, Name: "initialize", Args: c.Args, Block: c.Block, Bare: c.Bare})
	}
	return o
}

// Same reports whether two values are certainly the same.
func Same(a, b Value) bool { return same(a, b) }

// EachWay runs fn with the number of each outcome of something that is not known,
// under the condition that it is that one. What raises does so under that
// condition, or certainly if all of them do.
func (in *Interp) EachWay(u *Unknown, ways int, fn func(int)) {
	onward := in.Onward
	in.Onward = false // what raises is noted, and ends nothing but its own way
	defer func() { in.Onward = onward }()
	in.eachWay(u, 0, ways, fn)
}

func (in *Interp) eachWay(u *Unknown, from, ways int, fn func(int)) {
	one := func() Value { fn(from); return Nil{} }
	if from == ways-1 {
		one()
		return
	}
	in.branch(u, one, func() Value { in.eachWay(u, from+1, ways, fn); return Nil{} })
}
