package lsp

// This file keeps findings from jumping about: while somebody types in a line, what
// that does to others is told when the typing rests. A process whose block the
// editor has closed has no start command until that is typed, and a name in quotes
// is another one with each letter.

import (
	"math"
	"strings"
	"sync"

	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// A typing is where somebody types.
type typing struct {
	uri         uri.URI
	first, last int // the lines, counted from 0
}

// follow returns where somebody types after a change of a text, which may be one of
// several that came together; t is nil for the first. It goes by the texts, as some
// editors send the whole with each key.
func (t *typing) follow(u uri.URI, was, now *source.File) *typing {
	a, b := was.Text, now.Text
	start := commonStart(a, b)
	if t == nil {
		t = &typing{u, math.MaxInt, 0}
	}
	first := now.Line(start) - 1
	last := now.Line(len(b)-commonEnd(a, b, start)) - 1
	return &typing{u, min(t.first, first), max(t.last, last)}
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
		if v.typing == nil || before == nil || before[key] || v.typing.holds(s.URI, d.Span.Line()-1) && !d.Missing {
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
	if s.view.Load().typing != nil {
		s.update(func(v *View) { v.typing = nil })
	}
}
