package pill

// This file tries what Bluepill does with a process under each outcome of a
// condition that is not known, where that is within the process's block.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/eval"
)

// eachWay runs fn with each value that the first of some attributes may have whose
// value hangs on a condition. Others that hang on the same go along with it. What
// raises does so under that condition, unless it does in any case.
func (b *builder) eachWay(p *Process, names []string, fn func()) {
	held := p.Attributes
	var first *eval.Unknown
	var along []string
	for _, name := range names {
		v, _ := held.Sym(name)
		u, ok := v.(*eval.Unknown)
		switch {
		case !ok || len(u.Choices) == 0:
		case first == nil:
			first, along = u, append(along, name)
		case u.Unset == first.Unset && len(u.Choices) == len(first.Choices) && slices.Equal(u.Causes, first.Causes):
			along = append(along, name)
		}
	}
	if first == nil {
		fn()
		return
	}
	defer func() { p.Attributes, p.way = held, nil }()
	b.either(first, func(i int) {
		p.Attributes, p.way = held.Clone(), map[string]eval.Value{}
		b.in.Fresh(p.Attributes)
		for _, name := range along {
			key := eval.Sym(name)
			if v, _ := held.Sym(name); i < len(first.Choices) {
				p.way[name] = v.(*eval.Unknown).Choices[i]
				p.Attributes.Set(key, p.way[name])
			} else {
				p.way[name] = nil
				p.Attributes.Delete(key)
			}
		}
		fn()
	})
}

// either runs fn with the number of each choice, and with one more if it may be
// that nothing was set.
func (b *builder) either(u *eval.Unknown, fn func(int)) {
	ways := len(u.Choices)
	if u.Unset {
		ways++
	}
	printed, complained := b.in.Stdout.Len(), b.in.Stderr.Len()
	b.in.EachWay(u, ways, fn)
	b.in.Stdout.Truncate(printed)
	b.in.Stderr.Truncate(complained)
}

// Set returns the setting that an attribute's value comes from where the load
// ends; nil if it has none.
func (e *LoadError) Set(name string) *Setting {
	v, chosen := e.Way[name]
	if !chosen {
		return e.Decl.Last(name)
	}
	if v == nil {
		return nil
	}
	for _, s := range slices.Backward(e.Decl.Settings) {
		if s.Name == name && eval.Same(s.Value, v) {
			return s
		}
	}
	return e.Decl.Last(name) // of whose value it is one
}

// Value returns the value that an attribute has where the load ends; nil if it has none.
func (e *LoadError) Value(name string) eval.Value {
	if v, chosen := e.Way[name]; chosen {
		return v
	}
	if s := e.Decl.Last(name); s != nil {
		return s.Value
	}
	return nil
}
