package main

import (
	"os"
	"slices"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/rules"
)

// lint reads and judges the pills of a run. Inputs that could not be read are
// told of at once. The stops of processes are worked out if they are wanted.
func (p *program) lint(t *targets, stops bool) *output.Report {
	files := t.files
	report := &output.Report{}
	report.Folder, _ = os.Getwd()
	fail := func(f *input.Failure) {
		p.complain("%s", f)
		report.Failures = append(report.Failures, output.Failure{Path: f.Path, Message: f.Message})
	}
	for _, f := range t.failed {
		fail(f)
	}
	pills := make([]int, len(t.excluded)) // how many each path came to
	var read []target                     // those of the report
	var facts []*rules.Facts
	each(len(files), func(i int) linted { return p.lintFile(files[i], stops) }, func(i int, l linted) {
		if l.file.Source != nil || l.failed != nil {
			pills[files[i].Root]++
		}
		if l.failed != nil {
			fail(l.failed)
		} else if l.file.Source != nil {
			report.Add(l.file)
			read, facts = append(read, files[i]), append(facts, l.facts)
		}
	})
	report.Merge(rules.CheckTogether(facts, p.rules(nil)))
	for i, f := range report.Files {
		report.Replace(i, t.baselines.judge(read[i], f.Found, false))
	}
	for _, f := range t.empty(pills) {
		fail(f)
	}
	return report
}

// A linted is what came of one file: nothing if it is no pill.
type linted struct {
	file   output.File
	facts  *rules.Facts
	failed *input.Failure
}

// lintFile reads and judges one file, on any goroutine.
func (p *program) lintFile(t target, stops bool) (l linted) {
	f := t.File
	defer p.survive(f, func(failed *input.Failure) { l = linted{failed: failed} })
	src, failed := p.subject(f)
	if src == nil {
		return linted{failed: failed}
	}
	env := t.config.Assume(p.env(src.File))
	doc := src.read(env)
	doc.ReadOn(env)
	o := p.rules(t.config)
	l.file = output.File{Source: src.File, Found: rules.Check(doc, o)}
	l.facts = rules.Gather(doc, o)
	if stops {
		l.file.Stops = slices.Collect(doc.Config.Stops)
	}
	return l
}
