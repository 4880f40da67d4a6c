package eval

// This file notes where keys are read that a Hash does not have.

import (
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A MissingKey is a place that reads a key, as it is written, which is in no Hash
// that is read there.
type MissingKey struct {
	Key   Value   // a Sym or a Str
	Has   []Value // the keys that one of these has
	found bool    // one has it, or may have it
}

func hashIndex(c *Call) Value {
	h := hsh(c)
	v := c.In.fetchKey(h, c.Args[0])
	if n, ok := c.Node.(*syntax.Call); ok && len(n.Args) == 1 {
		switch n.Args[0].(type) {
		case *syntax.Sym, *syntax.Str:
			c.In.noteKey(n, h, c.Args[0], !IsNil(v) || len(h.Open) > 0 || h.find(c.In.key(c.Args[0])) >= 0)
		}
	}
	return v
}

func (in *Interp) noteKey(n *syntax.Call, h *Hash, key Value, found bool) {
	at := in.File().Span(n)
	m := in.missing[at]
	if m == nil {
		m = &MissingKey{Key: key}
		if in.missing == nil {
			in.missing = map[source.Span]*MissingKey{}
		}
		in.missing[at] = m
	}
	m.found = m.found || found
	if !found && m.Has == nil {
		for k := range h.Each {
			m.Has = append(m.Has, k)
		}
	}
}

// MissingKeys are the places that read keys which are never there.
func (in *Interp) MissingKeys() map[source.Span]*MissingKey {
	found := map[source.Span]*MissingKey{}
	for at, m := range in.missing {
		if !m.found && len(m.Has) > 0 {
			found[at] = m
		}
	}
	return found
}
