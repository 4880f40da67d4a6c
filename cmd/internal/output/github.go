package output

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

// writeGitHub writes findings as commands to a runner of GitHub Actions, which
// shows them beside the lines of a change. Columns count only where a finding
// begins and ends in one line. Inputs that could not be read are errors.
func writeGitHub(b *bufio.Writer, r *Report, _ Settings) {
	for d := range r.All {
		kind := "notice"
		if d.Severity <= diag.Warning {
			kind = d.Severity.String()
		}
		fmt.Fprintf(b, "::%s file=%s", kind, gitHubPath(r.path(d.Span)))
		at := rangeJSON(d.Span)
		fmt.Fprintf(b, ",line=%d,endLine=%d", at.Start.Line, at.End.Line)
		if at.Start.Line == at.End.Line {
			fmt.Fprintf(b, ",col=%d,endColumn=%d", at.Start.Column, at.End.Column)
		}
		text := printable(d.Message)
		for _, related := range d.Related {
			start := rangeJSON(related.Span).Start
			text += fmt.Sprintf("\n%s:%d:%d: %s", printable(r.path(related.Span)), start.Line, start.Column, printable(related.Message))
		}
		fmt.Fprintf(b, ",title=%s::%s\n", gitHubProperty.Replace(d.Rule), gitHubData.Replace(text))
	}
	for _, f := range r.Failures {
		fmt.Fprintf(b, "::error file=%s,title=not read::%s\n",
			gitHubPath(r.relative(f.Path)), gitHubData.Replace(printable(f.Message)))
	}
}

// gitHubPath is the path of a file as the value of a property. What a terminal
// would take for a command is made visible, as the runner does not do that.
func gitHubPath(path string) string { return printable(gitHubProperty.Replace(path)) }

// gitHubData escapes the text of a command, and gitHubProperty the value of a
// property, as the runner's own toolkit does.
var (
	gitHubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	gitHubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
