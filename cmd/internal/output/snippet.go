package output

// This file shows the line that a finding is in, with the words underlined.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/source"
)

// maxSnippet is how many columns of a line are shown at most.
const maxSnippet = 100

// A snippet is one line of a pill as it is shown, and what is marked in it:
// the columns from, inclusive, to, exclusive, counted from 0.
type snippet struct {
	text     string
	from, to int
}

// snippetOf returns the first line of a span, with tabs expanded. A span that
// goes on is marked to the end of the line; an empty one by one column.
func snippetOf(s source.Span) snippet {
	line := s.File.LineSpan(s.Line())
	end := min(s.End, line.End)
	var b strings.Builder
	col, from, to := 0, -1, -1
	for i, r := range line.Text() {
		at := line.Start + i
		if from < 0 && at >= s.Start {
			from = col
		}
		if to < 0 && at >= end {
			to = col
		}
		if r == '\t' {
			n := tabStop - col%tabStop
			b.WriteString(strings.Repeat(" ", n))
			col += n
			continue
		}
		r = shown(r)
		b.WriteRune(r)
		col += runeWidth(r)
	}
	if from < 0 {
		from = col
	}
	if to < 0 {
		to = col
	}
	return snippet{b.String(), from, max(to, from+1)}.cut()
}

// cut shortens a long line to what is around the mark.
func (s snippet) cut() snippet {
	if width(s.text) <= maxSnippet {
		s.text = strings.TrimRight(s.text, " ")
		return s
	}
	// A third of what is shown comes before the mark, unless the line begins
	// or ends sooner.
	first := max(0, min(s.from-maxSnippet/3, width(s.text)-maxSnippet))
	var b strings.Builder
	col := 0
	for _, r := range s.text {
		if col >= first && col+runeWidth(r) <= first+maxSnippet {
			if b.Len() == 0 {
				first = col // a wide character may not begin where the cut is
			}
			b.WriteRune(r)
		}
		col += runeWidth(r)
	}
	out := snippet{b.String(), s.from - first, min(s.to-first, maxSnippet)}
	if first > 0 {
		out = snippet{"…" + out.text, out.from + 1, out.to + 1}
	}
	if first+maxSnippet < col {
		out.text += "…"
	}
	return out
}

// underline returns the marks under a snippet.
func (s snippet) underline() (indent, marks string) {
	return strings.Repeat(" ", s.from), strings.Repeat("^", max(1, s.to-s.from))
}
