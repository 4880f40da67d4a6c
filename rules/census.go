package rules

// This file goes through the tree of a pill once, for all rules that look for
// texts or for calls by name.

import "github.com/pilllint/pilllint/parser/syntax"

// A census is what there is of some kinds of nodes in the pill's own text.
type census struct {
	texts  []*syntax.Str          // in the order of the text
	called map[string]bool        // the names of methods that are called
	defs   map[string]*syntax.Def // the first definition of each method
}

// texts calls yield with every piece of text that the pill writes, those between
// interpolations among them.
func (p *Pass) texts(yield func(*syntax.Str) bool) {
	for _, s := range p.census().texts {
		if !yield(s) {
			return
		}
	}
}

// calls reports whether the pill calls a method of one of these names.
func (p *Pass) calls(names ...string) bool {
	called := p.census().called
	for _, name := range names {
		if called[name] {
			return true
		}
	}
	return false
}

func (p *Pass) census() census { return p.shared.census.get(p.takeCensus) }

func (p *Pass) takeCensus() census {
	found := census{called: map[string]bool{}, defs: map[string]*syntax.Def{}}
	if p.Syntax.Body == nil {
		return found
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Str:
			found.texts = append(found.texts, n)
		case *syntax.Call:
			found.called[n.Name] = true
		case *syntax.Def:
			if found.defs[n.Name] == nil {
				found.defs[n.Name] = n
			}
		}
		return true
	})
	return found
}
