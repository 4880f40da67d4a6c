package accept

// This file reads numbers and characters.

// number reads a number; its sign, if any, is passed.
func (p *parser) number() {
	p.state = exprEnd
	start := p.pos
	if p.byteAt(p.pos) == '0' {
		switch p.byteAt(p.pos + 1) {
		case 'x', 'X':
			p.based(start, 2, isHex)
			return
		case 'b', 'B':
			p.based(start, 2, func(c byte) bool { return c == '0' || c == '1' })
			return
		case 'd', 'D':
			p.based(start, 2, isDigit)
			return
		case 'o', 'O':
			p.octal(start, 2)
			return
		case '0', '1', '2', '3', '4', '5', '6', '7', '_':
			p.octal(start, 1)
			return
		case '8', '9':
			p.pos++
			p.failAt(start, p.pos+1, "a number that begins with 0 is octal and has no digits 8 and 9")
		}
	}
	p.decimal(start)
}

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// digits passes digits and single underscores between them.
func (p *parser) digits(start int, digit func(byte) bool) {
	last := byte('_')
	for {
		c := p.byteAt(p.pos)
		if c == '_' {
			if last == '_' {
				break
			}
		} else if !digit(c) {
			break
		}
		last = c
		p.pos++
	}
	if last == '_' {
		p.failAt(start, p.pos, `a number cannot end in "_"`)
	}
}

func (p *parser) based(start, prefix int, digit func(byte) bool) {
	p.pos += prefix
	if !digit(p.byteAt(p.pos)) {
		p.failAt(start, p.pos, "this number has no digits")
	}
	p.digits(start, digit)
	p.numberEnd(start, true)
}

func (p *parser) octal(start, prefix int) {
	p.pos += prefix
	c := p.byteAt(p.pos)
	if prefix == 2 && (c == '_' || !isDigit(c)) {
		p.failAt(start, p.pos, "this number has no digits")
	}
	last := byte('0')
	for c = p.byteAt(p.pos); c == '_' || '0' <= c && c <= '7'; c = p.byteAt(p.pos) {
		if c == '_' && last == '_' {
			break
		}
		last = c
		p.pos++
	}
	if isDigit(c) {
		p.failAt(start, p.pos+1, "an octal number has no digits 8 and 9")
	}
	if last == '_' {
		p.failAt(start, p.pos, `a number cannot end in "_"`)
	}
	p.numberEnd(start, true)
}

func (p *parser) decimal(start int) {
	p.digits(start, isDigit)
	exact := true // no exponent, so that r may follow
	if p.byteAt(p.pos) == '.' && isDigit(p.byteAt(p.pos+1)) {
		p.pos++
		p.digits(start, isDigit)
	}
	if c := p.byteAt(p.pos); c == 'e' || c == 'E' {
		sign := p.byteAt(p.pos + 1)
		switch {
		case p.pos+1 == len(p.src):
			p.pos++ // at the very end, Ruby does not see the letter
		case isDigit(sign):
			p.pos++
			p.digits(start, isDigit)
			exact = false
		case sign == '+' || sign == '-':
			p.pos += 2
			if !isDigit(p.byteAt(p.pos)) {
				p.failAt(start, p.pos, "this number has no digits after its exponent's sign")
			}
			p.digits(start, isDigit)
			exact = false
		}
	}
	p.numberEnd(start, exact)
}

// numberEnd passes r and i.
func (p *parser) numberEnd(start int, exact bool) {
	i := p.pos
	if exact && p.byteAt(i) == 'r' {
		i++
	}
	if p.byteAt(i) == 'i' {
		i++
	}
	if i > p.pos && !isIdent(p.byteAt(i)) {
		p.pos = i
	}
	p.token(tNUM, 0)
}

// question reads ? as an operator or ?x as a character.
func (p *parser) question() {
	if p.in(exprEndAny) {
		p.state = exprBeg
		p.token('?', 1)
		return
	}
	if p.pos+1 >= len(p.src) {
		p.pos++
		p.failAt(p.tokStart, p.pos, `there is nothing after "?"`)
	}
	c := p.src[p.pos+1]
	if isSpace(c) || c < 0x80 && isIdent(c) && isIdent(p.byteAt(p.pos+2)) {
		p.state = exprBeg
		p.token('?', 1)
		return
	}
	p.pos++
	switch {
	case c >= 0x80:
		p.pos += p.checkUTF8(p.pos)
	case c == '\\':
		p.escape(opening{open: p.tokStart, expand: true})
	default:
		p.pos++
	}
	p.state = exprEnd
	p.token(tCHAR, 0)
}
