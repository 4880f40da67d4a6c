package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
)

// check finds pills, reads them, and prints what is wrong with them, or is left
// when they are fixed.
func check(p *program) int {
	if len(p.args) == 0 {
		return p.usageError(errors.New("no path given; use . for the current folder, or - for standard input"))
	}
	sinks, err := p.sinks()
	if err != nil {
		return p.usageError(err)
	}
	if err := p.checkContradiction(); err != nil {
		return p.usageError(err)
	}
	switch {
	case p.options.diff:
		return fix(p)
	case p.options.watch:
		return p.watch(sinks)
	}
	t, ok := p.targets(p.args)
	return p.checkTargets(t, ok, sinks)
}

// checkContradiction returns what is wrong with the flags taken together.
func (p *program) checkContradiction() error {
	stdin := slices.Contains(p.args, input.Stdin)
	if at := slices.IndexFunc(p.args, isMissingYAML); at >= 0 && p.options.writeBaseline == flagAlone {
		return fmt.Errorf("--write-baseline takes its file after a =: --write-baseline=%s", p.args[at])
	}
	switch {
	case p.options.unsafe && !p.options.fix && !p.options.diff:
		return errors.New("--unsafe needs --fix or --diff")
	case p.options.fix && !p.options.diff && stdin:
		return errors.New("--fix cannot fix standard input; use pilllint fix -")
	case p.given("write-baseline") && p.options.watch:
		return errors.New("--write-baseline and --watch contradict each other")
	case p.given("write-baseline") && p.options.statistics:
		return errors.New("--write-baseline and --statistics contradict each other")
	case p.options.watch && stdin:
		return errors.New("--watch cannot watch standard input")
	}
	return p.contradiction()
}

// isMissingYAML reports whether a path can only be meant as that of a baseline to
// be written.
func isMissingYAML(path string) bool {
	return (strings.HasSuffix(path, ".yml") || strings.HasSuffix(path, ".yaml")) && !exists(path)
}

// checkTargets is one run over all files, if it is clear what holds for them.
func (p *program) checkTargets(t *targets, ok bool, sinks []sink) int {
	if !ok {
		return exitUsage
	}
	var unwritten []*input.Failure
	if p.options.fix {
		unwritten = p.fixFirst(t)
	}
	wantsStops := slices.ContainsFunc(sinks, func(s sink) bool { return s.format.Stops })
	report := p.lint(t, wantsStops)
	for _, f := range unwritten {
		report.Failures = append(report.Failures, output.Failure{Path: f.Path, Message: f.Message})
	}
	report.FailLevel = p.failLevel(t)
	if n, err := strconv.Atoi(p.options.maxWarnings); err == nil {
		report.Allow(n)
	}
	code := exitCode(report)
	if t.baselines.write {
		code = t.baselines.save()
		if len(report.Failures) > 0 {
			code = exitUnread
		}
		return code
	}
	t.baselines.tellStale()
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
