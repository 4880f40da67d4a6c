package output

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// writeText is for people: a line that grep and editors understand, then the
// line of the pill with the words underlined, related places and the fix.
// Unless quiet, it ends in a summary.
func writeText(b *bufio.Writer, r *Report, s Settings) {
	first := true
	for d := range r.All {
		if !first {
			b.WriteByte('\n')
		}
		first = false
		finding(b, s.Style, d)
	}
	if !s.Quiet && r.Read > 0 {
		b.WriteString(summaryLine(s.Style, r.Summary))
	}
}

// writeConcise writes a line for each finding, and nothing else.
func writeConcise(b *bufio.Writer, r *Report, s Settings) {
	for d := range r.All {
		headline(b, s.Style, d)
	}
}

// finding writes one finding.
func finding(b io.Writer, style Style, d diag.Diagnostic) {
	headline(b, style, d)
	if !d.Span.IsZero() {
		excerpt(b, style, d)
	}
	for _, r := range d.Related {
		fmt.Fprintf(b, "  %s %s\n", style.paint(bold, place(r.Span)+":"), printable(r.Message))
	}
	if len(d.Fixes) > 0 {
		fmt.Fprintf(b, "  %s %s\n", style.paint(green, "fix:"), printable(d.Fixes[0].Title))
	}
}

// headline writes a finding in one line.
func headline(b io.Writer, style Style, d diag.Diagnostic) {
	fmt.Fprintf(b, "%s %s %s %s\n", style.paint(bold, place(d.Span)+":"),
		style.paint(severityColor(d.Severity), d.Severity.String()+":"), style.paint(bold, printable(d.Message)), style.paint(dim, "["+d.Rule+"]"))
}

// excerpt writes the line of a finding and the marks under it.
func excerpt(b io.Writer, style Style, d diag.Diagnostic) {
	s := snippetOf(d.Span)
	if strings.TrimSpace(s.text) == "" {
		return // at the end of the file: there is nothing to show
	}
	number := strconv.Itoa(d.Span.Line())
	indent, marks := s.underline()
	fmt.Fprintf(b, " %s %s\n", style.paint(dim, number+" |"), s.text)
	fmt.Fprintf(b, " %s %s%s\n", style.paint(dim, strings.Repeat(" ", len(number))+" |"), indent, style.paint(severityColor(d.Severity), marks))
}

func place(s source.Span) string { return printable(s.String()) }

func summaryLine(style Style, s Summary) string {
	code := green
	for level := diag.Hint; level >= diag.Error; level-- {
		if s.Counts[level] > 0 {
			code = severityColor(level)
		}
	}
	lead := ""
	if s.Counts.Total() > 0 {
		lead = "\n"
	}
	return lead + style.paint(code, s.String()) + "\n"
}
