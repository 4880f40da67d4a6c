package template

// This file finds the tags of Jinja2, as Ansible has it: it takes away the newline after a
// tag that writes no value.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// closers are what ends a tag, by what begins it.
var closers = map[string]string{"{{": "}}", "{%": "%}", "{#": "#}"}

var (
	jinjaOpens = lazyregexp.New(`\{[{%#]`)
	jinjaWord  = lazyregexp.New(`^\w+`)
	endRaw     = lazyregexp.New(`\{%[-+]?\s*endraw\s*[-+]?%\}`)
	// setsOne is a set that has its value in itself, and not up to an endset.
	setsOne = lazyregexp.New(`^set\s[\s\w.,()]+=[^=]`)
	// header is what Ansible reads from the first line of a template.
	header      = lazyregexp.New(`^#jinja2:[^\n]*`)
	otherTags   = lazyregexp.New(`_(?:string|prefix)\s*:`)
	keepNewline = lazyregexp.New(`trim_blocks\s*:\s*(?i:false|no|off|0)\b`)
	// plainText is text that is no Ruby by itself, whatever string it becomes a part of.
	plainText = lazyregexp.New("^[^\"'\\\\#`\\r\\n]*$")
)

// parseJinja returns the tree of a template of Jinja2. Others than Ansible keep the newlines
// after tags, so an error must be one either way.
func parseJinja(src *source.File) *syntax.File {
	head := header.FindString(src.Text)
	if otherTags.MatchString(head) {
		return &syntax.File{Source: src, Data: -1, Body: &syntax.Seq{}, Template: true, Unread: []syntax.Pos{pos(0, len(head))}}
	}
	if keepNewline.MatchString(head) {
		return look(src, jinjaKept, nil).File
	}
	l := look(src, jinja, nil)
	f := l.File
	if len(f.Errors)+len(f.Unread) == 0 {
		return f
	}
	kept := look(src, jinjaKept, nil).File
	if len(kept.Errors)+len(kept.Unread) > 0 {
		return f
	}
	if l.Err != nil && l.Err != refused {
		kept.Doubts = append(kept.Doubts, joinsLines(f, l.Err.Start)...)
	}
	return kept
}

// joinsLines tells of the tag before an error which takes a newline away: without that there
// is no error.
func joinsLines(f *syntax.File, at int) (doubts []syntax.Error) {
	for _, p := range f.Tags {
		text := f.Source.Text[p.Start:p.End]
		if !strings.HasSuffix(text, "\n") || strings.HasPrefix(text, "{{") || int(p.Start) > at {
			continue
		}
		p.End = p.Start + int32(len(strings.TrimRight(text, "\r\n")))
		doubts = []syntax.Error{{
			Pos: p, Line: f.Source.Line(int(p.Start)),
			Message: "Ansible takes away the newline after this tag, and with the next line behind it this is not valid Ruby",
		}}
	}
	return doubts
}

// scanJinja finds the tags of a text; fatal is what makes Jinja2 refuse it for certain.
func scanJinja(src *source.File, trims bool) (t *template, fatal *syntax.Error) {
	text := src.Text
	t = &template{text: text, jinja: true}
	fail := func(at, end int, message string) (*template, *syntax.Error) {
		return t, &syntax.Error{Pos: pos(at, end), Line: src.Line(at), Message: message}
	}
	for at := 0; ; {
		m := jinjaOpens.FindStringIndex(text[at:])
		if m == nil {
			return t, t.unmatched(src)
		}
		g := tag{kind: code, start: at + m[0], from: at + m[1]}
		opens := text[g.start:g.from]
		closes := closers[opens]
		bad := -1
		switch opens {
		case "{#":
			g.kind = remark
			if g.to = strings.Index(text[g.from:], closes); g.to >= 0 {
				g.to += g.from
			}
		default:
			if opens == "{{" {
				g.kind = output
			}
			g.to, bad = tagEnd(text, g.from, closes)
		}
		switch {
		case bad >= 0 && strings.ContainsAny(text[bad:bad+1], `"'`):
			if line, _, _ := strings.Cut(text[bad:], "\n"); !strings.Contains(line, closes) {
				return fail(g.start, g.from, `this "`+opens+`" has no "`+closes+`"`)
			}
			return fail(bad, bad+1, "this quote in a tag has no other that ends it")
		case bad >= 0:
			return fail(bad, bad+1, `this "`+text[bad:bad+1]+`" in a tag ends nothing that the tag has begun`)
		case g.to < 0 && g.kind == remark && g.from == len(text):
			return t, t.unmatched(src) // Jinja2 misses nothing where there is no more text
		case g.to < 0:
			return fail(g.start, g.from, `this "`+opens+`" has no "`+closes+`"`)
		}
		g.end = g.to + len(closes)
		t.jinjaMarkers(&g, at, trims)
		at = g.end
		t.tags = append(t.tags, g)
		if g.kind != code || t.inside(g) != "raw" {
			continue
		}
		end := endRaw.FindStringIndex(text[at:])
		if end == nil && at == len(text) {
			continue
		}
		if end == nil {
			return fail(int(g.pos().Start), int(g.pos().End), `this "raw" has no "endraw"`)
		}
		e := tag{kind: code, start: at + end[0], from: at + end[0] + 2, to: at + end[1] - 2, end: at + end[1]}
		t.jinjaMarkers(&e, at, trims)
		at = e.end
		t.tags = append(t.tags, e)
	}
}

// tagEnd is where a tag's code ends that begins at an offset, or -1: not in a string, nor in
// brackets. Bad is a quote or bracket that Jinja2 refuses, or -1.
func tagEnd(text string, at int, closes string) (end, bad int) {
	var open []byte // what the brackets that are open want
	for ; at < len(text); at++ {
		if len(open) == 0 && strings.HasPrefix(text[at:], closes) {
			return at, -1
		}
		switch c := text[at]; c {
		case '"', '\'':
			start := at
			for at++; at < len(text) && text[at] != c; at++ {
				if text[at] == '\\' {
					at++
				}
			}
			if at >= len(text) {
				return -1, start
			}
		case '(':
			open = append(open, ')')
		case '[', '{':
			open = append(open, c+2)
		case ')', ']', '}':
			if len(open) == 0 || open[len(open)-1] != c {
				return -1, at
			}
			open = open[:len(open)-1]
		}
	}
	return -1, -1
}

// jinjaMarkers reads the - and + of a tag, and what goes away around it: as far back as an
// offset. That becomes a part of the tag.
func (t *template) jinjaMarkers(g *tag, back int, trims bool) {
	const white = " \t\r\n\f\v"
	switch rest := t.text[g.end:]; {
	case g.to > g.from && t.text[g.to-1] == '-':
		g.to--
		g.trail = len(rest) - len(strings.TrimLeft(rest, white))
	case g.to > g.from && t.text[g.to-1] == '+' && g.kind != output:
		g.to--
	case !trims || g.kind == output || g.kind == code && strings.TrimLeft(t.text[g.from:g.to], "-+ \t\r\n") == "raw":
	case strings.HasPrefix(rest, "\n"):
		g.trail = 1
	case strings.HasPrefix(rest, "\r\n"):
		g.trail = 2
	}
	if g.to > g.from {
		switch t.text[g.from] {
		case '-':
			before := t.text[back:g.start]
			g.lead = len(before) - len(strings.TrimRight(before, white))
			g.from++
		case '+':
			g.from++
		}
	}
	g.start -= g.lead
	g.end += g.trail
	g.after = g.end
	if g.kind == code {
		g.role = jinjaRole(t.inside(*g))
	}
	if g.kind == output {
		g.writes = literalText(t.inside(*g))
	}
}

// jinjaRole tells what a statement does to the text after it.
func jinjaRole(text string) role {
	switch word := jinjaWord.FindString(text); word {
	case "if":
		return chooses
	case "for":
		return turns
	case "elif", "else":
		return other
	case "endif", "endfor":
		return ends
	case "raw", "endraw", "do", "import", "from":
		return runs
	case "set":
		if setsOne.MatchString(text) {
			return runs
		}
	}
	return strange
}

// literalText is what an expression yields that is a string and nothing else; nil if it is
// none, or if the text may be more than a part of a string in Ruby.
func literalText(code string) *string {
	if len(code) < 2 || code[0] != '"' && code[0] != '\'' || code[len(code)-1] != code[0] {
		return nil
	}
	if text := code[1 : len(code)-1]; plainText.MatchString(text) {
		return &text
	}
	return nil
}

// unmatched returns a statement that does not fit the ones before it; nil if there is none,
// or if there are statements of which it is not known what they want.
func (t *template) unmatched(src *source.File) *syntax.Error {
	tell := func(g tag, message string) *syntax.Error {
		return &syntax.Error{Pos: g.pos(), Line: src.Line(int(g.pos().Start)), Message: message}
	}
	begins := map[string]bool{}
	for _, g := range t.tags {
		if g.kind == code {
			begins[jinjaWord.FindString(t.inside(g))] = true
		}
	}
	var open []tag
	for _, g := range t.tags {
		word := jinjaWord.FindString(t.inside(g))
		around := ""
		if len(open) > 0 {
			around = jinjaWord.FindString(t.inside(open[len(open)-1]))
		}
		switch {
		case g.kind != code:
		case g.role == chooses, g.role == turns:
			open = append(open, g)
		case g.role == strange:
			if begun, ends := strings.CutPrefix(word, "end"); ends && !begins[begun] {
				return tell(g, `nothing here begins what "`+word+`" ends`)
			}
			return nil
		case g.role == ends && word != "end"+around, word == "elif" && around != "if", word == "else" && around == "":
			return tell(g, `"`+word+`" stands here without what it belongs to`)
		case g.role == ends:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		g := open[len(open)-1]
		word := jinjaWord.FindString(t.inside(g))
		return tell(g, `this "`+word+`" has no "end`+word+`"`)
	}
	return nil
}
