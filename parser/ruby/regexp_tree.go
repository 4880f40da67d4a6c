package ruby

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// nodeKind is the kind of a part of a pattern.
type nodeKind int

const (
	nodeEmpty   nodeKind = iota
	nodeSet              // one character of a set
	nodeRaw              // text of the engine's own syntax
	nodeConcat           // kids one after the other
	nodeAlt              // one of the kids
	nodeGroup            // a group that captures
	nodePlain            // a group that captures unless there are named ones
	nodeWrap             // open, kid, close of the engine's syntax
	nodeRepeat           // the kid repeated
	nodeBackref          // what a group matched
	nodeCond             // one kid or the other, as a group is set
	nodeCall             // \g: the pattern of a group again
	nodeKeep             // \K
)

// node is a part of a pattern.
type node struct {
	kind nodeKind
	set  runeSet
	text string // nodeRaw; the opening of nodeWrap
	kids []*node

	number int    // nodeGroup, nodePlain: the number it captures under, or 0
	name   string // nodeGroup: its name; nodeBackref, nodeCond, nodeCall: the name referred to
	num    int    // nodeBackref, nodeCond, nodeCall: the number referred to
	known  int    // nodeBackref, nodeCond: how many groups there were before it

	min, max         int // nodeRepeat; a max of -1 is none
	lazy, possessive bool
	ignoreCase       bool // nodeBackref
}

// quantifiable tells whether the engine's quantifier may follow the node's text
// without a group around it.
func (n *node) quantifiable() bool { return n.kind == nodeSet || n.kind == nodeGroup }

// emitter writes a tree in the engine's syntax.
type emitter struct {
	p     *patternParser
	b     strings.Builder
	calls []*node // the groups being called, to find recursion
	steps int
	fail  error
}

func (e *emitter) stop(err error) {
	if e.fail == nil {
		e.fail = err
	}
}

func (e *emitter) emit(n *node) {
	e.steps++
	if e.b.Len() > maxTranslated || e.steps > maxTranslated {
		e.stop(&LimitError{What: "regular expression"})
	}
	if e.fail != nil {
		return
	}
	switch n.kind {
	case nodeSet:
		writeSet(&e.b, n.set)
	case nodeRaw:
		e.b.WriteString(n.text)
	case nodeConcat:
		for _, kid := range n.kids {
			e.emit(kid)
		}
	case nodeAlt:
		for i, kid := range n.kids {
			if i > 0 {
				e.b.WriteByte('|')
			}
			e.emit(kid)
		}
	case nodeGroup, nodePlain:
		if n.number > 0 {
			fmt.Fprintf(&e.b, "(?<%d>", n.number)
		} else {
			e.b.WriteString("(?:")
		}
		e.emit(n.kids[0])
		e.b.WriteByte(')')
	case nodeWrap:
		e.b.WriteString(n.text)
		e.emit(n.kids[0])
		e.b.WriteByte(')')
	case nodeRepeat:
		e.emitRepeat(n)
	case nodeBackref:
		e.emitBackref(n)
	case nodeCond:
		e.emitCond(n)
	case nodeCall:
		e.emitCall(n)
	case nodeKeep:
		fmt.Fprintf(&e.b, "(?<%d>)", e.p.keepGroup())
	}
}

func (e *emitter) emitRepeat(n *node) {
	if n.possessive {
		e.b.WriteString("(?>")
	}
	if n.kids[0].quantifiable() {
		e.emit(n.kids[0])
	} else {
		e.b.WriteString("(?:")
		e.emit(n.kids[0])
		e.b.WriteByte(')')
	}
	switch {
	case n.min == 0 && n.max == -1:
		e.b.WriteByte('*')
	case n.min == 1 && n.max == -1:
		e.b.WriteByte('+')
	case n.min == 0 && n.max == 1:
		e.b.WriteByte('?')
	case n.max == -1:
		fmt.Fprintf(&e.b, "{%d,}", n.min)
	default:
		fmt.Fprintf(&e.b, "{%d,%d}", n.min, n.max)
	}
	if n.lazy {
		e.b.WriteByte('?')
	}
	if n.possessive {
		e.b.WriteByte(')')
	}
}

// emitBackref writes a reference; a name that several groups have refers to
// the last of them that fits.
func (e *emitter) emitBackref(n *node) {
	nums, err := e.p.resolve(n)
	if err != nil {
		e.stop(err)
		return
	}
	e.b.WriteString("(?:")
	if n.ignoreCase {
		e.b.WriteString("(?i:")
	}
	for i := len(nums) - 1; i >= 0; i-- {
		fmt.Fprintf(&e.b, `\k<%d>`, nums[i])
		if i > 0 {
			e.b.WriteByte('|')
		}
	}
	if n.ignoreCase {
		e.b.WriteByte(')')
	}
	e.b.WriteByte(')')
}

func (e *emitter) emitCond(n *node) {
	nums, err := e.p.resolve(n)
	if err != nil {
		e.stop(err)
		return
	}
	if len(nums) != 1 {
		e.stop(&UnsupportedError{What: "condition on a name that several groups have"})
		return
	}
	fmt.Fprintf(&e.b, "(?(%d)", nums[0])
	e.emit(n.kids[0])
	e.b.WriteByte('|')
	if len(n.kids) > 1 {
		e.emit(n.kids[1])
	}
	e.b.WriteByte(')')
}

// emitCall writes the called group again under its own number, so that it sets
// the group as a call does. A call of a group within itself has no such form.
func (e *emitter) emitCall(n *node) {
	nums, err := e.p.resolve(n)
	if err != nil {
		e.stop(err)
		return
	}
	if len(nums) != 1 {
		e.stop(&UnsupportedError{What: "call of a name that several groups have"})
		return
	}
	target := e.p.numbered[nums[0]-1]
	for _, open := range e.calls {
		if open == target {
			e.stop(&UnsupportedError{What: "recursive call"})
			return
		}
	}
	e.calls = append(e.calls, target)
	e.emit(target)
	e.calls = e.calls[:len(e.calls)-1]
}

// writeSet writes a set in the engine's syntax.
func writeSet(b *strings.Builder, set runeSet) {
	if r, ok := set.single(); ok {
		writeSetRune(b, r)
		return
	}
	if len(set) == 0 {
		b.WriteString("(?!)")
		return
	}
	if len(set) == 1 && set[0].lo == 0 && set[0].hi == unicode.MaxRune {
		b.WriteString(`[\s\S]`)
		return
	}
	b.WriteByte('[')
	if neg := set.negate(); len(neg) < len(set) {
		b.WriteByte('^')
		set = neg
	}
	for _, r := range set {
		writeSetRune(b, r.lo)
		if r.hi > r.lo {
			b.WriteByte('-')
			writeSetRune(b, r.hi)
		}
	}
	b.WriteByte(']')
}

func writeSetRune(b *strings.Builder, r rune) {
	if isASCIIWord(r) {
		b.WriteRune(r)
		return
	}
	b.WriteString(`\x{` + strconv.FormatInt(int64(r), 16) + `}`)
}
