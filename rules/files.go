package rules

// This file judges the files of a run together. What rules need to know of a
// file is a handful of names and paths, so that many thousand files can be held
// at once without their documents.

import (
	"cmp"
	"slices"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// Facts are what rules across files know of one file. Only what is certain is
// among them.
type Facts struct {
	Path string
	Apps []AppFacts

	manifest []manifestFacts // of a manifest, which has no applications

	spare   bool // see isSpare
	source  *source.File
	options Options // of this file
	ignores ignores // the comments in it
}

// AppFacts are an application that is certainly declared.
type AppFacts struct {
	Name      string
	Span      source.Span // its name
	BaseDir   string      // "" for the default
	Processes []ProcessFacts
	Whole     bool // there are no other processes in it

	file   *Facts
	places string // see placesOf
}

// ProcessFacts are a process that is certainly declared.
type ProcessFacts struct {
	Name       string
	Span       source.Span // its name
	PidFile    string      // "" if it is the default or not known
	PidSpan    source.Span
	Daemonized bool

	grace        graceTime
	stop, reload manifestFact // how it is stopped and restarted, see manifest-disagrees
}

// Gather returns the facts of a document, which is judged under the options; nil
// if there is nothing to compare.
func Gather(doc *parser.Document, o Options) *Facts {
	if len(doc.Syntax.Errors)+len(doc.Syntax.Unread) > 0 || doc.Config.Error != nil {
		return nil
	}
	if doc.Manifest != nil {
		return gatherManifest(doc, o)
	}
	facts := &Facts{Path: doc.Source.Path, spare: isSpare(doc.Source.Path)}
	for _, app := range doc.Config.Apps {
		name, known := app.NameText()
		base, knownBase := baseDirOf(app)
		if !known || !knownBase || !app.Certain() || app.NameSpan.File != doc.Source {
			continue
		}
		a := AppFacts{Name: name, Span: app.NameSpan, BaseDir: base, Whole: true, file: facts, places: placesOf(doc.Source.Path, name)}
		for _, proc := range app.Processes {
			if p, ok := processFacts(proc); ok && proc.NameSpan.File == doc.Source {
				a.Processes = append(a.Processes, p)
			} else {
				a.Whole = false
			}
		}
		facts.Apps = append(facts.Apps, a)
	}
	if len(facts.Apps) == 0 {
		return nil
	}
	facts.source, facts.options, facts.ignores = doc.Source, o, readIgnores(doc)
	return facts
}

func processFacts(proc *pill.Process) (p ProcessFacts, ok bool) {
	name, known := proc.NameText()
	if !known || len(proc.Maybe) > 0 || proc.Repeated {
		return p, false
	}
	p = ProcessFacts{Name: name, Span: proc.NameSpan, Daemonized: daemonized(proc), stop: stopFact(proc), reload: reloadFact(proc), grace: graceFact(proc)}
	if path, ok := proc.Attr("pid_file").Text(); ok {
		if span := pidFilePlace(proc); span.File == proc.NameSpan.File {
			p.PidFile, p.PidSpan = path, span
		}
	}
	return p, true
}

// baseDirOf returns the base directory of an application; "" if the pill leaves
// it to the command line.
func baseDirOf(app *pill.Application) (dir string, known bool) {
	option := app.Option("base_dir")
	if truth, known := option.True(); known && !truth {
		return "", true
	}
	return option.Text()
}

// A FilesPass is one rule at work on all files of a run.
type FilesPass struct {
	Options
	Files  []*Facts // sorted by path
	rule   *Rule
	report func(diag.Diagnostic)
}

// Finding begins a finding of the rule at a place; Done reports it.
func (p *FilesPass) Finding(span source.Span, format string, args ...any) *Finding {
	return p.rule.finding(span, format, args...)
}

func (p *FilesPass) add(f *Finding) { p.report(f.d) }

// Apps calls yield with every application of every file.
func (p *FilesPass) Apps(yield func(*AppFacts) bool) {
	for _, f := range p.Files {
		for i := range f.Apps {
			if !yield(&f.Apps[i]) {
				return
			}
		}
	}
}

// CheckTogether reports what is wrong with files that is wrong with none of them
// alone. It is pure, and the order of the files does not matter; nil facts are
// left out. Each finding is judged under the options of the file it is in, and
// by the comments there. What it returns is sorted by file and place.
func CheckTogether(files []*Facts, o Options) []diag.Diagnostic {
	files = slices.DeleteFunc(slices.Clone(files), func(f *Facts) bool { return f == nil })
	if len(files) < 2 {
		return nil
	}
	slices.SortStableFunc(files, func(a, b *Facts) int { return cmp.Compare(a.Path, b.Path) })
	of := make(map[*source.File]*Facts, len(files))
	for _, f := range files {
		of[f.source] = f
	}
	var found []diag.Diagnostic
	for _, r := range All() {
		if r.CheckFiles == nil || !o.runs(r) {
			continue
		}
		r.CheckFiles(&FilesPass{Options: o, Files: files, rule: r, report: func(d diag.Diagnostic) {
			f := of[d.Span.File]
			if d, on := f.options.judged(r, d); on && !f.ignores.ignore(d) {
				found = append(found, d)
			}
		}})
	}
	return diag.Sort(found)
}
