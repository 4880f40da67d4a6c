package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
)

var unusableRestartSignal = &Rule{
	Name:        "unusable-restart-signal",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "this signal does not reload a web server",
	Related:     []string{"suspending-signal", "misplaced-restart-signal"},
	Since:       "0.1",
	Text: "A process cannot handle `kill`, which ends it, or `stop`, which suspends it until somebody sends `cont`. A web server\n" +
		"that gets one of them to reload is gone, or hangs, after every deployment. Web servers end on `term`, `int` and `quit`,\n" +
		"and crash on `abrt`, `bus`, `fpe`, `ill`, `iot` and `segv`. Then the site is down until the next one has started.",
	Bad: `production:
  procfile_metadata:
    web:
      restart_signal: kill
`,
	Good: `production:
  procfile_metadata:
    web:
      restart_signal: usr2
`,
	Check: func(p *Pass) {
		for proc := range p.manifestProcesses {
			e := proc.Setting(manifest.RestartSignal)
			if e == nil || !proc.Web() {
				continue
			}
			switch strings.ToLower(e.Value.Text) {
			case "kill":
				p.Report(e.Value.Span, "kill ends the process instead of reloading it")
			case "stop":
				p.Report(e.Value.Span, "stop suspends the process instead of reloading it")
			case "term", "int", "quit":
				// Somebody may want that, where a server cannot reload.
				p.Finding(e.Value.Span, "%s ends a web server instead of reloading it", e.Value.Text).Severity(diag.Info).Done(p)
			case "abrt", "bus", "fpe", "ill", "iot", "segv":
				p.Report(e.Value.Span, "%s makes a web server crash instead of reloading it", e.Value.Text)
			}
		}
	},
}
