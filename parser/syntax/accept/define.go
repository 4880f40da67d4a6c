package accept

// This file has the grammar of definitions.

import "github.com/pilllint/pilllint/parser/syntax/ast"

func (p *parser) def() val {
	start := p.tokStart
	p.pushToken(kEnd)
	saved := p.ctx
	n := &ast.Def{}
	p.defName(n)
	nameAt, nameEnd, name := int(n.NamePos.Start), int(n.NamePos.End), n.Name
	p.enter(true)
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
		n.Params = &ast.Params{Pos: place(p.tokStart, p.tokEnd)}
		p.pushToken(')')
		p.params(n.Params, ')')
		p.accept(tNL)
		if p.peek() == ')' {
			p.state = exprBeg
			p.commandStart = true
		}
		p.inArgdef = false
		p.close(')')
		n.Params.End = int32(p.prevEnd)
	case '=', ';', tNL:
	default:
		p.state |= exprLabel
		kwarg := p.inKwarg
		p.inKwarg, p.inArgdef = true, true
		n.Params = &ast.Params{Pos: place(p.tokStart, p.tokEnd)}
		p.params(n.Params, tNL)
		n.Params.End = int32(p.prevEnd)
		p.inKwarg, p.inArgdef = kwarg, false
		if t := p.peek(); t != ';' && t != tNL {
			p.unexpected()
		}
		p.state = exprBeg
		p.commandStart = true
		p.next()
	}
	if p.peek() == '=' {
		return p.endless(start, n)
	}
	n.Body = p.bodystmt().arm()
	n.Locals = p.leave()
	p.close(kEnd)
	n.Pos = p.since(start)
	return p.made(start, n)
}

// endless parses the body of def name = value.
func (p *parser) endless(start int, n *ast.Def) val {
	if name := n.Name; len(name) > 1 && name[len(name)-1] == '=' && isIdent(name[0]) {
		p.failAt(int(n.NamePos.Start), int(n.NamePos.End), "a setter cannot be defined without end")
	}
	p.next()
	p.pop()
	v := p.arg(0, fCmd)
	if !v.cmd {
		p.value(v)
	}
	n.Body = v.node
	if p.peek() == kRescueMod {
		n.Body = rescued(n.Body, p.rescueModifier(false))
	}
	n.Locals = p.leave()
	n.Pos = p.since(start)
	w := p.made(start, n)
	w.cmd = v.cmd
	return w
}

// defName parses the name of a method and what it is defined on.
func (p *parser) defName(n *ast.Def) {
	t := p.peek()
	at := place(p.tokStart, p.tokEnd)
	n.Name, n.NamePos = p.methodName(), at
	if t == '(' || t == tLPAREN || t == tLPARENARG {
		p.state = exprBeg
		p.pushToken(')')
		v := p.expr(fExpr)
		p.value(v)
		n.Singleton = v.node
		p.close(')')
		p.defDot()
		p.defName2(n)
		if isLiteral(v.node) {
			p.failAt(v.start, v.end, "a literal cannot have methods of its own")
		}
		return
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
			n.Singleton = p.singletonNode(t, at)
			p.defDot()
			p.defName2(n)
			return
		}
	}
	if singleton {
		p.unexpected()
	}
}

// isLiteral reports whether Ruby takes an expression for a literal.
func isLiteral(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Str, *ast.DStr, *ast.XStr, *ast.Regexp, *ast.Sym, *ast.Int, *ast.BigInt, *ast.Float, *ast.Array:
		return true
	case *ast.Magic:
		return n.Name != "__dir__" && n.Name != "__method__"
	case *ast.Seq:
		return len(n.List) == 1 && isLiteral(n.List[0])
	}
	return false
}

// singletonNode is what a method is defined on.
func (p *parser) singletonNode(t token, at ast.Pos) ast.Node {
	name := p.src[at.Start:at.End]
	switch t {
	case tIVAR, tGVAR, tCVAR:
		return variableNode(t, at, name)
	case tCONST:
		return &ast.Const{Pos: at, Name: name, NamePos: at}
	case tIDENT:
		return p.nameNode(name, at)
	}
	return keywordNode(t, at, name)
}

func (p *parser) defDot() {
	if t := p.peek(); t != '.' && t != tCOLON2 {
		p.unexpected()
	}
	p.state = exprFname
	p.next()
}

func (p *parser) defName2(n *ast.Def) {
	if !p.isFname(p.peek()) {
		p.unexpected()
	}
	n.Name, n.NamePos = p.methodName(), place(p.tokStart, p.tokEnd)
	p.next()
	p.state = exprEndFn | exprLabel
}

func (p *parser) class() ast.Node {
	at, end := p.tokStart, p.tokEnd
	p.pushToken(kEnd)
	if p.peek() == tLSHFT {
		n := &ast.SClass{}
		p.next()
		n.Object = p.exprValue().node
		p.term()
		n.Body, n.Locals = p.classBody(false)
		n.Pos = p.since(at)
		return n
	}
	n := &ast.Class{Path: p.cpath()}
	if p.peek() == '<' {
		p.state = exprBeg
		p.commandStart = true
		p.next()
		n.Superclass = p.exprValue().node
		p.term()
	}
	if p.ctx.inDef {
		p.failAt(at, end, "a class cannot be defined in a method")
	}
	n.Body, n.Locals = p.classBody(true)
	n.Pos = p.since(at)
	return n
}

func (p *parser) module() ast.Node {
	at, end := p.tokStart, p.tokEnd
	p.pushToken(kEnd)
	n := &ast.Module{Path: p.cpath()}
	if p.ctx.inDef {
		p.failAt(at, end, "a module cannot be defined in a method")
	}
	n.Body, n.Locals = p.classBody(true)
	n.Pos = p.since(at)
	return n
}

// classBody parses what a class, a module or a singleton class holds, up to its
// end. It begins with local variables of its own. inClass is whether the body
// counts as that of a class: not that of a singleton.
func (p *parser) classBody(inClass bool) (body ast.Node, names []string) {
	p.enter(true)
	p.ctx.inClass, p.ctx.inDef = inClass, false
	body = p.bodystmt().arm()
	names = p.leave()
	p.close(kEnd)
	return body, names
}

func (p *parser) term() {
	if t := p.peek(); t != ';' && t != tNL {
		p.unexpected()
	}
	p.next()
}

// cpath parses the name of a class or module.
func (p *parser) cpath() *ast.Const {
	p.operandAhead()
	v := p.primary(0)
	switch v.kind {
	case vConst, vPath:
		if n, ok := v.node.(*ast.Const); ok {
			return n
		}
	case vIdent:
		p.failAt(v.start, v.end, "the name of a class or module begins with a capital letter")
	default:
		p.unexpected()
	}
	return nil
}
