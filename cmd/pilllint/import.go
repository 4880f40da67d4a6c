package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/migrate"
)

// An importFormat is something that pills can be made of.
type importFormat struct {
	name string
	read func(*program, []migrate.Found) ([]migrate.File, []migrate.Omission)
}

func importFormats() []importFormat {
	return []importFormat{
		{"systemd", func(_ *program, f []migrate.Found) ([]migrate.File, []migrate.Omission) {
			return migrate.ImportSystemd(f)
		}},
		{"procfile", func(p *program, f []migrate.Found) ([]migrate.File, []migrate.Omission) {
			return migrate.ImportProcfile(f, p.options.workingDir)
		}},
		{"supervisord", func(_ *program, f []migrate.Found) ([]migrate.File, []migrate.Omission) {
			return migrate.ImportSupervisord(f)
		}},
	}
}

// importPills writes pills of what other supervisors read.
func importPills(p *program) int {
	formats := importFormats()
	i := -1
	var names []string
	for n, f := range formats {
		if names = append(names, f.name); len(p.args) > 0 && f.name == p.args[0] {
			i = n
		}
	}
	switch {
	case i < 0:
		return p.usageError(errors.New("the first argument must be what to import: " + oneOf(names)))
	case len(p.args) < 2:
		return p.usageError(errors.New("no file given"))
	case p.options.outputFolder == "":
		return p.usageError(errors.New("-o FOLDER is missing: where to write, or what to compare with --diff and --check"))
	case p.given("working-dir") && p.args[0] != "procfile":
		return p.usageError(errors.New("--working-dir is only for procfile"))
	}
	if err := p.contradiction(); err != nil {
		return p.usageError(err)
	}
	var found []migrate.Found
	var failed []*input.Failure
	for _, path := range p.args[1:] {
		text, problem := p.read(input.File{Path: path, Named: true})
		if problem != nil {
			failed = append(failed, problem)
			continue
		}
		found = append(found, migrate.Found{Path: path, Text: text})
	}
	pills, omits := formats[i].read(p, found)
	changed, unwritten := p.deliver(pills)
	for _, f := range slices.Concat(failed, unwritten) {
		p.complain("%s", f)
	}
	leftOut := false
	for _, o := range omits {
		p.complain("%s", o)
		leftOut = leftOut || o.Process
	}
	p.tellOfImport(len(pills))
	switch {
	case len(failed)+len(unwritten) > 0:
		return exitUnread
	case leftOut, changed:
		return exitFindings
	}
	return exitClean
}

func (p *program) tellOfImport(pills int) {
	if p.options.quiet {
		return
	}
	verb, w := "wrote", p.stdout
	if p.options.diff || p.options.check {
		verb, w = "would write", p.stderr
	}
	fmt.Fprintf(w, "%s %s in %s\n", verb, count(pills, "pill", "pills"), p.options.outputFolder)
}
