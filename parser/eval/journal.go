package eval

// This file keeps what things were before the arms of a condition that is not
// known, and joins what they leave behind.

import "slices"

// A journal keeps what things were before an arm changed them.
type journal struct {
	parent *journal
	before map[any]any
	order  []any
	fresh  map[any]bool // what was made since, and is nowhere else: it needs no taking back; true: the host keeps it
}

// within reports whether a journal is another one, or was begun under it.
func (j *journal) within(other *journal) bool {
	for ; j != nil; j = j.parent {
		if j == other {
			return true
		}
	}
	return false
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
		t.Part = nil
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
		} else if v.Part != nil {
			in.touch(v)
			v.Part = nil
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
		v.Prefix, v.Suffix, v.Pieces, v.Choices, v.Elems = "", "", nil, nil, nil
		v.altered = true
	}
}
