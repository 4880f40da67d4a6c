package accept

// This file has the grammar of patterns. Of a pattern the tree has the variables
// that it sets.

import "github.com/pilllint/pilllint/parser/syntax/ast"

// matchPattern parses the pattern after => or in, in an expression, and returns
// the variables that it sets.
func (p *parser) matchPattern() []*ast.Local {
	mark := len(p.binds)
	kwarg := p.inKwarg
	p.state = exprBeg | exprLabel
	p.commandStart = false
	p.inKwarg = true
	p.next()
	names := p.patternNames
	p.patternNames = map[string]bool{}
	p.topPattern()
	p.patternNames = names
	p.inKwarg = kwarg
	return p.bound(mark)
}

// bound returns the variables set since there were mark.
func (p *parser) bound(mark int) []*ast.Local {
	binds := append([]*ast.Local(nil), p.binds[mark:]...)
	p.binds = p.binds[:mark]
	return binds
}

// ins parses the arms of a case that has patterns. Whether one matches is not
// modelled.
func (p *parser) ins() (whens []ast.When) {
	for p.peek() == kIn {
		w := ast.When{Pos: place(p.tokStart, p.tokEnd)}
		mark, kwarg := len(p.binds), p.inKwarg
		p.state = exprBeg | exprLabel
		p.commandStart = false
		p.inKwarg = true
		p.next()
		names := p.patternNames
		p.patternNames = map[string]bool{}
		p.peek()
		start := p.tokStart
		p.topPattern()
		p.patternNames = names
		pattern := &ast.Bad{Pos: p.since(start), Kind: "pattern", Binds: p.bound(mark)}
		w.Tests = []ast.Node{pattern}
		if t := p.peek(); t == kIfMod || t == kUnlessMod {
			p.next()
			p.inKwarg = kwarg
			at := p.prevEnd
			guard := p.exprValue().node
			if t == kUnlessMod {
				guard = &ast.Not{Pos: p.since(at), Value: guard}
			}
			w.Tests[0] = &ast.And{Pos: p.since(start), Left: pattern, Right: guard}
		}
		w.End = int32(p.prevEnd)
		p.inKwarg = kwarg
		p.then()
		w.Body = p.compstmt().arm()
		w.End = endOf(w.End, w.Body)
		whens = append(whens, w)
	}
	return whens
}

// topPattern parses a pattern that may lack its brackets or braces.
func (p *parser) topPattern() {
	if p.startsKey() {
		p.patternKeys(tEOF)
		return
	}
	p.patternItems(tEOF)
}

// startsKey reports whether the token ahead begins a pattern of keys.
func (p *parser) startsKey() bool {
	t := p.peek()
	return t == tLABEL || t == tDSTAR || t == tPOW
}

// patternItems parses patterns with commas. One may be a splat; two, if they
// are the first and the last of three or more.
func (p *parser) patternItems(close token) {
	splats := 0
	for n := 0; ; n++ {
		switch t := p.peek(); {
		case close != tEOF && splats == 0 && (t == close || t == tNL):
			return
		case t == tSTAR || t == '*':
			if splats++; splats == 2 && (n < 2 || !p.findPattern) {
				p.unexpected()
			}
			p.findPattern = n == 0 || splats == 2
			p.next()
			if p.peek() == tIDENT {
				p.patternName(p.name, p.tokStart, p.tokEnd)
				p.next()
			}
			if splats == 2 {
				return
			}
		case close == tEOF && n > 0 && splats == 0 && t != '^' && !beginsOperand(t):
			return // a trailing comma
		default:
			first := n == 0 && splats == 0
			found := p.findPattern
			if label := p.patternExpr(); label {
				if !first {
					p.unexpected()
				}
				p.quotedKey(close)
				return
			}
			p.findPattern = found
		}
		if p.peek() != ',' {
			return
		}
		p.next()
	}
}

// quotedKey parses the rest of keys of which the first was quoted.
func (p *parser) quotedKey(close token) {
	p.patternValue()
	if p.accept(',') {
		p.patternKeys(close)
	}
}

// patternKeys parses key: pattern pairs.
func (p *parser) patternKeys(close token) {
	for {
		switch t := p.peek(); t {
		case tLABEL:
			name, start, end := p.name, p.tokStart, p.tokEnd-1
			p.patternKey(name, start, end)
			p.next()
			if !p.patternValue() {
				if c := name[len(name)-1]; c == '?' || c == '!' {
					p.failAt(start, end, "this key cannot be a local variable")
				}
				p.patternName(name, start, end)
			}
		case tSTRING:
			v := p.str()
			if v.kind != vLabel {
				p.unexpected()
			}
			p.patternKey(p.src[v.start+1:v.end-2], v.start, v.end)
			if !p.patternValue() {
				p.patternName(p.src[v.start+1:v.end-2], v.start, v.end)
			}
		case tDSTAR, tPOW:
			p.next()
			if !p.accept(kNil) && p.peek() == tIDENT {
				p.patternName(p.name, p.tokStart, p.tokEnd)
				p.next()
			}
			return
		default:
			if t == close || close == tEOF && (t == tNL || t == ';' || t == kThen) || t == tNL {
				return
			}
			p.unexpected()
		}
		if p.peek() != ',' {
			return
		}
		p.next()
	}
}

// patternValue parses the pattern after a key, if there is one.
func (p *parser) patternValue() bool {
	switch t := p.peek(); {
	case t == '^', beginsOperand(t):
		p.patternExpr()
		return true
	}
	return false
}

func (p *parser) patternKey(name string, start, end int) {
	if p.patternNames[name+":"] {
		p.failAt(start, end, `the key "`+name+`" stands here twice`)
	}
	p.patternNames[name+":"] = true
}

// patternName declares a variable of a pattern.
func (p *parser) patternName(name string, start, end int) {
	if name == "" || !isIdent(name[0]) || isDigit(name[0]) || startsUpper(name) {
		p.failAt(start, end, "this key cannot be a local variable")
	}
	p.reserved(name, start, end)
	if p.patternNames[name] {
		p.failAt(start, end, `the variable "`+name+`" stands in this pattern twice`)
	}
	if name[0] != '_' {
		p.patternNames[name] = true
	}
	depth, slot := p.scope.Declare(name)
	p.binds = append(p.binds, p.newLocal(place(start, end), name, depth, slot))
}

// patternExpr parses alternatives and => name; it reports whether it met the
// quoted key of a pair instead.
func (p *parser) patternExpr() (label bool) {
	before := len(p.patternNames)
	for alternatives := false; ; alternatives = true {
		start := p.tokStart
		if p.patternBasic() {
			return true
		}
		more := p.peek() == '|'
		if (more || alternatives) && len(p.patternNames) > before {
			p.failAt(start, p.prevEnd, "an alternative of a pattern cannot have variables")
		}
		if !more {
			break
		}
		p.next()
	}
	for p.accept(tASSOC) {
		if p.peek() != tIDENT {
			p.unexpected()
		}
		p.patternName(p.name, p.tokStart, p.tokEnd)
		p.next()
	}
	return false
}

func (p *parser) patternBasic() (label bool) {
	switch t := p.peek(); t {
	case tLBRACK:
		p.pushToken(']')
		p.patternItems(']')
		p.close(']')
	case tLBRACE:
		kwarg, names := p.inKwarg, p.patternNames
		p.inKwarg = false
		p.pushToken('}')
		p.nestedKeys('}')
		p.inKwarg = kwarg
		p.close('}')
		p.patternNames = names
	case tLPAREN, tLPARENARG:
		p.pushToken(')')
		p.patternExpr()
		p.close(')')
	case tIDENT:
		p.patternName(p.name, p.tokStart, p.tokEnd)
		p.next()
	case tBDOT2, tBDOT3:
		p.next()
		p.patternPrimitive()
	case tCONST, tCOLON3:
		p.patternConst()
	case '^':
		p.pin()
	default:
		if p.patternPrimitive() {
			return true
		}
		p.patternRange()
	}
	return false
}

// nestedKeys parses keys in braces or parentheses, which may differ from those
// around.
func (p *parser) nestedKeys(close token) {
	outer := p.patternNames
	inner := map[string]bool{}
	for name := range outer {
		if name[len(name)-1] != ':' {
			inner[name] = true
		}
	}
	p.patternNames = inner
	p.patternKeys(close)
	for name := range inner {
		if name[len(name)-1] != ':' {
			outer[name] = true
		}
	}
	p.patternNames = outer
}

// patternRange parses the rest of a range, if there is one.
func (p *parser) patternRange() {
	if t := p.peek(); t != tDOT2 && t != tDOT3 {
		return
	}
	p.next()
	if beginsOperand(p.peek()) {
		p.patternPrimitive()
	}
}

func (p *parser) patternConst() {
	if p.accept(tCOLON3) && p.peek() != tCONST {
		p.unexpected()
	}
	p.next()
	for p.peek() == tCOLON2 {
		p.next()
		if p.peek() != tCONST {
			p.unexpected()
		}
		p.next()
	}
	close := token(')')
	switch p.peek() {
	case '(', tLPARENARG:
	case '[':
		close = ']'
	default:
		return
	}
	if p.tok == tLPARENARG {
		return
	}
	p.pushToken(close)
	if p.startsKey() {
		p.nestedKeys(close)
	} else {
		p.patternItems(close)
	}
	p.close(close)
}

// pin parses ^ and what it takes the value of.
func (p *parser) pin() {
	p.next()
	switch p.peek() {
	case tIDENT:
		if _, _, ok := p.scope.Find(p.name); !ok {
			p.failAt(p.tokStart, p.tokEnd, `there is no local variable "`+p.name+`"`)
		}
		p.next()
	case tIVAR, tGVAR, tCVAR:
		p.next()
	case tLPAREN, '(', tLPARENARG:
		kwarg := p.inKwarg
		p.inKwarg = false
		p.pushToken(')')
		p.exprValue()
		p.inKwarg = kwarg
		p.close(')')
	default:
		p.unexpected()
	}
}

// patternPrimitive parses a value in a pattern; it reports whether that was
// the quoted key of a pair.
func (p *parser) patternPrimitive() (label bool) {
	switch p.peek() {
	case tSTRING:
		return p.str().kind == vLabel
	case tXSTRING, tREGEXP, tWORDS:
		p.literal()
	case tSYMBEG, tDSYM:
		p.symbol()
	case tUMINUSNUM:
		p.next()
		p.peek()
		p.next()
	case tNUM, tCHAR, kNil, kSelf, kTrue, kFalse, kFile, kLine, kEncoding:
		p.next()
	case tLAMBDA:
		p.lambda()
	default:
		p.unexpected()
	}
	return false
}
