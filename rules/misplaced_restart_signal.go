package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/source"
)

var misplacedRestartSignal = &Rule{
	Name:        "misplaced-restart-signal",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "restart_signal is for the processes web and custom_web only",
	Mark:        Unused,
	Since:       "0.1",
	Text: "The signal is for web servers that can load new code without closing their sockets. Cloud 66 sends it to the process\n" +
		"`web` or `custom_web`. Any other process is stopped by its `stop_sequence` and started again.",
	Bad: `production:
  procfile_metadata:
    worker:
      restart_signal: usr2
      stop_sequence: term, 90, kill
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: term, 90, kill
`,
	Check: func(p *Pass) {
		for proc := range p.manifestProcesses {
			e := proc.Setting(manifest.RestartSignal)
			if e == nil || proc.Web() {
				continue
			}
			f := p.Finding(e.Key.Span, "restart_signal is only for web and custom_web; it does not reload %q", proc.Key.Text)
			if len(proc.Settings) > 1 && len(proc.Value.Entries) == len(proc.Settings) {
				f.Fix(diag.Fix{Title: "Remove the signal", Edits: removeEntry(e)})
			}
			f.Done(p)
		}
	},
}

// removeEntry takes out an entry that has lines of its own.
func removeEntry(e *manifest.Entry) []source.Edit {
	edit := remove(e.Span())
	if edit.Span == e.Span() {
		return nil
	}
	return []source.Edit{edit}
}
