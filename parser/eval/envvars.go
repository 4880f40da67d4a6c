package eval

// This file keeps the environment variables: those that the Env tells, and
// what the pill has made of them.

import (
	"maps"
	"slices"
	"strings"
)

// An envVars is what the pill has changed. It is one of the things that a
// journal knows.
type envVars struct {
	in   *Interp
	set  map[string]Value // *Str, *Unknown, or Nil for one that was deleted
	last []string         // those that were not there before, or were deleted and set again, in order
	all  bool             // nothing but set is there: it was cleared
	lost *Unknown         // not nil: a variable whose name is not known was changed
}

func (in *Interp) envVars() *envVars {
	if in.outside.vars == nil {
		in.outside.vars = &envVars{in: in, set: map[string]Value{}}
	}
	return in.outside.vars
}

// Save returns a copy.
func (e *envVars) Save() any {
	c := *e
	c.set, c.last = maps.Clone(e.set), slices.Clone(e.last)
	return &c
}

// Restore puts a copy back.
func (e *envVars) Restore(state any) {
	s := state.(*envVars)
	*e = *s
	e.set, e.last = maps.Clone(s.set), slices.Clone(s.last)
}

// Join leaves what is known of either of two states.
func (e *envVars) Join(a, b any, u *Unknown) {
	x, y := a.(*envVars), b.(*envVars)
	e.Restore(x)
	for name := range y.set {
		if _, ok := x.set[name]; !ok {
			e.set[name] = x.get(name)
		}
	}
	for name, v := range e.set {
		e.set[name] = join(v, y.get(name), u)
	}
	for _, name := range y.last {
		if !slices.Contains(e.last, name) {
			e.last = append(e.last, name)
		}
	}
	if x.all != y.all || y.lost != nil {
		e.lost = u
	}
}

// touched reports whether the pill may have changed a variable.
func (e *envVars) touched(name string) bool {
	_, ok := e.set[name]
	return ok || e.all || e.lost != nil
}

// get is the value of a variable: a String, nil, or what is known of it.
func (e *envVars) get(name string) Value {
	if v, ok := e.set[name]; ok && (e.lost == nil || lost(v) != nil) {
		return v
	}
	if e.lost != nil {
		return &Unknown{Type: TString, Causes: e.lost.Causes}
	}
	if e.all {
		return Nil{}
	}
	in := e.in
	if v, ok := in.Env.Vars[name]; ok {
		if v == nil {
			return Nil{}
		}
		return &Str{S: *v, Frozen: true}
	}
	if in.Env.Getenv == nil {
		return &Unknown{Type: TString, Sure: true, Causes: in.unknown(Environment, name).Causes}
	}
	if v, ok := in.Env.Getenv(name); ok {
		in.grow(len(v))
		return &Str{S: v, Frozen: true}
	}
	if len(in.Unread) > 0 {
		// Code that was not read, such as dotenv's, may set it.
		return &Unknown{Type: TString, Sure: true, Causes: joinCauses(in.unknown(Environment, name).Causes, in.Unread)}
	}
	return Nil{}
}

// getenv is ENV[name].
func (in *Interp) getenv(name string) Value {
	if o := in.outside.env; o != nil && len(o.Open) > 0 {
		return &Unknown{Type: TString, Causes: o.Open}
	}
	return in.envVars().get(name)
}

// setenv is ENV[name] = v; nil deletes.
func (in *Interp) setenv(name string, v Value) {
	e := in.envVars()
	in.Touch(e)
	old, changed := e.set[name]
	if !changed {
		old = e.get(name)
	}
	there := !IsNil(old)
	e.last = slices.DeleteFunc(e.last, func(n string) bool { return n == name && (IsNil(v) || !there) })
	if !IsNil(v) && !there {
		e.last = append(e.last, name)
	}
	e.set[name] = v
}

// loseEnv forgets all variables: one whose name is not known was changed.
func (in *Interp) loseEnv(u *Unknown) {
	e := in.envVars()
	in.Touch(e)
	e.lost = because(u)
}

// envHash is ENV.to_h. It is open if there may be other variables.
func (in *Interp) envHash() *Hash {
	e := in.envVars()
	h := NewHash()
	var causes []Cause
	if in.outside.env != nil {
		causes = in.outside.env.Open
	}
	put := func(name string) {
		switch v := in.getenv(name).(type) {
		case Nil:
		case *Unknown:
			if v.NonNil {
				h.Set(in.str(name), v)
			} else {
				causes = joinCauses(causes, v.Causes)
			}
		default:
			h.Set(in.str(name), v)
		}
	}
	switch {
	case e.lost != nil:
		causes = joinCauses(causes, e.lost.Causes)
	case e.all:
	case in.Env.Environ == nil || in.Env.Getenv == nil:
		causes = joinCauses(causes, in.unknown(Environment, "ENV").Causes)
		in.assumedVars(put)
	default:
		for _, pair := range in.Env.Environ() {
			name, _, _ := strings.Cut(pair, "=")
			if !slices.Contains(e.last, name) {
				put(name)
			}
		}
		in.assumedVars(put)
	}
	for _, name := range e.last {
		put(name)
	}
	if len(causes) > 0 {
		// The order is not known, nor is what else there is.
		for name := range e.set {
			put(name)
		}
		h.Open = causes
	}
	return h
}

// assumedVars calls put with the variables that are assumed and that the pill
// has not set anew, in the order of their names.
func (in *Interp) assumedVars(put func(name string)) {
	for _, name := range slices.Sorted(maps.Keys(in.Env.Vars)) {
		if !slices.Contains(in.envVars().last, name) {
			put(name)
		}
	}
}
