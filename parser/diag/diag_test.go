package diag

import (
	"testing"

	"github.com/pilllint/pilllint/parser/source"
)

func TestSeverity(t *testing.T) {
	for _, s := range []Severity{Error, Warning, Info, Hint} {
		if got, ok := ParseSeverity(s.String()); got != s || !ok {
			t.Errorf("%s: got %v, %v", s, got, ok)
		}
	}
	for _, name := range []string{"", "Error", "none", "fatal"} {
		if got, ok := ParseSeverity(name); ok {
			t.Errorf("%q is a severity: %v", name, got)
		}
	}
}

func TestSort(t *testing.T) {
	a, b := source.NewFile("a.pill", "xyz"), source.NewFile("b.pill", "xyz")
	at := func(f *source.File, start int, rule, message string) Diagnostic {
		return Diagnostic{Rule: rule, Severity: Warning, Span: f.Span(start, start+1), Message: message}
	}
	got := Sort([]Diagnostic{
		at(b, 0, "r", "m"), at(a, 1, "s", "m"), at(a, 1, "r", "m"), at(a, 1, "r", "m"), at(a, 0, "z", "m"), at(a, 1, "r", "n"),
	})
	want := []Diagnostic{
		at(a, 0, "z", "m"), at(a, 1, "r", "m"), at(a, 1, "r", "n"), at(a, 1, "s", "m"), at(b, 0, "r", "m"),
	}
	if len(got) != len(want) {
		t.Fatalf("got %d findings, want %d: repeats are dropped", len(got), len(want))
	}
	for i := range want {
		if got[i].Span != want[i].Span || got[i].Rule != want[i].Rule || got[i].Message != want[i].Message {
			t.Errorf("%d: got %v, want %v", i, got[i], want[i])
		}
	}
}
