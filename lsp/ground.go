package lsp

// This file knows what a document stands on: its configuration, and what it may
// see of the machine.

import (
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
	"github.com/pilllint/pilllint/rules"
)

// A ground is what a document is read and judged with.
type ground struct {
	options  rules.Options
	excluded bool            // by the configuration
	settles  bool            // it is a configuration or a baseline, and no pill
	env      func() eval.Env // what it may see of the machine; nil: nothing
}

// read reads a pill. What it loads is noted. tree is what Parse returned for it;
// nil if nobody called that.
func (g *ground) read(src *source.File, tree *syntax.File, loaded *loaded) *parser.Document {
	env := g.environment(src, loaded)
	if tree == nil {
		return parser.Read(src, env)
	}
	return parser.ReadParsed(src, tree, env)
}

// mend reads a pill that Ruby refuses as what is most likely meant; nil if that
// cannot be told.
func (g *ground) mend(src *source.File) *parser.Document {
	return parser.Mend(src, g.environment(src, &loaded{}))
}

// environment returns what a pill is evaluated in.
func (g *ground) environment(src *source.File, loaded *loaded) eval.Env {
	var env eval.Env
	if g.env != nil {
		env = g.env()
	}
	if template.Is(src) {
		env.Path = "" // what it makes stands elsewhere
	}
	if readFile := env.ReadFile; readFile != nil {
		env.ReadFile = func(path string) ([]byte, error) {
			loaded.note(path)
			return readFile(path)
		}
	}
	return g.options.Configuration.Assume(env)
}

// loaded are the paths of files that a pill asked for while it was read.
type loaded struct {
	mu    sync.Mutex
	paths map[string]bool
	// around: rules asked for the files that may load the pill, as it has a name
	// that nothing in it defines.
	around bool
}

// noting returns what lists the files that may load a pill, and notes that it was
// asked.
func (l *loaded) noting(around func(string) []string) func(string) []string {
	if around == nil {
		return nil
	}
	return func(name string) []string {
		l.mu.Lock()
		l.around = true
		l.mu.Unlock()
		return around(name)
	}
}

func (l *loaded) askedAround() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.around
}

func (l *loaded) note(path string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.paths == nil {
		l.paths = map[string]bool{}
	}
	l.paths[path] = true
}

// ruby lists those that are files of Ruby.
func (l *loaded) ruby() (paths []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for path := range l.paths {
		if filepath.Ext(path) == ".rb" || parser.IsPillName(path) {
			paths = append(paths, filepath.Clean(path))
		}
	}
	slices.Sort(paths)
	return paths
}

func (l *loaded) has(path string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.paths[path]
}

// settles reports whether the file at a path is a configuration or a baseline.
func (v *View) settles(path string) bool {
	if isYAML(path) {
		v.configs.of(path) // which tells what is a baseline there
	}
	return isConfigName(path) || v.configs.isBaseline(path) || path != "" && path == v.settings.Config
}

func isYAML(path string) bool {
	return slices.Contains([]string{".yml", ".yaml"}, filepath.Ext(path))
}

func isConfigName(path string) bool {
	return slices.Contains(rules.ConfigNames(), filepath.Base(path))
}

// configs are the configurations of one moment. One that is broken is replaced
// by its last version that was not.
type configs struct {
	files  *rules.Configs
	find   func(path string) (*rules.Config, []rules.Problem)
	mu     sync.Mutex
	good   map[string]*rules.Config // by path: the last version without a problem
	broken map[string][]rules.Problem

	named     map[string]bool            // which baselines configurations name, by path
	baselines map[string]*rules.Baseline // by path: the last version without a problem
}

// newConfigs returns configurations that are read anew: the nearest ones, or the
// one at a path for all. read reads a file.
func newConfigs(earlier *configs, only string, read func(path string) ([]byte, error)) *configs {
	files := &rules.Configs{ReadFile: read}
	find := files.For
	if only != "" {
		load := sync.OnceValues(func() (*rules.Config, []rules.Problem) { return files.Load(only) })
		find = func(string) (*rules.Config, []rules.Problem) { return load() }
	}
	c := &configs{
		files: files, find: find, good: map[string]*rules.Config{}, broken: map[string][]rules.Problem{},
		named: map[string]bool{}, baselines: map[string]*rules.Baseline{},
	}
	if earlier != nil {
		earlier.mu.Lock()
		defer earlier.mu.Unlock()
		maps.Copy(c.good, earlier.good)
		maps.Copy(c.baselines, earlier.baselines)
	}
	return c
}

// of returns the configuration of the file at a path; nil if it has none.
func (c *configs) of(path string) *rules.Config {
	if path == "" {
		return nil
	}
	config, problems := c.find(path)
	if config == nil && len(problems) == 0 {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(problems) == 0 {
		c.good[config.File.Path] = config
		c.readBaseline(config)
		return config
	}
	at := problems[0].Span.File.Path
	c.broken[at] = problems
	return c.good[at]
}

// problems returns what is wrong with configurations, by their paths.
func (c *configs) problems() map[string][]rules.Problem {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make(map[string][]rules.Problem, len(c.broken))
	for path, problems := range c.broken {
		all[path] = problems
	}
	return all
}
