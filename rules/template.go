package rules

// This file keeps fixes away from what is a template's own.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
)

// intact returns a finding without the fixes that cannot be made in a template:
// those that touch one of its tags or write one, and those that reach across
// a tag that chooses or repeats, as the text on its other side may be written
// at another time.
func intact(f *syntax.File, d diag.Diagnostic) diag.Diagnostic {
	if len(f.Tags) > 0 || template.IsJinja(f.Source.Path) {
		d.Fixes = slices.DeleteFunc(slices.Clone(d.Fixes), func(fix diag.Fix) bool {
			reach := d.Span
			for _, e := range fix.Edits {
				if strings.Contains(e.New, "<%") || template.IsJinja(f.Source.Path) && beginsTag(e) || touchesTag(f, e.Span) {
					return true
				}
				reach = reach.Cover(e.Span)
			}
			return crossesTag(f, reach)
		})
	}
	return d
}

// beginsTag reports whether a tag of Jinja2 would begin in a new text, or where it meets
// what stands around it.
func beginsTag(e source.Edit) bool {
	text := e.Span.File.Text
	joined := text[max(0, e.Span.Start-1):e.Span.Start] + e.New + text[e.Span.End:min(len(text), e.Span.End+1)]
	return jinjaTag.MatchString(joined)
}

var jinjaTag = lazyregexp.New(`\{[{%#]`)

// touchesTag reports whether a place has a part of a tag.
func touchesTag(f *syntax.File, at source.Span) bool {
	return slices.ContainsFunc(f.Tags, func(tag syntax.Pos) bool {
		return at.Start < int(tag.End) && int(tag.Start) < at.End
	})
}

// valueTag is a tag that is there for its value.
var valueTag = lazyregexp.New(`^(?:<%=|\s*\{\{)`)

// crossesTag reports whether a tag that is not there for its value stands in a
// place.
func crossesTag(f *syntax.File, at source.Span) bool {
	return slices.ContainsFunc(f.Tags, func(tag syntax.Pos) bool {
		return at.Start < int(tag.End) && int(tag.Start) < at.End && !valueTag.MatchString(f.Source.Text[tag.Start:tag.End])
	})
}
