package accept

// This file has the grammar of calls, their arguments and blocks.

// nameCall parses a name and, if it turns out to be a call, its arguments.
func (p *parser) nameCall(t token, fl flags) val {
	v := val{start: p.tokStart, end: p.tokEnd, name: p.name, call: true}
	lvar := p.lvar
	p.next()
	switch next := p.peek(); {
	case next == '(':
		v.block = p.parenArgs()
	case fl&fCmd != 0 && beginsArgument(next):
		return p.command(v, fl)
	case t == tCONST:
		v.kind = vConst
		return v
	case t == tIDENT:
		v.kind = vIdent
		if next != '{' && next != kDo { // a call after all
			p.useNumbered(v.name, v.start, v.end)
		}
		if lvar && v.name == p.defaulted && next != '=' && next != tOPASGN {
			p.failAt(v.start, v.end, `the default value of "`+v.name+`" cannot be "`+v.name+`" itself`)
		}
		return v
	}
	v.end = p.prevEnd
	return v
}

// wordCall parses yield, super, return and the like.
func (p *parser) wordCall(t token, fl flags) val {
	v := val{start: p.tokStart, end: p.tokEnd}
	p.next()
	p.checkJump(t, v.start, v.end)
	if t == kReturn && p.ctx.inClass && !p.ctx.inDef && !p.loops.block {
		defer p.badReturn(v)
	}
	switch next := p.peek(); {
	case t == kYield || t == kSuper:
		v.call = t == kSuper
		v.name = p.src[v.start:v.end]
		if next == '(' {
			at := p.tokStart
			if v.block = p.parenArgs(); v.block && t == kYield {
				p.failAt(at, p.prevEnd, "yield takes no block")
			}
			break
		}
		if fl&fCmd != 0 && beginsArgument(next) {
			c := p.command(v, fl)
			if c.block && t == kYield {
				p.failAt(v.start, v.end, "yield takes no block")
			}
			return c
		}
	default:
		v.void = true
		if fl&fCmd != 0 && (beginsArgument(next) || next == tLPAREN) {
			if p.arguments(callArgs, tEOF) {
				p.failAt(v.start, p.prevEnd, "there is no call here to pass a block to")
			}
			v.cmd = true
			v = p.commandDo(v, fl)
		}
	}
	v.end = p.prevEnd
	return v
}

func (p *parser) badReturn(v val) {
	p.failAt(v.start, v.end, `"return" in the body of a class or module`)
}

// command parses the arguments of a call without parentheses.
func (p *parser) command(v val, fl flags) val {
	ahead := p.peek()
	nested := ahead == tLPAREN || ahead == tLPARENARG || ahead == tLBRACK
	if nested {
		p.cmdarg.pop()
	}
	p.cmdarg.push(true)
	if nested {
		p.cmdarg.push(false)
	}
	pass := p.arguments(callArgs, tEOF)
	if p.peek() == tLBRACEARG {
		p.cmdarg.pop()
		p.cmdarg.pop()
		p.cmdarg.push(false)
	} else {
		p.cmdarg.pop()
	}
	v = val{start: v.start, end: p.prevEnd, name: v.name, cmd: true, block: pass}
	if p.peek() == tLBRACEARG {
		p.block(pass)
		v.end = p.prevEnd
	}
	return p.commandDo(v, fl)
}

// commandDo parses the do block of a command, where it may have one.
func (p *parser) commandDo(v val, fl flags) val {
	if p.peek() != kDoBlock || fl&fDo == 0 {
		return v
	}
	p.block(v.block)
	if v.name == "yield" {
		p.failAt(v.start, v.start+len(v.name), "yield takes no block")
	}
	v.end = p.prevEnd
	return p.chain(v)
}

// block parses a block of a call, which must not be passed one as well.
func (p *parser) block(passed bool) {
	start, end := p.tokStart, p.tokEnd
	if p.tok == '{' || p.tok == tLBRACEARG {
		p.braceBlock()
	} else {
		p.doBlock()
	}
	if passed {
		p.failAt(start, end, "a call takes one block: this is the second")
	}
}

// chain parses calls on a command with a do block, which stay commands.
func (p *parser) chain(v val) val {
	for {
		switch p.peek() {
		case '.', tANDDOT, tCOLON2:
		default:
			return v
		}
		p.next()
		if p.peek() == '(' {
			p.parenArgs()
		} else {
			if !p.isOperation(p.tok) {
				p.unexpected()
			}
			p.dangling()
			p.next()
			pass := false
			switch next := p.peek(); {
			case next == '(':
				pass = p.parenArgs()
			case beginsArgument(next):
				return p.command(v, fExpr)
			}
			switch p.peek() {
			case '{', kDo, kDoBlock:
				p.block(pass)
			}
			v.end = p.prevEnd
			continue
		}
		switch p.peek() {
		case '{', kDo, kDoBlock:
			p.block(false)
		}
		v.end = p.prevEnd
	}
}

// isOperation reports whether t can name a method after a dot.
func (p *parser) isOperation(t token) bool { return p.isFname(t) }

// dangling remembers a dot at the end of a line whose call took a keyword of
// the next line for its name.
func (p *parser) dangling() {
	if p.danglingAt == 0 && p.startsLine() && p.tok == tIDENT {
		if _, ok := keywords[p.name]; ok {
			p.danglingAt, p.danglingEnd = p.prevEnd-1, p.prevEnd
		}
	}
}

// postfix parses the calls, indexes and blocks that follow a primary.
func (p *parser) postfix(v val, fl flags) val {
	for !v.cmd {
		switch p.peek() {
		case '.', tANDDOT:
			p.value(v)
			v = p.dotCall(v, fl)
		case tCOLON2:
			p.value(v)
			v = p.colonCall(v, fl)
		case '[':
			p.value(v)
			p.pushToken(']')
			pass := p.arguments(parenArgs, ']')
			p.close(']')
			v = val{kind: vIndex, start: v.start, end: p.prevEnd, call: true, block: pass}
		case '{', kDo:
			if !v.call {
				return v
			}
			p.block(v.block)
			v = val{start: v.start, end: p.prevEnd}
		default:
			return v
		}
	}
	return v
}

func (p *parser) dotCall(v val, fl flags) val {
	safe := p.tok == tANDDOT
	p.next()
	if p.peek() == '(' {
		pass := p.parenArgs()
		return val{start: v.start, end: p.prevEnd, call: true, block: pass}
	}
	return p.method(v, fl, safe, false)
}

func (p *parser) colonCall(v val, fl flags) val {
	p.next()
	if p.peek() == '(' {
		pass := p.parenArgs()
		return val{start: v.start, end: p.prevEnd, call: true, block: pass}
	}
	return p.method(v, fl, false, true)
}

// method parses a method's name after a dot or colons, and its arguments.
func (p *parser) method(recv val, fl flags, safe, colons bool) val {
	t := p.peek()
	if !p.isOperation(t) {
		p.wantsOperand = true
		p.unexpected()
	}
	p.dangling()
	p.next()
	v := val{start: recv.start, end: p.prevEnd, call: true}
	switch next := p.peek(); {
	case next == '(':
		v.block = p.parenArgs()
		v.end = p.prevEnd
	case fl&fCmd != 0 && beginsArgument(next):
		return p.command(v, fl)
	case colons && t == tCONST:
		v.kind, v.call = vPath, false
	case t == tIDENT || t == tCONST:
		v.kind, v.safe = vAttr, safe
	}
	return v
}

// parenArgs parses arguments in parentheses and reports whether they pass a
// block.
func (p *parser) parenArgs() bool {
	p.pushToken(')')
	pass := p.arguments(parenArgs, ')')
	p.close(')')
	return pass
}

func (p *parser) braceBlock() {
	p.pushToken('}')
	leave := p.enter(false)
	p.blockParams()
	p.compstmt()
	leave()
	p.close('}')
}

func (p *parser) doBlock() {
	p.pushToken(kEnd)
	p.doBody()
	p.close(kEnd)
}

// doBody parses a do block between do and end.
func (p *parser) doBody() {
	leave := p.enter(false)
	p.cmdarg.push(false)
	p.blockParams()
	p.bodystmt()
	p.cmdarg.pop()
	leave()
}
