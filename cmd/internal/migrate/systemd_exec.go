package migrate

// This file writes command lines for systemd, which looks for programs in
// folders of its own unless their whole path is given.

import (
	"slices"
	"strings"
)

// execLine writes a command. {{PID}} is the process id in commands that come
// after the start.
func (u *unit) execLine(words []string, start bool) string {
	line := quoteWords(u.wrap(words, start))
	if !start {
		line = strings.ReplaceAll(line, pidPlaceholder, "${MAINPID}")
	}
	return line
}

func quoteWords(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quoteWord(w)
	}
	return strings.Join(quoted, " ")
}

// wrap puts in front of a command what systemd cannot do for it.
func (u *unit) wrap(words []string, start bool) []string {
	program := words[0]
	if program == "kill" {
		words = slices.Concat([]string{"/bin/kill"}, words[1:])
		program = words[0]
	}
	if strings.Contains(program, "=") || strings.HasPrefix(program, "-") {
		words = slices.Concat([]string{"/bin/sh", "-c", `exec "$@"`, "sh"}, words)
		program = words[0]
	}
	odd := u.oddVars()
	if len(odd) > 0 || !isProgramPath(program) {
		words = slices.Concat([]string{"/usr/bin/env"}, odd, words)
	}
	script, args := u.script(start)
	if script == "" {
		return words
	}
	return slices.Concat([]string{"/bin/sh", "-c", script + `exec "$@"`, "sh"}, args, words)
}

// isProgramPath reports whether systemd takes a path as it is.
func isProgramPath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasSuffix(path, "/") && !strings.ContainsFunc(path, func(r rune) bool {
		return r > 0x7e || r == '$' || !isPlain(byte(r))
	})
}

// oddVars are the variables that systemd does not take.
func (u *unit) oddVars() (odd []string) {
	for _, v := range u.Env {
		if !fitsEnvironment(v) {
			odd = append(odd, v.Name+"="+v.Value)
		}
	}
	return odd
}

// script is what a shell has to do before it gives way to a command: what the
// settings cannot hold, and, for the start, what this version of systemd cannot
// do.
func (u *unit) script(start bool) (script string, args []string) {
	arg := func(text, value string) {
		script += text + "; shift; "
		args = append(args, value)
	}
	if !fitsPath(u.Dir) {
		arg(`cd -P -- "$1" && PWD=$1 || exit`, u.Dir)
	}
	if !start {
		return script, args
	}
	for _, s := range []struct{ redirect, file string }{{"<", u.Stdin}, {">>", u.Stdout}, {"2>>", u.Stderr}} {
		if s.file != "" && !u.streamFits(s.file, s.redirect == "<") {
			arg("exec "+s.redirect+` "$1" || exit`, s.file)
		}
	}
	return script, args
}

// streamFits reports whether a setting can say where a stream goes.
func (u *unit) streamFits(file string, in bool) bool {
	since := 240 // append:
	switch {
	case file == "/dev/null":
		return true
	case in:
		since = 236 // file:
	}
	return fitsPath(file) && u.version >= since
}
