package migrate

// This file makes a Procfile.

import (
	"fmt"
	"slices"
	"strings"
)

// Procfile makes a Procfile of all processes, and the scripts that it names,
// which are to be run from the folder that it is in. A Procfile says what runs,
// and nothing else. searchPath is as for Supervisord.
func Procfile(plans []*Plan, searchPath string) (files []File, refused []Refusal) {
	searchPath = orDefault(searchPath, usualPath)
	report := &report{Title: "From Bluepill to a Procfile", Install: "The scripts in `bin` run a process each, in the foreground. How often they are started, stopped and checked, and as whom, is\n" +
		"the business of what reads the Procfile: foreman, overmind, hivemind, or a platform."}
	var b strings.Builder
	used := map[string]bool{}
	for _, p := range plans {
		refused = append(refused, p.Refused...)
		for _, a := range p.Apps {
			for _, s := range a.Services {
				if s.Forks {
					refused = append(refused, Refusal{At: s.At, Process: s.Name, Unwritten: true, Why: "it puts itself in the background, which no reader of a Procfile can have"})
					continue
				}
				name := plainName(s.Name, used)
				script := launcher(s, searchPath)
				script.Path = "bin/" + name
				files = append(files, script)
				fmt.Fprintf(&b, "%s: exec ./bin/%s\n", name, name)
				report.add(a, s, name, procfileNotes(s))
			}
		}
	}
	files = append(files, File{Path: "Procfile", Mode: 0o644, Text: b.String()}, File{Path: "README.md", Mode: 0o644, Text: report.text(refused)})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, refused
}

// procfileNotes tells what a Procfile does not say.
func procfileNotes(s *Service) (notes []Note) {
	lose := func(what string, is bool) {
		if is {
			notes = append(notes, Note{What: what, Line: s.line(what), Text: "a Procfile has no place for it", Loss: true})
		}
	}
	lose("uid", s.User != "")
	lose("gid", s.GID != "")
	lose("supplementary_groups", len(s.Groups) > 0)
	lose("auto_start", !s.AutoStart)
	lose("group", s.Group != "")
	lose("stop_command", s.Lines["stop_command"] > 0)
	lose("stop_signals", s.Lines["stop_signals"] > 0 && s.Lines["stop_command"] == 0)
	lose("restart_command", s.Reload != nil)
	lose("pid_file", s.PidFile != "")
	for _, c := range s.Checks {
		notes = append(notes, Note{What: "checks :" + c.Kind, Line: c.At.Line(), Text: "a Procfile has no place for it", Loss: true})
	}
	lose("checks :flapping", s.Flapping != nil)
	return notes
}
