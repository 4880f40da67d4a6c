package rules

// This file reads a configuration, by the table of keys. It is strict: what it
// does not know is a problem with a place, since a rule that somebody believes
// to be off or on and is not would be worse than no configuration.

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
)

// A Problem is what is wrong with a configuration or a baseline.
type Problem struct {
	Span    source.Span
	Message string
}

// Error returns the place and the message in one line.
func (p Problem) Error() string { return p.Span.String() + ": " + p.Message }

// ReadConfig reads a configuration whose paths are relative to an absolute
// folder. It returns what it could make of it, which is not to be used if there
// are problems.
func ReadConfig(src *source.File, folder string) (*Config, []Problem) {
	r := &configReader{config: &Config{File: src, Folder: folder, places: map[string]source.Span{}}, yamlReader: yamlReader{file: src}}
	if root := r.document(); root != nil {
		r.keys(root, "")
	}
	return r.config, r.problems
}

// A yamlReader reads a document of YAML whose values have places.
type yamlReader struct {
	file     *source.File
	problems []Problem
}

var yamlLine = lazyregexp.New(`^yaml: (?:line (\d+): )?`)

// document returns the one document of the file; nil if it is empty or no YAML.
func (r *yamlReader) document() *yaml.Node {
	var doc, more yaml.Node
	d := yaml.NewDecoder(strings.NewReader(r.file.Text))
	err := d.Decode(&doc)
	if err == nil {
		err = d.Decode(&more)
		if err == nil {
			r.fail(&more, "this is a second document; there can be only one")
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		m := yamlLine.FindStringSubmatch(err.Error())
		line := 1
		if m != nil && m[1] != "" {
			line, _ = strconv.Atoi(m[1])
		}
		r.problems = append(r.problems, Problem{r.file.LineSpan(line), "this is not YAML: " + yamlLine.ReplaceAllString(err.Error(), "")})
		return nil
	}
	if len(doc.Content) == 0 || isNull(doc.Content[0]) {
		return nil
	}
	return doc.Content[0]
}

// span is where a node stands. The YAML library counts columns in characters,
// and does not tell where a node ends.
func (r *yamlReader) span(n *yaml.Node) source.Span {
	line := r.file.LineSpan(n.Line)
	start := line.Start
	column := 1
	for i := range line.Text() {
		if column == n.Column {
			start = line.Start + i
			break
		}
		column++
	}
	end := start
	if n.Kind == yaml.ScalarNode && strings.HasPrefix(r.file.Text[start:line.End], n.Value) {
		end += len(n.Value)
	}
	return r.file.Span(start, end)
}

func (r *yamlReader) fail(n *yaml.Node, format string, args ...any) {
	r.problems = append(r.problems, Problem{r.span(n), fmt.Sprintf(format, args...)})
}

// entries calls each with the keys and values of a mapping.
func (r *yamlReader) entries(n *yaml.Node, what string, each func(key, value *yaml.Node)) {
	if isNull(n) {
		return // everything in it is commented out
	}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "%s must be a mapping", what)
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		switch {
		case key.Kind != yaml.ScalarNode || key.Tag == "!!merge":
			r.fail(key, "a key must be a word")
		case seen[key.Value] > 0:
			r.fail(key, "%q is given twice; first in line %d", key.Value, seen[key.Value])
		default:
			seen[key.Value] = key.Line
			each(key, value)
		}
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// word returns a value that must be a text.
func (r *yamlReader) word(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!str" || n.Value == "" {
		r.fail(n, "this must be a string")
		return ""
	}
	return n.Value
}

// choice returns a value that must be one of a few words.
func (r *yamlReader) choice(n *yaml.Node, words []string) string {
	if n.Kind == yaml.ScalarNode && slices.Contains(words, n.Value) {
		return n.Value
	}
	if n.Kind != yaml.ScalarNode {
		r.fail(n, "this must be %s", alternatives(words))
		return ""
	}
	r.fail(n, "%q must be %s", n.Value, alternatives(words)+didYouMean(n.Value, words))
	return ""
}

// list calls each with the elements of a list.
func (r *yamlReader) list(n *yaml.Node, each func(*yaml.Node)) {
	if isNull(n) {
		return
	}
	if n.Kind != yaml.SequenceNode {
		r.fail(n, "this must be a list")
		return
	}
	for _, e := range n.Content {
		if e.Kind == yaml.AliasNode {
			e = e.Alias
		}
		each(e)
	}
}

func alternatives(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// A configReader reads one configuration.
type configReader struct {
	yamlReader
	config *Config
}

// keys reads a mapping by the table: the whole file, or, with the prefix
// "versions.", the mapping of that name.
func (r *configReader) keys(n *yaml.Node, prefix string) {
	what := "the configuration"
	if prefix != "" {
		what = strings.TrimSuffix(prefix, ".")
	}
	r.entries(n, what, func(key, value *yaml.Node) {
		var names []string
		name, nested := prefix+key.Value, false
		for _, k := range ConfigKeys() {
			if k.Name == name {
				if !isNull(value) {
					r.put(name, value)
					k.read(r, value)
				}
				return
			}
			if rest, ok := strings.CutPrefix(k.Name, prefix); ok {
				first, _, _ := strings.Cut(rest, ".")
				names = append(names, first)
			}
			nested = nested || strings.HasPrefix(k.Name, name+".")
		}
		if nested {
			r.keys(value, name+".")
			return
		}
		r.fail(key, "unknown key %q%s", name, didYouMean(key.Value, names))
	})
}

// put notes where the value of a key stands.
func (r *configReader) put(key string, n *yaml.Node) { r.config.places[key] = r.span(n) }

// mapping reads a mapping whose keys are not those of the table.
func (r *configReader) mapping(n *yaml.Node, name string, read func(key, value *yaml.Node)) {
	r.entries(n, name, func(key, value *yaml.Node) {
		r.put(name+"."+key.Value, key)
		read(key, value)
	})
}

func (r *configReader) version(n *yaml.Node) Version {
	if n.Kind != yaml.ScalarNode || !versionPattern.MatchString(n.Value) {
		r.fail(n, "this must be a version, such as 3.1 or 3.1.7")
		return Version{}
	}
	v, err := ParseVersion(n.Value)
	if err != nil {
		r.fail(n, "%s", err)
	}
	return v
}

func (r *configReader) glob(n *yaml.Node) {
	glob := r.word(n)
	switch {
	case glob == "":
	case strings.HasPrefix(glob, "/"), glob == "..", strings.HasPrefix(glob, "../"):
		r.fail(n, "the glob %q leads out of the folder of this file; globs are relative to it", glob)
	case !doublestar.ValidatePattern(glob):
		r.fail(n, "the glob %q has an unclosed bracket or brace", glob)
	default:
		r.put("exclude."+strconv.Itoa(len(r.config.Exclude)), n)
		r.config.Exclude = append(r.config.Exclude, glob)
	}
}

// states are the words that say what a rule does, besides the severities. YAML
// 1.1 reads off and on as truth values, which nobody should have to know.
var states = map[string]bool{"off": false, "false": false, "on": true, "true": true}

func (r *configReader) rule(key, value *yaml.Node) {
	name := key.Value
	rule, ok := Find(name)
	if !ok && !slices.Contains(groups(), name) {
		r.fail(key, "unknown rule %q%s", name, didYouMean(name, selectable()))
		return
	}
	if rule == syntaxError {
		r.fail(key, "%s cannot be changed: in a file that is not valid Ruby, nothing else can be checked", name)
		return
	}
	var s Setting
	if value.Kind == yaml.MappingNode && rule != nil {
		r.ruleMapping(rule, value, &s)
	} else {
		r.state(value, &s)
	}
	if r.config.Rules == nil {
		r.config.Rules = map[string]Setting{}
	}
	r.config.Rules[name] = s
}

// state reads whether a rule is on, and how severe it is.
func (r *configReader) state(n *yaml.Node, s *Setting) {
	words := append([]string{"off", "on"}, severities()...)
	if on, ok := states[strings.ToLower(n.Value)]; ok && n.Kind == yaml.ScalarNode {
		s.Off = !on
		return
	}
	s.Severity, _ = diag.ParseSeverity(r.choice(n, words))
}

func (r *configReader) ruleMapping(rule *Rule, n *yaml.Node, s *Setting) {
	names := []string{"severity"}
	for _, o := range rule.Options {
		names = append(names, o.Name)
	}
	r.entries(n, rule.Name, func(key, value *yaml.Node) {
		switch {
		case key.Value == "severity":
			r.state(value, s)
		case slices.Contains(names, key.Value):
			list := []string{}
			r.list(value, func(e *yaml.Node) { list = append(list, r.word(e)) })
			if s.Options == nil {
				s.Options = map[string][]string{}
			}
			s.Options[key.Value] = list
			r.put("rules."+rule.Name+"."+key.Value, key)
		default:
			r.fail(key, "%s has no option %q%s", rule.Name, key.Value, didYouMean(key.Value, names))
		}
	})
}

func (r *configReader) variable(key, value *yaml.Node) {
	if r.config.Environment == nil {
		r.config.Environment = map[string]*string{}
	}
	switch {
	case key.Value == "" || strings.ContainsAny(key.Value, "=\x00"):
		r.fail(key, "%q is not a valid name of an environment variable", key.Value)
	case value.Kind != yaml.ScalarNode || strings.Contains(value.Value, "\x00"):
		r.fail(value, "the value of an environment variable must be a string")
	case isNull(value):
		r.config.Environment[key.Value] = nil
	default:
		r.config.Environment[key.Value] = &value.Value
	}
}

// versionPattern is narrower than what ParseVersion reads: a configuration says
// which versions are meant, not which patch level.
var versionPattern = lazyregexp.New(`^[0-9]{1,4}(\.[0-9]{1,4}){1,2}$`)

var constantPattern = lazyregexp.New(`^[A-Z][A-Za-z0-9_]*(::[A-Z][A-Za-z0-9_]*)*$`)

func (r *configReader) constant(key, value *yaml.Node) {
	if !constantPattern.MatchString(key.Value) {
		r.fail(key, "%q is not a valid name of a Ruby constant", key.Value)
		return
	}
	var v any
	if value.Kind == yaml.SequenceNode {
		list := []any{}
		r.list(value, func(e *yaml.Node) { list = append(list, r.scalar(e)) })
		v = list
	} else {
		v = r.scalar(value)
	}
	if r.config.Constants == nil {
		r.config.Constants = map[string]any{}
	}
	r.config.Constants[key.Value] = v
}

// scalar returns a text, number, truth value or null.
func (r *configReader) scalar(n *yaml.Node) any {
	switch {
	case n.Kind != yaml.ScalarNode:
	case n.Tag == "!!null":
		return nil
	case n.Tag == "!!int":
		var i int64
		if n.Decode(&i) == nil {
			return i
		}
	case n.Tag == "!!float":
		var f float64
		if n.Decode(&f) == nil {
			return f
		}
	case n.Tag == "!!bool":
		var b bool
		if n.Decode(&b) == nil {
			return b
		}
	case n.Tag == "!!str" || n.Tag == "!!timestamp":
		return n.Value
	}
	r.fail(n, "this must be a string, a number, true, false or null")
	return nil
}
