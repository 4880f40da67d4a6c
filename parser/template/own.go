package template

// This file tells what is wrong with the template's own Ruby.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

var (
	// keyword is a word within code that begins or ends something there.
	keyword = lazyregexp.New(`\b(?:if|unless|case|while|until|for|begin|def|class|module|end|then)\b`)
	// writtenLoop is the beginning of a loop.
	writtenLoop = lazyregexp.New(`\.(?:each(?:_\w+)?|times|upto|downto|step|map|collect)(?:\s*\([^()]*\))?\s*(?:\bdo|\{)\s*(?:\|[^|]*\|)?$`)
	do          = lazyregexp.New(`\bdo\b`)
)

// ownErrors returns what is wrong with tags of which it is evident what they are for, and
// what is wrong else, which leaves nothing to read.
func (t *template) ownErrors(src *source.File) (own []syntax.Error, fatal *syntax.Error) {
	own = t.writtenLoops(src)
	for e := t.ownError(); e != nil; e = t.ownError() {
		// What is open is told by its line, which is another one in the template.
		message, _, _ := strings.Cut(e.Message, ": the \"")
		at := pos(e.Start, e.End)
		if g := t.tagAt(e.Start); g != nil && t.inner(*g) >= 0 {
			message = "another tag begins in this one, which the first \"%>\" ends"
			at = pos(t.inner(*g), t.inner(*g)+2)
		}
		told := syntax.Error{Pos: at, Line: src.Line(int(at.Start)), Message: "the template's own Ruby is not valid: " + message}
		if !t.passOver(e) {
			return nil, &told
		}
		own = append(own, told)
	}
	return own, nil
}

// writtenLoops finds loops of which the value would be written, and takes them for what was
// meant. A helper that writes what its block does, as those of Rails, has another name.
func (t *template) writtenLoops(src *source.File) (list []syntax.Error) {
	for i := range t.tags {
		g := &t.tags[i]
		if g.kind != output || !writtenLoop.MatchString(t.inside(*g)) {
			continue
		}
		g.kind = code
		at := g.start + len("<%")
		list = append(list, syntax.Error{
			Pos: g.pos(), Line: src.Line(g.start),
			Message: "ERB cannot write the value of a loop that goes on behind the tag, so the template cannot be rendered",
			Instead: &syntax.Instead{Pos: pos(at, g.from), Title: "Write nothing"},
		})
	}
	return list
}

// ownError returns what is wrong with the Ruby of the tags, put together as ERB
// does. The dialects differ in what they allow; nil if any might do.
func (t *template) ownError() *accept.Error {
	own := blank(t.text)
	for _, g := range t.tags {
		if g.kind == escaped || g.kind == remark {
			continue
		}
		code := t.text[g.from:g.to]
		if g.invalid {
			_, code = t.meant(g)
		}
		copy(own[g.from:g.to], code)
		if g.line {
			own[g.start] = ';'
			continue
		}
		own[g.start+1] = ';'
		own[g.end-1] = '\n' // ends a comment, which ERB would not
		if g.kind == output {
			if opensBlock.MatchString(t.inside(g)) {
				return nil // Rails's dialect has this
			}
			own[g.start+2] = '('
			own[g.end-2], own[g.end-1] = '\n', ')'
		}
	}
	e := accept.Read(string(own)).Err
	if e == nil || strings.HasPrefix(e.Message, "Invalid") || percentLine.MatchString(t.text) {
		return nil
	}
	for _, g := range t.tags {
		if g.kind != escaped && e.Start < g.end && e.End > g.start {
			return e
		}
	}
	return nil
}

// tagAt is the tag within which an offset lies; nil if there is none.
func (t *template) tagAt(at int) *tag {
	for i := range t.tags {
		if g := &t.tags[i]; g.from <= at && at < g.to {
			return g
		}
	}
	return nil
}

// inner is where a second tag begins in a tag, or -1.
func (t *template) inner(g tag) int {
	if n := strings.Index(t.text[g.from:g.to], "<%"); n >= 0 {
		return g.from + n
	}
	return -1
}

// passOver passes over a tag whose Ruby is wrong by itself from now on, if it is evident
// what it is for; false if an error is not in such a tag.
func (t *template) passOver(e *accept.Error) bool {
	g := t.tagAt(e.Start)
	if g == nil || g.invalid {
		return false
	}
	switch g.kind {
	case output:
		g.invalid = (e.End <= g.to || t.inner(*g) >= 0) && !valid(t.inside(*g))
	case code:
		role, instead := t.meant(*g)
		g.invalid = t.roleOf(*g) == strange && role != strange && len(instead) <= g.to-g.from
	}
	if g.invalid && t.inner(*g) >= 0 {
		t.reach(g)
	}
	return g.invalid
}

// reach has a tag end where the text does of which a second tag in it, and its end, is a
// part: "<%= "a<%= b %>c" %>".
func (t *template) reach(g *tag) {
	rest := t.text[g.end:]
	n := strings.Index(rest, "%>")
	if n < 0 || strings.Contains(rest[:n], "<%") || strings.Contains(rest[:n], "\n") {
		return
	}
	g.to = g.end + n
	g.end = g.to + 2
	t.markers(g)
}

// meant tells what a tag is for whose Ruby is wrong by itself, going by its first word or
// its last, and a code that does that.
func (t *template) meant(g tag) (role, string) {
	text := t.inside(g)
	if g.kind == output {
		return runs, "0"
	}
	if strings.Contains(text, "\n") || keyword.MatchString(text[len(firstWord.FindString(text)):]) {
		return strange, ""
	}
	switch word := firstWord.FindString(text); {
	case word == "if", word == "unless":
		return chooses, "if 0"
	case word == "elsif":
		return other, "elsif 0"
	case word == "while", word == "until", word == "for":
		return turns, "while 0"
	case word != "":
		return strange, ""
	}
	switch {
	case do.MatchString(text):
		return turns, "a do"
	case strings.HasPrefix(opensBlock.FindString(text), "{"):
		return turns, "a {"
	case !strings.ContainsAny(text, "{}"):
		return runs, ""
	}
	return strange, ""
}
