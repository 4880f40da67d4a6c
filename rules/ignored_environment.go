package rules

// This file finds, for misread-argument, the environment that delayed_job is told and
// does not take.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

// environmentVariables are those that tell Rails its environment.
var environmentVariables = strings.Fields("RAILS_ENV RACK_ENV")

// setsEnvironment reports whether one of them may be set for the program of a
// command.
func setsEnvironment(c *commandText) bool {
	text := textWithHoles(c.setting)
	return slices.ContainsFunc(environmentVariables, func(name string) bool {
		return variableSet(c.process, name) || strings.Contains(text, name)
	})
}

// ignoredEnvironment reports an environment that delayed_job is told by an option,
// unless RAILS_ENV may be set for it.
func (p *Pass) ignoredEnvironment(c *commandText, run program.Run) {
	if run.Name != "delayed_job" || run.Mode == program.Undecided || setsEnvironment(c) || p.setsENV(environmentVariables...) {
		return
	}
	names := []string{"-e", "--environment"}
	told, ok := run.Argument(names...)
	if !ok || strings.HasPrefix(told, "-") || told == "development" {
		return
	}
	word := told
	for i, w := range run.Args {
		switch {
		case slices.Contains(names, w) && i+1 < len(run.Args):
			word = w + " " + run.Args[i+1]
		case strings.HasPrefix(w, "--environment="), strings.HasPrefix(w, "-e") && len(w) > 2:
			word = w
		}
	}
	option, _, _ := strings.Cut(word, "=")
	option, _, _ = strings.Cut(option, " ")
	if !strings.HasPrefix(option, "--") {
		option = "-e"
	}
	p.settingFinding(c.process, c.setting, c.wordPlace(word), "delayed_job ignores %s: it runs in development, unless its environment has RAILS_ENV", option).
		Severity(diag.Info).Done(p)
}
