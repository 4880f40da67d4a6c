package rules

import (
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// TestIgnoreHere ignores every finding of every fixture where it is: then it is
// gone, and nothing else has come.
func TestIgnoreHere(t *testing.T) {
	tried, refused := 0, 0
	for _, archive := range pills(t, fixtures+"*.txtar") {
		data, err := os.ReadFile(archive)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range txtar.Parse(data).Files {
			doc := read(f.Name, string(f.Data))
			o := fixtureOptions(t, doc.Source)
			before := Check(doc, o)
			for _, d := range before {
				fix, ok := IgnoreHere(doc, d)
				tried++
				if !ok {
					refused++
					continue
				}
				text, err := source.Apply(doc.Source, fix.Edits)
				if err != nil {
					t.Fatalf("%s %s: %s", archive, f.Name, err)
				}
				after := Check(read(f.Name, text), o)
				if !fewer(before, after, d.Rule) {
					t.Errorf("%s %s: ignoring %s does not help, or does harm:\n%s", archive, f.Name, d.Rule, text)
				}
			}
		}
	}
	t.Logf("%d findings, of which %d cannot be ignored", tried, refused)
	if refused > tried/5 {
		t.Errorf("%d of %d findings cannot be ignored", refused, tried)
	}
}

// fewer reports whether there are fewer findings of a rule, and no more of any
// other.
func fewer(before, after []diag.Diagnostic, rule string) bool {
	n := map[string]int{}
	for _, d := range after {
		n[d.Rule]++
	}
	for _, d := range before {
		n[d.Rule]--
	}
	delete(n, "unused-ignore") // a comment that was for the finding may have nothing left to do
	return n[rule] < 0 && slices.Max(slices.Collect(maps.Values(n))) <= 0
}
