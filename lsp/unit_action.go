package lsp

// This file writes the unit of a process beside its pill.

import (
	"os"
	"path/filepath"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/source"
)

// unitKind is the kind of the action that writes a unit.
const unitKind = protocol.CodeActionKindSource + ".systemdUnit.pilllint"

// unitActions returns what writes the units of the processes that are declared
// around a place. The edits are worked out when they are asked for, or else only
// if somebody wants to see the actions: it takes all of the pill.
func (v *View) unitActions(s *Snapshot, p *protocol.CodeActionParams) (actions []protocol.CommandOrCodeAction) {
	t := v.exact(s.URI)
	asked := p.Context.TriggerKind != protocol.CodeActionTriggerKindAutomatic
	if t == nil || v.options.Unit == nil || !v.client.createsFiles || s.Path == "" || !v.client.resolvesEdits && !asked {
		return nil
	}
	for _, ref := range t.refsAround(v.Span(s.Source, p.Range)) {
		a := &protocol.CodeAction{Title: "Write a systemd unit for " + ref.Process, Kind: ptr(protocol.CodeActionKind(unitKind))}
		if v.client.resolvesEdits {
			a.Data = asJSON(pending{URI: s.URI, Version: s.Version, Unit: &ref})
		} else if edit, err := v.unitEdit(s, ref); err == nil {
			a.Edit = edit
		} else {
			continue
		}
		actions = append(actions, a)
	}
	return actions
}

// refsAround returns the processes that are declared around a place, a few at
// most.
func (t *text) refsAround(at source.Span) (refs []processRef) {
	for ref, p := range t.byRef {
		span, ok := t.around(p.Span)
		if ok && span.Start <= at.Start && at.End <= span.End && len(refs) < maxNames {
			refs = append(refs, ref)
		}
	}
	return refs
}

// unitEdit returns what makes the file of a unit, in the place of one that may
// be there.
func (v *View) unitEdit(s *Snapshot, ref processRef) (*protocol.WorkspaceEdit, error) {
	unit, err := v.unit(ref)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(filepath.Dir(s.Path), unit.Name)
	create := &protocol.CreateFile{Kind: "create", URI: uri.File(path), Options: &protocol.CreateFileOptions{}}
	if _, err := os.Lstat(path); err == nil {
		create.Options.Overwrite = ptr(true)
	}
	return newFile(create, unit.Text), nil
}

// newFile returns what makes a file of a text.
func newFile(create *protocol.CreateFile, text string) *protocol.WorkspaceEdit {
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{
		create,
		&protocol.TextDocumentEdit{
			TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: create.URI}},
			Edits:        []protocol.TextDocumentEditElement{&protocol.TextEdit{NewText: text}},
		},
	}}
}
