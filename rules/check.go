package rules

import (
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
)

// Check reports what is wrong with a document. It is pure: the same document
// and options give the same list, sorted by place. When the syntax is broken
// only that is reported, as the nesting of such a text cannot be trusted.
func Check(doc *parser.Document, o Options) []diag.Diagnostic {
	var found []diag.Diagnostic
	report := func(d diag.Diagnostic) { found = append(found, intact(doc.Syntax, d)) }
	p := &Pass{Document: doc, Options: o, shared: &lookedUp{}, report: report}
	for _, r := range All() {
		if r.Check == nil || !o.runs(r) {
			continue
		}
		if len(doc.Syntax.Errors)+len(doc.Syntax.Unread) > 0 && r != syntaxError && r != templateOutput {
			continue
		}
		p.rule = r
		r.Check(p)
	}
	return diag.Sort(found)
}
