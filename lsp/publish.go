package lsp

// This file sends findings to clients that do not ask for them.

import (
	"bytes"
	"maps"
	"runtime/debug"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/source"
)

// A publisher knows what the client was told.
type publisher struct {
	*Server
	told map[uri.URI]*publication
	disk map[string]*diskPill

	refreshing chan struct{} // holds a token if the client is to ask again
}

// A publication is the findings of one document.
type publication struct {
	snapshot *Snapshot // nil for a file that is not open
	alone    bool      // they come of the snapshot and of no other file, so that they are the same as long as it is
	body     []byte    // as they were sent; their id for a client that asks
}

// publish sends findings whenever something changed, until the server ends.
func (s *Server) publish() {
	p := &publisher{Server: s, told: map[uri.URI]*publication{}, refreshing: make(chan struct{}, 1)}
	go p.refreshAll()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-s.changed:
		}
		if s.phase.Load() == phaseUp {
			p.publish(s.view.Load())
		}
	}
}

// publish sends what is new in a view, the document that changed last first. It
// stops if the view is not the newest any more: then it will be called again.
func (p *publisher) publish(v *View) {
	for u := range p.told {
		if p.told[u].snapshot != nil && v.docs[u] == nil {
			if !v.client.pulls {
				p.send(v, u, nil, nothingFound)
			}
			delete(p.told, u)
		}
	}
	p.publishConfigs(v)
	again := false // a client that asks for findings would find others now
	for _, u := range v.inOrder() {
		if p.view.Load() != v {
			break
		}
		again = p.document(v, v.docs[u]) || again
	}
	if v.client.refreshes && (again || !maps.Equal(v.disk, p.disk)) {
		p.refresh()
	}
	p.disk = v.disk
}

// refresh makes the client ask again. That takes an answer, so that it is done
// aside; what comes while one is under way is done with after it.
func (p *publisher) refresh() {
	select {
	case p.refreshing <- struct{}{}:
	default:
	}
}

// refreshAll is what does it, until the server ends.
func (p *publisher) refreshAll() {
	for {
		select {
		case <-p.ctx.Done():
			return
		case <-p.refreshing:
			if err := p.ask(protocol.MethodWorkspaceDiagnosticRefresh, nil, nil); err != nil && p.ctx.Err() == nil {
				p.log.Warn("the client does not ask again", "error", err)
			}
		}
	}
}

// inOrder lists the open documents, the one that changed last first.
func (v *View) inOrder() []uri.URI {
	var list []uri.URI
	for u := range v.docs {
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b uri.URI) int {
		switch {
		case a == v.latest:
			return -1
		case b == v.latest:
			return 1
		}
		return strings.Compare(string(a), string(b))
	})
	return list
}

// document publishes the findings of a document, if it is a new version or its
// findings changed with others; the latter is what it returns.
func (p *publisher) document(v *View, s *Snapshot) (others bool) {
	if s.URI != v.latest {
		defer s.release()
	}
	was := p.told[s.URI]
	f := p.survive(v, s, was)
	if f == nil || p.view.Load().docs[s.URI] != s {
		return false
	}
	others = p.send(v, s.URI, s, f.report) && was != nil && sameVersion(was.snapshot, s)
	if now := p.told[s.URI]; now != nil {
		now.alone = f.alone
	}
	return others
}

// findings are what is to be told of a document.
type findings struct {
	report
	alone bool // see publication
}

// survive works out findings; nil if the client was told of them, or is not to
// be told. A panic is one document's mistake.
func (p *publisher) survive(v *View, s *Snapshot, was *publication) (f *findings) {
	defer func() {
		if r := recover(); r != nil {
			p.log.Error("panic", "document", s.URI, "value", r, "stack", string(debug.Stack()))
			f = &findings{report: nothingFound}
		}
	}()
	if s.kind() == config {
		return nil
	}
	alone := len(v.together()[s.Source]) == 0 && v.verified[s.URI] == nil
	if alone && was != nil && was.alone && was.snapshot == s {
		return nil
	}
	f = &findings{report: v.report(s)}
	f.alone = alone && !v.typing.goesOn() && !slices.ContainsFunc(f.list, func(d protocol.Diagnostic) bool {
		return slices.ContainsFunc(d.RelatedInformation, func(r protocol.DiagnosticRelatedInformation) bool { return r.Location.URI != s.URI })
	})
	return f
}

// publishConfigs publishes what is wrong with configurations. They need not be
// open.
func (p *publisher) publishConfigs(v *View) {
	broken := v.configs.problems()
	for u, was := range p.told {
		if _, still := broken[pathOf(u)]; was.snapshot == nil && !still {
			p.send(v, u, nil, nothingFound)
			delete(p.told, u)
		}
	}
	for path, problems := range broken {
		if v.client.pulls && v.docs[uri.File(path)] != nil {
			continue // it is asked for
		}
		found := []protocol.Diagnostic{}
		for _, problem := range problems {
			found = append(found, v.problem(problem))
		}
		p.send(v, v.uriOf(source.NewFile(path, "")), nil, newReport(found))
	}
}

// send publishes findings, unless the client was told the same of this version, or
// is one that asks for them. It returns whether they are new.
func (p *publisher) send(v *View, u uri.URI, s *Snapshot, r report) bool {
	var told []byte // what tells whether they are new
	if asks := s != nil && v.client.pulls; asks {
		told = []byte(r.id())
	} else {
		params := &protocol.PublishDiagnosticsParams{URI: u, Diagnostics: r.list}
		if s != nil {
			params.Version = protocol.NewOptional(s.Version)
		}
		var err error
		if told, err = protocol.Marshal(params); err != nil {
			p.log.Error("findings cannot be written", "uri", u, "error", err)
			return false
		}
	}
	was := p.told[u]
	if was != nil && bytes.Equal(was.body, told) && sameVersion(was.snapshot, s) {
		p.told[u].snapshot = s
		return false
	}
	p.told[u] = &publication{snapshot: s, body: told}
	if s == nil || !v.client.pulls {
		p.tell(string(u), protocol.MethodTextDocumentPublishDiagnostics, told)
	}
	return true
}

// sameVersion reports whether two snapshots are the same version of the text.
func sameVersion(a, b *Snapshot) bool {
	return a == b || a != nil && b != nil && a.Version == b.Version && a.Source.Text == b.Source.Text
}
