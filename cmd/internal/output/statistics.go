package output

// This file writes how often each rule found something.

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

// WroteBaseline says what was written to a baseline.
func WroteBaseline(path string, findings, files int) string {
	return fmt.Sprintf("wrote %s: %s in %s", path, plural(findings, "finding"), plural(files, "file"))
}

// A tally is what one rule found in a run.
type tally struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"` // the worst
	Count    int    `json:"count"`
	Safe     int    `json:"fixable"`        // those with a safe fix
	Unsafe   int    `json:"fixable_unsafe"` // those with other fixes only
	severity diag.Severity
}

// tallies counts the findings of each rule, the most frequent first.
func tallies(r *Report) []*tally {
	byRule := map[string]*tally{}
	list := []*tally{}
	for _, f := range r.Files {
		for _, d := range f.Found {
			t := byRule[d.Rule]
			if t == nil {
				t = &tally{Rule: d.Rule, severity: d.Severity}
				byRule[d.Rule] = t
				list = append(list, t)
			}
			t.Count++
			t.severity = min(t.severity, d.Severity)
			switch {
			case slices.ContainsFunc(d.Fixes, func(f diag.Fix) bool { return f.Safe }):
				t.Safe++
			case len(d.Fixes) > 0:
				t.Unsafe++
			}
		}
	}
	for _, t := range list {
		t.Severity = t.severity.String()
	}
	slices.SortFunc(list, func(a, b *tally) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Rule, b.Rule)) })
	return list
}

// FindStatistics returns the format of that name for how often each rule found
// something.
func FindStatistics(name string) (Format, bool) {
	switch name {
	case "text":
		return Format{Name: name, write: writeStatistics}, true
	case "json":
		return Format{Name: name, write: writeStatisticsJSON}, true
	}
	return Format{}, false
}

// writeStatistics is for people: a line for each rule.
func writeStatistics(b *bufio.Writer, r *Report, s Settings) {
	list := tallies(r)
	digits, longest := 0, 0
	for _, t := range list {
		digits, longest = max(digits, len(fmt.Sprint(t.Count))), max(longest, len(t.Rule))
	}
	for _, t := range list {
		severity := s.Style.paint(severityColor(t.severity), fmt.Sprintf("%-7s", t.Severity))
		line := fmt.Sprintf("%*d  %s  %-*s  %s", digits, t.Count, severity, longest, t.Rule, s.Style.paint(green, t.fixable()))
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	if !s.Quiet && r.Read > 0 {
		b.WriteString(summaryLine(s.Style, r.Summary))
	}
}

// fixable says how many of the findings have fixes.
func (t *tally) fixable() string {
	switch {
	case t.Safe > 0 && t.Unsafe > 0:
		return fmt.Sprintf("%d fixable, %d more with --unsafe", t.Safe, t.Unsafe)
	case t.Safe > 0:
		return fmt.Sprintf("%d fixable", t.Safe)
	case t.Unsafe > 0:
		return fmt.Sprintf("%d fixable with --unsafe", t.Unsafe)
	}
	return ""
}

// writeStatisticsJSON is for programs.
func writeStatisticsJSON(b *bufio.Writer, r *Report, _ Settings) {
	b.WriteString(`{"statistics": [`)
	for i, t := range tallies(r) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n  ")
		b.Write(encode(t))
	}
	endJSON(b, r)
}
