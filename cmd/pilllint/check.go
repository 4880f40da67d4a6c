package main

import (
	"errors"
	"slices"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/parser/diag"
)

// check finds pills, reads them, and prints what is wrong with them, or is left
// when they are fixed.
func check(p *program) int {
	if len(p.args) == 0 {
		return p.usageError(errors.New("no path given; . is the current folder, - is standard input"))
	}
	sinks, err := p.sinks()
	if err != nil {
		return p.usageError(err)
	}
	switch {
	case p.options.diff:
		return fix(p)
	case p.options.unsafe && !p.options.fix:
		return p.usageError(errors.New("--unsafe needs --fix or --diff"))
	case p.options.fix && slices.Contains(p.args, input.Stdin):
		return p.usageError(errors.New("--fix has nowhere to write standard input; use pilllint fix -"))
	}
	var unwritten []*input.Failure
	if p.options.fix {
		unwritten = p.fixFirst()
	}
	wantsStops := slices.ContainsFunc(sinks, func(s sink) bool { return s.format.Stops })
	report := p.lint(p.args, wantsStops)
	for _, f := range unwritten {
		report.Failures = append(report.Failures, output.Failure{Path: f.Path, Message: f.Message})
	}
	report.FailLevel, _ = diag.ParseSeverity(p.options.failLevel)
	code := exitCode(report)
	for _, s := range sinks {
		if err := p.write(s, report); err != nil {
			p.complain("%s", err)
			code = exitUnread
		}
	}
	return code
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
