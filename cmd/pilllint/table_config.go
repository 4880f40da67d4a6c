package main

// This file is the part of the table that is about configuration.

import (
	"errors"
	"strconv"

	"github.com/pilllint/pilllint/rules"
)

func configFlags() []flagSpec {
	return []flagSpec{
		{
			name: "config", value: "FILE", usage: "use this configuration for all files instead of the .pilllint.yml nearest to each",
			text: func(o *options) *string { return &o.config },
		},
		{
			name: "no-config", usage: "read no configuration",
			truth: func(o *options) *bool { return &o.noConfig },
		},
	}
}

func selectFlag() flagSpec {
	return flagSpec{
		name: "select", value: "RULE,...", check: selection, joined: true,
		usage: "check only these rules, whatever the configuration says; a consequence, such as load, means its rules, and all means those of the profile",
		text:  func(o *options) *string { return &o.selected },
	}
}

func ignoreFlag() flagSpec {
	return flagSpec{
		name: "ignore", value: "RULE,...", check: selection, joined: true, usage: "do not check these rules; named like those of --select",
		text: func(o *options) *string { return &o.ignored },
	}
}

func selection(list string) error {
	_, err := rules.ParseSelection(list)
	return err
}

func maxWarningsFlag() flagSpec {
	return flagSpec{
		name: "max-warnings", value: "N", usage: "exit with status 1 for more warnings than this, and not for fewer",
		check: func(s string) error {
			if n, err := strconv.Atoi(s); err != nil || n < 0 {
				return errors.New("must be a whole number, 0 or more")
			}
			return nil
		},
		text: func(o *options) *string { return &o.maxWarnings },
	}
}

func baselineFlags() []flagSpec {
	return []flagSpec{
		{
			name: "baseline", value: "FILE", usage: "do not report the findings in this file",
			text: func(o *options) *string { return &o.baseline },
		},
		{
			name: "no-baseline", usage: "ignore the baseline of the configuration",
			truth: func(o *options) *bool { return &o.noBaseline },
		},
	}
}

func writeBaselineFlag() flagSpec {
	return flagSpec{
		name: "write-baseline", value: "FILE", alone: true,
		usage: "write findings to the baseline instead of reporting them; the default file is that of --baseline or of the configuration, or else " + baselineName,
		text:  func(o *options) *string { return &o.writeBaseline },
	}
}

func forceExcludeFlag() flagSpec {
	return flagSpec{
		name: "force-exclude", usage: "skip files that the configuration excludes even if they are named, as pre-commit does",
		truth: func(o *options) *bool { return &o.forceExclude },
	}
}

func statisticsFlag() flagSpec {
	return flagSpec{
		name: "statistics", usage: "print the number of findings of each rule instead of the findings",
		truth: func(o *options) *bool { return &o.statistics },
	}
}

func watchFlag() flagSpec {
	return flagSpec{
		name: "watch", usage: "check again whenever a pill or a configuration changes, until interrupted",
		truth: func(o *options) *bool { return &o.watch },
	}
}

func schemaFlag() flagSpec {
	return flagSpec{
		name: "schema", usage: "print the JSON Schema of configurations, for editors",
		truth: func(o *options) *bool { return &o.schema },
	}
}
