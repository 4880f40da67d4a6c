package main

import (
	"errors"

	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/parser/diag"
)

// check finds pills, reads them, and prints what is wrong with them.
func check(p *program) int {
	if len(p.args) == 0 {
		return p.usageError(errors.New("no path given; . is the current folder, - is standard input"))
	}
	report := p.lint(p.args)
	report.FailLevel, _ = diag.ParseSeverity(p.options.failLevel)
	// If nobody reads the result any more there is nobody to tell.
	_ = p.format().Write(p.stdout, report)
	return exitCode(report)
}

// format returns the format of findings that was asked for.
func (p *program) format() output.Format {
	if p.options.format == "json" {
		return output.JSON()
	}
	return output.Text(p.style(), p.options.quiet)
}

// exitCode returns how a run ends.
func exitCode(r *output.Report) int {
	switch {
	case len(r.Failures) > 0:
		return exitUnread
	case r.Fails():
		return exitFindings
	}
	return exitClean
}
