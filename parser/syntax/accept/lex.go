package accept

import (
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/syntax/ast"
)

// This file has the lexer's frame: state, blanks, comments and newlines.

// lexer is the part of the parser that reads characters.
type lexer struct {
	src   string
	pos   int
	lines []int // offsets of line starts, made when first needed

	tok              token // the token ahead, if have
	have             bool
	tokStart, tokEnd int
	name             string // of the token, if it is a name
	lvar             bool   // the name ahead is a local variable's
	lit              opening
	prevEnd          int // end of the token before

	state, last  lexState
	commandStart bool
	cmdState     bool // commandStart as it was before this token
	space        bool // blanks precede the token
	cond, cmdarg bitStack
	parenNest    int
	lparBeg      int  // nesting at which a lambda's body may begin, or -1
	inKwarg      bool // a newline ends a label's value
	inArgdef     bool
	resume       int // after the line's heredocs, or 0

	lvarEnd int // end of the last token if it was a local variable's name
	moves   []Move
	shifts  []int

	comments []ast.Comment
	data     int // offset behind __END__, or -1
}

// bitStack is a stack of truths as deep as Ruby's.
type bitStack uint64

func (s *bitStack) push(b bool) {
	*s <<= 1
	if b {
		*s |= 1
	}
}

func (s *bitStack) pop()     { *s >>= 1 }
func (s bitStack) top() bool { return s&1 != 0 }
func (l *lexer) byteAt(i int) byte {
	if i < len(l.src) {
		return l.src[i]
	}
	return 0
}

func (l *lexer) in(s lexState) bool { return l.state&s != 0 }

func (l *lexer) allOf(s lexState) bool { return l.state&s == s }

func (l *lexer) isBeg() bool { return l.in(exprBegAny) || l.allOf(exprArg|exprLabeled) }

func (l *lexer) isArg() bool { return l.in(exprArgAny) }

// spaceArg reports whether an operator that c follows begins an argument:
// `foo -1`.
func (l *lexer) spaceArg(c byte) bool { return l.isArg() && l.space && !isSpace(c) }

func (l *lexer) labelPossible() bool {
	return l.in(exprLabel|exprEndFn) && !l.cmdState || l.isArg()
}

func (l *lexer) afterOperator() {
	if l.in(exprFname | exprDot) {
		l.state = exprArg
	} else {
		l.state = exprBeg
	}
}

func (l *lexer) lambdaBeginning() bool { return l.lparBeg == l.parenNest }

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

var identBytes = func() (set [256]bool) {
	for c := range set {
		set[c] = c >= 0x80 || c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	return set
}()

func isIdent(c byte) bool { return identBytes[c] }

// peek returns the token ahead.
func (p *parser) peek() token {
	if !p.have {
		p.lex()
	}
	return p.tok
}

// next passes the token ahead.
func (p *parser) next() {
	p.peek()
	p.have = false
	p.prevEnd = p.tokEnd
}

// accept passes the token ahead if it is t.
func (p *parser) accept(t token) bool {
	if p.peek() != t {
		return false
	}
	p.next()
	return true
}

// lex reads the token ahead.
func (p *parser) lex() {
	p.space = false
	p.cmdState = p.commandStart
	p.commandStart = false
	p.last = p.state
	p.name = ""
	lvarEnd := p.lvarEnd
	p.lvarEnd = -1
	for {
		p.blanks()
		p.tokStart = p.pos
		p.last = p.state
		if p.pos >= len(p.src) {
			p.token(tEOF, 0)
			return
		}
		switch c := p.src[p.pos]; c {
		case 0, 4, 26:
			p.token(tEOF, 0)
			return
		case '#':
			p.comment(p.pos)
			continue
		case '\n':
			if p.skipsNewline() {
				p.pos = p.afterNewline(p.pos)
				continue
			}
			p.newline()
			return
		case '_':
			if p.atLineStart(p.pos) && p.wholeLine(p.pos, "__END__", false) {
				p.data = min(p.lineEnd(p.pos)+1, len(p.src))
				p.token(tEOF, 0)
				return
			}
		case '=':
			if p.atLineStart(p.pos) && p.embedded() {
				continue
			}
		}
		break
	}
	p.operator(p.src[p.pos])
	p.tokEnd = p.pos
	if lvarEnd >= 0 && p.tokStart > lvarEnd {
		p.noteMove(lvarEnd)
	}
}

// token sets the token ahead, n bytes long.
func (p *parser) token(t token, n int) {
	p.tok = t
	p.pos += n
	p.tokEnd = p.pos
	p.have = true
}

// noteMove records an operator that looks as if it began an argument of the
// local variable before it.
func (p *parser) noteMove(lvarEnd int) {
	switch p.tok {
	case '[', '-', '+', '*', '&', tPOW, tLSHFT, '/', '%', tCOLON2:
	default:
		return
	}
	if isSpace(p.byteAt(p.tokEnd)) || strings.Trim(p.src[lvarEnd:p.tokStart], " \t\\\r\n") != "" {
		return
	}
	p.moves = append(p.moves, Move{lvarEnd, p.tokStart, p.tokEnd - p.tokStart})
}

// blanks passes white space other than newlines, and escaped newlines.
func (p *parser) blanks() {
	for p.pos < len(p.src) {
		switch p.src[p.pos] {
		case ' ', '\t', '\f', '\r', '\v':
			p.pos++
		case '\\':
			switch {
			case p.byteAt(p.pos+1) == '\n':
				p.pos = p.afterNewline(p.pos + 1)
			case strings.HasPrefix(p.src[p.pos+1:], "\r\n"):
				p.pos = p.afterNewline(p.pos + 2)
			default:
				return
			}
		case 0xef:
			if p.pos != 0 || !strings.HasPrefix(p.src, "\ufeff") {
				return
			}
			p.pos += 3
		default:
			return
		}
		p.space = true
	}
}

// comment passes the rest of a line and notes a comment that began at start.
func (p *parser) comment(start int) {
	p.pos = p.lineEnd(p.pos)
	text := strings.TrimRight(p.src[start:p.pos], "\r")
	p.comments = append(p.comments, ast.Comment{Pos: place(start, start+len(text)), Text: text})
}

// lineEnd is where the line of i ends, before its newline.
func (p *parser) lineEnd(i int) int {
	if n := strings.IndexByte(p.src[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(p.src)
}

// afterNewline is where reading goes on after the newline at i: behind the
// heredocs of the line, if it had any.
func (p *parser) afterNewline(i int) int {
	if p.resume > 0 {
		i, p.resume = p.resume, 0
		return i
	}
	return i + 1
}

// skipsNewline reports whether a newline here means nothing.
func (p *parser) skipsNewline() bool {
	if p.in(exprBeg|exprClass|exprFname|exprDot) && !p.in(exprLabeled) {
		return true
	}
	return p.allOf(exprArg|exprLabeled) && !p.inKwarg
}

// newline reads a newline, unless the next line goes on with a dot.
func (p *parser) newline() {
	at := p.pos
	for {
		resume := p.resume
		next := p.afterNewline(at)
		i := next
		for i < len(p.src) && (p.src[i] == ' ' || '\t' <= p.src[i] && p.src[i] <= '\r' && p.src[i] != '\n') {
			i++
		}
		c, d := p.byteAt(i), p.byteAt(i+1)
		if c == '#' {
			p.pos = i
			p.comment(i)
			if at = p.pos; at < len(p.src) {
				continue
			}
			p.token(tNL, 0)
			break
		}
		if c == '.' && d != '.' || c == '&' && d == '.' {
			p.pos = i
			p.lex()
			return
		}
		p.resume = resume
		p.pos = at
		p.tokStart = at
		p.tok, p.have = tNL, true
		p.tokEnd = at
		if i >= len(p.src) {
			p.tokEnd = i // Ruby is on the next line already
		}
		p.pos = p.afterNewline(at)
		break
	}
	p.commandStart = true
	p.state = exprBeg
}

func (p *parser) atLineStart(i int) bool {
	return i == 0 || p.src[i-1] == '\n' || i == 3 && p.src[:3] == "\ufeff"
}

// wholeLine reports whether the line at i is word and nothing else, after
// white space if indented.
func (p *parser) wholeLine(i int, word string, indented bool) bool {
	if indented {
		for i < len(p.src) && isSpace(p.src[i]) && p.src[i] != '\n' {
			i++
		}
	}
	if !strings.HasPrefix(p.src[i:], word) {
		return false
	}
	rest := p.src[i+len(word):]
	return rest == "" || rest[0] == '\n' || strings.HasPrefix(rest, "\r\n")
}

// embedded passes a =begin block, if there is one here.
func (p *parser) embedded() bool {
	const begin, end = "=begin", "=end"
	if !p.blockWord(p.pos, begin) {
		return false
	}
	start := p.pos
	for {
		n := strings.IndexByte(p.src[p.pos:], '\n')
		if n < 0 {
			p.pos = len(p.src)
			p.fail(start, start+len(begin), p.lineAt(len(p.src)), "this =begin has no =end")
		}
		p.pos += n + 1
		if p.blockWord(p.pos, end) {
			p.comment(start)
			return true
		}
	}
}

func (p *parser) blockWord(i int, word string) bool {
	if !strings.HasPrefix(p.src[i:], word) {
		return false
	}
	i += len(word)
	return i >= len(p.src) || isSpace(p.src[i]) || p.src[i] == 0
}

// checkUTF8 fails at the character at i if it is not valid.
func (p *parser) checkUTF8(i int) int {
	r, n := utf8.DecodeRuneInString(p.src[i:])
	if r == utf8.RuneError && n == 1 {
		p.pos = i
		p.fail(i, i+1, p.lineAt(i), "this byte is not valid UTF-8")
	}
	return n
}
