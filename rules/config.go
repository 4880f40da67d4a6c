package rules

// This file holds what a team may settle about the rules: the contents of a
// .pilllint.yml. config_keys.go is the table of its keys, config_read.go reads
// it, config_find.go finds it.

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
)

// A Config is what one configuration file says. Its zero value, and nil, say
// nothing: all is as it is by default. It is not to be changed once it is read.
type Config struct {
	File        *source.File       // what was read; nil if there is none
	Folder      string             // the absolute folder that its paths are relative to
	Profile     Profile            // "" is Cloud66
	FailLevel   string             // a severity or "never"; "" is a warning
	Baseline    string             // the path of the baseline, as it is written; "" is none
	Exclude     []string           // which pills are left out, as globs
	Rules       map[string]Setting // by rule, consequence or "all"
	Environment map[string]*string // variables to assume; nil is one that is not set
	Constants   map[string]any     // to assume, by path: string, int64, float64, bool, nil, []any of these
	Versions    Versions

	places map[string]source.Span // of each value, by key: "rules.missing-log"
}

// A Setting is what a configuration says of a rule, or of a group of them.
type Setting struct {
	Off      bool
	Severity diag.Severity       // 0: the rule's own
	Options  map[string][]string // by name
}

// AllRules is the name of the group that every rule is in. The consequences
// are the names of others.
const AllRules = "all"

// Place returns where the value of a key stands; the zero Span if it is not
// given.
func (c *Config) Place(key string) source.Span {
	if c == nil {
		return source.Span{}
	}
	return c.places[key]
}

// Excludes returns the glob that leaves out the pill at an absolute path, or a
// folder that it is in; ok is false if none does.
func (c *Config) Excludes(path string) (glob string, ok bool) {
	if c == nil || len(c.Exclude) == 0 {
		return "", false
	}
	rel, err := filepath.Rel(c.Folder, path)
	if err != nil {
		return "", false
	}
	rel = filepath.ToSlash(rel)
	i := slices.IndexFunc(c.Exclude, func(glob string) bool { return matchesGlob(glob, rel) })
	if i < 0 || rel == ".." || strings.HasPrefix(rel, "../") {
		return "", false
	}
	return c.Exclude[i], true
}

// matchesGlob reports whether a glob matches a path or a folder above it.
func matchesGlob(glob, path string) bool {
	glob = strings.TrimSuffix(strings.TrimPrefix(glob, "./"), "/")
	for end := range path {
		if path[end] == '/' && doublestar.MatchUnvalidated(glob, path[:end]) {
			return true
		}
	}
	return doublestar.MatchUnvalidated(glob, path)
}

// BaselinePath returns the absolute path of the baseline; "" if there is none.
func (c *Config) BaselinePath() string {
	if c == nil || c.Baseline == "" {
		return ""
	}
	if filepath.IsAbs(c.Baseline) {
		return c.Baseline
	}
	return filepath.Join(c.Folder, filepath.FromSlash(c.Baseline))
}

// Assume returns an environment that answers with the configuration's values,
// and where it has none as env does. The values are new ones, since a pill may
// change what it is given.
func (c *Config) Assume(env eval.Env) eval.Env {
	if c == nil {
		return env
	}
	env.Vars = c.Environment
	if len(c.Constants) > 0 {
		env.Consts = make(map[string]eval.Value, len(c.Constants))
		for name, v := range c.Constants {
			env.Consts[name] = rubyValue(v)
		}
	}
	return env
}

// rubyValue makes the Ruby value of one that a configuration may give.
func rubyValue(v any) eval.Value {
	switch v := v.(type) {
	case string:
		return &eval.Str{S: v}
	case int64:
		return eval.Int(v)
	case float64:
		return eval.Float(v)
	case bool:
		return eval.Bool(v)
	case []any:
		list := &eval.Array{}
		for _, e := range v {
			list.Elems = append(list.Elems, rubyValue(e))
		}
		return list
	}
	return eval.Nil{}
}
