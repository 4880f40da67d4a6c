package eval

// This file reads and sets the entries of hashes that may not be known
// throughout: an open one may have other entries, and a value that is Unset may
// not be there.

import "slices"

// doubtful returns why it is not known whether an entry is there, or nil.
func doubtful(v Value) *Unknown {
	if u, ok := v.(*Unknown); ok && u.Unset {
		return because(u)
	}
	return nil
}

// doubt returns why it is not known which entries a Hash has, or nil.
func (h *Hash) doubt() *Unknown {
	if h.Lost != nil {
		return h.Lost
	}
	if len(h.Open) > 0 {
		return &Unknown{Causes: h.Open}
	}
	for _, e := range h.entries {
		if u := doubtful(e.val); u != nil {
			return u
		}
	}
	return nil
}

// whole ends the method that is running if it is not known which entries a Hash
// has.
func (h *Hash) whole() {
	if u := h.doubt(); u != nil {
		needs(u)
	}
}

// certain returns how many entries are there for certain.
func (h *Hash) certain() int {
	n := 0
	for _, e := range h.entries {
		if doubtful(e.val) == nil {
			n++
		}
	}
	return n
}

// present returns v as the value of a key that is there.
func present(v Value) Value {
	u, ok := v.(*Unknown)
	if !ok || !u.Unset {
		return v
	}
	if len(u.Choices) == 1 {
		return u.Choices[0]
	}
	c := *u
	c.Elems = nil // as a change of one would not be seen in the other
	c.Unset = false
	return &c
}

// unset returns v as the value of a key that may be missing because of u.
func unset(v Value, u *Unknown) Value {
	r := &Unknown{Causes: u.Causes, Unset: true, Choices: []Value{v}}
	if w, ok := v.(*Unknown); ok {
		r.Causes = joinCauses(r.Causes, w.Causes)
		r.Choices = w.Choices
	}
	return r
}

// keyDiffers reports whether a key that is not known, because of u, is certainly
// another one than k.
func (in *Interp) keyDiffers(key Value, u *Unknown, k Value) bool {
	w, ok := key.(*Unknown)
	if !ok {
		a, _ := typeOf(key)
		b, _ := typeOf(k)
		return a != b
	}
	_, differs := in.unknownEqual(&Call{In: in, Name: "==", Args: []Value{k}}, w)
	return differs
}

// openTo sets an unknown key of a Hash: any of its entries may be the one.
func (in *Interp) openTo(h *Hash, key, val Value, u *Unknown) {
	h.Open = joinCauses(h.Open, u.Causes)
	for i, e := range h.entries {
		if !in.keyDiffers(key, u, e.key) {
			h.entries[i].val = join(e.val, val, u)
		}
	}
}

// setKey is Hash#[]=.
func (in *Interp) setKey(h *Hash, key, val Value) {
	in.change(h)
	if u := Deep(key); u != nil {
		in.openTo(h, key, val, u)
		return
	}
	in.key(key)
	in.checkIdentity(h)
	if slices.Contains(in.walking, h) && h.find(hashed(key)) < 0 {
		in.Raise("RuntimeError", "can't add a new key into hash during iteration")
	}
	in.grow(48)
	h.Set(key, val)
}

// checkIdentity ends the method that is running if a Hash compares its keys by
// identity, which is not modelled.
func (in *Interp) checkIdentity(h *Hash) {
	if h.Identity {
		needs(in.unsupported("compare_by_identity"))
	}
}

// lookup finds the value of a key; u tells why it is not known whether it is
// there.
func (in *Interp) lookup(h *Hash, key Value) (v Value, ok bool, u *Unknown) {
	in.checkIdentity(h)
	if u := Deep(key); u != nil {
		if len(h.Open) == 0 && !slices.ContainsFunc(h.entries, func(e entry) bool { return !in.keyDiffers(key, u, e.key) }) {
			return nil, false, nil
		}
		return nil, false, because(u)
	}
	in.key(key)
	if v, ok := h.Get(key); ok {
		return v, true, doubtful(v)
	}
	if len(h.Open) > 0 {
		return nil, false, &Unknown{Causes: h.Open}
	}
	return nil, false, nil
}

// orMissing is what lookup found, or what missing makes if it found nothing; if
// that is not known, it may be either.
func (in *Interp) orMissing(v Value, ok bool, u *Unknown, missing func() Value) Value {
	switch {
	case u != nil:
		var there Value = because(u)
		if ok {
			there = present(v)
		}
		return in.branch(u, func() Value { return there }, missing)
	case ok:
		return v
	}
	return missing()
}

// fetchKey is Hash#[]: the value, or the default.
func (in *Interp) fetchKey(h *Hash, key Value) Value {
	v, ok, u := in.lookup(h, key)
	switch {
	case ok:
		return v
	case u != nil:
		return u
	}
	return in.defaultOf(h, key)
}

// defaultOf is what a missing key comes to.
func (in *Interp) defaultOf(h *Hash, key Value) Value {
	switch {
	case h.DefaultProc != nil:
		return in.CallBlock(h.DefaultProc, h, key)
	case h.Default != nil:
		return h.Default
	}
	return Nil{}
}

// key is what tells a known value from others as the key of a Hash.
func (in *Interp) key(v Value) any {
	if u := Deep(v); u != nil {
		needs(u)
	}
	in.weigh(v)
	if in.ownHash(v) {
		needs(in.unsupported("hash"))
	}
	return hashed(v)
}

// ownHash reports whether v is told from other keys by methods of the pill.
func (in *Interp) ownHash(v Value) bool {
	switch v := v.(type) {
	case *Object:
		m := in.find(v, "hash")
		return m != nil && m.Go == nil
	case *Array:
		return slices.ContainsFunc(v.Elems, in.ownHash)
	}
	return false
}

// put sets a key of a Hash that is in the making.
func (in *Interp) put(h *Hash, k, v Value) {
	in.grow(48)
	h.Set(k, v)
}

// weigh counts what is to be made a key of, which may be in it many times over.
func (in *Interp) weigh(v Value) { in.weighAt(v, 0) }

func (in *Interp) weighAt(v Value, depth int) {
	if depth > 50 {
		return
	}
	switch v := v.(type) {
	case *Array:
		in.grow(8 * len(v.Elems))
		for _, e := range v.Elems {
			in.weighAt(e, depth+1)
		}
	case *Hash:
		in.grow(16 * len(v.entries))
		for _, e := range v.entries {
			in.weighAt(e.key, depth+1)
			in.weighAt(e.val, depth+1)
		}
	}
}
