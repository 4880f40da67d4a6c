package eval

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A Hash is a Hash. Its entries keep the order of insertion.
type Hash struct {
	entries     []entry
	index       map[any]int // from hashed key to entry; nil while there are few
	Default     Value       // nil: Nil
	DefaultProc *Proc
	Identity    bool
	Frozen      bool
	Origin      source.Span
	Node        *syntax.Hash // the literal that made it, as long as nothing changed it
	Lost        *Unknown     // not nil: the entries are no longer known, because of this
	Open        []Cause      // not empty: it may have other entries too
}

type entry struct {
	key, val Value
	hashed   any
}

// fewEntries is up to how many entries a search goes through them all.
const fewEntries = 16

// NewHash returns an empty Hash.
func NewHash() *Hash { return &Hash{} }

// NewHashFor returns an empty Hash with room for n entries.
func NewHashFor(n int) *Hash { return &Hash{entries: make([]entry, 0, n)} }

// Len returns the number of entries.
func (h *Hash) Len() int { return len(h.entries) }

// Each calls yield with each key and value, in order.
func (h *Hash) Each(yield func(key, val Value) bool) {
	for _, e := range h.entries {
		if !yield(e.key, e.val) {
			return
		}
	}
}

// Get returns the value of a key. An Unknown key is never found.
func (h *Hash) Get(key Value) (Value, bool) {
	if i := h.find(hashed(key)); i >= 0 {
		return h.entries[i].val, true
	}
	return nil, false
}

// Sym returns the value under a symbol.
func (h *Hash) Sym(name string) (Value, bool) {
	if h.index != nil {
		return h.Get(Sym(name))
	}
	for i := range h.entries { // Get would make a Value of the name
		if k, ok := h.entries[i].key.(Sym); ok && string(k) == name {
			return h.entries[i].val, true
		}
	}
	return nil, false
}

func (h *Hash) find(k any) int {
	if h.index != nil {
		if i, ok := h.index[k]; ok {
			return i
		}
		return -1
	}
	for i := range h.entries {
		if h.entries[i].hashed == k {
			return i
		}
	}
	return -1
}

// Set adds or replaces an entry, without regard to journals or frozenness;
// code that runs for a pill goes through Interp.setKey.
func (h *Hash) Set(key, val Value) {
	k := hashed(key)
	if i := h.find(k); i >= 0 {
		h.entries[i].val = val
		return
	}
	if s, ok := key.(*Str); ok && !s.Frozen {
		key = &Str{S: s.S, Frozen: true, Origin: s.Origin}
	}
	h.entries = append(h.entries, entry{key, val, k})
	if h.index != nil {
		h.index[k] = len(h.entries) - 1
	} else if len(h.entries) > fewEntries {
		h.reindex()
	}
}

// Delete removes an entry and returns its value.
func (h *Hash) Delete(key Value) (Value, bool) {
	i := h.find(hashed(key))
	if i < 0 {
		return nil, false
	}
	v := h.entries[i].val
	h.entries = append(h.entries[:i:i], h.entries[i+1:]...)
	h.reindex()
	return v, true
}

func (h *Hash) reindex() {
	h.index = nil
	if len(h.entries) <= fewEntries {
		return
	}
	h.index = make(map[any]int, len(h.entries))
	for i, e := range h.entries {
		h.index[e.hashed] = i
	}
}

// Clone returns a copy with the same default.
func (h *Hash) Clone() *Hash {
	c := &Hash{Default: h.Default, DefaultProc: h.DefaultProc, Origin: h.Origin, Lost: h.Lost, Open: h.Open}
	c.entries = append([]entry(nil), h.entries...)
	c.reindex()
	return c
}

// A hashedText is the key of values that are equal if their texts are; the
// letter keeps the classes apart.
type hashedText struct {
	class byte
	text  string
}

// hashed returns something comparable that is equal for keys that are eql?.
func hashed(v Value) any {
	switch v := v.(type) {
	case *Str:
		return hashedText{'s', v.S}
	case Big:
		return hashedText{'b', v.V.String()}
	case *Duration, *Array, *Hash, *Range, *Regexp, *Time:
		return hashedText{'t', hashedString(v, 0)}
	case *Object:
		if _, ok := v.Host.(keyed); ok {
			return hashedText{'t', hashedString(v, 0)}
		}
	}
	return v
}

// keyed is what objects hold that are eql? if what they hold is.
type keyed interface {
	keyText(depth int) string
	content() Value
}

// hashedString is a text that is equal for values that are eql?.
func hashedString(v Value, depth int) string {
	if depth > 50 {
		return "..."
	}
	switch v := v.(type) {
	case Nil:
		return "nil"
	case Bool:
		return strconv.FormatBool(bool(v))
	case Int:
		return strconv.FormatInt(int64(v), 10)
	case Big:
		return v.V.String()
	case Float:
		return "f" + strconv.FormatFloat(float64(v), 'g', -1, 64)
	case *Str:
		return strconv.Quote(v.S)
	case Sym:
		return ":" + strconv.Quote(string(v))
	case *Duration:
		return "d" + hashedString(v.Value, depth+1)
	case *Array:
		return "[" + hashedList(v.Elems, depth) + "]"
	case *Hash:
		pairs := make([]string, 0, v.Len())
		for k, e := range v.Each {
			pairs = append(pairs, hashedString(k, depth+1)+"=>"+hashedString(e, depth+1)+",")
		}
		slices.Sort(pairs)
		return "{" + strings.Join(pairs, "") + "}"
	case *Range:
		return fmt.Sprintf("(%s..%s,%t)", hashedString(v.Low, depth+1), hashedString(v.High, depth+1), v.Exclusive)
	case *Regexp:
		return fmt.Sprintf("/%q/%v", v.Source, v.Flags)
	case *Time:
		return "t" + strconv.FormatInt(v.T.UnixNano(), 10)
	case *Object:
		if k, ok := v.Host.(keyed); ok {
			return fmt.Sprintf("%p", v.Class) + k.keyText(depth+1)
		}
	}
	return fmt.Sprintf("%T%p", v, v)
}

func hashedList(list []Value, depth int) string {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(hashedString(e, depth+1) + ",")
	}
	return b.String()
}
