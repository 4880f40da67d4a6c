package template

// This file turns blocks into conditions and loops of Ruby, or, where those
// cannot stand, into something unknown.

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/syntax"
)

// maxArms is how many arms of conditions are looked at.
const maxArms = 8

// chosen returns the template with its blocks written as Ruby, given its first
// rendering; nil if that cannot be.
func (s *stander) chosen(first *filler) *filler {
	shapes := []shape{s.shape(first)}
	f := &filler{ruby: []byte(s.text), work: &s.work}
	for _, g := range s.tags {
		wipe(f.ruby[g.start:g.after])
	}
	var hidden []gap      // what a block became as a whole
	ends := map[int]int{} // where blocks end that became conditions and loops, by their tag
	for _, b := range s.blocks {
		opener, closer, whole := s.tags[b.tags[0]], s.tags[b.last()], s.tags[b.whole()]
		if covered(hidden, opener.start) {
			continue
		}
		p, ok := s.placeOfBlock(b, &shapes)
		if !ok {
			s.v.unread = opener.pos()
			return nil
		}
		g := s.gap(opener)
		switch {
		case p.kind == comments:
			continue
		case p.kind == inText:
			g.start, g.end = opener.start, whole.end
		case b.jump:
			if p.kind != statements {
				s.v.unread = opener.pos()
				return nil
			}
			s.leave(f, opener)
			continue
		case p.kind == values && (b.loop || b.tries || !b.hasElse(s.template)):
			code, at := g.code, g.at
			if g, ok = p.unknown(opener.start, whole.end); !ok {
				s.v.unread = opener.pos()
				return nil
			}
			g.code, g.at = code, at
		default:
			if !s.keywords(f, b, p.kind == statements) {
				s.v.unread = opener.pos()
				return nil
			}
			if s.isCase(b) || b.tries {
				opener = s.tags[b.tags[1]]
			}
			if opener != closer { // as that of a begin without rescue
				ends[opener.start] = closer.start + s.step(closer) + len("end")
			}
			continue
		}
		hidden = append(hidden, g)
	}
	if f = s.finish(f, hidden); f != nil && !s.whole(f, ends) {
		return nil
	}
	return f
}

// whole reports whether every end that was written ends what it was written
// for, and not something that the text within left open.
func (s *stander) whole(f *filler, ends map[int]int) bool {
	begins := map[int32]int{} // by the hole that is the condition
	for _, g := range f.gaps {
		if _, ok := ends[g.at.start]; ok {
			begins[int32(g.start)] = g.at.start
		}
	}
	syntax.Walk(s.shape(f).tree.Body, func(n syntax.Node) bool {
		var condition syntax.Node
		switch n := n.(type) {
		case *syntax.If:
			condition = n.Cond
		case *syntax.While:
			condition = n.Cond
		}
		if hole, ok := condition.(*syntax.Hole); ok {
			if tag, ok := begins[hole.Start]; ok && int(n.Range().End) == ends[tag] {
				delete(ends, tag)
			}
		}
		return true
	})
	if len(ends) > 0 {
		first := slices.Min(slices.Collect(maps.Keys(ends)))
		s.v.unread = pos(first, first+len("<%"))
	}
	return len(ends) == 0
}

// finish fills the gaps that are left.
func (s *stander) finish(f *filler, hidden []gap) *filler {
	for _, g := range s.tags {
		if g.shown() && !covered(hidden, g.start) {
			f.gaps = append(f.gaps, s.gap(g))
		}
	}
	f.gaps = append(f.gaps, hidden...)
	slices.SortFunc(f.gaps, func(a, b gap) int { return a.start - b.start })
	for i := 1; i < len(f.gaps); i++ {
		if f.gaps[i].start < f.gaps[i-1].end {
			s.v.unread = f.gaps[i].at.pos()
			return nil
		}
	}
	if e, exhausted := f.fill(); e != nil || exhausted {
		if e != nil {
			s.v.unread = pos(e.Start, e.End)
		}
		return nil
	}
	return f
}

func covered(gaps []gap, at int) bool {
	for _, g := range gaps {
		if g.start <= at && at < g.end {
			return true
		}
	}
	return false
}

// A shape is a rendering as Ruby reads it.
type shape struct {
	text string
	tree *syntax.File
}

func (s *stander) shape(f *filler) shape {
	text := string(f.ruby)
	return shape{text, syntax.ParseTemplate(s.src, syntax.Template{Text: text, Holes: f.holes()})}
}

// placeOfBlock finds where a block stands, in the first rendering that has it.
func (s *stander) placeOfBlock(b *block, shapes *[]shape) (place, bool) {
	for arm := range maxArms {
		if !s.shows(s.blocks, b, arm) {
			continue
		}
		for len(*shapes) <= arm {
			f, e := s.filled(len(*shapes))
			if e != nil {
				return place{}, false
			}
			*shapes = append(*shapes, s.shape(f))
		}
		in, start := (*shapes)[arm], s.tags[b.tags[0]].start
		text := strings.TrimRight(in.text[start:s.tags[b.last()].start], " \n\r\t")
		return placeOf(in.tree, start, start+len(text)), true
	}
	return place{}, false
}

// leave writes a tag that leaves a turn of a loop, or the loop.
func (s *stander) leave(f *filler, g tag) {
	at := f.ruby[g.start:g.end]
	word := jump.FindStringSubmatch(s.inside(g))[1]
	conditional := word != s.inside(g)
	if !lineBegins(f.ruby, g.start) {
		word = ";" + word
	}
	n := copy(at, word)
	if conditional {
		n += copy(at[n:], " if ")
		f.gaps = append(f.gaps, gap{start: g.start + n, end: g.end - 1, at: g, code: s.shortened(g), filling: name})
	}
	at[len(at)-1] = ';'
}

// keywords writes a block's tags as if and end, or while and end. Among
// statements they are set apart from what follows. A tag may be too short.
func (s *stander) keywords(f *filler, b *block, apart bool) bool {
	first := 0 // its tag that is the if or while
	if s.isCase(b) || b.tries {
		first = 1 // the when or rescue; what is tried always runs
	}
	for k, i := range b.tags {
		g := s.tags[i]
		at := f.ruby[g.start:g.end]
		word, condition := "", false
		switch {
		case k < first || b.tries && len(b.tags) == 2:
			continue
		case k == len(b.tags)-1:
			word = "end"
			at = at[s.step(g):]
		case b.loop:
			word, condition = "while", true
		case k == first:
			word, condition = "if", true
		case s.inside(g) == "else":
			word = "else"
			at = at[s.step(g):]
		default:
			word, condition = "elsif", true
			at = at[s.step(g):]
		}
		if apart && k == first && !lineBegins(f.ruby, g.start) {
			word = ";" + word // which would be a modifier
		}
		if over := s.step(g) + len("end;"); k == first && b.ofLoop != nil && len(at) > over {
			at = at[over:] // of the loop
		}
		if len(at) <= len(word) {
			return false
		}
		copy(at, word)
		if condition {
			if len(at) < len(word)+3 {
				return false
			}
			hole := gap{start: g.end - len(at) + len(word) + 1, end: g.end - 1, at: g, code: s.shortened(g), filling: name}
			f.gaps = append(f.gaps, hole)
			at[len(at)-1] = ';'
		} else if apart {
			at[len(word)] = ';'
		}
	}
	return true
}

// step is how far into a tag its keyword begins: a byte, where the word before the tag would
// take the keyword for its end.
func (s *stander) step(g tag) int {
	if before, _ := utf8.DecodeLastRuneInString(s.text[:g.start]); before == '_' || unicode.IsLetter(before) || unicode.IsDigit(before) {
		return 1
	}
	return 0
}

// lineBegins reports whether only white space precedes an offset on its line.
func lineBegins(text []byte, at int) bool {
	for at--; at >= 0; at-- {
		switch text[at] {
		case ' ', '\t', '\r':
		default:
			return text[at] == '\n'
		}
	}
	return true
}
