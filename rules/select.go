package rules

// This file says which rules run, and how severe they are.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

// ParseSelection reads a list of rules for Options.Select and Options.Ignore:
// the names of rules, of consequences, and all, with commas between.
func ParseSelection(list string) ([]string, error) {
	var names []string
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if !slices.Contains(selectable(), name) {
			if hint := didYouMean(name, selectable()); hint != "" {
				return nil, fmt.Errorf("unknown rule %q%s", name, hint)
			}
			return nil, fmt.Errorf("unknown rule %q; \"pilllint rules\" lists them", name)
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no rule given")
	}
	return names, nil
}

// selectable are the names that stand for rules.
func selectable() []string {
	names := groups()
	for _, r := range All() {
		names = append(names, r.Name)
	}
	return names
}

// runs reports whether a rule runs under the options.
func (o Options) runs(r *Rule) bool {
	_, on := o.setting(r)
	return on
}

// setting reports whether a rule runs, and as how severe. Options.Select and
// Options.Ignore go before the configuration, and that before the profile;
// what is said of a rule itself goes before what is said of its consequence, and
// that before what is said of all. syntax-error always runs, and a rule about
// what came with a later Bluepill never.
func (o Options) setting(r *Rule) (severity diag.Severity, on bool) {
	if r == syntaxError || r == manifestSyntax {
		return r.Severity, true
	}
	if v := o.versions().Bluepill; !v.IsZero() && v.Before(r.From) {
		return r.Severity, false
	}
	severity = r.Severity
	inProfile := !r.Convention || o.profile() != Bluepill
	on = inProfile
	if c := o.Configuration; c != nil && len(c.Rules) > 0 {
		for _, name := range []string{AllRules, string(r.Consequence), r.Name} {
			s, ok := c.Rules[name]
			if !ok {
				continue
			}
			if s.Severity != 0 {
				severity = s.Severity
			}
			switch {
			case s.Off:
				on = false
			case name != AllRules:
				on = o.Profile == "" || inProfile
			}
		}
	}
	if len(o.Select) > 0 {
		on = inProfile && slices.Contains(o.Select, AllRules) || r.isIn(o.Select)
	}
	return severity, on && !r.isIn(o.Ignore) && !slices.Contains(o.Ignore, AllRules)
}

// isIn reports whether a selection names the rule or its consequence.
func (r *Rule) isIn(selection []string) bool {
	return slices.Contains(selection, r.Name) || slices.Contains(selection, string(r.Consequence))
}

func (o Options) profile() Profile {
	switch {
	case o.Profile != "":
		return o.Profile
	case o.Configuration != nil && o.Configuration.Profile != "":
		return o.Configuration.Profile
	}
	return Cloud66
}

// versions returns what pills are written for, each as far as it is told.
func (o Options) versions() Versions {
	v := o.Versions
	if c := o.Configuration; c != nil {
		if v.Ruby.IsZero() {
			v.Ruby = c.Versions.Ruby
		}
		if v.Bluepill.IsZero() {
			v.Bluepill = c.Versions.Bluepill
		}
	}
	return v
}

// judged returns a finding as severe as its rule is made, or false if the rule
// does not run.
func (o Options) judged(r *Rule, d diag.Diagnostic) (diag.Diagnostic, bool) {
	severity, on := o.setting(r)
	d.Severity = severityOf(d.Severity, r.Severity, severity)
	return d, on
}

// severityOf is how severe a finding is, given how severe its rule is made: one
// that is milder than its rule stays as mild as it is.
func severityOf(found, rule, made diag.Severity) diag.Severity {
	if made == rule {
		return found
	}
	if found <= rule {
		return made
	}
	return max(found, made)
}
