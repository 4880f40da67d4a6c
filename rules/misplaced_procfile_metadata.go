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
	Title:       "procfile_metadata is where Cloud 66 does not look",
	Mark:        Unused,
	Since:       "0.1",
	Text: "The section belongs directly under the name of an environment, next to `rails` or `nginx` and not inside them, or, for\n" +
		"all environments, at the top of the file. Anywhere else Cloud 66 does not read it, and stops every process by the\n" +
		"default. Cloud 66 also does not read a `stop_sequence` outside such a section, or anything after a second `---`.",
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
				p.Report(odd.Entry.Key.Span, "%s belongs next to %q, not inside it", manifest.Section, odd.Under)
			}
		}
		for _, e := range p.Manifest.Unread {
			switch {
			case e.Key.Text == manifest.Section:
				p.Report(e.Key.Span, "Cloud 66 reads only the first document of a file, and this %s is in another", manifest.Section)
			case manifest.FindKey(e.Key.Text) != nil:
				p.Report(e.Key.Span, "%s belongs in %s, under the name of a process", e.Key.Text, manifest.Section)
			case e.Key.Text == manifest.MergeKey:
				p.Report(e.Key.Span, "%s merges processes in here; it belongs in %s", e.Key.Text, manifest.Section)
			default:
				p.Report(e.Key.Span, "the process %q belongs in %s", e.Key.Text, manifest.Section)
			}
		}
	},
}
