package accept

// This file reads names, keywords and variables.

import (
	"unicode"
	"unicode/utf8"
)

// word passes the identifier characters at the lexer's place and returns where
// they begin.
func (p *parser) word() (start int) {
	start = p.pos
	for p.pos < len(p.src) && isIdent(p.src[p.pos]) {
		if p.src[p.pos] >= utf8.RuneSelf {
			p.pos += p.checkUTF8(p.pos)
			continue
		}
		p.pos++
	}
	return start
}

func (p *parser) identifier() {
	start := p.word()
	t := tCONST // or tIDENT, seen below
	switch c, d := p.byteAt(p.pos), p.byteAt(p.pos+1); {
	case (c == '!' || c == '?') && d != '=':
		p.pos++
		t = tFID
	case c == '=' && p.in(exprFname) && d != '~' && d != '>' && (d != '=' || p.byteAt(p.pos+2) == '>'):
		p.pos++
		t = tIDENT
	}
	p.name = p.src[start:p.pos]
	if p.labelPossible() && p.byteAt(p.pos) == ':' && p.byteAt(p.pos+1) != ':' {
		p.state = exprArg | exprLabeled
		p.token(tLABEL, 1)
		return
	}
	if !p.in(exprDot) && len(p.name) <= len("__ENCODING__") && p.name[0] < utf8.RuneSelf {
		if k, ok := keywords[p.name]; ok {
			p.keyword(k)
			return
		}
	}
	last := p.state
	switch {
	case p.in(exprBegAny | exprArgAny | exprDot):
		p.state = exprArg
		if p.cmdState {
			p.state = exprCmdArg
		}
	case p.in(exprFname):
		p.state = exprEndFn
	default:
		p.state = exprEnd
	}
	if t == tCONST && !startsUpper(p.name) {
		t = tIDENT
	}
	p.lvar = false
	if t == tIDENT && last&(exprDot|exprFname) == 0 {
		if _, _, p.lvar = p.scope.Find(p.name); p.lvar {
			p.state = exprEnd | exprLabel
			p.lvarEnd = p.pos
		}
	}
	p.token(t, 0)
}

func startsUpper(name string) bool {
	if c := name[0]; c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// isNumbered reports whether name is one of _1 to _9.
func isNumbered(name string) bool {
	return len(name) == 2 && name[0] == '_' && '1' <= name[1] && name[1] <= '9'
}

func (p *parser) keyword(k keyword) {
	if p.in(exprFname) {
		p.state = exprEndFn
		p.token(k.plain, 0)
		return
	}
	last := p.state
	p.state = k.state
	if p.in(exprBeg) {
		p.commandStart = true
	}
	t := k.plain
	switch {
	case t == kDo:
		switch {
		case p.lambdaBeginning():
			p.lparBeg = -1
			t = kDoLambda
		case p.cond.top():
			t = kDoCond
		case p.cmdarg.top() && last&exprCmdArg == 0:
			t = kDoBlock
		}
	case last&(exprBeg|exprLabeled|exprClass) != 0:
	case k.plain != k.modifier:
		t = k.modifier
		p.state = exprBeg | exprLabel
	}
	p.token(t, 0)
}

func (p *parser) global(d byte) {
	last := p.state
	p.state = exprEnd
	start := p.pos
	backref := tBACKREF
	if last&exprFname != 0 {
		backref = tGVAR
		p.state = exprEndFn
	}
	switch {
	case d == '_' && !isIdent(p.byteAt(p.pos+2)):
		p.token(tGVAR, 2)
	case d == '-':
		if !isIdent(p.byteAt(p.pos + 2)) {
			p.tokEnd = p.pos + 1
			p.have = true
			p.failAt(start, start+2, `"$-" is not a variable`)
		}
		p.token(tGVAR, 2+p.checkUTF8(p.pos+2))
	case '1' <= d && d <= '9':
		p.pos++
		for isDigit(p.byteAt(p.pos)) {
			p.pos++
		}
		p.name = p.src[start:p.pos]
		p.token(backref, 0)
		return
	case d == '&' || d == '`' || d == '\'' || d == '+':
		p.token(backref, 2)
	case d != 0 && indexByte("~*$?!@/\\;,.=:<>\"", d):
		p.token(tGVAR, 2)
	case d == 0 && p.pos+1 >= len(p.src) || !isIdent(d):
		p.failAt(start, start+1, `"$" needs a name`)
	default:
		p.pos++
		p.word()
		p.token(tGVAR, 0)
	}
	p.name = p.src[start:p.pos]
}

func indexByte(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}

func (p *parser) instance() {
	start := p.pos
	t := tIVAR
	p.pos++
	if p.byteAt(p.pos) == '@' {
		t = tCVAR
		p.pos++
	}
	if p.in(exprFname) {
		p.state = exprEndFn
	} else {
		p.state = exprEnd
	}
	c := p.byteAt(p.pos)
	sigil := p.src[start:p.pos]
	if !isIdent(c) {
		p.failAt(start, p.pos, `"`+sigil+`" needs a name`)
	}
	if isDigit(c) {
		p.word()
		p.failAt(start, p.pos, `a name after "`+sigil+`" cannot begin with a digit`)
	}
	p.word()
	p.name = p.src[start:p.pos]
	p.token(t, 0)
}
