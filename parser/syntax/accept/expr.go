package accept

// This file has the grammar of operators.

import (
	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// val is what the parser remembers of an expression.
type val struct {
	node       ast.Node // a *ast.Target if kind is vMulti
	kind       valKind
	start, end int
	name       string
	cmd        bool // a command without parentheses: takes no operator
	call       bool // may take a block
	safe       bool // called with &.
	void       bool // has no value: return and the like
	block      bool // is passed a block
	whole      bool // a statement of its own: takes no and, or
	parens     bool // of vMulti: its parentheses are read
}

type valKind uint8

const (
	vOther valKind = iota
	vIdent
	vConst
	vVar // @a, @@a, $a
	vBackref
	vKeyword // nil, self and the like
	vIndex
	vAttr
	vPath  // A::B
	vMulti // the targets of a multiple assignment, in parentheses
	vLabel // "a":
	vRegexp
	vBegin // begin and end
)

// value fails if an expression that has no value is used.
func (p *parser) value(v val) {
	if v.kind == vLabel {
		p.failAt(v.end-1, v.end, `unexpected ":"`)
	}
	if v.kind == vMulti {
		p.unexpected()
	}
	if v.void {
		p.failAt(v.start, v.end, "this never has a value to use")
	}
}

// Precedences, from loose to tight.
const (
	precTernary = iota + 1
	precRange
	precOr
	precAnd
	precEqual
	precCompare
	precBitOr
	precBitAnd
	precShift
	precSum
	precProduct
	precMinus
	precPower
)

var precedences = [256]uint8{
	'?': precTernary, tDOT2: precRange, tDOT3: precRange, tOROP: precOr, tANDOP: precAnd,
	tCMP: precEqual, tEQ: precEqual, tEQQ: precEqual, tNEQ: precEqual, tMATCH: precEqual, tNMATCH: precEqual,
	'>': precCompare, '<': precCompare, tGEQ: precCompare, tLEQ: precCompare,
	'|': precBitOr, '^': precBitOr, '&': precBitAnd, tLSHFT: precShift, tRSHFT: precShift,
	'+': precSum, '-': precSum, '*': precProduct, '/': precProduct, '%': precProduct, tPOW: precPower,
}

// arg parses an expression of operators that bind at least as tightly as low.
func (p *parser) arg(low int, fl flags) val {
	return p.rest(p.operand(fl), low, fl)
}

// rest parses the operators after an operand.
func (p *parser) rest(v val, low int, fl flags) val {
	if v.cmd || v.kind == vMulti {
		return v
	}
	for {
		t := p.peek()
		prec := int(precedences[t])
		if prec == 0 || prec < low {
			return v
		}
		op := place(p.tokStart, p.tokEnd)
		p.next()
		if t == '|' {
			p.noteMissingDo()
		}
		start, void := v.start, false
		var n ast.Node
		switch prec {
		case precTernary:
			n, void = p.ternary(v)
		case precRange:
			n = p.rangeFrom(start, v.node, t == tDOT3)
		case precOr, precAnd:
			p.operandAhead()
			w := p.arg(prec+1, 0)
			p.valueOrJump(w)
			n = p.logical(prec == precAnd, v, w)
		case precEqual:
			p.operandAhead()
			w := p.arg(prec+1, 0)
			p.value(w)
			if precedences[p.peek()] == precEqual {
				p.unexpected()
			}
			if r, ok := v.node.(*ast.Regexp); ok && v.kind == vRegexp && t == tMATCH {
				p.captures(r)
			}
			n = p.operation(start, v.node, p.src[op.Start:op.End], op, w.node)
		default:
			p.operandAhead()
			low := prec + 1
			if prec == precPower {
				low = prec
			}
			w := p.arg(low, 0)
			p.value(w)
			n = p.operation(start, v.node, p.src[op.Start:op.End], op, w.node)
		}
		p.value(v) // not before: Ruby looks at an operator's sides when it has both
		v = p.made(start, n)
		v.void = void
	}
}

// rangeFrom parses the end of a range, whose dots are passed.
func (p *parser) rangeFrom(start int, low ast.Node, exclusive bool) ast.Node {
	n := &ast.Range{Low: low, Exclusive: exclusive}
	if low == nil {
		p.operandAhead()
	}
	if beginsOperand(p.peek()) {
		v := p.arg(precRange+1, 0)
		p.value(v)
		n.High = v.node
	}
	if p.peek() == tDOT2 || p.tok == tDOT3 {
		p.unexpected()
	}
	n.Pos = p.since(start)
	return n
}

// captures declares the local variables that /(?<name>…)/ =~ text makes.
func (p *parser) captures(r *ast.Regexp) {
	if len(r.Parts) != 1 {
		return
	}
	s, ok := r.Parts[0].(*ast.Str)
	if !ok {
		return
	}
	for _, name := range Captures(s.Value) {
		depth, slot := p.scope.Declare(name)
		r.Captures = append(r.Captures, p.newLocal(r.Pos, name, depth, slot))
	}
}

// operandAhead fails if the token ahead cannot begin an operand.
func (p *parser) operandAhead() {
	if !beginsOperand(p.peek()) {
		p.wantsOperand = true
		p.unexpected()
	}
	p.noteWrap()
}

// ternary parses what follows the question mark after cond and reports whether
// neither arm has a value.
func (p *parser) ternary(cond val) (n ast.Node, void bool) {
	question := p.prevEnd - 1
	p.operandAhead()
	then := p.arg(0, 0)
	p.valueOrJump(then)
	p.accept(tNL)
	if p.peek() != ':' {
		p.fail(question, question+1, p.tokenLine(), `this "?" has no ":"`)
	}
	p.next()
	p.operandAhead()
	other := p.arg(precTernary, 0)
	p.valueOrJump(other)
	n = &ast.If{Pos: p.since(cond.start), Cond: cond.node, Then: then.node, Else: other.node}
	return n, then.void && other.void
}

// valueOrJump is value for where return and the like may stand.
func (p *parser) valueOrJump(v val) {
	v.void = false
	p.value(v)
}

// operand parses an operand: prefixes, a primary, and an assignment to it.
func (p *parser) operand(fl flags) val {
	p.deepen()
	v := p.operandAt(fl)
	p.depth--
	return v
}

func (p *parser) operandAt(fl flags) val {
	p.peek()
	start := p.tokStart
	switch p.tok {
	case '!':
		p.next()
		p.operandAhead()
		if fl&fBang == 0 {
			fl = 0 // an argument cannot be !command
		}
		v := p.operand(fl & fExpr)
		p.value(v)
		w := p.made(start, &ast.Not{Pos: p.since(start), Value: v.node})
		w.cmd = v.cmd
		return w
	case '~', tUPLUS:
		op, name := place(start, p.tokEnd), "+@"
		if p.tok == '~' {
			name = "~"
		}
		p.next()
		p.operandAhead()
		v := p.operand(0)
		p.value(v)
		return p.made(start, p.operation(start, v.node, name, op))
	case tUMINUS:
		op := place(start, p.tokEnd)
		p.next()
		p.operandAhead()
		v := p.arg(precPower, 0)
		p.value(v)
		return p.made(start, p.operation(start, v.node, "-@", op))
	case tUMINUSNUM:
		return p.negative(fl)
	case kDefined:
		p.next()
		if p.peek() == '(' {
			return p.assignment(p.postfix(p.definedParens(start), fl), fl)
		}
		p.accept(tNL)
		p.operandAhead()
		saved := p.ctx.inDefined
		p.ctx.inDefined = true
		v := p.arg(0, 0)
		p.ctx.inDefined = saved
		return p.made(start, &ast.Defined{Pos: p.since(start), Value: v.node})
	case tBDOT2, tBDOT3:
		exclusive := p.tok == tBDOT3
		p.next()
		return p.made(start, p.rangeFrom(start, nil, exclusive))
	}
	return p.assignment(p.primary(fl), fl)
}

// negative parses a number with a minus, which belongs to the number unless a
// power follows.
func (p *parser) negative(fl flags) val {
	start, op := p.tokStart, place(p.tokStart, p.tokEnd)
	p.next()
	p.peek()
	at, end := p.tokStart, p.tokEnd
	p.next()
	if p.peek() == tPOW {
		v := p.rest(p.made(at, p.orHole(literal.Number(place(at, end), p.src[at:end]))), precPower, fl)
		return p.made(start, p.operation(start, v.node, "-@", op))
	}
	return p.postfix(p.made(start, p.negativeNode(start, at, end)), fl)
}

// negativeNode is a number with a minus.
func (p *parser) negativeNode(start, at, end int) ast.Node {
	n := literal.Number(place(start, end), p.src[start:end])
	if _, bad := n.(*ast.Bad); bad || len(p.holesIn(n.Range())) > 0 {
		return p.operation(start, p.orHole(literal.Number(place(at, end), p.src[at:end])), "-@", place(start, at))
	}
	return n
}
