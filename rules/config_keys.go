package rules

// This file is the table of the keys of a configuration. Reading, the JSON
// Schema, the starter file, the printed configuration and the documentation all
// come from it.

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/diag"
)

// A ConfigKey is one key of a configuration.
type ConfigKey struct {
	Name    string // "versions.ruby" is ruby in the mapping versions
	Text    string // what it is for, in plain sentences
	Preset  string // what holds without it, for people
	Example string // YAML of the key and a value that somebody may want

	schema func() schema
	read   func(*configReader, *yaml.Node)
	show   func(*Config) []ConfigValue
}

// A ConfigValue is one value of a configuration, as YAML in one line.
type ConfigValue struct{ Key, Value string }

// ConfigKeys lists the keys, in the order of the documentation.
func ConfigKeys() []ConfigKey {
	return []ConfigKey{
		{
			Name: "profile",
			Text: "Which conventions to check: cloud66 checks those of Cloud 66's servers, bluepill checks only what Bluepill\n" +
				"does.",
			Preset: string(Cloud66), Example: "profile: bluepill",
			schema: func() schema { return oneOf(profileNames()) },
			read:   func(r *configReader, n *yaml.Node) { r.config.Profile = Profile(r.choice(n, profileNames())) },
			show: func(c *Config) []ConfigValue {
				return single("profile", string(c.Profile), string(Cloud66))
			},
		},
		{
			Name:   "fail_level",
			Text:   "The lowest severity that makes a run fail. If a run uses several configurations, the strictest counts.",
			Preset: diag.Warning.String(), Example: "fail_level: error",
			schema: func() schema { return oneOf(FailLevels()) },
			read:   func(r *configReader, n *yaml.Node) { r.config.FailLevel = r.choice(n, FailLevels()) },
			show: func(c *Config) []ConfigValue {
				return single("fail_level", c.FailLevel, diag.Warning.String())
			},
		},
		{
			Name: "versions.ruby",
			Text: "The version of the Ruby that Bluepill runs on. If it is set, pilllint also reports what that version does\n" +
				"differently.",
			Preset: "not known", Example: "versions:\n  ruby: 3.1",
			schema: versionSchema,
			read:   func(r *configReader, n *yaml.Node) { r.config.Versions.Ruby = r.version(n) },
			show:   func(c *Config) []ConfigValue { return single("versions.ruby", versionText(c.Versions.Ruby), "") },
		},
		{
			Name:   "versions.bluepill",
			Text:   "The version of Bluepill that loads the pills.",
			Preset: "0.1.3", Example: "versions:\n  bluepill: 0.0.70",
			schema: versionSchema,
			read:   func(r *configReader, n *yaml.Node) { r.config.Versions.Bluepill = r.version(n) },
			show: func(c *Config) []ConfigValue {
				return single("versions.bluepill", versionText(c.Versions.Bluepill), "")
			},
		},
		{
			Name: "exclude",
			Text: "Globs of pills or folders to leave out. They are relative to the folder of this file: *.pill is\n" +
				"one beside it, **/*.pill one anywhere below. A file that is named on the command line is checked\n" +
				"anyway, unless --force-exclude is given.",
			Preset: "none", Example: "exclude:\n  - legacy\n  - \"**/*_old.pill\"",
			schema: func() schema { return schema{"type": "array", "items": schema{"type": "string", "minLength": 1}} },
			read:   func(r *configReader, n *yaml.Node) { r.list(n, r.glob) },
			show: func(c *Config) []ConfigValue {
				var list []ConfigValue
				for i, glob := range c.Exclude {
					list = append(list, ConfigValue{"exclude." + strconv.Itoa(i), inline(glob)})
				}
				return list
			},
		},
		{
			Name: "rules",
			Text: "Which rules are checked: off, on, or a severity (error, warning, info, hint). A finding that is milder than its\n" +
				"rule stays milder. A consequence (load, daemon, process, security, convention, comment) or all stands for all\n" +
				"its rules; the setting of a single rule takes precedence. To set options of a rule, write a mapping with its\n" +
				"severity. A rule that is on is checked in every profile. syntax-error is always on.",
			Preset: "every rule of the profile is on", Example: "rules:\n  convention: info\n  missing-log: off\n  naming-prefix:\n    severity: hint\n    prefixes: [shop_]",
			schema: rulesSchema,
			read:   func(r *configReader, n *yaml.Node) { r.mapping(n, "rules", r.rule) },
			show:   showRules,
		},
		{
			Name: "environment",
			Text: "Environment variables to assume, so that pilllint knows more of a pill. null means that the variable is\n" +
				"not set. These apply even with --host-env.",
			Preset: "none is known", Example: "environment:\n  RAILS_ENV: production\n  DEBUG: null",
			schema: func() schema {
				return schema{"type": "object", "additionalProperties": schema{"type": []string{"string", "number", "boolean", "null"}}}
			},
			read: func(r *configReader, n *yaml.Node) { r.mapping(n, "environment", r.variable) },
			show: func(c *Config) []ConfigValue {
				return sortedValues("environment", c.Environment, func(v *string) string {
					if v == nil {
						return "null"
					}
					return inline(*v)
				})
			},
		},
		{
			Name: "constants",
			Text: "Ruby constants to assume where a pill does not define them, such as those of an application that it is\n" +
				"loaded with: texts, numbers, true, false, null, and lists of these.",
			Preset: "none", Example: "constants:\n  RAILS_ROOT: /srv/shop/current\n  Settings::WORKERS: 4",
			schema: func() schema {
				scalar := []string{"string", "number", "boolean", "null"}
				return schema{
					"type": "object", "additionalProperties": false,
					"patternProperties": schema{constantPattern.String(): schema{
						"type": append(slices.Clone(scalar), "array"), "items": schema{"type": scalar},
					}},
				}
			},
			read: func(r *configReader, n *yaml.Node) { r.mapping(n, "constants", r.constant) },
			show: func(c *Config) []ConfigValue {
				return sortedValues("constants", c.Constants, func(v any) string { return inline(v) })
			},
		},
		{
			Name: "baseline",
			Text: "A file of known findings that are not reported, relative to the folder of this file.\n" +
				"`pilllint --write-baseline` writes it.",
			Preset: "none", Example: "baseline: .pilllint-baseline.yml",
			schema: func() schema { return schema{"type": "string", "minLength": 1} },
			read:   func(r *configReader, n *yaml.Node) { r.config.Baseline = r.word(n) },
			show:   func(c *Config) []ConfigValue { return single("baseline", c.Baseline, "") },
		},
	}
}

// FailLevels are the words for what makes a run fail.
func FailLevels() []string { return append(severities(), "never") }

func severities() []string {
	var names []string
	for s := diag.Error; s <= diag.Hint; s++ {
		names = append(names, s.String())
	}
	return names
}

func profileNames() []string { return []string{string(Cloud66), string(Bluepill)} }

// Values lists all values of a configuration, in the order of the keys; those
// that it does not give are the defaults, where there are any.
func (c *Config) Values() []ConfigValue {
	if c == nil {
		c = &Config{}
	}
	var list []ConfigValue
	for _, key := range ConfigKeys() {
		list = append(list, key.show(c)...)
	}
	return list
}

// single is the list of one value: the one given, or else the default, unless
// there is none.
func single(key, value, preset string) []ConfigValue {
	if value == "" {
		value = preset
	}
	if value == "" {
		return nil
	}
	return []ConfigValue{{key, inline(value)}}
}

func versionText(v Version) string {
	if v.IsZero() {
		return ""
	}
	return v.String()
}

func sortedValues[V any](key string, m map[string]V, show func(V) string) []ConfigValue {
	var list []ConfigValue
	for _, name := range slices.Sorted(maps.Keys(m)) {
		list = append(list, ConfigValue{key + "." + name, show(m[name])})
	}
	return list
}

func showRules(c *Config) []ConfigValue {
	var list []ConfigValue
	for _, name := range slices.Sorted(maps.Keys(c.Rules)) {
		s, state := c.Rules[name], "on"
		switch {
		case s.Off:
			state = "off"
		case s.Severity != 0:
			state = s.Severity.String()
		}
		list = append(list, ConfigValue{"rules." + name, state})
		list = append(list, sortedValues("rules."+name, s.Options, func(v []string) string { return inline(v) })...)
	}
	return list
}

// inline returns a value as YAML in one line.
func inline(v any) string {
	var n yaml.Node
	if err := n.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	n.Style |= yaml.FlowStyle
	if n.Kind == yaml.ScalarNode && strings.Contains(n.Value, "\n") {
		n.Style = yaml.DoubleQuotedStyle
	}
	return strings.TrimRight(string(encodeYAML(&n)), "\n")
}

// encodeYAML returns a node as YAML.
func encodeYAML(n *yaml.Node) []byte {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(n); err != nil {
		panic(err) // it is made of texts and numbers only
	}
	return b.Bytes()
}
