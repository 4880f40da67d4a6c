package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/source"
)

var manifestValueType = &Rule{
	Name:        "manifest-value-type",
	Manifest:    true,
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a value of the manifest is of the wrong kind",
	Related:     []string{"attribute-type", "invalid-stop-sequence"},
	Since:       "0.1",
	Text: "`procfile_metadata` is a mapping of processes, and each of them a mapping of keys. `stop_sequence` is one string with\n" +
		"commas, not a list. `restart_signal` is the name of one signal. `restart_on_deploy` is `true` or `false`, not a string\n" +
		"in quotes.",
	Bad: `production:
  procfile_metadata:
    worker:
      stop_sequence: [term, 90, kill]
`,
	Good: `production:
  procfile_metadata:
    worker:
      stop_sequence: term, 90, kill
`,
	Check: func(p *Pass) {
		if root := p.Manifest.Root; root != nil && root.Kind == manifest.List && strings.Contains(root.Span.Text(), manifest.Section) {
			p.Report(root.Span.File.Span(root.Span.Start, root.Span.Start), "a manifest has to be a mapping of environments, not a list")
		}
		p.wantEnvironments()
		for _, env := range p.Manifest.Environments {
			p.wantMapping(env.Section, "a mapping of processes")
		}
		for proc := range p.manifestProcesses {
			p.wantMapping(proc.Entry, "a mapping of keys such as stop_sequence")
			for _, e := range proc.Settings {
				p.wantKind(e)
			}
		}
	},
}

// wantEnvironments reports environments that hold the section, but in no mapping.
func (p *Pass) wantEnvironments() {
	if p.Manifest.Root == nil {
		return
	}
	for _, e := range p.Manifest.Root.Entries {
		inList := func(v *manifest.Value) bool {
			return slices.ContainsFunc(v.All(), func(e *manifest.Entry) bool { return e.Key.Text == manifest.Section })
		}
		if e.Value.Kind == manifest.List && slices.ContainsFunc(e.Value.Elements, inList) ||
			e.Value.Kind == manifest.Text && strings.TrimRight(e.Value.Text, ": ") == manifest.Section {
			p.wantMapping(e, "a mapping that holds "+manifest.Section)
		}
	}
}

// wantMapping reports what has to be a mapping, and is none. One that is empty
// may have all of it commented out.
func (p *Pass) wantMapping(e *manifest.Entry, what string) {
	switch {
	case e.Later != nil || e.Value.Kind == manifest.Map || e.Value.Kind == manifest.Null || e.Value.Filled():
	case manifest.FindKey(e.Key.Text) != nil:
		p.Report(e.Key.Span, "%s stands where the name of a process must be; it belongs under one", e.Key.Text)
	default:
		p.Report(e.Value.Span, "%s must be %s, not %s", e.Key.Text, what, e.Value.Kind)
	}
}

// wantKind reports a key of a process whose value is of the wrong kind.
func (p *Pass) wantKind(e *manifest.Entry) {
	key := manifest.FindKey(e.Key.Text)
	v := e.Value
	if key == nil || e.Later != nil || v.Kind == key.Kind || v.Filled() {
		return
	}
	span := v.Span
	switch {
	case v.Kind == manifest.Null:
		p.Report(e.Key.Span, "%s has no value", key.Name)
	case key.Kind == manifest.Bool && v.Kind == manifest.Text && boolWord(v.Text) != "":
		p.Finding(span, "%s must be true or false, not a string", key.Name).Fix(rewriteValue("Write "+boolWord(v.Text), v, boolWord(v.Text))).Done(p)
	case key.Kind == manifest.Bool:
		p.Report(span, "%s must be true or false", key.Name)
	case key.Name == manifest.StopSequence && v.Kind == manifest.List:
		p.Finding(span, "%s must be one string with commas, not a list", key.Name).Fix(joinSequence(v)).Done(p)
	case v.Kind == manifest.List || v.Kind == manifest.Map:
		p.Report(span, "%s must be %s, not %s", key.Name, key.Kind, v.Kind)
	case key.Name == manifest.RestartSignal:
		p.Report(span, "%s must name a signal, such as usr2", key.Name)
	}
	// A number or a truth value as a sequence is the business of invalid-stop-sequence.
}

// boolWord is the truth value that a text in quotes spells; "" if it is none.
func boolWord(text string) string {
	switch strings.ToLower(text) {
	case "true", "yes", "on":
		return "true"
	case "false", "no", "off":
		return "false"
	}
	return ""
}

// rewriteValue writes another text in place of a value and its tag.
func rewriteValue(title string, v *manifest.Value, text string) diag.Fix {
	edits := []source.Edit{{Span: v.Span, New: text}}
	if tag := v.Tag.Span; !tag.IsZero() {
		tag.End += len(v.Span.File.Text[tag.End:]) - len(strings.TrimLeft(v.Span.File.Text[tag.End:], " \t"))
		edits = append(edits, source.Edit{Span: tag})
	}
	return diag.Fix{Title: title, Edits: edits}
}

// joinSequence writes a list of signals and delays as one text.
func joinSequence(v *manifest.Value) diag.Fix {
	var words []string
	for _, e := range v.Elements {
		word, ok := sequenceWord(e.Text)
		if !ok || strings.Contains(v.Span.Text(), "\n") {
			return diag.Fix{}
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return diag.Fix{}
	}
	fix := rewriteValue("Write it as one string", v, strings.Join(words, ", "))
	fix.Safe = true
	return fix
}
