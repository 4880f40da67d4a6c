package rules

import (
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

func someFindings(rules string) (list []diag.Diagnostic) {
	for name := range strings.FieldsSeq(rules) {
		list = append(list, diag.Diagnostic{Rule: name})
	}
	return list
}

// TestBaselineRoundTrip: what is written is read again, whatever files are
// called, and in an order of its own.
func TestBaselineRoundTrip(t *testing.T) {
	paths := []string{"b.pill", "a.pill", "x: y.pill", "# a.pill", "no", "~", "1", "é\n\"'.pill", "- a", "<<", "../up.pill", "a b/ c "}
	var b, reversed Baseline
	for i := range paths {
		b.Add(paths[i], someFindings("missing-log relative-path missing-log syntax-error"), Options{})
		reversed.Add(paths[len(paths)-1-i], someFindings("relative-path missing-log missing-log"), Options{})
	}
	text := string(b.Bytes())
	if text != string(reversed.Bytes()) {
		t.Error("the text depends on the order of the files")
	}
	again, problems := ReadBaseline(source.NewFile("base.yml", text))
	for _, p := range problems {
		t.Error(p)
	}
	if got := string(again.Bytes()); got != text {
		t.Errorf("written again it is\n%s\nnot\n%s", got, text)
	}
	if got, want := again.Total(), 3*len(paths); got != want {
		t.Errorf("%d findings, want %d", got, want)
	}
	var empty Baseline
	if _, problems := ReadBaseline(source.NewFile("base.yml", string(empty.Bytes()))); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestBaselineApply(t *testing.T) {
	b, problems := ReadBaseline(source.NewFile("base.yml", "version: 1\nfiles:\n  a.pill:\n    missing-log: 2\n    relative-path: 1\n    gone-rule: 1\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		found, left string
		options     Options
		stale       int
	}{
		{"missing-log missing-log relative-path", "", Options{}, 1},
		{"missing-log missing-log missing-log relative-path", "missing-log missing-log missing-log", Options{}, 1},
		{"missing-log empty-command", "empty-command", Options{}, 3},
		{"missing-log", "", Options{Select: []string{"relative-path"}}, 2},
		{"", "", Options{Ignore: []string{"all"}}, 1},
		{"syntax-error", "syntax-error", Options{}, 0},
	} {
		left, stale := b.Apply("a.pill", someFindings(c.found), c.options)
		var names []string
		for _, d := range left {
			names = append(names, d.Rule)
		}
		if got := strings.Join(names, " "); got != c.left || len(stale) != c.stale {
			t.Errorf("%s: left %q, want %q; stale %v, want %d", c.found, got, c.left, stale, c.stale)
		}
	}
	if left, stale := b.Apply("b.pill", someFindings("missing-log"), Options{}); len(left) != 1 || stale != nil {
		t.Errorf("another file: %v, %v", left, stale)
	}
}
