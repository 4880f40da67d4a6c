package rules

// This file tells which variables of the environment a pill sets for all of its
// processes, by ENV.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/syntax"
)

// setsENV reports whether the pill may set one of these variables in ENV.
func (p *Pass) setsENV(names ...string) (sets bool) {
	if len(p.Config.Unread) > 0 {
		return true
	}
	if p.Syntax.Body == nil || !strings.Contains(p.Source.Text, "ENV") {
		return false
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			if call := n.Target.Call; call != nil && isConst(call.Recv, "ENV") {
				name, known := nameInENV(call)
				sets = sets || !known || slices.Contains(names, name)
			}
		case *syntax.Call:
			if isConst(n.Recv, "ENV") && slices.Contains(changesENV, n.Name) {
				name, known := nameInENV(n)
				sets = sets || !known || slices.Contains(names, name)
			}
		}
		return !sets
	})
	return sets
}

// changesENV are the methods of ENV that set variables.
var changesENV = strings.Fields("[]= store update merge! replace")
