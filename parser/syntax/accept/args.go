package accept

// This file has the grammar of arguments, elements and pairs.

import "github.com/pilllint/pilllint/parser/syntax/ast"

// listKind says what a list of arguments may hold.
type listKind uint8

const (
	listItems listKind = iota // an array: no blocks, commands or forwarding
	callArgs                  // a command's
	parenArgs                 // in parentheses or brackets: may be empty
)

// arguments parses a list of arguments. Pairs without braces, which are the
// last of them, make up one hash.
func (p *parser) arguments(kind listKind, close token) (a args) {
	mark, pairs := len(p.kept), len(p.keptPairs)
	p.argumentList(&a, kind, close)
	if len(p.keptPairs) > pairs {
		list := p.takePairs(pairs)
		at := ast.Pos{Start: list[0].Start, End: list[len(list)-1].End}
		p.keep(&ast.Hash{Pos: at, Pairs: list, Bare: true})
		if a.forwards != nil { // comes after them
			p.keep(a.forwards)
		}
	} else if a.forwards != nil {
		p.keep(a.forwards)
	}
	a.list = p.plural(p.take(mark), kind == listItems)
	return a
}

// argumentList keeps the arguments and pairs of a list.
func (p *parser) argumentList(a *args, kind listKind, close token) {
	pairs := false
	for first := true; ; first = false {
		t := p.peek()
		if kind != callArgs && (t == close || t == tNL) {
			return
		}
		switch t {
		case tSTAR:
			if pairs {
				p.unexpected()
			}
			p.splatOrValue()
		case tDSTAR:
			pairs = true
			p.doubleSplat()
		case tLABEL:
			pairs = true
			p.labelValue()
		case tAMPER:
			if kind == listItems {
				p.unexpected()
			}
			a.pass, a.hasPass = p.blockArg(), true
			return
		case tBDOT3:
			if kind == parenArgs && close == ')' && p.forwarded(a) {
				return
			}
			p.plainArgument(kind, first, &pairs)
		default:
			if p.plainArgument(kind, first, &pairs) {
				return
			}
		}
		if p.peek() != ',' {
			return
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
		p.keep(v.node)
		return true
	}
	if *pairs || v.kind == vLabel || p.peek() == tASSOC {
		*pairs = true
		p.pairValue(v)
		return false
	}
	p.value(v)
	p.keep(v.node)
	return false
}

// blockArg parses &block.
func (p *parser) blockArg() ast.Node {
	start, end := p.tokStart, p.tokEnd
	p.next()
	if beginsOperand(p.peek()) {
		v := p.arg(0, 0)
		p.value(v)
		return v.node
	}
	if !p.ctx.blockName {
		p.failAt(start, end, "the method has no anonymous block to pass on")
	}
	return &ast.Bad{Pos: place(start, end), Kind: "anonymous block"}
}

// forwarded parses the argument ..., if it is one. It passes on a block, too.
func (p *parser) forwarded(a *args) bool {
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
	a.forwards = &ast.Bad{Pos: place(start, end), Kind: "argument forwarding"}
	return true
}

// keepPair puts a pair of a hash aside until the hash is complete.
func (p *parser) keepPair(start int, key, value ast.Node) {
	p.keptPairs = append(p.keptPairs, ast.Pair{Pos: p.since(start), Key: key, Value: value})
}

// takePairs returns the pairs kept since there were mark.
func (p *parser) takePairs(mark int) []ast.Pair {
	if len(p.keptPairs) == mark {
		return nil
	}
	list := p.pairs.room(len(p.keptPairs) - mark)
	copy(list, p.keptPairs[mark:])
	p.keptPairs = p.keptPairs[:mark]
	return list
}

// pairList parses the pairs of a hash.
func (p *parser) pairList() []ast.Pair {
	mark := len(p.keptPairs)
	for p.peek() != '}' && p.tok != tNL {
		p.pair()
		if p.peek() != ',' {
			break
		}
		p.next()
	}
	return p.takePairs(mark)
}

// pair parses one pair of a hash.
func (p *parser) pair() {
	switch p.peek() {
	case tLABEL:
		p.labelValue()
	case tDSTAR:
		p.doubleSplat()
	default:
		if t := p.peek(); !beginsOperand(t) {
			p.unexpected()
		}
		v := p.arg(0, 0)
		p.pairValue(v)
	}
}

// doubleSplat parses **hash.
func (p *parser) doubleSplat() {
	start := p.tokStart
	p.next()
	p.operandAhead()
	v := p.arg(0, 0)
	p.value(v)
	p.keepPair(start, nil, v.node)
}

// pairValue parses the value of a pair whose key is parsed.
func (p *parser) pairValue(key val) {
	if key.kind != vLabel {
		p.value(key)
		if p.peek() != tASSOC {
			p.unexpected()
		}
		p.next()
	}
	p.operandAhead()
	v := p.arg(0, 0)
	p.value(v)
	p.keepPair(key.start, key.node, v.node)
}

// labelValue parses a label and its value, if it has one.
func (p *parser) labelValue() {
	name, start, end := p.name, p.tokStart, p.tokEnd-1
	at := place(start, end)
	key := p.symbolOrHole(at, name, start)
	p.next()
	if beginsOperand(p.peek()) {
		p.noteWrap()
		v := p.arg(0, 0)
		p.value(v)
		p.keepPair(start, key, v.node)
		return
	}
	if c := name[len(name)-1]; c == '?' || c == '!' {
		p.failAt(start, end, `"`+name+`" is not the name of a variable`)
	}
	p.useNumbered(name, start, end)
	var value ast.Node
	if startsUpper(name) {
		value = &ast.Const{Pos: at, Name: name, NamePos: at}
	} else {
		value = p.nameNode(name, at)
	}
	p.keepPair(start, key, p.orHole(value))
}
