package template

// This file finds what a template's author most likely meant to be in a tag.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// filledIn is what those who fill in templates are asked for: Chef's node, and
// instance variables, of which a pill has but its own. An address of e-mail is none.
var filledIn = lazyregexp.New(`\bnode\s*\[|\B@\w+`)

// untagged returns the first such thing that stands outside of tags on the line
// of an error, before its end; "" if there is none.
func (t *template) untagged(e *accept.Error) string {
	if t.jinja {
		return ""
	}
	text := []byte(t.text)
	tagged := false
	for _, g := range t.tags {
		copy(text[g.start:g.end], blank(t.text[g.start:g.end]))
		tagged = tagged || g.kind == output
	}
	if !tagged || e.End > len(text) {
		return ""
	}
	line := string(text[:e.End])
	line = line[strings.LastIndexByte(line[:e.Start], '\n')+1:]
	found := filledIn.FindString(line)
	if strings.HasPrefix(found, "@") && assigns(string(text), found) {
		return ""
	}
	return strings.TrimRight(found, "[ ")
}

// assigns reports whether a text gives an instance variable a value.
func assigns(text, name string) bool {
	for {
		_, rest, found := strings.Cut(text, name)
		if !found {
			return false
		}
		rest = strings.TrimLeft(strings.TrimSpace(rest), "|&+")
		if strings.HasPrefix(rest, "=") && !strings.HasPrefix(rest, "==") && !strings.HasPrefix(rest, "=~") {
			return true
		}
		text = rest
	}
}
