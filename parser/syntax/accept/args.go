package accept

// This file has the grammar of arguments and elements.

// listKind says what a list of arguments may hold.
type listKind uint8

const (
	listItems listKind = iota // an array: no blocks, commands or forwarding
	callArgs                  // a command's
	parenArgs                 // in parentheses or brackets: may be empty
)

// arguments parses a list of arguments and reports whether it passes a block.
func (p *parser) arguments(kind listKind, close token) (pass bool) {
	pairs := false
	for first := true; ; first = false {
		t := p.peek()
		if kind != callArgs && (t == close || t == tNL) {
			return false
		}
		switch t {
		case tSTAR:
			if pairs {
				p.unexpected()
			}
			p.next()
			p.operandAhead()
			p.value(p.arg(0, 0))
		case tDSTAR:
			pairs = true
			p.next()
			p.operandAhead()
			p.value(p.arg(0, 0))
		case tLABEL:
			pairs = true
			p.labelValue()
		case tAMPER:
			if kind == listItems {
				p.unexpected()
			}
			p.blockArg(close)
			return true
		case tBDOT3:
			if kind == parenArgs && close == ')' && p.forwarded() {
				return true
			}
			p.plainArgument(kind, first, &pairs)
		default:
			if p.plainArgument(kind, first, &pairs) {
				return false
			}
		}
		if p.peek() != ',' {
			return false
		}
		p.next()
	}
}

// plainArgument parses an argument that may turn out to be the key of a pair,
// and reports whether it was a command, which ends the list.
func (p *parser) plainArgument(kind listKind, first bool, pairs *bool) bool {
	p.operandAhead()
	fl := flags(0)
	if first && kind != listItems {
		fl = fCmd
	}
	v := p.arg(0, fl)
	if v.cmd {
		p.value(v)
		return true
	}
	if *pairs || v.kind == vLabel || p.peek() == tASSOC {
		*pairs = true
		p.pairValue(v)
		return false
	}
	p.value(v)
	return false
}

// blockArg parses &block.
func (p *parser) blockArg(close token) {
	start, end := p.tokStart, p.tokEnd
	p.next()
	if beginsOperand(p.peek()) {
		p.value(p.arg(0, 0))
		return
	}
	if !p.ctx.blockName {
		p.failAt(start, end, "the method has no anonymous block to pass on")
	}
}

// forwarded parses the argument ..., if it is one.
func (p *parser) forwarded() bool {
	start, end := p.tokStart, p.tokEnd
	i := end
	for isSpace(p.byteAt(i)) {
		i++
	}
	if p.byteAt(i) != ')' {
		return false
	}
	p.next()
	if !p.ctx.forwards {
		p.failAt(start, end, "the method has no arguments ... to pass on")
	}
	return true
}
