package accept

// This file reads heredocs.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// maxHeredocWord is the longest end word that Ruby takes.
const maxHeredocWord = 1<<16 - 1

// heredoc reads the beginning of a heredoc and reports whether there is one.
func (p *parser) heredoc() bool {
	i := p.pos + 2
	lit := opening{open: p.pos, isHeredoc: true, expand: true, escapes: literal.Double, word: "heredoc"}
	if c := p.byteAt(i); c == '-' || c == '~' {
		lit.indented, lit.squiggly = true, c == '~'
		i++
	}
	t := tSTRING
	switch c := p.byteAt(i); {
	case c == '\'' || c == '"' || c == '`':
		if c == '\'' {
			lit.expand, lit.escapes = false, literal.Raw
		}
		if c == '`' {
			t = tXSTRING
		}
		n := strings.IndexAny(p.src[i+1:], string(c)+"\r\n")
		if n < 0 || p.src[i+1+n] != c {
			p.failAt(p.pos, i+1, "the end word of this heredoc has no closing quote")
		}
		lit.heredoc = p.src[i+1 : i+1+n]
		i += n + 2
	case isIdent(c):
		from := i
		for i < len(p.src) && isIdent(p.src[i]) {
			i++
		}
		lit.heredoc = p.src[from:i]
	default:
		return false
	}
	if len(lit.heredoc) > maxHeredocWord {
		p.failAt(p.pos, i, "the end word of this heredoc is too long")
	}
	p.lit = lit
	p.token(t, i-p.pos)
	return true
}

// heredocBody reads the lines of a heredoc, and goes back to where it began.
func (p *parser) heredocBody(lit opening, text *contents) {
	back := p.pos
	at := p.resume
	if at == 0 {
		at = len(p.src)
		if n := strings.IndexByte(p.src[back:], '\n'); n >= 0 {
			at = back + n + 1
		}
	}
	p.resume = 0
	p.pos = at
	for lineStart := true; ; {
		if p.pos >= len(p.src) {
			p.fail(lit.open, back, p.lineAt(lit.open), "this heredoc is never closed by "+lit.quotedWord())
		}
		if lineStart && p.wholeLine(p.pos, lit.heredoc, lit.indented) {
			break
		}
		lineStart = p.src[p.pos] == '\n'
		if !lit.expand {
			p.rawChar()
			continue
		}
		// The end word is not looked for after an escaped newline.
		p.char(lit)
	}
	end := p.lineEnd(p.pos)
	word := strings.TrimSuffix(p.src[p.pos:end], "\r")
	text.from, text.to, text.heredoc = at, p.pos, place(p.lineEndBefore(at), p.pos+len(word))
	p.resume = min(end+1, len(p.src))
	p.pos = back
}

// lineEndBefore is where the line before the one at at ends.
func (p *parser) lineEndBefore(at int) int {
	if at > 1 && p.src[at-2] == '\r' {
		return at - 2
	}
	return max(at-1, 0)
}

func (p *parser) rawChar() {
	switch {
	case p.hole():
	case p.src[p.pos] >= 0x80:
		p.pos += p.checkUTF8(p.pos)
	default:
		p.pos++
	}
}

func (l opening) quotedWord() string { return `"` + l.heredoc + `"` }
