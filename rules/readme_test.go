package rules

// This file keeps docs/rules, the reference of the rules, true to the rules.

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// docsDir is where the pages are; each rule's URL points there.
const docsDir = "../docs/rules"

// TestReadme demands a page for each rule, an index, and nothing else.
func TestReadme(t *testing.T) {
	want := map[string]string{"README.md": Index()}
	for _, r := range All() {
		want[r.Name+".md"] = r.Markdown()
	}
	if *update {
		if err := os.MkdirAll(docsDir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range want {
		path := filepath.Join(docsDir, name)
		if *update {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if got, _ := os.ReadFile(path); string(got) != text {
			t.Errorf("docs/rules/%s is out of date: run `go test ./rules -run TestReadme -update`", name)
		}
	}
	entries, err := os.ReadDir(docsDir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := want[e.Name()]; ok {
			continue
		}
		if !*update {
			t.Errorf("docs/rules/%s is the page of no rule", e.Name())
		} else if err := os.Remove(filepath.Join(docsDir, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
}

// TestURL: the pages are where the rules say.
func TestURL(t *testing.T) {
	const main = "https://github.com/pilllint/pilllint/blob/main/"
	for _, r := range All() {
		path, ok := strings.CutPrefix(r.URL(), main)
		if _, err := os.Stat(filepath.Join("..", path)); !ok || err != nil {
			t.Errorf("%s: there is no page at %s", r.Name, r.URL())
		}
	}
}

// TestRelated: rules are related to others that there are, and say so once.
func TestRelated(t *testing.T) {
	for _, r := range All() {
		for i, name := range r.Related {
			other, ok := Find(name)
			switch {
			case !ok:
				t.Errorf("%s is related to %q, which is no rule", r.Name, name)
			case other == r:
				t.Errorf("%s is related to itself", r.Name)
			case slices.Contains(r.Related[:i], name), slices.Contains(other.Related, r.Name):
				t.Errorf("%s and %s name each other twice", r.Name, name)
			}
		}
	}
}

// unshown is the Markdown that a terminal is not shown: see
// cmd/internal/output/prose.go for what it is.
var unshown = regexp.MustCompile("(?m)^(#|>|\\||\\* |\\d+\\. )|^```[^`]*$|\\*\\*|\\]\\(")

// TestMarkdown: texts are paragraphs, lists with dashes, and code.
func TestMarkdown(t *testing.T) {
	for _, r := range All() {
		if got := unshown.FindString(r.Text); got != "" {
			t.Errorf("%s: the text has %q, which is not shown on terminals", r.Name, got)
		}
		if strings.Count(r.Text, "`")%2 != 0 {
			t.Errorf("%s: the text has an odd number of backquotes", r.Name)
		}
	}
}
