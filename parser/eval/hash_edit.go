package eval

// This file holds the methods that change a Hash.

import "slices"

func hashStore(c *Call) Value {
	c.In.setKey(hsh(c), c.Args[0], c.Args[1])
	return c.Args[1]
}

func hashDelete(c *Call) Value {
	in, h := c.In, hsh(c)
	in.change(h)
	in.work(h.Len())
	if u := Deep(c.Args[0]); u != nil {
		// Any entry may have been the one.
		for i, e := range h.entries {
			if !in.keyDiffers(c.Args[0], u, e.key) {
				h.entries[i].val = unset(e.val, u)
			}
		}
		if c.Block != nil {
			in.blockAnyTimes(c.Block, u)
		}
		return because(u)
	}
	v, ok, u := in.lookup(h, c.Args[0])
	h.Delete(c.Args[0])
	return in.orMissing(v, ok, u, func() Value {
		if c.Block != nil {
			return c.block(c.Args[0])
		}
		return Nil{}
	})
}

func hashShift(c *Call) Value {
	in, h := c.In, hsh(c)
	in.change(h)
	in.work(h.Len())
	h.whole()
	if h.Len() == 0 {
		return in.defaultOf(h, Nil{})
	}
	e := h.entries[0]
	h.Delete(e.key)
	return in.arr([]Value{e.key, e.val})
}

// refill gives a Hash other entries.
func (in *Interp) refill(h, from *Hash) {
	in.change(h)
	in.grow(48 * from.Len())
	h.entries = slices.Clone(from.entries)
	h.Open = from.Open
	h.reindex()
}

func hashClear(c *Call) Value {
	c.In.refill(hsh(c), NewHash())
	return c.Self
}

func hashReplace(c *Call) Value {
	other := c.In.Hash(c.Args[0])
	c.In.checkIdentity(other)
	c.In.refill(hsh(c), other)
	hsh(c).Default, hsh(c).DefaultProc = other.Default, other.DefaultProc
	return c.Self
}

func hashMergeIn(c *Call) Value {
	c.In.change(c.Self)
	for _, a := range c.Args {
		c.In.mergeArg(hsh(c), a, blockConflict(c), true)
		if lost(a) != nil && c.Block != nil {
			c.In.blockAnyTimes(c.Block, lost(a))
		}
	}
	return c.Self
}

func hashReverseMergeIn(c *Call) Value {
	made := hashReverseMerge(c).(*Hash)
	c.In.refill(hsh(c), made)
	hsh(c).Default, hsh(c).DefaultProc = made.Default, made.DefaultProc
	return c.Self
}

func hashDeepMergeIn(c *Call) Value {
	c.In.change(c.Self)
	c.In.mergeInto(hsh(c), c.In.Hash(c.Args[0]), deepSolve(c), true)
	return c.Self
}

// hashKeep keeps the entries of which the block says what is wanted, and tells
// whether any went.
func hashKeep(c *Call, want bool) bool {
	in, h := c.In, hsh(c)
	in.change(h)
	h.whole()
	gone := false
	in.pairs(h, func(k, v Value) bool {
		if c.test(k, v) != want {
			gone = true
			in.work(h.Len())
			h.Delete(k)
		}
		return true
	})
	return gone
}

func hashCompactIn(c *Call) Value {
	h := hsh(c)
	c.In.change(h)
	n := h.Len()
	made := hashCompact(c).(*Hash)
	made.whole()
	c.In.refill(h, made)
	return selfIf(c, made.Len() != n)
}

func hashTransformValuesIn(c *Call) Value {
	in, h := c.In, hsh(c)
	in.change(h)
	h.whole()
	in.pairs(h, func(k, v Value) bool {
		v = c.block(v)
		if i := h.find(hashed(k)); i >= 0 {
			h.entries[i].val = v
		}
		return true
	})
	return h
}

func hashTransformKeysIn(c *Call) Value {
	c.In.change(c.Self)
	made, ok := hashTransformKeys(c).(*Hash)
	if !ok {
		return c.enum()
	}
	c.In.refill(hsh(c), made)
	return c.Self
}

// hashIn makes a method that changes the receiver to what another returns.
func hashIn(fn func(*Call) Value) func(*Call) Value {
	return func(c *Call) Value {
		c.In.change(c.Self)
		c.In.refill(hsh(c), fn(c).(*Hash))
		return c.Self
	}
}

func hashDeepRenamedIn(name func(*Interp, Value) Value) func(*Call) Value {
	return func(c *Call) Value {
		in := c.In
		var rename func(v Value, depth int)
		rename = func(v Value, depth int) {
			if depth > 1000 {
				in.stop()
			}
			switch v := v.(type) {
			case *Hash:
				in.change(v)
				if v.Lost != nil {
					return
				}
				in.refill(v, in.renamed(v, func(k Value) Value { return name(in, k) }))
				for _, e := range v.entries {
					rename(e.val, depth+1)
				}
			case *Array:
				for _, e := range v.Elems {
					rename(e, depth+1)
				}
			}
		}
		rename(c.Self, 0)
		return c.Self
	}
}

// hashSliceIn is ActiveSupport's slice!: it keeps the keys and returns the rest.
func hashSliceIn(c *Call) Value {
	hsh(c).whole()
	rest := hashExcept(c)
	c.In.refill(hsh(c), hashSlice(c).(*Hash))
	return rest
}

// hashExtract is ActiveSupport's extract!: it takes the keys out and returns
// them.
func hashExtract(c *Call) Value {
	c.In.change(c.Self)
	out := hashSlice(c)
	for _, k := range c.Args {
		hsh(c).Delete(k)
	}
	return out
}

func hashSetDefault(c *Call) Value {
	c.In.change(c.Self)
	hsh(c).Default, hsh(c).DefaultProc = c.Args[0], nil
	return c.Args[0]
}

func hashSetDefaultProc(c *Call) Value {
	c.In.change(c.Self)
	switch p := c.Args[0].(type) {
	case Nil:
		hsh(c).DefaultProc = nil
	case *Proc:
		c.In.checkDefaultProc(p)
		hsh(c).DefaultProc, hsh(c).Default = p, nil
	default:
		c.In.Raise("TypeError", "wrong default_proc type %s (expected Proc)", c.In.plainClass(p))
	}
	return c.Args[0]
}

func hashByIdentity(c *Call) Value {
	if h := hsh(c); h.Len() > 0 || len(h.Open) > 0 {
		return c.In.notModelled(c)
	}
	c.In.change(c.Self)
	hsh(c).Identity = true
	return c.Self
}
