package main

// This file brings flags and configuration files together: what holds for which
// file.

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/rules"
)

// targets are the files of a run, and what holds for each.
type targets struct {
	files     []target
	folders   []input.Folder
	failed    []*input.Failure
	excluded  []int // how many pills each path came to that are excluded
	baselines *baselines
	looked    []string // the folders that were looked at for configurations
}

// empty returns the failures of the folders that hold no pills, given how many
// each path came to.
func (t *targets) empty(pills []int) (failed []*input.Failure) {
	for _, f := range t.folders {
		if pills[f.Root] == 0 && !t.unread(f.Path) {
			failed = append(failed, f.NoPills(t.excluded[f.Root]))
		}
	}
	return failed
}

// unread reports whether something in a folder could not be read, or the folder
// itself, so that it cannot be told what is in it.
func (t *targets) unread(folder string) bool {
	return slices.ContainsFunc(t.failed, func(f *input.Failure) bool {
		rel, err := filepath.Rel(folder, f.Path)
		return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
	})
}

// A target is a file and its configuration, which may be nil.
type target struct {
	input.File
	config *rules.Config
}

// targets finds the files that paths name or hold, with their configurations.
// If a configuration or baseline is broken it says so, and ok is false: then
// nothing is to be done, as nobody knows what holds.
func (p *program) targets(paths []string) (t *targets, ok bool) {
	t = &targets{excluded: make([]int, len(paths)), baselines: p.newBaselines()}
	var files []input.File
	files, t.folders, t.failed = input.Files(paths)
	p.files = p.files[:0:0]
	for _, f := range files {
		p.files = append(p.files, f.Path)
	}
	configs, folders := p.configs()
	told := map[*rules.Config]bool{}
	ok = true
	for _, f := range files {
		path := p.abs(p.name(f))
		config, problems := configs(path)
		if len(problems) > 0 {
			if !told[config] {
				p.complainOf(problems)
			}
			told[config], ok = true, false
			continue
		}
		if _, excluded := config.Excludes(path); excluded && (!f.Named || p.options.forceExclude) {
			t.excluded[f.Root]++
			continue
		}
		if problems := t.baselines.load(config); len(problems) > 0 {
			p.complainOf(problems)
			ok = false
		}
		t.files = append(t.files, target{f, config})
	}
	t.looked = folders()
	return t, ok
}

// A configFinder finds the configuration of the pill at an absolute path.
type configFinder func(path string) (*rules.Config, []rules.Problem)

// configs returns what finds configurations, as the flags say, and what lists
// the folders that it has looked at.
func (p *program) configs() (find configFinder, folders func() []string) {
	all := &rules.Configs{Dir: p.abs(".")}
	switch {
	case p.options.noConfig:
		return func(string) (*rules.Config, []rules.Problem) { return nil, nil }, all.Folders
	case p.options.config != "":
		path := p.abs(p.options.config)
		config, problems := all.Load(path)
		return func(string) (*rules.Config, []rules.Problem) { return config, problems },
			func() []string { return []string{filepath.Dir(path)} }
	}
	return all.For, all.Folders
}

// rules returns what the flags and a configuration say of the rules.
func (p *program) rules(config *rules.Config) rules.Options {
	o := rules.Options{Configuration: config, Beside: beside, Around: p.around}
	if p.options.hostEnv {
		o.Mode = hostenv.Mode
	}
	if p.given("profile") {
		o.Profile = rules.Profile(p.options.profile)
	}
	// The flags were looked at when they were read.
	if p.options.selected != "" {
		o.Select, _ = rules.ParseSelection(p.options.selected)
	}
	if p.options.ignored != "" {
		o.Ignore, _ = rules.ParseSelection(p.options.ignored)
	}
	return o
}

// around lists the files that may load another: those of the run, and those near
// it.
func (p *program) around(path string) []string {
	near := input.Near(path)
	for _, run := range p.files {
		if clean := filepath.Clean(run); clean != filepath.Clean(path) && !slices.Contains(near, clean) && input.IsRuby(clean) {
			near = append(near, clean)
		}
	}
	return near
}

// beside reads a file that is looked at together with one of the run.
func beside(path string) ([]byte, error) {
	text, failed := input.Read(path)
	if failed != nil {
		return nil, failed
	}
	return []byte(text), nil
}

// failLevel returns the mildest severity that makes the run fail, 0 if none
// does: the flag's, or else the strictest of the files' configurations.
func (p *program) failLevel(t *targets) diag.Severity {
	level, _ := diag.ParseSeverity(p.options.failLevel)
	if p.given("fail-level") || len(t.files) == 0 {
		return level
	}
	strictest := diag.Severity(0)
	for _, f := range t.files {
		own := level
		if f.config != nil && f.config.FailLevel != "" {
			own, _ = diag.ParseSeverity(f.config.FailLevel)
		}
		strictest = max(strictest, own)
	}
	return strictest
}

// contradiction returns what is wrong with the flags for configurations and
// baselines, taken together.
func (p *program) contradiction() error {
	if p.options.noConfig && p.given("config") {
		return errors.New("--config and --no-config contradict each other")
	}
	for _, flag := range []string{"baseline", "write-baseline"} {
		if p.options.noBaseline && p.given(flag) {
			return fmt.Errorf("--%s and --no-baseline contradict each other", flag)
		}
	}
	return nil
}

// abs returns the absolute path of a path from the working folder.
func (p *program) abs(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	if p.dir == "" {
		p.dir, _ = os.Getwd() // without one, paths stay as they are
	}
	return filepath.Join(p.dir, path)
}

// given reports whether a flag was given.
func (p *program) given(flag string) bool { return p.options.given[flag] }

// complainOf tells of problems with a configuration or a baseline.
func (p *program) complainOf(problems []rules.Problem) {
	for _, problem := range problems {
		p.complain("%s", problem)
	}
}

// initConfig writes a configuration to begin with.
func initConfig(p *program) int {
	folder := "."
	switch {
	case len(p.args) > 1:
		return p.usageError(fmt.Errorf("init takes one folder"))
	case len(p.args) == 1:
		folder = p.args[0]
	}
	for _, name := range rules.ConfigNames() {
		if path := filepath.Join(folder, name); exists(path) {
			p.complain("%s already exists; nothing was written", path)
			return exitUsage
		}
	}
	path := filepath.Join(folder, rules.ConfigNames()[0])
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err == nil {
		_, err = f.WriteString(rules.StarterConfig())
		if closed := f.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		p.complain("%s", err)
		return exitUnread
	}
	fmt.Fprintf(p.stdout, "wrote %s; remove a # to enable a setting\n", path)
	return exitClean
}

// showConfig prints the configuration that holds for a path, and where each
// value comes from.
func showConfig(p *program) int {
	if err := p.contradiction(); err != nil {
		return p.usageError(err)
	}
	if p.options.schema {
		if len(p.args) > 0 {
			return p.usageError(fmt.Errorf("--schema takes no path"))
		}
		_, _ = p.stdout.Write(rules.ConfigSchema())
		return exitClean
	}
	path := "."
	switch {
	case len(p.args) > 1:
		return p.usageError(fmt.Errorf("config takes one path"))
	case len(p.args) == 1:
		path = p.args[0]
	}
	info, err := os.Stat(path)
	if err != nil {
		p.complain("%s: no such file or folder", path)
		return exitUnread
	}
	abs := p.abs(path)
	inside := abs
	if info.IsDir() {
		inside = filepath.Join(abs, "x.pill") // any pill in it
	}
	configs, _ := p.configs()
	config, problems := configs(inside)
	if len(problems) > 0 {
		p.complainOf(problems)
		return exitUsage
	}
	text := output.ConfigText
	if p.options.format == "json" {
		text = output.ConfigJSON
	}
	_, _ = p.stdout.Write(text(p.describe(config, abs, path)))
	return exitClean
}

// describe lists the values that hold for a path, each with its origin.
func (p *program) describe(config *rules.Config, abs, path string) *output.Configuration {
	c := &output.Configuration{Path: path}
	if config != nil {
		c.File = config.File.Path
	}
	c.ExcludedBy, _ = config.Excludes(abs)
	flags := map[string]string{"profile": p.options.profile, "fail-level": p.options.failLevel}
	for _, v := range config.Values() {
		value := output.ConfigValue{ConfigValue: v}
		flag := strings.ReplaceAll(v.Key, "_", "-")
		if at := config.Place(v.Key); !at.IsZero() {
			value.Line = at.Line()
		}
		if p.given(flag) {
			value.Value, value.Flag = flags[flag], "--"+flag
		}
		c.Values = append(c.Values, value)
	}
	return c
}
