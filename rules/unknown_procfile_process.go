package rules

import (
	"path/filepath"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/pill"
)

var unknownProcfileProcess = &Rule{
	Name:        "unknown-procfile-process",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "the Procfile has no process with this name",
	Mark:        Unused,
	Since:       "0.1",
	Text: "The keys of `procfile_metadata` are the names of processes in the repository's `Procfile`, which is next to the\n" +
		"manifest, or next to the `.cloud66` folder that the manifest is in. Settings for any other name have no effect.\n\n" +
		"`web` is allowed without a line in the Procfile. If there is no Procfile, the rule reports nothing.",
	Bad: `production:
  procfile_metadata:
    wroker:
      stop_sequence: term, 90, kill
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: term, 90, kill
`,
	Example: Options{Beside: func(path string) ([]byte, error) {
		return []byte("web: bundle exec puma\nworker: bundle exec sidekiq\n"), nil
	}},
	Check: func(p *Pass) {
		names := p.procfileNames()
		if len(names) == 0 {
			return
		}
		for proc := range p.manifestProcesses {
			if names[proc.Key.Text] || proc.Web() || proc.Later != nil {
				continue
			}
			var list []string
			for name := range names {
				list = append(list, name)
			}
			f := p.Finding(proc.Key.Span, "the Procfile has no process %q", proc.Key.Text)
			if likely := pill.Suggest(proc.Key.Text, list); likely != "" {
				f = p.Finding(proc.Key.Span, "the Procfile has no process %q; did you mean %q?", proc.Key.Text, likely)
				f.Fix(renameManifestKey(proc.Entry, likely))
			}
			f.Done(p)
		}
	},
}

// A line of a Procfile is a name and a command.
var procfileLine = lazyregexp.New(`(?m)^([A-Za-z0-9_-]+):[ \t]*\S`)

// procfileNames returns the processes of the Procfile that a manifest is about;
// none if there is none, or nothing can be read.
func (p *Pass) procfileNames() map[string]bool {
	if p.Beside == nil {
		return nil
	}
	folder := filepath.Dir(p.Source.Path)
	if filepath.Base(folder) == manifest.Folder {
		folder = filepath.Dir(folder)
	}
	text, err := p.Beside(filepath.Join(folder, "Procfile"))
	if err != nil {
		return nil
	}
	names := map[string]bool{}
	for _, m := range procfileLine.FindAllStringSubmatch(string(text), -1) {
		names[m[1]] = true
	}
	return names
}
