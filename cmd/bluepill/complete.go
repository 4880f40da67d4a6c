//go:build linux

package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// complete lists what can follow some words, for the shells: nothing where it is
// the name of a file. What they say of the base directory holds.
func (p *program) complete(words []string) int {
	q := *p
	words, err := parseFlags(q.flags(), words)
	if err != nil { // the value of a flag is to come, or there is no such flag
		return exitOK
	}
	for _, word := range q.candidates(words) {
		fmt.Fprintln(p.stdout, word)
	}
	return exitOK
}

// candidates are what can follow some words that are no flags. A dash as the last
// of them asks for flags.
func (p *program) candidates(words []string) []string {
	if len(words) > 0 && words[len(words)-1] == "-" {
		return p.longFlags()
	}
	running := p.running()
	asks := names(func(c *command) bool { return !c.file })
	app := ""
	switch {
	case len(words) > 0 && slices.Contains(running, words[0]):
		app, words = words[0], words[1:]
	case len(words) == 0:
		reads := names(func(c *command) bool { return c.file })
		return slices.Concat(running, reads, asks, p.longFlags())
	case len(running) == 1:
		app = running[0]
	}
	if app == "" {
		return nil
	}
	switch len(words) {
	case 0:
		return asks
	case 1:
		if c := find(words[0]); c != nil && !c.file && c.args != "" {
			return p.targets(app)
		}
	}
	return nil
}

// longFlags are what is offered of the flags: of two that are opposites, the one
// that is not the default.
func (p *program) longFlags() (list []string) {
	for _, f := range p.flags() {
		forms := f.forms()
		list = append(list, "--"+forms[len(forms)-1].long)
	}
	return list
}

// targets lists the names of groups and processes.
func (p *program) targets(app string) (list []string) {
	r, err := supervisor.Call(p.baseDir, app, supervisor.Request{Command: supervisor.ListCommand}, time.Second)
	if err != nil {
		return nil
	}
	for _, s := range r.Processes {
		if s.Group != "" {
			if !slices.Contains(list, s.Group) {
				list = append(list, s.Group)
			}
			list = append(list, fullName(s))
		}
		list = append(list, s.Name)
	}
	return list
}
