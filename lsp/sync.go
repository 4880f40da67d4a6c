package lsp

// This file takes over what happens to documents in the editor.

import (
	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/source"
)

func (s *Server) didOpen(p *protocol.DidOpenTextDocumentParams) {
	d := p.TextDocument
	if d.URI == "" {
		s.log.Warn("a document without a name was opened")
		return
	}
	s.update(func(v *View) { v.set(d.URI, string(d.LanguageID), d.Version, d.Text) })
	s.count()
}

// count tells how many documents are open.
func (s *Server) count() {
	if s.options.Opened != nil {
		s.options.Opened(len(s.view.Load().docs))
	}
}

// didChange applies changes in their order. What the client says of the version
// holds, even if it went back: there is no other text than the client's.
func (s *Server) didChange(p *protocol.DidChangeTextDocumentParams) {
	s.update(func(v *View) {
		last := v.docs[p.TextDocument.URI]
		if last == nil {
			s.log.Warn("change of a document that is not open", "uri", p.TextDocument.URI)
			return
		}
		src := last.Source
		for i, change := range p.ContentChanges {
			was := src
			if src = v.apply(was, change); s.options.Rest > 0 && v.client.waits() {
				if done, ok := v.changeOf(change, was); ok {
					v.typing = v.typing.follow(last.URI, was, src, done, i > 0)
				} else {
					v.typing = nil
				}
			}
		}
		v.set(last.URI, last.language, p.TextDocument.Version, src.Text)
	})
	if s.view.Load().typing.goesOn() {
		s.resting.Reset(s.options.Rest)
	}
}

// apply returns a text after a change.
func (v *View) apply(src *source.File, change protocol.TextDocumentContentChangeEvent) *source.File {
	switch change := change.(type) {
	case *protocol.TextDocumentContentChangePartial:
		at := v.Span(src, change.Range)
		return source.NewFile(src.Path, src.Text[:at.Start]+change.Text+src.Text[at.End:])
	case *protocol.TextDocumentContentChangeWholeDocument:
		return source.NewFile(src.Path, change.Text)
	}
	return src
}

// didSave matters to what is read from the disk. A client that does not tell of
// files that change is one for which this is the time to look.
func (s *Server) didSave(p *protocol.DidSaveTextDocumentParams) {
	s.update(func(v *View) {
		v.typing = v.typing.rested() // whoever saves wants to know all
		if !v.client.watches {
			v.renew()
		} else if path := pathOf(p.TextDocument.URI); path != "" {
			v.touch(path)
		}
	})
	s.lookAtDisk()
}

func (s *Server) didClose(p *protocol.DidCloseTextDocumentParams) {
	s.update(func(v *View) {
		path := pathOf(p.TextDocument.URI)
		delete(v.docs, p.TextDocument.URI)
		v.forgetVerdicts(p.TextDocument.URI)
		v.told.forget(p.TextDocument.URI)
		if v.settles(path) {
			v.renew() // what is on the disk holds again
			return
		}
		v.touch(path)
	})
	s.count()
	s.lookAtDisk()
}
