package eval

// This file makes procs, binds parameters, and runs blocks and methods that
// are written in Ruby.

import (
	"github.com/pilllint/pilllint/parser/syntax"
)

// proc makes the closure of a block.
func (in *Interp) proc(n *syntax.Block) *Proc {
	f := in.frame
	return &Proc{Node: n, File: f.file, Self: f.self, scope: f.scope, cref: f.cref, home: f.home}
}

// Arity is Proc#arity.
func (p *Proc) Arity() int {
	if p.Node == nil {
		if p.method != nil {
			return p.method.arity()
		}
		return p.arity
	}
	return arity(p.Node.Params, p.Lambda)
}

// arity is what Proc#arity or Method#arity says of parameters; strict ones are
// those of methods and lambdas.
func arity(ps *syntax.Params, strict bool) int {
	if ps == nil {
		return 0
	}
	least := len(ps.Required) + len(ps.Post)
	most := least + len(ps.Optional)
	if len(ps.Keywords) > 0 || ps.KeyRest != nil {
		most++
	}
	for _, k := range ps.Keywords {
		if k.Default == nil {
			least++
			break
		}
	}
	unlimited := ps.Rest != nil || ps.Forward
	if !unlimited && (!strict || least == most) {
		return least
	}
	return -least - 1
}

func (m *Method) arity() int {
	switch {
	case m.def != nil:
		return arity(m.def.Params, true)
	case m.proc != nil:
		return arity(m.proc.Node.Params, true)
	case m.Min == m.Max:
		return m.Min
	}
	return -m.Min - 1
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
		scope: &scope{vars: make([]Value, len(p.Node.Locals)), parent: p.scope},
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

// bind gives parameters their arguments. A strict binding (of methods and
// lambdas) counts them.
func (in *Interp) bind(ps *syntax.Params, args []Value, bare bool, block *Proc, strict bool) {
	if ps == nil {
		if strict && len(args) > 0 {
			in.wrongCount(len(args), 0, 0)
		}
		return
	}
	vars := in.frame.scope.vars
	hasKeys := len(ps.Keywords) > 0 || ps.KeyRest != nil
	var keys *Hash
	if hasKeys && bare && len(args) > 0 {
		if h, ok := args[len(args)-1].(*Hash); ok {
			keys, args = h, args[:len(args)-1]
		}
	}
	if !strict && len(args) == 1 && takesApart(ps) {
		if u, ok := args[0].(*Unknown); ok {
			args = in.spread(u, ps)
		} else if a, ok := args[0].(*Array); ok {
			if a.Lost != nil {
				args = in.spread(a.Lost, ps)
			} else {
				args = a.Elems
			}
		}
	}
	need := len(ps.Required) + len(ps.Post)
	if strict {
		in.checkArgs(ps, args, need)
	}
	in.bindPositional(ps, vars, args, need)
	if hasKeys {
		in.bindKeywords(ps, vars, keys)
	}
	if ps.Block != nil {
		vars[ps.Block.Slot] = Nil{}
		if block != nil {
			vars[ps.Block.Slot] = block
		}
	}
}

func (in *Interp) checkArgs(ps *syntax.Params, args []Value, need int) {
	max := need + len(ps.Optional)
	if ps.Rest != nil || ps.Forward {
		max = -1
	}
	if len(args) >= need && (max < 0 || len(args) <= max) {
		return
	}
	in.frame.at = ps.Pos // Ruby names the definition, not the call
	in.wrongCount(len(args), need, max)
}

// takesApart reports whether a block with these parameters takes a single
// array apart.
func takesApart(ps *syntax.Params) bool {
	n := len(ps.Required) + len(ps.Optional) + len(ps.Post)
	return n > 1 || n == 1 && (ps.Comma || ps.Rest != nil)
}

// spread stands for the elements of an array that is not known.
func (in *Interp) spread(u *Unknown, ps *syntax.Params) []Value {
	args := make([]Value, len(ps.Required)+len(ps.Optional)+len(ps.Post))
	for i := range args {
		args[i] = because(u)
	}
	return args
}

func (in *Interp) bindPositional(ps *syntax.Params, vars, args []Value, need int) {
	at := func(i int) Value {
		if i < len(args) {
			return args[i]
		}
		return Nil{}
	}
	i := 0
	for _, p := range ps.Required {
		in.bindOne(p, vars, at(i))
		i++
	}
	spare := max(len(args)-need, 0)
	for _, p := range ps.Optional {
		if spare > 0 {
			vars[p.Slot] = at(i)
			i++
			spare--
			continue
		}
		vars[p.Slot] = in.eval(p.Default)
	}
	if ps.Rest != nil {
		rest := make([]Value, 0, spare)
		for range spare {
			rest = append(rest, at(i))
			i++
		}
		vars[ps.Rest.Slot] = in.arr(rest)
	}
	for _, p := range ps.Post {
		in.bindOne(p, vars, at(i))
		i++
	}
}

func (in *Interp) bindOne(p syntax.Param, vars []Value, v Value) {
	vars[p.Slot] = v
	if p.Nested != nil {
		in.destructure(p.Nested, v)
	}
}

func (in *Interp) bindKeywords(ps *syntax.Params, vars []Value, keys *Hash) {
	taken := map[string]bool{}
	var missing []string
	for _, p := range ps.Keywords {
		taken[p.Name] = true
		if keys != nil {
			if v, ok := keys.Sym(p.Name); ok {
				vars[p.Slot] = v
				continue
			}
			if len(keys.Open) > 0 {
				vars[p.Slot] = &Unknown{Causes: keys.Open}
				continue
			}
		}
		if p.Default == nil {
			missing = append(missing, ":"+p.Name)
			continue
		}
		vars[p.Slot] = in.eval(p.Default)
	}
	if len(missing) > 0 {
		in.Raise("ArgumentError", "missing keyword%s: %s", plural(len(missing)), joinComma(missing))
	}
	rest := NewHash()
	if keys != nil {
		var unknown []string
		for k, v := range keys.Each {
			if s, ok := k.(Sym); ok && taken[string(s)] {
				continue
			}
			if ps.KeyRest == nil {
				unknown = append(unknown, in.Inspect(k))
			}
			rest.Set(k, v)
		}
		rest.Open = keys.Open
		if len(unknown) > 0 {
			in.Raise("ArgumentError", "unknown keyword%s: %s", plural(len(unknown)), joinComma(unknown))
		}
	}
	if ps.KeyRest != nil {
		vars[ps.KeyRest.Slot] = rest
	}
}

// invokeRuby calls a method that is written in Ruby.
func (in *Interp) invokeRuby(m *Method, c *Call) Value {
	if m.proc != nil {
		return in.callProc(m.proc, c.Self, c.Args, c.Bare, c.Block, nil)
	}
	f := &frame{
		caller: in.frame, file: m.file, at: m.def.NamePos, self: c.Self, cref: m.cref,
		scope:  &scope{vars: make([]Value, len(m.def.Locals))},
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

// yield calls the block of the method around it.
func (in *Interp) yield(n *syntax.Yield) Value {
	args, bare := in.arguments(nil, n.Args)
	in.frame.at = n.Pos
	b := in.frame.block
	if b == nil {
		in.Raise("LocalJumpError", "no block given (yield)")
	}
	return in.callProc(b, b.Self, args, bare, nil, nil)
}

// sameArgs are what super without arguments passes on: the parameters of the
// method around it, as they are by now.
func (in *Interp) sameArgs(f *frame) (args []Value, bare bool) {
	if f.method == nil || f.method.def == nil || f.method.def.Params == nil || f.method.def.Params.Forward {
		return f.args, false
	}
	s := f.scope
	for s.parent != nil {
		s = s.parent
	}
	ps := f.method.def.Params
	for _, list := range [][]syntax.Param{ps.Required, ps.Optional} {
		for _, p := range list {
			args = append(args, s.vars[p.Slot])
		}
	}
	if ps.Rest != nil {
		if rest := s.vars[ps.Rest.Slot]; lost(rest) != nil {
			args = append(args, because(lost(rest)))
		} else {
			args = append(args, in.toA(rest)...)
		}
	}
	for _, p := range ps.Post {
		args = append(args, s.vars[p.Slot])
	}
	keys := NewHash()
	for _, p := range ps.Keywords {
		keys.Set(Sym(p.Name), s.vars[p.Slot])
	}
	if ps.KeyRest != nil {
		if rest, ok := s.vars[ps.KeyRest.Slot].(*Hash); ok {
			in.mergeInto(keys, rest, nil, false)
		}
	}
	if keys.Len() > 0 || len(keys.Open) > 0 {
		return append(args, keys), true
	}
	return args, false
}

// super calls the method that this one hides.
func (in *Interp) super(n *syntax.Super) Value {
	f := in.frame
	var args []Value
	var bare bool
	if n.Zsuper {
		args, bare = in.sameArgs(f)
	} else {
		args, bare = in.arguments(nil, n.Args)
	}
	block := f.block
	if n.Block != nil {
		block = in.proc(n.Block)
	} else if n.Pass != nil {
		block = in.passedBlock(n.Pass)
	}
	f.at = n.Pos
	m := f.method
	if m == nil {
		in.Raise("RuntimeError", "super called outside of method")
	}
	c := &Call{In: in, Self: f.self, Name: m.Name, Args: args, Block: block, Bare: bare}
	var next *Method
	if k, ok := f.self.(*Class); ok && k.meta != nil && m.Owner != nil && !k.Inherits(m.Owner) {
		if k.Super != nil {
			next = in.singleton(k.Super, m.Name)
		}
	} else {
		next = in.ClassOf(f.self).after(m.Owner, m.Name)
	}
	if next != nil {
		return in.invoke(next, c)
	}
	if m.Name == "initialize" || m.Name == "inherited" || m.Name == "included" || m.Name == "method_added" {
		return Nil{}
	}
	if m.Name == "method_missing" {
		return in.MethodMissing(c)
	}
	if m.Name == "respond_to_missing?" {
		return Bool(false)
	}
	if _, ok := in.exists(f.self, m.Name); ok {
		return in.notModelled(c)
	}
	in.Raise("NoMethodError", "super: no superclass method `%s' for %s", m.Name, in.describe(f.self))
	return nil
}
