package rules

// This file finds, for undefined-name, the constant that a missing one is a slip
// of.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

// similarConstant returns a constant that differs from a missing one by case or
// underscores only, if the pill sets it before, or reads it again and again where it
// reads the missing one once and does not set it; "" if there is none.
func (p *Pass) similarConstant(e *pill.LoadError) string {
	name := e.Fault.Name
	if p.Syntax.Body == nil || rubyText(e.Message) != "uninitialized constant "+name {
		return ""
	}
	set, read := map[string]bool{}, map[string]int{}
	late := map[string]bool{} // what the statement itself sets that fails, or one behind it
	assigned := func(c *syntax.Const, n syntax.Node) {
		if c != nil && c.Scope == nil {
			if e.Span.File == p.Source && int(n.Range().End) > e.Span.Start {
				late[c.Name] = true
			} else {
				set[c.Name] = true
			}
			read[c.Name] += 0
		}
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			assigned(n.Target.Const, n)
		case *syntax.OpAssign:
			assigned(n.Target.Const, n)
		case *syntax.Const:
			if n.Scope == nil {
				read[n.Name]++
			}
		}
		return true
	})
	similar := ""
	for other := range read {
		often := read[name] == 1 && read[other] > 1 && strings.ToUpper(other) == other && strings.ToUpper(name) == name
		if other == name || plainConstant(other) != plainConstant(name) || !set[other] && (late[other] || !often) {
			continue
		}
		if similar != "" {
			return "" // either may be meant
		}
		similar = other
	}
	return similar
}

// plainConstant is a name without what people forget of it.
func plainConstant(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, "_", ""))
}
