package main

import (
	"errors"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/rules"
)

// check finds pills, reads them, and prints what is wrong with them.
func check(p *program) int {
	if len(p.args) == 0 {
		return p.usageError(errors.New("no path given; . is the current folder, - is standard input"))
	}
	files, folders, failed := input.Files(p.args)
	format := p.format()
	level, _ := diag.ParseSeverity(p.options.failLevel)
	run := &checking{program: p, format: format, pills: make([]int, len(p.args)), summary: output.Summary{FailLevel: level}}
	for _, f := range failed {
		run.fail(f)
	}
	run.write([]byte(format.Begin))
	each(len(files), func(i int) checked { return p.checkFile(files[i]) }, func(i int, c checked) { run.add(files[i], c) })
	for _, f := range folders {
		if run.pills[f.Root] == 0 {
			run.fail(f.NoPills())
		}
	}
	run.write(format.End(run.summary))
	switch {
	case len(run.summary.Failures) > 0:
		return exitUnread
	case run.summary.Fails():
		return exitFindings
	}
	return exitClean
}

// A checked is what came of one file.
type checked struct {
	pill   bool // it is one
	failed *input.Failure
	counts output.Counts
	text   []byte // the findings, in the format of the run
}

// checkFile reads and lints one file, on any goroutine.
func (p *program) checkFile(f input.File) (c checked) {
	defer p.survive(f, func(failed *input.Failure) { c = checked{pill: true, failed: failed} })
	text, failed := p.read(f)
	if failed != nil {
		return checked{pill: true, failed: failed}
	}
	src := source.NewFile(p.name(f), text)
	if f.Ruby() && !mayBePill(text) {
		return checked{}
	}
	tree := syntax.Parse(src)
	if f.Ruby() && !isPill(tree) {
		return checked{}
	}
	doc := &parser.Document{Source: src, Syntax: tree, Config: pill.Build(tree, p.env(p.name(f)))}
	found := rules.Check(doc, rules.Options{Profile: rules.Profile(p.options.profile)})
	c.pill = true
	c.counts.Add(found)
	if len(found) > 0 {
		c.text = p.format().File(found)
	}
	return c
}

// format returns the format of findings that was asked for.
func (p *program) format() output.Format {
	if p.options.format == "json" {
		return output.JSON()
	}
	return output.Text(p.style(), p.options.quiet)
}

// A checking is one run of check, as far as it got.
type checking struct {
	*program
	format  output.Format
	summary output.Summary
	pills   []int // how many each path given came to
}

// add takes what came of the next file.
func (c *checking) add(f input.File, got checked) {
	if !got.pill {
		return
	}
	c.pills[f.Root]++
	if got.failed != nil {
		c.fail(got.failed)
		return
	}
	c.summary.Files++
	if len(got.text) > 0 && c.summary.Counts.Total() > 0 {
		c.write([]byte(c.format.Separator))
	}
	c.summary.Counts.AddCounts(got.counts)
	c.write(got.text)
}

// fail notes an input that could not be read, and says so.
func (c *checking) fail(f *input.Failure) {
	c.complain("%s", f)
	c.summary.Failures = append(c.summary.Failures, output.Failure{Path: f.Path, Message: f.Message})
}

// write writes a part of the result. If nobody reads it any more there is
// nobody to tell.
func (c *checking) write(b []byte) { _, _ = c.stdout.Write(b) }
