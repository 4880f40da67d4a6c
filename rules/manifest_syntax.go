package rules

import "github.com/pilllint/pilllint/parser/diag"

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
			p.Report(e.Span, "%s", e.Message)
		}
	},
}
