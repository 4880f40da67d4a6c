package accept

// This file reads strings and what is written like strings. The token ahead is
// only the opening; the parser asks for the rest, as it holds code.

import (
	"strconv"
	"strings"
)

// literal is what the lexer knows of a string that it has seen the opening of.
type literal struct {
	open        int    // offset of the opening
	nest, close byte   // nest is 0 if the delimiters are the same
	expand      bool   // knows escapes and interpolation
	regexp      bool   // keeps most escapes for the regular expression
	label       bool   // may be a label: "a": 1
	char        bool   // a character, ?x
	heredoc     string // the end word of a heredoc
	isHeredoc   bool
	indented    bool   // the end word may be indented
	word        string // what to call it in a message
}

// quote reads the opening of a string in quotes or backticks.
func (p *parser) quote(c byte) {
	if c == '`' {
		switch {
		case p.in(exprFname):
			p.state = exprEndFn
			p.token('`', 1)
			return
		case p.in(exprDot):
			p.state = exprArg
			p.token('`', 1)
			return
		}
		p.lit = literal{open: p.pos, close: c, expand: true, word: "command"}
		p.token(tXSTRING, 1)
		return
	}
	p.lit = literal{open: p.pos, close: c, expand: c == '"', label: p.labelPossible(), word: "string"}
	p.token(tSTRING, 1)
}

func (p *parser) percent(d byte) {
	switch {
	case p.isBeg():
	case d == '=':
		p.opAssign(2)
		return
	case p.spaceArg(d), p.in(exprFitem) && d == 's':
	default:
		p.afterOperator()
		p.token('%', 1)
		return
	}
	kind, n := byte('Q'), 1
	if d < 0x80 && d != '_' && isIdent(d) {
		kind, n = d, 2
	}
	if p.pos+n >= len(p.src) {
		p.failAt(p.pos, p.pos+n, "this string is never closed")
	}
	open := p.src[p.pos+n]
	if open >= 0x80 || open != '_' && isIdent(open) {
		p.failAt(p.pos, p.pos+n+1, "there is no such kind of string")
	}
	p.lit = literal{open: p.pos, close: open, expand: true, word: "string"}
	switch open {
	case '(':
		p.lit.nest, p.lit.close = '(', ')'
	case '[':
		p.lit.nest, p.lit.close = '[', ']'
	case '{':
		p.lit.nest, p.lit.close = '{', '}'
	case '<':
		p.lit.nest, p.lit.close = '<', '>'
	}
	t := tSTRING
	switch kind {
	case 'Q':
	case 'q':
		p.lit.expand = false
	case 'W', 'I':
		t, p.lit.word = tWORDS, "list"
	case 'w', 'i':
		t, p.lit.word, p.lit.expand = tWORDS, "list", false
	case 'x':
		t, p.lit.word = tXSTRING, "command"
	case 'r':
		t, p.lit.word, p.lit.regexp = tREGEXP, "regular expression", true
	case 's':
		t, p.lit.word, p.lit.expand = tDSYM, "symbol", false
	default:
		p.failAt(p.pos, p.pos+2, `there is no kind of string "%`+string(kind)+`"`)
	}
	if t == tWORDS && isSpace(open) {
		p.lit.close = 0 // a blank that ends a word cannot end the list
	}
	p.token(t, n+1)
}

// body reads the rest of a literal, whose opening is passed, and reports
// whether it turned out to be a label.
func (p *parser) body(lit literal) (label bool) {
	if lit.isHeredoc {
		p.heredocBody(lit)
		p.state = exprEnd
		p.prevEnd = p.pos
		return false
	}
	start, plain := p.pos, true
	for depth := 0; ; {
		if p.pos >= len(p.src) {
			p.fail(lit.open, lit.open+1, p.lineAt(len(p.src)), "this "+lit.word+" is never closed")
		}
		c := p.src[p.pos]
		switch {
		case lit.nest != 0 && c == lit.nest:
			depth++
		case c == lit.close && depth > 0:
			depth--
		case c == lit.close:
			end := p.pos
			p.pos++
			p.prevEnd = p.pos
			if p.src[lit.open] != '%' && strings.IndexByte(p.src[start:end], '\n') >= 0 {
				p.stringAt, p.stringEnd = lit.open, p.pos
			}
			if lit.label && p.byteAt(p.pos) == ':' && p.byteAt(p.pos+1) != ':' {
				p.pos++
				p.prevEnd = p.pos
				p.state = exprArg | exprLabeled
				return true
			}
			p.state = exprEnd
			if lit.regexp {
				p.regexpEnd(lit, p.src[start:end], plain)
			}
			return false
		}
		if p.char(lit) {
			plain = false
		}
	}
}

// char passes a character, escape or interpolation of a literal and reports
// whether it was an interpolation.
func (p *parser) char(lit literal) bool {
	switch c := p.src[p.pos]; {
	case c == '\n':
		p.pos = p.afterNewline(p.pos)
	case c == '\\':
		p.escape(lit)
	case c == '#' && lit.expand && p.byteAt(p.pos+1) == '{':
		p.interpolation()
		return true
	case c == '#' && lit.expand && p.peekVariable():
		return true
	case c >= 0x80:
		p.pos += p.checkUTF8(p.pos)
	default:
		p.pos++
	}
	return false
}

// peekVariable passes the # of "#@a" and the like, if there is one here.
func (p *parser) peekVariable() bool {
	c, d, e := p.byteAt(p.pos+1), p.byteAt(p.pos+2), p.byteAt(p.pos+3)
	name := func(c byte) bool { return isIdent(c) && !isDigit(c) }
	if c == '@' && (name(d) || d == '@' && name(e)) || c == '$' && name(d) {
		p.pos++
		return true
	}
	return false
}

// interpolation parses #{…}.
func (p *parser) interpolation() {
	saved := p.lexer
	scopeCtx := p.ctx
	start := p.pos
	p.pos += 2
	p.cond, p.cmdarg, p.parenNest, p.lparBeg = 0, 0, 0, -1
	p.inKwarg, p.inArgdef = false, false
	p.state = exprBeg
	p.commandStart = true
	p.push(opener{at: start, end: start + 2, word: "#{", close: '}'})
	p.compstmt()
	p.close('}')
	p.cond, p.cmdarg, p.parenNest, p.lparBeg = saved.cond, saved.cmdarg, saved.parenNest, saved.lparBeg
	p.inKwarg, p.inArgdef = saved.inKwarg, saved.inArgdef
	p.ctx = scopeCtx
	p.commandStart, p.cmdState = false, false
}

// escape passes a backslash and what belongs to it.
func (p *parser) escape(lit literal) {
	start := p.pos
	p.pos++
	if p.pos >= len(p.src) {
		return
	}
	c := p.src[p.pos]
	switch {
	case c == '\n':
		p.pos = p.afterNewline(p.pos)
	case c >= 0x80:
		p.pos += p.checkUTF8(p.pos)
	case !lit.expand:
		p.pos++
	case c == 'u':
		p.unicode(start)
	case c == 'M' || c == 'C' || c == 'c':
		p.pos--
		p.byteEscape(start, false, false)
	case lit.regexp:
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
	default:
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
		for n := 0; n < 3 && '0' <= p.byteAt(p.pos) && p.byteAt(p.pos) <= '7'; n++ {
			p.pos++
		}
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

// regexpEnd passes the options of a regular expression and looks at its text.
func (p *parser) regexpEnd(lit literal, text string, plain bool) {
	start := p.pos
	for p.pos < len(p.src) && p.src[p.pos] < 0x80 && isIdent(p.src[p.pos]) && p.src[p.pos] != '_' && !isDigit(p.src[p.pos]) {
		p.pos++
	}
	p.prevEnd = p.pos
	for i, c := range []byte(p.src[start:p.pos]) {
		if strings.IndexByte("imxonesu", c) < 0 {
			p.runaway(p.lineAt(p.pos), start+i)
			p.failAt(start+i, start+i+1, `unknown option "`+string(c)+`" of a regular expression`)
		}
	}
	if plain {
		if message := regexpError(text, strings.Contains(p.src[start:p.pos], "x")); message != "" {
			p.failAt(lit.open, p.pos, message)
		}
	}
}
