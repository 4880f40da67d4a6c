package migrate

// This file makes the files of Supervisor, whose daemon is supervisord.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// Supervisord makes a configuration for Supervisor 4 and the scripts that it
// runs. Supervisor only runs what stays in the foreground, and sends no more
// than one signal before KILL; it has no checks. searchPath is the PATH of
// processes that have none, "" for the usual one.
func Supervisord(plans []*Plan, searchPath string) (files []File, refused []Refusal) {
	searchPath = orDefault(searchPath, usualPath)
	keeps := append(slices.Clone(launched), "uid", "auto_start", "stop_command", "stop_signals")
	report := &report{Title: "From Bluepill to Supervisor", Target: "Supervisor", Keeps: keeps, Install: leavingFirst(plans) + "```sh\nsudo cp -R --preserve=mode etc /\nsudo supervisorctl update\n```\n\n" +
		"Scripts with mode 0700 hold passwords or keys: give each to its process's user, by chown. `supervisorctl status`, `start`,\n`stop` and `restart` take names, and `GROUP:*` for an application.\n\n`HOME` and `USER` are those of supervisord."}
	used := map[string]bool{}
	for _, p := range plans {
		refused = append(refused, p.Refused...)
		for _, a := range p.Apps {
			var b strings.Builder
			b.WriteString(strings.ReplaceAll(header(pathOf(a.At)), "#", ";"))
			var names []string
			for _, s := range a.Services {
				why := ""
				switch {
				case s.Forks:
					why = "it puts itself in the background, which Supervisor cannot have"
				case s.User != "" && !plainUser.MatchString(s.User):
					why = fmt.Sprintf("Supervisor cannot be told the user %q", s.User)
				}
				if why != "" {
					refused = append(refused, Refusal{At: s.At, Process: s.Name, Unwritten: true, Why: why, process: s.process})
					continue
				}
				name := plainName(s.Name, used)
				names = append(names, name)
				script := launcher(s, searchPath)
				script.Path = "etc/pilllint/run/" + name
				files = append(files, script)
				b.WriteString(supervisorProgram(s, name))
				report.add(a, s, name, supervisorNotes(s))
			}
			if len(names) > 0 {
				group := plainName(a.Name, used)
				fmt.Fprintf(&b, "\n[group:%s]\nprograms=%s\n", group, strings.Join(names, ","))
				files = append(files, File{Path: "etc/supervisor/conf.d/" + group + ".conf", Mode: 0o644, Text: b.String()})
			}
		}
	}
	files = append(files, File{Path: "README.md", Mode: 0o644, Text: report.text(refused)})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, refused
}

// plainUser is a name of a user that is nothing else in a configuration.
var plainUser = lazyregexp.New(`^[A-Za-z0-9_.@$%+-]+$`)

// supervisorProgram writes the section of a process. All that could go wrong in
// a string is in its script.
func supervisorProgram(s *Service, name string) string {
	var b strings.Builder
	set := func(key, value string) { fmt.Fprintf(&b, "%s=%s\n", key, value) }
	fmt.Fprintf(&b, "\n; line %d\n[program:%s]\n", s.At.Line(), name)
	set("command", "/etc/pilllint/run/"+name)
	if s.User != "" {
		set("user", strings.ReplaceAll(s.User, "%", "%%"))
	}
	set("autostart", fmt.Sprint(s.AutoStart))
	set("autorestart", "true")
	set("startsecs", "1")
	set("startretries", "1000000") // Bluepill tries for ever
	signal, wait := firstSignal(s)
	set("stopsignal", signal)
	set("stopwaitsecs", fmt.Sprint(wait))
	if s.Stop.Group && len(s.Stop.Steps) == 1 {
		set("stopasgroup", "true")
	}
	set("killasgroup", "true")
	return b.String()
}

// supervisorNotes tells what Supervisor loses beyond what the plan tells of.
func supervisorNotes(s *Service) (notes []Note) {
	lose := func(what, format string, args ...any) {
		notes = append(notes, Note{What: what, Line: s.line(what), Text: fmt.Sprintf(format, args...), Loss: true})
	}
	if s.Stop.Command != nil {
		lose("stop_command", "Supervisor stops by a signal: TERM, and KILL after %d seconds", max(s.Stop.Timeout, 1))
	} else if n := len(s.Stop.Steps); n > 2 || n == 2 && s.Stop.Steps[1].Signal != "kill" {
		_, wait := firstSignal(s)
		lose("stop_signals", "only the first signal is sent, and KILL after %d seconds", wait)
	}
	if s.Reload != nil {
		if s.Reload.Signal != "" {
			lose("restart_command", "there is no reload; the command for one is supervisorctl signal %s, with the name", strings.ToUpper(s.Reload.Signal))
		} else {
			lose("restart_command", "there is no reload; run %s by hand", s.Reload.Command.Text)
		}
	}
	for _, c := range s.Checks {
		notes = append(notes, Note{What: "checks :" + c.Kind, Line: c.At.Line(), Loss: true, Text: "Supervisor has no checks: superlance's memmon and httpok are the nearest"})
	}
	if s.Flapping != nil {
		lose("checks :flapping", "a process is tried for ever; startretries= would give it up, for good")
	}
	return notes
}
