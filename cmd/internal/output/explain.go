package output

// This file writes the documentation of one rule.

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/rules"
)

// Explain returns the documentation of a rule for a terminal.
func Explain(style Style, r *rules.Rule) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s: %s\n\n", style.paint(bold, r.Name), r.Title)
	fmt.Fprintf(&b, "severity     %s\n", style.paint(severityColor(r.Severity), r.Severity.String()))
	fmt.Fprintf(&b, "consequence  %s: %s\n", r.Consequence, r.Consequence.Means())
	if r.Convention {
		fmt.Fprintf(&b, "profile      %s\n", rules.Cloud66)
	}
	fmt.Fprintf(&b, "since        %s\n\n", r.Since)
	if told := r.Versions(); told != "" {
		prose(&b, style, told+".")
		b.WriteByte('\n')
	}
	prose(&b, style, r.Text)
	found := r.Found()
	example(&b, style.paint(red, "Wrong:"), r.Bad)
	for _, d := range found {
		fmt.Fprintf(&b, "\n%s: %s %s\n", place(d.Span), style.paint(severityColor(d.Severity), d.Severity.String()+":"), printable(d.Message))
	}
	example(&b, style.paint(green, "Right:"), r.Good)
	list(&b, style, "Fix:", fixTitles(found))
	var options, related []string
	for _, o := range r.Options {
		options = append(options, o.String())
	}
	list(&b, style, "Options:", options)
	for _, other := range r.Relatives() {
		related = append(related, fmt.Sprintf("%s: %s", other.Name, other.Title))
	}
	list(&b, style, "Related:", related)
	fmt.Fprintf(&b, "\n%s\n", style.paint(dim, r.URL()))
	return b.Bytes()
}

func fixTitles(found []diag.Diagnostic) (titles []string) {
	for _, d := range found {
		for _, f := range d.Fixes {
			titles = append(titles, fmt.Sprintf("%s (%s)", f.Title, f.Safety()))
		}
	}
	return titles
}

// example writes a pill under a title.
func example(b *bytes.Buffer, title, text string) {
	fmt.Fprintf(b, "\n%s\n\n", title)
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
}

// list writes items under a title, if there are any.
func list(b *bytes.Buffer, style Style, title string, items []string) {
	if len(items) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n\n", style.paint(bold, title))
	for _, item := range items {
		prose(b, style, "- "+item)
	}
}

type jsonExplained struct {
	jsonRule
	Findings []jsonDiagnostic `json:"findings"`
}

// ExplainJSON returns the documentation of a rule, and what is found in its
// bad example with all fixes.
func ExplainJSON(r *rules.Rule) []byte {
	out := jsonExplained{jsonRule: ruleJSON(r), Findings: []jsonDiagnostic{}}
	for _, d := range r.Found() {
		out.Findings = append(out.Findings, diagnosticJSON(d))
	}
	return append(encode(out), '\n')
}
