package accept

// This file has the grammar of parameters.

// params parses the parameters of a method or lambda, up to close.
func (p *parser) params(close token) {
	const (
		required = iota
		optional
		rest
		post
		keys
		keyRest
		block
	)
	at := required
	for {
		t := p.peek()
		start, end, name := p.tokStart, p.tokEnd, p.name
		if at == required && (t == close || t == tNL && close == ')') && len(p.open) > 0 && p.open[len(p.open)-1].end == p.prevEnd {
			return
		}
		switch t {
		case tIDENT:
			p.next()
			p.parameter(name, start, end)
			if p.peek() == '=' {
				if at > optional {
					p.unexpected()
				}
				at = optional
				p.next()
				p.defaultValue(name, close)
				break
			}
			if at >= keys {
				p.unexpectedAt(start, end)
			}
			if at != required {
				at = post
			}
		case tCONST, tIVAR, tGVAR, tCVAR:
			p.next()
			p.peek()
			p.failAt(start, end, "an argument's name must be that of a local variable")
		case tLPAREN, '(', tLPARENARG:
			if at >= keys {
				p.unexpected()
			}
			p.nestedParams()
			if at != required {
				at = post
			}
		case tSTAR, '*':
			if at >= rest {
				p.unexpected()
			}
			at = rest
			p.next()
			p.optionalName()
		case tLABEL:
			if at > keys {
				p.unexpected()
			}
			at = keys
			p.next()
			p.labelParameter(name, start, end-1, close)
		case tDSTAR, tPOW:
			if at >= keyRest {
				p.unexpected()
			}
			at = keyRest
			p.next()
			if !p.accept(kNil) {
				p.optionalName()
			}
		case tAMPER, '&':
			p.next()
			if !p.optionalName() && p.scope.hard {
				p.ctx.blockName = true
			}
			at = block
		case tBDOT3, tDOT3:
			if at != required || close == '|' {
				p.unexpected()
			}
			p.next()
			p.ctx.forwards, p.ctx.blockName = true, true
			at = block
		default:
			p.unexpected()
		}
		if close == '|' || p.scope.block {
			p.scope.ordinary = true
		}
		if p.peek() != ',' {
			return
		}
		if at == block {
			return
		}
		p.next()
		if close == '|' && (p.peek() == '|' || p.tok == ';') {
			if at != required {
				p.unexpected()
			}
			return
		}
	}
}

func (p *parser) unexpectedAt(start, end int) {
	p.failAt(start, end, `unexpected "`+p.src[start:end]+`"`)
}

// optionalName parses the name after a star or ampersand, if there is one.
func (p *parser) optionalName() bool {
	t := p.peek()
	start, end, name := p.tokStart, p.tokEnd, p.name
	switch t {
	case tIDENT:
		p.next()
		p.parameter(name, start, end)
		return true
	case tCONST:
		p.unexpected()
	}
	return false
}

// defaultValue parses the value of an optional parameter.
func (p *parser) defaultValue(name string, close token) {
	argdef := p.inArgdef
	p.inArgdef = false
	p.defaulted = name
	p.operandAhead()
	if close == '|' {
		p.value(p.blockDefault())
	} else {
		p.value(p.arg(0, 0))
	}
	p.inArgdef = argdef
	p.defaulted = ""
}

// blockDefault parses a primary with its sign: all that a block's parameter
// may have.
func (p *parser) blockDefault() val {
	if p.peek() == tUMINUSNUM {
		p.next()
	}
	return p.primary(0)
}

func (p *parser) labelParameter(name string, start, end int, close token) {
	if c := name[len(name)-1]; c == '?' || c == '!' || startsUpper(name) {
		p.failAt(start, end, "an argument's name must be that of a local variable")
	}
	p.parameter(name, start, end)
	if beginsOperand(p.peek()) {
		p.defaultValue(name, close)
	}
}

// nestedParams parses (a, (b, *c)).
func (p *parser) nestedParams() {
	p.pushToken(')')
	splat := false
	for {
		t := p.peek()
		start, end, name := p.tokStart, p.tokEnd, p.name
		switch t {
		case tIDENT:
			p.next()
			p.parameter(name, start, end)
		case tLPAREN, '(', tLPARENARG:
			p.nestedParams()
		case tSTAR, '*':
			if splat {
				p.unexpected()
			}
			splat = true
			p.next()
			p.optionalName()
		case tCONST, tIVAR, tGVAR, tCVAR:
			p.next()
			p.peek()
			p.failAt(start, end, "an argument's name must be that of a local variable")
		default:
			p.unexpected()
		}
		if p.peek() != ',' {
			break
		}
		p.next()
		if p.peek() == ')' {
			break
		}
	}
	p.close(')')
}

// blockParams parses |…|, if it is there.
func (p *parser) blockParams() {
	if p.peek() != '|' {
		return
	}
	p.inArgdef = true
	p.pushToken('|')
	p.scope.ordinary = true
	p.accept(tNL)
	if t := p.peek(); t != '|' && t != ';' {
		p.params('|')
	}
	p.blockLocals()
	p.inArgdef = false
	if p.peek() != '|' {
		p.unexpected()
	}
	p.commandStart = true
	p.next()
	p.pop()
}

// blockLocals parses ; a, b.
func (p *parser) blockLocals() {
	p.accept(tNL)
	if p.peek() != ';' {
		return
	}
	p.next()
	for {
		if p.peek() != tIDENT {
			p.unexpected()
		}
		p.parameter(p.name, p.tokStart, p.tokEnd)
		p.next()
		if p.peek() != ',' {
			break
		}
		p.next()
	}
	p.accept(tNL)
}

func (p *parser) lambda() {
	lparBeg := p.lparBeg
	p.lparBeg = p.parenNest
	p.next()
	leave := p.enter(false)
	switch p.peek() {
	case '(', tLPAREN, tLPARENARG:
		p.inArgdef = true
		p.pushToken(')')
		if t := p.peek(); t != ';' {
			p.params(')')
		}
		p.scope.ordinary = true
		if p.peek() == ';' {
			p.semicolons = append(p.semicolons, p.tokStart)
		}
		p.blockLocals()
		p.inArgdef = false
		p.close(')')
	case tLAMBEG, kDoLambda:
	default:
		p.inArgdef = true
		p.params(tLAMBEG)
		p.inArgdef = false
	}
	p.cmdarg.push(false)
	switch p.peek() {
	case tLAMBEG:
		p.lparBeg = lparBeg
		p.pushToken('}')
		p.compstmt()
		p.cmdarg.pop()
		leave()
		p.close('}')
	case kDoLambda:
		p.lparBeg = lparBeg
		p.pushToken(kEnd)
		p.bodystmt()
		p.cmdarg.pop()
		leave()
		p.close(kEnd)
	default:
		p.unexpected()
	}
}
