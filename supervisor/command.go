package supervisor

// This file makes of a command what Ruby's exec makes of it.

import (
	"errors"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

// shellWords are words that only a shell understands, by which exec tells that
// one is needed.
var shellWords = strings.Fields(`! . : break case continue do done elif else esac eval exec exit export fi for if in
	readonly return set shift then times trap unset until while`)

// errEmpty is what Ruby says of a command without words.
var errEmpty = errors.New("wrong number of arguments (given 0, expected 1+)")

// arguments splits a command into words as Bluepill does. If there is only
// one, exec takes it for a line, which goes to a shell if it has characters
// that mean something to one, and is split at spaces else.
func arguments(command string) ([]string, error) {
	words, err := ruby.Shellsplit(command)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(words, func(w string) bool { return strings.IndexByte(w, 0) >= 0 }) {
		return nil, errors.New("string contains null byte")
	}
	switch len(words) {
	case 0:
		return nil, errEmpty
	case 1:
		if needsShell(words[0]) {
			return []string{"/bin/sh", "-c", words[0]}, nil
		}
		if words = strings.Fields(words[0]); len(words) == 0 {
			return nil, errors.New("No such file or directory - " + command)
		}
	}
	return words, nil
}

// needsShell reports whether exec gives a single word to a shell.
func needsShell(line string) bool {
	if strings.ContainsAny(line, "*?{}[]<>()~&|\\$;'`\"\n#") {
		return true
	}
	trimmed := strings.TrimLeft(line, " \t")
	first, _, _ := strings.Cut(trimmed, " ")
	return strings.ContainsAny(first, "=%") || slices.Contains(shellWords, first)
}
