package accept

// This file finds lines that lack their end. Ruby goes on in the next line
// after an operator, a comma or a dot, and gives up there, or later.

import (
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
)

const noName = "there is no name after this dot"

// noteWrap notes that the token ahead goes on with the line before it, if it
// looks like the beginning of a statement of its own.
func (p *parser) noteWrap() {
	if p.tokStart < p.prevEnd || strings.IndexByte(p.src[p.prevEnd:p.tokStart], '\n') < 0 {
		return
	}
	switch p.tok {
	case tIDENT, tFID, tCONST, tIVAR, tGVAR, kIf, kUnless, kCase, kWhile, kUntil, kFor, kBegin, kDef, kReturn, kYield:
	default:
		return
	}
	at := p.operatorBefore()
	if at < p.prevEnd && p.wrap.End == 0 && p.indent(p.tokStart) <= p.indent(p.stmtAt) {
		p.wrap = ast.Wrap{Pos: place(at, p.prevEnd), Rest: place(p.tokStart, p.tokEnd)}
	}
}

// wrapped blames what made the statement go on in the next line, if that is why Ruby gave
// up: not if it only then met an end of a line with nothing behind it, as the value
// of x = 1, may be an assignment.
func (p *parser) wrapped(line int) {
	at, end := int(p.wrap.Start), int(p.wrap.End)
	if end == 0 {
		return
	}
	if last, lastEnd, message, ok := p.incomplete(); ok && last > at {
		p.trailing = p.src[at] == ',' && p.src[last] == ','
		p.fail(last, lastEnd, line, message)
	}
	p.fail(at, end, line, p.nothingAfter(at, end))
}

// incomplete blames the operator or keyword at the end of a line before the one
// at which Ruby gave up.
func (p *parser) incomplete() (at, end int, message string, ok bool) {
	if !p.wantsOperand || !p.startsLine() {
		return 0, 0, "", false
	}
	if at = p.operatorBefore(); at == p.prevEnd {
		return 0, 0, "", false
	}
	return at, p.prevEnd, p.nothingAfter(at, p.prevEnd), true
}

func (p *parser) nothingAfter(at, end int) string {
	if p.src[at:end] == "." {
		return noName
	}
	return fmt.Sprintf("there is nothing after this %q", p.src[at:end])
}

// operators are what operators are written with.
const operators = "!%&*+-./:<=>?^|~"

// operatorBefore is where the operator or keyword begins that the token before
// is; the end of that token if it is neither.
func (p *parser) operatorBefore() int {
	at := p.prevEnd
	if at > 0 && strings.IndexByte(",([{", p.src[at-1]) >= 0 {
		return at - 1
	}
	for at > 0 && strings.IndexByte(operators, p.src[at-1]) >= 0 && p.prevEnd-at < 3 {
		at--
	}
	if at < p.prevEnd {
		return at
	}
	for at > 0 && isIdent(p.src[at-1]) {
		at--
	}
	if word, ok := keywords[p.src[at:p.prevEnd]]; ok && word.state&exprBeg != 0 {
		return at
	}
	return p.prevEnd
}
