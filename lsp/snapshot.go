package lsp

import (
	"sync"
	"sync/atomic"

	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
	"github.com/pilllint/pilllint/rules"
)

// A kind is what a document is to us.
type kind uint8

const (
	other     kind = iota // nothing of ours, such as Ruby that declares no application
	aPill                 // a pill, or a template of one
	aManifest             // a manifest of Cloud 66
	config                // a .pilllint.yml, or a baseline
)

// A Snapshot is one version of one document, in one environment. It is
// immutable to those who look at it.
type Snapshot struct {
	URI     uri.URI
	Path    string // absolute; "" for a document that is no file
	Version int32
	Source  *source.File // named relative to its workspace folder

	language string
	ground   ground
	kind     func() kind
	found    func() []diag.Diagnostic
	facts    func() *rules.Facts
	mended   func() *parser.Document // see Good
	loaded   loaded

	parsed  atomic.Pointer[syntax.File] // the tree, if it was needed to tell the kind; Document takes it
	reading sync.Mutex
	now     atomic.Pointer[parser.Document] // what Document returned, until release
	before  atomic.Pointer[parser.Document] // see Good
}

// newSnapshot returns the snapshot of a text that follows another; nil for the
// first of a document.
func newSnapshot(u uri.URI, path, language string, version int32, src *source.File, g ground, last *Snapshot) *Snapshot {
	s := &Snapshot{URI: u, Path: path, Version: version, Source: src, language: language, ground: g}
	s.ground.options.Around = s.loaded.noting(g.options.Around)
	if last != nil {
		s.loaded.around = last.loaded.askedAround() // for as long as this one has not been judged
		s.before.Store(last.before.Load())
		if doc := last.now.Load(); doc != nil && parses(doc) {
			s.before.Store(doc)
		}
	}
	s.mended = sync.OnceValue(func() *parser.Document { return g.mend(src) })
	s.kind = sync.OnceValue(s.tellKind)
	s.found = sync.OnceValue(s.check)
	s.facts = sync.OnceValue(func() *rules.Facts {
		if !s.Judged() {
			return nil
		}
		return rules.Gather(s.Document(), g.options)
	})
	return s
}

// Pill reports whether the document is a pill. Features have nothing to say of
// others.
func (s *Snapshot) Pill() bool { return s != nil && s.kind() == aPill }

// Judged reports whether rules have something to say of the document: it is a
// pill or a manifest.
func (s *Snapshot) Judged() bool { return s.Pill() || s != nil && s.kind() == aManifest }

// Document returns what there is to know of this version.
func (s *Snapshot) Document() *parser.Document {
	if doc := s.now.Load(); doc != nil {
		return doc
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	if doc := s.now.Load(); doc != nil {
		return doc
	}
	doc := s.ground.read(s.Source, s.parsed.Swap(nil), &s.loaded)
	s.now.Store(doc)
	return doc
}

// release forgets the document, which is by far the largest part of what is
// known. Whoever needs it again has it read again, which takes a millisecond; that
// is seldom, as it is done to documents that nobody types in.
func (s *Snapshot) release() {
	if doc := s.now.Swap(nil); doc != nil && parses(doc) {
		s.before.Store(nil)
	}
}

// Good returns the document, or, while its syntax is broken, the last version
// that was not, with the places of that text. Text is broken whenever somebody
// types, and features answer from what was there before. If nothing was, as the
// text was broken when it was opened, it is what is most likely meant; nil if
// that cannot be told.
func (s *Snapshot) Good() *parser.Document {
	if doc := s.Document(); parses(doc) {
		return doc
	}
	if doc := s.before.Load(); doc != nil {
		return doc
	}
	return s.mended()
}

// Guessed reports whether what Good returns is a guess, by which nothing may be
// changed.
func (s *Snapshot) Guessed() bool { return !parses(s.Document()) && s.before.Load() == nil }

// Options are how rules run on this document.
func (s *Snapshot) Options() rules.Options { return s.ground.options }

func parses(doc *parser.Document) bool {
	return len(doc.Syntax.Errors)+len(doc.Syntax.Unread) == 0
}

// tellKind tells what the document is: by its name, by what the editor takes it
// for, or by what is in it.
func (s *Snapshot) tellKind() kind {
	text := s.Source.Text
	switch {
	case s.ground.settles:
		return config
	case len(text) > parser.MaxSize:
		return other
	case manifest.IsYAML(s.Path):
		if manifest.IsName(s.Path) && manifest.MayBe(s.Path, text) {
			return aManifest
		}
	case parser.IsPillName(s.Path) || s.language == "pill":
		return aPill
	case s.language == "ruby" || s.language == "eruby" || template.Named(s.Path):
		if tree := pillTree(s.Source); tree != nil {
			s.parsed.Store(tree)
			return aPill
		}
	}
	return other
}

// pillTree returns the tree of a text if that is a pill, whatever it is called; nil
// if it is none.
func pillTree(src *source.File) *syntax.File {
	if !parser.MayBePill(src.Text) {
		return nil
	}
	if tree := parser.Parse(src); parser.IsPill(tree) {
		return tree
	}
	return nil
}

// check returns the findings of the document alone, as the command line has
// them.
func (s *Snapshot) check() []diag.Diagnostic {
	if !s.Judged() || s.ground.excluded {
		return nil
	}
	return rules.Check(s.Document(), s.ground.options)
}
