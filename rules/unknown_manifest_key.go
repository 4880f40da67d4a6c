package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var unknownManifestKey = &Rule{
	Name:        "unknown-manifest-key",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "Cloud 66 does not know this key",
	Related:     []string{"unknown-attribute", "misplaced-procfile-metadata"},
	Mark:        Unused,
	Since:       "0.1",
	Text: "For each process, `procfile_metadata` can set how it stops (`stop_sequence`), which signal reloads it\n" +
		"(`restart_signal`) and whether a deployment restarts it (`restart_on_deploy`). Any other key has no effect, and the\n" +
		"default applies.\n\n" +
		"Within braces a comma ends a value, so that `{ stop_sequence: term, 5, kill }` is the sequence `term` and two more\n" +
		"keys; quote the sequence there.",
	Bad: `production:
  procfile_metadata:
    worker:
      stop_sequense: term, 90, kill
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: term, 90, kill
`,
	Check: checkManifestKeys,
}

// olderManifestKeys are names that keys once had, and what they are now.
var olderManifestKeys = map[string]string{"web_server_stop_signals": "stop_sequence"}

// manifestAdvice says what may be meant by a key that pills, Procfiles or other
// tools have.
var manifestAdvice = map[string]string{
	"stop_signals":    "stop_sequence",
	"stop_signal":     "stop_sequence",
	"kill_sequence":   "stop_sequence",
	"shutdown_signal": "stop_sequence",
	"reload_signal":   "restart_signal",
	"deploy_restart":  "restart_on_deploy",
}

func checkManifestKeys(p *Pass) {
	for _, odd := range p.Manifest.Odd {
		if odd.Under == "" {
			p.Finding(odd.Entry.Key.Span, "Cloud 66 knows no key %q; did you mean %q?", odd.Entry.Key.Text, manifest.Section).
				Fix(renameManifestKey(odd.Entry, manifest.Section)).Done(p)
		}
	}
	for proc := range p.manifestProcesses {
		if inner := environmentInside(proc); inner != nil {
			p.Finding(proc.Key.Span, "%q holds processes, as only an environment does; it belongs above %s", proc.Key.Text, manifest.Section).
				Related(inner.Key.Span, "the process").Done(p)
			continue
		}
		if proc.Key.Text == manifest.Section {
			p.Report(proc.Key.Span, "%s stands inside itself, where it is the name of a process", manifest.Section)
		}
		split := false
		for _, e := range proc.Settings {
			if manifest.FindKey(e.Key.Text) != nil {
				continue
			}
			if e.Value.Kind == manifest.Null && splitByComma(e.Key.Text) {
				if !split {
					p.Report(e.Key.Span, "within braces a comma ends the value here; quote the stop sequence")
				}
				split = true
				continue
			}
			p.unknownKey(proc, e)
		}
	}
}

// environmentInside is the first process of what stands in place of a process,
// and holds nothing but processes; nil if it is no such thing.
func environmentInside(proc *manifest.Process) *manifest.Entry {
	for _, e := range proc.Settings {
		known := func(e *manifest.Entry) bool { return manifest.FindKey(e.Key.Text) != nil }
		if known(e) || !slices.ContainsFunc(e.Value.All(), known) {
			return nil
		}
	}
	if len(proc.Settings) == 0 {
		return nil
	}
	return proc.Settings[0]
}

// splitByComma reports whether a key is an element of a stop sequence that stands
// without quotes in braces.
func splitByComma(key string) bool {
	kind, _ := manifest.KindOf(key)
	return kind == manifest.Delay || manifest.IsSignal(key)
}

func (p *Pass) unknownKey(proc *manifest.Process, e *manifest.Entry) {
	if newer := olderManifestKeys[e.Key.Text]; newer != "" {
		p.Finding(e.Key.Span, "%s is the older name of %s", e.Key.Text, newer).Severity(diag.Info).Fix(renameKeyOf(proc, e, newer)).Done(p)
		return
	}
	if e.Key.Text == manifest.MergeKey {
		p.Report(e.Key.Span, "%s merges a mapping in, such as *defaults, and this is %s", e.Key.Text, e.Value.Kind)
		return
	}
	likely := manifestAdvice[e.Key.Text]
	if likely == "" {
		likely = pill.Suggest(e.Key.Text, manifest.KeyNames())
	}
	if likely == "" {
		p.Report(e.Key.Span, "Cloud 66 knows no key %q of a process", e.Key.Text)
		return
	}
	p.Finding(e.Key.Span, "Cloud 66 knows no key %q of a process; did you mean %q?", e.Key.Text, likely).Fix(renameKeyOf(proc, e, likely)).Done(p)
}

// renameKeyOf renames a key of a process, unless it has the other already.
func renameKeyOf(proc *manifest.Process, e *manifest.Entry, name string) diag.Fix {
	if slices.ContainsFunc(proc.Settings, func(e *manifest.Entry) bool { return e.Key.Text == name }) {
		return diag.Fix{}
	}
	return renameManifestKey(e, name)
}

func renameManifestKey(e *manifest.Entry, name string) diag.Fix {
	return diag.Fix{Title: "Write " + name, Edits: []source.Edit{{Span: e.Key.Span, New: name}}}
}

// manifestProcesses calls yield with every process that a manifest speaks of.
func (p *Pass) manifestProcesses(yield func(*manifest.Process) bool) {
	for _, env := range p.Manifest.Environments {
		for _, proc := range env.Processes {
			if !yield(proc) {
				return
			}
		}
	}
}
