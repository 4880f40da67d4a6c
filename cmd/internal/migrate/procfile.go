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
	report := &report{Title: "From Bluepill to a Procfile", Target: "a Procfile", Keeps: launched, Install: "The scripts in `bin` run a process each, in the foreground. How often they are started, stopped and checked, and as whom, is\n" +
		"the business of what reads the Procfile: foreman, overmind, hivemind, or a platform."}
	files, refused = procfile(plans, searchPath, report, strings.Clone, func(*Service, string) []Note { return nil })
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, refused
}

// procfile makes a Procfile, its scripts and the report. rename makes the name of
// a process, and notes tells what changes for it.
func procfile(plans []*Plan, searchPath string, report *report, rename func(string) string, notes func(s *Service, name string) []Note) (files []File, refused []Refusal) {
	searchPath = orDefault(searchPath, usualPath)
	var b strings.Builder
	used := map[string]bool{}
	var secret []string // scripts
	for _, p := range plans {
		refused = append(refused, p.Refused...)
		for _, a := range p.Apps {
			for _, s := range a.Services {
				if s.Forks {
					refused = append(refused, Refusal{At: s.At, Process: s.Name, Unwritten: true, Why: "it puts itself in the background, which no reader of a Procfile can have"})
					continue
				}
				name := plainName(rename(s.Name), used)
				script := launcher(s, searchPath)
				script.Path = "bin/" + name
				files = append(files, script)
				if script.Mode.Perm()&0o077 == 0 {
					secret = append(secret, "`"+script.Path+"`")
				}
				fmt.Fprintf(&b, "%s: exec ./bin/%s\n", name, name)
				report.add(a, s, name, notes(s, name))
			}
		}
	}
	if len(secret) > 0 {
		report.Install += "\n\nThere are passwords or keys in " + strings.Join(secret, ", ") + ". Keep them out of the repository: take the lines out, and set the\n" +
			"variables where the application gets the others from."
	}
	return append(files, File{Path: "Procfile", Mode: 0o644, Text: b.String()}, File{Path: "README.md", Mode: 0o644, Text: report.text(refused)}), refused
}
