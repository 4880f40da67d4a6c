package accept

// This file has the grammar of definitions.

func (p *parser) def() val {
	start := p.tokStart
	p.pushToken(kEnd)
	saved := p.ctx
	nameAt, nameEnd, name := p.defName()
	leave := p.enter(true)
	p.ctx.inDef, p.ctx.inDefined = true, false
	p.ctx.forwards, p.ctx.blockName = false, false
	p.loops = jumpContext{yields: true}
	if isNumbered(name) {
		p.failAt(nameAt, nameEnd, name+" is reserved for numbered parameters")
	}
	defer func() { p.ctx = saved }()
	switch p.peek() {
	case '(', tLPAREN, tLPARENARG:
		p.inArgdef = true
		p.pushToken(')')
		p.params(')')
		p.accept(tNL)
		if p.peek() == ')' {
			p.state = exprBeg
			p.commandStart = true
		}
		p.inArgdef = false
		p.close(')')
	case '=', ';', tNL:
	default:
		p.state |= exprLabel
		kwarg := p.inKwarg
		p.inKwarg, p.inArgdef = true, true
		p.params(tNL)
		p.inKwarg, p.inArgdef = kwarg, false
		if t := p.peek(); t != ';' && t != tNL {
			p.unexpected()
		}
		p.state = exprBeg
		p.commandStart = true
		p.next()
	}
	if p.peek() == '=' {
		return p.endless(start, name, nameAt, nameEnd, leave)
	}
	p.bodystmt()
	leave()
	p.close(kEnd)
	return val{start: start, end: p.prevEnd}
}

// endless parses the body of def name = value.
func (p *parser) endless(start int, name string, nameAt, nameEnd int, leave func()) val {
	if len(name) > 1 && name[len(name)-1] == '=' && isIdent(name[0]) {
		p.failAt(nameAt, nameEnd, "a setter cannot be defined without end")
	}
	p.next()
	p.pop()
	v := p.arg(0, fCmd)
	if !v.cmd {
		p.value(v)
	}
	if p.peek() == kRescueMod {
		p.next()
		p.inRescue(func() { p.valueOrJump(p.arg(0, 0)) })
	}
	leave()
	return val{start: start, end: p.prevEnd, cmd: v.cmd}
}

// defName parses the name of a method and what it is defined on.
func (p *parser) defName() (start, end int, name string) {
	t := p.peek()
	start, end = p.tokStart, p.tokEnd
	name = p.src[start:end]
	if t == '(' || t == tLPAREN || t == tLPARENARG {
		p.state = exprBeg
		p.pushToken(')')
		p.value(p.expr(fExpr))
		p.close(')')
		p.defDot()
		return p.defName2()
	}
	singleton := t == tIVAR || t == tGVAR || t == tCVAR
	if !singleton && !p.isFname(t) {
		p.unexpected()
	}
	// The name may be all, or what the method is defined on.
	p.next()
	if c := p.byteAt(p.pos); c == '.' || c == ':' && p.byteAt(p.pos+1) == ':' || singleton || isSpace(c) {
		switch p.peek() {
		case '.', tCOLON2:
			if t != tIDENT && t != tCONST && !singleton && !(t >= kSelf && t <= kFalse) && t != kFile && t != kLine && t != kEncoding {
				p.unexpected()
			}
			p.defDot()
			return p.defName2()
		}
	}
	if singleton {
		p.unexpected()
	}
	return start, end, name
}

func (p *parser) defDot() {
	if t := p.peek(); t != '.' && t != tCOLON2 {
		p.unexpected()
	}
	p.state = exprFname
	p.next()
}

func (p *parser) defName2() (start, end int, name string) {
	if !p.isFname(p.peek()) {
		p.unexpected()
	}
	start, end = p.tokStart, p.tokEnd
	p.next()
	p.state = exprEndFn | exprLabel
	return start, end, p.src[start:end]
}

func (p *parser) class() {
	at, end := p.tokStart, p.tokEnd
	p.pushToken(kEnd)
	if p.peek() == tLSHFT {
		p.next()
		p.exprValue()
		p.term()
		leave := p.enter(true)
		p.ctx.inDef, p.ctx.inClass = false, false
		p.bodystmt()
		leave()
		p.close(kEnd)
		return
	}
	p.cpath()
	if p.peek() == '<' {
		p.state = exprBeg
		p.commandStart = true
		p.next()
		p.exprValue()
		p.term()
	}
	if p.ctx.inDef {
		p.failAt(at, end, "a class cannot be defined in a method")
	}
	leave := p.enter(true)
	p.ctx.inClass, p.ctx.inDef = true, false
	p.bodystmt()
	leave()
	p.close(kEnd)
}

func (p *parser) module() {
	at, end := p.tokStart, p.tokEnd
	p.pushToken(kEnd)
	p.cpath()
	if p.ctx.inDef {
		p.failAt(at, end, "a module cannot be defined in a method")
	}
	leave := p.enter(true)
	p.ctx.inClass, p.ctx.inDef = true, false
	p.bodystmt()
	leave()
	p.close(kEnd)
}

func (p *parser) term() {
	if t := p.peek(); t != ';' && t != tNL {
		p.unexpected()
	}
	p.next()
}

// cpath parses the name of a class or module.
func (p *parser) cpath() {
	p.operandAhead()
	v := p.primary(0)
	switch v.kind {
	case vConst, vPath:
	case vIdent:
		p.failAt(v.start, v.end, "the name of a class or module begins with a capital letter")
	default:
		p.unexpected()
	}
}
