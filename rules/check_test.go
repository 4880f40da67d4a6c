package rules

import (
	"reflect"
	"testing"

	"github.com/pilllint/pilllint/parser/diag"
)

// TestProfile leaves the conventions, and nothing else, out of the profile that
// has none.
func TestProfile(t *testing.T) {
	for _, r := range All() {
		doc := read(r.exampleName(r.Bad), r.Bad)
		var want []diag.Diagnostic
		for _, d := range Check(doc, Options{Profile: Cloud66}) {
			if d.Consequence != diag.Convention {
				want = append(want, d)
			}
		}
		if got := Check(doc, Options{Profile: Bluepill}); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the profile bluepill gives:\n%sbut should give:\n%s", r.Name, list(got), list(want))
		}
	}
}

// TestCheckIsPure checks a document twice.
func TestCheckIsPure(t *testing.T) {
	for _, r := range All() {
		doc := read(r.exampleName(r.Bad), r.Bad)
		if first, second := Check(doc, Options{}), Check(doc, Options{}); !reflect.DeepEqual(first, second) {
			t.Errorf("%s: the first check gives:\n%sand the second:\n%s", r.Name, list(first), list(second))
		}
	}
}
