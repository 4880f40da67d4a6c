package main

// This file reads, applies and writes baselines.

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// baselineName is what a baseline is called if nobody says otherwise.
const baselineName = ".pilllint-baseline.yml"

// baselines are those of a run, by their absolute paths.
type baselines struct {
	p     *program
	path  string // of the one that a flag names; "" if none does
	write bool   // what is found is written, not held against them
	files map[string]*rules.Baseline
	seen  map[string]map[string]bool // which paths of each were looked at
	stale []rules.Problem
}

// newBaselines returns the baselines of a run, of which none is read yet.
func (p *program) newBaselines() *baselines {
	b := &baselines{p: p, write: p.given("write-baseline"), files: map[string]*rules.Baseline{}, seen: map[string]map[string]bool{}}
	switch {
	case b.write && p.options.writeBaseline != flagAlone:
		b.path = p.abs(p.options.writeBaseline)
	case p.options.baseline != "":
		b.path = p.abs(p.options.baseline)
	}
	return b
}

// pathFor returns which baseline is for the files of a configuration: the
// flag's, or else the configuration's; "" is none. When one is written and nobody says where,
// it goes beside the configuration, or into the working folder.
func (b *baselines) pathFor(config *rules.Config) string {
	switch {
	case b.path != "":
		return b.path
	case b.p.options.noBaseline:
		return ""
	case config.BaselinePath() != "" || !b.write:
		return config.BaselinePath()
	case config != nil:
		return filepath.Join(config.Folder, baselineName)
	}
	return b.p.abs(baselineName)
}

// load reads the baseline for the files of a configuration, unless that was
// done.
func (b *baselines) load(config *rules.Config) []rules.Problem {
	path := b.pathFor(config)
	if path == "" || b.files[path] != nil {
		return nil
	}
	b.files[path] = &rules.Baseline{}
	b.seen[path] = map[string]bool{}
	data, err := rules.ReadFile(path)
	src := source.NewFile(b.p.shown(path), string(data))
	switch {
	case errors.Is(err, fs.ErrNotExist) && b.write:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return []rules.Problem{{Span: src.Whole(), Message: "no such file; --write-baseline writes it"}}
	case err != nil:
		return []rules.Problem{{Span: src.Whole(), Message: "cannot be read: " + err.Error()}}
	}
	baseline, problems := rules.ReadBaseline(src)
	b.files[path] = baseline
	return problems
}

// judge returns the findings of a file that its baseline does not know of, or,
// when one is written, notes them. Verified says that they are those of verify.
func (b *baselines) judge(t target, found []diag.Diagnostic, verified bool) []diag.Diagnostic {
	baseline, path, rel := b.of(t)
	if baseline == nil {
		return found
	}
	b.seen[path][rel] = true
	o := b.p.rules(t.config)
	o.Verified = verified
	if b.write {
		baseline.Add(rel, found, o)
		return found
	}
	left, stale := baseline.Apply(rel, found, o)
	b.stale = append(b.stale, stale...)
	return left
}

// unknown returns the findings of a file that its baseline does not know of, on
// any goroutine. All are, when one is written.
func (b *baselines) unknown(t target, found []diag.Diagnostic) []diag.Diagnostic {
	baseline, _, rel := b.of(t)
	if baseline == nil || b.write {
		return found
	}
	left, _ := baseline.Apply(rel, found, b.p.rules(t.config))
	return left
}

// of returns the baseline for a file, with its path, and what the file is called
// in it; nil if there is none for it.
func (b *baselines) of(t target) (baseline *rules.Baseline, path, rel string) {
	if path = b.pathFor(t.config); path == "" {
		return nil, "", ""
	}
	rel, err := filepath.Rel(filepath.Dir(path), b.p.abs(b.p.name(t.File)))
	if err != nil {
		return nil, "", "" // it is on another drive
	}
	return b.files[path], path, filepath.ToSlash(rel)
}

// tellStale tells of what the baselines know and is not there any more.
func (b *baselines) tellStale() {
	b.each(func(path string, baseline *rules.Baseline) {
		for _, file := range baseline.Paths() {
			if b.gone(path, file) {
				b.stale = append(b.stale, rules.Problem{Span: baseline.Place(file), Message: file + ": no such file"})
			}
		}
	})
	if b.p.options.quiet {
		return
	}
	for _, problem := range b.stale {
		b.p.complain("%s; --write-baseline updates it", problem)
	}
}

// gone reports whether a file of a baseline is not there any more.
func (b *baselines) gone(path, file string) bool {
	return !b.seen[path][file] && !exists(filepath.Join(filepath.Dir(path), filepath.FromSlash(file)))
}

// save writes the baselines. Files that were not looked at keep what is known
// of them, unless they are gone.
func (b *baselines) save() int {
	code := exitClean
	b.each(func(path string, baseline *rules.Baseline) {
		for _, file := range baseline.Paths() {
			if b.gone(path, file) {
				baseline.Drop(file)
			}
		}
		if err := b.replace(path, baseline.Bytes()); err != nil {
			b.p.complain("cannot write %s: %s", b.p.shown(path), cause(err))
			code = exitUnread
			return
		}
		fmt.Fprintln(b.p.stdout, output.WroteBaseline(b.p.shown(path), baseline.Total(), len(baseline.Paths())))
	})
	return code
}

func (b *baselines) replace(path string, text []byte) error {
	return input.Replace(path, func(f *os.File) error {
		_, err := f.Write(text)
		return err
	})
}

// each calls f with the baselines, in the order of their paths.
func (b *baselines) each(f func(path string, baseline *rules.Baseline)) {
	for _, path := range slices.Sorted(maps.Keys(b.files)) {
		f(path, b.files[path])
	}
}

// shown returns how people are told an absolute path: from the working folder,
// if it is in it.
func (p *program) shown(path string) string {
	rel, err := filepath.Rel(p.abs("."), path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return path
	}
	return rel
}
