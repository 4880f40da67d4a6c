package lsp

// This file makes all safe fixes of a document at once, with the command's own
// engine.

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// fixAllKind is the kind of the action that makes all safe fixes.
const fixAllKind protocol.CodeActionKind = protocol.CodeActionKindSourceFixAll + ".pilllint"

// A pending is the data of an action whose edit has not been asked for.
type pending struct {
	URI     uri.URI `json:"uri"`
	Version int32   `json:"version"`
	// What it is: a unit of this process, or else all safe fixes.
	Unit *processRef `json:"unit,omitempty"`
}

// fixAll returns the action that makes all safe fixes; nil if there is none to
// make. If the client asks for edits later, its is not worked out now.
func (v *View) fixAll(s *Snapshot) *protocol.CodeAction {
	safe := func(d diag.Diagnostic) bool {
		return slices.ContainsFunc(d.Fixes, func(f diag.Fix) bool { return f.Safe })
	}
	if !slices.ContainsFunc(s.found(), safe) {
		return nil
	}
	a := &protocol.CodeAction{Title: "Make all safe pilllint fixes", Kind: ptr(fixAllKind)}
	if v.client.resolvesEdits {
		a.Data = asJSON(pending{URI: s.URI, Version: s.Version})
		return a
	}
	a.Edit = v.fixAllEdit(s)
	if a.Edit == nil {
		return nil
	}
	return a
}

// fixAllEdit returns what all safe fixes change; nil if none helps.
func (v *View) fixAllEdit(s *Snapshot) *protocol.WorkspaceEdit {
	fixer := &rules.Fixer{
		Options: s.ground.options,
		Read:    func(src *source.File) *parser.Document { return s.ground.read(src, nil, &loaded{}) },
	}
	edits := lineEdits(s.Source, fixer.Fix(s.Source).Source.Text)
	if len(edits) == 0 {
		return nil
	}
	return v.edit(edits)
}

// resolveAction works out the edit of an action that has none yet.
func resolveAction(_ context.Context, v *View, a *protocol.CodeAction) (*protocol.CodeAction, error) {
	var p pending
	if a.Edit != nil || len(a.Data) == 0 || json.Unmarshal(a.Data, &p) != nil {
		return a, nil
	}
	s := v.Judged(p.URI)
	if s == nil || s.Version != p.Version {
		return nil, protocol.ErrContentModified
	}
	if p.Unit == nil {
		a.Edit = v.fixAllEdit(s)
		return a, nil
	}
	edit, err := v.unitEdit(s, *p.Unit)
	a.Edit = edit
	return a, err
}

// lineEdits returns edits that turn a file into a text, and leave the lines alone
// that are in both.
func lineEdits(f *source.File, text string) (edits []source.Edit) {
	lines := strings.SplitAfter(string(diff.Diff("", []byte(f.Text), "", []byte(text))), "\n")
	if len(lines) < headerLines {
		return nil
	}
	at := 0 // the line of f that is next, counted from 0
	start := func(line int) int { return f.LineSpan(line + 1).Start }
	var change *source.Edit
	last := byte(' ')
	for _, line := range lines[headerLines:] {
		if line == "" {
			break
		}
		if change == nil && (line[0] == '-' || line[0] == '+') {
			edits = append(edits, source.Edit{Span: f.Span(start(at), start(at))})
			change = &edits[len(edits)-1]
		}
		switch line[0] {
		case '@':
			var count int
			_, _ = fmt.Sscanf(line, "@@ -%d,%d", &at, &count)
			if count > 0 {
				at-- // it is counted from 1
			}
			change = nil
		case ' ':
			at++
			change = nil
		case '-':
			at++
			change.Span.End = start(at)
		case '+':
			change.New += line[1:]
		case '\\': // the line before has no newline
			if last == '+' {
				change.New = strings.TrimSuffix(change.New, "\n")
			}
		}
		last = line[0]
	}
	return edits
}

// headerLines is how many lines of a diff come before its first change.
const headerLines = 3
