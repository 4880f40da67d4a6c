package eval

// This file runs the arms of a condition that is not known, and what comes after
// them.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

// An outcome is how an arm ended.
type outcome struct {
	val   Value
	jump  *jump
	exc   *Object
	after map[any]any  // what it changed, and to what
	later []detour     // jumps out of it that it may have made on its way
	fresh map[any]bool // what it made
	arm   *journal     // what kept its changes
}

// A detour is a jump that may have been made, because of something unknown.
// Where it goes to, the state that it would bring along is joined with the one
// that is met there.
type detour struct {
	jump    jump
	because *Unknown
	after   map[any]any // what the arm that jumps changed, and to what
	since   *journal    // what was changed since, and what it was before
}

// arm runs one arm under a condition, takes back what it changed, and says how
// it ended.
func (in *Interp) arm(u *Unknown, fn func() Value) (o outcome) {
	state, conditions, jumps := in.mark(), len(in.maybe), len(in.later)
	j := &journal{parent: in.journal, before: map[any]any{}}
	in.journal = j
	in.maybe = append(in.maybe, u.Causes...)
	v, p := try(fn)
	o.val = v
	switch p := p.(type) {
	case raised:
		o.exc = p.exc
	case jump:
		o.jump = &p
	case unknownSignal:
		o.val = because(p.u)
	case stopped:
		panic(p)
	}
	in.reset(state)
	for _, l := range in.later[jumps:] {
		o.later = append(o.later, in.fromStart(l, j))
	}
	in.later, in.maybe, in.journal = in.later[:jumps], in.maybe[:conditions], j.parent
	o.fresh, o.arm = j.fresh, j
	j.parent.made(j.fresh)
	o.after = make(map[any]any, len(j.order))
	for _, thing := range slices.Backward(j.order) {
		o.after[thing] = in.save(thing)
		in.restore(thing, j.before[thing])
	}
	return o
}

// fromStart returns a jump out of an arm as seen from where the arm began: with
// everything that the arm had changed by then.
func (in *Interp) fromStart(l detour, arm *journal) detour {
	after := make(map[any]any, len(arm.order))
	for _, thing := range arm.order {
		if state, ok := l.after[thing]; ok {
			after[thing] = state
		} else if state, ok := l.since.before[thing]; ok {
			after[thing] = state
		} else {
			after[thing] = in.save(thing)
		}
	}
	for thing := range arm.fresh { // which is not in the order
		if state, ok := l.after[thing]; ok {
			after[thing] = state
		} else if state, ok := l.since.before[thing]; ok {
			after[thing] = state
		}
	}
	return detour{jump: l.jump, because: l.because, after: after}
}

// postpone notes a jump that may have been made.
func (in *Interp) postpone(l detour) {
	l.since = &journal{parent: in.journal, before: map[any]any{}}
	in.journal = l.since
	in.later = append(in.later, l)
}

// land joins what jumps may have brought to their target: the value that is met
// there, and all that they or the code they skipped have changed. No kinds
// means any.
func (in *Interp) land(tag any, v Value, kinds ...syntax.JumpKind) Value {
	for i := len(in.later) - 1; i >= 0; i-- {
		l := in.later[i]
		if l.jump.tag != tag || len(kinds) > 0 && !slices.Contains(kinds, l.jump.kind) {
			continue
		}
		in.later = slices.Delete(slices.Clone(in.later), i, i+1)
		in.unlink(l.since)
		for _, thing := range l.since.order {
			state, ok := l.after[thing]
			if !ok {
				state = l.since.before[thing]
			}
			in.touch(thing)
			in.joinStates(thing, in.save(thing), state, l.because)
		}
		for thing, state := range l.after {
			if _, changed := l.since.before[thing]; !changed {
				in.touch(thing)
				in.joinStates(thing, in.save(thing), state, l.because)
			}
		}
		v = join(v, l.jump.val, l.because)
	}
	return v
}

// mayLand reports whether a jump of a kind to a target may have been made.
func (in *Interp) mayLand(tag any, kind syntax.JumpKind) (u *Unknown, ok bool) {
	for _, l := range in.later {
		if l.jump.tag == tag && l.jump.kind == kind {
			return l.because, true
		}
	}
	return nil, false
}

// unlink takes a journal out of those that are open.
func (in *Interp) unlink(j *journal) {
	j.parent.made(j.fresh)
	if in.journal == j {
		in.journal = j.parent
		return
	}
	for k := in.journal; k != nil; k = k.parent {
		if k.parent == j {
			k.parent = j.parent
			return
		}
	}
}

// branch runs two arms of which it is not known which would run, and returns
// what is known of the result. A nil arm does nothing and comes to nil.
func (in *Interp) branch(u *Unknown, then, other func() Value) Value {
	nothing := func() Value { return Nil{} }
	if then == nil {
		then = nothing
	}
	if other == nil {
		other = nothing
	}
	a := in.arm(u, then)
	b := in.arm(u, other)
	jumps := append(a.later, b.later...)
	one := func(o outcome) Value {
		for _, l := range jumps {
			in.postpone(l)
		}
		return in.goOn(o)
	}
	switch {
	case a.exc != nil && b.exc != nil:
		in.adopt(a)
		panic(raised{a.exc})
	case a.exc != nil:
		in.regret(u, a)
		return one(b)
	case b.exc != nil:
		in.regret(u, b)
		return one(a)
	case a.jump != nil && b.jump != nil && a.jump.kind == b.jump.kind && a.jump.tag == b.jump.tag:
		for _, l := range jumps {
			in.postpone(l)
		}
		in.merge(a, b, u)
		a.jump.val = join(a.jump.val, b.jump.val, u)
		panic(*a.jump)
	case a.jump != nil:
		jumps = append(jumps, detour{jump: *a.jump, because: because(u), after: a.after})
		return one(b)
	case b.jump != nil:
		jumps = append(jumps, detour{jump: *b.jump, because: because(u), after: b.after})
		return one(a)
	}
	for _, l := range jumps {
		in.postpone(l)
	}
	in.merge(a, b, u)
	return join(a.val, b.val, u)
}

// regret notes that an arm would raise.
func (in *Interp) regret(u *Unknown, o outcome) {
	if o.exc == nil {
		return
	}
	in.mayRaise++
	f := in.fault(o.exc)
	f.Maybe = joinCauses(in.Maybe(), u.Causes)
	in.Faults = append(in.Faults, f)
}

// goOn adopts an arm as the only one that comes out at its end.
func (in *Interp) goOn(o outcome) Value {
	in.adopt(o)
	if o.jump != nil {
		panic(*o.jump)
	}
	return o.val
}

// adopt makes an arm's changes again.
func (in *Interp) adopt(o outcome) {
	for thing, after := range o.after {
		in.touch(thing)
		in.restore(thing, after)
	}
}

// merge leaves everything that either arm changed as what is known of it.
func (in *Interp) merge(a, b outcome, u *Unknown) {
	for thing, x := range a.after {
		in.touch(thing)
		y, ok := b.after[thing]
		if !ok {
			y = in.save(thing)
		}
		in.joinStates(thing, x, y, u)
	}
	for thing, y := range b.after {
		if _, ok := a.after[thing]; !ok {
			in.touch(thing)
			in.joinStates(thing, in.save(thing), y, u)
		}
	}
}

// anyTimes runs fn as something that may run any number of times, because of
// u: once, after which whatever it changed is only known as far as no turn
// changes it. More turns may lead to more values than one shows, so what one
// turn changes is not known at all.
func (in *Interp) anyTimes(u *Unknown, fn func()) {
	in.repeated++
	o := in.arm(u, func() Value {
		in.setMatch(because(u)) // it may be that of the turn before
		fn()
		return Nil{}
	})
	in.repeated--
	in.regret(u, o)
	for _, l := range o.later {
		in.postpone(l)
	}
	if o.jump != nil {
		in.postpone(detour{jump: *o.jump, because: because(u), after: o.after})
	}
	if in.carries(o) {
		for thing, kept := range o.fresh {
			if h, ok := thing.(*Hash); ok && kept {
				in.joinStates(h, *h.Clone(), *NewHash(), u)
			}
		}
	}
	for thing, x := range o.after {
		in.touch(thing)
		in.joinStates(thing, in.save(thing), x, u)
		in.vague(thing, u)
	}
}

// carries reports whether a turn of a loop may leave something for the next, so
// that what the next one makes is not what this one made. The host's state
// does not count, nor do variables that each turn has for itself, nor $~, which
// no turn knows.
func (in *Interp) carries(o outcome) bool {
	for thing := range o.after {
		switch t := thing.(type) {
		case hostPlace, matchPlace:
		case slot:
			if !t.s.made.within(o.arm) {
				return true
			}
		default:
			return true
		}
	}
	return false
}
