package syntax

import (
	"fmt"
	"testing"
)

// TestErrors compares errors with testdata/errors: the line that Ruby names,
// the place as the text line:column-line:column and what stands there, and the
// message.
func TestErrors(t *testing.T) {
	examples(t, "testdata/errors/*.txt", func(t *testing.T, text string) string {
		f := parseText(text)
		checkSpans(t, f)
		if len(f.Errors) != 1 {
			t.Errorf("%q has %d errors", text, len(f.Errors))
			return "none"
		}
		e := f.Errors[0]
		at := f.Source.Position(int(e.Start))
		return fmt.Sprintf("Ruby: line %d\n%d:%d %q: %s", e.Line, at.Line, at.Column, text[e.Start:e.End], e.Message)
	})
}
