package lsp

// This file keeps findings from jumping about: while somebody types in a line, what
// that does to others is told when the typing rests. A process whose block the
// editor has closed has no start command until that is typed, and a name in quotes
// is another one with each letter.

import (
	"strings"
	"sync"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// A typing is where somebody types.
type typing struct {
	uri         uri.URI
	first, last int  // the lines, counted from 0
	start, end  int  // what was written last, in bytes
	keys        int  // how many changes in a row each went on where the one before was made
	rests       bool // nobody has typed for a while
}

// fluent is after how many such changes somebody types. What changes a text here and
// there is told all that comes of it at once.
const fluent = 2

// goesOn reports whether somebody is typing. It is well with nil.
func (t *typing) goesOn() bool { return t != nil && !t.rests && t.keys >= fluent }

// written returns what a change has written, in bytes of the text after it. Of an
// editor that sends the whole with each key, that is what differs.
func (v *View) written(change protocol.TextDocumentContentChangeEvent, was, now *source.File) (start, end int) {
	if partial, ok := change.(*protocol.TextDocumentContentChangePartial); ok {
		start = v.Span(was, partial.Range).Start
		return start, start + len(partial.Text)
	}
	start = commonStart(was.Text, now.Text)
	return start, len(now.Text) - commonEnd(was.Text, now.Text, start)
}

// follow returns where somebody types after a change that has written something into
// a text. joined says that it came together with the one before.
func (t *typing) follow(u uri.URI, now *source.File, start, end int, joined bool) *typing {
	next := &typing{uri: u, first: now.Line(start) - 1, last: now.Line(end) - 1, start: start, end: end}
	if t == nil || t.uri != u {
		return next
	}
	if joined {
		next.first, next.last = min(t.first, next.first), max(t.last, next.last)
	}
	if t.start-1 <= start && start <= t.end+1 { // a backspace is one before, what is typed over is one behind
		next.keys = t.keys + 1
	}
	return next
}

// rested is a typing that has come to rest.
func (t *typing) rested() *typing {
	if t == nil {
		return nil
	}
	rested := *t
	rested.rests = true
	return &rested
}

// holds reports whether a place is where somebody types.
func (t *typing) holds(u uri.URI, line int) bool {
	return u == t.uri && t.first <= line && line <= t.last
}

// A toldKey is what makes two findings of a document the same, whatever was typed
// in between: a finding keeps its rule and what it is about, and changes its words.
type toldKey struct{ rule, about string }

// told are the findings that the client was told of.
type told struct {
	mu   sync.Mutex
	keys map[uri.URI]map[toldKey]bool
}

// sift returns those findings of a document that are to be told now, and notes
// them. All are when nobody types, or if the client was told nothing of the
// document yet. What is missing is told of when the typing rests, wherever it is:
// it may be on its way.
func (v *View) sift(s *Snapshot, found []diag.Diagnostic) (now []diag.Diagnostic) {
	if v.options.Rest == 0 {
		return found
	}
	v.told.mu.Lock()
	defer v.told.mu.Unlock()
	before, keys := v.told.keys[s.URI], map[toldKey]bool{}
	for _, d := range found {
		about, _, _ := strings.Cut(d.Span.Text(), "\n")
		key := toldKey{d.Rule, strings.Clone(about)}
		if !v.typing.goesOn() || before == nil || before[key] || v.typing.holds(s.URI, d.Span.Line()-1) && !d.Missing {
			now = append(now, d)
			keys[key] = true
		}
	}
	v.told.keys[s.URI] = keys
	return now
}

func (t *told) forget(u uri.URI) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.keys, u)
}

// waits reports whether a client can be told later of what there is: it is told
// unasked, or asks again when told to.
func (c *client) waits() bool { return !c.pulls || c.refreshes }

// rested has all findings told, as nobody has typed for a while.
func (s *Server) rested() {
	if s.view.Load().typing.goesOn() {
		s.update(func(v *View) { v.typing = v.typing.rested() })
	}
}
