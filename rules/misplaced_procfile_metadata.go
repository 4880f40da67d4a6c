package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
)

var misplacedProcfileMetadata = &Rule{
	Name:        "misplaced-procfile-metadata",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "procfile_metadata stands where Cloud 66 does not look",
	Mark:        Unused,
	Since:       "0.1",
	Text: "The section belongs right under the name of an environment, beside `rails` or `nginx` and not in one of them, or, for all\n" +
		"environments, at the top of the file. Elsewhere nobody reads it, and every process is stopped by the default. A\n" +
		"`stop_sequence` that stands in no such section is not read either, nor is what follows a second `---`.",
	Bad: `production:
  rails:
    procfile_metadata:
      worker:
        stop_sequence: term, 90, kill
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: term, 90, kill
`,
	Check: func(p *Pass) {
		for _, odd := range p.Manifest.Odd {
			if odd.Under != "" {
				p.Report(odd.Entry.Key.Span, "%s belongs beside %q, not into it", manifest.Section, odd.Under)
			}
		}
		for _, e := range p.Manifest.Unread {
			if e.Key.Text == manifest.Section {
				p.Report(e.Key.Span, "only the first document of a file is read, and this %s is in another", manifest.Section)
			} else {
				p.Report(e.Key.Span, "%s belongs into %s, under the name of a process", e.Key.Text, manifest.Section)
			}
		}
	},
}
