package accept

import "github.com/pilllint/pilllint/parser/syntax/literal"

// This file reads operators and punctuation.

// operator reads the token that begins with c.
func (p *parser) operator(c byte) {
	d := p.byteAt(p.pos + 1)
	switch c {
	case '*':
		p.star(d)
	case '!':
		p.bang(d)
	case '=':
		p.equals(d)
	case '<':
		p.less(d)
	case '>':
		p.greater(d)
	case '"', '\'', '`':
		p.quote(c)
	case '?':
		p.question()
	case '&':
		p.ampersand(d)
	case '|':
		p.bar(d)
	case '+', '-':
		p.sign(c, d)
	case '.':
		p.dot(d)
	case ')', ']', '}':
		p.cond.pop()
		p.cmdarg.pop()
		p.parenNest--
		p.state = exprEnd
		if c == ')' {
			p.state = exprEndFn
		}
		p.token(token(c), 1)
	case ':':
		p.colon(d)
	case '/':
		p.slash(d)
	case '^':
		p.simpleOperator('^', d)
	case ';':
		p.commandStart = true
		p.state = exprBeg
		p.token(';', 1)
	case ',':
		p.state = exprBeg | exprLabel
		p.token(',', 1)
	case '~':
		n := 1
		if p.in(exprFname|exprDot) && d == '@' {
			n = 2
		}
		p.afterOperator()
		p.token('~', n)
	case '(':
		p.paren()
	case '[':
		p.bracket(d)
	case '{':
		p.brace()
	case '\\':
		if d == ' ' {
			p.token(tSP, 2)
			return
		}
		p.token('\\', 1)
	case '%':
		p.percent(d)
	case '$':
		p.global(d)
	case '@':
		p.instance()
	default:
		switch {
		case isDigit(c):
			p.number()
		case isIdent(c):
			p.identifier()
		default:
			p.failAt(p.pos, p.pos+1, "this character has no meaning in Ruby")
		}
	}
}

// simpleOperator reads c or c=.
func (p *parser) simpleOperator(c, d byte) {
	if d == '=' {
		p.opAssign(2)
		return
	}
	p.afterOperator()
	p.token(token(c), 1)
}

func (p *parser) opAssign(n int) {
	p.state = exprBeg
	p.token(tOPASGN, n)
}

func (p *parser) star(d byte) {
	n, plain, prefix := 1, token('*'), tSTAR
	if d == '*' {
		n, plain, prefix = 2, tPOW, tDSTAR
	}
	e := p.byteAt(p.pos + n)
	if e == '=' {
		p.opAssign(n + 1)
		return
	}
	t := plain
	if p.spaceArg(e) || p.isBeg() {
		t = prefix
	}
	p.afterOperator()
	p.token(t, n)
}

func (p *parser) bang(d byte) {
	if p.in(exprFname | exprDot) {
		p.state = exprArg
		if d == '@' {
			p.token('!', 2)
			return
		}
	} else {
		p.state = exprBeg
	}
	switch d {
	case '=':
		p.token(tNEQ, 2)
	case '~':
		p.token(tNMATCH, 2)
	default:
		p.token('!', 1)
	}
}

func (p *parser) equals(d byte) {
	p.afterOperator()
	switch {
	case d == '=' && p.byteAt(p.pos+2) == '=':
		p.token(tEQQ, 3)
	case d == '=':
		p.token(tEQ, 2)
	case d == '~':
		p.token(tMATCH, 2)
	case d == '>':
		p.token(tASSOC, 2)
	default:
		p.token('=', 1)
	}
}

func (p *parser) less(d byte) {
	if d == '<' {
		p.shifts = append(p.shifts, p.pos)
	}
	if d == '<' && !p.in(exprDot|exprClass) && !p.in(exprEndAny) &&
		(!p.isArg() || p.in(exprLabeled) || p.space) && p.heredoc() {
		return
	}
	if p.in(exprFname | exprDot) {
		p.state = exprArg
	} else {
		if p.in(exprClass) {
			p.commandStart = true
		}
		p.state = exprBeg
	}
	switch {
	case d == '=' && p.byteAt(p.pos+2) == '>':
		p.token(tCMP, 3)
	case d == '=':
		p.token(tLEQ, 2)
	case d == '<' && p.byteAt(p.pos+2) == '=':
		p.opAssign(3)
	case d == '<':
		p.token(tLSHFT, 2)
	default:
		p.token('<', 1)
	}
}

func (p *parser) greater(d byte) {
	p.afterOperator()
	switch {
	case d == '=':
		p.token(tGEQ, 2)
	case d == '>' && p.byteAt(p.pos+2) == '=':
		p.opAssign(3)
	case d == '>':
		p.token(tRSHFT, 2)
	default:
		p.token('>', 1)
	}
}

func (p *parser) ampersand(d byte) {
	switch {
	case d == '&':
		if p.byteAt(p.pos+2) == '=' {
			p.opAssign(3)
			return
		}
		p.state = exprBeg
		p.token(tANDOP, 2)
	case d == '=':
		p.opAssign(2)
	case d == '.':
		p.state = exprDot
		p.token(tANDDOT, 2)
	default:
		t := token('&')
		if p.spaceArg(d) || p.isBeg() {
			t = tAMPER
		}
		p.afterOperator()
		p.token(t, 1)
	}
}

func (p *parser) bar(d byte) {
	switch {
	case d == '|':
		if p.byteAt(p.pos+2) == '=' {
			p.opAssign(3)
			return
		}
		if p.in(exprBeg) { // || are a block's empty parameters
			p.state = exprBeg
			p.token('|', 1)
			return
		}
		p.state = exprBeg
		p.token(tOROP, 2)
	case d == '=':
		p.opAssign(2)
	default:
		if p.in(exprFname | exprDot) {
			p.state = exprArg
		} else {
			p.state = exprBeg | exprLabel
		}
		p.token('|', 1)
	}
}

func (p *parser) sign(c, d byte) {
	unary := tUPLUS
	if c == '-' {
		unary = tUMINUS
	}
	switch {
	case p.in(exprFname | exprDot):
		p.state = exprArg
		if d == '@' {
			p.token(unary, 2)
			return
		}
		p.token(token(c), 1)
	case d == '=':
		p.opAssign(2)
	case c == '-' && d == '>':
		p.state = exprEndFn
		p.token(tLAMBDA, 2)
	case p.isBeg() || p.spaceArg(d):
		p.state = exprBeg
		switch {
		case isDigit(d) && c == '-':
			p.token(tUMINUSNUM, 1)
		case isDigit(d):
			p.pos++
			p.number()
		default:
			p.token(unary, 1)
		}
	default:
		p.state = exprBeg
		p.token(token(c), 1)
	}
}

func (p *parser) dot(d byte) {
	beg := p.isBeg()
	last := p.state
	p.state = exprBeg
	if d == '.' {
		t, n := tDOT2, 2
		if p.byteAt(p.pos+2) == '.' {
			t, n = tDOT3, 3
			if p.inArgdef {
				p.state = exprEndArg
				p.token(tBDOT3, 3)
				return
			}
			if p.lparBeg >= 0 && p.lparBeg+1 == p.parenNest && last&exprLabel != 0 {
				p.token(tDOT3, 3)
				return
			}
		}
		if beg {
			t += tBDOT2 - tDOT2
		}
		p.token(t, n)
		return
	}
	if isDigit(d) {
		start := p.pos
		p.pos++
		for isDigit(p.byteAt(p.pos)) {
			p.pos++
		}
		if start > 0 && isDigit(p.src[start-1]) {
			p.failAt(start, p.pos, "a number has one decimal point at most")
		}
		p.failAt(start, p.pos, "a number needs a digit before its decimal point")
	}
	p.state = exprDot
	p.token('.', 1)
}

func (p *parser) colon(d byte) {
	switch {
	case d == ':':
		if p.isBeg() || p.in(exprClass) || p.spaceArg('x') {
			p.state = exprBeg
			p.token(tCOLON3, 2)
			return
		}
		p.state = exprDot
		p.token(tCOLON2, 2)
	case p.in(exprEndAny) || isSpace(d) || d == '#' || d == 0:
		p.state = exprBeg
		p.token(':', 1)
	case d == '"' || d == '\'':
		p.lit = opening{open: p.pos, close: d, expand: d == '"', escapes: escapesIn(d), word: "symbol"}
		p.token(tDSYM, 2)
	default:
		p.state = exprFname
		p.token(tSYMBEG, 1)
	}
}

func (p *parser) slash(d byte) {
	switch {
	case p.isBeg():
		p.regexp()
	case d == '=':
		p.opAssign(2)
	case p.spaceArg(d):
		p.regexp()
	default:
		p.afterOperator()
		p.token('/', 1)
	}
}

func (p *parser) regexp() {
	p.lit = opening{open: p.pos, close: '/', expand: true, escapes: literal.Regexp, word: "regular expression"}
	p.token(tREGEXP, 1)
}
