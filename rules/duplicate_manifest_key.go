package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
)

var duplicateManifestKey = &Rule{
	Name:        "duplicate-manifest-key",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a key appears twice, and only the last counts",
	Related:     []string{"duplicate-attribute"},
	Mark:        Unused,
	Since:       "0.1",
	Text: "Of two keys of the same name, Ruby's YAML silently takes the last. It does not merge two sections of one environment,\n" +
		"or two entries of one process: what the first says is lost.",
	Bad: `production:
  procfile_metadata:
    worker:
      stop_sequence: term, 90, kill
    worker:
      restart_on_deploy: false
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: term, 90, kill
      restart_on_deploy: false
`,
	Check: func(p *Pass) {
		report := func(e *manifest.Entry) {
			if e.Later != nil {
				p.Finding(e.Key.Span, "%q appears again in line %d, so this is lost", e.Key.Text, e.Later.Key.Span.Line()).
					Related(e.Later.Key.Span, "this one counts").Done(p)
			}
		}
		for _, e := range p.Manifest.Repeated {
			report(e)
		}
		for proc := range p.manifestProcesses {
			report(proc.Entry)
			for _, e := range proc.Settings {
				report(e)
			}
		}
	},
}
