package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var appAttributeAfterProcess = &Rule{
	Name:        "app-attribute-after-process",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "an attribute of the application is set after all of its processes",
	Mark:        Unused,
	Since:       "0.1",
	Text: "The attributes of an application are copied to a process when `app.process` is called. An attribute set after that has\n" +
		"no effect on the process: one that should run as another user, or in another directory, does not.\n\n" +
		"One that is set between two processes may be meant for the second, so it is an info, and reported only if the first is\n" +
		"given nothing of the kind.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
  app.working_dir = "/srv/shop"
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.working_dir = "/srv/shop"
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		if p.Config.Error != nil || !p.Config.Exhausted.IsZero() {
			return // there may be processes below that are not known
		}
		for _, app := range p.Config.Apps {
			if len(app.Processes) == 0 || len(app.Open) > 0 {
				continue
			}
			for _, s := range app.Settings {
				switch {
				case len(s.Maybe) > 0 || s.Repeated:
				case !inherited(app, s):
					reportLateAttribute(p, app, s)
				default:
					p.betweenProcesses(app, s)
				}
			}
		}
	},
}

// inherited reports whether any process of an application gets a setting.
func inherited(app *pill.Application, s *pill.Setting) bool {
	for _, proc := range app.Processes {
		for _, own := range proc.Settings {
			if own.Inherited && own.Span == s.Span && own.Name == s.Name {
				return true
			}
		}
	}
	return false
}

// betweenProcesses reports an attribute that a process above it, of the same block,
// has nothing of.
func (p *Pass) betweenProcesses(app *pill.Application, s *pill.Setting) {
	if app.Block == nil || app.BlockFile == nil || statement(app.Block, app.BlockFile, s.Span) < 0 {
		return
	}
	for _, proc := range app.Processes {
		if proc.Span.File != s.Span.File || proc.Span.Start > s.Span.Start {
			continue
		}
		if proc.Attr(s.Name).Unset() && proc.Last(s.Name) == nil {
			p.Finding(s.NameSpan, "%s has no effect on %s, which is declared above", s.Name, processName(proc)).
				Severity(diag.Info).Related(proc.NameSpan, "this process has none").Done(p)
			return
		}
	}
}

func reportLateAttribute(p *Pass, app *pill.Application, s *pill.Setting) {
	last := app.Processes[len(app.Processes)-1]
	p.Finding(s.NameSpan, "%s is set after all processes of the application, so it has no effect on them", s.Name).
		MeantFor(app.Processes, s.Name).
		Related(last.NameSpan, "the last process is declared here").
		Fix(moveUp(app, s)).Done(p)
}

func blankOrComment(s string) bool {
	return blank(s) || strings.HasPrefix(strings.TrimLeft(s, " \t"), "#")
}

// moveUp moves a setting above the first process, if its value is a literal.
func moveUp(app *pill.Application, s *pill.Setting) diag.Fix {
	switch s.ValueNode.(type) {
	case *syntax.Str, *syntax.Sym, *syntax.Int, *syntax.Bool, *syntax.Nil:
	default:
		return diag.Fix{}
	}
	first := app.Processes[0]
	if app.Block == nil || app.BlockFile == nil || first.Span.File != s.Span.File {
		return diag.Fix{}
	}
	from := statement(app.Block, app.BlockFile, s.Span)
	to := -1
	for i, n := range app.Block.Body.List {
		if app.BlockFile.Span(n).Contains(first.Span) {
			to = i
			break
		}
	}
	if from < 0 || to < 0 || to >= from || app.BlockFile.Span(app.Block.Body.List[from]) != s.Span {
		return diag.Fix{}
	}
	file := s.Span.File
	whole := file.FullLines(s.Span)
	target := app.BlockFile.Span(app.Block.Body.List[to])
	line := file.FullLines(target)
	if !blank(file.Text[whole.Start:s.Span.Start]) || !blankOrComment(file.Text[s.Span.End:whole.End]) || !blank(file.Text[line.Start:target.Start]) {
		return diag.Fix{}
	}
	return diag.Fix{
		Title: "Move it above the processes",
		Edits: []source.Edit{{Span: file.Span(line.Start, line.Start), New: whole.Text()}, {Span: whole}},
	}
}
