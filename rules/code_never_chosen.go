package rules

// This file finds, for code-without-effect, alternatives that are never chosen.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/syntax"
)

// neverChosen reports what follows the folder that the pill is loaded in, and
// conditions that always hold.
func (p *Pass) neverChosen() {
	pwd, lists := strings.Contains(p.Source.Text, "PWD") || p.calls("pwd", "getwd"), strings.Contains(p.Source.Text, "break")
	if !pwd && !lists {
		return
	}
	params := map[string]bool{} // which are other variables, where they are called so
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		var list *syntax.Params
		switch n := n.(type) {
		case *syntax.Def:
			list = n.Params
		case *syntax.Block:
			list = n.Params
		}
		if list != nil {
			for _, name := range paramNames(list) {
				params[name] = true
			}
		}
		return true
	})
	found := map[string]*syntax.Call{} // by the name of the variable that each(…) is assigned to
	sets := map[string]int{}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Or:
			p.behindFolderOfCaller(n)
			p.alwaysList(n.Left, found)
		case *syntax.If:
			p.alwaysList(n.Cond, found)
		case *syntax.Assign:
			if n.Target.Local == nil {
				break
			}
			name := n.Target.Local.Name
			sets[name]++
			delete(found, name)
			if call, ok := n.Value.(*syntax.Call); ok && sets[name] == 1 && !params[name] && breaksOut(call) {
				found[name] = call
			}
		case *syntax.OpAssign:
			if n.Target.Local != nil {
				sets[n.Target.Local.Name]++
				delete(found, n.Target.Local.Name)
			}
		}
		return true
	})
}

// behindFolderOfCaller judges ENV["PWD"] || File.dirname(__FILE__): what a shell
// runs always has PWD, and Dir.pwd is never nil.
func (p *Pass) behindFolderOfCaller(or *syntax.Or) {
	first := or.Left
	if before, ok := first.(*syntax.Or); ok {
		first = before.Right
	}
	call, ok := first.(*syntax.Call)
	if !ok || !besideFile(or.Right) {
		return
	}
	var why string
	switch name, of := nameInENV(call); {
	case of && name == "PWD" && call.Name == "[]":
		why = "every shell exports PWD, the folder in which the pill is loaded"
	case isConst(call.Recv, "Dir") && (call.Name == "pwd" || call.Name == "getwd"):
		why = "the folder in which the pill is loaded is never nil"
	default:
		return
	}
	p.Finding(p.Syntax.Span(or.Right), "this is hardly ever used: %s, comes first", why).
		Severity(diag.Info).Related(p.Syntax.Span(call), "used instead").Done(p)
}

// besideFile reports whether an expression depends on where the pill is.
func besideFile(n syntax.Node) (is bool) {
	syntax.Walk(n, func(n syntax.Node) bool {
		magic, ok := n.(*syntax.Magic)
		is = is || ok && (magic.Name == "__FILE__" || magic.Name == "__dir__")
		return !is
	})
	return is
}

// alwaysList judges a variable that a condition asks for and that holds what
// each has returned.
func (p *Pass) alwaysList(cond syntax.Node, found map[string]*syntax.Call) {
	local, ok := cond.(*syntax.Local)
	if !ok || found[local.Name] == nil {
		return
	}
	p.Finding(p.Syntax.Span(local), "this always holds: where nothing breaks the loop, each returns the list; find returns nil").
		Related(p.Source.Span(int(found[local.Name].NamePos.Start), int(found[local.Name].NamePos.End)), "returns the list").Done(p)
}

// breaksOut reports whether a call is [a, b].each { |x| break x if … }: it comes to
// one of the list, of which none is nil, or to the list.
func breaksOut(call *syntax.Call) bool {
	list, ok := call.Recv.(*syntax.Array)
	if !ok || call.Name != "each" || call.Block == nil || call.Block.Params == nil || len(call.Block.Params.Required) != 1 || slices.ContainsFunc(list.Elems, mayBeNil) {
		return false
	}
	breaks, other := false, false
	syntax.Walk(call.Block.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Block, *syntax.While, *syntax.For:
			other = true // whose break it may be
		case *syntax.Jump:
			local, ok := n.Value.(*syntax.Local)
			switch {
			case n.Kind != syntax.Break:
			case ok && local.Name == call.Block.Params.Required[0].Name:
				breaks = true
			default:
				other = true
			}
		case *syntax.Assign, *syntax.OpAssign:
			other = true
		}
		return true
	})
	return breaks && !other
}

// mayBeNil reports whether an expression is none that always comes to a String.
func mayBeNil(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Str, *syntax.DStr, *syntax.XStr:
		return false
	case *syntax.Call:
		return !slices.Contains(changing, n.Name) && n.Name != "to_s"
	}
	return true
}
