package eval

// This file evaluates control structures.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

func (in *Interp) cond(n *syntax.If) Value {
	c := in.eval(n.Cond)
	truth, known := Truthy(c)
	if !known {
		return in.branch(c.(*Unknown),
			func() Value { in.assume(n.Cond, true); return in.eval(n.Then) },
			func() Value { in.assume(n.Cond, false); return in.eval(n.Else) })
	}
	if truth {
		return in.eval(n.Then)
	}
	return in.eval(n.Else)
}

// assume narrows a local variable that a condition has just tested.
func (in *Interp) assume(cond syntax.Node, truth bool) {
	switch c := cond.(type) {
	case *syntax.Not:
		in.assume(c.Value, !truth)
	case *syntax.Seq:
		if len(c.List) == 1 {
			in.assume(c.List[0], truth)
		}
	case *syntax.And:
		if truth {
			in.assume(c.Left, true)
			in.assume(c.Right, true)
		}
	case *syntax.Local:
		if u, ok := in.local(c).(*Unknown); ok {
			if truth {
				in.setLocal(c, trueSide(u))
			} else {
				in.setLocal(c, falseSide(u))
			}
		}
	}
}

func (in *Interp) caseWhen(n *syntax.Case) Value {
	var subject Value
	if n.Subject != nil {
		subject = in.eval(n.Subject)
	}
	return in.whens(n, subject, 0)
}

// whens goes on with the i-th arm of a case.
func (in *Interp) whens(n *syntax.Case, subject Value, i int) Value {
	if i == len(n.Whens) {
		return in.eval(n.Else)
	}
	w := n.Whens[i]
	hit := in.whenMatches(w, subject)
	truth, known := Truthy(hit)
	switch {
	case !known:
		return in.branch(hit.(*Unknown),
			func() Value { return in.eval(w.Body) },
			func() Value { return in.whens(n, subject, i+1) })
	case truth:
		return in.eval(w.Body)
	}
	return in.whens(n, subject, i+1)
}

// whenMatches tells whether one of an arm's tests matches: a Bool or an
// Unknown.
func (in *Interp) whenMatches(w syntax.When, subject Value) Value {
	var doubt *Unknown
	for _, t := range w.Tests {
		var hits []Value
		if s, ok := t.(*syntax.Splat); ok {
			hits = in.splat(nil, s)
		} else {
			hits = []Value{in.eval(t)}
		}
		for _, h := range hits {
			in.frame.at = t.Range()
			if subject != nil {
				h = in.Send(h, "===", subject)
			}
			truth, known := Truthy(h)
			if known && truth {
				if doubt == nil {
					return Bool(true)
				}
				continue
			}
			if !known {
				doubt = because(h.(*Unknown))
			}
		}
	}
	if doubt != nil {
		return doubt.typed(TBool)
	}
	return Bool(false)
}

// A loop is a while or for that is running, which break and next go to.
type loop struct{ node syntax.Node }

// turn runs one turn of a loop; done tells that it broke out, with a value.
func (in *Interp) turn(l *loop, body func()) (val Value, done bool) {
	val, done = in.certainTurn(l, body)
	in.land(l, Nil{}, syntax.Next)
	return val, done
}

func (in *Interp) certainTurn(l *loop, body func()) (val Value, done bool) {
	if !in.leaves(bodyOf(l.node), syntax.Next) && !in.leaves(bodyOf(l.node), syntax.Break) {
		body()
		return nil, false
	}
	f := in.frame
	outer := f.loop
	f.loop = l
	_, p := in.catch(func() Value { body(); return nil }, func(p any) bool {
		f.loop = outer
		j, ok := p.(jump)
		return ok && j.tag == any(l)
	})
	f.loop = outer
	if p != nil {
		j := p.(jump)
		return j.val, j.kind == syntax.Break
	}
	return nil, false
}

func bodyOf(n syntax.Node) syntax.Node {
	switch n := n.(type) {
	case *syntax.While:
		return n.Body
	case *syntax.For:
		return n.Body
	}
	return n
}

func (in *Interp) while(n *syntax.While) Value {
	l := &loop{n}
	return in.land(l, in.turns(n, l))
}

func (in *Interp) turns(n *syntax.While, l *loop) Value {
	outer := in.frame.loop
	defer func(f *frame) { f.loop = outer }(in.frame)
	for first := true; ; first = false {
		if !n.After || !first {
			c := in.eval(n.Cond)
			truth, known := Truthy(c)
			if !known {
				in.anyTimes(c.(*Unknown), func() {
					in.turn(l, func() { in.eval(n.Body) })
					in.eval(n.Cond)
				})
				return Nil{}
			}
			if truth == n.Until {
				return Nil{}
			}
		}
		if v, done := in.turn(l, func() { in.eval(n.Body) }); done {
			return v
		}
		if u, ok := in.mayLand(l, syntax.Break); ok {
			in.anyTimes(u, func() { in.turn(l, func() { in.eval(n.Body) }) })
			return Nil{}
		}
	}
}

func (in *Interp) forLoop(n *syntax.For) Value {
	over := in.eval(n.Over)
	in.frame.at = n.Over.Range()
	l := &loop{n}
	outer := in.frame.loop
	f := in.frame
	defer func() { f.loop = outer }()
	each := &Proc{arity: -1, native: func(c *Call) Value {
		// The body belongs to the frame that the loop stands in.
		saved := in.frame
		in.frame = f
		defer func() { in.frame = saved }()
		var v Value = Nil{}
		if len(c.Args) == 1 {
			v = c.Args[0]
		} else if len(c.Args) > 1 {
			v = in.arr(slices.Clone(c.Args))
		}
		in.store(n.Target, v)
		if v, done := in.turn(l, func() { in.seq(n.Body) }); done {
			panic(jump{kind: syntax.Break, tag: l, val: v})
		}
		return Nil{}
	}}
	if u := lost(over); u != nil {
		in.anyTimes(u, func() {
			in.store(n.Target, because(u))
			in.turn(l, func() { in.seq(n.Body) })
		})
		return in.land(l, over)
	}
	v := in.catchJump(func() Value { return in.SendBlock(over, "each", each) }, l)
	return in.land(l, v)
}

// jump leaves: it panics, and the block, loop or method it goes to catches it.
func (in *Interp) jump(n *syntax.Jump) Value {
	f := in.frame
	f.at = n.Pos
	v := in.eval(n.Value)
	f.at = n.Pos
	j := jump{kind: n.Kind, val: v}
	switch n.Kind {
	case syntax.Return:
		j.tag = f.home
	case syntax.Break, syntax.Next, syntax.Redo:
		switch {
		case f.loop != nil:
			j.tag = f.loop
		case f.proc == nil:
			in.Raise("LocalJumpError", "unexpected jump")
		case n.Kind == syntax.Next:
			j.tag = f
		default:
			j.tag = f.proc
		}
	}
	if n.Kind == syntax.Redo {
		in.unsupported("redo")
		j.kind = syntax.Next
		if f.loop == nil {
			j.tag = f
		}
	}
	panic(j)
}

// begin evaluates begin ... rescue ... else ... ensure.
func (in *Interp) begin(n *syntax.Begin) Value {
	if n.Ensure == nil {
		return in.rescues(n)
	}
	v, r := in.caught(func() Value { return in.rescues(n) })
	in.eval(n.Ensure)
	if r != nil {
		panic(r)
	}
	return v
}

// caught runs fn and returns the panic that ended it, if one did that a pill
// can see.
func (in *Interp) caught(fn func() Value) (v Value, r any) {
	return in.catch(fn, func(p any) bool { _, over := p.(stopped); return !over })
}

// maxRetries bounds retry, as a pill that retries forever would never load.
const maxRetries = 100

func (in *Interp) rescues(n *syntax.Begin) Value {
	if len(n.Rescues) == 0 {
		v := in.eval(n.Body)
		if n.Else != nil {
			v = in.eval(n.Else)
		}
		return v
	}
	for range maxRetries {
		v, again := in.rescueOnce(n)
		if !again {
			return v
		}
	}
	in.stop()
	return nil
}

func (in *Interp) rescueOnce(n *syntax.Begin) (v Value, again bool) {
	risks := in.mayRaise
	in.rescuing++
	exc := in.protect(func() {
		v = in.eval(n.Body)
	})
	in.rescuing--
	if exc == nil {
		if in.mayRaise == risks {
			if n.Else != nil {
				v = in.eval(n.Else)
			}
			return v, false
		}
		return in.perhapsRescued(n, v), false
	}
	for _, r := range n.Rescues {
		hit := in.rescuesClass(r, exc)
		if !hit {
			continue
		}
		return in.handle(r, exc)
	}
	panic(raised{exc})
}

// perhapsRescued goes on after a body in which something that is not known may
// have raised: either it went well, or the first handler ran.
func (in *Interp) perhapsRescued(n *syntax.Begin, v Value) Value {
	u := in.unknown(Outside, "rescue")
	r := n.Rescues[0]
	return in.branch(u,
		func() Value {
			if n.Else != nil {
				return in.eval(n.Else)
			}
			return v
		},
		func() Value {
			if r.Target != nil {
				in.store(r.Target, because(u))
			}
			return in.eval(r.Body)
		})
}

// handle runs a rescue clause; again tells that it retries.
func (in *Interp) handle(r syntax.Rescue, exc *Object) (v Value, again bool) {
	if r.Target != nil {
		in.store(r.Target, exc)
	}
	saved, had := in.globals["$!"]
	in.globals["$!"] = exc
	defer func() {
		if had {
			in.globals["$!"] = saved
		} else {
			delete(in.globals, "$!")
		}
	}()
	v, p := in.caught(func() Value { return in.eval(r.Body) })
	if j, ok := p.(jump); ok && j.kind == syntax.Retry {
		return nil, true
	}
	if p != nil {
		panic(p)
	}
	return v, false
}

// rescuesClass reports whether a rescue clause catches an exception.
func (in *Interp) rescuesClass(r syntax.Rescue, exc *Object) bool {
	if len(r.Classes) == 0 {
		return exc.Class.Inherits(in.class("StandardError"))
	}
	for _, n := range r.Classes {
		var classes []Value
		if s, ok := n.(*syntax.Splat); ok {
			classes = in.splat(nil, s)
		} else {
			classes = []Value{in.eval(n)}
		}
		for _, c := range classes {
			if k, ok := c.(*Class); ok && exc.Class.Inherits(k) {
				return true
			}
			if lost(c) != nil {
				return true // it names the class of something that is not known: most likely this
			}
		}
	}
	return false
}
