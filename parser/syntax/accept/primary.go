package accept

// This file has the grammar of primaries: what is neither operator nor
// statement.

func (p *parser) primary(fl flags) val {
	return p.postfix(p.primaryHead(fl), fl)
}

// primaryHead parses a primary without what follows it in the way of calls.
func (p *parser) primaryHead(fl flags) val {
	t := p.peek()
	start, end := p.tokStart, p.tokEnd
	v := val{start: start, end: end}
	switch t {
	case tIDENT, tFID, tCONST:
		return p.nameCall(t, fl)
	case tIVAR, tGVAR, tCVAR:
		p.next()
		v.kind, v.name = vVar, p.src[start:end]
	case tBACKREF:
		p.next()
		v.kind, v.name = vBackref, p.src[start:end]
	case kNil, kSelf, kTrue, kFalse, kFile, kLine, kEncoding:
		p.next()
		v.kind, v.name = vKeyword, p.src[start:end]
	case tNUM:
		p.next()
	case tCHAR:
		p.next()
		if p.peek() == tSTRING {
			return p.str()
		}
	case tSTRING:
		return p.str()
	case tREGEXP:
		p.literal()
		v.kind = vRegexp
	case tXSTRING, tWORDS:
		p.literal()
	case tSYMBEG, tDSYM:
		p.symbol()
	case tLBRACK:
		p.pushToken(']')
		p.arrayItems(']')
		p.close(']')
	case tLBRACE:
		p.pushToken('}')
		p.pairs()
		p.close('}')
	case tLPAREN:
		return p.parens(fl)
	case tLPARENARG:
		return p.parenArg()
	case tCOLON3:
		p.next()
		if p.peek() != tCONST {
			p.unexpected()
		}
		p.next()
		v.kind, v.name = vPath, "::"+p.src[p.tokStart:p.tokEnd]
	case tLAMBDA:
		p.lambda()
	case kNot:
		p.next()
		if p.peek() != '(' {
			p.unexpected()
		}
		return p.notParens(start)
	case kDefined:
		p.next()
		if p.peek() != '(' {
			p.unexpected()
		}
		return p.definedParens(start)
	case kYield, kSuper, kReturn, kBreak, kNext:
		return p.wordCall(t, fl)
	case kRedo, kRetry:
		p.next()
		p.checkJump(t, start, end)
		v.void = true
	default:
		return p.compound(t)
	}
	v.end = p.prevEnd
	return v
}

// compound parses what is closed by end.
func (p *parser) compound(t token) val {
	start := p.tokStart
	var v val
	switch t {
	case kBegin:
		p.pushToken(kEnd)
		p.cmdarg.push(false)
		v = p.bodystmt()
		p.cmdarg.pop()
		p.close(kEnd)
	case kIf, kUnless:
		v = p.ifExpr(t)
	case kWhile, kUntil:
		p.pushToken(kEnd)
		p.cond.push(true)
		loops := p.loops
		p.loops.loop = true
		p.exprValue()
		p.doWord()
		p.compstmt()
		p.loops = loops
		p.close(kEnd)
	case kCase:
		p.caseExpr()
	case kFor:
		p.forLoop()
	case kDef:
		return p.def()
	case kClass:
		p.class()
	case kModule:
		p.module()
	default:
		p.unexpected()
	}
	return val{start: start, end: p.prevEnd, void: v.void}
}

// doWord passes the do, or the end of the line, of a loop.
func (p *parser) doWord() {
	if t := p.peek(); t != kDoCond && t != ';' && t != tNL {
		p.unexpected()
	}
	p.next()
	p.cond.pop()
}

func (p *parser) parens(fl flags) val {
	start := p.tokStart
	p.pushToken(')')
	v := p.compstmt()
	p.close(')')
	if v.kind == vMulti {
		v.start, v.end = start, p.prevEnd
		return v
	}
	return val{start: start, end: p.prevEnd, void: v.void}
}

// parenArg parses a parenthesis after a blank, where arguments may begin.
func (p *parser) parenArg() val {
	start := p.tokStart
	p.pushToken(')')
	v := val{}
	if t := p.peek(); t != ')' && t != tNL {
		v = p.stmt()
		if v.kind == vMulti {
			p.unexpected()
		}
	}
	p.accept(tNL)
	if p.peek() == ')' {
		p.state = exprEndArg
	}
	p.close(')')
	return val{start: start, end: p.prevEnd, void: v.void}
}

func (p *parser) notParens(start int) val {
	p.pushToken(')')
	if t := p.peek(); t != ')' && t != tNL {
		p.value(p.expr(fExpr))
	}
	p.close(')')
	return val{start: start, end: p.prevEnd}
}

func (p *parser) definedParens(start int) val {
	saved := p.ctx.inDefined
	p.ctx.inDefined = true
	p.pushToken(')')
	p.accept(tNL)
	p.expr(fExpr)
	p.ctx.inDefined = saved
	p.close(')')
	return val{start: start, end: p.prevEnd}
}

// str parses strings side by side.
func (p *parser) str() val {
	v := val{start: p.tokStart}
	for {
		lit := p.lit
		p.next()
		if p.body(lit) {
			v.kind, v.end = vLabel, p.prevEnd
			return v
		}
		if p.peek() != tSTRING {
			break
		}
	}
	v.end = p.prevEnd
	return v
}

// literal parses a literal with delimiters.
func (p *parser) literal() {
	lit := p.lit
	p.next()
	p.body(lit)
}

func (p *parser) symbol() {
	if p.peek() == tDSYM {
		p.literal()
		return
	}
	p.next()
	switch t := p.peek(); {
	case t == tIVAR, t == tGVAR, t == tCVAR, p.isFname(t):
		p.next()
		p.state = exprEnd
	default:
		p.unexpected()
	}
}

func (p *parser) arrayItems(close token) {
	p.arguments(listItems, close)
}

// pairs parses the pairs of a hash.
func (p *parser) pairs() {
	for p.peek() != '}' && p.tok != tNL {
		p.pair()
		if p.peek() != ',' {
			return
		}
		p.next()
	}
}

// pair parses one pair of a hash.
func (p *parser) pair() {
	switch p.peek() {
	case tLABEL:
		p.labelValue()
	case tDSTAR:
		p.next()
		p.value(p.arg(0, 0))
	default:
		if t := p.peek(); !beginsOperand(t) {
			p.unexpected()
		}
		v := p.arg(0, 0)
		p.pairValue(v)
	}
}

// pairValue parses the value of a pair whose key is parsed.
func (p *parser) pairValue(key val) {
	if key.kind != vLabel {
		p.value(key)
		if p.peek() != tASSOC {
			p.unexpected()
		}
		p.next()
	}
	p.operandAhead()
	p.value(p.arg(0, 0))
}

// labelValue parses a label and its value, if it has one.
func (p *parser) labelValue() {
	name, start, end := p.name, p.tokStart, p.tokEnd-1
	p.next()
	if beginsOperand(p.peek()) {
		p.value(p.arg(0, 0))
		return
	}
	if c := name[len(name)-1]; c == '?' || c == '!' {
		p.failAt(start, end, `"`+name+`" is not the name of a variable`)
	}
	p.useNumbered(name, start, end)
}
