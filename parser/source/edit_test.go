package source

import (
	"errors"
	"slices"
	"testing"
)

func edit(f *File, start, end int, text string) Edit { return Edit{f.Span(start, end), text} }

func TestApply(t *testing.T) {
	f := NewFile("a.pill", "abcdef")
	tests := []struct {
		name  string
		edits []Edit
		want  string
		err   error
	}{
		{"none", nil, "abcdef", nil},
		{"replace", []Edit{edit(f, 1, 3, "X")}, "aXdef", nil},
		{"out of order", []Edit{edit(f, 4, 6, "Y"), edit(f, 0, 1, "")}, "bcdY", nil},
		{"insert", []Edit{edit(f, 0, 0, "<"), edit(f, 6, 6, ">")}, "<abcdef>", nil},
		{"side by side", []Edit{edit(f, 1, 2, "X"), edit(f, 2, 3, "Y")}, "aXYdef", nil},
		{"the same twice", []Edit{edit(f, 1, 2, "X"), edit(f, 1, 2, "X")}, "aXcdef", nil},
		{"overlap", []Edit{edit(f, 1, 3, "X"), edit(f, 2, 4, "Y")}, "", ErrOverlap},
		{"two insertions at a place", []Edit{edit(f, 1, 1, "X"), edit(f, 1, 1, "Y")}, "", ErrOverlap},
	}
	for _, test := range tests {
		got, err := Apply(f, test.edits)
		if got != test.want || !errors.Is(err, test.err) {
			t.Errorf("%s: got %q, %v; want %q, %v", test.name, got, err, test.want, test.err)
		}
	}
	if _, err := Apply(f, []Edit{{NewFile("b.pill", "x").Span(0, 1), ""}}); err == nil {
		t.Error("an edit of another file was applied")
	}
}

func TestMerge(t *testing.T) {
	f := NewFile("a.pill", "abcdef")
	merged, taken := Merge([][]Edit{
		{edit(f, 0, 1, "X"), edit(f, 5, 6, "Y")},
		{edit(f, 2, 3, "Z"), edit(f, 5, 6, "W")}, // clashes with the first, so none of it
		{edit(f, 2, 3, "V")},
		{edit(f, 2, 3, "V")}, // the same as the one before
	})
	if want := []bool{true, false, true, true}; !slices.Equal(taken, want) {
		t.Errorf("taken: got %v, want %v", taken, want)
	}
	if got, err := Apply(f, merged); got != "XbVdeY" || err != nil {
		t.Errorf("merged: got %q, %v", got, err)
	}
}

// FuzzApply checks that what no edit names is kept, byte for byte.
func FuzzApply(f *testing.F) {
	f.Add("hello, world", 2, 4, "X", 7, 9, "")
	f.Add("é😀", 0, 0, "a", 6, 6, "b")
	f.Fuzz(func(t *testing.T, text string, s1, e1 int, n1 string, s2, e2 int, n2 string) {
		file := NewFile("a.pill", text)
		a, b := edit(file, s1, e1, n1), edit(file, s2, e2, n2)
		if b.Span.Start < a.Span.Start {
			a, b = b, a
		}
		got, err := Apply(file, []Edit{a, b})
		if err != nil {
			if !a.Span.Overlaps(b.Span) {
				t.Fatal("refused edits that do not overlap: ", err)
			}
			return
		}
		if a == b {
			b = Edit{file.Span(a.Span.End, a.Span.End), ""}
		}
		want := text[:a.Span.Start] + a.New + text[a.Span.End:b.Span.Start] + b.New + text[b.Span.End:]
		if got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
