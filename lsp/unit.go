package lsp

// This file shows what systemd would run a process by, beside the pill and as
// that is typed, and writes it.

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// A Unit is a file of systemd's that runs a process.
type Unit struct {
	Name string `json:"name"` // such as shop-web@.service
	Text string `json:"text"`
}

// unit returns the unit of a process, as its pill has it in the editor.
func (v *View) unit(ref processRef) (Unit, error) {
	t := v.exact(ref.URI)
	if t == nil {
		return Unit{}, failed("%s is not open, or is not a pill that can be read", ref.URI)
	}
	p := t.find(ref)
	if p == nil {
		return Unit{}, failed("application %q declares no process %q", ref.Application, ref.Process)
	}
	u, err := v.options.Unit(t.Source.Path, t.Config, p)
	if err != nil {
		return Unit{}, failed("no unit can be made for %s: %s", ref.Process, err)
	}
	return u, nil
}

// showUnit answers with the unit of a process, and has it shown by clients that
// would not know what to do with the answer.
func showUnit(_ context.Context, s *Server, v *View, _ *protocol.ExecuteCommandParams, ref processRef) (any, error) {
	u, err := v.unit(ref)
	if err != nil {
		return nil, err
	}
	if c := v.client; c.showsDocuments && !c.showsUnits {
		at, err := s.shown.add(c, ref, u)
		if err != nil {
			return nil, failed("the unit cannot be shown: %s", err)
		}
		go func() {
			if err := s.ask(protocol.MethodWindowShowDocument, &protocol.ShowDocumentParams{URI: at, TakeFocus: ptr(true)}, nil); err != nil {
				s.log.Warn("the client does not show the unit", "error", err)
			}
		}()
	}
	return u, nil
}

// unitScheme is that of URIs whose texts clients ask for.
const unitScheme = "pilllint-unit"

func announceContent(c *protocol.ServerCapabilities) {
	if c.Workspace == nil {
		c.Workspace = &protocol.WorkspaceOptions{}
	}
	c.Workspace.TextDocumentContent = &protocol.TextDocumentContentOptions{Schemes: []string{unitScheme}}
}

// unitContent answers with the text of a unit.
func unitContent(_ context.Context, s *Server, v *View, p *protocol.TextDocumentContentParams) (*protocol.TextDocumentContentResult, error) {
	ref, ok := refOf(p.URI)
	if !ok {
		return nil, failed("%s is not a unit", p.URI)
	}
	u, err := v.unit(ref)
	if err != nil {
		return nil, err
	}
	s.shown.note(&shownUnit{ref, p.URI, u.Text})
	return &protocol.TextDocumentContentResult{Text: u.Text}, nil
}

// unitURI names the unit of a process, as clients write such names; refOf reads
// it.
func unitURI(ref processRef, name string) (uri.URI, error) {
	return uri.From(uri.Components{Scheme: unitScheme, Path: "/" + name, Query: string(asJSON(ref))})
}

func refOf(u uri.URI) (ref processRef, ok bool) {
	parts := u.Components()
	return ref, parts.Scheme == unitScheme && json.Unmarshal([]byte(parts.Query), &ref) == nil
}

// maxShown is how many units are kept up to date. Nobody says when one is not
// looked at any more.
const maxShown = 16

// shownUnits are the units that the client was shown last.
type shownUnits struct {
	mu     sync.Mutex
	folder string // where they are, for clients that show files only; "" if there is none yet
	list   []*shownUnit

	removed bool // the server ends
}

type shownUnit struct {
	ref  processRef
	uri  uri.URI
	text string
}

// add prepares a unit to be shown, and returns what the client is to open.
func (l *shownUnits) add(c *client, ref processRef, u Unit) (at uri.URI, err error) {
	if c.fetchesContent {
		at, err = unitURI(ref, u.Name)
	} else {
		at, err = l.write(u)
	}
	if err == nil {
		l.note(&shownUnit{ref, at, u.Text})
	}
	return at, err
}

// write makes a temporary file of a unit.
func (l *shownUnits) write(u Unit) (uri.URI, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.removed {
		return "", fs.ErrClosed
	}
	if l.folder == "" {
		folder, err := os.MkdirTemp("", "pilllint-units-")
		if err != nil {
			return "", err
		}
		l.folder = folder
	}
	path := filepath.Join(l.folder, u.Name)
	return uri.File(path), os.WriteFile(path, []byte(u.Text), 0o600)
}

// note remembers what the client was shown.
func (l *shownUnits) note(unit *shownUnit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = slices.DeleteFunc(l.list, func(u *shownUnit) bool { return u.ref == unit.ref })
	l.list = append(l.list, unit)
	l.list = l.list[max(0, len(l.list)-maxShown):]
}

// all lists what the client was shown.
func (l *shownUnits) all() []shownUnit {
	l.mu.Lock()
	defer l.mu.Unlock()
	list := make([]shownUnit, len(l.list))
	for i, u := range l.list {
		list[i] = *u
	}
	return list
}

// remove takes the files away.
func (l *shownUnits) remove() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.removed = true
	if l.folder != "" {
		_ = os.RemoveAll(l.folder)
	}
}

// followUnits brings what the client was shown up to date whenever something
// changed, until the server ends.
func (s *Server) followUnits() {
	for {
		select {
		case <-s.ctx.Done():
			s.shown.remove()
			return
		case <-s.typed:
		}
		for _, shown := range s.shown.all() {
			if err := s.refreshUnit(shown); err != nil && s.ctx.Err() == nil {
				s.log.Warn("a unit is not up to date", "unit", shown.uri, "error", err)
			}
		}
	}
}

// refreshUnit brings one unit up to date. A panic is that unit's mistake.
func (s *Server) refreshUnit(shown shownUnit) error {
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("panic", "unit", shown.uri, "value", r, "stack", string(debug.Stack()))
		}
	}()
	u, err := s.view.Load().unit(shown.ref)
	if err != nil || u.Text == shown.text {
		return nil // what cannot be said now may be said after the next key
	}
	s.shown.note(&shownUnit{shown.ref, shown.uri, u.Text})
	if path := pathOf(shown.uri); path != "" {
		return os.WriteFile(path, []byte(u.Text), 0o600)
	}
	return s.ask(protocol.MethodWorkspaceTextDocumentContentRefresh, &protocol.TextDocumentContentRefreshParams{URI: shown.uri}, nil)
}
