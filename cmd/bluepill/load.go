//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/manifest"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
	"github.com/pilllint/pilllint/rules"
	"github.com/pilllint/pilllint/supervisor"
	"github.com/pilllint/pilllint/supervisor/plan"
)

// readPill reads a pill, and does with it what the command says.
func (p *program) readPill(command, path string) int {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return p.fail(exitFailed, "Can't find file: %s", path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return p.fail(exitFailed, "%s", err)
	}
	if p.root && command == "load" && !p.dryRun {
		if why := supervisor.Untrusted(abs); why != "" {
			return p.fail(exitFailed, "%s is refused because root would run it: %s", path, why)
		}
	}
	text, failure := input.Read(abs)
	if failure != nil {
		return p.fail(exitFailed, "%s", failure)
	}
	os.Setenv("BLUEPILL_BASE_DIR", p.baseDir)
	doc := readAsIs(source.NewFile(abs, text))
	plans, refused := plan.New(doc.Config, p.baseDir)
	if command == "check" {
		found := rules.Check(doc, rules.Options{Profile: rules.Bluepill, Mode: hostenv.Mode})
		return p.check(append(errorsOf(found), refused...))
	}
	fmt.Fprint(p.stdout, doc.Config.Stdout)
	fmt.Fprint(p.stderr, doc.Config.Stderr)
	if e := doc.Config.Error; e != nil && !e.Exits() {
		return p.raised(abs, e)
	}
	if len(refused) > 0 {
		p.print(refused)
		return exitConfig
	}
	differ := false
	for _, plan := range plans {
		if p.reloads {
			if err := p.keepOptions(plan.App); err != nil {
				return p.fail(exitFailed, "%s", err)
			}
		}
		if p.rotation.Size > 0 || p.rotation.Age > 0 {
			rotation := p.rotation
			plan.Rotation = &rotation
		}
		plan.PidsMax = p.pidsMax
		switch {
		case command == "diff" || p.dryRun:
			differ = p.preview(plan) || differ
		default:
			if code := p.start(plan); code != 0 {
				return code
			}
		}
	}
	if command == "diff" && differ {
		return exitFailed
	}
	return exitOK
}

// readAsIs reads what it is given, as Ruby does: nobody renders it, so tags are text
// unless it is called a template.
func readAsIs(src *source.File) *parser.Document {
	env := hostenv.New(src.Path)
	if template.Named(src.Path) || manifest.IsYAML(src.Path) {
		return parser.Read(src, env)
	}
	return parser.ReadParsed(src, syntax.Parse(src), env)
}

func errorsOf(found []diag.Diagnostic) (list []diag.Diagnostic) {
	for _, d := range found {
		if d.Severity == diag.Error {
			list = append(list, d)
		}
	}
	return list
}

// print writes a line for each finding, to standard error.
func (p *program) print(found []diag.Diagnostic) {
	for _, d := range found {
		p.fail(0, "%s: %s [%s]", d.Span, d.Message, d.Rule)
		for _, r := range d.Related {
			p.fail(0, "  %s: %s", r.Span, r.Message)
		}
	}
}

// raised tells of the exception that ended the load, as Ruby does, unless
// Bluepill has said it in its own words.
func (p *program) raised(path string, e *pill.LoadError) int {
	switch {
	case e.Class == "SystemExit":
		return e.ExitCode
	case e.Syntax && e.Class == "SyntaxError":
		return p.fail(exitFailed, "%s:%d: %s", path, e.Line, e.Message)
	}
	return p.fail(exitFailed, "%s:%d: %s (%s)", path, e.Line, e.Message, e.Class)
}

// check prints what is wrong with a pill.
func (p *program) check(found []diag.Diagnostic) int {
	p.print(diag.Sort(found))
	if len(found) > 0 {
		return exitFailed
	}
	return exitOK
}
