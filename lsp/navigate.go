package lsp

// This file goes from a name to where it is defined, and to all places at which
// it stands, and changes it.

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// nameAt returns the name at a position, and all its mentions.
func (v *View) nameAt(u uri.URI, p protocol.Position) (t *text, at mention, all []mention, ok bool) {
	t = v.text(u)
	if t == nil {
		return nil, at, nil, false
	}
	offset, ok := t.at(p)
	if !ok {
		return nil, at, nil, false
	}
	list := mentions(t.Syntax)
	at, ok = mentionAt(list, offset)
	return t, at, same(list, at.word), ok
}

func definition(_ context.Context, v *View, p *protocol.DefinitionParams) (protocol.LocationSlice, error) {
	t, at, all, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	found := t.locations(slices.DeleteFunc(all, func(m mention) bool { return !m.writes }))
	if len(found) == 0 && (at.kind == constName || at.kind == helperName) {
		found = t.elsewhere(at.word)
	}
	return found, nil
}

// locations returns where names stand now.
func (t *text) locations(list []mention) (places protocol.LocationSlice) {
	for _, m := range list {
		if at, ok := t.place(m.span); ok {
			places = append(places, protocol.Location{URI: t.shot.URI, Range: t.view.Range(at)})
		}
	}
	return places
}

// elsewhere returns where open files that the pill loads define a name.
func (t *text) elsewhere(w word) (places protocol.LocationSlice) {
	for _, u := range t.view.openDocs() {
		s := t.view.docs[u]
		if s.Path == "" || s == t.shot || !t.shot.loaded.has(s.Path) {
			continue
		}
		if other := t.view.textOf(s); other != nil {
			defined := slices.DeleteFunc(same(mentions(other.Syntax), w), func(m mention) bool { return !m.writes })
			places = append(places, other.locations(defined)...)
		}
	}
	return places
}

func references(_ context.Context, v *View, p *protocol.ReferenceParams) (protocol.LocationSlice, error) {
	t, _, all, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	if !p.Context.IncludeDeclaration {
		all = slices.DeleteFunc(all, func(m mention) bool { return m.writes })
	}
	return t.locations(inOrder(all)), nil
}

func inOrder(list []mention) []mention {
	slices.SortStableFunc(list, func(a, b mention) int { return a.span.Start - b.span.Start })
	return list
}

func highlights(_ context.Context, v *View, p *protocol.DocumentHighlightParams) ([]protocol.DocumentHighlight, error) {
	t, _, all, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok {
		return nil, nil
	}
	var list []protocol.DocumentHighlight
	for _, m := range inOrder(all) {
		kind := protocol.DocumentHighlightKindRead
		if m.writes {
			kind = protocol.DocumentHighlightKindWrite
		}
		if at, ok := t.place(m.span); ok {
			list = append(list, protocol.DocumentHighlight{Range: v.Range(at), Kind: kind})
		}
	}
	return list, nil
}

func prepareRename(_ context.Context, v *View, p *protocol.PrepareRenameParams) (*protocol.PrepareRenamePlaceholder, error) {
	t, at, all, ok := v.nameAt(p.TextDocument.URI, p.Position)
	if !ok || t.whyFixed(at, all) != "" {
		return nil, nil
	}
	span, ok := t.place(at.span)
	if !ok {
		return nil, nil
	}
	return &protocol.PrepareRenamePlaceholder{Range: v.Range(span), Placeholder: span.Text()}, nil
}

func rename(_ context.Context, v *View, p *protocol.RenameParams) (*protocol.WorkspaceEdit, error) {
	t, at, all, ok := v.nameAt(p.TextDocument.URI, p.Position)
	why := "there is no name here that can be changed"
	if ok {
		why = t.whyFixed(at, all)
		if why == "" {
			why = whyNot(at, mentions(t.Syntax), p.NewName)
		}
	}
	if why != "" {
		return nil, jsonrpc2.NewError(jsonrpc2.Code(protocol.LSPErrorCodesRequestFailed), why)
	}
	var edits []source.Edit
	for _, m := range inOrder(all) {
		edits = append(edits, source.Edit{Span: m.span, New: p.NewName})
	}
	return v.edit(edits), nil
}

// whyFixed says why a name cannot be changed; "" if it can.
func (t *text) whyFixed(at mention, all []mention) string {
	if t.Source != t.now {
		return "the text is no valid Ruby right now"
	}
	defined := false
	for _, m := range all {
		defined = defined || m.writes
		if m.fixed {
			return fmt.Sprintf("%s stands in line %d in a way that cannot be changed on its own", at.text, m.span.Line())
		}
	}
	if !defined {
		return at.text + " is not defined in this file"
	}
	if at.kind == helperName || at.kind == constName {
		loose := false // it is named by a Symbol or with a path, too
		syntax.Walk(t.Syntax.Body, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Sym:
				loose = loose || n.Name == at.text
			case *syntax.Const:
				loose = loose || n.Name == at.text && (n.Scope != nil || n.Top)
			case *syntax.Alias:
				loose = loose || n.New == at.text || n.Old == at.text
			}
			return true
		})
		if loose {
			return at.text + " is named in other ways, too"
		}
	}
	return ""
}

// nameForms is what names look like.
var nameForms = map[wordKind]*regexp.Regexp{
	localName:   regexp.MustCompile(`^[a-z_]\w*$`),
	constName:   regexp.MustCompile(`^[A-Z]\w*$`),
	helperName:  regexp.MustCompile(`^[a-z_]\w*[?!]?$`),
	ivarName:    regexp.MustCompile(`^@[a-z_]\w*$`),
	gvarName:    regexp.MustCompile(`^\$[a-z_]\w*$`),
	cvarName:    regexp.MustCompile(`^@@[a-z_]\w*$`),
	processName: regexp.MustCompile(`^[^"'\\#\x00-\x1f]+$`),
}

// keywords are the words that cannot be names.
var keywords = []string{
	"alias", "and", "begin", "break", "case", "class", "def", "defined?", "do", "else", "elsif", "end", "ensure", "false", "for",
	"if", "in", "module", "next", "nil", "not", "or", "redo", "rescue", "retry", "return", "self", "super", "then", "true", "undef",
	"unless", "until", "when", "while", "yield", "__FILE__", "__LINE__", "__method__", "__ENCODING__",
}

// whyNot says why a name cannot be what is wished for; "" if it can.
func whyNot(at mention, list []mention, wish string) string {
	if !nameForms[at.kind].MatchString(wish) || slices.Contains(keywords, wish) {
		return fmt.Sprintf("%q cannot be such a name", wish)
	}
	for _, m := range list {
		bare := func(k wordKind) bool { return k == localName || k == helperName }
		if m.text == wish && m.word != at.word && (m.kind == at.kind || bare(m.kind) && bare(at.kind)) {
			return fmt.Sprintf("%s stands in line %d already", wish, m.span.Line())
		}
	}
	return ""
}
