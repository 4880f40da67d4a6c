package accept

// This file reads escapes.

import (
	"strconv"

	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// escape passes a backslash and what belongs to it.
func (p *parser) escape(lit opening) {
	start := p.pos
	p.pos++
	if p.pos >= len(p.src) {
		return
	}
	c := p.src[p.pos]
	switch {
	case c == '\n':
		p.lineBreak()
	case c >= 0x80:
		p.pos += p.checkUTF8(p.pos)
	case !lit.expand:
		p.pos++
	case c == 'u':
		p.unicode(start)
	case c == 'M' || c == 'C' || c == 'c':
		p.pos--
		p.byteEscape(start, false, false)
	case lit.escapes == literal.Regexp:
		p.pos++
	case c == 'x':
		p.pos++
		if !isHex(p.byteAt(p.pos)) {
			p.failAt(start, p.pos, `\x needs a hexadecimal digit`)
		}
		p.pos++
		if isHex(p.byteAt(p.pos)) {
			p.pos++
		}
	case isOctal(c):
		p.octalEscape()
	default:
		p.pos++
	}
}

func isOctal(c byte) bool { return '0' <= c && c <= '7' }

// octalEscape passes up to three octal digits.
func (p *parser) octalEscape() {
	for n := 0; n < 3 && isOctal(p.byteAt(p.pos)); n++ {
		p.pos++
	}
}

// byteEscape passes the escape at the lexer's place, within \M- if meta and
// within \C- if control.
func (p *parser) byteEscape(start int, meta, control bool) {
	bad := func() {
		p.failAt(start, min(p.pos+1, len(p.src)), "this is no escape that Ruby knows")
	}
	p.pos++
	c := p.byteAt(p.pos)
	switch c {
	case 'M', 'C':
		if c == 'M' && meta || p.byteAt(p.pos+1) != '-' || c == 'C' && control {
			bad()
		}
		p.pos += 2
		p.escaped(start, meta || c == 'M', control || c == 'C', bad)
	case 'c':
		if control {
			bad()
		}
		p.pos++
		p.escaped(start, meta, true, bad)
	case 'x':
		p.pos++
		if !isHex(p.byteAt(p.pos)) {
			p.failAt(start, p.pos, `\x needs a hexadecimal digit`)
		}
		for n := 0; n < 2 && isHex(p.byteAt(p.pos)); n++ {
			p.pos++
		}
	case '0', '1', '2', '3', '4', '5', '6', '7':
		p.octalEscape()
	default:
		if p.pos >= len(p.src) || c >= 0x80 {
			bad()
		}
		p.pos++
	}
}

// escaped passes what \M- or \C- applies to.
func (p *parser) escaped(start int, meta, control bool, bad func()) {
	if p.pos >= len(p.src) {
		bad()
	}
	switch c := p.src[p.pos]; {
	case c == '\\':
		if d := p.byteAt(p.pos + 1); d == 'u' || d == 'U' {
			bad()
		}
		p.byteEscape(start, meta, control)
	case c >= 0x80:
		bad()
	default:
		p.pos++
	}
}

// unicode passes \u and its digits.
func (p *parser) unicode(start int) {
	p.pos++
	if p.byteAt(p.pos) != '{' {
		for range 4 {
			if !isHex(p.byteAt(p.pos)) {
				p.failAt(start, p.pos, `\u needs four hexadecimal digits`)
			}
			p.pos++
		}
		p.codepoint(start, p.src[p.pos-4:p.pos])
		return
	}
	p.pos++
	blank := func() {
		for c := p.byteAt(p.pos); c == ' ' || c == '\t'; c = p.byteAt(p.pos) {
			p.pos++
		}
	}
	for count := 0; ; count++ {
		blank()
		if count > 0 && p.byteAt(p.pos) == '}' {
			p.pos++
			return
		}
		from := p.pos
		for isHex(p.byteAt(p.pos)) {
			p.pos++
		}
		if from == p.pos {
			p.failAt(start, p.pos, `\u{ needs hexadecimal digits and a "}"`)
		}
		p.codepoint(start, p.src[from:p.pos])
	}
}

func (p *parser) codepoint(start int, hex string) {
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || v > 0x10ffff || len(hex) > 6 {
		p.failAt(start, p.pos, "there is no such character: the last is U+10FFFF")
	}
	if v&^0x7ff == 0xd800 {
		p.failAt(start, p.pos, "a surrogate is not a character")
	}
}
