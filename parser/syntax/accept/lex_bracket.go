package accept

// This file reads opening brackets, whose tokens tell what they open.

func (p *parser) paren() {
	t := token('(')
	switch {
	case p.isBeg():
		t = tLPAREN
	case !p.space:
	case p.isArg() || p.allOf(exprEnd|exprLabel):
		t = tLPARENARG
	}
	p.parenNest++
	p.cond.push(false)
	p.cmdarg.push(false)
	p.state = exprBeg | exprLabel
	p.token(t, 1)
}

func (p *parser) bracket(d byte) {
	t := token('[')
	if p.in(exprFname | exprDot) {
		if d == ']' {
			p.state = exprArg
			if p.byteAt(p.pos+2) == '=' {
				p.token(tASET, 3)
				return
			}
			p.token(tAREF, 2)
			return
		}
		p.parenNest++
		p.state = exprArg | exprLabel
		p.token('[', 1)
		return
	}
	if p.isBeg() || p.isArg() && (p.space || p.in(exprLabeled)) {
		t = tLBRACK
	}
	p.parenNest++
	p.state = exprBeg | exprLabel
	p.cond.push(false)
	p.cmdarg.push(false)
	p.token(t, 1)
}

func (p *parser) brace() {
	var t token
	switch {
	case p.lambdaBeginning():
		t = tLAMBEG
	case p.in(exprLabeled):
		t = tLBRACE
	case p.in(exprEndArg):
		t = tLBRACEARG
	case p.in(exprArgAny | exprEndAny):
		t = '{'
	default:
		t = tLBRACE
	}
	p.state = exprBeg
	if t == tLBRACE {
		p.state |= exprLabel
	} else {
		p.commandStart = true
	}
	p.parenNest++
	p.cond.push(false)
	p.cmdarg.push(false)
	p.token(t, 1)
}
