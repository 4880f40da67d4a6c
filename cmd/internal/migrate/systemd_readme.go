package migrate

// This file writes the README of units: how to install them, and what is not as
// it was.

import (
	"fmt"
	"slices"
	"strings"
)

func (w *systemd) readme(apps []*App, refused []Refusal) string {
	var b strings.Builder
	b.WriteString("# From Bluepill to systemd\n\nMade by `pilllint migrate systemd`. Read *What changes* before you install anything.\n\n")
	w.install(&b, apps)
	if len(refused) > 0 {
		b.WriteString("## Left out\n\n")
		for _, r := range refused {
			b.WriteString("- " + markdown(r.String()) + "\n")
		}
		b.WriteString("\n")
	}
	w.general(&b)
	for _, a := range apps {
		w.appNotes(&b, a)
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// general tells what changes for all processes.
func (w *systemd) general(b *strings.Builder) {
	b.WriteString("## What changes\n\nFor all processes:\n\n")
	lines := []string{
		"Bluepill hands on the environment of the shell that loads a pill. systemd does not: a process has what its unit sets, `PATH`\n  included. If a program comes from rbenv, rvm or the like, look at `PATH` first.",
		"A process that ends is started again a second later. Bluepill takes one to two seconds, and longer after a start.",
		"All that a process has started, in the background too, ends with it. Bluepill leaves it running.",
		"What a process writes to no file is in the journal. Bluepill drops it.",
	}
	if !w.User {
		lines = append(lines, "The umask is 0022. Bluepill's is that of the shell that loads the pill.",
			"`USER`, `LOGNAME` and `SHELL` are those of the process's user, as `HOME` was. Bluepill leaves them as root has them.")
	} else {
		lines = append(lines, "They run as the user whose units they are: `uid`, `gid` and `supplementary_groups` have no effect. They run from boot on only\n  after `loginctl enable-linger`.")
	}
	switch {
	case slices.ContainsFunc(w.files, func(f File) bool { return strings.HasPrefix(f.Path, "etc/logrotate.d/") }):
		lines = append(lines, "Logs stay open, as under Bluepill: logrotate needs `copytruncate` for them. What is in `etc/logrotate.d` has it; leave out what\n  your own rules name already, as logrotate takes no file twice.")
	case slices.ContainsFunc(w.files, func(f File) bool { return strings.Contains(f.Text, "=append:") }):
		lines = append(lines, "Logs stay open, as under Bluepill: logrotate needs `copytruncate` for them.")
	}
	if names := w.plainNames(); len(names) > 0 {
		lines = append(lines, "A unit in `/etc` takes the place of one of the same name that a package has installed. Look whether there is one:\n  `systemctl cat "+strings.Join(names, " ")+"`, before you copy the files.")
	}
	if w.helpers["check"] {
		lines = append(lines, "Checks are timers that run a script, which needs `ps` of procps, and curl for `:http`. They look at one process each, so that a\n  slow answer holds nothing up.")
	}
	if slices.ContainsFunc(w.files, func(f File) bool { return f.Mode == 0o600 }) {
		lines = append(lines, "Passwords and keys are in `"+w.ownDir()+"/*.env`, which nobody but their owner can read. Keep them out of the repository.")
	}
	for _, l := range lines {
		b.WriteString("- " + l + "\n")
	}
	b.WriteString("\n")
}

// plainNames are the services that are called as those of packages often are: by
// one word.
func (w *systemd) plainNames() (names []string) {
	for _, name := range w.units {
		if !w.User && !strings.ContainsAny(name, `_-@\`) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// appNotes tells what changes for the processes of an application; those that
// are declared in one place and alike are told of once.
func (w *systemd) appNotes(b *strings.Builder, a *App) {
	if len(a.Services) == 0 && len(a.Notes) == 0 {
		return
	}
	fmt.Fprintf(b, "### %s (%s)\n\n", markdown(a.Name), markdown(pathOf(a.At)))
	writeNotes(b, a.Notes)
	for _, group := range instances(a.Services) {
		for len(group) > 0 {
			first := group[0]
			var names []string
			var rest []*Service
			for _, s := range group {
				if slices.Equal(s.Notes, first.Notes) {
					names = append(names, fmt.Sprintf("%s (`%s.service`)", markdown(s.Name), w.units[s]))
				} else {
					rest = append(rest, s)
				}
			}
			group = rest
			fmt.Fprintf(b, "%s:\n\n", strings.Join(names, ", "))
			writeNotes(b, first.Notes)
		}
	}
}

// LossMark is what a README says of each loss.
const LossMark = "**lost**: "

// writeNotes lists notes, losses first.
func writeNotes(b *strings.Builder, notes []Note) {
	for _, loss := range []bool{true, false} {
		for _, n := range notes {
			if n.Loss != loss {
				continue
			}
			mark := ""
			if loss {
				mark = LossMark
			}
			fmt.Fprintf(b, "- %s`%s` (line %d): %s\n", mark, n.What, n.Line, markdown(n.Text))
		}
	}
	if len(notes) > 0 {
		b.WriteString("\n")
	}
}

// markdown writes a text so that nothing in it is a mark.
func markdown(s string) string {
	return strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "[", `\[`, "<", `\<`, "|", `\|`).Replace(oneLine(s))
}
