package rules

// This file holds the rules to what the real Bluepill was seen to do: each case
// whose outcome is not what its author wrote has a finding that says so.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// TestBehaviour reads testdata/behaviour.txt: a case and a rule on each line, or
// a case, a dash and why no rule can find it.
func TestBehaviour(t *testing.T) {
	text, err := os.ReadFile("../testdata/behaviour.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "" || name == "#" {
			continue
		}
		if seen[name] {
			t.Errorf("%s stands there twice", name)
		}
		seen[name] = true
		checkCase(t, name, strings.TrimSpace(rest))
	}
}

// checkCase reads one case and looks for the finding. A fix that it has must
// put it right.
func checkCase(t *testing.T, name, rule string) {
	t.Helper()
	file := filepath.Join("../testdata/cases", name+".pill")
	pill, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("there is no case %s", name)
		return
	}
	if why, left := strings.CutPrefix(rule, "- "); left {
		if len(strings.Fields(why)) < 3 {
			t.Errorf("%s is left out, and nothing says why", name)
		}
		return
	}
	if _, ok := Find(rule); !ok {
		t.Errorf("%s: there is no rule %q", name, rule)
		return
	}
	doc := read(file, string(pill))
	all := Check(doc, Options{Profile: Bluepill})
	own := ofRule(all, rule)
	if len(own) == 0 {
		t.Errorf("%s: %s does not find it; the findings are:\n%s", name, rule, list(all))
		return
	}
	for range 3 { // fixes that touch each other take turns
		fixed, ok := firstFixes(t, doc, own)
		if !ok {
			return
		}
		doc = read(file, fixed)
		if own = ofRule(Check(doc, Options{Profile: Bluepill}), rule); len(own) == 0 {
			return
		}
	}
	t.Errorf("%s: after the fixes %s still says:\n%s%s", name, rule, list(own), doc.Source.Text)
}

// firstFixes applies the first fix of each finding; ok is false if one has none.
func firstFixes(t *testing.T, doc *parser.Document, ds []diag.Diagnostic) (text string, ok bool) {
	t.Helper()
	var groups [][]source.Edit
	for _, d := range ds {
		if len(d.Fixes) == 0 {
			return "", false
		}
		groups = append(groups, d.Fixes[0].Edits)
	}
	edits, _ := source.Merge(groups)
	text, err := source.Apply(doc.Source, edits)
	if err != nil {
		t.Errorf("%s: %v", doc.Source.Path, err)
		return "", false
	}
	return text, true
}
