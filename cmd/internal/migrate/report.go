package migrate

// This file writes the README of targets that have less to say than systemd.

import (
	"fmt"
	"slices"
	"strings"
)

// A report is what the README tells.
type report struct {
	Title, Install string
	body           strings.Builder
	app            *App
}

// general are the attributes about which a plan tells what becomes of them
// wherever they go; what it tells of others is of systemd's ways.
var general = []string{
	"start_command", "daemonize", "environment", "working_dir", "uid", "stdin", "stdout", "stderr", "restart_command", "cache_actual_pid",
	"pid_command", "monitor_children", "on_start_timeout", "group_stop_noblock", "group_restart_noblock", "group_unmonitor_noblock",
}

// add tells of a service, with notes of the target's own, which come before
// those of the plan about the same.
func (r *report) add(a *App, s *Service, name string, own []Note) {
	if r.app != a {
		r.app = a
		fmt.Fprintf(&r.body, "## %s (%s)\n\n", markdown(a.Name), markdown(pathOf(a.At)))
	}
	notes := slices.Clone(own)
	told := func(what string) bool {
		return slices.ContainsFunc(own, func(n Note) bool { return n.What == what })
	}
	for _, n := range s.Notes {
		if !told(n.What) && (slices.Contains(general, n.What) || strings.HasPrefix(n.What, "checks") && n.Loss) {
			notes = append(notes, n)
		}
	}
	fmt.Fprintf(&r.body, "%s (`%s`):\n\n", markdown(s.Name), name)
	if len(notes) == 0 {
		r.body.WriteString("- nothing changes\n\n")
	}
	writeNotes(&r.body, notes)
}

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
