package rules

// This file finds places within strings as they are written.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// literalText returns the place between the quotes of a setting's value, if it
// is one string without a heredoc, and the quotes to write others like it.
func literalText(s *pill.Setting) (inside source.Span, quote string, ok bool) {
	switch s.ValueNode.(type) {
	case *syntax.Str, *syntax.DStr:
	default:
		return inside, "", false
	}
	text := s.ValueSpan.Text()
	open := literalOpener.FindString(text)
	if open == "" || len(text) <= len(open) {
		return inside, "", false
	}
	quote = `"`
	if open == "'" || strings.HasPrefix(open, "%q") {
		quote = "'"
	}
	body := text[len(open) : len(text)-1]
	if len(open) == 1 && strings.Contains(strings.ReplaceAll(body, `\`+quote, ""), quote) {
		return inside, "", false // two strings side by side, or quotes in an interpolation
	}
	return s.ValueSpan.File.Span(s.ValueSpan.Start+len(open), s.ValueSpan.End-1), quote, true
}

// literalOpener is how a string begins that ends with one character.
var literalOpener = lazyregexp.New(`^("|'|%[qQ]?[({\[<|!])`)

// within returns the place of a part of a setting's text, if it can be told,
// or that of the whole value.
func within(s *pill.Setting, part string) source.Span {
	whole := valueSpan(s)
	switch s.ValueNode.(type) {
	case *syntax.Str, *syntax.DStr:
	default:
		return whole
	}
	text := whole.Text()
	at := strings.Index(text, part)
	if part == "" || at < 0 || strings.Contains(text[at+len(part):], part) {
		return whole
	}
	return whole.File.Span(whole.Start+at, whole.Start+at+len(part))
}

// beginning returns the place of the part that a setting's text begins with.
func beginning(s *pill.Setting, part string) source.Span {
	inside, _, ok := literalText(s)
	if !ok || !strings.HasPrefix(strings.TrimLeft(inside.Text(), " \t\n"), part) {
		return within(s, part)
	}
	at := inside.Start + strings.Index(inside.Text(), part)
	return inside.File.Span(at, at+len(part))
}
