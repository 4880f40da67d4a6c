package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/pill"
)

var unknownManifestSignal = &Rule{
	Name:        "unknown-manifest-signal",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "Cloud 66 does not know this signal",
	Related:     []string{"unknown-signal"},
	Since:       "0.1",
	Text: "Cloud 66 accepts these signal names, in any case and without `SIG`: " + strings.Join(manifest.Signals(), ", ") + ".\n" +
		"It does not accept numbers.",
	Bad: `production:
  procfile_metadata:
    worker:
      stop_sequence: trem, 90, kill
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: term, 90, kill
`,
	Check: func(p *Pass) {
		for proc := range p.manifestProcesses {
			if e := proc.Setting(manifest.StopSequence); e != nil && (e.Value.Kind == manifest.Text || e.Value.Kind == manifest.Bool) && !e.Value.Filled() {
				for i, s := range manifest.Steps(e.Value) {
					if i%2 == 0 && s.Kind == manifest.Name {
						p.manifestSignal(s)
					}
				}
			}
			if e := proc.Setting(manifest.RestartSignal); e != nil && e.Value.Kind == manifest.Text && !e.Value.Filled() {
				p.restartSignal(e.Value)
			}
		}
	},
}

// manifestSignal reports a word that should name a signal, and does not.
func (p *Pass) manifestSignal(s manifest.Step) {
	if manifest.IsSignal(s.Text) {
		return
	}
	f := p.Finding(s.Span, "Cloud 66 knows no signal %q", s.Text)
	if likely := likelyManifestSignal(s.Text); likely != "" {
		f = p.Finding(s.Span, "Cloud 66 knows no signal %q; did you mean %q?", s.Text, likely)
		f.Fix(rewriteStep(s, likely))
	}
	f.Done(p)
}

// likelyManifestSignal is the signal that is meant by a word; "" if that cannot be told.
func likelyManifestSignal(word string) string {
	name := strings.ToLower(strings.TrimPrefix(word, ":"))
	if bare := strings.TrimPrefix(name, "sig"); manifest.IsSignal(bare) {
		return bare
	}
	return pill.Suggest(name, manifest.Signals())
}

func (p *Pass) restartSignal(v *manifest.Value) {
	steps := manifest.Steps(v)
	switch {
	case len(steps) > 1:
		p.Report(v.Span, "restart_signal is one signal, not a sequence")
	case steps[0].Kind == manifest.Name || strings.HasPrefix(steps[0].Text, ":"):
		p.manifestSignal(steps[0])
	default:
		p.Finding(v.Span, "restart_signal must name a signal, such as usr2").Done(p)
	}
}
