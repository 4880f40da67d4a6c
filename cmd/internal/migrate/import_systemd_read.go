package migrate

// This file reads the settings of a unit.

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// neutral are settings that say nothing that a pill could, or nothing that is
// missed: how units hang together, and what Bluepill does anyway.
var neutral = []string{
	"Documentation", "After", "Before", "Wants", "Requires", "BindsTo", "Conflicts", "WantedBy", "RequiredBy", "Also", "Alias", "DefaultDependencies",
	"RestartSec", "TimeoutStartSec", "KillMode", "SuccessExitStatus", "SyslogIdentifier", "SyslogFacility", "NotifyAccess", "GuessMainPID", "AccuracySec", "SendSIGKILL", "FinalKillSignal",
}

func (r *unitReader) read(s unitLine) {
	if strings.HasPrefix(s.section, "X-") {
		return // which is for others than systemd
	}
	if want := sectionsOf(s.key); want != nil && s.section != "" && !slices.Contains(want, s.section) {
		r.omit(s.line, "%s= belongs in [%s]: systemd ignores it in [%s], too", s.key, want[0], s.section)
		return
	}
	value, unknown := r.specifiers(s.value)
	if unknown != "" && !slices.Contains(neutral, s.key) {
		r.fail(s, "%s in it depends on the machine", unknown)
		return
	}
	switch {
	case s.key == "":
		r.omit(s.line, "%q is no setting: systemd ignores it, too", s.value)
		return
	case s.section == "":
		r.omit(s.line, "%s= stands in no section: systemd ignores it, too", s.key)
		return
	}
	switch s.key {
	case "ExecStart", "ExecStartPre", "ExecStartPost", "ExecStop", "ExecStopPost", "ExecReload":
		r.command(s)
	case "Environment":
		r.environment(s)
	case "EnvironmentFile":
		r.environmentFile(s, value)
	case "Description":
		r.description = value
	case "Type":
		r.Forks = value == "forking"
		r.oneshot = value == "oneshot"
	case "PIDFile":
		r.PidFile = value
	case "PartOf":
		target, _, _ := strings.Cut(value, " ")
		if name, ok := strings.CutSuffix(target, ".target"); ok && r.app == "" {
			r.app = unescapeName(name)
			r.group(value)
		}
	case "User":
		r.User = value
	case "Group":
		r.GID = value
	case "SupplementaryGroups":
		r.Groups = append(r.Groups, strings.Fields(value)...)
	case "WorkingDirectory":
		r.Dir = strings.TrimPrefix(value, "-")
	case "StandardInput", "StandardOutput", "StandardError":
		r.stream(s, value)
	case "UMask":
		if strings.TrimLeft(value, "0") != "22" {
			r.omit(s.line, "UMask=%s has no place in a pill: set it where the pill is loaded", value)
		}
	case "KillSignal":
		if name := signalOf(value); name != "" {
			r.signal = name
		} else {
			r.omit(s.line, "there is no signal %s: systemd ignores it, too, and sends TERM", value)
		}
	case "TimeoutStopSec", "TimeoutSec":
		if n, ok := unitSeconds(value); ok {
			r.timeout = n
		} else {
			r.omit(s.line, "%s=%s is no time that Bluepill can wait for: it waits for %d seconds", s.key, value, r.timeout)
		}
	case "RuntimeMaxSec":
		if n, ok := unitSeconds(value); ok {
			r.Checks = append(r.Checks, Check{Kind: "running_time", Every: 60, Hits: 1, Of: 1, Below: strconv.Itoa(n)})
		} else if value != "infinity" {
			r.omit(s.line, "%s=%s is no time that a check can have", s.key, value)
		}
	case "MemoryMax", "MemoryLimit":
		if n, ok := unitBytes(value); ok {
			r.Checks = append(r.Checks, Check{Kind: "mem_usage", Every: 30, Hits: 1, Of: 1, Below: strconv.Itoa(n), Children: true})
			r.omit(s.line, "%s is a check from now on, which looks every 30 seconds and restarts the process", s.key)
		} else if value != "infinity" {
			r.omit(s.line, "%s=%s is no size that a check can have", s.key, value)
		}
	case "StartLimitIntervalSec", "StartLimitInterval":
		n, ok := unitSeconds(value)
		if r.limit[1] = n; !ok {
			r.omit(s.line, "%s=%s is no time that a check can have", s.key, value)
		}
	case "StartLimitBurst":
		n, err := strconv.Atoi(value)
		if r.limit[0] = n; err != nil {
			r.omit(s.line, "%s=%s is no number", s.key, value)
		}
	case "OnFailure":
		if !strings.Contains(value, "-retry") {
			r.omit(s.line, "OnFailure= has no place in a pill")
		}
	case "Restart":
		if value != "always" {
			r.omit(s.line, "Restart=%s has no place in a pill: Bluepill starts a process again however it ends", value)
		}
	default:
		if !slices.Contains(neutral, s.key) {
			r.omit(s.line, "%s= has no place in a pill", s.key)
		}
	}
}

// inSections are the settings of each section that are known here.
var inSections = map[string][]string{
	"Unit": {
		"Description", "Documentation", "After", "Before", "Wants", "Requires", "BindsTo", "PartOf", "Conflicts", "DefaultDependencies", "OnFailure",
		"StartLimitIntervalSec", "StartLimitInterval", "StartLimitBurst",
	},
	"Service": {
		"ExecStart", "ExecStartPre", "ExecStartPost", "ExecStop", "ExecStopPost", "ExecReload", "Environment", "EnvironmentFile", "Type", "PIDFile", "User", "Group",
		"SupplementaryGroups", "WorkingDirectory", "StandardInput", "StandardOutput", "StandardError", "UMask", "KillSignal", "KillMode", "SendSIGKILL", "FinalKillSignal",
		"TimeoutStopSec", "TimeoutStartSec", "TimeoutSec", "RuntimeMaxSec", "MemoryMax", "MemoryLimit", "Restart", "RestartSec", "SuccessExitStatus", "SyslogIdentifier",
		"SyslogFacility", "NotifyAccess", "GuessMainPID", "StartLimitInterval", "StartLimitBurst",
	},
	"Install": {"WantedBy", "RequiredBy", "Also", "Alias"},
}

// sectionsOf are the sections that a setting has a meaning in; nil if that is not
// known.
func sectionsOf(key string) (sections []string) {
	for _, name := range []string{"Unit", "Service", "Install"} {
		if slices.Contains(inSections[name], key) {
			sections = append(sections, name)
		}
	}
	return sections
}

// fail has the process left out, for the first reason.
func (r *unitReader) fail(s unitLine, format string, args ...any) {
	if r.lost == "" {
		r.at, r.lost = s.line, s.key+"=: "+fmt.Sprintf(format, args...)
	}
}

// group finds the group in the second target that a unit is part of.
func (r *unitReader) group(targets string) {
	_, second, _ := strings.Cut(targets, " ")
	name, ok := strings.CutSuffix(second, ".target")
	if rest, mine := strings.CutPrefix(unescapeName(name), r.app+"-"); ok && mine {
		r.Group = strings.TrimSuffix(rest, "-group")
	}
}

// command reads a command line.
func (r *unitReader) command(s unitLine) {
	line := strings.TrimLeft(s.value, "@-:+!|")
	if strings.ContainsAny(s.value[:len(s.value)-len(line)], "@+!") {
		r.omit(s.line, "what stands before the program of %s= has no place in a pill", s.key)
	}
	var words []string
	list, closed := unitWords(line)
	if !closed {
		r.fail(s, "a quote is never closed, so systemd does not run it")
		return
	}
	for _, w := range list {
		plain, unknown := r.specifiers(w)
		if unknown != "" {
			r.fail(s, "%s in it depends on the machine", unknown)
			return
		}
		text, unknown := r.variables(plain, s.key != "ExecStart")
		if unknown != "" {
			r.omit(s.line, "$%s in %s= is not known: write its value into the pill", unknown, s.key)
		}
		if name, ok := strings.CutPrefix(plain, "$"); ok && shellName.MatchString(name) && name != "MAINPID" {
			words = append(words, strings.Fields(text)...) // as systemd does to those without braces
		} else {
			words = append(words, text)
		}
	}
	if len(words) == 0 {
		return
	}
	words = r.unwrap(words)
	c := &Command{Words: words, Text: strings.Join(words, " ")}
	switch s.key {
	case "ExecStart":
		switch {
		case len(words) > 8 && strings.HasSuffix(words[0], "/pilllint/check"):
			r.check = words[1:]
		case len(words) == 3 && strings.HasSuffix(words[0], "/pilllint/retry"):
			r.retry, _ = strconv.Atoi(words[2])
		case r.Start.Words != nil:
			r.fail(s, "it starts several commands")
		default:
			r.Start = *c
		}
	case "ExecStartPre":
		r.once(&r.PreStart, c, s)
	case "ExecStop":
		r.stopCommand(c, s)
	case "ExecReload":
		if r.Reload != nil {
			r.omit(s.line, "there is a place for one restart_command only")
			return
		}
		r.Reload = &Reload{Command: *c}
	case "ExecStartPost":
		if len(words) == 6 && words[2] == `echo "$1" >"$2"` {
			r.PidFile = words[5]
			return
		}
		r.omit(s.line, "ExecStartPost= has no place in a pill")
	default:
		if path.Base(words[0]) != "rm" {
			r.omit(s.line, "%s= has no place in a pill", s.key)
		}
	}
}

// unwrap takes away what migrate puts in front of commands, as systemd cannot do
// it for them.
func (r *unitReader) unwrap(words []string) []string {
	if words[0] == "/bin/kill" {
		words[0] = "kill"
	}
	if len(words) > 4 && words[0] == "/bin/sh" && words[2] == `exec "$@"` {
		return words[4:]
	}
	if words[0] != "/usr/bin/env" {
		return words
	}
	rest := words[1:]
	for len(rest) > 0 {
		name, value, ok := strings.Cut(rest[0], "=")
		if !ok || shellName.MatchString(name) {
			break
		}
		r.setVar(Var{Name: name, Value: value}) // one that Environment= does not take
		rest = rest[1:]
	}
	if len(rest) == 0 || strings.Contains(rest[0], "=") || strings.HasPrefix(rest[0], "-") {
		return words
	}
	return rest
}

func (r *unitReader) once(place **Command, c *Command, s unitLine) {
	if *place != nil {
		r.omit(s.line, "there is a place for one %s= only", s.key)
		return
	}
	*place = c
}

// stopCommand reads a command that stops, which may be our script.
func (r *unitReader) stopCommand(c *Command, s unitLine) {
	words := c.Words
	ours := strings.HasSuffix(words[0], "/pilllint/stop") && len(words) > 1
	switch {
	case ours && len(words) == 3 && words[1] == "0":
		r.timeout, _ = strconv.Atoi(words[2])
	case ours:
		for i := 1; i < len(words); i += 2 {
			step := Step{Signal: strings.ToLower(words[i])}
			if i+1 < len(words) {
				step.Wait, _ = strconv.Atoi(words[i+1])
			}
			r.Stop.Steps = append(r.Stop.Steps, step)
		}
		if last := r.Stop.Steps[len(r.Stop.Steps)-1]; last.Signal != "kill" {
			r.Stop.Steps = append(r.Stop.Steps, Step{Signal: "kill"})
		}
	default:
		r.once(&r.Stop.Command, c, s)
	}
}

// variables replaces those of a command that the unit itself sets; unknown is
// one that it does not.
func (r *unitReader) variables(s string, started bool) (text, unknown string) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		rest := s[i:]
		switch {
		case strings.HasPrefix(rest, "$$"):
			b.WriteByte('$')
			i++
			continue
		case !strings.HasPrefix(rest, "$") || len(rest) == 1:
			b.WriteByte(s[i])
			continue
		}
		name, size := rest[1:], 0
		if inner, _, ok := strings.Cut(strings.TrimPrefix(rest, "${"), "}"); ok && strings.HasPrefix(rest, "${") {
			name, size = inner, len(inner)+3
		} else if i == 0 && shellName.MatchString(name) {
			size = len(rest) // a whole word, which systemd would split
		}
		v := slices.IndexFunc(r.Env, func(v Var) bool { return v.Name == name })
		switch {
		case size > 0 && name == "MAINPID" && started:
			b.WriteString(pidPlaceholder)
		case size > 0 && v >= 0:
			b.WriteString(r.Env[v].Value)
		case size > 0:
			unknown = name
			b.WriteString(rest[:size])
		default:
			b.WriteByte('$')
			size = 1
		}
		i += size - 1
	}
	return b.String(), unknown
}

func (r *unitReader) environment(s unitLine) {
	if s.value == "" {
		r.Env = nil
	}
	words, closed := unitWords(s.value)
	if !closed {
		r.omit(s.line, "a quote in Environment= is never closed: systemd ignores the last of its variables, too")
		words = words[:len(words)-1]
	}
	for _, word := range words {
		word, _ = r.specifiers(word)
		name, value, ok := strings.Cut(word, "=")
		if !ok || !shellName.MatchString(name) {
			r.omit(s.line, "%q is no variable: systemd ignores it, too", word)
			continue
		}
		r.setVar(Var{Name: name, Value: value})
	}
}

func (r *unitReader) setVar(v Var) {
	if i := slices.IndexFunc(r.Env, func(e Var) bool { return e.Name == v.Name }); i >= 0 {
		r.Env[i] = v
		return
	}
	r.Env = append(r.Env, v)
}

// environmentFile reads a file of variables, if it is among those that are
// given.
func (r *unitReader) environmentFile(s unitLine, name string) {
	name = strings.TrimPrefix(name, "-")
	for _, f := range r.files {
		if path.Base(f.Path) == path.Base(name) {
			for _, v := range environmentLines(f.Text) {
				if !shellName.MatchString(v.Name) {
					r.omit(s.line, "%q in %s is no name of a variable: systemd ignores it, too", v.Name, name)
					continue
				}
				r.setVar(v)
			}
			return
		}
	}
	r.omit(s.line, "the variables of %s are not known: name it among the files", name)
}

func (r *unitReader) stream(s unitLine, value string) {
	kind, file, _ := strings.Cut(value, ":")
	switch kind {
	case "null":
		file = "/dev/null"
	case "append", "file", "truncate":
	default:
		file = ""
	}
	switch s.key {
	case "StandardInput":
		if r.Stdin = file; file == "/dev/null" {
			r.Stdin = "" // as it is anyway
		}
	case "StandardOutput":
		r.Stdout = file
	default:
		r.Stderr, r.saidErrors = file, kind != "inherit"
	}
}
