package output

// This file lists rules.

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/rules"
)

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
	Name        string       `json:"name"`
	Severity    string       `json:"severity"`
	Consequence string       `json:"consequence"`
	Profile     *string      `json:"profile"`
	Title       string       `json:"title"`
	Text        string       `json:"text"`
	Bad         string       `json:"bad"`
	Good        string       `json:"good"`
	Since       string       `json:"since"`
	URL         string       `json:"url"`
	Related     []string     `json:"related"`
	Options     []jsonOption `json:"options"`
}

type jsonOption struct {
	Name    string   `json:"name"`
	Text    string   `json:"text"`
	Default []string `json:"default"`
}

// RulesJSON returns the list of rules, with all that is documented of them.
func RulesJSON(list []*rules.Rule) []byte {
	var b bytes.Buffer
	b.WriteString(`{"rules": [`)
	for i, r := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n  ")
		b.Write(encode(ruleJSON(r)))
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
			fmt.Fprintf(&b, "\n**%s**\n\n```%s\n%s\n```\n", e.title, r.Language(e.text), strings.TrimRight(e.text, "\n"))
		}
	}
	return b.String()
}

// ruleJSON is all that is documented of a rule.
func ruleJSON(r *rules.Rule) jsonRule {
	rule := jsonRule{
		Name: r.Name, Severity: r.Severity.String(), Consequence: string(r.Consequence),
		Title: r.Title, Text: r.Text, Bad: r.Bad, Good: r.Good, Since: r.Since, URL: r.URL(), Related: []string{}, Options: []jsonOption{},
	}
	if r.Convention {
		profile := string(rules.Cloud66)
		rule.Profile = &profile
	}
	for _, o := range r.Options {
		rule.Options = append(rule.Options, jsonOption{o.Name, o.Text, append([]string{}, o.Preset...)})
	}
	for _, other := range r.Relatives() {
		rule.Related = append(rule.Related, other.Name)
	}
	return rule
}
