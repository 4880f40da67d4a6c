package lsp

// This file offers what can be done about findings.

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

func (o *Options) announceCodeActions(c *protocol.ServerCapabilities) {
	kinds := []protocol.CodeActionKind{protocol.CodeActionKindQuickFix, extractKind, fixAllKind}
	if o.Unit != nil {
		kinds = append(kinds, unitKind)
	}
	c.CodeActionProvider = &protocol.CodeActionOptions{CodeActionKinds: kinds, ResolveProvider: ptr(true)}
}

// codeActions returns what can be done at a place.
func codeActions(_ context.Context, v *View, p *protocol.CodeActionParams) ([]protocol.CommandOrCodeAction, error) {
	s := v.Judged(p.TextDocument.URI)
	if s == nil {
		return nil, nil
	}
	actions := []protocol.CommandOrCodeAction{}
	if wants(p, protocol.CodeActionKindQuickFix) {
		at := v.Span(s.Source, p.Range)
		for _, d := range v.Found(s) {
			if d.Span.File == s.Source && (touches(d.Span, at) || mends(d, at)) {
				actions = append(actions, v.quickFixes(p, s, d)...)
			}
		}
	}
	if wants(p, fixAllKind) {
		if a := v.fixAll(s); a != nil {
			actions = append(actions, a)
		}
	}
	if !s.Pill() {
		return actions, nil
	}
	if wants(p, extractKind) {
		actions = append(actions, v.extractions(s, p)...)
	}
	if wants(p, unitKind) {
		actions = append(actions, v.unitActions(s, p)...)
	}
	return actions, nil
}

// touches reports whether a finding is at a place: one that ends where the caret
// stands is, too.
func touches(s, at source.Span) bool { return s.Start <= at.End && at.Start <= s.End }

// mends reports whether the best fix of a finding changes something at a place:
// what is wrong with a process may have to be put right in one line of it.
func mends(d diag.Diagnostic, at source.Span) bool {
	return len(d.Fixes) > 0 && slices.ContainsFunc(d.Fixes[0].Edits, func(e source.Edit) bool {
		return e.Span.File == d.Span.File && e.Span.End > e.Span.Start && touches(e.Span, at)
	})
}

// wants reports whether a client asks for a kind of action: all of them, that
// one, or one that it belongs to.
func wants(p *protocol.CodeActionParams, kind protocol.CodeActionKind) bool {
	for _, only := range p.Context.Only {
		if kind == only || strings.HasPrefix(string(kind), string(only)+".") {
			return true
		}
	}
	return len(p.Context.Only) == 0
}

// quickFixes returns what can be done about one finding: its fixes, of which the
// first is the best, and what makes it go unsaid.
func (v *View) quickFixes(p *protocol.CodeActionParams, s *Snapshot, d diag.Diagnostic) (actions []protocol.CommandOrCodeAction) {
	about := theirs(p, v.diagnostic(d))
	for i, fix := range d.Fixes {
		a := &protocol.CodeAction{Title: fix.Title, Kind: ptr(protocol.CodeActionKindQuickFix), Diagnostics: about, Edit: v.edit(fix.Edits)}
		if i == 0 {
			a.IsPreferred = ptr(true)
		}
		actions = append(actions, a)
	}
	if fix, ok := rules.IgnoreHere(s.Document(), d); ok {
		actions = append(actions, &protocol.CodeAction{
			Title: fix.Title, Kind: ptr(protocol.CodeActionKindQuickFix), Diagnostics: about, Edit: v.edit(fix.Edits),
		})
	}
	if edit := v.turnOff(s, d.Rule); edit != nil {
		actions = append(actions, &protocol.CodeAction{
			Title: "Turn " + d.Rule + " off in " + rules.ConfigNames()[0], Kind: ptr(protocol.CodeActionKindQuickFix), Diagnostics: about, Edit: edit,
		})
	}
	return actions
}

// turnOff returns the edit of the configuration that turns a rule off; nil if
// that is not to be done by a machine.
func (v *View) turnOff(s *Snapshot, rule string) *protocol.WorkspaceEdit {
	if s.Path == "" {
		return nil
	}
	c := s.ground.options.Configuration
	edit, ok := c.TurnOff(rule)
	switch {
	case !ok:
		return nil
	case c != nil && c.File != nil:
		return v.edit([]source.Edit{edit})
	case !v.client.createsFiles:
		return nil
	}
	u := uri.File(filepath.Join(v.home(s.Path), rules.ConfigNames()[0]))
	return newFile(&protocol.CreateFile{Kind: "create", URI: u, Options: &protocol.CreateFileOptions{IgnoreIfExists: ptr(true)}}, edit.New)
}

// home returns the workspace folder that a file is in, or else its own folder.
func (v *View) home(path string) string {
	for _, f := range v.folders {
		if strings.HasPrefix(path, f.path+string(filepath.Separator)) {
			return f.path
		}
	}
	return filepath.Dir(path)
}

// theirs returns the finding as the client holds it, so that it knows which is
// meant, or as we would send it.
func theirs(p *protocol.CodeActionParams, d protocol.Diagnostic) []protocol.Diagnostic {
	for _, own := range p.Context.Diagnostics {
		if own.Range == d.Range && own.Code == d.Code && own.Message == d.Message {
			return []protocol.Diagnostic{own}
		}
	}
	return []protocol.Diagnostic{d}
}

// edit converts edits, which may be of several documents.
func (v *View) edit(edits []source.Edit) *protocol.WorkspaceEdit {
	var files []*source.File
	byFile := map[*source.File][]protocol.TextEdit{}
	for _, e := range edits {
		f := e.Span.File
		if byFile[f] == nil {
			files = append(files, f)
		}
		byFile[f] = append(byFile[f], protocol.TextEdit{Range: v.Range(e.Span), NewText: e.New})
	}
	out := &protocol.WorkspaceEdit{}
	for _, f := range files {
		u := v.uriOf(f)
		if !v.client.versionedEdits {
			if out.Changes == nil {
				out.Changes = map[uri.URI][]protocol.TextEdit{}
			}
			out.Changes[u] = byFile[f]
			continue
		}
		change := &protocol.TextDocumentEdit{TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: u},
		}}
		if s := v.docs[u]; s != nil {
			change.TextDocument.Version = ptr(s.Version)
		}
		for _, e := range byFile[f] {
			change.Edits = append(change.Edits, &e)
		}
		out.DocumentChanges = append(out.DocumentChanges, change)
	}
	return out
}
