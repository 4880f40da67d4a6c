package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
)

var manifestSyntax = &Rule{
	Name:        "manifest-syntax",
	Manifest:    true,
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "the manifest is not valid YAML",
	Since:       "0.1",
	Text: "Cloud 66 reads the whole manifest before it uses any of it, so after a mistake anywhere in it nothing is deployed as\n" +
		"it says. While the syntax is broken, pilllint reports nothing else. YAML does not allow tabs for indentation.",
	Bad: `production:
  procfile_metadata:
    worker:
      stop_sequence: "term, 30, kill
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: "term, 30, kill"
`,
	Check: func(p *Pass) {
		for _, e := range p.Manifest.Errors {
			p.Report(e.Span, "%s%s", e.Message, yamlAdvice(e.Span.File.LineSpan(e.Span.Line()).Text()))
		}
	},
}

// yamlAdvice says what people most often get wrong in a line that is no YAML, as
// whoever reads YAML says only what it cannot go on with.
func yamlAdvice(line string) string {
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	switch {
	case strings.Contains(indent, "\t"):
		return "; YAML does not allow tabs for indentation"
	case pillSequence.MatchString(line):
		return "; this is a sequence in Ruby, and a manifest has text: quit, 30, term, 11, kill"
	case quotedParts.MatchString(line):
		return "; put the quotes around the whole sequence, or leave them out"
	}
	return ""
}

var (
	pillSequence = lazyregexp.New(`stop_sequence\s*:\s*\[\s*:[a-zA-Z]`)
	quotedParts  = lazyregexp.New(`stop_sequence\s*:\s*("[^"]*"|'[^']*')\s*,`)
)
