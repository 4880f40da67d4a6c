package lsp

// This file finds the names in a tree, and which of them are the same: local
// variables by the scope they belong to, others by how they are written.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A word is what mentions of one thing have in common.
type word struct {
	kind wordKind
	text string
	// of a local variable
	scope any // the node that it belongs to
	slot  int
}

type wordKind uint8

const (
	localName wordKind = iota + 1
	constName
	helperName
	ivarName
	gvarName
	cvarName
	processName
	callName // of a method that the file does not define; see is
)

// is reports whether a mention in any file is of a name that files share.
func (m mention) is(w word) bool {
	kind := m.kind
	if kind == callName {
		kind = helperName
	}
	return w.shared() && m.text == w.text && (kind == w.kind || kind == helperName && w.kind == callName)
}

// shared reports whether a name is the same in all files that are loaded
// together.
func (w word) shared() bool {
	return w.kind == constName || w.kind == helperName || w.kind == callName || w.kind == gvarName
}

// A mention is one place at which a name stands.
type mention struct {
	word
	span   source.Span
	writes bool        // it is given a value there, or defined
	node   syntax.Node // what is evaluated there; nil if nothing is
	fixed  bool        // it cannot be written otherwise on its own, such as in {name:}
}

// mentions returns the names in a file, in no particular order.
func mentions(file *syntax.File) []mention {
	f := &nameFinder{file: file, helpers: map[string]bool{}, scopes: []any{file}}
	syntax.Walk(file.Body, func(n syntax.Node) bool {
		if d, ok := n.(*syntax.Def); ok {
			f.helpers[d.Name] = true
		}
		return true
	})
	f.walk(file.Body)
	return f.list
}

// mentionAt returns the name at an offset.
func mentionAt(list []mention, offset int) (mention, bool) {
	for _, m := range list {
		if covers(m.span, offset) {
			return m, true
		}
	}
	return mention{}, false
}

// same returns the mentions of a name.
func same(list []mention, n word) (found []mention) {
	for _, m := range list {
		if m.word == n {
			found = append(found, m)
		}
	}
	return found
}

type nameFinder struct {
	file    *syntax.File
	helpers map[string]bool // methods that the file defines
	scopes  []any           // that can be seen, the innermost last
	list    []mention
}

func (f *nameFinder) add(m mention, p syntax.Pos) {
	m.span = f.file.Source.Span(int(p.Start), int(p.End))
	f.list = append(f.list, m)
}

// in walks what has a scope of its own.
func (f *nameFinder) in(scope any, walk func()) {
	f.scopes = append(f.scopes, scope)
	walk()
	f.scopes = f.scopes[:len(f.scopes)-1]
}

// alone is in for a scope that sees nothing around it.
func (f *nameFinder) alone(scope any, walk func()) {
	around := f.scopes
	f.scopes = []any{scope}
	walk()
	f.scopes = around
}

func (f *nameFinder) walk(n syntax.Node) {
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Local:
			f.local(n, false, n)
		case *syntax.IVar:
			f.add(mention{word: word{kind: ivarName, text: n.Name}, node: n}, n.Pos)
		case *syntax.GVar:
			f.add(mention{word: word{kind: gvarName, text: n.Name}, node: n}, n.Pos)
		case *syntax.CVar:
			f.add(mention{word: word{kind: cvarName, text: n.Name}, node: n}, n.Pos)
		case *syntax.Const:
			f.add(mention{word: word{kind: constName, text: n.Name}, node: n}, n.NamePos)
		case *syntax.Call:
			f.call(n)
		case *syntax.Hash:
			return f.hash(n)
		case *syntax.Regexp:
			for _, l := range n.Captures {
				f.local(l, true, nil)
				f.list[len(f.list)-1].fixed = true
			}
		case *syntax.Assign:
			f.target(n.Target, n)
			f.walk(n.Value)
			return false
		case *syntax.OpAssign:
			f.target(n.Target, n)
			f.walk(n.Value)
			return false
		case *syntax.For:
			f.target(n.Target, nil)
			f.walk(n.Over)
			f.walk(n.Body)
			return false
		case *syntax.Begin:
			f.begin(n)
			return false
		case *syntax.Block:
			f.in(n, func() { f.params(n.Params); f.walk(n.Body) })
			return false
		case *syntax.Def:
			f.add(mention{word: word{kind: helperName, text: n.Name}, writes: true}, n.NamePos)
			f.walk(n.Singleton)
			f.alone(n, func() { f.params(n.Params); f.walk(n.Body) })
			return false
		case *syntax.Class:
			f.target(&syntax.Target{Const: n.Path}, nil)
			f.walk(n.Superclass)
			f.alone(n, func() { f.walk(n.Body) })
			return false
		case *syntax.Module:
			f.target(&syntax.Target{Const: n.Path}, nil)
			f.alone(n, func() { f.walk(n.Body) })
			return false
		case *syntax.SClass:
			f.walk(n.Object)
			f.alone(n, func() { f.walk(n.Body) })
			return false
		}
		return true
	})
}

func (f *nameFinder) local(n *syntax.Local, writes bool, node syntax.Node) {
	if n.Depth >= len(f.scopes) {
		return
	}
	scope := f.scopes[len(f.scopes)-1-n.Depth]
	at := n.Pos
	f.add(mention{word: word{kind: localName, text: n.Name, scope: scope, slot: n.Slot}, writes: writes, node: node}, at)
	m := &f.list[len(f.list)-1]
	m.fixed = m.span.Text() != n.Name
}

// call adds calls of methods that the file defines, and names of processes.
func (f *nameFinder) call(n *syntax.Call) {
	_, self := n.Recv.(*syntax.Self)
	if n.Recv == nil || self {
		kind := callName
		if f.helpers[n.Name] {
			kind = helperName
		}
		f.add(mention{word: word{kind: kind, text: n.Name}, node: n}, n.NamePos)
	}
	if n.Name == "process" && len(n.Args) > 0 {
		if s, ok := n.Args[0].(*syntax.Str); ok && s.Heredoc.End == 0 {
			at := inQuotes(f.file.Span(s))
			f.add(mention{word: word{kind: processName, text: s.Value}, writes: true, node: s, fixed: at.Text() != s.Value}, syntax.Pos{Start: int32(at.Start), End: int32(at.End)})
		}
	}
}

// inQuotes is the place of what stands in the quotes of a string.
func inQuotes(s source.Span) source.Span {
	if text := s.Text(); len(text) > 1 && (text[0] == '"' || text[0] == '\'') {
		return s.File.Span(s.Start+1, s.End-1)
	}
	return s
}

// hash marks the values of {name:}, which say key and value at once.
func (f *nameFinder) hash(n *syntax.Hash) bool {
	for _, p := range n.Pairs {
		f.walk(p.Key)
		from := len(f.list)
		f.walk(p.Value)
		if p.Key == nil || p.Value == nil || p.Key.Range().Start != p.Value.Range().Start {
			continue
		}
		for i := range f.list[from:] {
			f.list[from+i].fixed = true
		}
	}
	return false
}

func (f *nameFinder) begin(n *syntax.Begin) {
	f.walk(n.Body)
	for _, r := range n.Rescues {
		for _, c := range r.Classes {
			f.walk(c)
		}
		f.target(r.Target, nil)
		f.walk(r.Body)
	}
	f.walk(n.Else)
	f.walk(n.Ensure)
}

// target adds what is given a value. node comes to that value.
func (f *nameFinder) target(t *syntax.Target, node syntax.Node) {
	switch {
	case t == nil:
	case t.Local != nil:
		f.local(t.Local, true, node)
	case t.IVar != nil:
		f.add(mention{word: word{kind: ivarName, text: t.IVar.Name}, writes: true, node: node}, t.IVar.Pos)
	case t.GVar != nil:
		f.add(mention{word: word{kind: gvarName, text: t.GVar.Name}, writes: true, node: node}, t.GVar.Pos)
	case t.CVar != nil:
		f.add(mention{word: word{kind: cvarName, text: t.CVar.Name}, writes: true, node: node}, t.CVar.Pos)
	case t.Const != nil:
		f.walk(t.Const.Scope)
		f.add(mention{word: word{kind: constName, text: t.Const.Name}, writes: true, node: node}, t.Const.NamePos)
	case t.Call != nil:
		f.walk(t.Call)
	case t.Splat != nil:
		f.target(t.Splat, nil)
	default:
		for _, m := range t.Multi {
			f.target(m, nil)
		}
	}
}

// params adds the parameters of the innermost scope.
func (f *nameFinder) params(ps *syntax.Params) {
	if ps == nil || ps.Implied {
		return
	}
	one := func(p *syntax.Param) {
		if p == nil {
			return
		}
		f.target(p.Nested, nil)
		f.walk(p.Default)
		text := f.file.Source.Text[p.Start:p.End]
		at := strings.Index(text, p.Name)
		if p.Name == "" || at < 0 {
			return
		}
		start := p.Start + int32(at)
		f.add(mention{word: word{kind: localName, text: p.Name, scope: f.scopes[len(f.scopes)-1], slot: p.Slot}, writes: true},
			syntax.Pos{Start: start, End: start + int32(len(p.Name))})
	}
	all := func(list []syntax.Param) {
		for i := range list {
			one(&list[i])
		}
	}
	all(ps.Required)
	all(ps.Optional)
	one(ps.Rest)
	all(ps.Post)
	from := len(f.list)
	all(ps.Keywords)
	for i := range f.list[from:] {
		f.list[from+i].fixed = true // callers name them
	}
	one(ps.KeyRest)
	one(ps.Block)
}
