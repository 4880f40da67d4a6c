package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMan: both formatters take the page without a word, and show all flags.
func TestMan(t *testing.T) {
	page := filepath.Join(t.TempDir(), "pilllint.1")
	if err := os.WriteFile(page, []byte(manual(commands(), time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"mandoc", "-Tlint", page},
		{"groff", "-mandoc", "-ww", "-z", "-Tutf8", page},
	} {
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", args[0], err, out)
		}
	}
	for _, args := range [][]string{
		{"mandoc", "-Tascii", page},
		{"groff", "-mandoc", "-Tascii", "-P-cbou", page},
	} {
		out, err := exec.Command(args[0], args[1:]...).Output()
		if err != nil {
			t.Fatal(err)
		}
		text := overstruck(string(out))
		for _, c := range commands() {
			for _, f := range c.flags {
				if !strings.Contains(text, "--"+f.name) {
					t.Errorf("%s: --%s is not there", args[0], f.name)
				}
			}
		}
		if !strings.Contains(text, "find mistakes in pills") || !strings.Contains(text, "November 22, 2026") {
			t.Errorf("%s: got\n%s", args[0], text)
		}
	}
}

// overstruck takes out what a typewriter would print below other characters.
func overstruck(text string) string {
	var out []rune
	for _, r := range text {
		if r == '\b' && len(out) > 0 {
			out = out[:len(out)-1]
		} else {
			out = append(out, r)
		}
	}
	return string(out)
}
