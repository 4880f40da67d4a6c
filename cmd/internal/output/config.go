package output

// This file writes the configuration that holds for a path.

import (
	"bytes"
	"encoding/json"
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/rules"
)

// A Configuration is what holds for a path, and where it comes from.
type Configuration struct {
	Path       string
	File       string // "" if there is none
	ExcludedBy string // the pattern that leaves the path out; "" if none does
	Values     []ConfigValue
}

// A ConfigValue is a value and its origin: a flag, or a line of the file, or else
// the default.
type ConfigValue struct {
	rules.ConfigValue
	Flag string // with its dashes
	Line int    // from 1
}

// ConfigText returns a configuration for people: a line for each value, and its
// origin as a comment.
func ConfigText(c *Configuration) []byte {
	var b bytes.Buffer
	if c.File == "" {
		fmt.Fprintf(&b, "# no %s for %s\n", rules.ConfigNames()[0], c.Path)
	} else {
		fmt.Fprintf(&b, "# %s\n", c.File)
	}
	if c.ExcludedBy != "" {
		fmt.Fprintf(&b, "# %s is excluded by %q\n", c.Path, c.ExcludedBy)
	}
	for _, v := range c.Values {
		origin := "default"
		switch {
		case v.Flag != "":
			origin = v.Flag
		case v.Line > 0:
			origin = fmt.Sprintf("line %d", v.Line)
		}
		fmt.Fprintf(&b, "%s: %s  # %s\n", v.Key, v.Value, origin)
	}
	return b.Bytes()
}

type jsonConfiguration struct {
	Path       string            `json:"path"`
	File       *string           `json:"file"`
	ExcludedBy *string           `json:"excluded_by"`
	Values     []jsonConfigValue `json:"values"`
}

type jsonConfigValue struct {
	Key    string `json:"key"`
	Value  any    `json:"value"`
	Origin string `json:"origin"` // default, file or flag
	Flag   string `json:"flag,omitempty"`
	Line   int    `json:"line,omitempty"`
}

// ConfigJSON returns a configuration for programs.
func ConfigJSON(c *Configuration) []byte {
	out := jsonConfiguration{Path: c.Path, File: orNull(c.File), ExcludedBy: orNull(c.ExcludedBy), Values: []jsonConfigValue{}}
	for _, v := range c.Values {
		value := jsonConfigValue{Key: v.Key, Origin: "default", Flag: v.Flag, Line: v.Line}
		switch {
		case v.Flag != "":
			value.Origin, value.Line = "flag", 0
		case v.Line > 0:
			value.Origin = "file"
		}
		value.Value = configValueJSON(v.Value)
		out.Values = append(out.Values, value)
	}
	return append(encode(out), '\n')
}

// configValueJSON returns a value of YAML as JSON has it, or its text where JSON
// has no such value.
func configValueJSON(text string) any {
	var v any
	if yaml.Unmarshal([]byte(text), &v) != nil {
		return text
	}
	if _, err := json.Marshal(v); err != nil {
		return text
	}
	return v
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
