package template

// This file reads the Ruby within the tags.

import (
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// A role is what a code tag does to the text after it.
type role uint8

const (
	runs    role = iota // nothing: it is complete in itself
	chooses             // if, unless: it begins a condition
	turns               // it begins a loop, or a block, which is taken for one
	tries               // begin
	other               // else, elsif, when, rescue, ensure: it begins another arm
	jumps               // next, break
	quits               // return: nothing at all comes of the template
	ends                // it ends what is open
	strange             // anything else
)

var (
	firstWord   = lazyregexp.New(`^(?:if|unless|case|while|until|for|else|elsif|when|begin|rescue|ensure)\b`)
	closing     = lazyregexp.New(`^(?:end|\})\s*;?\s*(?:#.*)?$`)
	jump        = lazyregexp.New(`^(next|break)(?:\s+(?:if|unless)\b.*)?$`)
	opensBlock  = lazyregexp.New(`(?:\bdo|\{)\s*(?:\|[^|]*\|)?$`)
	leave       = lazyregexp.New(`^return(?:\s+(?:if|unless)\b.*)?$`)
	leaves      = lazyregexp.New(`\b(?:return|throw)\b`)
	percentLine = lazyregexp.New(`(?m)^%[ \t]*[\w@$}#]`)
)

// blank returns white space as long as a text, on as many lines.
func blank(text string) []byte {
	b := []byte(text)
	for i, c := range b {
		if c != '\n' {
			b[i] = ' '
		}
	}
	return b
}

// roleOf tells what a code tag does.
func (t *template) roleOf(g tag) role {
	if g.kind != code {
		if g.kind == output && opensBlock.MatchString(t.inside(g)) {
			return strange
		}
		return runs
	}
	text := t.inside(g)
	word := firstWord.FindString(text)
	switch {
	case g.invalid:
		role, _ := t.meant(g)
		return role
	case closing.MatchString(text):
		return ends
	case jump.MatchString(text) && valid("while a\n"+text+"\nend"):
		return jumps
	case text == "begin":
		return tries
	case leave.MatchString(text) && valid(text):
		return quits
	case valid(text):
		if leaves.MatchString(text) {
			return strange
		}
		return runs
	case word == "else" && text == "else", word == "elsif" && valid("if a\n"+text+"\nend"), word == "when" && valid("case a\n"+text+"\nend"),
		word == "rescue" && valid("begin\n"+text+"\nend"), text == "ensure":
		return other
	case (word == "if" || word == "unless" || word == "case") && (valid(text+"\nend") || valid(text+"\nwhen a\nend")):
		return chooses
	case (word == "while" || word == "until" || word == "for") && valid(text+"\nend"):
		return turns
	case opensBlock.MatchString(text) && (valid(text+"\nend") || valid(text+"\n}")):
		return turns
	}
	return strange
}

func valid(ruby string) bool { return accept.Read(ruby).Err == nil }
