//go:build linux

package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// longFlags are what completion offers after a dash.
var longFlags = []string{"--logfile", "--base-dir", "--version", "--no-privileged", "--timeout", "--attempts", "--json", "--watch", "--dry-run", "--rotate-size", "--rotate-age", "--rotate-keep", "--rotate-compress", "--pids-max", "--help"}

// complete lists what can follow some words, for the shells: nothing where it is
// the name of a file.
func (p *program) complete(words []string) int {
	words = slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.HasPrefix(w, "-") })
	running := p.running()
	var list []string
	app := ""
	switch {
	case len(words) > 0 && slices.Contains(running, words[0]):
		app, words = words[0], words[1:]
	case len(words) == 0:
		list = append(list, running...)
	case len(running) == 1:
		app = running[0]
	}
	switch {
	case len(words) == 0 && app != "":
		list = append(list, daemonCommands...)
	case len(words) == 0:
		list = append(append(append(list, fileCommands...), daemonCommands...), longFlags...)
	case len(words) == 1 && app != "" && slices.Contains(daemonCommands, words[0]) && !slices.Contains([]string{"quit", "reload", "metrics"}, words[0]):
		list = p.targets(app)
	}
	for _, word := range list {
		fmt.Fprintln(p.stdout, word)
	}
	return exitOK
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
