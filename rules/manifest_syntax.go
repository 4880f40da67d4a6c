package rules

import "github.com/pilllint/pilllint/parser/diag"

var manifestSyntax = &Rule{
	Name:        "manifest-syntax",
	Manifest:    true,
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "the manifest is no YAML",
	Since:       "0.1",
	Text: "Cloud 66 reads the manifest whole before it uses any of it, so a mistake anywhere in it means that nothing is deployed as it\n" +
		"says. While the syntax is broken nothing else is reported. A tab cannot indent a line of YAML.",
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
