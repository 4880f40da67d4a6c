package accept

// This file has the grammar of conditions, loops and rescue clauses.

func (p *parser) ifExpr(t token) val {
	p.pushToken(kEnd)
	p.exprValue()
	p.then()
	v := p.compstmt()
	void := v.void
	both := false
	for t == kIf && p.peek() == kElsif {
		p.next()
		p.exprValue()
		p.then()
		w := p.compstmt()
		void = void && w.void
	}
	if p.peek() == kElse {
		p.next()
		w := p.compstmt()
		void, both = void && w.void, true
	}
	p.close(kEnd)
	return val{void: void && both}
}

// then passes what ends a condition.
func (p *parser) then() {
	ok := false
	if t := p.peek(); t == ';' || t == tNL {
		p.next()
		ok = true
	}
	if p.peek() == kThen {
		p.next()
		ok = true
	}
	if !ok {
		p.unexpected()
	}
}

func (p *parser) caseExpr() {
	p.pushToken(kEnd)
	if t := p.peek(); t != ';' && t != tNL && t != kWhen && t != kIn {
		p.exprValue()
	}
	for p.peek() == ';' || p.tok == tNL {
		p.next()
	}
	switch p.peek() {
	case kWhen:
		p.whens()
	case kIn:
		p.ins()
	default:
		p.unexpected()
	}
	if p.peek() == kElse {
		p.next()
		p.compstmt()
	}
	p.close(kEnd)
}

func (p *parser) whens() {
	for p.peek() == kWhen {
		p.next()
		for {
			if p.peek() == tSTAR {
				p.next()
			}
			p.operandAhead()
			p.value(p.arg(0, 0))
			if p.peek() != ',' {
				break
			}
			p.next()
		}
		p.then()
		p.compstmt()
	}
}

func (p *parser) forLoop() {
	p.pushToken(kEnd)
	if t := p.peek(); t == tSTAR || t == tLPAREN {
		p.mlhsItems(nil)
	} else {
		v := p.primary(0)
		if !v.assignable() {
			p.unexpected()
		}
		p.assign(v, p.peek() == ',')
		if p.peek() == ',' {
			p.next()
			p.mlhsItems(nil)
		}
	}
	if p.peek() != kIn {
		p.unexpected()
	}
	p.next()
	p.cond.push(true)
	p.exprValue()
	p.doWord()
	loops := p.loops
	p.loops.loop = true
	p.compstmt()
	p.loops = loops
	p.close(kEnd)
}

// bodystmt parses statements that may be followed by rescue, else and ensure.
func (p *parser) bodystmt() val {
	v := p.compstmt()
	rescued := false
	for p.peek() == kRescue {
		rescued = true
		p.next()
		p.rescue()
	}
	if p.peek() == kElse {
		if !rescued {
			p.failAt(p.tokStart, p.tokEnd, `"else" without a rescue clause`)
		}
		p.next()
		w := p.compstmt()
		v.void = w.void && v.void
	}
	if p.peek() == kEnsure {
		p.next()
		p.compstmt()
		v.void = false
	}
	return val{void: v.void && !rescued}
}

func (p *parser) rescue() {
	switch p.peek() {
	case tASSOC, kThen, ';', tNL:
	default:
		for {
			if p.peek() == tSTAR {
				p.next()
			}
			p.operandAhead()
			p.value(p.arg(0, 0))
			if p.peek() != ',' {
				break
			}
			p.next()
		}
	}
	if p.accept(tASSOC) {
		p.operandAhead()
		v := p.primary(0)
		if !v.assignable() {
			p.unexpected()
		}
		p.assign(v, false)
	}
	p.then()
	p.inRescue(func() { p.compstmt() })
}
