package lsp

// This file lists what pills declare: applications, groups, processes, checks.

import (
	"context"
	"maps"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

func documentSymbols(_ context.Context, v *View, p *protocol.DocumentSymbolParams) (protocol.DocumentSymbolSlice, error) {
	list := protocol.DocumentSymbolSlice{}
	if t := v.manifest(p.TextDocument.URI); t != nil {
		return t.manifestSymbols(), nil
	}
	t := v.text(p.TextDocument.URI)
	if t == nil {
		return list, nil
	}
	for _, a := range t.Apps() {
		if s, ok := t.symbol(plain(a.Name), protocol.SymbolKindModule, a.Span, a.NameSpan); ok {
			s.Detail = ptr("application")
			s.Children = t.processSymbols(a)
			list = append(list, s)
		}
	}
	return list, nil
}

// plain says a name without quotes.
func plain(v eval.Value) string {
	text := strings.TrimPrefix(show(v), ":")
	if s, ok := v.(*eval.Str); ok && s.Lost == nil {
		text = s.S
	}
	if text == "" {
		return gap // editors refuse a symbol without a name
	}
	return text
}

// symbol makes a symbol; ok is false if it stands elsewhere, or was typed into.
func (t *text) symbol(name string, kind protocol.SymbolKind, span, selection source.Span) (s protocol.DocumentSymbol, ok bool) {
	at, ok := t.around(span)
	if !ok {
		return s, false
	}
	named, ok := t.place(selection)
	if !ok || !at.Contains(named) {
		named = at.File.Span(at.Start, at.Start)
	}
	return protocol.DocumentSymbol{Name: name, Kind: kind, Range: t.view.Range(at), SelectionRange: t.view.Range(named)}, true
}

// processSymbols lists the processes of an application, those of a group under
// it. A loop makes several at one place.
func (t *text) processSymbols(a *pill.Application) (list []protocol.DocumentSymbol) {
	groups := map[string]int{} // where in the list each is
	for _, p := range a.Processes {
		s, ok := t.symbol(plain(p.Name), protocol.SymbolKindClass, p.Span, p.NameSpan)
		if !ok {
			continue
		}
		s.Detail = ptr("process")
		if command, ok := p.Attr("start_command").Text(); ok {
			s.Detail = ptr(command)
		}
		s.Children = t.checkSymbols(p)
		if eval.IsNil(orNil(p.Group)) {
			list = append(list, s)
			continue
		}
		group := plain(p.Group)
		at, ok := groups[group]
		if !ok {
			at = len(list)
			groups[group] = at
			list = append(list, protocol.DocumentSymbol{
				Name: group, Detail: ptr("group"), Kind: protocol.SymbolKindNamespace, Range: s.Range, SelectionRange: s.SelectionRange,
			})
		}
		g := &list[at]
		g.Range = widened(g.Range, s.Range)
		g.Children = append(g.Children, s)
	}
	return list
}

// widened returns a range with another that begins no earlier.
func widened(r, other protocol.Range) protocol.Range {
	if r.End.Line < other.End.Line || r.End.Line == other.End.Line && r.End.Character < other.End.Character {
		r.End = other.End
	}
	return r
}

func (t *text) checkSymbols(p *pill.Process) (list []protocol.DocumentSymbol) {
	for _, c := range p.Checks {
		if s, ok := t.symbol(plain(c.Name), protocol.SymbolKindEvent, c.Span, c.NameSpan); ok {
			s.Detail = ptr("check")
			if words := inWords(c); words != "" {
				s.Detail = ptr(words)
			}
			list = append(list, s)
		}
	}
	if c := p.Child; c != nil {
		for _, s := range p.Settings {
			if s.Form != pill.ByBlock {
				continue
			}
			if child, ok := t.symbol("children", protocol.SymbolKindClass, s.Span, s.NameSpan); ok {
				child.Detail = ptr("how children are watched")
				child.Children = t.checkSymbols(c)
				list = append(list, child)
			}
		}
	}
	return list
}

// A declared is the name of an application, or of a process of one.
type declared struct {
	name string
	kind protocol.SymbolKind
	app  string // "" for an application
	span source.Span
}

// declaredIn lists the applications and their processes.
func declaredIn(apps []*pill.Application) (list []declared) {
	for _, a := range apps {
		list = append(list, declared{plain(a.Name), protocol.SymbolKindModule, "", a.NameSpan})
		for _, p := range a.Processes {
			list = append(list, declared{plain(p.Name), protocol.SymbolKindClass, plain(a.Name), p.NameSpan})
		}
	}
	return list
}

// workspaceSymbols lists applications and processes of all pills, open or not,
// whose name has the letters of a query in order.
func workspaceSymbols(ctx context.Context, v *View, p *protocol.WorkspaceSymbolParams) (protocol.WorkspaceSymbolSlice, error) {
	list := protocol.WorkspaceSymbolSlice{}
	add := func(u uri.URI, d declared, at source.Span) {
		if !matches(p.Query, d.name) {
			return
		}
		s := protocol.WorkspaceSymbol{Location: &protocol.Location{URI: u, Range: v.Range(at)}}
		s.Name, s.Kind = d.name, d.kind
		if d.app != "" {
			s.ContainerName = ptr(d.app)
		}
		list = append(list, s)
	}
	for _, u := range v.openDocs() {
		t := v.text(u)
		if ctx.Err() != nil || t == nil {
			continue
		}
		for _, d := range declaredIn(t.Apps()) {
			if at, ok := t.place(d.span); ok {
				add(u, d, at)
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(v.disk)) {
		disk := v.disk[path]
		if v.docs[disk.uri] != nil {
			continue
		}
		for _, d := range disk.names {
			if d.span.File == disk.source {
				add(disk.uri, d, d.span)
			}
		}
	}
	return list, ctx.Err()
}

// matches reports whether a name has the letters of a query in order, in either
// case.
func matches(query, name string) bool {
	name = strings.ToLower(name)
	for _, r := range strings.ToLower(query) {
		i := strings.IndexRune(name, r)
		if i < 0 {
			return false
		}
		name = name[i+len(string(r)):]
	}
	return true
}
