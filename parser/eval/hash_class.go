package eval

// This file holds the methods that make hashes.

var hashClass = methods(map[string]impl{
	"new":         {0, 1, hashNew, unknowns},
	"[]":          {0, -1, hashOf, 0},
	"try_convert": {1, 1, hashTryConvert, 0},
})

// plainHash ends the method if the class that is called is not Hash itself.
func plainHash(c *Call) {
	if k, ok := c.Self.(*Class); !ok || k.Name != "Hash" {
		needs(c.In.unsupported("subclass of Hash"))
	}
}

func hashNew(c *Call) Value {
	in := c.In
	plainHash(c)
	h := NewHash()
	if c.Block != nil {
		if len(c.Args) > 0 {
			in.wrongCount(len(c.Args), 0, 0)
		}
		in.checkDefaultProc(c.Block)
		h.DefaultProc = c.Block
	}
	if len(c.Args) > 0 {
		h.Default = c.Args[0]
	}
	in.grow(48)
	return h
}

func (in *Interp) checkDefaultProc(p *Proc) {
	if n := p.Arity(); p.Lambda && n != 2 && (n >= 0 || n < -3) {
		if n < 0 {
			n = -n - 1
		}
		in.Raise("TypeError", "default_proc takes two arguments (2 for %d)", n)
	}
}

// hashOf is Hash[].
func hashOf(c *Call) Value {
	in := c.In
	plainHash(c)
	h := NewHash()
	if len(c.Args) == 1 {
		switch v := c.Args[0].(type) {
		case *Hash:
			in.mergeInto(h, v, nil, false)
			return h
		case *Array:
			for i, e := range v.Elems {
				in.addHashPair(h, e, i)
			}
			return h
		}
	}
	if len(c.Args)%2 != 0 {
		in.Raise("ArgumentError", "odd number of arguments for Hash")
	}
	for i := 0; i < len(c.Args); i += 2 {
		in.addEntry(h, c.Args[i], c.Args[i+1])
	}
	return h
}

// addHashPair sets a key from an element of the argument of Hash[], of which
// the value may be left out.
func (in *Interp) addHashPair(h *Hash, e Value, i int) {
	pair, ok := in.implicitArray(e)
	if u := lost(e); u != nil {
		needs(u)
	}
	switch {
	case !ok:
		in.Raise("ArgumentError", "wrong element type %s at %d (expected array)", in.plainClass(e), i)
	case len(pair) == 1:
		in.addEntry(h, pair[0], Nil{})
	case len(pair) == 2:
		in.addEntry(h, pair[0], pair[1])
	default:
		in.Raise("ArgumentError", "invalid number of elements (%d for 1..2)", len(pair))
	}
}

func hashTryConvert(c *Call) Value {
	if h, ok := c.Args[0].(*Hash); ok {
		return h
	}
	if o, ok := c.Args[0].(*Object); ok && c.In.find(o, "to_hash") != nil {
		return c.In.Hash(o)
	}
	return Nil{}
}
