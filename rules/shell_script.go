package rules

// This file reads scripts that commands give to a shell: sh -c '…'.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
)

// scriptOption is how a shell is given one.
var scriptOption = lazyregexp.New(`^(-[A-Za-z]*c|--command)$`)

// shellScript returns the script that a command gives to a shell.
func (c *commandText) shellScript() (script program.ShellText, ok bool) {
	words, ok := c.words()
	if !ok {
		return script, false
	}
	return program.FindShellText(words)
}

// shellList is what joins the commands of a script.
var shellList = lazyregexp.New(`\s*(?:&&|\|\||[;|\n])\s*`)

// shellWords are what a script has that cannot be judged by its pieces, or in
// which something takes the place of the shell.
var shellWords = lazyregexp.New(`\b(exec|trap|wait|while|until|for|if|case|daemon)\b|[&(){}` + "`" + `'"\\]`)

// shellQuoted is text within a script that does not join commands.
var shellQuoted = lazyregexp.New("'[^']*'|\"[^\"\\\\]*\"|`[^`]*`|\\$\\([^()]*\\)|\\$\\{[^{}]*\\}")

// keepsShell reports whether a shell waits for a program: there are
// several commands, none of which takes its place.
func keepsShell(script string) bool {
	script = program.WithoutIdleExec(script)
	plain := shellQuoted.ReplaceAllString(script, "x")
	plain = execOfOthers.ReplaceAllString(plain, "$1 run")
	commands := shellList.Split(strings.TrimRight(strings.TrimSpace(plain), ";"), -1)
	plain = strings.NewReplacer("&&", " ", "2>&1", " ", ">&2", " ").Replace(plain)
	return len(commands) > 1 && !strings.HasPrefix(commands[len(commands)-1], program.Hole) && !shellWords.MatchString(plain)
}

// keepsInner reports the same of the shell that a script runs in the end by exec.
func keepsInner(script string) bool {
	inner, ok := program.ScriptInExec(script)
	return ok && keepsShell(inner)
}

// execOfOthers is a word of programs that run others, and not the shell's.
var execOfOthers = lazyregexp.New(`\b(bundle|rbenv|jenv|pyenv|nodenv|asdf|rvm|docker)\s+exec\b`)

// waitsAtEnd is a script that starts something aside, and waits for it.
var waitsAtEnd = lazyregexp.New(`(?s)[^&]&\s.*\bwait\s*$`)
