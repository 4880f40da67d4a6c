package template

// This file chooses what stands in for what is filled in.

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// A filling is what stands in a hole.
type filling uint8

const (
	number      filling = iota // 1111, which is a value and cannot be called
	name                       // ____, which can be a word or a part of one
	pairs                      // **____, the pairs of a hash
	pairsBefore                // **____, with a comma for those that follow
	elements                   // *____, some arguments
	fillings
)

// A gap is a stretch of Ruby that is not known.
type gap struct {
	start, end int
	code       string // the tag that it comes from
	at         tag    // the tag itself
	filling    filling
	text       *string // what it is known to be in a string
}

// fits reports whether a filling can stand where a gap is: those of several
// values only where values are listed.
func (g *gap) fits(ruby []byte, f filling) bool {
	if f < pairs {
		return true
	}
	before := strings.TrimRight(string(ruby[max(0, g.start-200):g.start]), " \n\t")
	if !strings.HasSuffix(before, "{") && !strings.HasSuffix(before, ",") && !strings.HasSuffix(before, "(") {
		return false
	}
	return g.end-g.start >= 5
}

// put writes a gap's stand-in.
func (g *gap) put(ruby []byte) {
	b := ruby[g.start:g.end]
	for i := range b {
		b[i] = '_'
	}
	switch g.filling {
	case number:
		for i := range b {
			b[i] = '1'
		}
	case pairs:
		b[0], b[1] = '*', '*'
	case pairsBefore:
		b[0], b[1], b[len(b)-1] = '*', '*', ','
	case elements:
		b[0] = '*'
	}
}

// A filler fills the gaps of a text. It has a limit to its work, counted in
// bytes that are read by Ruby's rules.
type filler struct {
	ruby []byte
	gaps []gap
	work *int
}

// maxWork is how much of a template is read, in bytes, on top of ten times its
// length.
const maxWork = 2 << 20

// check returns what Ruby says of the text; exhausted tells that it is not
// known.
func (f *filler) check(ruby string) (e *accept.Error, exhausted bool) {
	if *f.work -= len(ruby); *f.work < 0 {
		return nil, true
	}
	return accept.Read(ruby).Err, false
}

// fill puts something in all gaps, and returns what Ruby still refuses.
func (f *filler) fill() (e *accept.Error, exhausted bool) {
	for i := range f.gaps {
		f.gaps[i].put(f.ruby)
	}
	e, exhausted = f.check(string(f.ruby))
	for e != nil && !exhausted {
		better, over := f.improve(e)
		if better == e || over {
			return e, over
		}
		e = better
	}
	return e, exhausted
}

// improve changes one gap so that Ruby gets further; the same error means that
// there is no way.
func (f *filler) improve(e *accept.Error) (_ *accept.Error, exhausted bool) {
	for _, i := range f.near(e, 4) {
		g := &f.gaps[i]
		before := g.filling
		for k := before + 1; k < elements; k++ {
			if !g.fits(f.ruby, k) {
				continue
			}
			g.filling = k
			g.put(f.ruby)
			after, over := f.check(string(f.ruby))
			if over {
				return e, true
			}
			if after == nil || later(after, e) {
				return after, false
			}
		}
		g.filling = before
		g.put(f.ruby)
	}
	return e, false
}

// later reports whether Ruby came further in a text than before.
func later(e, before *accept.Error) bool {
	return e.Line > before.Line || e.Line == before.Line && e.Start > before.Start
}

// near lists up to n gaps before the end of an error, the nearest first.
func (f *filler) near(e *accept.Error, n int) (list []int) {
	for i := len(f.gaps) - 1; i >= 0 && len(list) < n; i-- {
		if f.gaps[i].start <= e.End {
			list = append(list, i)
		}
	}
	return list
}

// loose are words that a tag might yield and that change what is around it;
// tight are values, all that is to be expected of a tag that is a part of a
// word. The whole of a value may be any of them but one of two quotes.
var (
	tight = []string{"a", "1", `"a"`, ":a", "a/b", "A"}
	whole = slices.DeleteFunc(slices.Clone(loose), func(word string) bool { return word == `"` || word == "'" })
	loose = append([]string{"", ",", ", a", "a,", "a => b", "a => b,", ", a => b", "+ a", "a +", ".a", "a do", "do |a|", "end", "if a", "a(", "(", ")", "{", "}", "[", "]", `"`, "'", "=", "|a|", "a = "}, tight...)
)

// hopeless reports whether nothing that any one gap is filled with takes Ruby
// beyond an error.
func (f *filler) hopeless(e *accept.Error) bool {
	for _, i := range f.near(e, 8) {
		g := f.gaps[i]
		words := loose
		switch {
		case f.glued(g), isCalled(f.ruby[g.end:]):
			words = tight
		case f.alone(g):
			words = whole
		}
		for _, word := range words {
			after, over := f.check(string(f.ruby[:g.start]) + word + string(f.ruby[g.end:]))
			if after == nil || over {
				return false
			}
			moved := *after
			if moved.Start >= g.start+len(word) {
				moved.Start += g.end - g.start - len(word)
			}
			if later(&moved, e) {
				return false
			}
		}
	}
	return true
}

// alone reports whether a gap is all that is assigned, on a line of its own.
func (f *filler) alone(g gap) bool {
	line := f.ruby[bytes.LastIndexByte(f.ruby[:g.start], '\n')+1 : g.start]
	rest, _, _ := bytes.Cut(f.ruby[g.end:], []byte("\n"))
	return assigning.MatchString(string(line)) && len(bytes.TrimSpace(rest)) == 0
}

// assigning is the beginning of a line that sets an attribute or a variable.
var assigning = lazyregexp.New(`^[ \t]*\w+(?:\.\w+)*\s*=\s*$`)

// glued reports whether a gap is a part of a longer word, such as a path.
func (f *filler) glued(g gap) bool {
	before, after := byte(' '), byte(' ')
	if g.start > 0 {
		before = f.ruby[g.start-1]
	}
	if g.end < len(f.ruby) {
		after = f.ruby[g.end]
	}
	return strings.IndexByte("/-.:~$@", before) >= 0 || strings.IndexByte("/-:@$", after) >= 0
}

// isCalled reports whether what follows a gap calls a method: the gap is a value.
func isCalled(rest []byte) bool {
	return len(rest) > 1 && rest[0] == '.' && (rest[1] == '_' || 'a' <= rest[1] && rest[1] <= 'z')
}

// matters reports whether a short word in a gap changes what Ruby refuses a
// text for. In a string it does not.
func (f *filler) matters(g gap, word string, e *accept.Error) bool {
	word += strings.Repeat(" ", g.end-g.start-len(word))
	after, over := f.check(string(f.ruby[:g.start]) + word + string(f.ruby[g.end:]))
	return !over && (after == nil || after.Start != e.Start || after.Message != e.Message)
}

// holes are the gaps as holes of a tree.
func (f *filler) holes() []syntax.Hole {
	list := make([]syntax.Hole, len(f.gaps))
	for i, g := range f.gaps {
		p := pos(g.start, g.end)
		switch g.filling {
		case pairs, pairsBefore:
			p.Start += 2
		case elements:
			p.Start++
		}
		if g.filling == pairsBefore {
			p.End--
		}
		list[i] = syntax.Hole{Pos: p, Code: g.code, Text: g.text}
	}
	return list
}
