package lsp

// This file answers clients that ask for findings.

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func announcePull(c *protocol.ServerCapabilities) {
	c.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: ptr(name), InterFileDependencies: true, WorkspaceDiagnostics: true}
}

// asksWell reports whether a client that can ask for findings does so whenever there
// are others. Neovim 0.12 does not: of documents that are not in sight it asks for
// none, and when told to ask again it drops what is of open ones
// (vim.lsp.diagnostic.on_refresh). It takes what is published at all times.
func (c *client) asksWell() bool { return c.name != "Neovim" }

// A report is what a client is told of a document.
type report struct {
	list []protocol.Diagnostic
	id   func() string // the same for the same findings, whatever they come from
}

var nothingFound = newReport([]protocol.Diagnostic{})

func newReport(list []protocol.Diagnostic) report {
	return report{list, sync.OnceValue(func() string { return resultID(list) })}
}

// reports are those of a view, each worked out by the first who asks. Of pills
// that are not open only the id is kept.
type reports struct {
	mu   sync.Mutex
	made map[any]func() report // by *Snapshot or *diskPill
}

func (r *reports) of(document any, work func() report) report {
	r.mu.Lock()
	get := r.made[document]
	if get == nil {
		get = sync.OnceValue(work)
		r.made[document] = get
	}
	r.mu.Unlock()
	return get()
}

// report returns what there is to tell of an open document.
func (v *View) report(s *Snapshot) report {
	if s.kind() == config {
		return newReport(v.Diagnostics(s)) // more may be wrong with it, once a pill is looked at that it is for
	}
	return v.reports.of(s, func() report { return newReport(v.Diagnostics(s)) })
}

// diskID is the id of the report of a pill that is not open.
func (v *View) diskID(d *diskPill) string {
	return v.reports.of(d, func() report {
		id := resultID(v.diskDiagnostics(d))
		return report{id: func() string { return id }}
	}).id()
}

// documentDiagnostics returns the findings of one document, or that they are what
// the client has.
func documentDiagnostics(_ context.Context, v *View, p *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	r := nothingFound
	if s := v.docs[p.TextDocument.URI]; s != nil {
		r = v.report(s)
	} else if d := v.disk[pathOf(p.TextDocument.URI)]; d != nil {
		r = newReport(v.diskDiagnostics(d))
	}
	if p.PreviousResultID != nil && *p.PreviousResultID == r.id() {
		return &protocol.RelatedUnchangedDocumentDiagnosticReport{UnchangedDocumentDiagnosticReport: unchanged(r.id())}, nil
	}
	return &protocol.RelatedFullDocumentDiagnosticReport{FullDocumentDiagnosticReport: full(r.id(), r.list)}, nil
}

// workspaceDiagnostics returns the findings of all pills of the workspace, and of
// those that the client had findings of and that are gone.
func workspaceDiagnostics(ctx context.Context, v *View, p *protocol.WorkspaceDiagnosticParams) (*protocol.WorkspaceDiagnosticReport, error) {
	known := map[uri.URI]string{}
	for _, id := range p.PreviousResultIds {
		known[id.URI] = id.Value
	}
	report := &protocol.WorkspaceDiagnosticReport{Items: []protocol.WorkspaceDocumentDiagnosticReport{}}
	add := func(u uri.URI, version *int32, id string, list func() []protocol.Diagnostic) {
		if known[u] == id {
			report.Items = append(report.Items, &protocol.WorkspaceUnchangedDocumentDiagnosticReport{URI: u, Version: version, UnchangedDocumentDiagnosticReport: unchanged(id)})
		} else {
			report.Items = append(report.Items, &protocol.WorkspaceFullDocumentDiagnosticReport{URI: u, Version: version, FullDocumentDiagnosticReport: full(id, list())})
		}
		delete(known, u)
	}
	for _, u := range v.inOrder() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := v.docs[u]
		r := v.report(s)
		add(u, &s.Version, r.id(), func() []protocol.Diagnostic { return r.list })
	}
	for _, path := range slices.Sorted(maps.Keys(v.disk)) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if d := v.disk[path]; v.docs[d.uri] == nil {
			add(d.uri, nil, v.diskID(d), func() []protocol.Diagnostic { return v.diskDiagnostics(d) })
		}
	}
	for _, u := range slices.Sorted(maps.Keys(known)) {
		add(u, nil, nothingFound.id(), func() []protocol.Diagnostic { return nothingFound.list })
	}
	return report, nil
}

func full(id string, list []protocol.Diagnostic) protocol.FullDocumentDiagnosticReport {
	return protocol.FullDocumentDiagnosticReport{Kind: string(protocol.DocumentDiagnosticReportKindFull), ResultID: &id, Items: list}
}

func unchanged(id string) protocol.UnchangedDocumentDiagnosticReport {
	return protocol.UnchangedDocumentDiagnosticReport{Kind: string(protocol.DocumentDiagnosticReportKindUnchanged), ResultID: id}
}

// resultID is the id of a report.
func resultID(list []protocol.Diagnostic) string {
	h := fnv.New64a()
	var raw []byte
	for i := range list {
		var err error
		if raw, err = protocol.AppendMarshal(raw[:0], &list[i]); err == nil {
			_, _ = h.Write(raw)
		}
	}
	return strconv.FormatUint(h.Sum64(), 36)
}
