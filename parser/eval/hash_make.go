package eval

// This file holds the methods that make another Hash.

// copyOf returns a Hash with the entries of h but no default.
func (in *Interp) copyOf(h *Hash) *Hash {
	in.checkIdentity(h)
	in.grow(48 * h.Len())
	c := h.Clone()
	c.Default, c.DefaultProc = nil, nil
	c.Origin = NewHash().Origin
	return c
}

func hashToH(c *Call) Value {
	in, h := c.In, hsh(c)
	if c.Block == nil {
		return h
	}
	h.whole()
	made := NewHash()
	in.pairs(h, func(k, v Value) bool {
		in.addPair(made, c.block(k, v), 0, false)
		return true
	})
	return made
}

func hashPick(c *Call, want bool) Value {
	in, h := c.In, hsh(c)
	h.whole()
	in.checkIdentity(h)
	made := NewHash()
	in.pairs(h, func(k, v Value) bool {
		if c.test(k, v) == want {
			in.put(made, k, v)
		}
		return true
	})
	return made
}

// A conflict says what becomes of a key that both sides of a merge have; nil:
// the other side's value.
type conflict func(key, old, new Value) Value

// blockConflict is the conflict that a block decides.
func blockConflict(c *Call) conflict {
	if c.Block == nil {
		return nil
	}
	return func(k, old, new Value) Value { return c.block(k, old, new) }
}

// mergeInto gives h the entries of other. live tells that h is a Hash of the
// pill's; else it is in the making.
func (in *Interp) mergeInto(h, other *Hash, solve conflict, live bool) {
	in.checkIdentity(h)
	in.checkIdentity(other)
	defer in.nest("merge")()
	set := func(k, v Value) {
		if live {
			in.setKey(h, k, v)
		} else {
			in.put(h, k, v)
		}
	}
	in.pairs(other, func(k, v Value) bool {
		old, had := h.Get(k)
		switch {
		case !had && (solve == nil || len(h.Open) == 0):
			set(k, v)
		case solve != nil && had && doubtful(old) == nil && doubtful(v) == nil:
			set(k, solve(k, old, v))
		case solve != nil:
			needs(because(joinDoubts(&Unknown{Causes: h.Open}, doubtful(v), lost(old))))
		default:
			set(k, overlaid(old, v))
		}
		return true
	})
	if len(other.Open) > 0 {
		in.openAll(h, other, &Unknown{Causes: other.Open})
	}
}

func joinDoubts(us ...*Unknown) *Unknown {
	r := &Unknown{}
	for _, u := range us {
		if u != nil {
			r.Causes = joinCauses(r.Causes, u.Causes)
		}
	}
	return r
}

// overlaid is the value of a key that was old and is set to v, which may not be
// there.
func overlaid(old, v Value) Value {
	u := doubtful(v)
	if u == nil {
		return v
	}
	r, ok := join(old, present(v), u).(*Unknown)
	if !ok {
		return old
	}
	c := *r
	c.Unset = doubtful(old) != nil
	return &c
}

// openAll leaves h as one that may have got other entries, because of u: those
// that except does not have may be others than they were. except may be nil.
func (in *Interp) openAll(h, except *Hash, u *Unknown) {
	for i, e := range h.entries {
		if except != nil && except.find(e.hashed) >= 0 {
			continue
		}
		h.entries[i].val = join(e.val, because(u), u)
	}
	h.Open = joinCauses(h.Open, u.Causes)
}

// mergeArg merges an argument of merge: one that is not known leaves only the
// keys known.
func (in *Interp) mergeArg(h *Hash, arg Value, solve conflict, live bool) {
	if u := lost(arg); u != nil {
		in.mayRaise++ // it may be no Hash
		if live {
			in.change(h)
		}
		in.openAll(h, nil, u)
		return
	}
	in.mergeInto(h, in.Hash(arg), solve, live)
}

func hashMerge(c *Call) Value {
	in := c.In
	in.grow(48 * hsh(c).Len())
	made := hsh(c).Clone()
	for _, a := range c.Args {
		in.mergeArg(made, a, blockConflict(c), false)
		if lost(a) != nil && c.Block != nil {
			in.blockAnyTimes(c.Block, lost(a))
		}
	}
	return made
}

// hashReverseMerge is other.merge(self).
func hashReverseMerge(c *Call) Value {
	in := c.In
	if u := lost(c.Args[0]); u != nil {
		made := in.copyOf(hsh(c))
		made.Open = joinCauses(made.Open, u.Causes)
		return made
	}
	other := in.Hash(c.Args[0])
	in.grow(48 * other.Len())
	made := other.Clone()
	in.mergeInto(made, hsh(c), nil, false)
	return made
}

// deepSolve merges hashes that both sides have under a key.
func deepSolve(c *Call) conflict {
	in := c.In
	var solve conflict
	solve = func(k, old, new Value) Value {
		a, okA := old.(*Hash)
		b, okB := new.(*Hash)
		switch {
		case lost(old) != nil && lost(new) == nil && !okB, okB && lost(old) == nil && !okA, !okA && !okB && lost(old) == nil:
		case okA && okB && a.Lost == nil && b.Lost == nil:
			in.grow(48 * a.Len())
			made := a.Clone()
			in.mergeInto(made, b, solve, false)
			return made
		default:
			needs(joinDoubts(lost(old), lost(new)))
		}
		if c.Block != nil {
			return c.block(k, old, new)
		}
		return new
	}
	return solve
}

func hashDeepMerge(c *Call) Value {
	in := c.In
	in.grow(48 * hsh(c).Len())
	made := hsh(c).Clone()
	in.mergeInto(made, in.Hash(c.Args[0]), deepSolve(c), false)
	return made
}

// hashSlice keeps what an open Hash may have under the keys as what may be
// there.
func hashSlice(c *Call) Value {
	made := NewHash()
	for _, k := range c.Args {
		v, ok, u := c.In.lookup(hsh(c), k)
		switch {
		case ok:
			c.In.put(made, k, v)
		case u != nil:
			c.In.put(made, k, unset(because(u), u))
		}
	}
	return made
}

func hashExcept(c *Call) Value {
	made := c.In.copyOf(hsh(c))
	for _, k := range c.Args {
		c.In.key(k)
		made.Delete(k)
	}
	return made
}

func hashCompact(c *Call) Value {
	in, h := c.In, hsh(c)
	in.checkIdentity(h)
	made := NewHash()
	made.Open = h.Open
	for k, v := range h.Each {
		u, unknown := v.(*Unknown)
		switch {
		case unknown && u.NonNil || !unknown && !IsNil(v):
			in.put(made, k, v)
		case unknown && u.Type != Any:
			// Not nil if it is there at all.
			there := *u
			there.Elems = nil
			there.NonNil, there.Choices, there.Unset = true, nil, false
			in.put(made, k, unset(&there, u))
		case unknown:
			in.put(made, k, unset(u, u))
		}
	}
	return made
}

func hashInvert(c *Call) Value {
	hsh(c).whole()
	made := NewHash()
	for k, v := range hsh(c).Each {
		c.In.addEntry(made, v, k)
	}
	return made
}

func hashFlatten(c *Call) Value {
	hsh(c).whole()
	depth := 1
	if len(c.Args) > 0 {
		depth = c.int(0)
	}
	if depth == 0 {
		return hashToA(c)
	}
	list := c.In.arr(c.In.toA(c.Self))
	if depth < 0 {
		return arrayFlatten(&Call{In: c.In, Self: list, Name: c.Name})
	}
	return arrayFlatten(&Call{In: c.In, Self: list, Name: c.Name, Args: []Value{Int(depth)}})
}

func hashTransformValues(c *Call) Value {
	in, h := c.In, hsh(c)
	h.whole()
	made := in.copyOf(h)
	i := 0
	in.pairs(h, func(_, v Value) bool {
		w := c.block(v)
		if i < len(made.entries) {
			made.entries[i].val = w
		}
		i++
		return true
	})
	return made
}

func hashTransformKeys(c *Call) Value {
	if len(c.Args) == 0 && c.Block == nil {
		return c.enum()
	}
	var names *Hash
	if len(c.Args) > 0 {
		names = c.In.Hash(c.Args[0])
	}
	return c.In.renamed(hsh(c), func(k Value) Value {
		if names != nil {
			if v, ok, u := c.In.lookup(names, k); ok || u != nil {
				if u != nil {
					needs(u)
				}
				return v
			}
			if c.Block == nil {
				return k
			}
		}
		return c.block(k)
	})
}

// renamed returns a Hash with other keys. The entries that an open one may have
// besides may get the same keys as those that are known.
func (in *Interp) renamed(h *Hash, name func(k Value) Value) *Hash {
	in.checkIdentity(h)
	made := NewHash()
	in.pairs(h, func(k, v Value) bool {
		k = name(k)
		if u := Deep(k); u != nil {
			in.openTo(made, k, present(v), u)
			return true
		}
		in.key(k)
		if old, had := made.Get(k); had {
			v = overlaid(old, v)
		}
		in.put(made, k, v)
		return true
	})
	if len(h.Open) > 0 {
		in.openAll(made, nil, &Unknown{Causes: h.Open})
	}
	return made
}

// symbolized is key.to_sym rescue key.
func symbolized(in *Interp, k Value) Value {
	switch k := k.(type) {
	case *Str:
		return Sym(k.S)
	case *Object:
		if in.find(k, "to_sym") != nil {
			needs(in.unsupported("to_sym"))
		}
	}
	return k
}

func stringified(in *Interp, k Value) Value {
	if s, ok := k.(*Str); ok {
		return s
	}
	return in.str(in.ToS(k))
}

func hashRenamed(name func(*Interp, Value) Value) func(*Call) Value {
	return func(c *Call) Value {
		return c.In.renamed(hsh(c), func(k Value) Value { return name(c.In, k) })
	}
}

// deepRenamed gives other keys to the hashes within a value too.
func (in *Interp) deepRenamed(v Value, name func(Value) Value, depth int) Value {
	if depth > 1000 {
		in.stop()
	}
	switch v := v.(type) {
	case *Hash:
		if v.Lost != nil {
			return v.Lost.typed(THash)
		}
		made := in.renamed(v, name)
		for i, e := range made.entries {
			made.entries[i].val = in.deepRenamed(e.val, name, depth+1)
		}
		return made
	case *Array:
		if v.Lost != nil {
			return v.Lost.typed(TArray)
		}
		list := make([]Value, len(v.Elems))
		for i, e := range v.Elems {
			list[i] = in.deepRenamed(e, name, depth+1)
		}
		return in.arr(list)
	case *Unknown:
		// It may hold hashes.
		if v.Type == Any || v.Type == THash || v.Type == TArray {
			u := because(v).as(v.Type)
			u.Unset, u.NonNil = v.Unset, v.NonNil
			return u
		}
	}
	return v
}

func hashDeepRenamed(name func(*Interp, Value) Value) func(*Call) Value {
	return func(c *Call) Value {
		return c.In.deepRenamed(c.Self, func(k Value) Value { return name(c.In, k) }, 0)
	}
}

func hashDeepTransformKeys(c *Call) Value {
	if c.Block == nil {
		return c.In.notModelled(c)
	}
	return c.In.deepRenamed(c.Self, func(k Value) Value { return c.block(k) }, 0)
}

func hashDeepTransformValues(c *Call) Value {
	if c.Block == nil {
		return c.In.notModelled(c)
	}
	in := c.In
	var change func(v Value, depth int) Value
	change = func(v Value, depth int) Value {
		if depth > 1000 {
			in.stop()
		}
		switch v := v.(type) {
		case *Hash:
			v.whole()
			made := in.copyOf(v)
			for i, e := range made.entries {
				made.entries[i].val = change(e.val, depth+1)
			}
			return made
		case *Array:
			list := make([]Value, len(known(v).(*Array).Elems))
			for i, e := range v.Elems {
				list[i] = change(e, depth+1)
			}
			return in.arr(list)
		case *Unknown:
			if v.Type == Any || v.Type == THash || v.Type == TArray {
				needs(v)
			}
		}
		return c.block(v)
	}
	return change(c.Self, 0)
}
