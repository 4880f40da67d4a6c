package main

// This file writes completions for shells, from the table.

import (
	"errors"
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/rules"
)

// A shell is one whose completion we write.
type shell struct {
	name       string
	completion func([]*command) string
}

func shells() []shell {
	return []shell{{"bash", bashCompletion}, {"zsh", zshCompletion}, {"fish", fishCompletion}}
}

func shellNames() []string {
	var names []string
	for _, s := range shells() {
		names = append(names, s.name)
	}
	return names
}

// printCompletion prints the script that completes our arguments in a shell.
func printCompletion(p *program) int {
	if len(p.args) != 1 {
		return p.usageError(errors.New("completion takes the name of one shell: " + oneOf(shellNames())))
	}
	for _, s := range shells() {
		if s.name == p.args[0] {
			fmt.Fprint(p.stdout, s.completion(commands()))
			return exitClean
		}
	}
	return p.usageError(fmt.Errorf("unknown shell %q: must be %s", p.args[0], oneOf(shellNames())))
}

// ruleNames returns the names of the rules.
func ruleNames() []string {
	var names []string
	for _, r := range rules.All() {
		names = append(names, r.Name)
	}
	return names
}

// selectionWords returns what stands for rules in a list of them.
func selectionWords() []string {
	words := append(ruleNames(), "all")
	for _, c := range diag.Consequences() {
		words = append(words, string(c))
	}
	return words
}

// values returns the words that the value of a flag may be, or none if it is
// the name of a file or anything else.
func (f flagSpec) values() []string {
	if f.joined {
		return selectionWords()
	}
	return f.choices
}

// names returns the flag as it may be written.
func (f flagSpec) names() []string {
	if f.short == "" {
		return []string{"--" + f.name}
	}
	return []string{"-" + f.short, "--" + f.name}
}

// takesFiles reports whether arguments of the command may be files.
func (c *command) takesFiles() bool { return c.args != "" && c.words == nil }

// argumentWords returns the words that arguments of the command may be, if
// they are no files.
func (c *command) argumentWords() []string {
	if c.words == nil {
		return nil
	}
	return c.words()
}

// quoted puts a text between the single quotes of a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
