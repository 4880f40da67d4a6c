package program

// This file tells where a program is told what to do by a word that it does not
// know.

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// A Misuse is why a command certainly does nothing of what its words ask.
type Misuse struct {
	Name string // the program
	Word string // what it is told
	Text string // what is wrong with that
}

// FindMisuse reports a command of which a well-known program makes nothing, as it
// does not know the word that it is told, or wants another.
func FindMisuse(command []string) (m Misuse, ok bool) {
	u := unwrapper{words: command}
	if slices.ContainsFunc(command, joins) || !u.unwrap() {
		return m, false
	}
	m.Name = path.Base(u.words[0])
	if m.killsNobody(u.words[1:]) {
		return m, true
	}
	p := known(m.Name)
	c := p.Commands
	if c == nil || !installed(u.words[0]) {
		return m, false
	}
	rest := p.commandWords(u.words[1:])
	switch {
	case m.Name == "nginx" && m.signal(u.words[1:]):
		return m, true
	case len(rest) == 0 || strings.Contains(rest[0], Hole):
		return m, false
	}
	m.Word = rest[0]
	switch {
	case c.Knows != nil && !slices.Contains(c.Knows, m.Word), slices.Contains(c.Lacks, m.Word):
		m.Text = m.Name + ` has no command "` + m.Word + `", and ` + c.Does
	case slices.Contains(c.Needs, m.Word) && len(rest) == 1:
		m.Text = `"` + m.Name + " " + m.Word + `" names no ` + c.What + ", and " + cmp.Or(c.Without, "fails")
	case slices.Contains(c.Needs, m.Word) && c.What == "pid file" && rest[1] == "{{PID}}":
		m.Word, m.Text = rest[1], m.Name+" wants the name of the pid file, and fails"
	default:
		return m, false
	}
	return m, true
}

// installed reports whether a program is most likely the one that its name says, and
// no script of somebody's own: /etc/init.d/nginx, or bin/unicorn.
func installed(file string) bool {
	dir, name := path.Split(file)
	switch path.Base(dir) {
	case ".":
		return dir == ""
	case "script", "bin":
		if name == "delayed_job" {
			return true
		}
	case "init.d", "rc.d":
		return false
	}
	return strings.HasPrefix(dir, "/usr/") || strings.HasPrefix(dir, "/opt/") || dir == "/bin/" || dir == "/sbin/"
}

// joins reports whether a word may join several commands, or is a script.
func joins(w string) bool { return strings.ContainsAny(w, ";&|\n`$(){}<>") && w != "{{PID}}" }

// commandWords leaves out options and their values; rest is nil if an option that is
// not listed stands before the first word, which may be its value.
func (p *Program) commandWords(args []string) (rest []string) {
	a := arguments{Program: p}
	for i := 0; i < len(args); i++ {
		w := args[i]
		if !strings.HasPrefix(w, "-") {
			rest = append(rest, w)
			continue
		}
		kind, wide := a.kindOf(w)
		if (kind == other || kind == ends) && rest == nil && !strings.Contains(w, "=") {
			return nil
		}
		i += wide
	}
	return rest
}

// signal reads what nginx is told to signal its master.
func (m *Misuse) signal(args []string) bool {
	at := slices.Index(args, "-s") + 1
	if at == 0 || at == len(args) || strings.Contains(args[at], Hole) || slices.Contains(words("stop quit reopen reload"), args[at]) {
		return false
	}
	m.Word, m.Text = args[at], `nginx has no signal "`+args[at]+`", and fails`
	return true
}

// killsNobody reports a pkill or killall that has a signal at most.
func (m *Misuse) killsNobody(args []string) bool {
	if m.Name != "pkill" && m.Name != "killall" || slices.ContainsFunc(args, func(w string) bool { return !isSignalOption(w) }) {
		return false
	}
	m.Word, m.Text = m.Name, m.Name+" is told no name, and fails"
	return true
}

// isSignalOption reports whether a word is a signal in capitals, or its number.
func isSignalOption(w string) bool {
	return len(w) > 1 && w[0] == '-' && strings.Trim(w[1:], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}
