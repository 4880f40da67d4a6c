package main

import (
	"os"
	"slices"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/rules"
)

// lint reads and judges the pills that paths name or hold. Inputs that could
// not be read are told of at once.
// The stops of processes are worked out if they are wanted.
func (p *program) lint(paths []string, stops bool) *output.Report {
	files, folders, failed := input.Files(paths)
	report := &output.Report{}
	report.Folder, _ = os.Getwd()
	fail := func(f *input.Failure) {
		p.complain("%s", f)
		report.Failures = append(report.Failures, output.Failure{Path: f.Path, Message: f.Message})
	}
	for _, f := range failed {
		fail(f)
	}
	pills := make([]int, len(paths)) // how many each path came to
	var facts []*rules.Facts
	each(len(files), func(i int) linted { return p.lintFile(files[i], stops) }, func(i int, l linted) {
		if l.file.Source != nil || l.failed != nil {
			pills[files[i].Root]++
		}
		if l.failed != nil {
			fail(l.failed)
		} else if l.file.Source != nil {
			report.Add(l.file)
			facts = append(facts, l.facts)
		}
	})
	report.Merge(rules.CheckTogether(facts, p.ruleOptions()))
	for _, f := range folders {
		if pills[f.Root] == 0 {
			fail(f.NoPills())
		}
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
func (p *program) lintFile(f input.File, stops bool) (l linted) {
	defer p.survive(f, func(failed *input.Failure) { l = linted{failed: failed} })
	src, failed := p.pill(f)
	if src == nil {
		return linted{failed: failed}
	}
	doc := parser.Read(src, p.env(src.Path))
	l.file = output.File{Source: src, Found: rules.Check(doc, p.ruleOptions())}
	l.facts = rules.Gather(doc)
	if stops {
		l.file.Stops = slices.Collect(doc.Config.Stops)
	}
	return l
}

// ruleOptions are how rules run.
func (p *program) ruleOptions() rules.Options {
	o := rules.Options{Profile: rules.Profile(p.options.profile)}
	if p.options.hostEnv {
		o.Mode = hostenv.Mode
	}
	return o
}
