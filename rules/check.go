package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// Check reports what is wrong with a document. It is pure: the same document
// and options give the same list, sorted by place. When the syntax is broken
// only that is reported, as the nesting of such a text cannot be trusted, and
// what the document says beyond the first error, if that was read.
func Check(doc *parser.Document, o Options) []diag.Diagnostic {
	o.Versions = o.versions()
	c := &checking{Options: o}
	c.readBeyond(doc)
	doc = c.Document
	broken := len(doc.Syntax.Errors)+len(doc.Syntax.Unread) > 0
	var first, last []*Rule
	for _, r := range All() {
		switch {
		case aboutIgnores(r):
			last = append(last, r)
		case r.Manifest == (doc.Manifest != nil) && (!broken || r.survivesBroken()):
			first = append(first, r)
		}
	}
	found := c.run(first)
	found = append(found, idle(doc, o, first)...)
	if broken {
		return diagnostics(append(found, onward(doc, o)...)) // nor can what looks like a comment be trusted
	}
	ignores := readIgnores(doc)
	found = ignores.apply(joinConsequences(joinTurns(found)))
	c.shared.ignores = ignores
	return diagnostics(append(found, c.run(last)...))
}

// diagnostics returns what was found, sorted.
func diagnostics(found []*Finding) []diag.Diagnostic {
	var ds []diag.Diagnostic
	for _, f := range found {
		ds = append(ds, f.d)
	}
	return diag.Sort(ds)
}

// joinTurns keeps one finding of those that a rule makes at one place in the
// same words, of other values: a loop comes by there with another process each
// turn, and a = b = value is given to two attributes, but the mistake is written
// once. Nor does one add to it that names its mistake as the same, in other words, as
// where a condition leads there with two values. The first one stays.
func joinTurns(found []*Finding) []*Finding {
	type mistake struct {
		rule, words string
		span        source.Span
	}
	seen := make(map[mistake]bool, len(found))
	return slices.DeleteFunc(found, func(f *Finding) bool {
		form := mistake{f.d.Rule, f.format, f.d.Span}
		named := form
		if f.mistake != "" {
			named.words = f.mistake
		}
		again := seen[form] || seen[named]
		seen[form], seen[named] = true, true
		return again
	})
}

// survivesBroken reports whether a rule has something to say of a text that does
// not parse.
func (r *Rule) survivesBroken() bool {
	return r == syntaxError || r == templateOutput || r == manifestSyntax
}

// aboutIgnores reports whether a rule is about comments that ignore findings,
// and so has to wait for those of all others.
func aboutIgnores(r *Rule) bool { return r.Consequence == diag.Comment }

// readBeyond takes a document with all that its pill declares, where something
// ends the load, and what would end it next.
func (c *checking) readBeyond(doc *parser.Document) {
	c.Document, c.doubts = doc, doc.Config.Doubts
	b := doc.Config.Beyond
	if b == nil {
		return
	}
	whole, config := *doc, *doc.Config
	config.Apps = b.Apps
	whole.Config = &config
	c.Document, c.next, c.doubts = &whole, b.Errors, slices.Concat(c.doubts, b.Constants)
}
