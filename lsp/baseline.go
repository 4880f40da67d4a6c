package lsp

// This file hides findings that a baseline knows of, as the command line does.

import (
	"errors"
	"io/fs"
	"path/filepath"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/rules"
)

// unknown returns the findings of the file at a path that its baseline does not
// know of.
func (v *View) unknown(path string, o rules.Options, found []diag.Diagnostic) []diag.Diagnostic {
	at := o.Configuration.BaselinePath()
	if at == "" {
		return found
	}
	b := v.configs.baseline(at)
	if b == nil {
		return found
	}
	rel, err := filepath.Rel(filepath.Dir(at), path)
	if err != nil {
		return found // on another drive
	}
	left, _ := b.Apply(filepath.ToSlash(rel), found, o)
	return left
}

// baseline returns the baseline at a path; nil if no configuration names it, or
// it never could be read.
func (c *configs) baseline(path string) *rules.Baseline {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.baselines[path]
}

// isBaseline reports whether a configuration names the file at a path as its
// baseline.
func (c *configs) isBaseline(path string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.named[path]
}

// readBaseline reads the baseline that a configuration names, unless that was
// done. One that is broken is told of, and the last that was not holds.
func (c *configs) readBaseline(config *rules.Config) {
	path := config.BaselinePath()
	if path == "" || c.named[path] {
		return
	}
	c.named[path] = true
	data, err := c.files.ReadFile(path)
	if err != nil {
		message := "the baseline cannot be read: " + err.Error()
		if errors.Is(err, fs.ErrNotExist) {
			message = "this file does not exist; pilllint --write-baseline writes it"
			delete(c.baselines, path)
		}
		at := config.File.Path
		c.broken[at] = append(c.broken[at], rules.Problem{Span: config.Place("baseline"), Message: message})
		return
	}
	baseline, problems := rules.ReadBaseline(source.NewFile(path, string(data)))
	if len(problems) > 0 {
		c.broken[path] = problems
		return
	}
	c.baselines[path] = baseline
}
