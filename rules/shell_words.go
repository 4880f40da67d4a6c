package rules

// This file knows what of a command only a shell understands.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

// A shellUse is a part of a command that means something to a shell.
type shellUse struct {
	kind   shellKind
	word   commandWord
	behind bool   // it is glued to the quote that ends a script for a shell
	by     string // the program that looks for the word as one; "" if it begins the command
}

// A shellKind is what a shell would do with it.
type shellKind uint8

const (
	shellCd         shellKind = iota + 1 // change the directory
	shellAssignment                      // set a variable for the command
	shellBuiltin                         // what only a shell has
	shellProgram                         // expand the name of the program
	shellRedirect                        // send output elsewhere
	shellOperator                        // join commands, or run them aside
	shellExpansion                       // expand an argument
)

var (
	assignmentWord = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_]*=`)
	// A shell takes no dots in names, but people who know Rails.env write them.
	dottedAssignment = lazyregexp.New(`^[A-Z][A-Za-z0-9_]*\.[a-z_.]+=`)
	redirectWord     = lazyregexp.New(`^([0-9]*|&)(>>?|>\||<)($|[^=<>][^<>]*$)|^[0-9]*[<>]&[0-9-]$`)
	expansionInWord  = lazyregexp.New("\\$[A-Za-z_{(]|`")
)

// shellCharacters are those by which a shell does more with a word than pass it
// on.
const shellCharacters = "&|;<>$`~*#"

var (
	// gluedOperator is a word that an operator begins.
	gluedOperator = lazyregexp.New(`^(\|{1,2}|&&|;)[\x00\w./~-]`)
	joinedByAnd   = lazyregexp.New(`[^&|]&&[\x00\w./~]`)
)

// shellOperators stand between commands, or after one.
var shellOperators = []string{"&&", "||", "|", "|&", ";", ";;", "&"}

// shellBuiltins are words that begin a command and are no programs.
var shellBuiltins = strings.Fields(`exec source . export eval set unset ulimit umask alias trap shift pushd popd
	declare typeset local readonly builtin shopt if for while until case function { ! (`)

// globbing are the programs whose arguments people leave to the shell to expand.
// Others may well be meant to see an asterisk.
var globbing = strings.Fields("rm cp mv cat ls chmod chown touch mkdir ln echo head tail wc gzip")

// passing are programs that give their arguments to a shell, elsewhere or at
// once, so that operators among them are right.
var passing = strings.Fields("ssh autossh rsh mosh parallel find")

// shellUses lists what of a command a shell would have to do, worst first. A
// single word is left to a shell by exec, if need be.
func (c *commandText) shellUses() []shellUse {
	if c.of != nil {
		return c.uses.get(c.furtherUses)
	}
	return c.uses.get(c.findShellUses)
}

// furtherUses are those of a command that is one of several which are not there in any case,
// and said of the whole.
func (c *commandText) furtherUses() []shellUse {
	found, said := c.findShellUses(), c.of.shellUses()
	if len(found) > 0 && len(said) > 0 && found[0] == said[0] {
		return nil
	}
	return slices.DeleteFunc(found, func(u shellUse) bool { return slices.Contains(said, u) })
}

func (c *commandText) findShellUses() []shellUse {
	if c.single() || c.unended {
		return nil
	}
	var found []shellUse
	if use, ok := c.firstUse(); ok {
		found = append(found, use)
	}
	first, known := c.first()
	name := path.Base(first.raw)
	if known && slices.Contains(passing, name) {
		return found
	}
	words := c.known()
	if known && len(words) > 0 {
		words = words[1:]
		if strings.HasSuffix(first.bare, ";") {
			found = append(found, shellUse{kind: shellOperator, word: first})
		}
	}
	for i, w := range words {
		if i > 0 && scriptOption.MatchString(words[i-1].bare) {
			// a script for a shell, which will read it, but for what is behind its quotes
			if trimmed := strings.TrimRight(w.bare, "&|;"); trimmed != w.bare && strings.HasSuffix(trimmed, "\x00") {
				w.raw = w.raw[len(w.raw)-(len(w.bare)-len(trimmed)):]
				found = append(found, shellUse{kind: shellOperator, word: w, behind: true})
			}
			continue
		}
		if kind := argumentUse(w, name, i == len(words)-1); kind != 0 {
			if kind == shellExpansion {
				w.raw = substitution(words[i:])
			}
			found = append(found, shellUse{kind: kind, word: w})
		}
	}
	slices.SortStableFunc(found, func(a, b shellUse) int { return int(a.kind) - int(b.kind) })
	return found
}

// substitution returns all of a command substitution, which has white space in
// it, or the first word where there is none.
func substitution(words []commandWord) string {
	for _, q := range [][2]string{{"`", "`"}, {"$(", ")"}} {
		at := strings.Index(words[0].raw, q[0])
		if at < 0 {
			continue
		}
		text := words[0].raw[at:]
		for i := 1; ; i++ {
			if end := strings.Index(text[len(q[0]):], q[1]); end >= 0 {
				return text[:len(q[0])+end+len(q[1])]
			}
			if i == len(words) {
				break
			}
			text += " " + words[i].raw
		}
	}
	return words[0].raw
}

// firstUse judges the word that names the program, which would have to exist.
func (c *commandText) firstUse() (use shellUse, ok bool) {
	if len(c.head) == 0 {
		return use, false
	}
	at, by := c.wrapped()
	word := c.head[at]
	use.word, use.by = word, by
	complete := !c.open || at < len(c.head)-1
	switch {
	case strings.Contains(word.bare, "=") && (assignmentWord.MatchString(word.bare) || by == "" && dottedAssignment.MatchString(word.bare)):
		use.kind = shellAssignment
	case by == "" && strings.HasPrefix(word.bare, "(") || complete && slices.Contains(shellBuiltins, word.bare):
		use.kind = shellBuiltin
	case complete && word.bare == "cd":
		use.kind = shellCd
	case by != "":
		return use, false
	case strings.ContainsAny(word.active, "$`") && expansionInWord.MatchString(word.active) || strings.HasPrefix(word.bare, "~"):
		use.kind = shellProgram
	default:
		return use, false
	}
	return use, true
}

// wrapped is the place among the words at the beginning of a command that names its
// program, and the program that looks for that one: nice, or env. It is the first word if
// there is none.
func (c *commandText) wrapped() (at int, by string) {
	words, ok := c.words()
	if !ok {
		return 0, ""
	}
	if at, by, ok = program.Wrapped(words); !ok || at >= len(c.head) {
		return 0, ""
	}
	return at, by
}

// argumentUse judges a word after the program.
//
// A word without any of shellCharacters is nothing to a shell.
func argumentUse(w commandWord, program string, last bool) shellKind {
	if !strings.ContainsAny(w.raw, shellCharacters) {
		return 0
	}
	switch {
	case slices.Contains(shellOperators, w.bare), strings.HasSuffix(w.bare, ";"), w.bare == "#", gluedOperator.MatchString(w.bare),
		joinedByAnd.MatchString(w.bare) && !strings.ContainsAny(w.bare, "=?"),
		last && strings.HasSuffix(w.bare, "&") && !strings.Contains(w.bare, "="):
		return shellOperator
	case redirectWord.MatchString(w.bare):
		return shellRedirect
	case expansionInWord.MatchString(w.bare), w.bare == "~",
		expansionInWord.MatchString(w.active) && !strings.ContainsAny(w.raw, " \t\n"), strings.HasPrefix(w.bare, "~/"):
		return shellExpansion
	case strings.Contains(w.bare, "*") && slices.Contains(globbing, program):
		return shellExpansion
	}
	return 0
}
