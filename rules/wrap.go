package rules

// This file sees to lines that go on in the next one, which does not look like
// it: what is found there is most likely wrong only for what is missing before.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/syntax"
)

// unwrapped returns a finding, with the place of what makes a line go on if it
// is about that line's unindented rest.
func unwrapped(f *syntax.File, d diag.Diagnostic) diag.Diagnostic {
	i := slices.IndexFunc(f.Wraps, func(w syntax.Wrap) bool {
		return int(w.Rest.Start) <= d.Span.Start && d.Span.Start < int(w.Rest.End)
	})
	if i < 0 || d.Span.File != f.Source || f.Source.Line(d.Span.Start) != f.Source.Line(int(f.Wraps[i].Rest.Start)) {
		return d
	}
	w := f.Wraps[i]
	d.Related = append(slices.Clip(d.Related), diag.Related{Span: d.Span, Message: "which is this"})
	d.Span = f.Source.Span(int(w.Start), int(w.End))
	d.Message = "this line continues on the next one: " + d.Message
	d.Fixes = nil // they repair what is not wrong
	return d
}
