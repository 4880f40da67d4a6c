package accept

// This file has the grammar of statements.

import "github.com/pilllint/pilllint/parser/syntax/ast"

func (p *parser) program() *ast.Seq {
	v := p.stmts(true)
	if p.peek() != tEOF {
		p.unexpected()
	}
	return v.seq()
}

// compstmt parses statements up to what closes them.
func (p *parser) compstmt() val { return p.stmts(false) }

func (p *parser) stmts(top bool) (v val) {
	for mark := len(p.kept); ; {
		for p.peek() == ';' || p.tok == tNL {
			p.next()
		}
		switch p.tok {
		case tEOF, kEnd, kElse, kElsif, kWhen, kIn, kRescue, kEnsure, '}', ')', ']', kThen:
			return p.sequence(v, mark)
		}
		if p.tok == kUpBEGIN {
			v = p.beginBlock(top)
		} else {
			v = p.statement()
		}
		p.keep(v.node)
		if t := p.peek(); t != ';' && t != tNL {
			return p.sequence(v, mark)
		}
	}
}

// statement parses a statement that stands among others.
func (p *parser) statement() val {
	stmtAt, wrap := p.stmtAt, p.wrap
	p.stmtAt, p.wrap = p.tokStart, ast.Wrap{}
	v := p.stmt()
	switch p.peek() {
	case tEOF, ';', tNL, kEnd, '}', ')', kElse, kElsif, kWhen, kIn, kRescue, kEnsure:
		if p.wrap.End > 0 {
			p.wrap.Rest.End = int32(p.prevEnd)
			p.wraps = append(p.wraps, p.wrap)
		}
		p.stmtAt, p.wrap = stmtAt, wrap
	}
	return v
}

// sequence makes one of the statements kept, of which v is the last.
func (p *parser) sequence(v val, mark int) val {
	if v.kind == vMulti {
		p.drop(mark)
		return v
	}
	s := p.seqs.one()
	s.Pos = place(p.prevEnd, p.prevEnd)
	if s.List = p.take(mark); len(s.List) > 0 {
		s.Pos = ast.Pos{Start: s.List[0].Range().Start, End: s.List[len(s.List)-1].Range().End}
	}
	v.node = s
	return v
}

func (p *parser) beginBlock(top bool) val {
	start := p.tokStart
	if !top {
		p.failAt(p.tokStart, p.tokEnd, "BEGIN may only stand at the top level")
	}
	p.next()
	if t := p.peek(); t != '{' && t != tLBRACE && t != tLBRACEARG {
		p.unexpected()
	}
	p.pushToken('}')
	before := len(p.scope.Names)
	p.stmts(false)
	p.close('}')
	n := &ast.Bad{Pos: p.since(start), Kind: "begin block"}
	for i, name := range p.scope.Names[before:] {
		n.Binds = append(n.Binds, p.newLocal(n.Pos, name, 0, before+i))
	}
	return p.made(start, n)
}

// stmt parses a statement with its modifiers.
func (p *parser) stmt() val {
	noted := len(p.later)
	v := p.stmtHead()
	for {
		switch p.peek() {
		case kIfMod, kUnlessMod:
			unless := p.tok == kUnlessMod
			p.next()
			n := &ast.If{Cond: p.exprValue().node}
			if n.Pos = p.since(v.start); unless {
				n.Else = v.node
			} else {
				n.Then = v.node
			}
			v = p.made(v.start, n)
		case kWhileMod, kUntilMod:
			p.looped(noted)
			until := p.tok == kUntilMod
			p.next()
			n := &ast.While{Body: v.node, Until: until, After: v.kind == vBegin, Cond: p.exprValue().node}
			n.Pos = p.since(v.start)
			v = p.made(v.start, n)
		case kRescueMod:
			v = p.made(v.start, rescued(v.node, p.rescueModifier(true)))
		default:
			return v
		}
	}
}

// rescueModifier parses a rescue modifier: a statement, or else an operand of
// an assignment. It may retry.
func (p *parser) rescueModifier(stmt bool) ast.Node {
	p.next()
	saved := p.loops.rescue
	p.loops.rescue = true
	var v val
	if stmt {
		v = p.stmtHead()
	} else {
		v = p.arg(0, 0)
		p.valueOrJump(v)
	}
	p.loops.rescue = saved
	return v.node
}

func (p *parser) stmtHead() val {
	switch p.peek() {
	case kAlias:
		start := p.tokStart
		name, old := p.alias()
		return p.made(start, &ast.Alias{Pos: p.since(start), New: name, Old: old})
	case kUndef:
		start := p.tokStart
		p.next()
		names := []string{p.fitem()}
		for p.peek() == ',' {
			p.next()
			p.state = exprFname | exprFitem
			names = append(names, p.fitem())
		}
		return p.made(start, &ast.Undef{Pos: p.since(start), Names: names})
	case kUpEND:
		start := p.tokStart
		p.next()
		if t := p.peek(); t != '{' && t != tLBRACE && t != tLBRACEARG {
			p.unexpected()
		}
		p.pushToken('}')
		p.enter(false)
		p.compstmt()
		p.leave()
		p.close('}')
		return p.made(start, &ast.Bad{Pos: p.since(start), Kind: "end block"})
	case tSTAR:
		return p.mlhsAssign(nil, fStmt)
	}
	return p.expr(fStmt)
}

func (p *parser) alias() (name, old string) {
	p.next()
	if p.peek() == tGVAR {
		name = p.name
		p.next()
		p.state = exprFname | exprFitem
		switch p.peek() {
		case tGVAR:
			if isDigit(p.name[1]) && p.name[1] != '0' {
				p.failAt(p.tokStart, p.tokEnd, "a numbered variable cannot have an alias")
			}
			old = p.name
			p.next()
			p.state = exprEnd
		default:
			p.unexpected()
		}
		return name, old
	}
	name = p.fitem()
	p.state = exprFname | exprFitem
	return name, p.fitem()
}

// fitem parses the name of a method, bare or a symbol.
func (p *parser) fitem() string {
	switch t := p.peek(); {
	case t == tSYMBEG || t == tDSYM:
		start := p.tokStart
		if s, ok := p.symbol().(*ast.Sym); ok {
			return s.Name
		}
		return p.src[start:p.prevEnd]
	case p.isFname(t):
		name := p.methodName()
		p.next()
		p.state = exprEnd
		return name
	}
	p.unexpected()
	return ""
}

// methodName is the name of the method that the token ahead names: of "!@" and
// "~@" the sign is not part.
func (p *parser) methodName() string {
	name := p.src[p.tokStart:p.tokEnd]
	if p.tok == '!' || p.tok == '~' {
		name = name[:1]
	}
	return name
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
	p.operandAhead()
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
		t := p.tok
		p.next()
		w := p.notExpr(fExpr)
		p.value(v)
		v = p.made(v.start, p.logical(t == kAnd, v, w))
		p.valueOrJump(w)
	}
	return v
}

// logical makes a node of && or ||.
func (p *parser) logical(and bool, left, right val) ast.Node {
	if and {
		return &ast.And{Pos: p.since(left.start), Left: left.node, Right: right.node}
	}
	return &ast.Or{Pos: p.since(left.start), Left: left.node, Right: right.node}
}

func (p *parser) notExpr(fl flags) val {
	var v val
	if p.peek() == kNot {
		start := p.tokStart
		p.next()
		if p.peek() != '(' {
			p.accept(tNL)
			v := p.notExpr(fExpr)
			p.value(v)
			return p.made(start, &ast.Not{Pos: p.since(start), Value: v.node})
		}
		v = p.rest(p.assignment(p.postfix(p.notParens(start), fl), fl), 0, fl)
	} else {
		v = p.arg(0, fl)
	}
	if v.cmd || v.kind == vMulti {
		return v
	}
	if t := p.peek(); t == tASSOC || t == kIn {
		p.value(v)
		kind := "match pattern"
		if t == kIn {
			kind = "test pattern"
		}
		binds := p.matchPattern()
		w := p.made(v.start, &ast.Bad{Pos: p.since(v.start), Kind: kind, Binds: binds})
		w.void = t == tASSOC
		return w
	}
	return v
}
