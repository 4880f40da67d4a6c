package lsp

// This file finds out what stands at a place of a tree.

import (
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// holds reports whether an offset is in a node, or at its end, where the caret
// stands after it.
func holds(p syntax.Pos, offset int) bool { return int(p.Start) <= offset && offset <= int(p.End) }

// covers is holds for spans.
func covers(s source.Span, offset int) bool {
	return s.File != nil && s.Start <= offset && offset <= s.End
}

// pathTo returns the nodes around an offset, the outermost first. Where one ends
// and another begins it is the other.
func pathTo(file *syntax.File, offset int) (path []syntax.Node) {
	var n syntax.Node = file.Body
	for n != nil {
		path = append(path, n)
		var next syntax.Node
		for _, c := range syntax.Children(n) {
			at := extent(c)
			if holds(at, offset) && (next == nil || int(at.Start) == offset || !holds(extent(next), offset)) {
				next = c
			}
		}
		n = next
	}
	return path
}

// extent is a node with the heredoc that it may be, whose body stands further
// down: the body, if the node has one.
func extent(n syntax.Node) syntax.Pos {
	at := n.Range()
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Str:
			at.End = max(at.End, n.Heredoc.End)
		case *syntax.DStr:
			at.End = max(at.End, n.Heredoc.End)
		case *syntax.Block:
			return false // ends after whatever is in it
		}
		return true
	})
	return at
}

// A role is what a block is for.
type role uint8

const (
	elsewhere role = iota // no block of the DSL
	ofApp
	ofProcess
	ofChild
)

// roleOf returns what the innermost block of the DSL on a path is for, and the
// call that has it.
func roleOf(path []syntax.Node) (role, *syntax.Call) {
	for i := len(path) - 1; i > 0; i-- {
		if _, block := path[i].(*syntax.Block); !block {
			continue
		}
		call, ok := path[i-1].(*syntax.Call)
		if !ok {
			continue
		}
		switch call.Name {
		case "application":
			return ofApp, call
		case "process":
			return ofProcess, call
		case "monitor_children":
			return ofChild, call
		}
	}
	return elsewhere, nil
}

// checksCall returns the call of checks whose arguments a path goes through.
func checksCall(path []syntax.Node) *syntax.Call {
	for i := len(path) - 2; i >= 0; i-- {
		if call, ok := path[i].(*syntax.Call); ok && call.Name == "checks" {
			for _, a := range call.Args {
				if a == path[i+1] {
					return call
				}
			}
		}
	}
	return nil
}
