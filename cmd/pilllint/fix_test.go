package main

import (
	"path/filepath"
	"testing"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/parser/source"
)

// TestUnwritten: what cannot be written is not counted as fixed.
func TestUnwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "a.pill")
	r := &repaired{
		file: target{File: input.File{Path: path}}, was: source.NewFile(path, "a"), now: source.NewFile(path, "b"),
		made: 2, left: 1,
	}
	if failed := write([]*repaired{r}); len(failed) != 1 {
		t.Fatalf("%d failed, want 1", len(failed))
	}
	if r.made != 0 || r.left != 3 || r.changed() {
		t.Errorf("%d fixed, %d left, changed %v; want 0, 3, false", r.made, r.left, r.changed())
	}
}
