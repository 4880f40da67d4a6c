package program

// This file finds commands for a shell that miss their quotes: bash -c bundle exec rake.

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// An Unquoted is a command of one word that a shell is told to run, with words behind it
// that the shell does not read.
type Unquoted struct {
	Shell string // the shell, or su
	Text  string // all that it runs
	Next  string // the first word that it does not
}

var (
	// plainWord is a command that asks for none of the words behind it, as "$@" does.
	plainWord = lazyregexp.New(`^[A-Za-z0-9_][A-Za-z0-9_./-]*$`)
	nextWord  = lazyregexp.New(`^[A-Za-z0-9_./-][^=;&|<>]*$`)
)

// FindUnquoted looks for one; ok is false if there is none.
func FindUnquoted(command []string) (found Unquoted, ok bool) {
	u := unwrapper{words: command}
	text, ok := u.toShell(func(*wrapper) {})
	if !ok {
		return found, false
	}
	rest := u.words[1:]
	for len(rest) > 0 && rest[0] != text {
		rest = rest[1:]
	}
	if len(rest) < 2 || !plainWord.MatchString(text) {
		return found, false
	}
	found = Unquoted{path.Base(u.words[0]), text, rest[1]}
	if isUserShell(path.Base(u.words[0])) && !namesUser(u.words[1:len(u.words)-len(rest)]) {
		return found, false // the next word is the user's name
	}
	return found, nextWord.MatchString(found.Next) && !strings.HasPrefix(found.Next, "-") && !strings.Contains(found.Next, Hole)
}

// namesUser reports whether the words before the text have the user's name.
func namesUser(before []string) bool {
	for _, w := range before {
		if !strings.HasPrefix(w, "-") && w != Hole {
			return true
		}
	}
	return false
}
