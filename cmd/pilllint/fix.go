package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/pilllint/pilllint/cmd/internal/input"
	"github.com/pilllint/pilllint/cmd/internal/output"
)

// fix puts pills right where it can, or shows how.
func fix(p *program) int {
	stdin := slices.Contains(p.args, input.Stdin)
	switch {
	case len(p.args) == 0:
		return p.usageError(errors.New("no path given; use . for the current folder, or - for standard input"))
	case stdin && len(p.args) > 1:
		return p.usageError(errors.New("standard input cannot be fixed together with files"))
	}
	if err := p.contradiction(); err != nil {
		return p.usageError(err)
	}
	t, ok := p.targets(p.args)
	if !ok {
		return exitUsage
	}
	bom := ""
	if stdin {
		bom = p.peekMark()
	}
	fixed, failed := p.repair(t)
	changed, summary := false, p.stdout
	switch {
	case p.options.diff:
		changed, summary = p.showDiff(fixed, bom), p.stderr
	case stdin:
		summary = p.stderr
		for _, r := range fixed {
			_, _ = io.WriteString(p.stdout, bom+r.is())
		}
	default:
		failed = append(failed, write(fixed)...)
	}
	for _, f := range failed {
		p.complain("%s", f)
	}
	p.summarize(summary, fixed)
	switch {
	case len(failed) > 0:
		return exitUnread
	case changed:
		return exitFindings
	}
	return exitClean
}

// fixFirst fixes pills before they are checked, and returns those that could not
// be written. The check will tell of those that cannot be read.
func (p *program) fixFirst(t *targets) []*input.Failure {
	fixed, _ := p.repair(t)
	failed := write(fixed)
	for _, f := range failed {
		p.complain("%s", f)
	}
	p.summarize(p.stderr, fixed)
	return failed
}

// peekMark returns the byte order mark that standard input begins with, if it
// does. Reading a text drops it.
func (p *program) peekMark() string {
	p.readingFromTerminal(p.stdin)
	r := bufio.NewReader(p.stdin)
	p.stdin = r
	if head, _ := r.Peek(len(input.Mark)); string(head) == input.Mark {
		return input.Mark
	}
	return ""
}

// write writes the files that changed. One that cannot be is not fixed.
func write(fixed []*repaired) (failed []*input.Failure) {
	for _, r := range fixed {
		if r.changed() {
			if f := input.Write(r.file.Path, r.was.Text, r.is()); f != nil {
				failed = append(failed, f)
				r.now, r.left, r.made = r.was, r.left+r.made, 0
			}
		}
	}
	return failed
}

// showDiff prints what would change in files, and reports whether anything
// would. bom is the byte order mark of standard input.
func (p *program) showDiff(fixed []*repaired, bom string) (changed bool) {
	for _, r := range fixed {
		if !r.changed() {
			continue
		}
		changed = true
		if r.file.Path != input.Stdin {
			bom, _ = input.Unchanged(r.file.Path, r.was.Text)
		}
		_, _ = p.stdout.Write(output.Diff(r.was.Path, bom+r.was.Text, bom+r.is()))
	}
	return changed
}

// summarize says what fixing came to.
func (p *program) summarize(w io.Writer, fixed []*repaired) {
	if p.options.quiet {
		return
	}
	s := output.Repairs{Only: p.options.diff}
	for _, r := range fixed {
		s.Fixed += r.made
		if r.changed() {
			s.Files++
		}
		s.Left += r.left
		s.Unsafe += r.unsafe
	}
	fmt.Fprintln(w, s)
}
