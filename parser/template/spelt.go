package template

// This file reads what a tag is sure to write: <%= "\"#{k}\" => 1" %>.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// speltOut returns a stretch of Ruby in which the tags at its ends, each of
// which must be a String as it is written, have become their text; "" if it
// would still begin or end with something that is not known.
func (s *stander) speltOut(f *filler, start, end int) string {
	head, tail := "", ""
	from, to := start, end
	for _, g := range f.gaps {
		if g.start <= start && start < g.end {
			text, ok := s.spelt(g.at)
			if !ok {
				return ""
			}
			head, from = text, g.end
		}
		if g.start < end && end <= g.end && g.end > from {
			text, ok := s.spelt(g.at)
			if !ok {
				return ""
			}
			tail, to = text, g.start
		}
	}
	return head + string(f.ruby[from:max(from, to)]) + tail
}

// spelt returns the text that a tag writes whose code is a String and nothing
// else, with a name for each value in it; ok is false if a value begins or ends
// it, as that may bring anything along.
func (s *stander) spelt(g tag) (text string, ok bool) {
	if g.kind != output || g.invalid {
		return "", false
	}
	if s.jinja {
		if g.writes != nil {
			text = strings.TrimSpace(*g.writes)
		}
		return text, text != ""
	}
	tree := syntax.Parse(source.NewFile("tag", s.inside(g)))
	if len(tree.Errors) > 0 {
		return "", false
	}
	if len(tree.Body.List) != 1 {
		return "", false
	}
	const value = "\x00"
	var b strings.Builder
	switch n := tree.Body.List[0].(type) {
	case *syntax.Str:
		b.WriteString(n.Value)
	case *syntax.DStr:
		for _, part := range n.Parts {
			if str, is := part.(*syntax.Str); is {
				b.WriteString(str.Value)
			} else {
				b.WriteString(value)
			}
		}
	}
	text = strings.TrimSpace(b.String())
	if text == "" || strings.HasPrefix(text, value) || strings.HasSuffix(text, value) {
		return "", false
	}
	return strings.ReplaceAll(text, value, "____"), true
}
