package accept

// This file has the grammar of statements.

func (p *parser) program() {
	p.stmts(true)
	if p.peek() != tEOF {
		p.unexpected()
	}
}

// compstmt parses statements up to what closes them.
func (p *parser) compstmt() val { return p.stmts(false) }

func (p *parser) stmts(top bool) (v val) {
	for {
		for p.peek() == ';' || p.tok == tNL {
			p.next()
		}
		switch p.tok {
		case tEOF, kEnd, kElse, kElsif, kWhen, kIn, kRescue, kEnsure, '}', ')', ']', kThen:
			return v
		}
		if p.tok == kUpBEGIN {
			p.beginBlock(top)
			v = val{}
		} else {
			v = p.stmt()
		}
		if t := p.peek(); t != ';' && t != tNL {
			return v
		}
	}
}

func (p *parser) beginBlock(top bool) {
	if !top {
		p.failAt(p.tokStart, p.tokEnd, "BEGIN may only stand at the top level")
	}
	p.next()
	if t := p.peek(); t != '{' && t != tLBRACE && t != tLBRACEARG {
		p.unexpected()
	}
	p.pushToken('}')
	p.stmts(false)
	p.close('}')
}

// stmt parses a statement with its modifiers.
func (p *parser) stmt() val {
	noted := len(p.later)
	v := p.stmtHead()
	for {
		switch p.peek() {
		case kIfMod, kUnlessMod:
			p.next()
			p.exprValue()
			v = val{}
		case kWhileMod, kUntilMod:
			p.looped(noted)
			p.next()
			p.exprValue()
			v = val{}
		case kRescueMod:
			p.next()
			p.inRescue(func() { p.stmtHead() })
			v = val{}
		default:
			return v
		}
	}
}

// inRescue parses what may retry.
func (p *parser) inRescue(parse func()) {
	saved := p.loops.rescue
	p.loops.rescue = true
	parse()
	p.loops.rescue = saved
}

func (p *parser) stmtHead() val {
	switch p.peek() {
	case kAlias:
		p.alias()
		return val{}
	case kUndef:
		p.next()
		p.fitem()
		for p.peek() == ',' {
			p.next()
			p.state = exprFname | exprFitem
			p.fitem()
		}
		return val{}
	case kUpEND:
		p.next()
		if t := p.peek(); t != '{' && t != tLBRACE && t != tLBRACEARG {
			p.unexpected()
		}
		p.pushToken('}')
		leave := p.enter(false)
		p.compstmt()
		leave()
		p.close('}')
		return val{}
	case tSTAR:
		return p.mlhsAssign(nil, fStmt)
	}
	return p.expr(fStmt)
}

func (p *parser) alias() {
	p.next()
	if p.peek() == tGVAR {
		p.next()
		p.state = exprFname | exprFitem
		switch p.peek() {
		case tGVAR:
			if isDigit(p.name[1]) && p.name[1] != '0' {
				p.failAt(p.tokStart, p.tokEnd, "a numbered variable cannot have an alias")
			}
			p.next()
			p.state = exprEnd
		default:
			p.unexpected()
		}
		return
	}
	p.fitem()
	p.state = exprFname | exprFitem
	p.fitem()
}

// fitem parses the name of a method, bare or a symbol.
func (p *parser) fitem() {
	switch t := p.peek(); {
	case t == tSYMBEG || t == tDSYM:
		p.symbol()
	case p.isFname(t):
		p.next()
		p.state = exprEnd
	default:
		p.unexpected()
	}
}

// isFname reports whether the token ahead can name a method in def.
func (p *parser) isFname(t token) bool {
	switch t {
	case tIDENT, tFID, tCONST, '|', '^', '&', tCMP, tEQ, tEQQ, tMATCH, tNMATCH, '>', tGEQ, '<', tLEQ, tNEQ,
		tLSHFT, tRSHFT, '+', '-', '*', tSTAR, '/', '%', tPOW, tDSTAR, '!', '~', tUPLUS, tUMINUS, tAREF, tASET, '`':
		return true
	}
	return t.isKeyword()
}

// exprValue parses an expression whose value is used.
func (p *parser) exprValue() val {
	v := p.expr(fExpr)
	p.value(v)
	return v
}

// flags say what an expression may be, where it stands.
type flags uint8

const (
	fCmd   flags = 1 << iota // a command without parentheses
	fAsgn                    // an assignment of a command
	fMulti                   // a multiple assignment
	fDo                      // a command with a do block
	fBang                    // ! before a command
	fExpr  = fCmd | fDo | fBang
	fStmt  = fExpr | fAsgn | fMulti
)

// expr parses an expression with and, or and not.
func (p *parser) expr(fl flags) val {
	v := p.notExpr(fl)
	for !v.whole && (p.peek() == kAnd || p.tok == kOr) {
		p.next()
		w := p.notExpr(fExpr)
		p.value(v)
		v = val{start: v.start, end: p.prevEnd}
		p.valueOrJump(w)
	}
	return v
}

func (p *parser) notExpr(fl flags) val {
	if p.peek() == kNot {
		start := p.tokStart
		p.next()
		if p.peek() == '(' {
			return p.rest(p.notParens(start), 0, fl)
		}
		p.accept(tNL)
		p.value(p.notExpr(fExpr))
		return val{start: start, end: p.prevEnd}
	}
	v := p.arg(0, fl)
	if v.cmd || v.kind == vMulti {
		return v
	}
	if t := p.peek(); t == tASSOC || t == kIn {
		p.value(v)
		p.matchPattern()
		return val{start: v.start, end: p.prevEnd, void: t == tASSOC}
	}
	return v
}

// mlhsAssign parses a multiple assignment whose first target is parsed, if
// there is one. Within parentheses it may be but the targets.
func (p *parser) mlhsAssign(first *val, fl flags) val {
	start := p.tokStart
	if first != nil {
		start = first.start
	}
	p.mlhsItems(first)
	if p.peek() == ')' && len(p.open) > 0 && p.open[len(p.open)-1].close == ')' {
		return val{kind: vMulti, start: start, end: p.prevEnd}
	}
	if p.tok != '=' {
		p.unexpected()
	}
	p.next()
	p.multiRight()
	return val{start: start, end: p.prevEnd, cmd: true, whole: true}
}

// multiRight parses what a multiple assignment assigns.
func (p *parser) multiRight() {
	v := val{}
	p.accept(tSP)
	if p.peek() == tSTAR {
		p.mrhs()
	} else {
		v = p.arg(0, fExpr|fAsgn)
		p.value(v)
		if !v.cmd && p.peek() == ',' {
			p.next()
			p.mrhs()
		}
	}
	if p.peek() == kRescueMod {
		p.next()
		p.inRescue(func() { p.stmtHead() })
	}
}

// mrhs parses the values on the right of an assignment.
func (p *parser) mrhs() {
	for {
		if p.peek() == tSTAR {
			p.next()
		}
		p.value(p.arg(0, 0))
		if p.peek() != ',' {
			return
		}
		p.next()
	}
}

// mlhsItems parses targets; after the first, if it is parsed, comes a comma.
func (p *parser) mlhsItems(first *val) {
	splat := false
	if first != nil {
		p.assign(*first, true)
		if p.peek() != ',' {
			p.unexpected()
		}
		p.next()
	}
	for {
		switch t := p.peek(); {
		case t == tSTAR || t == '*':
			if splat {
				p.unexpected()
			}
			splat = true
			p.next()
			if t := p.peek(); t != '=' && t != ',' && t != ')' && t != kIn && t != '|' {
				p.mlhsNode()
			}
		case t == '=' || t == ')' || t == kIn:
			return // a, = 1
		default:
			p.mlhsNode()
		}
		if p.peek() != ',' {
			return
		}
		p.next()
	}
}

// mlhsNode parses one target.
func (p *parser) mlhsNode() {
	if p.peek() == tLPAREN {
		start := p.tokStart
		p.pushToken(')')
		v := p.mlhsInner()
		p.close(')')
		v.start, v.end = start, p.prevEnd
		return
	}
	v := p.primary(0)
	p.assign(v, true)
}

// mlhsInner parses targets in parentheses.
func (p *parser) mlhsInner() val {
	if p.peek() == tLPAREN {
		p.mlhsNode()
		if p.peek() == ')' {
			return val{kind: vMulti}
		}
		if p.peek() != ',' {
			p.unexpected()
		}
		p.next()
		if p.peek() == ')' {
			return val{kind: vMulti}
		}
		p.mlhsItems(nil)
		return val{kind: vMulti}
	}
	if p.peek() != tSTAR {
		v := p.primary(0)
		p.mlhsItems(&v)
		return val{kind: vMulti}
	}
	p.mlhsItems(nil)
	return val{kind: vMulti}
}
