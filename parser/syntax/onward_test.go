package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// TestReadOn compares what is read after the first error with testdata/onward: each
// error, and the lines of the copy that is judged, with ? for what may be any code.
func TestReadOn(t *testing.T) {
	examples(t, "testdata/onward/*.txt", func(_ *testing.T, text string) string {
		f := parseText(text)
		on := ReadOn(f, nil)
		if on == nil {
			return "nothing to read on from"
		}
		var out []string
		for _, e := range append(f.Errors, on.Errors...) {
			at := f.Source.Position(int(e.Start))
			out = append(out, fmt.Sprintf("%d:%d %q: %s", at.Line, at.Column, text[e.Start:e.End], e.Message))
		}
		if on.File == nil {
			return strings.Join(append(out, "no copy"), "\n")
		}
		copied := []byte(on.File.Source.Text)
		Walk(on.File.Body, func(n Node) bool {
			if h, ok := n.(*Hole); ok {
				copy(copied[h.Start:h.End], strings.Repeat("?", int(h.End-h.Start)))
			}
			return true
		})
		was := strings.Split(text, "\n")
		for i, line := range strings.Split(string(copied), "\n") {
			if i >= len(was) || line != was[i] {
				out = append(out, fmt.Sprintf("%d> %s", i+1, line))
			}
		}
		return strings.Join(out, "\n")
	})
}

// FuzzReadOn checks that places in the copy are those of the same text.
func FuzzReadOn(f *testing.F) {
	for _, text := range goldenPills(f) {
		f.Add(text, 40, 1)
		f.Add(text, len(text)/2, 3)
	}
	f.Fuzz(func(t *testing.T, text string, at, n int) {
		if len(text) > 1<<14 || at < 0 || n < 0 || at > len(text) || n > len(text)-at {
			return
		}
		file := parseText(text[:at] + text[at+n:])
		on := ReadOn(file, nil)
		if on == nil {
			return
		}
		for _, e := range on.Errors {
			if e.Start < 0 || e.End < e.Start || int(e.End) > len(file.Source.Text) {
				t.Fatalf("the error %v is not in the text", e)
			}
		}
		if on.File == nil {
			return
		}
		checkSpans(t, on.File)
		Walk(on.File.Body, func(n Node) bool {
			s := on.File.Span(n)
			if p, ok := on.Original(s); ok && p.Text() != s.Text() {
				t.Fatalf("%q is %q in the copy", p.Text(), s.Text())
			}
			return true
		})
	})
}
