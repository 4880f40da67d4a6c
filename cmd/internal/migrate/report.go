package migrate

// This file writes the README of targets that have less to say than systemd.

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A report is what the README tells.
type report struct {
	Title, Install string
	Target         string   // "Supervisor"
	Keeps          []string // the settings of which the target's files have all, unless add is told otherwise
	body           strings.Builder
	app            *App
}

// general are the attributes about which a plan tells what becomes of them
// wherever they go; what it tells of others is of systemd's ways.
var general = []string{
	"start_command", "daemonize", "environment", "working_dir", "uid", "stdin", "stdout", "stderr", "restart_command", "stop_grace_time", "cache_actual_pid",
	"pid_command", "monitor_children", "on_start_timeout", "group_stop_noblock", "group_restart_noblock", "group_unmonitor_noblock",
}

// add tells of a service, with notes of the target's own, which come before
// those of the plan about the same. Of every setting that nothing is told of,
// and that the target does not keep, it tells that it is lost.
func (r *report) add(a *App, s *Service, name string, own []Note) {
	if r.app != a {
		r.app = a
		fmt.Fprintf(&r.body, "## %s (%s)\n\n", markdown(a.Name), markdown(pathOf(a.At)))
		writeNotes(&r.body, a.Notes)
	}
	notes := slices.Clone(own)
	told := func(what string) bool {
		return slices.ContainsFunc(notes, func(n Note) bool { return n.What == what })
	}
	var plans []Note
	for _, n := range s.Notes {
		check := strings.HasPrefix(n.What, "checks") && (n.Loss || !slices.ContainsFunc(s.Checks, n.isAbout))
		needless := n.What == "pid_file" && s.PidFile == ""
		if n.What == "restart_command" && s.Reload != nil || n.What == "uid" && !slices.Contains(r.Keeps, "uid") {
			continue // it tells what a target makes of it that has it
		}
		if !told(n.What) && (slices.Contains(general, n.What) || check && n.What != "checks :flapping" || needless) {
			plans = append(plans, n)
		}
	}
	notes = append(notes, plans...)
	for _, what := range slices.SortedFunc(maps.Keys(s.Lines), func(a, b string) int {
		return cmp.Or(s.Lines[a]-s.Lines[b], strings.Compare(a, b))
	}) {
		if !told(what) && !slices.Contains(r.Keeps, what) {
			notes = append(notes, Note{What: what, Line: s.Lines[what], Loss: true, Text: r.Target + " has no place for it"})
		}
	}
	fmt.Fprintf(&r.body, "%s (`%s`):\n\n", markdown(s.Name), name)
	if len(notes) == 0 {
		r.body.WriteString("- nothing changes\n\n")
	}
	writeNotes(&r.body, notes)
}

// isAbout reports whether a note is about a check.
func (n Note) isAbout(c Check) bool { return n.What == "checks :"+c.Kind }

func (r *report) text(refused []Refusal) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nMade by `pilllint migrate`.\n\n%s\n\n", r.Title, r.Install)
	if len(refused) > 0 {
		b.WriteString("## Left out\n\n")
		for _, f := range refused {
			b.WriteString("- " + markdown(f.String()) + "\n")
		}
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String()+r.body.String(), "\n") + "\n"
}
