package accept

// This file has the grammar of parameters.

import "github.com/pilllint/pilllint/parser/syntax/ast"

// params parses the parameters of a method or lambda, up to close.
func (p *parser) params(ps *ast.Params, close token) {
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
			param := ast.Param{Pos: place(start, end), Name: name, Slot: p.parameter(name, start, end)}
			if p.peek() == '=' {
				if at > optional {
					p.unexpected()
				}
				at = optional
				p.next()
				param.Default = p.defaultValue(name, close)
				param.Pos = p.since(start)
				ps.Optional = append(ps.Optional, param)
				break
			}
			if at >= keys {
				p.unexpectedAt(start, end)
			}
			if at != required {
				at = post
			}
			positional(ps, param)
		case tCONST, tIVAR, tGVAR, tCVAR:
			p.next()
			p.peek()
			p.failAt(start, end, "an argument's name must be that of a local variable")
		case tLPAREN, '(', tLPARENARG:
			if at >= keys {
				p.unexpected()
			}
			param := ast.Param{Slot: p.scope.Own("")}
			param.Nested = p.nestedParams()
			param.Pos = param.Nested.Pos
			if at != required {
				at = post
			}
			positional(ps, param)
		case tSTAR, '*':
			if at >= rest {
				p.unexpected()
			}
			at = rest
			p.next()
			ps.Rest = p.optionalName(start)
		case tLABEL:
			if at > keys {
				p.unexpected()
			}
			at = keys
			p.next()
			ps.Keywords = append(ps.Keywords, p.labelParameter(name, start, end-1, close))
		case tDSTAR, tPOW:
			if at >= keyRest {
				p.unexpected()
			}
			at = keyRest
			p.next()
			if p.accept(kNil) {
				ps.NoKeys = true
			} else {
				ps.KeyRest = p.optionalName(start)
			}
		case tAMPER, '&':
			p.next()
			ps.Block = p.optionalName(start)
			if ps.Block.Name == "" && p.scope.Hard {
				p.ctx.blockName = true
			}
			at = block
		case tBDOT3, tDOT3:
			if at != required || close == '|' {
				p.unexpected()
			}
			p.next()
			p.ctx.forwards, p.ctx.blockName = true, true
			ps.Forward = true
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
			ps.Comma = len(ps.Required) == 1
			return
		}
	}
}

// positional adds a required parameter, before or after those that are not.
func positional(ps *ast.Params, param ast.Param) {
	if ps.Rest != nil || len(ps.Optional) > 0 {
		ps.Post = append(ps.Post, param)
	} else {
		ps.Required = append(ps.Required, param)
	}
}

func (p *parser) unexpectedAt(start, end int) {
	p.failAt(start, end, `unexpected "`+p.src[start:end]+`"`)
}

// optionalName parses the name after a star or ampersand at start, if there is
// one.
func (p *parser) optionalName(start int) *ast.Param {
	param := &ast.Param{}
	switch p.peek() {
	case tIDENT:
		param.Name = p.name
		at, end := p.tokStart, p.tokEnd
		p.next()
		param.Slot = p.parameter(param.Name, at, end)
	case tCONST:
		p.unexpected()
	default:
		param.Slot = p.scope.Own("")
	}
	param.Pos = p.since(start)
	return param
}

// defaultValue parses the value of an optional parameter.
func (p *parser) defaultValue(name string, close token) ast.Node {
	argdef := p.inArgdef
	p.inArgdef = false
	p.defaulted = name
	p.operandAhead()
	var v val
	if close == '|' {
		v = p.blockDefault()
	} else {
		v = p.arg(0, 0)
	}
	p.value(v)
	p.inArgdef = argdef
	p.defaulted = ""
	return v.node
}

// blockDefault parses a primary with its sign: all that a block's parameter
// may have.
func (p *parser) blockDefault() val {
	if p.peek() == tUMINUSNUM {
		return p.negative(0)
	}
	return p.primary(0)
}

func (p *parser) labelParameter(name string, start, end int, close token) ast.Param {
	if c := name[len(name)-1]; c == '?' || c == '!' || startsUpper(name) {
		p.failAt(start, end, "an argument's name must be that of a local variable")
	}
	param := ast.Param{Name: name, Slot: p.parameter(name, start, end)}
	if beginsOperand(p.peek()) {
		param.Default = p.defaultValue(name, close)
	}
	param.Pos = p.since(start)
	return param
}

// nestedParams parses (a, (b, *c)).
func (p *parser) nestedParams() *ast.Target {
	nested := &ast.Target{Multi: []*ast.Target{}}
	opening := p.tokStart
	p.pushToken(')')
	splat := false
	for {
		t := p.peek()
		start, end, name := p.tokStart, p.tokEnd, p.name
		switch t {
		case tIDENT:
			p.next()
			nested.Multi = append(nested.Multi, p.nestedName(name, start, end))
		case tLPAREN, '(', tLPARENARG:
			nested.Multi = append(nested.Multi, p.nestedParams())
		case tSTAR, '*':
			if splat {
				p.unexpected()
			}
			splat = true
			p.next()
			s := &ast.Target{}
			if p.peek() == tIDENT {
				at, end, name := p.tokStart, p.tokEnd, p.name
				p.next()
				s = p.nestedName(name, at, end)
			}
			s.Pos = p.since(start)
			nested.Multi = append(nested.Multi, &ast.Target{Pos: s.Pos, Splat: s})
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
	nested.Pos = p.since(opening)
	return nested
}

// nestedName declares a parameter within parentheses.
func (p *parser) nestedName(name string, start, end int) *ast.Target {
	at := place(start, end)
	return &ast.Target{Pos: at, Local: p.newLocal(at, name, 0, p.parameter(name, start, end))}
}

// blockParams parses |…|, if it is there.
func (p *parser) blockParams() *ast.Params {
	if p.peek() != '|' {
		return nil
	}
	ps := &ast.Params{Pos: place(p.tokStart, p.tokEnd)}
	p.inArgdef = true
	p.pushToken('|')
	p.scope.ordinary = true
	p.accept(tNL)
	if t := p.peek(); t != '|' && t != ';' {
		p.params(ps, '|')
	}
	p.blockLocals()
	p.inArgdef = false
	if p.peek() != '|' {
		p.unexpected()
	}
	p.commandStart = true
	p.next()
	p.pop()
	ps.End = int32(p.prevEnd)
	return ps
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

func (p *parser) lambda() ast.Node {
	start := p.tokStart
	b := &ast.Block{Pos: place(start, p.tokEnd)}
	lparBeg := p.lparBeg
	p.lparBeg = p.parenNest
	p.next()
	p.enter(false)
	switch p.peek() {
	case '(', tLPAREN, tLPARENARG:
		p.inArgdef = true
		b.Params = &ast.Params{Pos: place(p.tokStart, p.tokEnd)}
		p.pushToken(')')
		if t := p.peek(); t != ';' {
			p.params(b.Params, ')')
		}
		p.scope.ordinary = true
		if p.peek() == ';' {
			p.semicolons = append(p.semicolons, p.tokStart)
		}
		p.blockLocals()
		p.inArgdef = false
		p.close(')')
		b.Params.End = int32(p.prevEnd)
	case tLAMBEG, kDoLambda:
	default:
		p.inArgdef = true
		b.Params = &ast.Params{Pos: place(p.tokStart, p.tokEnd)}
		p.params(b.Params, tLAMBEG)
		b.Params.End = int32(p.prevEnd)
		p.inArgdef = false
	}
	p.cmdarg.push(false)
	p.peek()
	b.Opener = place(p.tokStart, p.tokEnd)
	switch p.tok {
	case tLAMBEG:
		p.lparBeg = lparBeg
		p.pushToken('}')
		b.Body = p.compstmt().seq()
		p.cmdarg.pop()
		p.closeBlock(b, '}')
	case kDoLambda:
		p.lparBeg = lparBeg
		p.pushToken(kEnd)
		b.Body = blockBody(p.bodystmt())
		p.cmdarg.pop()
		p.closeBlock(b, kEnd)
	default:
		p.unexpected()
	}
	return &ast.Lambda{Pos: b.Pos, Block: b}
}
