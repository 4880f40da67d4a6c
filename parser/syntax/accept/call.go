package accept

// This file has the grammar of calls and their blocks.

import "github.com/pilllint/pilllint/parser/syntax/ast"

// nameCall parses a name and, if it turns out to be a call, its arguments.
func (p *parser) nameCall(t token, fl flags) val {
	v := val{start: p.tokStart, end: p.tokEnd, name: p.name, call: true}
	lvar := p.lvar
	depth, slot, known := 0, 0, false
	if lvar { // the scope may be another than when the name was read: class A x; end
		depth, slot, known = p.scope.Find(v.name)
	}
	p.next()
	at := place(v.start, v.end)
	switch next := p.peek(); {
	case next == '(':
		c := p.newCall(nil, v.name, at)
		v.node = c
		p.parenArgs(&v, c)
	case fl&fCmd != 0 && beginsArgument(next):
		v.node = p.newCall(nil, v.name, at)
		return p.command(v, fl)
	case t == tCONST:
		v.kind, v.node = vConst, p.orHole(&ast.Const{Pos: at, Name: v.name, NamePos: at})
		return v
	case t == tIDENT:
		v.kind = vIdent
		if next != '{' && next != kDo { // a call after all
			p.useNumbered(v.name, v.start, v.end)
		}
		if lvar && v.name == p.defaulted && next != '=' && next != tOPASGN {
			p.failAt(v.start, v.end, `the default value of "`+v.name+`" cannot be "`+v.name+`" itself`)
		}
		switch {
		case next == '=', next == tOPASGN:
		case known:
			v.node = p.newLocal(at, v.name, depth, slot)
		case isNumbered(v.name):
			v.node = p.nameNode(v.name, at)
		default:
			v.node = p.bareCall(v.name, at)
		}
		v.node = p.orHole(v.node)
		return v
	default:
		c := p.newCall(nil, v.name, at)
		c.Pos = at
		v.node = c
	}
	v.end = p.prevEnd
	return v
}

// wordCall parses yield, super, return and the like.
func (p *parser) wordCall(t token, fl flags) val {
	v := val{start: p.tokStart, end: p.tokEnd}
	at := place(v.start, v.end)
	p.next()
	p.checkJump(t, v.start, v.end)
	if t == kReturn && p.ctx.inClass && !p.ctx.inDef && !p.loops.block {
		defer p.badReturn(v)
	}
	switch next := p.peek(); {
	case t == kYield || t == kSuper:
		if t == kSuper {
			v.call, v.node = true, &ast.Super{Pos: at, Zsuper: true}
		} else {
			v.node = &ast.Yield{Pos: at}
		}
		v.name = p.src[v.start:v.end]
		if next == '(' {
			open := p.tokStart
			if p.parenArgs(&v, v.node); v.block && t == kYield {
				p.failAt(open, p.prevEnd, "yield takes no block")
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
		p.jumps = true
		n := &ast.Jump{Pos: at, Kind: jumpKinds[t]}
		v.node = n
		if fl&fCmd != 0 && (beginsArgument(next) || next == tLPAREN) {
			a := p.arguments(callArgs, tEOF)
			if a.hasPass {
				p.failAt(v.start, p.prevEnd, "there is no call here to pass a block to")
			}
			n.Value = valueNode(a.list)
			n.Pos = p.since(v.start)
			v.cmd = true
			v = p.commandDo(v, fl)
		}
	}
	v.end = p.prevEnd
	return v
}

var jumpKinds = map[token]ast.JumpKind{
	kReturn: ast.Return, kBreak: ast.Break, kNext: ast.Next, kRedo: ast.Redo, kRetry: ast.Retry,
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
	a := p.arguments(callArgs, tEOF)
	if p.peek() == tLBRACEARG {
		p.cmdarg.pop()
		p.cmdarg.pop()
		p.cmdarg.push(false)
	} else {
		p.cmdarg.pop()
	}
	setArgs(v.node, a)
	setPos(v.node, p.since(v.start))
	v = val{node: v.node, start: v.start, end: p.prevEnd, name: v.name, cmd: true, block: a.hasPass}
	if p.peek() == tLBRACEARG {
		p.block(&v)
	}
	return p.commandDo(v, fl)
}

// commandDo parses the do block of a command, where it may have one.
func (p *parser) commandDo(v val, fl flags) val {
	if p.peek() != kDoBlock || fl&fDo == 0 {
		return v
	}
	p.block(&v)
	if v.name == "yield" {
		p.failAt(v.start, v.start+len(v.name), "yield takes no block")
	}
	return p.chain(v)
}

// block parses a block of the call v, which must not be passed one as well.
func (p *parser) block(v *val) {
	start, end := p.tokStart, p.tokEnd
	var b *ast.Block
	if p.tok == '{' || p.tok == tLBRACEARG {
		b = p.braceBlock()
	} else {
		b = p.doBlock()
	}
	if v.block {
		p.failAt(start, end, "a call takes one block: this is the second")
	}
	v.node = p.setBlock(v.node, b)
	v.end = p.prevEnd
}

// chain parses calls on a command with a do block, which stay commands.
func (p *parser) chain(v val) val {
	for {
		switch p.peek() {
		case '.', tANDDOT, tCOLON2:
		default:
			return v
		}
		safe, dot := p.tok == tANDDOT, place(p.tokStart, p.tokEnd)
		p.next()
		v.block = false
		if p.peek() == '(' {
			c := p.newCall(v.node, "call", dot)
			c.Safe = safe
			p.parenArgs(&v, c)
			v.block = false
		} else {
			if !p.isOperation(p.tok) {
				p.unexpected()
			}
			p.dangling()
			c := p.newCall(v.node, p.methodName(), place(p.tokStart, p.tokEnd))
			c.Safe = safe
			p.next()
			c.Pos = p.since(v.start)
			v.node = c
			switch next := p.peek(); {
			case next == '(':
				p.parenArgs(&v, c)
			case beginsArgument(next):
				return p.command(v, fExpr)
			}
		}
		switch p.peek() {
		case '{', kDo, kDoBlock:
			p.block(&v)
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
		case '.', tANDDOT, tCOLON2:
			p.value(v)
			v = p.dotCall(v, fl)
		case '[':
			p.value(v)
			c := p.newCall(v.node, "[]", place(p.tokStart, p.tokEnd))
			p.pushToken(']')
			a := p.arguments(parenArgs, ']')
			p.close(']')
			setArgs(c, a)
			c.Pos = p.since(v.start)
			c.NamePos.End = c.End
			v = val{node: c, kind: vIndex, start: v.start, end: p.prevEnd, call: true, block: a.hasPass}
		case '{', kDo:
			if !v.call {
				return v
			}
			p.block(&v)
			v = p.made(v.start, v.node)
		default:
			return v
		}
	}
	return v
}

// dotCall parses a call after a dot or colons.
func (p *parser) dotCall(v val, fl flags) val {
	t, dot := p.tok, place(p.tokStart, p.tokEnd)
	p.next()
	if p.peek() == '(' {
		c := p.newCall(v.node, "call", dot)
		c.Safe = t == tANDDOT
		w := val{start: v.start, call: true}
		p.parenArgs(&w, c)
		return w
	}
	return p.method(v, fl, t)
}

// method parses a method's name after a dot or colons, and its arguments.
func (p *parser) method(recv val, fl flags, dot token) val {
	t := p.peek()
	if !p.isOperation(t) {
		p.wantsOperand = true
		p.unexpected()
	}
	p.dangling()
	p.noteWrap()
	name, at := p.methodName(), place(p.tokStart, p.tokEnd)
	p.next()
	v := val{start: recv.start, end: p.prevEnd, call: true}
	next := p.peek()
	command := fl&fCmd != 0 && beginsArgument(next)
	if dot == tCOLON2 && t == tCONST && next != '(' && !command {
		_, deep := recv.node.(*ast.Const)
		v.kind, v.call = vPath, false
		v.node = &ast.Const{Pos: p.since(v.start), Scope: recv.node, Name: name, NamePos: at, DeepPath: deep}
		return v
	}
	c := p.newCall(recv.node, name, at)
	c.Safe = dot == tANDDOT
	c.Pos = p.since(v.start)
	v.node = c
	switch {
	case next == '(':
		p.parenArgs(&v, c)
	case command:
		return p.command(v, fl)
	case t == tIDENT || t == tCONST:
		v.kind, v.safe = vAttr, c.Safe
	}
	return v
}

// parenArgs parses arguments in parentheses for the call n, which v is.
func (p *parser) parenArgs(v *val, n ast.Node) {
	p.pushToken(')')
	a := p.arguments(parenArgs, ')')
	p.close(')')
	setArgs(n, a)
	setPos(n, p.since(v.start))
	if c, ok := n.(*ast.Call); ok {
		c.Parens = true
	}
	v.node, v.end, v.block = n, p.prevEnd, a.hasPass
}

func (p *parser) braceBlock() *ast.Block {
	b := p.newBlock()
	p.pushToken('}')
	p.enter(false)
	b.Params = p.blockParams()
	b.Body = p.compstmt().seq()
	p.closeBlock(b, '}')
	return b
}

func (p *parser) doBlock() *ast.Block {
	b := p.newBlock()
	p.pushToken(kEnd)
	p.doBody(b)
	p.closeBlock(b, kEnd)
	return b
}

// newBlock makes a block that the token ahead opens.
func (p *parser) newBlock() *ast.Block {
	return &ast.Block{Pos: place(p.tokStart, p.tokEnd), Opener: place(p.tokStart, p.tokEnd)}
}

// closeBlock leaves the scope of a block and passes what closes it.
func (p *parser) closeBlock(b *ast.Block, close token) {
	implied := p.scope.implied
	b.Locals = p.leave()
	p.close(close)
	b.Pos = p.since(int(b.Start))
	if len(implied) > 0 {
		b.Params = &ast.Params{Pos: b.Pos, Required: implied, Implied: true}
	}
}

// doBody parses a do block between do and end.
func (p *parser) doBody(b *ast.Block) {
	p.enter(false)
	p.cmdarg.push(false)
	b.Params = p.blockParams()
	b.Body = blockBody(p.bodystmt())
	p.cmdarg.pop()
}

// blockBody is the body of a block: statements, or what rescues them.
func blockBody(v val) *ast.Seq {
	if n, ok := v.node.(*ast.Begin); ok {
		return &ast.Seq{Pos: n.Pos, List: []ast.Node{n}}
	}
	return v.seq()
}
