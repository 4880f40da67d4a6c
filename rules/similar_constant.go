package rules

// This file finds, for undefined-name, the constant that a missing one is a slip
// of.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

// similarConstant returns a constant that differs from a missing one by case or
// underscores only, if the pill sets it, or reads it again and again where it reads
// the missing one once; "" if there is none.
func (p *Pass) similarConstant(e *pill.LoadError) string {
	name := e.Fault.Name
	if p.Syntax.Body == nil || rubyText(e.Message) != "uninitialized constant "+name {
		return ""
	}
	set, read := map[string]bool{}, map[string]int{}
	assigned := func(c *syntax.Const) {
		if c != nil && c.Scope == nil {
			set[c.Name] = true
			read[c.Name] += 0
		}
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			assigned(n.Target.Const)
		case *syntax.OpAssign:
			assigned(n.Target.Const)
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
		if other == name || plainConstant(other) != plainConstant(name) || !set[other] && !often {
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
