package eval

// This file keeps the elements that are known of an Array of which others are
// not, not even how many: what flatten makes of ["a", list].

import "slices"

// A spread stands, among the Elems of an Unknown, for any number of elements.
func spread(u *Unknown) *Unknown { return because(u).typed(TArray) }

// spreadOut is the elements of something unknown that a splat takes apart.
func spreadOut(u *Unknown) []Value {
	if u.Type == TArray && u.Elems != nil {
		return u.Elems
	}
	return []Value{spread(u)}
}

func isSpread(v Value) bool {
	u, ok := v.(*Unknown)
	return ok && u.Type == TArray
}

// partly returns an Array of elements with spreads among them, as much as can be
// told: known if there are no spreads.
func (in *Interp) partly(elems []Value) Value {
	var spreads []*Unknown
	for _, e := range elems {
		if isSpread(e) {
			spreads = append(spreads, e.(*Unknown))
		}
	}
	if spreads == nil {
		return in.arr(elems)
	}
	in.grow(16 * len(elems))
	u := because(spreads...).typed(TArray)
	if len(spreads) < len(elems) {
		u.Elems = elems
	}
	return u
}

// arrayKnown calls a method of an Array whose elements are known in part; ok is
// false if that comes to nothing.
func (in *Interp) arrayKnown(c *Call, u *Unknown) (v Value, ok bool) {
	if u.Type != TArray || in.unknownArg(c) != nil && c.Name != "+" {
		return nil, false
	}
	elems := spreadOut(u)
	switch {
	case c.Name == "+" && len(c.Args) == 1:
		others, ok := in.addend(c.Args[0])
		return in.partly(slices.Concat(elems, others)), ok
	case u.Elems == nil || c.Block != nil:
	case c.Name == "flatten" && len(c.Args) == 0:
		flat, _ := flattened(c, elems, true)
		return in.partly(flat), true
	case c.Name == "compact" && len(c.Args) == 0:
		return in.partly(compactedPartly(elems)), true
	case c.Name == "join" && len(c.Args) <= 1:
		return in.joinPartly(c, elems), true
	}
	return nil, false
}

// addend is the elements of what is added to an Array.
func (in *Interp) addend(v Value) ([]Value, bool) {
	if a, ok := v.(*Array); ok && a.Lost == nil {
		return a.Elems, true
	}
	if u := lost(v); u != nil {
		return spreadOut(u), true
	}
	return nil, false
}

// compactedPartly is what is not nil of a list; what may be nil is a spread, of
// an element or none.
func compactedPartly(list []Value) []Value {
	kept := []Value{}
	for _, e := range list {
		switch u, ok := e.(*Unknown); {
		case ok && !u.NonNil:
			kept = append(kept, spread(u))
		case !IsNil(e):
			kept = append(kept, e)
		}
	}
	return kept
}

// joinPartly is join. A spread of no elements brings no separator along, so that
// one of those around it is a part of what is not known.
func (in *Interp) joinPartly(c *Call, elems []Value) Value {
	sep := ""
	if len(c.Args) > 0 && !IsNil(c.Args[0]) {
		sep = c.text(0)
	}
	last := len(elems) - 1 // the last element that is one
	for last >= 0 && isSpread(elems[last]) {
		last--
	}
	j := &joiner{in: in}
	due := false // whether a separator is to come
	for i, e := range elems {
		in.step()
		if due && i <= last {
			j.write(sep)
		}
		if u, ok := e.(*Unknown); ok && isSpread(u) {
			j.gap(u, "", "")
		} else {
			j.add(e, sep, nil)
		}
		due = !isSpread(e)
	}
	return j.u.text(j.prefix, j.text.String())
}
