package lsp

// This file goes from a name to where it is defined, and to all places at which
// it stands, and changes it.

import (
	"context"
	"fmt"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A named is a name at a place, and all that is said of it there and in the files
// that share it.
type named struct {
	t     *text
	at    mention
	all   []mention   // in the document
	files []*rubyFile // others that share the name
}

// nameAt returns the name at a position.
func (v *View) nameAt(u uri.URI, p protocol.Position) (n named, ok bool) {
	n.t = v.text(u)
	if n.t == nil {
		return n, false
	}
	offset, ok := n.t.at(p)
	if !ok {
		return n, false
	}
	list := mentions(n.t.Syntax)
	n.at, ok = mentionAt(list, offset)
	n.all = same(list, n.at.word)
	if ok && n.at.shared() && n.t.shot.Path != "" {
		r := v.relatives()
		for _, path := range r.sharing(n.t.shot.Path, n.at.word) {
			if f := r.file(path); f != nil && path != n.t.shot.Path {
				n.files = append(n.files, f)
			}
		}
	}
	return n, ok && (n.at.kind != callName || len(n.files) > 0)
}

// locations returns where the name stands now, or where it is defined, or where it
// is not.
func (n named) locations(wanted func(mention) bool) (places protocol.LocationSlice) {
	for _, m := range inOrder(n.all) {
		if at, ok := n.t.place(m.span); ok && wanted(m) {
			places = append(places, protocol.Location{URI: n.t.shot.URI, Range: n.t.view.Range(at)})
		}
	}
	for _, f := range n.files {
		for _, m := range inOrder(f.names) {
			if at, ok := f.location(n.t.view, m); ok && m.is(n.at.word) && wanted(m) {
				places = append(places, at)
			}
		}
	}
	return places
}

func definition(_ context.Context, v *View, p *protocol.DefinitionParams) (protocol.LocationSlice, error) {
	n, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok {
		return v.loadedAt(p.TextDocument.URI, p.Position), nil
	}
	return n.locations(func(m mention) bool { return m.writes }), nil
}

// loadedAt returns the file that is loaded at a position.
func (v *View) loadedAt(u uri.URI, p protocol.Position) protocol.LocationSlice {
	l := &linker{t: v.text(u)}
	if l.t == nil || l.t.shot.Path == "" {
		return nil
	}
	offset, ok := l.t.at(p)
	if !ok {
		return nil
	}
	for _, n := range pathTo(l.t.Syntax, offset) {
		if c, ok := n.(*syntax.Call); ok && len(c.Args) == 1 && holds(c.Args[0].Range(), offset) {
			l.load(c)
		}
	}
	var places protocol.LocationSlice
	for _, link := range l.links {
		places = append(places, protocol.Location{URI: *link.Target})
	}
	return places
}

func references(_ context.Context, v *View, p *protocol.ReferenceParams) (protocol.LocationSlice, error) {
	n, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	return n.locations(func(m mention) bool { return p.Context.IncludeDeclaration || !m.writes }), nil
}

func inOrder(list []mention) []mention {
	slices.SortStableFunc(list, func(a, b mention) int { return a.span.Start - b.span.Start })
	return list
}

func highlights(_ context.Context, v *View, p *protocol.DocumentHighlightParams) ([]protocol.DocumentHighlight, error) {
	n, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	var list []protocol.DocumentHighlight
	for _, m := range inOrder(n.all) {
		kind := protocol.DocumentHighlightKindRead
		if m.writes {
			kind = protocol.DocumentHighlightKindWrite
		}
		if at, ok := n.t.place(m.span); ok {
			list = append(list, protocol.DocumentHighlight{Range: v.Range(at), Kind: kind})
		}
	}
	return list, nil
}

func prepareRename(_ context.Context, v *View, p *protocol.PrepareRenameParams) (*protocol.PrepareRenamePlaceholder, error) {
	n, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok || n.t.shot.Guessed() || n.whyFixed() != "" {
		return nil, nil
	}
	span, ok := n.t.place(n.at.span)
	if !ok {
		return nil, nil
	}
	return &protocol.PrepareRenamePlaceholder{Range: v.Range(span), Placeholder: span.Text()}, nil
}

func rename(_ context.Context, v *View, p *protocol.RenameParams) (*protocol.WorkspaceEdit, error) {
	n, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok {
		return nil, failed("there is nothing here to rename")
	}
	if n.t.shot.Guessed() {
		return nil, failed("this pill has a syntax error; correct it before you rename anything")
	}
	if why := n.whyFixed(); why != "" {
		return nil, failed("%s", why)
	}
	if why := whyNot(n.at, mentions(n.t.Syntax), p.NewName); why != "" {
		return nil, failed("%s", why)
	}
	var edits []source.Edit
	for _, m := range inOrder(n.all) {
		edits = append(edits, source.Edit{Span: m.span, New: p.NewName})
	}
	for _, f := range n.files {
		if why := whyNot(n.at, f.names, p.NewName); why != "" {
			return nil, failed("%s: %s", f.tree.Source.Path, why)
		}
		for _, m := range inOrder(f.names) {
			if m.is(n.at.word) {
				edits = append(edits, source.Edit{Span: m.span, New: p.NewName})
			}
		}
	}
	return v.edit(edits), nil
}

// whyFixed says why a name cannot be changed; "" if it can.
func (n named) whyFixed() string {
	if n.t.Source != n.t.now {
		return "this pill has a syntax error"
	}
	if n.at.kind == helperName || n.at.kind == constName || n.at.kind == callName {
		if otherwiseNamed(n.t.Syntax, n.at.text) {
			return n.at.text + " is also used as a symbol or with a path"
		}
	}
	defined := false
	all := n.all
	for _, f := range n.files {
		switch {
		case f.text != nil && f.text.Source != f.text.now, len(f.tree.Errors) > 0:
			return f.tree.Source.Path + " has a syntax error"
		case otherwiseNamed(f.tree, n.at.text) && n.at.kind != gvarName:
			return n.at.text + " is also used as a symbol or with a path, in " + f.tree.Source.Path
		}
		for _, m := range f.names {
			if m.is(n.at.word) {
				all = append(all, m)
			}
		}
	}
	for _, m := range all {
		defined = defined || m.writes
		if m.fixed {
			return fmt.Sprintf("%s is used in line %d in a way that cannot be renamed alone", n.at.text, m.span.Line())
		}
	}
	if !defined {
		return n.at.text + " is not defined in this file"
	}
	return ""
}

// otherwiseNamed reports whether a constant or method is named by a Symbol or
// with a path, too.
func otherwiseNamed(file *syntax.File, name string) (loose bool) {
	syntax.Walk(file.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Sym:
			loose = loose || n.Name == name
		case *syntax.Const:
			loose = loose || n.Name == name && (n.Scope != nil || n.Top)
		case *syntax.Alias:
			loose = loose || n.New == name || n.Old == name
		}
		return true
	})
	return loose
}

// nameForms is what names look like.
var nameForms = map[wordKind]*lazyregexp.Regexp{
	localName:   lazyregexp.New("^" + small + "$"),
	constName:   lazyregexp.New("^[A-Z]" + letters + "$"),
	helperName:  lazyregexp.New("^" + small + "[?!]?$"),
	ivarName:    lazyregexp.New("^@" + small + "$"),
	gvarName:    lazyregexp.New(`^\$` + small + "$"),
	cvarName:    lazyregexp.New("^@@" + small + "$"),
	callName:    lazyregexp.New("^" + small + "[?!]?$"),
	processName: lazyregexp.New(`^[^"'\\#\x00-\x1f]+$`),
}

// Ruby takes whatever is beyond ASCII for a letter, and for a small one unless it is
// a capital.
const (
	letters = `[\w\x{80}-\x{10ffff}]*`
	small   = `(?:[a-z_]|[^\x00-\x7f\p{Lu}\p{Lt}])` + letters
)

// keywords are the words that cannot be names.
var keywords = []string{
	"alias", "and", "begin", "break", "case", "class", "def", "defined?", "do", "else", "elsif", "end", "ensure", "false", "for",
	"if", "in", "module", "next", "nil", "not", "or", "redo", "rescue", "retry", "return", "self", "super", "then", "true", "undef",
	"unless", "until", "when", "while", "yield", "__FILE__", "__LINE__", "__method__", "__ENCODING__",
}

// whyNot says why a name cannot be what is wished for; "" if it can.
func whyNot(at mention, list []mention, wish string) string {
	if !nameForms[at.kind].MatchString(wish) || slices.Contains(keywords, wish) {
		return fmt.Sprintf("%q is not a valid name here", wish)
	}
	for _, m := range list {
		bare := func(k wordKind) bool { return k == localName || k == helperName || k == callName }
		if m.text == wish && !m.is(at.word) && m.word != at.word && (m.kind == at.kind || bare(m.kind) && bare(at.kind)) {
			return fmt.Sprintf("%s is already used in line %d", wish, m.span.Line())
		}
	}
	return ""
}
