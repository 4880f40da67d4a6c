package migrate

// This file writes, for the README of units, the way from Bluepill to them, step
// by step, and the commands that there are afterwards.

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

func (w *systemd) install(b *strings.Builder, apps []*App) {
	ctl, root, sudo := "systemctl", "/", "sudo "
	if w.User {
		ctl, root, sudo = "systemctl --user", "~/", ""
	}
	var served []*App
	var targets []string
	for _, a := range apps {
		if len(a.Services) == 0 {
			continue
		}
		served = append(served, a)
		if t := shellQuote(w.targetName(a) + ".target"); !slices.Contains(targets, t) {
			targets = append(targets, t)
		}
	}
	if len(targets) == 0 {
		b.WriteString("There is nothing to install.\n\n")
		return
	}
	steps := &stepWriter{b: b}
	b.WriteString("## Install\n\nRun these commands in this folder, in this order.\n\n")
	steps.begin("Copy the files. Bluepill goes on meanwhile.")
	for _, top := range w.folders() {
		steps.run("%scp -R --preserve=mode %s %s", sudo, top, root)
	}
	if conf := w.tmpfiles(); len(conf) > 0 {
		steps.run("sudo systemd-tmpfiles --create %s", strings.Join(conf, " "))
	}
	steps.run("%s%s daemon-reload", sudo, ctl)
	text, commands := leaving(served, sudo)
	steps.begin("%s", strings.ReplaceAll(text, "\n", "\n   "))
	for _, c := range commands {
		steps.run("%s", c)
	}
	steps.begin("%s", strings.ReplaceAll(notAgain, "\n", "\n   "))
	steps.end()
	steps.begin("Start the processes, now and at each boot, and look at them.")
	for _, t := range targets {
		steps.run("%s%s enable --now %s", sudo, ctl, t)
	}
	for _, t := range targets {
		steps.run("%s list-dependencies %s", ctl, t)
	}
	if w.User {
		steps.run("loginctl enable-linger")
	}
	steps.begin("To go back, stop them, and load the pill again where it was.")
	for _, t := range targets {
		steps.run("%s%s disable --now %s", sudo, ctl, t)
	}
	for _, file := range pillFiles(served) {
		steps.run("%sbluepill load %s", sudo, shellQuote(file))
	}
	steps.end()
	w.commands(b, apps, ctl)
}

// A stepWriter writes numbered steps, each with the commands that it takes.
type stepWriter struct {
	b    *strings.Builder
	n    int
	open bool // within commands
}

func (s *stepWriter) begin(format string, args ...any) {
	s.end()
	s.n++
	fmt.Fprintf(s.b, "%d. "+format+"\n\n", append([]any{s.n}, args...)...)
}

func (s *stepWriter) run(format string, args ...any) {
	if !s.open {
		s.b.WriteString("   ```sh\n")
		s.open = true
	}
	fmt.Fprintf(s.b, "   "+format+"\n", args...)
}

func (s *stepWriter) end() {
	if s.open {
		s.b.WriteString("   ```\n\n")
		s.open = false
	}
}

// folders are those at the top of what is written.
func (w *systemd) folders() (list []string) {
	for _, top := range []string{".config", ".local", "etc", "usr"} {
		if slices.ContainsFunc(w.files, func(f File) bool { return strings.HasPrefix(f.Path, top+"/") }) {
			list = append(list, top)
		}
	}
	return list
}

// tmpfiles are the names of the configurations of systemd-tmpfiles.
func (w *systemd) tmpfiles() (list []string) {
	for _, f := range w.files {
		if strings.HasPrefix(f.Path, "etc/tmpfiles.d/") {
			list = append(list, shellQuote(path.Base(f.Path)))
		}
	}
	return list
}

// pillFiles are the files that applications come from.
func pillFiles(apps []*App) (list []string) {
	for _, a := range apps {
		if f := pathOf(a.At); !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	return list
}

// commands tells what stands for the commands of Bluepill.
func (w *systemd) commands(b *strings.Builder, apps []*App, ctl string) {
	a := apps[slices.IndexFunc(apps, func(a *App) bool { return len(a.Services) > 0 })]
	s := a.Services[0]
	target, unit := shellQuote(w.targetName(a)+".target"), shellQuote(w.units[s])
	restart := "restart"
	if s.Reload != nil {
		restart = "reload"
	}
	journal := "journalctl"
	if w.User {
		journal = "journalctl --user"
	}
	app, process := shellQuote(a.Name), shellQuote(s.Name)
	rows := [][2]string{
		{"bluepill " + app + " status", ctl + " list-dependencies " + target},
		{"bluepill " + app + " status " + process, ctl + " status " + unit},
		{"bluepill " + app + " restart " + process, ctl + " " + restart + " " + unit},
		{"bluepill " + app + " stop", ctl + " stop " + target},
		{"bluepill " + app + " start", ctl + " start " + target},
		{"bluepill " + app + " log " + process, journal + " -f -u " + unit},
	}
	for _, g := range groupsOf(a) {
		rows = append(rows, [2]string{"bluepill " + app + " restart " + shellQuote(g), ctl + " restart " + shellQuote(w.groupName(a, g)+".target")})
	}
	b.WriteString("| Bluepill | systemd |\n| --- | --- |\n")
	for _, r := range rows {
		fmt.Fprintf(b, "| `%s` | `%s` |\n", tableCell(r[0]), tableCell(r[1]))
	}
	b.WriteString("\n`unmonitor` and `quit`, which leave processes running without anybody to watch them, have no counterpart.\n\n")
}

func tableCell(s string) string { return strings.ReplaceAll(oneLine(s), "|", `\|`) }
