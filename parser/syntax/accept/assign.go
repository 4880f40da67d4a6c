package accept

// This file has the grammar of assignments, but for those of several targets.

import "github.com/pilllint/pilllint/parser/syntax/ast"

// assignment parses what is assigned, if anything is.
func (p *parser) assignment(v val, fl flags) val {
	if v.cmd {
		return v
	}
	switch p.peek() {
	case ',':
		if fl&fMulti != 0 && (v.assignable() || v.kind == vMulti) {
			return p.mlhsAssign(&v, fl)
		}
	case '=':
		if v.kind == vMulti && fl&fMulti != 0 {
			p.next()
			return p.multiAssign(v.start, v.node.(*ast.Target))
		}
		if !v.assignable() {
			return v
		}
		target := p.assign(v, false)
		p.next()
		return p.right(v.start, fl, func(value ast.Node) val {
			return p.assigned(v.start, target, value)
		})
	case tOPASGN:
		if !v.assignable() && v.kind != vBackref {
			return v
		}
		target, op := p.assign(v, false), place(p.tokStart, p.tokEnd)
		p.next()
		return p.right(v.start, fl&^fMulti, func(value ast.Node) val {
			name := p.src[op.Start : op.End-1]
			return p.made(v.start, &ast.OpAssign{Pos: p.since(v.start), Target: target, Op: name, OpPos: op, Value: value})
		})
	case ')':
		return v
	}
	if v.kind == vMulti {
		p.unexpected()
	}
	return v
}

// right parses the right side of an assignment that began at start, and makes
// the assignment of its value.
func (p *parser) right(start int, fl flags, assigned func(ast.Node) val) val {
	p.accept(tSP) // Ruby takes one here, for reasons of its own
	if fl&fMulti != 0 && p.peek() == tSTAR {
		return p.severalValues(start, assigned, nil)
	}
	if p.peek() != kNot {
		p.operandAhead()
	}
	inner := flags(0)
	if fl&fAsgn != 0 {
		inner = fCmd | fDo | fAsgn
	}
	r := p.arg(0, inner)
	p.value(r)
	if !r.cmd && fl&fMulti != 0 && p.peek() == ',' {
		p.next()
		return p.severalValues(start, assigned, r.node)
	}
	value := r.node
	if p.peek() == kRescueMod {
		value = rescued(value, p.rescueModifier(r.cmd))
	}
	v := assigned(value)
	v.cmd, v.whole = r.cmd, r.cmd
	return v
}

// severalValues parses values side by side, of which the first may be parsed.
// What a rescue modifier rescues is the assignment of all.
func (p *parser) severalValues(start int, assigned func(ast.Node) val, first ast.Node) val {
	v := assigned(listNode(p.mrhs(first)))
	if p.peek() == kRescueMod {
		v = p.made(start, rescued(v.node, p.rescueModifier(true)))
	}
	v.cmd, v.whole = true, true
	return v
}

func (v val) assignable() bool {
	switch v.kind {
	case vIdent, vConst, vVar, vKeyword, vIndex, vAttr, vPath, vBackref:
		return true
	}
	return false
}

// assign makes the target of an assignment, and the local variable if it is
// one, or refuses it.
func (p *parser) assign(v val, multi bool) *ast.Target {
	if t, ok := v.node.(*ast.Target); ok && v.kind == vMulti {
		return t
	}
	t := p.targets.one()
	t.Pos = place(v.start, v.end)
	switch v.kind {
	case vIdent:
		p.reserved(v.name, v.start, v.end)
		depth, slot := p.scope.Declare(v.name)
		t.Local = p.newLocal(t.Pos, v.name, depth, slot)
	case vConst, vPath:
		if p.ctx.inDef {
			p.failAt(v.start, v.end, "a constant cannot be assigned in a method")
		}
		if t.Const, _ = v.node.(*ast.Const); t.Const == nil { // a hole
			t.Const = &ast.Const{Pos: t.Pos, Name: v.name, NamePos: t.Pos}
		}
	case vKeyword:
		p.failAt(v.start, v.end, "nothing can be assigned to "+v.name)
	case vBackref:
		p.failAt(v.start, v.end, "nothing can be assigned to "+v.name)
	case vAttr:
		if multi && v.safe {
			p.failAt(v.start, v.end, `"&." cannot stand in a multiple assignment`)
		}
		p.assigning(t, v)
	case vIndex:
		p.assigning(t, v)
	case vVar:
		switch n := v.node.(type) {
		case *ast.IVar:
			t.IVar = n
		case *ast.CVar:
			t.CVar = n
		case *ast.GVar:
			t.GVar = n
		case *ast.Hole:
			t.GVar = &ast.GVar{Pos: n.Pos, Name: v.name}
		}
	default:
		p.unexpected()
	}
	return t
}

// assigning makes the call v the call that assigns.
func (p *parser) assigning(t *ast.Target, v val) {
	if c, ok := v.node.(*ast.Call); ok {
		c.Name += "="
		c.Assign = true
		t.Call = c
	}
}
