//go:build linux

package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUsage: the table gives the usage that scripts and people know, to the byte.
// Of its lines, those of Bluepill's own commands and options must never change.
func TestUsage(t *testing.T) {
	const path = "testdata/usage.txt"
	t.Setenv("BLUEPILL_BASE_DIR", "")
	got := (&program{name: "bluepill", root: true}).usage()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the usage differs (-update writes it):\n%s", diff)
	}
}
