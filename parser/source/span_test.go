package source

import "testing"

func TestSpan(t *testing.T) {
	f := NewFile("a.pill", "one\ntwo é\n")
	s := f.Span(4, 7)
	if s.Text() != "two" || s.Line() != 2 || s.Len() != 3 || s.String() != "a.pill:2:1" {
		t.Errorf("got %q, line %d, length %d, %s", s.Text(), s.Line(), s.Len(), s)
	}
	if got := f.Span(9, 2); got.Start != 9 || got.End != 9 {
		t.Errorf("a span that ends before it starts: got %v", got)
	}
	if got := f.Span(-5, 99); got != f.Whole() {
		t.Errorf("a span beyond the file: got %v", got)
	}
	if !f.Whole().Contains(s) || s.Contains(f.Whole()) {
		t.Error("Contains")
	}
	if got := f.Span(0, 1).Cover(f.Span(5, 6)); got != f.Span(0, 6) {
		t.Errorf("Cover: got %v", got)
	}
	var none Span
	if !none.IsZero() || none.Line() != 0 || none.Text() != "" || none.Cover(s) != s || none.String() != "-" {
		t.Error("the zero span")
	}
	other := NewFile("b.pill", f.Text)
	if s.Overlaps(other.Span(4, 7)) || other.Whole().Contains(s) {
		t.Error("spans of two files have to do with each other")
	}
}
