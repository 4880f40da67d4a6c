package rules

// This file finds, for attribute-type, files of variables of which each line is
// taken for one.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/syntax"
)

// blankLines reports loops over the lines of a file that set a variable for each of
// them, also for one that is blank: "".split("=") is empty, and so the name is nil.
func (p *Pass) blankLines() {
	if p.Syntax.Template || !p.calls("split") || !strings.Contains(p.Source.Text, "=") {
		return
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		loop, ok := n.(*syntax.Call)
		if !ok || loop.Block == nil || loop.Block.Params == nil || len(loop.Block.Params.Required) != 1 || !linesOfFile(loop) {
			return true
		}
		set := p.setForEach(loop.Block)
		if set == nil {
			return true
		}
		what := "no process can start"
		if isConst(set.Recv, "ENV") {
			what = "the load ends"
		}
		p.Finding(p.Syntax.Span(set.Args[0]), "a blank line of the file gives a variable without a name, with which %s", what).
			Severity(diag.Info).Related(p.Syntax.Span(loop.Recv), "each line of this").Done(p)
		return true
	})
}

// linesOfFile reports whether a call goes through all lines of a file.
func linesOfFile(loop *syntax.Call) bool {
	call := loop
	for {
		if isConst(call.Recv, "File") || isConst(call.Recv, "IO") {
			return call.Name == "foreach" || call != loop && (call.Name == "read" || call.Name == "readlines")
		}
		inner, ok := call.Recv.(*syntax.Call)
		if !ok || !slices.Contains([]string{"each", "each_line", "lines", "split"}, call.Name) {
			return false
		}
		call = inner
	}
}

// setForEach returns the assignment of a variable if a block does nothing with a
// line but take it apart at = and assign what comes of that.
func (p *Pass) setForEach(block *syntax.Block) (set *syntax.Call) {
	line := block.Params.Required[0].Name
	var list string  // the variable that holds the parts of the line
	var first string // the one that holds the first of them
	for _, n := range block.Body.List {
		switch n := n.(type) {
		case *syntax.Assign:
			if n.Target.Call == nil && !atEquals(n.Value, line) {
				return nil
			}
			switch {
			case n.Target.Local != nil:
				list = n.Target.Local.Name
			case len(n.Target.Multi) > 0 && n.Target.Multi[0].Local != nil:
				first = n.Target.Multi[0].Local.Name
			case n.Target.Call != nil && set == nil:
				set = n.Target.Call
			default:
				return nil
			}
		case *syntax.Call:
			if !n.Assign || set != nil {
				return nil
			}
			set = n
		default:
			return nil
		}
	}
	if set == nil || len(set.Args) == 0 || !isEnvironment(set.Recv) {
		return nil
	}
	switch name := set.Args[0].(type) {
	case *syntax.Local:
		if first != "" && name.Name == first {
			return set
		}
	case *syntax.Call:
		local, ok := name.Recv.(*syntax.Local)
		index := name.Name == "first" && len(name.Args) == 0
		if name.Name == "[]" && len(name.Args) == 1 {
			at, is := name.Args[0].(*syntax.Int)
			index = is && at.Value == 0
		}
		if ok && index && list != "" && local.Name == list {
			return set
		}
	}
	return nil
}

// isEnvironment reports whether an expression is app.environment, or ENV.
func isEnvironment(n syntax.Node) bool {
	call, ok := n.(*syntax.Call)
	return isConst(n, "ENV") || ok && call.Name == "environment" && len(call.Args) == 0
}

// atEquals reports whether an expression takes a line apart at =.
func atEquals(n syntax.Node, line string) bool {
	call, ok := n.(*syntax.Call)
	if !ok || call.Name != "split" || len(call.Args) == 0 {
		return false
	}
	if at, is := call.Args[0].(*syntax.Str); !is || !strings.Contains(at.Value, "=") {
		return false
	}
	recv := call.Recv
	for {
		switch of := recv.(type) {
		case *syntax.Local:
			return of.Name == line
		case *syntax.Call:
			if !slices.Contains([]string{"chomp", "strip", "rstrip", "lstrip", "chop"}, of.Name) {
				return false
			}
			recv = of.Recv
		default:
			return false
		}
	}
}
