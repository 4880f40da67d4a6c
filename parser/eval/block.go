package eval

// This file makes procs, and runs blocks and methods that are written in Ruby.

import "github.com/pilllint/pilllint/parser/syntax"

// proc makes the closure of a block.
func (in *Interp) proc(n *syntax.Block) *Proc {
	f := in.frame
	return &Proc{Node: n, File: f.file, Self: f.self, scope: f.scope, cref: f.cref, home: f.home}
}

// CallBlock calls a block or proc with its own self.
func (in *Interp) CallBlock(p *Proc, args ...Value) Value {
	return in.callProc(p, p.Self, args, false, nil, nil)
}

// InstanceExec calls a block with another self, as instance_exec does: def in
// it makes singleton methods.
func (in *Interp) InstanceExec(p *Proc, self Value, args ...Value) Value {
	return in.callProc(p, self, args, false, nil, singletonOf(self))
}

func singletonOf(self Value) *Class {
	switch self := self.(type) {
	case *Object:
		if self.meta == nil {
			self.meta = &Class{Name: self.Class.Name}
		}
		return self.meta
	case *Class:
		return self.Meta()
	}
	return nil
}

// callProc runs a proc. bare tells that the last argument was a hash without
// braces; block is the block it is given itself; def is where def defines.
func (in *Interp) callProc(p *Proc, self Value, args []Value, bare bool, block *Proc, def *Class) Value {
	if p.native != nil {
		return p.native(&Call{In: in, Self: self, Args: args, Block: block, Bare: bare})
	}
	if p.method != nil {
		return in.invoke(p.method, &Call{In: in, Self: self, Args: args, Block: block, Bare: bare})
	}
	f := &frame{
		caller: in.frame, file: p.File, at: p.Node.Opener, self: self, cref: p.cref, home: p.home, def: def, proc: p,
		scope: &scope{vars: make([]Value, len(p.Node.Locals)), parent: p.scope, made: in.journal},
	}
	if p.home != nil {
		f.method, f.args, f.block = p.home.method, p.home.args, p.home.block
	}
	if p.Lambda {
		f.home = f // return leaves the lambda
	}
	return in.inFrame(f, func() Value {
		in.bind(p.Node.Params, args, bare, block, p.Lambda)
		v := in.land(f, in.blockBody(p, f))
		if p.Lambda {
			v = in.land(p, v)
		}
		return v
	})
}

// blockBody runs a proc's body and catches next, and for a lambda return and
// break.
func (in *Interp) blockBody(p *Proc, f *frame) Value {
	body := p.Node.Body
	run := func() Value { return in.seq(body) }
	if p.Lambda && (in.leaves(body, syntax.Return) || in.leaves(body, syntax.Break)) {
		inner := run
		run = func() Value { return in.catchJump(inner, p, syntax.Break) }
		return in.catchJump(run, f)
	}
	if in.leaves(body, syntax.Next) {
		return in.catchJump(run, f, syntax.Next)
	}
	return run()
}

// leaves reports whether code of the file that is being evaluated contains a jump
// of a kind that is its own: not within a method, class or, for next and break, a
// block or loop inside it.
func (in *Interp) leaves(n syntax.Node, kind syntax.JumpKind) bool {
	if f := in.frame.file; f != nil && f.NoJumps { // as nearly always
		return false
	}
	kinds, ok := in.jumps[n]
	if !ok {
		kinds = jumpsOf(n)
		in.jumps[n] = kinds
	}
	return kinds&(1<<kind) != 0
}

// jumpsOf returns the kinds of jumps that code makes, as bits.
func jumpsOf(code syntax.Node) (kinds uint8) {
	var look func(n syntax.Node, within bool)
	look = func(n syntax.Node, within bool) {
		syntax.Walk(n, func(c syntax.Node) bool {
			switch c := c.(type) {
			case *syntax.Jump:
				if !within || c.Kind == syntax.Return {
					kinds |= 1 << c.Kind
				}
			case *syntax.Def, *syntax.Class, *syntax.Module, *syntax.SClass:
				return false
			case *syntax.Block, *syntax.While, *syntax.For:
				if c != n && !within {
					look(c, true)
					return false
				}
			}
			return true
		})
	}
	look(code, false)
	return kinds
}

// invokeRuby calls a method that is written in Ruby.
func (in *Interp) invokeRuby(m *Method, c *Call) Value {
	if m.proc != nil {
		return in.callProc(m.proc, c.Self, c.Args, c.Bare, c.Block, nil)
	}
	f := &frame{
		caller: in.frame, file: m.file, at: m.def.NamePos, self: c.Self, cref: m.cref,
		scope:  &scope{vars: make([]Value, len(m.def.Locals)), made: in.journal},
		method: m, args: c.Args, block: c.Block,
	}
	f.home = f
	return in.inFrame(f, func() Value {
		if m.def.Params == nil && len(c.Args) > 0 {
			in.wrongCount(len(c.Args), 0, 0)
		}
		return in.catchReturn(f, func() Value {
			in.bind(m.def.Params, c.Args, c.Bare, c.Block, true)
			return in.eval(m.def.Body)
		})
	})
}

// catchReturn runs the body of a method or file and catches its return.
func (in *Interp) catchReturn(f *frame, fn func() Value) Value {
	return in.land(f, in.catchCertainReturn(f, fn))
}

func (in *Interp) catchCertainReturn(f *frame, fn func() Value) Value {
	if f.method != nil && f.method.def != nil && !in.leaves(f.method.def.Body, syntax.Return) {
		return fn()
	}
	return in.catchJump(fn, f, syntax.Return)
}
