package eval

// This file catches the panics by which Ruby's exceptions and jumps travel.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

// try runs fn and returns the evaluator's own panic that ended it, if one did.
//
// A panic that is not wanted must be raised again only after try has returned:
// a deferred function that panics again runs on top of the stack that it should
// have left, so that a deep recursion would take time and room in the square
// of its depth.
func try(fn func() Value) (v Value, p any) {
	defer func() { p = own(recover()) }()
	return fn(), nil
}

// tryGo is try for a Go method, without a closure.
func tryGo(m *Method, c *Call) (v Value, p any) {
	defer func() { p = own(recover()) }()
	return m.Go(c), nil
}

// own returns a panic that is the evaluator's own; any other is a bug and goes
// on from where it is.
func own(r any) any {
	switch r.(type) {
	case nil, raised, jump, stopped, unknownSignal:
		return r
	}
	panic(r)
}

// catch runs fn. If it ends in a panic that is wanted, the frame is put back and
// the panic returned; any other goes on.
func (in *Interp) catch(fn func() Value, wanted func(any) bool) (v Value, p any) {
	state := in.mark()
	v, p = try(fn)
	if p == nil {
		return v, nil
	}
	if !wanted(p) {
		panic(p)
	}
	in.reset(state)
	return v, p
}

// catchJump runs fn and returns the value of a jump to tag that ended it, if one
// of these kinds did; no kinds means any.
func (in *Interp) catchJump(fn func() Value, tag any, kinds ...syntax.JumpKind) Value {
	v, p := in.catch(fn, func(p any) bool {
		j, ok := p.(jump)
		return ok && j.tag == tag && (len(kinds) == 0 || slices.Contains(kinds, j.kind))
	})
	if p != nil {
		return p.(jump).val
	}
	return v
}

// catchUnknown runs fn and returns why it needs what is not known, or nil.
func (in *Interp) catchUnknown(fn func()) *Unknown {
	_, p := in.catch(func() Value { fn(); return nil }, func(p any) bool { _, ok := p.(unknownSignal); return ok })
	if p != nil {
		return p.(unknownSignal).u
	}
	return nil
}
