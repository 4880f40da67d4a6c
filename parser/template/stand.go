package template

// This file writes a template as Ruby.

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// A verdict is what there is to say of a template.
type verdict struct {
	err    *accept.Error // certain
	doubts []syntax.Error
	unread syntax.Pos // why nothing can be said, if there is no template

	// For those who read on: see syntax.Look.
	text   string
	wrong  *accept.Error
	others func() []string
	arms   []syntax.Pos
}

// A stander is at work on one template.
type stander struct {
	*template
	src    *source.File
	blocks []*block
	work   int
	v      verdict
}

// maxTags is how many tags a template may have; real ones have some dozens.
const maxTags = 10_000

// stand writes a template as Ruby; nil if it cannot be.
func (t *template) stand(src *source.File) (*syntax.Template, verdict) {
	if len(t.tags) > maxTags {
		return nil, verdict{unread: t.tags[maxTags].pos()}
	}
	if !t.jinja {
		t.splitTags()
	}
	blocks, bad := t.nest()
	if bad >= 0 {
		return nil, verdict{unread: t.tags[bad].pos()}
	}
	s := &stander{template: t, src: src, blocks: blocks, work: maxWork + 10*len(t.text)}
	s.v.unread = pos(0, min(len(t.text), 1))
	f, e := s.filled(0)
	s.look(f)
	if e != nil {
		s.v.wrong = e
		s.blame(f, e)
		return nil, s.v
	}
	if s.hideInText(f) {
		if f, e = s.filled(0); e != nil {
			s.v.unread = pos(e.Start, e.End)
			return nil, s.v
		}
	}
	s.joined(f)
	s.unquoted(f)
	if !s.jinja {
		s.silent()
	}
	if len(blocks) > 0 {
		s.twice(f)
		if f = s.chosen(f); f == nil {
			return nil, s.v
		}
	}
	return &syntax.Template{Text: string(f.ruby), Holes: f.holes()}, s.v
}

// hideInText finds tags that write nothing and stand in strings, where the white space that
// takes their place would be text; none reports false.
func (s *stander) hideInText(f *filler) (any bool) {
	var in *syntax.File
	for i := range s.tags {
		g := &s.tags[i]
		if g.kind != remark && (g.kind != code || g.role != runs) || g.line {
			continue
		}
		line := s.text[:g.start]
		if line = line[strings.LastIndexByte(line, '\n')+1:]; !strings.ContainsAny(line, `"'`+"`") {
			continue
		}
		if in == nil {
			in = s.shape(f).tree
		}
		if placeOf(in, g.start, g.end).kind == inText {
			g.hidden, any = true, true
		}
	}
	return any
}

// refused stands for an error that is not known, as there was too much to do.
var refused = &accept.Error{}

// filled returns the rendering that takes an arm in all blocks, with its gaps
// filled.
func (s *stander) filled(arm int) (*filler, *accept.Error) {
	return s.filledWith(func(n int) int { return s.blocks[n].takes(s.template, arm) })
}

func (s *stander) filledWith(take func(int) int) (*filler, *accept.Error) {
	r := s.render(s.blocks, take)
	f := &filler{ruby: r.text, work: &s.work}
	for _, i := range r.shown {
		f.gaps = append(f.gaps, s.gap(s.tags[i]))
	}
	e, exhausted := f.fill()
	if exhausted {
		e = refused
	}
	return f, e
}

func (s *stander) gap(g tag) gap {
	p := gap{start: g.start, end: g.end, at: g, code: s.shortened(g), text: g.writes}
	if s.jinja && g.hidden {
		p.text = new(string)
	}
	return p
}

// shortened is the text of a tag as people are told it, on one line.
func (s *stander) shortened(g tag) string {
	const most = 60
	text := []rune(strings.Join(strings.Fields(s.text[g.start:g.end]), " "))
	if g.part {
		text = []rune("<% " + strings.Join(strings.Fields(s.inside(g)), " ") + " %>")
	}
	if len(text) > most {
		return string(text[:most-4]) + "… " + string(text[len(text)-2:])
	}
	return string(text)
}

// blame decides about a rendering that Ruby refuses: an error only if it would
// whatever is filled in and whichever arms are taken.
func (s *stander) blame(f *filler, e *accept.Error) {
	if e == refused {
		return
	}
	s.v.unread = pos(e.Start, e.End)
	if s.quoted(f, e) || isHead(f.ruby, e) || percentLine.MatchString(s.text) || !f.hopeless(e) {
		return
	}
	if len(s.blocks) > 0 {
		for _, arm := range []int{none, 1} {
			other, err := s.filled(arm)
			if err == nil || err == refused || !other.hopeless(err) {
				s.broken(f, e)
				return
			}
		}
	}
	s.v.err = s.told(f, e)
}

// maxBlocks is how many blocks are tried in all combinations.
const maxBlocks = 5

// broken reports, as a doubt, a block that Ruby refuses whenever it is written,
// whichever others are: f is the rendering that has all, and e what is wrong
// with it.
func (s *stander) broken(f *filler, e *accept.Error) {
	if len(s.blocks) > maxBlocks {
		return
	}
	for n, b := range s.blocks {
		if e.Start < s.tags[b.tags[0]].end || e.Start >= s.tags[b.last()].start || !s.alwaysRefused(n) {
			continue
		}
		told := s.told(f, e)
		s.v.doubts = append(s.v.doubts, syntax.Error{Pos: pos(told.Start, told.End), Line: told.Line, Message: told.Message})
		return
	}
}

// alwaysRefused reports whether Ruby refuses all renderings with the first arm
// of a block.
func (s *stander) alwaysRefused(n int) bool {
	for others := range 1 << len(s.blocks) {
		if others&(1<<n) == 0 {
			continue
		}
		_, e := s.filledWith(func(i int) int {
			if others&(1<<i) != 0 {
				return s.blocks[i].takes(s.template, 0)
			}
			return s.blocks[i].takes(s.template, none)
		})
		if e == nil || e == refused {
			return false
		}
	}
	return true
}

// told is an error as people are told it: a stand-in is no word of theirs.
func (s *stander) told(f *filler, e *accept.Error) *accept.Error {
	for _, i := range f.near(e, 8) {
		g := f.gaps[i]
		part := f.glued(g) && !strings.Contains(string(f.ruby[g.end:max(g.end, e.Start)]), "\n") && f.matters(g, ")", e)
		if !part && (g.start >= e.End || e.Start >= g.end) {
			continue
		}
		message := fmt.Sprintf("whatever the value of `%s` is, this is not valid Ruby", g.code)
		if part {
			message = fmt.Sprintf("`%s` is not in quotes: whatever its value is, Ruby cannot read this", g.code)
		}
		at := g.at.pos()
		return &accept.Error{Start: int(at.Start), End: int(at.End), Line: e.Line, Message: message}
	}
	return e
}

// isHead reports whether Ruby misses only what would follow the last line of
// code: the head of a file that is put together from several.
func isHead(ruby []byte, e *accept.Error) bool {
	if !strings.HasSuffix(e.Message, `has no matching "end"`) {
		return false
	}
	_, rest, _ := strings.Cut(string(ruby[e.End:]), "\n")
	for line := range strings.Lines(rest) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// inPath reports whether a character is one of paths and plain words.
func inPath(r rune) bool {
	return r == '/' || r == '.' || r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// quoted reports, as a doubt, a tag between a string's end and the beginning of
// the next: what was meant is one string, with quotes in it.
func (s *stander) quoted(f *filler, e *accept.Error) bool {
	found := false
	for _, g := range f.gaps {
		if g.start == 0 || g.end >= len(f.ruby) {
			continue
		}
		q := f.ruby[g.start-1]
		rest := strings.TrimLeftFunc(string(f.ruby[g.end:min(g.end+100, len(f.ruby))]), inPath)
		if (q == '"' || q == '\'') && strings.HasPrefix(rest, string(q)) && (f.matters(g, "", e) || closes(f.ruby[:g.start], q)) {
			s.doubt(g.at, "`%s` stands outside quotes: the one before it ends the string", g.code)
			found = true
		}
	}
	return found
}

// closes reports whether a quote at the end of a text is one that ends a string,
// going by those before it in its statement, which a backslash carries over
// the end of a line. Ruby may meet its error far from there.
func closes(ruby []byte, quote byte) bool {
	start := len(ruby)
	for {
		start = bytes.LastIndexByte(ruby[:start], '\n')
		if start < 0 || !bytes.HasSuffix(ruby[:start], []byte{'\\'}) {
			break
		}
	}
	statement := ruby[start+1:]
	n := bytes.Count(statement, []byte{quote}) - bytes.Count(statement, []byte{'\\', quote})
	return n > 0 && n%2 == 0
}

// joined reports tags that Ruby can only take for the name of a method, as words
// follow: those were meant to be in quotes, or on a line of their own.
func (s *stander) joined(f *filler) {
	for _, g := range f.gaps {
		before := strings.TrimRight(string(f.ruby[max(0, g.start-50):g.start]), " ")
		if g.filling != name || !strings.HasSuffix(before, "=") || strings.HasSuffix(before, "==") {
			continue
		}
		if g.at.after > g.at.end || strings.Contains(s.text[g.at.end-g.at.trail:g.at.end], "\n") {
			s.doubt(g.at, "`-%s` takes away the newline after `%s`, so the next line goes on with this one", g.code[len(g.code)-2:], g.code)
		} else if rest := f.ruby[g.end:]; len(rest) > 1 && rest[0] == ' ' {
			s.doubt(g.at, "`%s` stands outside quotes, and so do the words after it", g.code)
		}
	}
}

func (s *stander) doubt(g tag, format string, args ...any) {
	s.v.doubts = append(s.v.doubts, syntax.Error{
		Pos: g.pos(), Line: s.src.Line(g.start + g.lead), Message: fmt.Sprintf(format, args...),
	})
}

// twice reports loops of which two turns in a row are not valid Ruby. A turn
// that begins or ends with what a tag yields is left alone, as it may bring its
// own comma, unless the tag says itself how that begins and ends.
func (s *stander) twice(f *filler) {
	for _, b := range s.blocks {
		if !b.loop || !s.shows(s.blocks, b, 0) {
			continue
		}
		first, last := s.tags[b.tags[0]], s.tags[b.last()]
		turn := string(f.ruby[first.after:last.start])
		text := strings.TrimSpace(turn)
		begin := first.after + strings.Index(turn, text)
		if text == "" {
			continue
		}
		before, after := string(f.ruby[:first.after]), string(f.ruby[last.start:])
		if f.yields(begin) || f.yields(begin+len(text)-1) {
			if turn = s.speltOut(f, begin, begin+len(text)); turn == "" {
				continue
			}
			if e, over := f.check(before + turn + after); e != nil || over {
				continue
			}
		}
		e, over := f.check(before + turn + turn + after)
		if e != nil && !over {
			s.doubt(first, "two turns of this loop in a row are not valid Ruby: %s", lacks(text, f.ruby, last.after))
		}
	}
}

// lacks says what is missing between two turns.
func lacks(turn string, ruby []byte, after int) string {
	rest := strings.TrimSpace(string(ruby[after:]))
	if strings.HasPrefix(rest, "}") || strings.HasPrefix(rest, "]") || strings.HasPrefix(rest, ")") {
		return "there is no comma between them"
	}
	return "nothing separates them"
}

// yields reports whether an offset lies in a gap.
func (f *filler) yields(at int) bool {
	for _, g := range f.gaps {
		if g.start <= at && at < g.end {
			return true
		}
	}
	return false
}
