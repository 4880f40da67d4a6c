package manifest

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/source"
)

// A Kind is what a value is to YAML as Ruby reads it, which is YAML 1.1: yes and
// off are truth values.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	Text
	Bool
	Number
	List
	Map
)

// String says what the kind is, for a message.
func (k Kind) String() string {
	return [...]string{"nothing", "a text", "a truth value", "a number", "a list", "a mapping"}[k]
}

// A Value is one value. Several places may share one, through an alias.
type Value struct {
	Kind     Kind
	Text     string      // of a Text, Bool or Number, as it is written, without quotes
	Tag      Word        // that is written before it, such as !!str; zero if none is
	Span     source.Span // from the first to the last byte, quotes included
	Entries  []*Entry    // of a Map, as they are written
	Elements []*Value    // of a List
	Block    bool        // a text of several lines after a | or a >
}

// An Entry is a key and its value.
type Entry struct {
	Key   Word
	Value *Value
	Later *Entry // the one of the same key that counts instead; nil if this does
}

// Span is the place of the key and its value, or of the key alone if the value
// stands elsewhere.
func (e *Entry) Span() source.Span {
	if e.Value.Span.Start < e.Key.Span.End {
		return e.Key.Span
	}
	return e.Key.Span.Cover(e.Value.Span)
}

// A Word is a text and its place.
type Word struct {
	Text string
	Span source.Span
}

// Filled reports whether a text is made when the manifest is used, by a template
// or from an environment, so that what it will be is not known.
func (v *Value) Filled() bool {
	for _, mark := range []string{"<%", "{{", "$"} {
		if strings.Contains(v.Text, mark) {
			return true
		}
	}
	return false
}

// MergeKey is the key whose mappings are merged into its own.
const MergeKey = "<<"

// Merges reports whether an entry merges mappings into its own. To Ruby, a << whose
// value is no mapping and no list of mappings is a key like any other.
func (e *Entry) Merges() bool {
	if e.Key.Text != MergeKey {
		return false
	}
	isMap := func(v *Value) bool { return v.Kind == Map }
	return isMap(e.Value) || e.Value.Kind == List && !slices.ContainsFunc(e.Value.Elements, func(v *Value) bool { return !isMap(v) })
}

// All returns the entries of a mapping with those that are merged into it, which
// only count where it has no others of their keys; nil for other values.
func (v *Value) All() []*Entry {
	var all []*Entry
	have := map[string]bool{}
	seen := map[*Value]bool{}
	var add func(v *Value)
	add = func(v *Value) {
		if seen[v] {
			return // an alias of what it stands in
		}
		seen[v] = true
		for _, e := range v.Entries {
			if !e.Merges() && !(len(seen) > 1 && have[e.Key.Text]) {
				all = append(all, e)
			}
		}
		for _, e := range v.Entries {
			have[e.Key.Text] = true
		}
		for _, e := range v.Entries {
			if !e.Merges() {
				continue
			}
			add(e.Value)
			for _, more := range e.Value.Elements {
				add(more)
			}
		}
	}
	if v.Kind == Map {
		add(v)
	}
	return all
}
