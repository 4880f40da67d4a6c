package rules

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/template"
)

// exampleFile is the name under which the examples are read: the rules on
// names look at it.
const exampleFile = "user_shop.pill"

// exampleName is the name of an example: of a manifest or a template, if it is
// one, but for a template that is not called so.
func (r *Rule) exampleName(text string) string {
	switch {
	case r.Manifest:
		return "manifest.yml"
	case strings.Contains(text, "<%") && r.Name != "unnamed-template":
		return exampleFile + template.ERB
	}
	return exampleFile
}

// Found returns what the suite finds in the rule's bad example: one finding,
// the rule's own, with the fixes that are offered for it.
func (r *Rule) Found() []diag.Diagnostic { return r.judge(r.Bad) }

// judge returns what the suite finds in an example: together with the manifest
// beside it, if the rule looks at nothing else than several files.
func (r *Rule) judge(text string) []diag.Diagnostic {
	doc := parser.Read(source.NewFile(r.exampleName(text), text), eval.Env{})
	found := Check(doc, r.Example)
	if r.Check != nil {
		return found
	}
	path := filepath.Join(manifest.Folder, "manifest.yml")
	beside, _ := r.Example.Beside(path)
	other := parser.Read(source.NewFile(path, string(beside)), eval.Env{})
	for _, d := range CheckTogether([]*Facts{Gather(doc, r.Example), Gather(other, r.Example)}, r.Example) {
		if d.Span.File == doc.Source {
			found = append(found, d)
		}
	}
	return found
}

// Relatives returns the rules to look at together with this one, whichever of
// two names the other, in the order of the list.
func (r *Rule) Relatives() []*Rule {
	var list []*Rule
	for _, other := range All() {
		if slices.Contains(r.Related, other.Name) || slices.Contains(other.Related, r.Name) {
			list = append(list, other)
		}
	}
	return list
}
