package migrate

// This file reads commands as Ruby's exec does, which is how Bluepill runs them.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

// A Command is what is executed.
type Command struct {
	Words []string // the program and its arguments; none is expanded
	Text  string   // as the pill has it
}

// pidPlaceholder stands for the process id in commands that come after the
// start.
const pidPlaceholder = "{{PID}}"

// readCommand splits a command. Bluepill does not give it to a shell; but exec
// does, if there is only one word, and the word looks like a shell's.
func readCommand(text string) (Command, string) {
	words, err := ruby.Shellsplit(text)
	switch {
	case err != nil:
		return Command{}, "a quote in it is never closed, so Bluepill cannot run it"
	case len(words) == 0:
		return Command{}, "it is empty, so Bluepill cannot run it"
	case slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, "\x00") }):
		return Command{}, "there is a NUL in it, so Bluepill cannot run it"
	case words[0] == "":
		return Command{}, "its program has no name, so Bluepill cannot run it"
	}
	if len(words) == 1 && forShell(words[0]) {
		words = []string{"/bin/sh", "-c", words[0]}
	}
	return Command{Words: words, Text: text}, ""
}

// forShell reports whether exec gives a single word to a shell.
func forShell(word string) bool {
	head, _, _ := strings.Cut(word, "/")
	return strings.ContainsAny(word, "*?{}[]<>()~&|\\$;'`\"\n# \t") || strings.Contains(head, "=") ||
		slices.Contains(shellWords, word)
}

// shellWords are what Ruby knows of a shell's own words.
var shellWords = strings.Fields("! . : break case continue do done elif else esac eval exec exit export fi for if in readonly return set shift then times trap unset until while")
