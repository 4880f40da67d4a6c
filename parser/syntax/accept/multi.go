package accept

// This file has the grammar of multiple assignments, and of values side by side.

import "github.com/pilllint/pilllint/parser/syntax/ast"

// mlhsAssign parses a multiple assignment whose first target is parsed, if
// there is one. Within parentheses it may be but the targets.
func (p *parser) mlhsAssign(first *val, fl flags) val {
	start := p.tokStart
	if first != nil {
		start = first.start
	}
	target := p.mlhsItems(first, start)
	if p.peek() == ')' && len(p.open) > 0 && p.open[len(p.open)-1].close == ')' {
		return val{node: target, kind: vMulti, start: start, end: p.prevEnd}
	}
	if p.tok != '=' {
		p.unexpected()
	}
	p.next()
	return p.multiAssign(start, target)
}

// multiAssign parses what a multiple assignment assigns.
func (p *parser) multiAssign(start int, target *ast.Target) val {
	p.accept(tSP)
	var value ast.Node
	if p.peek() == tSTAR {
		value = listNode(p.mrhs(nil))
	} else {
		v := p.arg(0, fExpr|fAsgn)
		p.value(v)
		value = v.node
		if !v.cmd && p.peek() == ',' {
			p.next()
			value = listNode(p.mrhs(v.node))
		}
	}
	if p.peek() == kRescueMod {
		value = rescued(value, p.rescueModifier(true))
	}
	v := p.assigned(start, target, value)
	v.cmd, v.whole = true, true
	return v
}

// assigned is an assignment.
func (p *parser) assigned(start int, target *ast.Target, value ast.Node) val {
	n := p.assigns.one()
	*n = ast.Assign{Pos: p.since(start), Target: target, Value: value}
	return p.made(start, n)
}

// mrhs parses the values on the right of an assignment; the first may be
// parsed.
func (p *parser) mrhs(first ast.Node) []ast.Node {
	mark := len(p.kept)
	if first != nil {
		p.keep(first)
	}
	for {
		p.splatOrValue()
		if p.peek() != ',' {
			return p.plural(p.take(mark), true)
		}
		p.next()
	}
}

// splatOrValue parses a value or *value and keeps it.
func (p *parser) splatOrValue() {
	splat := p.peek() == tSTAR
	start := p.tokStart
	if splat {
		p.next()
	}
	p.operandAhead()
	v := p.arg(0, 0)
	p.value(v)
	if splat {
		v.node = &ast.Splat{Pos: p.since(start), Value: v.node}
	}
	p.keep(v.node)
}

// mlhsItems parses targets; after the first, if it is parsed, comes a comma.
func (p *parser) mlhsItems(first *val, start int) *ast.Target {
	t := &ast.Target{Multi: []*ast.Target{}}
	defer func() { t.Pos = p.since(start) }()
	splat := false
	if first != nil {
		t.Multi = append(t.Multi, p.assign(*first, true))
		if p.peek() != ',' {
			p.unexpected()
		}
		p.next()
	}
	for {
		switch ahead := p.peek(); {
		case ahead == tSTAR || ahead == '*':
			if splat {
				p.unexpected()
			}
			splat = true
			at := p.tokStart
			p.next()
			s := &ast.Target{Pos: p.since(at)}
			if ahead := p.peek(); ahead != '=' && ahead != ',' && ahead != ')' && ahead != kIn && ahead != '|' {
				s = p.mlhsNode()
			}
			t.Multi = append(t.Multi, &ast.Target{Pos: p.since(at), Splat: s})
		case ahead == '=' || ahead == ')' || ahead == kIn:
			return t // a, = 1
		default:
			t.Multi = append(t.Multi, p.mlhsNode())
		}
		if p.peek() != ',' {
			return t
		}
		p.next()
	}
}

// mlhsNode parses one target.
func (p *parser) mlhsNode() *ast.Target {
	if p.peek() == tLPAREN {
		start := p.tokStart
		p.pushToken(')')
		t := p.mlhsInner()
		p.close(')')
		t.Pos = p.since(start)
		return t
	}
	return p.assign(p.primary(0), true)
}

// mlhsInner parses targets in parentheses.
func (p *parser) mlhsInner() *ast.Target {
	p.peek()
	start := p.tokStart
	switch p.tok {
	case tLPAREN:
		t := p.mlhsNode()
		if p.peek() == ')' {
			return &ast.Target{Multi: []*ast.Target{t}}
		}
		return p.mlhsItems(&val{node: t, kind: vMulti}, start)
	case tSTAR:
		return p.mlhsItems(nil, start)
	}
	v := p.primary(0)
	return p.mlhsItems(&v, start)
}
