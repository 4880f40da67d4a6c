package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser/diag"
)

// TestConsequences compares all that is said of pills with a mistake that others
// follow from with the text beside them.
func TestConsequences(t *testing.T) {
	for _, file := range pills(t, "../testdata/consequences/*.pill") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, d := range Check(read(filepath.Base(file), string(text)), Options{}) {
				describe(&got, d)
			}
			golden := strings.TrimSuffix(file, ".pill") + ".txt"
			if *update {
				if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("found:\n%sbut expected:\n%s(go test ./rules -update rewrites it)", &got, want)
			}
		})
	}
}

// describe writes a finding, what explains it and its fixes.
func describe(w *strings.Builder, d diag.Diagnostic) {
	fmt.Fprintf(w, "%s: %s (%s): %s [%s]\n", d.Span, d.Severity, d.Consequence, d.Message, d.Rule)
	for _, r := range d.Related {
		fmt.Fprintf(w, "  %s: %s\n", r.Span, r.Message)
	}
	for _, f := range d.Fixes {
		fmt.Fprintf(w, "  %s fix: %s\n", f.Safety(), f.Title)
	}
}
