package accept

// This file reads strings and what is written like strings. The token ahead is
// only the opening; the parser asks for the rest, as it holds code.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// opening is what the lexer knows of a string that it has seen the opening of.
type opening struct {
	open        int    // offset of the opening
	nest, close byte   // nest is 0 if the delimiters are the same
	expand      bool   // knows escapes and interpolation
	label       bool   // may be a label: "a": 1
	heredoc     string // the end word of a heredoc
	isHeredoc   bool
	indented    bool // the end word may be indented
	squiggly    bool // the text may be, too
	escapes     literal.Escapes
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
		p.lit = opening{open: p.pos, close: c, expand: true, escapes: literal.Double, word: "command"}
		p.token(tXSTRING, 1)
		return
	}
	p.lit = opening{open: p.pos, close: c, expand: c == '"', escapes: escapesIn(c), label: p.labelPossible(), word: "string"}
	p.token(tSTRING, 1)
}

// escapesIn is what a literal in quotes knows.
func escapesIn(quote byte) literal.Escapes {
	if quote == '"' {
		return literal.Double
	}
	return literal.Single
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
	p.lit = opening{open: p.pos, close: open, expand: true, escapes: literal.Double, word: "string"}
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
		p.lit.expand, p.lit.escapes = false, literal.Single
	case 'W', 'I':
		t, p.lit.word, p.lit.escapes = tWORDS, "list", literal.Words
	case 'w', 'i':
		t, p.lit.word, p.lit.expand, p.lit.escapes = tWORDS, "list", false, literal.Word
	case 'x':
		t, p.lit.word = tXSTRING, "command"
	case 'r':
		t, p.lit.word, p.lit.escapes = tREGEXP, "regular expression", literal.Regexp
	case 's':
		t, p.lit.word, p.lit.expand, p.lit.escapes = tDSYM, "symbol", false, literal.Single
	default:
		p.failAt(p.pos, p.pos+2, `there is no kind of string "%`+string(kind)+`"`)
	}
	if t == tWORDS && isSpace(open) {
		p.lit.close = 0 // a blank that ends a word cannot end the list
	}
	p.token(t, n+1)
}

// contents is the inside of a literal.
type contents struct {
	from, to int
	holes    int // how many nodes were kept before those that stand in it
	heredoc  ast.Pos
	flags    string // of a regular expression
	label    bool   // it turned out to be a label
}

// contents reads the rest of a literal, whose opening is passed. What is
// interpolated in it is kept, as is a *ast.Str for each piece of other text
// that lies in it.
func (p *parser) contents(lit opening) (text contents) {
	text.holes = len(p.kept)
	if lit.isHeredoc {
		p.heredocBody(lit, &text)
		p.state = exprEnd
		p.prevEnd = p.pos
		return text
	}
	text.from = p.pos
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
			text.to = p.pos
			p.pos++
			p.prevEnd = p.pos
			if p.src[lit.open] != '%' && strings.IndexByte(p.src[text.from:text.to], '\n') >= 0 || c == '\n' {
				p.stringAt, p.stringEnd = lit.open, p.pos
			}
			if lit.label && p.byteAt(p.pos) == ':' && p.byteAt(p.pos+1) != ':' {
				p.pos++
				p.prevEnd = p.pos
				p.state = exprArg | exprLabeled
				text.label = true
				return text
			}
			p.state = exprEnd
			if lit.escapes == literal.Regexp {
				text.flags = p.regexpEnd(lit, p.src[text.from:text.to], len(p.kept) == text.holes)
			}
			return text
		}
		p.char(lit)
	}
}

// char passes a character, escape or interpolation of a literal.
func (p *parser) char(lit opening) {
	switch c := p.src[p.pos]; {
	case p.hole():
	case c == '\n':
		p.lineBreak()
	case c == '\\':
		p.escape(lit)
	case c == '#' && lit.expand && p.byteAt(p.pos+1) == '{':
		p.interpolation()
	case c == '#' && lit.expand && p.variable():
	case c >= 0x80:
		p.pos += p.checkUTF8(p.pos)
	default:
		p.pos++
	}
}

// lineBreak passes a newline in a literal, and the heredocs of its line, which
// are not part of the literal.
func (p *parser) lineBreak() {
	next := p.pos + 1
	p.pos = p.afterNewline(p.pos)
	if p.pos > next {
		p.keep(&ast.Str{Pos: place(next, p.pos)})
	}
}

// variable passes "#@a" and the like, if there is one here.
func (p *parser) variable() bool {
	start := p.pos
	c, d, e := p.byteAt(start+1), p.byteAt(start+2), p.byteAt(start+3)
	name := func(c byte) bool { return isIdent(c) && !isDigit(c) }
	state := p.state
	switch {
	case c == '@' && (name(d) || d == '@' && name(e)):
		p.pos, p.state = start+1, exprBeg
		p.instance()
	case c == '$' && (isIdent(d) || d != 0 && indexByte("~*$?!@/\\;,.=:<>\"&`'+", d) || d == '-' && name(e)):
		p.pos, p.state = start+1, exprBeg
		p.global(d)
	default:
		return false
	}
	p.state, p.have = state, false
	v := variableNode(p.tok, place(start+1, p.pos), p.src[start+1:p.pos])
	p.keep(&ast.Seq{Pos: place(start, p.pos), List: []ast.Node{p.orHole(v)}})
	return true
}

// variableNode is a variable with a sigil.
func variableNode(t token, at ast.Pos, name string) ast.Node {
	switch t {
	case tIVAR:
		return &ast.IVar{Pos: at, Name: name}
	case tCVAR:
		return &ast.CVar{Pos: at, Name: name}
	}
	return &ast.GVar{Pos: at, Name: name}
}

// interpolation parses #{…}.
func (p *parser) interpolation() {
	cond, cmdarg, parenNest, lparBeg := p.cond, p.cmdarg, p.parenNest, p.lparBeg
	inKwarg, inArgdef, ctx := p.inKwarg, p.inArgdef, p.ctx
	start := p.pos
	p.pos += 2
	p.cond, p.cmdarg, p.parenNest, p.lparBeg = 0, 0, 0, -1
	p.inKwarg, p.inArgdef = false, false
	p.state = exprBeg
	p.commandStart = true
	p.push(opener{at: start, end: start + 2, word: "#{", close: '}'})
	seq := p.compstmt().seq()
	p.close('}')
	seq.Pos = p.since(start)
	p.keep(seq)
	p.cond, p.cmdarg, p.parenNest, p.lparBeg = cond, cmdarg, parenNest, lparBeg
	p.inKwarg, p.inArgdef, p.ctx = inKwarg, inArgdef, ctx
	p.commandStart, p.cmdState = false, false
}

// regexpEnd passes the options of a regular expression, which it returns, and
// looks at its text.
func (p *parser) regexpEnd(lit opening, text string, plain bool) (options string) {
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
	return p.src[start:p.pos]
}
