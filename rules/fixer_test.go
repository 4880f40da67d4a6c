package rules

import (
	"cmp"
	"strings"
	"testing"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// words makes a Fixer whose findings are words in comments, each with fixes that
// write something else: a small language to try it with.
func words(fixes map[string][]diag.Fix, severity diag.Severity) *Fixer {
	return &Fixer{
		Read: func(src *source.File) *parser.Document { return parser.Read(src, eval.Env{}) },
		judge: func(doc *parser.Document, o Options) (found []diag.Diagnostic) {
			for word, list := range fixes {
				for at := 0; ; {
					i := strings.Index(doc.Source.Text[at:], word)
					if i < 0 {
						break
					}
					d := diag.Diagnostic{Rule: word, Severity: severity, Message: word, Span: doc.Source.Span(at+i, at+i+len(word))}
					for _, fix := range list {
						d.Fixes = append(d.Fixes, diag.Fix{Title: fix.Title, Safe: fix.Safe, Edits: []source.Edit{{Span: d.Span, New: fix.Title}}})
					}
					found = append(found, d)
					at += i + len(word)
				}
			}
			return diag.Sort(found)
		},
	}
}

func TestFixer(t *testing.T) {
	safe := func(New string) []diag.Fix { return []diag.Fix{{Title: New, Safe: true}} }
	unsafe := func(New string) []diag.Fix { return []diag.Fix{{Title: New}} }
	for name, c := range map[string]struct {
		text, want   string
		fixes        map[string][]diag.Fix
		severity     diag.Severity
		unsafe       bool
		made, others int // how many are fixed, and how many more would be with unsafe
	}{
		"one after the other":     {text: "# one\n", want: "# three\n", fixes: map[string][]diag.Fix{"one": safe("two"), "two": safe("three")}, made: 2},
		"at once":                 {text: "# one one\n", want: "# two two\n", fixes: map[string][]diag.Fix{"one": safe("two")}, made: 2},
		"not safe":                {text: "# one\n", want: "# one\n", fixes: map[string][]diag.Fix{"one": unsafe("two")}, others: 1},
		"not safe, but wanted":    {text: "# one\n", want: "# two\n", fixes: map[string][]diag.Fix{"one": unsafe("two")}, unsafe: true, made: 1},
		"the first that is safe":  {text: "# one\n", want: "# three\n", fixes: map[string][]diag.Fix{"one": append(unsafe("two"), safe("three")...)}, made: 1},
		"the first if unsafe":     {text: "# one\n", want: "# two\n", fixes: map[string][]diag.Fix{"one": append(unsafe("two"), safe("three")...)}, unsafe: true, made: 1},
		"the next if it breaks":   {text: "one; b\n", want: "three; b\n", fixes: map[string][]diag.Fix{"one": append(safe("("), safe("three")...)}, made: 1},
		"broken syntax":           {text: "one; b\n", want: "one; b\n", fixes: map[string][]diag.Fix{"one": safe("(")}},
		"one of two breaks":       {text: "one; two\n", want: "one; three\n", fixes: map[string][]diag.Fix{"one": safe("("), "two": safe("three")}, made: 1},
		"together they do harm":   {text: "# one two\n", want: "# x two\n", fixes: map[string][]diag.Fix{"one": safe("x"), "two": safe("y"), "x y": nil}, severity: diag.Error, made: 1},
		"no help":                 {text: "# one\n", want: "# one\n", fixes: map[string][]diag.Fix{"one": safe("one one")}},
		"a new error":             {text: "# one\n", want: "# one\n", fixes: map[string][]diag.Fix{"one": safe("two"), "two": nil}, severity: diag.Error},
		"round in circles":        {text: "# one\n", want: "# two\n", fixes: map[string][]diag.Fix{"one": safe("two"), "two": safe("one")}, made: 1},
		"what is fixed both ways": {text: "# onetwo\n", want: "# xtwo\n", fixes: map[string][]diag.Fix{"one": safe("x"), "onetwo": safe("y")}, made: 1},
	} {
		t.Run(name, func(t *testing.T) {
			f := words(c.fixes, cmp.Or(c.severity, diag.Warning))
			f.Unsafe = c.unsafe
			got := f.Fix(source.NewFile("x.pill", c.text))
			if got.Source.Text != c.want || len(got.Made) != c.made || got.Unsafe != c.others {
				t.Errorf("got %q, %d made, %d more; want %q, %d, %d", got.Source.Text, len(got.Made), got.Unsafe, c.want, c.made, c.others)
			}
		})
	}
}
