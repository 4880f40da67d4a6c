package accept

// This file has the grammar of operators and assignments.

import "strings"

// val is what the parser remembers of an expression.
type val struct {
	kind       valKind
	start, end int
	name       string
	cmd        bool // a command without parentheses: takes no operator
	call       bool // may take a block
	safe       bool // called with &.
	void       bool // has no value: return and the like
	block      bool // is passed a block
	whole      bool // a statement of its own: takes no and, or
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
	precDefined
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
		p.next()
		if t == '|' {
			p.noteMissingDo()
		}
		start, void := v.start, false
		switch prec {
		case precTernary:
			void = p.ternary()
		case precRange:
			if beginsOperand(p.peek()) {
				p.value(p.arg(prec+1, 0))
			}
			if p.peek() == tDOT2 || p.tok == tDOT3 {
				p.unexpected()
			}
		case precOr, precAnd:
			p.operandAhead()
			p.valueOrJump(p.arg(prec+1, 0))
		case precEqual:
			p.operandAhead()
			p.value(p.arg(prec+1, 0))
			if precedences[p.peek()] == precEqual {
				p.unexpected()
			}
			if v.kind == vRegexp && t == tMATCH && !strings.Contains(p.src[v.start:v.end], "#{") {
				for _, name := range Captures(p.src[v.start:v.end]) {
					p.scope.declare(name)
				}
			}
		case precPower:
			p.operandAhead()
			p.value(p.arg(prec, 0))
		default:
			p.operandAhead()
			p.value(p.arg(prec+1, 0))
		}
		p.value(v) // not before: Ruby looks at an operator's sides when it has both
		v = val{start: start, end: p.prevEnd, void: void}
	}
}

// operandAhead fails if the token ahead cannot begin an operand.
func (p *parser) operandAhead() {
	if !beginsOperand(p.peek()) {
		p.wantsOperand = true
		p.unexpected()
	}
}

// ternary parses what follows the question mark and reports whether neither
// arm has a value.
func (p *parser) ternary() (void bool) {
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
	return then.void && other.void
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
		return val{start: start, end: p.prevEnd, cmd: v.cmd}
	case '~', tUPLUS:
		p.next()
		p.operandAhead()
		p.value(p.operand(0))
		return val{start: start, end: p.prevEnd}
	case tUMINUS:
		p.next()
		p.operandAhead()
		p.value(p.arg(precPower, 0))
		return val{start: start, end: p.prevEnd}
	case tUMINUSNUM:
		p.next()
		p.peek()
		v := p.primary(fl)
		return v
	case kDefined:
		p.next()
		if p.peek() == '(' {
			return p.assignment(p.postfix(p.definedParens(start), fl), fl)
		}
		p.accept(tNL)
		p.operandAhead()
		saved := p.ctx.inDefined
		p.ctx.inDefined = true
		p.arg(precDefined, 0)
		p.ctx.inDefined = saved
		return val{start: start, end: p.prevEnd}
	case tBDOT2, tBDOT3:
		p.next()
		p.operandAhead()
		p.value(p.arg(precRange+1, 0))
		if p.peek() == tDOT2 || p.tok == tDOT3 {
			p.unexpected()
		}
		return val{start: start, end: p.prevEnd}
	}
	return p.assignment(p.primary(fl), fl)
}

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
			p.multiRight()
			return val{start: v.start, end: p.prevEnd, cmd: true, whole: true}
		}
		if !v.assignable() {
			return v
		}
		p.assign(v, false)
		p.next()
		return p.right(v, fl)
	case tOPASGN:
		if !v.assignable() && v.kind != vBackref {
			return v
		}
		p.assign(v, false)
		p.next()
		return p.right(v, fl&^fMulti)
	case ')':
		return v
	}
	if v.kind == vMulti {
		p.unexpected()
	}
	return v
}

// right parses the right side of an assignment to v.
func (p *parser) right(v val, fl flags) val {
	p.accept(tSP) // Ruby takes one here, for reasons of its own
	if fl&fMulti != 0 && p.peek() == tSTAR {
		p.mrhs()
		v = p.rescued(v, true)
		v.cmd, v.whole = true, true
		return v
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
	if r.cmd {
		v = p.rescued(v, true)
		v.cmd, v.whole = true, true
		return v
	}
	if fl&fMulti != 0 && p.peek() == ',' {
		p.next()
		p.mrhs()
		v = p.rescued(v, true)
		v.cmd, v.whole = true, true
		return v
	}
	return p.rescued(v, false)
}

// rescued parses a rescue modifier that belongs to an assignment.
func (p *parser) rescued(v val, stmt bool) val {
	if p.peek() == kRescueMod {
		p.next()
		p.inRescue(func() {
			if stmt {
				p.stmtHead()
			} else {
				p.valueOrJump(p.arg(0, 0))
			}
		})
	}
	return val{start: v.start, end: p.prevEnd}
}

func (v val) assignable() bool {
	switch v.kind {
	case vIdent, vConst, vVar, vKeyword, vIndex, vAttr, vPath, vBackref:
		return true
	}
	return false
}

// assign declares the target of an assignment, or refuses it.
func (p *parser) assign(v val, multi bool) {
	switch v.kind {
	case vIdent:
		p.reserved(v.name, v.start, v.end)
		p.scope.declare(v.name)
	case vConst, vPath:
		if p.ctx.inDef {
			p.failAt(v.start, v.end, "a constant cannot be assigned in a method")
		}
	case vKeyword:
		p.failAt(v.start, v.end, "nothing can be assigned to "+v.name)
	case vBackref:
		p.failAt(v.start, v.end, "nothing can be assigned to "+v.name)
	case vAttr:
		if multi && v.safe {
			p.failAt(v.start, v.end, `"&." cannot stand in a multiple assignment`)
		}
	case vVar, vIndex, vMulti:
	default:
		p.unexpected()
	}
}
