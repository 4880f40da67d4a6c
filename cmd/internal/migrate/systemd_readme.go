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

func (w *systemd) install(b *strings.Builder, apps []*App) {
	ctl, root, sudo := "systemctl", "/", "sudo "
	if w.User {
		ctl, root, sudo = "systemctl --user", "~/", ""
	}
	var targets []string
	for _, a := range apps {
		if t := w.targetName(a) + ".target"; len(a.Services) > 0 && !slices.Contains(targets, t) {
			targets = append(targets, t)
		}
	}
	if len(targets) == 0 {
		b.WriteString("There is nothing to install.\n\n")
		return
	}
	b.WriteString("## Install\n\nFrom this folder, when Bluepill has stopped the processes (`bluepill APPLICATION stop`, then `quit`) and does not\nstart at boot any more:\n\n```sh\n")
	dirs := map[string]bool{}
	for _, f := range w.files {
		top, _, _ := strings.Cut(f.Path, "/")
		dirs[top] = true
	}
	for _, top := range []string{".config", ".local", "etc", "usr"} {
		if dirs[top] {
			fmt.Fprintf(b, "%scp -R --preserve=mode %s %s\n", sudo, top, root)
		}
	}
	if !w.User && slices.ContainsFunc(w.files, func(f File) bool { return strings.HasPrefix(f.Path, "etc/tmpfiles.d/") }) {
		b.WriteString("sudo systemd-tmpfiles --create\n")
	}
	fmt.Fprintf(b, "%s%s daemon-reload\n", sudo, ctl)
	for _, t := range targets {
		fmt.Fprintf(b, "%s%s enable --now %s\n", sudo, ctl, shellWord(t))
	}
	b.WriteString("```\n\n")
	w.commands(b, apps, ctl)
}

// shellWord writes a unit's name for a shell.
func shellWord(s string) string {
	if strings.Contains(s, `\`) {
		return "'" + s + "'"
	}
	return s
}

// commands tells what stands for the commands of Bluepill.
func (w *systemd) commands(b *strings.Builder, apps []*App, ctl string) {
	a := apps[slices.IndexFunc(apps, func(a *App) bool { return len(a.Services) > 0 })]
	s := a.Services[0]
	target, unit := shellWord(w.targetName(a)+".target"), shellWord(w.units[s])
	restart := "restart"
	if s.Reload != nil {
		restart = "reload"
	}
	journal := "journalctl"
	if w.User {
		journal = "journalctl --user"
	}
	rows := [][2]string{
		{"bluepill " + a.Name + " status", ctl + " list-dependencies " + target},
		{"bluepill " + a.Name + " status " + s.Name, ctl + " status " + unit},
		{"bluepill " + a.Name + " restart " + s.Name, ctl + " " + restart + " " + unit},
		{"bluepill " + a.Name + " stop", ctl + " stop " + target},
		{"bluepill " + a.Name + " start", ctl + " start " + target},
		{"bluepill " + a.Name + " log " + s.Name, journal + " -f -u " + unit},
	}
	for _, g := range groupsOf(a) {
		rows = append(rows, [2]string{"bluepill " + a.Name + " restart " + g, ctl + " restart " + shellWord(w.groupName(a, g)+".target")})
	}
	b.WriteString("| Bluepill | systemd |\n| --- | --- |\n")
	for _, r := range rows {
		fmt.Fprintf(b, "| `%s` | `%s` |\n", tableCell(r[0]), tableCell(r[1]))
	}
	b.WriteString("\n`unmonitor` and `quit`, which leave processes running without anybody to watch them, have no counterpart.\n\n")
}

func tableCell(s string) string { return strings.ReplaceAll(oneLine(s), "|", `\|`) }

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
