package output

// This file writes the documentation of rules.

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/rules"
)

// consequence says what a mistake leads to, in words.
func consequence(c diag.Consequence) string {
	switch c {
	case diag.Load:
		return "load: Bluepill refuses the file, or raises while reading it"
	case diag.Daemon:
		return "daemon: the file loads, and later the daemon dies or hangs"
	case diag.Process:
		return "process: a process is not started, watched, logged, stopped or restarted as written"
	case diag.Security:
		return "security: somebody can read, replace or stop what they should not"
	case diag.Convention:
		return "convention: Bluepill does as written; people or tools around it expect otherwise"
	case diag.Comment:
		return "comment: Bluepill does not see it; a comment for pilllint does not do what it says"
	}
	return string(c)
}

// Explain returns the documentation of a rule for a terminal.
func Explain(style Style, r *rules.Rule) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s: %s\n\n", style.paint(bold, r.Name), r.Title)
	fmt.Fprintf(&b, "severity     %s\n", style.paint(severityColor(r.Severity), r.Severity.String()))
	fmt.Fprintf(&b, "consequence  %s\n", consequence(r.Consequence))
	if r.Convention {
		fmt.Fprintf(&b, "profile      cloud66\n")
	}
	fmt.Fprintf(&b, "since        %s\n", r.Since)
	fmt.Fprintf(&b, "\n%s\n", paragraphs(style, r.Text))
	for _, o := range r.Options {
		fmt.Fprintf(&b, "\noption %s: %s (default: %s)\n", style.paint(bold, o.Name), o.Text, strings.Join(o.Preset, ", "))
	}
	example(&b, style, style.paint(red, "Wrong:"), r.Bad)
	example(&b, style, style.paint(green, "Right:"), r.Good)
	return b.Bytes()
}

// paragraphs returns Markdown as a terminal shows it: code in bold, if there
// are colours, or else in its backquotes.
func paragraphs(style Style, text string) string {
	text = strings.TrimSpace(text)
	if !style.Color {
		return text
	}
	parts := strings.Split(text, "`")
	for i := 1; i+1 < len(parts); i += 2 {
		parts[i] = style.paint(bold, parts[i])
	}
	return strings.Join(parts, "")
}

func example(b *bytes.Buffer, style Style, title, text string) {
	if text == "" {
		return
	}
	fmt.Fprintf(b, "\n%s\n\n", title)
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(line)
	}
}

// RulesText returns the list of rules for a terminal.
func RulesText(style Style, list []*rules.Rule) []byte {
	longest := 0
	for _, r := range list {
		longest = max(longest, len(r.Name))
	}
	var b bytes.Buffer
	for _, r := range list {
		severity := style.paint(severityColor(r.Severity), fmt.Sprintf("%-8s", r.Severity))
		fmt.Fprintf(&b, "%-*s  %s %-11s %s\n", longest, r.Name, severity, r.Consequence, r.Title)
	}
	return b.Bytes()
}

type jsonRule struct {
	Name        string  `json:"name"`
	Severity    string  `json:"severity"`
	Consequence string  `json:"consequence"`
	Profile     *string `json:"profile"`
	Title       string  `json:"title"`
	Text        string  `json:"text"`
	Bad         string  `json:"bad"`
	Good        string  `json:"good"`
	Since       string  `json:"since"`
}

// RulesJSON returns the list of rules, with all that is documented of them.
func RulesJSON(list []*rules.Rule) []byte {
	var b bytes.Buffer
	b.WriteString(`{"rules": [`)
	for i, r := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		rule := jsonRule{
			Name: r.Name, Severity: r.Severity.String(), Consequence: string(r.Consequence),
			Title: r.Title, Text: r.Text, Bad: r.Bad, Good: r.Good, Since: r.Since,
		}
		if r.Convention {
			profile := string(rules.Cloud66)
			rule.Profile = &profile
		}
		b.WriteString("\n  ")
		b.Write(encode(rule))
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

// ruleMarkdown returns the documentation of a rule as Markdown.
func ruleMarkdown(r *rules.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.\n\n%s\n", r.Title, strings.TrimSpace(r.Text))
	for _, e := range []struct{ title, text string }{{"Wrong", r.Bad}, {"Right", r.Good}} {
		if e.text != "" {
			fmt.Fprintf(&b, "\n**%s**\n\n```ruby\n%s\n```\n", e.title, strings.TrimRight(e.text, "\n"))
		}
	}
	return b.String()
}
