package rules

// This file finds, for relative-path, lists of files that are searched for where
// bluepill happens to be called, and that decide whether there is any process.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// relativeGlobs reports Dir["workers/*.rb"] where all processes of the pill stand in
// a loop over it.
func (p *Pass) relativeGlobs() {
	if p.Syntax.Body == nil || !strings.Contains(p.Source.Text, "Dir") || p.calls("chdir") || len(p.Config.Unread) > 0 {
		return // as nearly always
	}
	reported := map[*syntax.Call]bool{}
	globs := map[string]*syntax.Call{} // by the variable or constant that has what they find
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			if name := targetName(n.Target); name != "" {
				globs[name] = p.relativeGlob(n.Value, globs) // nil: it is another list
			}
		case *syntax.Call:
			if n.Block == nil {
				break
			}
			glob := p.relativeGlob(n.Recv, globs)
			if n.Name == "glob" {
				glob = p.relativeGlob(n, nil)
			}
			if glob != nil && !reported[glob] && p.declaresAll(p.Syntax.Span(n.Block)) {
				reported[glob] = true
				p.Finding(p.Syntax.Span(glob.Args[0]), "where bluepill is called from another folder, this finds nothing, and no process is declared").
					Severity(diag.Info).Done(p)
			}
		}
		return true
	})
}

// targetName is the variable or constant that an assignment sets; "" for others.
func targetName(t *syntax.Target) string {
	switch {
	case t.Local != nil:
		return t.Local.Name
	case t.Const != nil && t.Const.Scope == nil:
		return t.Const.Name
	}
	return ""
}

// relativeGlob returns the call that a list comes from, if it searches for files by
// a relative path; nil otherwise.
func (p *Pass) relativeGlob(list syntax.Node, globs map[string]*syntax.Call) *syntax.Call {
	switch n := list.(type) {
	case *syntax.Local:
		return globs[n.Name]
	case *syntax.Const:
		if n.Scope == nil {
			return globs[n.Name]
		}
	case *syntax.Call:
		if !isConst(n.Recv, "Dir") {
			if n.Recv == nil || !slices.Contains(emptyOfEmpty, n.Name) {
				return nil
			}
			return p.relativeGlob(n.Recv, globs)
		}
		if n.Name != "glob" && n.Name != "[]" || len(n.Args) != 1 {
			return nil
		}
		if pattern, ok := n.Args[0].(*syntax.Str); ok && pattern.Value != "" && !strings.HasPrefix(pattern.Value, "/") {
			return n
		}
	}
	return nil
}

// emptyOfEmpty are methods that make an empty list, or nothing, of an empty list.
var emptyOfEmpty = strings.Fields("map collect sort sort_by select filter reject uniq reverse compact flatten flat_map each_with_index each_slice each_with_object to_a first")

// declaresAll reports whether there are processes, and a place has all of them.
func (p *Pass) declaresAll(place source.Span) bool {
	found := false
	for proc := range p.Config.Processes {
		if !place.Contains(proc.NameSpan) {
			return false
		}
		found = true
	}
	return found
}
