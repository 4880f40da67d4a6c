package lsp

// This file stands between the text that the editor holds and the last version
// of it that was no broken Ruby.

import (
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// A text is a pill as features see it: what its last good version says, and
// where that stands now. What was typed since has no place in it.
type text struct {
	*parser.Document
	view   *View
	shot   *Snapshot
	now    *source.File // the newest text
	before int          // how many bytes both have in common at their beginnings
	after  int          // and at their ends
}

// text returns what features may say of a document; nil if it is no pill, or
// there is nothing to go by.
func (v *View) text(u uri.URI) *text {
	if s := v.Pill(u); s != nil {
		return v.textOf(s)
	}
	return nil
}

// exact is text for what may change something or run it, and cannot go by a guess.
func (v *View) exact(u uri.URI) *text {
	if t := v.text(u); t != nil && !t.shot.Guessed() {
		return t
	}
	return nil
}

// textOf is text for a document that need not be a pill.
func (v *View) textOf(s *Snapshot) *text {
	doc := s.Good()
	if doc == nil {
		return nil
	}
	t := &text{Document: doc, view: v, shot: s, now: s.Source}
	a, b := doc.Source.Text, s.Source.Text
	if doc.Source == s.Source {
		t.before = len(a)
		return t
	}
	t.before = commonStart(a, b)
	// A line that was put in before another that begins like it begins where
	// lines do.
	if line := strings.LastIndexByte(a[:t.before], '\n') + 1; commonEnd(a, b, line) > commonEnd(a, b, t.before) {
		t.before = line
	}
	t.after = commonEnd(a, b, t.before)
	return t
}

// commonStart returns how many bytes two texts have in common at their beginnings.
func commonStart(a, b string) (before int) {
	for before < min(len(a), len(b)) && a[before] == b[before] {
		before++
	}
	return before
}

// commonEnd returns how many bytes two texts have in common at their ends,
// after the first n.
func commonEnd(a, b string, n int) (after int) {
	for after < min(len(a), len(b))-n && a[len(a)-1-after] == b[len(b)-1-after] {
		after++
	}
	return after
}

// then returns where an offset of the newest text was; ok is false in what was
// typed since.
func (t *text) then(offset int) (at int, ok bool) {
	switch {
	case offset <= t.before:
		return offset, true
	case offset >= len(t.now.Text)-t.after:
		return offset - len(t.now.Text) + len(t.Source.Text), true
	}
	return 0, false
}

// place returns where a span of the last good version is now; ok is false if it
// was typed into, or is of another file.
func (t *text) place(s source.Span) (source.Span, bool) {
	shift := len(t.now.Text) - len(t.Source.Text)
	switch {
	case s.File != t.Source:
		return s, false
	case s.End <= t.before:
		return t.now.Span(s.Start, s.End), true
	case s.Start >= len(t.Source.Text)-t.after:
		return t.now.Span(s.Start+shift, s.End+shift), true
	}
	return s, false
}

// around is place for a span that may have been typed into within.
func (t *text) around(s source.Span) (source.Span, bool) {
	start, ok := t.place(t.Source.Span(s.Start, s.Start))
	if !ok || s.File != t.Source {
		return s, false
	}
	if s.End > t.before && t.before == len(t.now.Text) {
		return t.now.Span(start.Start, len(t.now.Text)), true // its end is not written yet
	}
	end, ok := t.place(t.Source.Span(s.End, s.End))
	return start.Cover(end), ok && start.Start <= end.End
}

// at returns where a position was in the last good version.
func (t *text) at(p protocol.Position) (offset int, ok bool) {
	return t.then(t.view.Offset(t.now, p))
}

// Apps returns the applications, those after a mistake that ends the load among
// them.
func (t *text) Apps() []*pill.Application { return appsOf(t.Config) }

func appsOf(c *pill.Config) []*pill.Application {
	if b := c.Beyond; b != nil {
		return b.Apps
	}
	return c.Apps
}

// Processes calls yield with each process, and after it what watches its
// children.
func (t *text) Processes(yield func(*pill.Process) bool) {
	for _, a := range t.Apps() {
		for _, p := range a.Processes {
			if !yield(p) || p.Child != nil && !yield(p.Child) {
				return
			}
		}
	}
}
