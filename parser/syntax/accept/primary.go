package accept

// This file has the grammar of primaries: what is neither operator nor
// statement.

import (
	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

func (p *parser) primary(fl flags) val {
	return p.postfix(p.primaryHead(fl), fl)
}

// primaryHead parses a primary without what follows it in the way of calls.
func (p *parser) primaryHead(fl flags) val {
	t := p.peek()
	start, end := p.tokStart, p.tokEnd
	v := val{start: start, end: end}
	at := place(start, end)
	switch t {
	case tIDENT, tFID, tCONST:
		return p.nameCall(t, fl)
	case tIVAR, tGVAR, tCVAR:
		p.next()
		v.kind, v.name = vVar, p.src[start:end]
		v.node = p.orHole(variableNode(t, at, v.name))
	case tBACKREF:
		p.next()
		v.kind, v.name = vBackref, p.src[start:end]
		v.node = &ast.GVar{Pos: at, Name: v.name}
	case kNil, kSelf, kTrue, kFalse, kFile, kLine, kEncoding:
		p.next()
		v.kind, v.name = vKeyword, p.src[start:end]
		v.node = keywordNode(t, at, v.name)
	case tNUM:
		p.next()
		v.node = p.orHole(literal.Number(at, p.src[start:end]))
	case tCHAR, tSTRING:
		return p.str()
	case tREGEXP:
		v.node, v.kind = p.literal(), vRegexp
	case tXSTRING, tWORDS:
		v.node = p.literal()
	case tSYMBEG, tDSYM:
		v.node = p.symbol()
	case tLBRACK:
		p.pushToken(']')
		a := p.arguments(listItems, ']')
		p.close(']')
		v.node = &ast.Array{Pos: p.since(start), Elems: a.list}
	case tLBRACE:
		p.pushToken('}')
		pairs := p.pairList()
		p.close('}')
		v.node = &ast.Hash{Pos: p.since(start), Pairs: pairs}
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
		v.kind, v.name = vPath, p.src[start:p.prevEnd]
		v.node = &ast.Const{Pos: p.since(start), Name: p.src[p.tokStart:p.tokEnd], NamePos: place(p.tokStart, p.tokEnd), Top: true}
	case tLAMBDA:
		v.node = p.lambda()
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
		p.jumps = true
		v.node = &ast.Jump{Pos: at, Kind: jumpKinds[t]}
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
		v.kind = vBegin
		switch n := v.node.(type) {
		case *ast.Begin:
			n.Pos = p.since(start)
		case *ast.Seq:
			n.Pos = p.since(start)
		}
	case kIf, kUnless:
		v = p.ifExpr(t)
	case kWhile, kUntil:
		v.node = p.loop(t)
	case kCase:
		v.node = p.caseExpr()
	case kFor:
		v.node = p.forLoop()
	case kDef:
		return p.def()
	case kClass:
		v.node = p.class()
	case kModule:
		v.node = p.module()
	default:
		p.unexpected()
	}
	return val{node: v.node, kind: v.kind, start: start, end: p.prevEnd, void: v.void}
}

func (p *parser) loop(t token) ast.Node {
	start := p.tokStart
	p.pushToken(kEnd)
	p.cond.push(true)
	loops := p.loops
	p.loops.loop = true
	cond := p.exprValue()
	p.doWord()
	body := p.compstmt().seq()
	p.loops = loops
	p.close(kEnd)
	return &ast.While{Pos: p.since(start), Cond: cond.node, Body: body, Until: t == kUntil}
}

// keywordNode is a keyword that is a value.
func keywordNode(t token, at ast.Pos, name string) ast.Node {
	switch t {
	case kNil:
		return &ast.Nil{Pos: at}
	case kSelf:
		return &ast.Self{Pos: at}
	case kTrue, kFalse:
		return &ast.Bool{Pos: at, Value: t == kTrue}
	}
	return &ast.Magic{Pos: at, Name: name}
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
		t := v.node.(*ast.Target)
		if v.parens {
			t = &ast.Target{Multi: []*ast.Target{t}}
		}
		t.Pos = p.since(start)
		return val{node: t, kind: vMulti, start: start, end: p.prevEnd, parens: true}
	}
	return p.inParens(start, v)
}

// inParens is statements in parentheses.
func (p *parser) inParens(start int, v val) val {
	s := v.seq()
	s.Pos = p.since(start)
	return val{node: s, start: start, end: p.prevEnd, void: v.void}
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
		v.node = &ast.Seq{List: []ast.Node{v.node}}
	}
	p.accept(tNL)
	if p.peek() == ')' {
		p.state = exprEndArg
	}
	p.close(')')
	return p.inParens(start, v)
}

func (p *parser) notParens(start int) val {
	s := &ast.Seq{}
	open := p.tokStart
	p.pushToken(')')
	if t := p.peek(); t != ')' && t != tNL {
		v := p.expr(fExpr)
		p.value(v)
		s.List = []ast.Node{v.node}
	}
	p.close(')')
	s.Pos = p.since(open)
	return p.made(start, &ast.Not{Pos: p.since(start), Value: s})
}

func (p *parser) definedParens(start int) val {
	saved := p.ctx.inDefined
	p.ctx.inDefined = true
	open := p.tokStart
	p.pushToken(')')
	p.accept(tNL)
	v := p.expr(fExpr)
	p.ctx.inDefined = saved
	p.close(')')
	s := &ast.Seq{Pos: p.since(open), List: []ast.Node{v.node}}
	return p.made(start, &ast.Defined{Pos: p.since(start), Value: s})
}

// str parses strings side by side, of which the first may be a character.
func (p *parser) str() val {
	v := val{start: p.tokStart}
	mark := len(p.kept)
	for {
		start, end := p.tokStart, p.tokEnd
		if p.tok == tCHAR {
			p.next()
			p.keep(&ast.Str{Pos: place(start, end), Value: literal.Unescape(p.src[start+1:end], literal.Double, "")})
		} else {
			lit := p.lit
			p.next()
			text := p.contents(lit)
			end = p.prevEnd
			if text.label {
				v.kind = vLabel
				end--
			}
			p.keep(p.stringNode(place(start, end), lit, text))
		}
		v.end = p.prevEnd
		if v.kind == vLabel || p.peek() != tSTRING {
			break
		}
	}
	v.node = p.kept[mark]
	if several := p.kept[mark:]; len(several) > 1 {
		v.node = literal.Chain(place(v.start, int(several[len(several)-1].Range().End)), several)
	}
	if v.kind == vLabel {
		v.node = literal.Symbol(v.node)
	}
	p.drop(mark)
	return v
}

// literal parses a literal with delimiters that is no string.
func (p *parser) literal() ast.Node {
	t, lit := p.tok, p.lit
	p.next()
	text := p.contents(lit)
	at := p.since(lit.open)
	switch t {
	case tREGEXP:
		return &ast.Regexp{Pos: at, Parts: p.parts(lit, text), Flags: text.flags}
	case tXSTRING:
		return &ast.XStr{Pos: at, Parts: p.parts(lit, text), Heredoc: text.heredoc}
	case tDSYM:
		return literal.Symbol(p.stringNode(at, lit, text))
	}
	if h := firstHole(p.kept[text.holes:]); h != nil { // it may yield any number of words
		p.drop(text.holes)
		return &ast.Hole{Pos: at, Code: h.Code}
	}
	words := literal.List(p.src, text.from, text.to, p.kept[text.holes:], lit.escapes)
	p.drop(text.holes)
	if c := p.src[lit.open+1]; c == 'i' || c == 'I' {
		for i, w := range words {
			words[i] = literal.Symbol(w)
		}
	}
	return &ast.Array{Pos: at, Elems: words, Words: true}
}

func (p *parser) symbol() ast.Node {
	if p.peek() == tDSYM {
		return p.literal()
	}
	start := p.tokStart
	p.next()
	switch t := p.peek(); {
	case t == tIVAR, t == tGVAR, t == tCVAR, p.isFname(t):
		name := p.methodName()
		p.next()
		p.state = exprEnd
		return p.symbolOrHole(p.since(start), name, start+1)
	}
	p.unexpected()
	return nil
}
