package output

import (
	"bufio"

	"github.com/pilllint/pilllint/parser/diag"
)

// writeGitLab writes a Code Quality report of GitLab: a list, in which each
// finding has a fingerprint, by which GitLab tells new ones from old.
func writeGitLab(b *bufio.Writer, r *Report, _ Settings) {
	prints := fingerprinter{}
	b.WriteByte('[')
	separator := ""
	for d := range r.All {
		b.WriteString(separator + "\n  ")
		separator = ","
		at := rangeJSON(d.Span)
		b.Write(encode(gitLabIssue{
			Description: r.explained(d), CheckName: d.Rule, Fingerprint: prints.of(r, d), Severity: gitLabSeverity(d),
			Location: gitLabLocation{r.path(d.Span), gitLabLines{at.Start.Line, at.End.Line}},
		}))
	}
	b.WriteString("\n]\n")
}

type gitLabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitLabLocation `json:"location"`
}

type gitLabLocation struct {
	Path  string      `json:"path"`
	Lines gitLabLines `json:"lines"`
}

type gitLabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// gitLabSeverity returns one of GitLab's five: an error that ends the daemon,
// or keeps it from starting, takes all processes with it.
func gitLabSeverity(d diag.Diagnostic) string {
	switch d.Severity {
	case diag.Error:
		if d.Consequence == diag.Load || d.Consequence == diag.Daemon {
			return "blocker"
		}
		return "critical"
	case diag.Warning:
		return "major"
	case diag.Info:
		return "minor"
	}
	return "info"
}
