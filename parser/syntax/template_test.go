package syntax

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/source"
)

// TestHoles compares the trees of templates with testdata/holes: what stands
// in for something is in angle quotes there.
func TestHoles(t *testing.T) {
	examples(t, "testdata/holes/*.txt", func(t *testing.T, marked string) string {
		var ruby strings.Builder
		var holes []Hole
		for part := range strings.SplitAfterSeq(marked, "»") {
			text, in, hole := strings.Cut(strings.TrimSuffix(part, "»"), "«")
			ruby.WriteString(text)
			if hole {
				start := int32(ruby.Len())
				ruby.WriteString(in)
				holes = append(holes, Hole{Pos: Pos{Start: start, End: int32(ruby.Len())}, Code: "<%= a %>"})
			}
		}
		f := ParseTemplate(source.NewFile("x.pill.erb", ruby.String()), Template{Text: ruby.String(), Holes: holes})
		checkSpans(t, f)
		var lines []string
		for _, n := range f.Body.List {
			lines = append(lines, printNode(n))
		}
		for _, p := range f.Unread {
			lines = append(lines, "unread "+ruby.String()[p.Start:p.End])
		}
		for _, e := range f.Errors {
			lines = append(lines, "error "+e.Message)
		}
		return strings.Join(lines, "\n")
	})
}
