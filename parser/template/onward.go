package template

// This file tells those who read on after an error what a template writes.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// ReadOn reads a copy of a template, in which some tags stand in for what Ruby refuses.
func ReadOn(src *source.File, refused []syntax.Hole) syntax.Look { return look(src, erb, refused) }

// soundUpTo is where the first tag begins before an error that may lack its end, as another
// begins in it; or where the one does that has the error.
func (t *template) soundUpTo(at int) int {
	for _, g := range t.tags {
		if g.start < at && (at < g.end || strings.Contains(t.text[g.from:g.to], "<%")) {
			return g.start
		}
	}
	return at
}

// look notes what is written if each block is, for those who read on.
func (s *stander) look(f *filler) {
	s.v.text = s.lined(f)
	s.v.others = func() (texts []string) {
		for _, arm := range []int{none, 1} {
			if other, e := s.filled(arm); e == nil {
				texts = append(texts, s.lined(other))
			}
		}
		return texts
	}
	for _, b := range s.blocks {
		for k := range len(b.tags) - 1 {
			s.v.arms = append(s.v.arms, pos(s.tags[b.tags[k]].after, s.tags[b.tags[k+1]].start))
		}
	}
}

// lined is a rendering with the lines that the template has, by whose indentation people
// go: where there is nothing but tags, one line more or less makes no difference.
func (s *stander) lined(f *filler) string {
	text := []byte(string(f.ruby))
	for _, g := range s.tags {
		if g.kind == output || g.kind == escaped || !lineBegins(text, g.start) {
			continue
		}
		for at := g.start; at < g.after; at++ {
			if s.text[at] == '\n' && text[at] == ' ' {
				text[at] = '\n'
			}
		}
	}
	return string(text)
}
