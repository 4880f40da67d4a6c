package rules

import (
	"path/filepath"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
)

var pillFileName = &Rule{
	Name:        "pill-file-name",
	Severity:    diag.Warning,
	Consequence: diag.Convention,
	Convention:  true,
	Title:       "the names of the file, its application and its processes do not agree",
	Since:       "0.1",
	Text: "On Cloud 66's servers each process has a pill of its own, `/etc/bluepill/autoload/user_worker.pill`, and is addressed\n" +
		"by that name: `bluepill user_worker status`. To Bluepill that word is the name of the application, so the two have to\n" +
		"be the same. The process has the same name too, or, with several instances, `user_worker_1`, `user_worker_2` and so\n" +
		"on.\n\n" +
		"The finding is a warning if the names of the file and the application both have a Cloud 66 prefix and differ, as after\n" +
		"copying a pill: loading the copy ends the daemon of the original, as both have an application of the same name.\n" +
		"Otherwise it is an info. A file without the prefix, whose application has none either, such as `production.pill`, is\n" +
		"not reported. For a template, `user_worker.pill.erb`, the name without `.erb` counts, and the finding is an info at\n" +
		"most, as its output may be stored under any name.",
	Bad: `Bluepill.application("user_mailer") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		if len(p.Config.Apps) != 1 || p.Config.Error != nil {
			return
		}
		app := p.Config.Apps[0]
		name, ok := app.NameText()
		if !ok {
			return
		}
		base, isPill := strings.CutSuffix(template.Bare(filepath.Base(p.Source.Path)), ".pill")
		if !isPill {
			base = name // text without a file of its own: nothing to compare with
		}
		checkFileName(p, app, base, name)
		checkProcessNames(p, app, base, name)
	},
}

func checkFileName(p *Pass, app *pill.Application, base, name string) {
	file, application := hasNamePrefix(base), hasNamePrefix(name)
	if base == name || !file && !application {
		return
	}
	f := p.Finding(app.NameSpan, "the application is called %q, but the file %q", name, filepath.Base(p.Source.Path))
	if !file || !application || p.Syntax.Template {
		f.Severity(diag.Info)
	}
	if file && namedAfter(app.Processes, base) {
		if span, ok := insideQuotes(app.BlockFile, app.NameSpan); ok {
			f.Fix(replaceFix("Rename the application to "+base, span, base))
		}
	}
	f.Done(p)
}

// checkProcessNames reports processes that are named well, but neither after
// their application nor after their file.
func checkProcessNames(p *Pass, app *pill.Application, base, name string) {
	if !hasNamePrefix(name) {
		return
	}
	for _, proc := range app.Processes {
		begin, whole := nameBegins(proc.Name)
		if !whole || !hasNamePrefix(begin) || isNamedAfter(begin, name) || isNamedAfter(begin, base) {
			continue
		}
		p.Finding(proc.NameSpan, "the process is called %q, but its application %q", begin, name).
			Severity(diag.Info).Related(app.NameSpan, "the application").Done(p)
	}
}

// namedAfter reports whether the names of all processes certainly agree with a
// name.
func namedAfter(procs []*pill.Process, name string) bool {
	for _, proc := range procs {
		if begin, _ := nameBegins(proc.Name); !isNamedAfter(begin, name) {
			return false
		}
	}
	return true
}

// isNamedAfter reports whether a process's name agrees with another: it is the
// same, or goes on with an underscore.
func isNamedAfter(process, name string) bool {
	return process == name || strings.HasPrefix(process, name+"_")
}

// insideQuotes is the inside of a string in quotes that is written at a place.
func insideQuotes(f *syntax.File, span source.Span) (source.Span, bool) {
	if f == nil {
		return span, false
	}
	if _, ok := nodeAt(f, span).(*syntax.Str); !ok || span.Len() < 2 || strings.IndexAny(span.Text(), `"'`) != 0 {
		return span, false
	}
	return span.File.Span(span.Start+1, span.End-1), true
}
