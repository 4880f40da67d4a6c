package lsp

// This file answers clients that ask for findings.

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func announcePull(c *protocol.ServerCapabilities) {
	c.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: ptr(name), InterFileDependencies: true, WorkspaceDiagnostics: true}
}

// documentDiagnostics returns the findings of one document, or that they are what
// the client has.
func documentDiagnostics(_ context.Context, v *View, p *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	list := []protocol.Diagnostic{}
	if s := v.docs[p.TextDocument.URI]; s != nil {
		list = v.Diagnostics(s)
	} else if d := v.disk[pathOf(p.TextDocument.URI)]; d != nil {
		list = v.diskDiagnostics(d)
	}
	id := resultID(list)
	if p.PreviousResultID != nil && *p.PreviousResultID == id {
		return &protocol.RelatedUnchangedDocumentDiagnosticReport{UnchangedDocumentDiagnosticReport: unchanged(id)}, nil
	}
	return &protocol.RelatedFullDocumentDiagnosticReport{FullDocumentDiagnosticReport: full(id, list)}, nil
}

// workspaceDiagnostics returns the findings of all pills of the workspace, and of
// those that the client had findings of and that are gone.
func workspaceDiagnostics(ctx context.Context, v *View, p *protocol.WorkspaceDiagnosticParams) (*protocol.WorkspaceDiagnosticReport, error) {
	known := map[uri.URI]string{}
	for _, id := range p.PreviousResultIds {
		known[id.URI] = id.Value
	}
	report := &protocol.WorkspaceDiagnosticReport{Items: []protocol.WorkspaceDocumentDiagnosticReport{}}
	add := func(u uri.URI, version *int32, list []protocol.Diagnostic) {
		id := resultID(list)
		if known[u] == id {
			report.Items = append(report.Items, &protocol.WorkspaceUnchangedDocumentDiagnosticReport{URI: u, Version: version, UnchangedDocumentDiagnosticReport: unchanged(id)})
		} else {
			report.Items = append(report.Items, &protocol.WorkspaceFullDocumentDiagnosticReport{URI: u, Version: version, FullDocumentDiagnosticReport: full(id, list)})
		}
		delete(known, u)
	}
	for _, u := range v.inOrder() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := v.docs[u]
		add(u, &s.Version, v.Diagnostics(s))
	}
	for _, path := range slices.Sorted(maps.Keys(v.disk)) {
		if d := v.disk[path]; v.docs[d.uri] == nil {
			add(d.uri, nil, v.diskDiagnostics(d))
		}
	}
	for _, u := range slices.Sorted(maps.Keys(known)) {
		add(u, nil, []protocol.Diagnostic{})
	}
	return report, nil
}

func full(id string, list []protocol.Diagnostic) protocol.FullDocumentDiagnosticReport {
	return protocol.FullDocumentDiagnosticReport{Kind: string(protocol.DocumentDiagnosticReportKindFull), ResultID: &id, Items: list}
}

func unchanged(id string) protocol.UnchangedDocumentDiagnosticReport {
	return protocol.UnchangedDocumentDiagnosticReport{Kind: string(protocol.DocumentDiagnosticReportKindUnchanged), ResultID: id}
}

// resultID is the same for the same findings, whatever they come from.
func resultID(list []protocol.Diagnostic) string {
	h := fnv.New64a()
	for _, d := range list {
		raw, err := protocol.Marshal(&d)
		if err == nil {
			_, _ = h.Write(raw)
		}
	}
	return strconv.FormatUint(h.Sum64(), 36)
}
