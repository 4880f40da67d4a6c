package rules

// This file finds the signals that the commands of a list send by name, whether or
// not a shell reads the list.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// A sentSignal is a signal that a program sends.
type sentSignal struct {
	program string // kill, pkill or killall
	word    string // how the signal is written: "QUIT"
}

// killWord is a program that sends a signal by its name where a command begins: the
// first, one behind what joins commands, or one that another program runs. An option
// is the name of a signal only if nothing of it is unknown.
var killWord = lazyregexp.New("(?:^|[;&|(\n`]|\\b(?:then|do|else)\\s|[!{]\\s)\\s*" +
	`(?:(?:exec|command|nohup|(?:/usr)?(?:/bin/)?(?:env|sudo(?:\s+-[nEH]|\s+-u\s+[\w.-]+)*)|[A-Za-z_]\w*=[^\s;&|]*)\s+)*` +
	`(?:/usr)?(?:/bin/)?(kill|pkill|killall)\s+(?:-s\s+|--signal[\s=]\s*|-)([A-Za-z][A-Za-z0-9]*)(?:[\s;&|)]|$)`)

// kills returns the signals that a command sends by their names, and those that are
// sent by the commands that it has a shell run.
func (c *commandText) kills() (sent []sentSignal) {
	text, ok := c.writtenText()
	if !ok || c.unended || !strings.Contains(text, "kill") {
		return nil
	}
	sent = killsIn(text)
	if script, ok := c.shellScript(); ok {
		sent = append(sent, killsIn(script.Whole)...)
	}
	return sent
}

// killsIn reads a list of commands. What is quoted joins none.
func killsIn(text string) (sent []sentSignal) {
	for _, m := range killWord.FindAllStringSubmatch(blankQuoted(text), -1) {
		sent = append(sent, sentSignal{program: m[1], word: m[2]})
	}
	return sent
}

// blankQuoted puts NULs in the place of what is quoted or escaped.
func blankQuoted(text string) string {
	b, quote := []byte(text), byte(0)
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quote == 0 && (c == '\'' || c == '"'):
			quote = c
		case c == quote:
			quote = 0
		case c == '\\' && quote != '\'':
			if b[i] = 0; i+1 < len(b) {
				i++
				b[i] = 0
			}
			continue
		case quote == 0:
			continue
		}
		b[i] = 0
	}
	return string(b)
}
