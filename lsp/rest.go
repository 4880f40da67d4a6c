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
	"github.com/pilllint/pilllint/parser/lazyregexp"
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

// A change is what one has done to a text, in bytes.
type change struct {
	start, end int // what was written, in the text after it
	removed    int
}

// aKey is how much one key writes or removes at most, with all that an editor
// completes and closes by itself. Whoever exchanges more does not type it.
const aKey = 200

// changeOf returns what a change has done; ok is false for one that gives the text as
// a whole, of which it cannot be told whether somebody types.
func (v *View) changeOf(c protocol.TextDocumentContentChangeEvent, was *source.File) (done change, ok bool) {
	partial, ok := c.(*protocol.TextDocumentContentChangePartial)
	if !ok {
		return change{}, false
	}
	at := v.Span(was, partial.Range)
	return change{at.Start, at.Start + len(partial.Text), at.End - at.Start}, true
}

// follow returns where somebody types after a change of a text. joined says that it
// came together with the one before, so that both are of one key.
func (t *typing) follow(u uri.URI, was, now *source.File, c change, joined bool) *typing {
	next := &typing{uri: u, first: now.Line(c.start) - 1, last: now.Line(c.end) - 1, start: c.start, end: c.end}
	if t == nil || t.uri != u {
		return next
	}
	if joined {
		next.first, next.last = min(t.first, next.first), max(t.last, next.last)
	}
	if c.end-c.start <= aKey && c.removed <= aKey && t.end-t.start <= aKey && t.caretAt(was.Text, c) {
		if next.keys = t.keys; !joined {
			next.keys++
		}
	}
	return next
}

// caretAt reports whether a change is made where the caret was left by the last one:
// behind what that wrote, but for what the editor has closed by itself, which may
// also have been typed over.
func (t *typing) caretAt(was string, c change) bool {
	switch at := c.start; {
	case at == t.end, at+c.removed == t.end:
		return true
	case at < t.start:
		return false
	case at < t.end:
		return closers.MatchString(was[at:t.end])
	default:
		return at <= t.end+2 && closers.MatchString(was[t.end:at])
	}
}

// closers are what editors write behind the caret.
var closers = lazyregexp.New(`^(?:[\s)\]}|"'%>-]|end\b)*$`)

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
