package program

// This file finds the text that a command has a shell run: sh -c '…', and
// su USER -c '…', whoever runs the shell.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// A ShellText is what a command has a shell run.
type ShellText struct {
	Whole string // as the shell gets it
	Text  string // the same, without the parentheses around its last commands
	Waits bool   // something waits for the shell, and is the process that the command starts
	User  bool   // the shell may run as another user
}

var shells = words("sh bash dash ksh zsh ash")

// IsShell reports whether a program of this name is a shell.
func IsShell(name string) bool { return slices.Contains(shells, name) }

// FindShellText looks for a text in the words of a command; ok is false if it
// runs no shell, or a file of one.
func FindShellText(words []string) (t ShellText, ok bool) {
	u := unwrapper{words: words}
	text, ok := u.toShell(func(w *wrapper) { t.Waits, t.User = t.Waits || w.waits, t.User || w.user })
	if !ok {
		return ShellText{}, false
	}
	t.Whole, t.Text = text, withoutSubshell(text)
	if isUserShell(path.Base(u.words[0])) {
		t.Waits, t.User = true, true
	}
	return t, true
}

// toShell takes programs that run others away from the front, up to a shell that is given
// a text, which stays there; passed is called with each of them.
func (u *unwrapper) toShell(passed func(*wrapper)) (text string, ok bool) {
	for range 16 {
		if len(u.words) == 0 {
			return "", false
		}
		if text, ok := givenText(u.words); ok {
			return text, true
		}
		w := wrapperNamed(path.Base(u.words[0]))
		if w == nil || !u.take(w) {
			return "", false
		}
		passed(w)
	}
	return "", false
}

// givenText returns the text that the shell is given by which the words begin.
func givenText(words []string) (text string, ok bool) {
	switch name := path.Base(words[0]); {
	case IsShell(name):
		return shellArgument(words[1:])
	case isUserShell(name):
		return userShellArgument(words[1:])
	case name == "rvm-shell":
		return rvmShellArgument(words[1:])
	}
	return "", false
}

// isUserShell reports whether a program runs the shell of a user, and waits for
// it to close its session.
func isUserShell(name string) bool { return name == "su" || name == "runuser" }

var (
	// shellOption is an option of a shell that says that a text follows.
	shellOption = lazyregexp.New(`^-[A-Za-z]*c[A-Za-z]*$`)
	// userShellOption is one of su, which wants it last.
	userShellOption = lazyregexp.New(`^(-[flmpP]*c|--command|--session-command)$`)
	// valueOptions of shells take the next word, those of su too.
	shellValues     = words("-o +o -O +O --rcfile --init-file")
	userShellValues = words("-g --group -G --supp-group -w --whitelist-environment")
)

// shellArgument reads the options of a shell.
func shellArgument(args []string) (text string, ok bool) {
	for i := 0; i < len(args); i++ {
		switch w := args[i]; {
		case slices.Contains(shellValues, w):
			i++
		case w == "-" || w == "--" || !strings.HasPrefix(w, "-") && !strings.HasPrefix(w, "+"):
			if !ok {
				return "", false
			}
			if (w == "-" || w == "--") && i+1 < len(args) {
				w = args[i+1]
			}
			return w, true
		case shellOption.MatchString(w):
			ok = true
		}
	}
	return "", false
}

// rvmShellArgument reads the options of rvm-shell, which are those of bash behind
// the Ruby that it takes first: rvm-shell 2.1.5@shop -c TEXT.
func rvmShellArgument(args []string) (text string, ok bool) {
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		args = args[1:]
	}
	return shellArgument(args)
}

// userShellArgument reads the options of su and runuser, which may stand behind
// the user's name.
func userShellArgument(args []string) (text string, ok bool) {
	shell := "sh"
	for i := 0; i < len(args); i++ {
		w := args[i]
		name, value, joined := strings.Cut(w, "=")
		last := i+1 == len(args)
		switch {
		case w == "-u" || name == "--user":
			return "", false // runuser then runs a program, and no shell
		case last && !joined:
		case userShellOption.MatchString(w):
			i++
			text, ok = args[i], true
		case joined && userShellOption.MatchString(name):
			text, ok = value, true
		case w == "-s" || w == "--shell":
			i++
			shell = args[i]
		case joined && name == "--shell":
			shell = value
		case slices.Contains(userShellValues, w):
			i++
		}
	}
	return text, ok && IsShell(path.Base(shell))
}

// lastSubshell is a text whose last commands stand in parentheses, with what their
// output goes to: cd /srv && (bin/shop) >> x.log. A shell waits for these as for
// any others.
var lastSubshell = lazyregexp.New(`(?s)^([^()]*(?:&&|;)|)\s*\((.*)\)(?:\s*[0-9&]*>[>&]?\s*[^\s;&|<>()]+)*[\s;]*$`)

func withoutSubshell(text string) string {
	for range 4 {
		m := lastSubshell.FindStringSubmatch(text)
		if m == nil || strings.HasSuffix(strings.TrimSpace(m[1]), ";;") {
			return text
		}
		inner := strings.TrimSpace(m[2])
		if open, shut := strings.IndexByte(inner, '('), strings.IndexByte(inner, ')'); shut >= 0 && (open < 0 || shut < open) || strings.HasPrefix(m[2], "(") {
			return text // (a) && (b), or arithmetic
		}
		text = strings.TrimSpace(m[1] + " " + inner)
	}
	return text
}
