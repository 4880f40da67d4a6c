// Package pilllint_test holds the architecture to its word.
package pilllint_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/pilllint/pilllint/"

// allowed is which packages of ours a package may import. Nothing imports
// upwards: text, tree, values, model, rules, commands.
var allowed = map[string][]string{
	"parser/lazyregexp":     {},
	"parser/regular":        {},
	"parser/source":         {},
	"parser/diag":           {"parser/source"},
	"parser/ruby":           {},
	"parser/program":        {},
	"parser/rubyfacts":      {},
	"parser/syntax/ast":     {},
	"parser/syntax/literal": {"parser/syntax/ast"},
	"parser/syntax/locals":  {},
	"parser/syntax/accept":  {"parser/syntax/ast", "parser/syntax/literal", "parser/syntax/locals"},
	"parser/syntax/sitter":  {"parser/syntax/accept", "parser/syntax/ast", "parser/syntax/literal", "parser/syntax/locals"},
	"parser/syntax":         {"parser/source", "parser/syntax/accept", "parser/syntax/ast", "parser/syntax/literal", "parser/syntax/locals", "parser/syntax/sitter"},
	"parser/template":       {"parser/source", "parser/syntax", "parser/syntax/accept"},
	"parser/eval":           {"parser/source", "parser/syntax", "parser/ruby", "parser/rubyfacts"},
	"parser/hostenv":        {"parser/eval"},
	"parser/pill":           {"parser/source", "parser/diag", "parser/syntax", "parser/eval", "parser/ruby"},
	"parser/manifest":       {"parser/source", "parser/pill"},
	"parser":                {"parser/source", "parser/diag", "parser/syntax", "parser/template", "parser/eval", "parser/manifest", "parser/pill"},
	"rules":                 {"parser", "parser/manifest", "parser/source", "parser/diag", "parser/syntax", "parser/template", "parser/eval", "parser/pill", "parser/program", "parser/ruby"},
	"lsp":                   {"rules", "parser", "parser/manifest", "parser/source", "parser/diag", "parser/syntax", "parser/template", "parser/eval", "parser/pill"},
	"supervisor":            {"parser/ruby"},
	"supervisor/plan":       {"parser/source", "parser/diag", "parser/eval", "parser/pill", "supervisor"},
	"cmd/internal/input":    {"parser", "parser/template", "parser/manifest"},
	"cmd/internal/mdoc":     {},
	"cmd/internal/migrate":  {"rules", "parser/eval", "parser/manifest", "parser/pill", "parser/program", "parser/ruby", "parser/source"},
	"cmd/internal/verify":   {"parser/diag", "parser/eval", "parser/pill", "parser/program", "parser/ruby", "parser/source", "supervisor", "supervisor/plan"},
	"cmd/internal/output":   {"rules", "parser/diag", "parser/pill", "parser/source"},

	// Tests only, in real editors.
	"editors":                     {},
	"editors/internal/editortest": {},
	"editors/vscode":              {},
}

// everywhere are the packages that all may import: they know nothing of pills.
var everywhere = []string{"parser/lazyregexp", "parser/regular"}

// TestImports compares the table with what go list says. Commands, which are
// the outermost layer, may import anything but each other.
func TestImports(t *testing.T) {
	for _, p := range list(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		may, ok := allowed[name]
		command := p.Name == "main"
		if !ok && !command && name != p.ImportPath { // the root holds tests only
			t.Errorf("%s is not in the table", name)
			continue
		}
		for _, path := range p.Imports {
			ours, isOurs := strings.CutPrefix(path, module)
			switch {
			case isOurs && command && strings.HasPrefix(ours, "cmd/") && !strings.HasPrefix(ours, "cmd/internal/"):
				t.Errorf("%s imports the command %s", name, ours)
			case isOurs && !command && !slices.Contains(may, ours) && !slices.Contains(everywhere, ours):
				t.Errorf("%s may not import %s", name, ours)
			case strings.Contains(path, "tree-sitter") && name != "parser/syntax/sitter":
				t.Errorf("%s imports %s; only parser/syntax/sitter may", name, path)
			case path == "C":
				t.Errorf("%s uses C", name)
			}
		}
	}
}

// TestTable demands that the table has no package that is not there any more.
func TestTable(t *testing.T) {
	var names []string
	for _, p := range list(t) {
		names = append(names, strings.TrimPrefix(p.ImportPath, module))
	}
	for name := range allowed {
		if !slices.Contains(names, name) {
			t.Errorf("%s is in the table, but there is no such package", name)
		}
	}
}

type pkg struct {
	ImportPath, Name string
	Imports          []string
}

// list returns our packages.
func list(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var packages []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
