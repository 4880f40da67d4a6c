package syntax

import "github.com/pilllint/pilllint/parser/syntax/literal"

// This file lowers hashes and pairs.

func (l *lowerer) hash(i uint32) Node {
	h := &Hash{Pos: l.pos(i)}
	for c := range l.named(i) {
		h.Pairs = append(h.Pairs, l.pair(c))
	}
	return h
}

func (l *lowerer) pair(i uint32) Pair {
	p := Pair{Pos: l.pos(i)}
	if l.kind(i) == kHashSplat {
		for c := range l.named(i) {
			p.Value = l.node(c)
		}
		if p.Value == nil {
			p.Value = &Bad{Pos: p.Pos, Kind: "anonymous arguments"}
		}
		return p
	}
	key := l.child(i, fKey)
	if key == 0 {
		p.Key, p.Value = &Bad{Pos: p.Pos, Kind: "pair"}, &Nil{Pos: p.Pos}
		return p
	}
	p.Key = l.node(key)
	// "text": value makes a symbol.
	if l.kind(key) == kString && l.kind(key) != kHeredocBeginning {
		for c := range l.children(i) {
			if l.kind(c) == kToken && l.textOf(c) == ":" {
				p.Key = literal.Symbol(p.Key)
			}
		}
	}
	p.Value = l.part(i, fValue)
	if d, ok := p.Key.(*DSym); ok && p.Value == nil && l.kind(key) == kHashKeySymbol { // {<%= name %>:}
		p.Value = d.Parts[0]
	}
	if p.Value == nil { // {name:}
		name := l.textOf(key)
		if d, s, ok := l.scope.Find(name); ok {
			p.Value = &Local{Pos: l.pos(key), Name: name, Depth: d, Slot: s}
		} else {
			p.Value = &Call{Pos: l.pos(key), Name: name, NamePos: l.pos(key), VCall: true}
		}
	}
	return p
}
