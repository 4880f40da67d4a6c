package main

// This file fixes pills in memory.

import (
	"path/filepath"
	"slices"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// A repaired is a pill before and after its fixes.
type repaired struct {
	file   target
	was    *source.File // nil if it is no pill
	now    *source.File
	made   int // how many findings were fixed
	left   int // how many were not, of those that no baseline knows
	unsafe int // how many of those --unsafe would fix
	failed *input.Failure
}

func (r *repaired) is() string { return r.now.Text }

func (r *repaired) changed() bool { return r.now.Text != r.was.Text }

// repair reads the pills of a run, and fixes them.
func (p *program) repair(t *targets) (fixed []*repaired, failed []*input.Failure) {
	files := t.files
	failed = slices.Clone(t.failed)
	pills := make([]int, len(t.excluded)) // how many each path came to
	work := func(f target) *repaired { return p.repairAlone(f, t.baselines) }
	if p.options.hostEnv {
		work = p.open // and fix them one by one, as they may load each other
	}
	each(len(files), func(i int) *repaired { return work(files[i]) }, func(i int, r *repaired) {
		if r.failed != nil || r.was != nil {
			pills[files[i].Root]++
		}
		switch {
		case r.failed != nil:
			failed = append(failed, r.failed)
		case r.was != nil:
			fixed = append(fixed, r)
		}
	})
	failed = append(failed, t.empty(pills)...)
	if p.options.hostEnv {
		failed = append(failed, p.repairTogether(fixed, t.baselines)...)
	}
	return fixed, failed
}

// open reads one pill, on any goroutine.
func (p *program) open(f target) (r *repaired) {
	defer p.survive(f.File, func(failed *input.Failure) { r = &repaired{failed: failed} })
	src, failed := p.subject(f.File)
	if src == nil {
		return &repaired{file: f, failed: failed}
	}
	return &repaired{file: f, was: src.File, now: src.File, failed: failed}
}

// repairAlone reads and fixes one pill that sees nothing of the others, on any
// goroutine.
func (p *program) repairAlone(f target, b *baselines) *repaired {
	r := p.open(f)
	if r.was != nil {
		p.repairOne(r, b, nil)
	}
	return r // if it failed, it is not written
}

// repairOne fixes what no baseline knows of one pill. loaded is what others it may change, by path.
func (p *program) repairOne(r *repaired, b *baselines, loaded map[string]string) {
	defer p.survive(r.file.File, func(failed *input.Failure) { r.failed, r.now = failed, r.was })
	unknown := func(found []diag.Diagnostic) []diag.Diagnostic { return b.unknown(r.file, found) }
	fixer := &rules.Fixer{
		Options: p.rules(r.file.config), Unsafe: p.options.unsafe, New: unknown, Loaded: loaded,
		Read: func(src *source.File) *parser.Document {
			env := r.file.config.Assume(p.env(src))
			if read := env.ReadFile; loaded != nil && read != nil {
				env.ReadFile = func(path string) ([]byte, error) {
					if text, ok := loaded[path]; ok {
						return []byte(text), nil
					}
					return read(path)
				}
			}
			doc := parser.Read(src, env)
			doc.ReadOn(env)
			return doc
		},
	}
	result := fixer.Fix(r.now)
	r.now, r.made, r.left, r.unsafe = result.Source, r.made+len(result.Made), len(unknown(result.Found)), result.Unsafe
}

// maxTurns bounds how often pills that load each other are gone through.
const maxTurns = 10

// repairTogether fixes pills that may load each other: a finding in a file that
// another loads is fixed there if that file is one of them. It goes on until a
// turn changes nothing.
func (p *program) repairTogether(all []*repaired, b *baselines) (failed []*input.Failure) {
	loaded, paths := map[string]string{}, make([]string, len(all))
	for i, r := range all {
		path, err := filepath.Abs(r.file.Path)
		if err == nil && r.file.Path != input.Stdin {
			loaded[path], paths[i] = r.was.Text, path
		}
	}
	for range maxTurns {
		settled := true
		for i, r := range all {
			if text, ok := loaded[paths[i]]; ok && text != r.now.Text {
				r.now = source.NewFile(r.was.Path, text)
			}
			made := r.made
			p.repairOne(r, b, loaded)
			if paths[i] != "" {
				loaded[paths[i]] = r.now.Text
			}
			settled = settled && r.made == made
		}
		if settled {
			break
		}
	}
	for _, r := range all {
		if r.failed != nil {
			failed = append(failed, r.failed)
		}
	}
	return failed
}
