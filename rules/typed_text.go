package rules

// This file finds characters that a command has from a word processor or a web page, and
// text that lacks the space before it.

import (
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var (
	// otherSpace is white space that does not part words.
	otherSpace = lazyregexp.New(`[\x{00A0}\x{1680}\x{2000}-\x{200B}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]`)
	// otherDash is what an option begins with that was typed with another dash.
	otherDash = lazyregexp.New(`^[\x{2010}-\x{2015}\x{2212}]{1,2}[A-Za-z]`)
	// otherQuote is a double quote of print.
	otherQuote = lazyregexp.New(`[\x{201C}-\x{201F}]`)
	// option is how text begins that is an option.
	option = lazyregexp.New(`^(?:-[A-Za-z](?:\s|$)|--[A-Za-z])`)
)

// typed judges the words of a command by their characters. Those in quotes may be meant so.
func (p *Pass) typed(c *commandText) {
	for _, w := range c.known() {
		report := func(format string, args ...any) *Finding {
			return p.settingFinding(c.process, c.setting, c.wordPlace(w.raw), format, args...)
		}
		switch {
		case otherSpace.MatchString(w.bare):
			r, _ := utf8.DecodeRuneInString(otherSpace.FindString(w.bare))
			f := report("in this word is a character that only looks like a space (U+%04X), or like nothing: it does not end the word", r)
			if span := valueSpan(c.setting); span.File == p.Source && strings.Count(span.Text(), string(r)) == 1 && r != '\u200B' && r != '\uFEFF' {
				at := span.Start + strings.Index(span.Text(), string(r))
				f.Fix(replaceFix("Make it a space", span.File.Span(at, at+utf8.RuneLen(r)), " "))
			}
			f.Done(p)
		case otherDash.MatchString(w.bare):
			_, size := utf8.DecodeRuneInString(w.bare)
			report("no option begins with %q, which is another dash than that of options", w.bare[:size]).Done(p)
		case otherQuote.MatchString(w.bare):
			report("%q is no quote, so it is a part of the word, and holds nothing together", otherQuote.FindString(w.bare)).Done(p)
			return
		case strings.Contains(w.raw, "\\\n") && !strings.ContainsAny(w.raw, `"'`):
			p.settingFinding(c.process, c.setting, valueSpan(c.setting), "a backslash at the end of a line is an argument of its own here, with the line break in it").Done(p)
			return
		}
	}
}

// gluedText judges "unicorn" + "-c unicorn.rb", for a program that is known.
func (p *Pass) gluedText(c *commandText) {
	if c.setting.ValueNode == nil || c.setting.File != p.Syntax {
		return
	}
	syntax.Walk(c.setting.ValueNode, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Str:
			p.adjacent(c, n)
		case *syntax.Call:
			if n.Name == "+" && len(n.Args) == 1 {
				p.seam(c, n.Recv, n.Args[0])
			}
		case *syntax.DStr:
			for i := 1; i < len(n.Parts); i++ {
				p.seam(c, n.Parts[i-1], n.Parts[i])
			}
		}
		return true
	})
}

// adjacent judges a text that is written as several, one on each line.
func (p *Pass) adjacent(c *commandText, n *syntax.Str) {
	span := p.Syntax.Span(n)
	text := span.Text()
	if !strings.Contains(text, "\\\n") && !strings.Contains(text, "\\\r\n") {
		return
	}
	m := nextLiteral.FindStringSubmatchIndex(text)
	if n.Heredoc != (syntax.Pos{}) || m == nil || text[m[4]] != text[0] || text[m[6]] != text[0] || !program.WellKnown(text[m[2]:m[3]]) {
		return
	}
	at := span.File.Span(span.Start+m[8], span.Start+m[8])
	p.settingFinding(c.process, c.setting, span.File.Span(span.Start+m[8], span.Start+m[9]), "there is no space before this, so it becomes a part of %q", text[m[2]:m[3]]).
		Fix(diag.Fix{Title: "Put a space between", Edits: []source.Edit{{Span: at, New: " "}}}).Done(p)
}

// nextLiteral is where text goes on in the next line with an option.
var nextLiteral = lazyregexp.New(`(?:^["']|[\s/])([\w.]+)(["'])[ \t]*\\\r?\n[ \t]*(["'])(-[A-Za-z]\b|--[A-Za-z][\w-]*)`)

// seam judges two texts of which one follows the other.
func (p *Pass) seam(c *commandText, before, behind syntax.Node) {
	head, tail := edgeText(before, true), edgeText(behind, false)
	words := strings.Fields(head)
	if len(words) == 0 || endsInSpace(head) || !option.MatchString(tail) {
		return
	}
	last := words[len(words)-1]
	if len(words) > 1 && strings.HasPrefix(words[len(words)-2], "-") || strings.Contains(last, "`") {
		return // a value of that option, or a file that is read
	}
	if last = last[strings.LastIndexByte(last, '/')+1:]; !program.WellKnown(last) {
		return
	}
	span := p.Syntax.Span(behind)
	f := p.settingFinding(c.process, c.setting, span, "there is no space before this, so it becomes a part of %q", last)
	if i := strings.Index(span.Text(), tail); i == 0 || i == 1 {
		at := span.File.Span(span.Start+i, span.Start+i)
		f.Fix(diag.Fix{Title: "Put a space between", Edits: []source.Edit{{Span: at, New: " "}}})
	}
	f.Done(p)
}

// edgeText is the text at one of the ends of an expression; "" if it is not known.
func edgeText(n syntax.Node, last bool) string {
	switch n := n.(type) {
	case *syntax.Str:
		return n.Value
	case *syntax.DStr:
		if len(n.Parts) == 0 {
			return ""
		}
		if last {
			return edgeText(n.Parts[len(n.Parts)-1], last)
		}
		return edgeText(n.Parts[0], last)
	case *syntax.Call:
		if n.Name == "+" && len(n.Args) == 1 {
			if last {
				return edgeText(n.Args[0], last)
			}
			return edgeText(n.Recv, last)
		}
	}
	return ""
}
