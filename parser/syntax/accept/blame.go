package accept

// This file finds the place to blame. Ruby names the token at which it gave
// up; a person looks for the word whose partner is missing.

import (
	"fmt"
	"strings"
)

// opener is something that waits to be closed.
type opener struct {
	at, end int
	word    string
	close   token
	indent  int // of its line
}

// closer is an "end" that stands deeper or less deep than what it closes.
type closer struct {
	opener  opener
	at, end int
	indent  int
}

// push notes that something is open.
func (p *parser) push(o opener) {
	o.indent = p.indent(o.at)
	if n := len(p.open); o.close == kEnd && n > 0 && o.indent <= p.open[n-1].indent && p.lineStart(o.at) != p.lineStart(p.open[n-1].at) {
		p.shallow = true
	}
	p.open = append(p.open, o)
	p.deepen()
}

// maxDepth is how many operands and openers may lie within each other. Ruby
// gives up at a depth of between two and ten thousand, depending on of what.
const maxDepth = 20_000

func (p *parser) deepen() {
	if p.depth++; p.depth > maxDepth {
		p.peek()
		p.failAt(p.tokStart, p.tokEnd, "nested too deeply")
	}
}

// pushToken notes that the token ahead opens something and passes it.
func (p *parser) pushToken(close token) {
	p.peek()
	p.push(opener{at: p.tokStart, end: p.tokEnd, word: p.src[p.tokStart:p.tokEnd], close: close})
	p.next()
}

// pop notes that what was last opened is closed.
func (p *parser) pop() {
	p.open = p.open[:len(p.open)-1]
	p.depth--
}

// close passes the token that closes what was last opened.
func (p *parser) close(t token) {
	if t == ')' || t == ']' || t == '}' {
		p.accept(tNL)
	}
	if p.peek() != t {
		p.unexpected()
	}
	o := p.open[len(p.open)-1]
	if t == kEnd && p.firstOnLine(p.tokStart) {
		if at := p.indent(p.tokStart); at != o.indent && p.lineStart(o.at) != p.lineStart(p.tokStart) {
			p.closed = append(p.closed, closer{o, p.tokStart, p.tokEnd, at})
		}
	}
	p.next()
	p.pop()
}

// line is what is known of a line: where it begins, and its first word.
type line struct{ at, start, word int }

// lineOf returns the line of at. Lines are asked for in order, mostly, so that
// what lies before the last answer need not be read again.
func (p *parser) lineOf(at int) line {
	l := p.line
	if at < l.at {
		l = line{}
	}
	if n := strings.LastIndexByte(p.src[l.at:at], '\n'); n >= 0 {
		l.start = l.at + n + 1
		l.word = l.start
	}
	for l.word < len(p.src) && (p.src[l.word] == ' ' || p.src[l.word] == '\t') {
		l.word++
	}
	l.at = at
	p.line = l
	return l
}

func (p *parser) lineStart(at int) int { return p.lineOf(at).start }

// indent is the width of the white space that the line of at begins with, as
// far as at.
func (p *parser) indent(at int) int {
	l := p.lineOf(at)
	return min(l.word, at) - l.start
}

// firstOnLine reports whether only white space precedes at on its line.
func (p *parser) firstOnLine(at int) bool { return p.lineOf(at).word >= at }

// unexpected fails at the token ahead.
func (p *parser) unexpected() {
	t := p.peek()
	line := p.tokenLine()
	if t != tEOF {
		p.runaway(line, p.tokStart)
		p.wrapped(line)
	}
	if marker := "<<<<<<<"; strings.HasPrefix(p.src[p.tokStart:], marker) && p.lineOf(p.tokStart).start == p.tokStart {
		p.fail(p.tokStart, p.tokStart+len(marker), line, "this marks a conflict that a merge left to be resolved")
	}
	if at, end, message, ok := p.blame(t); ok {
		p.fail(at, end, line, message)
	}
	switch t {
	case tEOF:
		p.fail(p.lastByte(), p.prevEnd, line, "unexpected end of file")
	case tNL:
		p.fail(p.lastByte(), p.prevEnd, line, "unexpected end of line")
	}
	text := p.src[p.tokStart:p.tokEnd]
	if t == tSTRING || t == tXSTRING || t == tREGEXP || t == tWORDS || t == tDSYM {
		p.fail(p.tokStart, p.tokEnd, line, "unexpected "+p.lit.word)
	}
	p.fail(p.tokStart, p.tokEnd, line, fmt.Sprintf("unexpected %q", text))
}

// runaway blames a string of several lines if Ruby gives up on its last line,
// at at: most likely it should have had but one.
func (p *parser) runaway(line, at int) {
	if p.stringEnd > 0 && p.lineStart(at) == p.lineStart(p.stringEnd) {
		p.fail(p.stringAt, p.stringAt+1, line, "this is not closed on its line")
	}
}

// noteMissingDo notes what is read as operators, but looks like parameters, as
// in `process("web") |process|` at the end of a line. The last bar is passed.
func (p *parser) noteMissingDo() {
	end := p.prevEnd
	bar := strings.LastIndexByte(p.src[:end-1], '|')
	if p.doEnd > 0 || bar < 0 || strings.IndexFunc(p.src[bar+1:end-1], notInParams) >= 0 {
		return
	}
	if rest := strings.TrimLeft(p.src[end:], " \t\r"); rest != "" && rest[0] == '\n' {
		p.doAt, p.doEnd = bar, end
	}
}

func notInParams(r rune) bool {
	return r != ',' && r != ' ' && (r >= 0x80 || !isIdent(byte(r)))
}

func (p *parser) lastByte() int { return max(p.prevEnd-1, 0) }

// blame returns the place and message for an unexpected token that only shows
// that something before it is missing.
func (p *parser) blame(t token) (at, end int, message string, ok bool) {
	if len(p.open) == 0 {
		if t == kEnd {
			if p.doEnd > 0 {
				p.lacks, p.lacksBefore = "do", p.doAt
				return p.doAt, p.doEnd, `there is no "do" before these parameters`, true
			}
			if p.danglingAt > 0 {
				return p.danglingAt, p.danglingEnd, noName, true
			}
			for _, c := range p.closed {
				if c.indent > c.opener.indent {
					p.excess = true
					return c.at, c.end, `this "end" is one too many`, true
				}
			}
			p.excess = true
			return p.tokStart, p.tokEnd, `unexpected "end": nothing is open here`, true
		}
		return 0, 0, "", false
	}
	inner := p.open[len(p.open)-1]
	switch {
	case t == tEOF:
		if p.danglingAt > 0 {
			return p.danglingAt, p.danglingEnd, noName, true
		}
		if inner.close == kEnd {
			for _, c := range p.closed {
				if c.indent < c.opener.indent {
					inner = c.opener
					break
				}
			}
		}
	case t == inner.close:
		return p.incomplete()
	case (t == kElse || t == kElsif || t == kWhen) && p.danglingAt > 0:
		return p.danglingAt, p.danglingEnd, noName, true
	case t == kEnd || t == ')' || t == ']' || t == '}':
		if !p.closesOuter(t) {
			if t != kEnd && inner.close == kEnd {
				return 0, 0, "", false
			}
			return p.tokStart, p.tokEnd, fmt.Sprintf("unexpected %q: the %q of line %d is still open",
				p.src[p.tokStart:p.tokEnd], inner.word, p.lineAt(inner.at)), true
		}
	case (t == kDo || t == kDoBlock) && inner.close == ')' && p.indent(p.tokStart) == inner.indent:
		// f("web" do |x|
		p.lacks, p.lacksBefore = ")", p.prevEnd
	case inner.close != kEnd && p.startsLine() && p.indent(p.tokStart) <= inner.indent:
	default:
		return p.incomplete()
	}
	if inner.close == kEnd {
		p.lacks = "end"
		return inner.at, inner.end, fmt.Sprintf(`this %q has no matching "end"`, inner.word), true
	}
	return inner.at, inner.end, fmt.Sprintf("this %q is never closed", inner.word), true
}

// closesOuter reports whether t would close something further out.
func (p *parser) closesOuter(t token) bool {
	for _, o := range p.open[:len(p.open)-1] {
		if o.close == t {
			return true
		}
	}
	return false
}

func (p *parser) startsLine() bool {
	return p.tok == tNL || p.firstOnLine(p.tokStart) && strings.Contains(p.src[p.prevEnd:p.tokStart], "\n")
}
