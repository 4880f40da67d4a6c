package rules

// This file finds options that a command gets by code in it, under a condition:
// node app.js #{"--expose-gc" if debug}.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/syntax"
)

// wordsOfCode are the words of a command, with the options that are written in
// code which stands for words of its own, each behind a program.Hole.
func (c *commandText) wordsOfCode() ([]string, bool) {
	d, written := c.setting.ValueNode.(*syntax.DStr)
	if !written || c.whole {
		return c.words()
	}
	var text strings.Builder
	found := false
	for i, part := range d.Parts {
		if s, literal := part.(*syntax.Str); literal {
			text.WriteString(s.Value)
			continue
		}
		text.WriteString(program.Hole)
		code := c.setting.File.Span(part).Text() // all of it: that of a hole is shortened
		if !strings.Contains(code, "-") || !strings.ContainsAny(code, `"'`) || !ownWord(d.Parts, i) {
			continue
		}
		for _, m := range optionInCode.FindAllStringSubmatch(code, -1) {
			found = true
			text.WriteString(" " + m[1])
			if m[2] == "#{" {
				text.WriteString(program.Hole)
			}
		}
	}
	if !found {
		return c.words()
	}
	words, err := ruby.Shellsplit(text.String())
	return words, err == nil
}

// optionInCode is a text that begins with an option, and is all that code comes
// to, or one of two outcomes.
var optionInCode = lazyregexp.New(`(?:^(?:<%=|#\{|\{\{[-+]?)?|[?:]|\|\||&&|\bthen\b|\belse\b)\s*["']\s*(-[^\s"'#\\]+)(#\{)?`)

// ownWord reports whether white space, or nothing, is on both sides of a part of a
// string.
func ownWord(parts []syntax.Node, at int) bool {
	before, after := true, true
	if at > 0 {
		s, literal := parts[at-1].(*syntax.Str)
		before = literal && endsInSpace(s.Value)
	}
	if at+1 < len(parts) {
		s, literal := parts[at+1].(*syntax.Str)
		after = literal && s.Value != "" && isSpace(s.Value[0])
	}
	return before && after
}
