package template

// This file finds the tags.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A tagKind is what a tag is for.
type tagKind uint8

const (
	output  tagKind = iota // <%= … %>: its value is written
	code                   // <% … %>: it runs
	remark                 // <%# … %>
	escaped                // <%%, which stands for <%
)

// A tag is one tag of a template.
type tag struct {
	kind        tagKind
	start, end  int  // with its brackets, and with the white space that a tag of Jinja2 takes away
	lead, trail int  // how much of that is such white space
	from, to    int  // what is within
	after       int  // where text goes on: end, or what follows a newline that -%> takes away
	line        bool // a line that begins with %, which has no brackets
	role        role
	invalid     bool    // its Ruby is wrong by itself
	part        bool    // it is but a part of one
	hidden      bool    // it writes nothing, and stands in a string
	writes      *string // the text that it is known to write; nil if that is not known
}

// shown reports whether something stands in for a tag.
func (g tag) shown() bool { return g.kind == output || g.kind == escaped || g.hidden }

func (g tag) pos() syntax.Pos { return pos(g.start+g.lead, g.end-g.trail) }

// A template is a text with its tags.
type template struct {
	text  string
	tags  []tag
	jinja bool
}

// A dialect is how tags are written.
type dialect uint8

const (
	erb       dialect = iota
	erbLines          // with lines that begin with %, as in ERB's trim mode "%"
	jinja             // as Ansible reads it
	jinjaKept         // without the newline taken away after tags
)

// tags finds the tags of a file; fatal is what leaves nothing to read.
func (d dialect) tags(src *source.File) (t *template, fatal *syntax.Error) {
	if d == jinja || d == jinjaKept {
		return scanJinja(src, d == jinja)
	}
	t, open := scan(src.Text, d == erbLines)
	if open >= 0 {
		fatal = &syntax.Error{Pos: pos(open, open+2), Message: `this "<%" has no "%>"`}
	}
	return t, fatal
}

// places lists where the tags are, with what they take away.
func (t *template) places() (list []syntax.Pos) {
	for _, g := range t.tags {
		list = append(list, pos(g.start, g.end))
	}
	return list
}

// inside is the text within a tag's brackets, without white space around it.
func (t *template) inside(g tag) string { return strings.TrimSpace(t.text[g.from:g.to]) }

// remarks lists what stands in <%# … %>, from the # on.
func (t *template) remarks() (list []syntax.Pos) {
	for _, g := range t.tags {
		if g.kind == remark {
			list = append(list, pos(g.from, g.from+len(strings.TrimRight(t.text[g.from:g.to], " \t\r\n"))))
		}
	}
	return list
}

// scan finds the tags of a text; open is where one begins that does not end, or
// -1. All dialects are read: ERB's with trim mode "-", which Puppet and
// Capistrano have, and Erubis's, which Chef has; with lines, what begins with a %
// is one too, as in ERB's trim mode "%".
func scan(text string, lines bool) (t *template, open int) {
	t = &template{text: text}
	for at := 0; ; {
		n := strings.Index(text[at:], "<%")
		if lines {
			upto := len(text)
			if n >= 0 {
				upto = at + n
			}
			if start := nextLine(text, at, upto); start >= 0 {
				g := t.line(start)
				t.tags = append(t.tags, g)
				at = g.after
				continue
			}
		}
		if n < 0 {
			return t, -1
		}
		g := tag{kind: code, start: at + n, from: at + n + 2}
		if strings.HasPrefix(text[g.from:], "%") {
			g.kind, g.end = escaped, g.from+1
			g.from, g.to, g.after = g.end, g.end, g.end
			t.tags = append(t.tags, g)
			at = g.end
			continue
		}
		n = strings.Index(text[g.from:], "%>")
		if n < 0 {
			return t, g.start
		}
		g.to = g.from + n
		g.end = g.to + 2
		t.markers(&g)
		t.tags = append(t.tags, g)
		at = g.end
	}
}

// nextLine is where the first line begins that is a tag, or -1.
func nextLine(text string, from, upto int) int {
	for _, line := range percentLine.FindAllStringIndex(text[from:upto], 2) {
		if at := from + line[0]; at == 0 || text[at-1] == '\n' {
			return at
		}
	}
	return -1
}

// line is the tag that a line is which begins with a %.
func (t *template) line(start int) tag {
	n := strings.IndexByte(t.text[start:], '\n')
	if n < 0 {
		n = len(t.text) - start
	}
	g := tag{kind: code, line: true, start: start, end: start + n, from: start + 1, to: start + n, after: min(start+n+1, len(t.text))}
	t.comment(&g)
	return g
}

// comment makes a tag a remark that has nothing but a comment.
func (t *template) comment(g *tag) {
	within := t.text[g.from:g.to]
	if text := strings.TrimLeft(within, " \t"); g.kind == code && strings.HasPrefix(text, "#") && !strings.Contains(text, "\n") {
		g.kind = remark
		g.from += len(within) - len(text)
	}
}

// markers reads what a tag has next to its brackets: =, # and -.
func (t *template) markers(g *tag) {
	g.after = g.end
	if within := t.text[g.from:g.to]; strings.HasSuffix(within, "-") {
		g.to--
		if rest := t.text[g.end:]; strings.HasPrefix(rest, "\n") {
			g.after++
		} else if strings.HasPrefix(rest, "\r\n") {
			g.after += 2
		}
	}
	switch within := t.text[g.from:g.to]; {
	case strings.HasPrefix(within, "#"):
		g.kind = remark
	case strings.HasPrefix(within, "-"):
		g.from++
	case strings.HasPrefix(within, "="):
		g.from += len(within) - len(strings.TrimLeft(within, "="))
		if t.inside(*g) != "" { // else nothing is written, as by a tag of code
			g.kind = output
		}
	}
	t.comment(g)
}
