package eval

// This file runs the arms of a condition that is not known, and joins what
// they leave behind.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/syntax"
)

// A journal keeps what things were before an arm changed them.
type journal struct {
	parent *journal
	before map[any]any
	order  []any
	fresh  map[any]bool // what was made since, and is nowhere else: it needs no taking back; true: the host keeps it
}

// Fresh tells of a new Hash that only what is being evaluated can reach, such as
// what the host keeps of an object. What is known of it stays known when the
// condition is over under which it was made.
func (in *Interp) Fresh(h *Hash) {
	if in.journal != nil {
		in.journal.made(map[any]bool{h: true})
	}
}

// written tells of a new Array or Hash that the text has as a literal.
func (in *Interp) written(v Value) {
	if in.journal != nil {
		in.journal.made(map[any]bool{v: false})
	}
}

// made adds to what was made since.
func (j *journal) made(things map[any]bool) {
	if j == nil || len(things) == 0 {
		return
	}
	if j.fresh == nil {
		j.fresh = make(map[any]bool, len(things))
	}
	for thing, kept := range things {
		j.fresh[thing] = kept
	}
}

// touch notes the state of a thing that is about to change: a slot, *Str,
// *Array, *Hash, *Object, ivarsOf..., whatever save knows.
func (in *Interp) touch(thing any) {
	for j := in.journal; j != nil; j = j.parent {
		if _, fresh := j.fresh[thing]; fresh {
			return
		}
		if _, ok := j.before[thing]; !ok {
			j.before[thing] = in.save(thing)
			j.order = append(j.order, thing)
		}
	}
}

// A constant and a global are places that a journal knows.
type (
	constPlace struct {
		class *Class
		name  string
	}
	globalPlace string
	ivarPlace   struct {
		object *Object
		name   string
	}
	// hostPlace is something of the host's.
	hostPlace struct{ h Undoable }
)

// Undoable is host state that an arm may change: Save returns a copy, Restore
// puts one back, and Join makes what is known if it is either of two.
type Undoable interface {
	Save() any
	Restore(any)
	Join(a, b any, u *Unknown)
}

// Touch notes the state of something of the host's that is about to change.
func (in *Interp) Touch(h Undoable) { in.touch(hostPlace{h}) }

func (in *Interp) save(thing any) any {
	switch t := thing.(type) {
	case slot:
		return t.s.vars[t.i]
	case *Str:
		return *t
	case *Array:
		in.work(len(t.Elems))
		c := *t
		c.Elems = slices.Clone(t.Elems)
		return c
	case *Hash:
		in.work(t.Len())
		h := t.Clone()
		h.Frozen, h.Node, h.Identity = t.Frozen, t.Node, t.Identity
		return *h
	case *Time:
		return *t
	case matchPlace:
		return t.s.match
	case ivarPlace:
		return t.object.IVars[t.name]
	case constPlace:
		return t.class.Consts[t.name]
	case globalPlace:
		return in.globals[string(t)]
	case hostPlace:
		return t.h.Save()
	}
	panic("eval: unknown place")
}

func (in *Interp) restore(thing, state any) {
	switch t := thing.(type) {
	case slot:
		t.s.vars[t.i], _ = state.(Value)
	case *Str:
		*t = state.(Str)
	case *Array:
		*t = state.(Array)
		t.Elems = slices.Clone(t.Elems)
	case *Hash:
		h := state.(Hash)
		*t = *h.Clone()
		t.Frozen, t.Node, t.Identity = h.Frozen, h.Node, h.Identity
	case *Time:
		*t = state.(Time)
	case matchPlace:
		t.s.match, _ = state.(Value)
	case ivarPlace:
		setOrDelete(t.object.IVars, t.name, state)
	case constPlace:
		setOrDelete(t.class.Consts, t.name, state)
	case globalPlace:
		setOrDelete(in.globals, string(t), state)
	case hostPlace:
		t.h.Restore(state)
	}
}

func setOrDelete(m map[string]Value, name string, state any) {
	if v, ok := state.(Value); ok {
		m[name] = v
	} else {
		delete(m, name)
	}
}

// joinStates leaves a thing as what is known of it if it is a or b.
func (in *Interp) joinStates(thing, a, b any, u *Unknown) {
	switch t := thing.(type) {
	case *Str:
		x, y := a.(Str), b.(Str)
		in.restore(t, a)
		if x.Lost == nil && (y.Lost != nil || x.S != y.S) {
			t.Lost = u
		}
	case *Array:
		in.restore(t, a)
		joinArrays(t, a.(Array), b.(Array), u)
	case *Hash:
		x, y := a.(Hash), b.(Hash)
		in.restore(t, a)
		joinHashes(t, &x, &y, u)
	case *Time: // the same instant in two zones
		in.restore(t, a)
		if y := b.(Time); t.T.Location() != y.T.Location() {
			t.T = t.T.In(unknownZone)
		}
	case hostPlace:
		t.h.Join(a, b, u)
	default:
		in.restore(thing, orNil(a, b, u))
	}
}

// orNil joins the values of a variable; one that was not set reads as nil.
func orNil(a, b any, u *Unknown) Value {
	x, okx := a.(Value)
	y, oky := b.(Value)
	if !okx {
		x = Nil{}
	}
	if !oky {
		y = Nil{}
	}
	return join(x, y, u)
}

func joinArrays(t *Array, x, y Array, u *Unknown) {
	switch {
	case x.Lost != nil:
	case y.Lost != nil || len(x.Elems) != len(y.Elems):
		t.Lost, t.Elems, t.Node = u, nil, nil
	default:
		for i := range t.Elems {
			t.Elems[i] = join(x.Elems[i], y.Elems[i], u)
		}
	}
}

// joinHashes keeps the keys of either; the value of a key that only one has
// may also be unset.
func joinHashes(t *Hash, x, y *Hash, u *Unknown) {
	if x.Lost != nil || y.Lost != nil {
		t.Lost = u
		return
	}
	t.Open = joinCauses(x.Open, y.Open)
	one := func(v Value) Value {
		r := &Unknown{Causes: u.Causes, Unset: true, Choices: []Value{v}}
		if w, ok := v.(*Unknown); ok {
			r.Causes = joinCauses(r.Causes, w.Causes)
			r.Choices = w.Choices
		}
		return r
	}
	for _, e := range x.entries {
		if v, ok := y.Get(e.key); ok {
			t.Set(e.key, join(e.val, v, u))
		} else {
			t.Set(e.key, one(e.val))
		}
	}
	for _, e := range y.entries {
		if _, ok := x.Get(e.key); !ok {
			t.Set(e.key, one(e.val))
		}
	}
}

// An outcome is how an arm ended.
type outcome struct {
	val   Value
	jump  *jump
	exc   *Object
	after map[any]any  // what it changed, and to what
	later []detour     // jumps out of it that it may have made on its way
	fresh map[any]bool // what it made
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
	o.fresh = j.fresh
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
			for s := in.frame.scope; s != nil; s = s.parent {
				if s == t.s {
					return true
				}
			}
			if t.s.vars[t.i] != nil {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// vague forgets the choices that a variable was left with by one turn of a loop
// that may make many.
func (in *Interp) vague(thing any, u *Unknown) {
	v, ok := in.save(thing).(Value)
	if w, isUnknown := v.(*Unknown); ok && isUnknown && w.Choices != nil {
		in.restore(thing, Value(&Unknown{Causes: joinCauses(w.Causes, u.Causes)}))
	}
}

// lose forgets what is known of a value that something not followed has had.
func (in *Interp) lose(v Value, u *Unknown) {
	switch v := v.(type) {
	case *Str:
		if !v.Frozen && v.Lost == nil {
			in.touch(v)
			v.Lost = u
		}
	case *Array:
		if !v.Frozen && v.Lost == nil {
			in.touch(v)
			v.Lost, v.Node = u, nil
		}
	case *Hash:
		if !v.Frozen && v.Lost == nil {
			in.touch(v)
			v.Lost, v.Node = u, nil
		}
	case *Object:
		v.Open = joinCauses(v.Open, u.Causes)
	case *Unknown:
		// What is known of its text, or what it may be, may no longer be so.
		for _, choice := range v.Choices {
			in.lose(choice, u)
		}
		v.Prefix, v.Suffix, v.Pieces, v.Choices = "", "", nil, nil
	}
}
