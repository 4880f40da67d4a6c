package sitter

import (
	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// This file lowers hashes and pairs.

func (l *lowerer) hash(i uint32) ast.Node {
	h := &ast.Hash{Pos: l.pos(i)}
	for c := range l.named(i) {
		h.Pairs = append(h.Pairs, l.pair(c))
	}
	return h
}

func (l *lowerer) pair(i uint32) ast.Pair {
	p := ast.Pair{Pos: l.pos(i)}
	if l.kind(i) == kHashSplat {
		for c := range l.named(i) {
			p.Value = l.node(c)
		}
		if p.Value == nil {
			p.Value = &ast.Bad{Pos: p.Pos, Kind: "anonymous arguments"}
		}
		return p
	}
	key := l.child(i, fKey)
	if key == 0 {
		p.Key, p.Value = &ast.Bad{Pos: p.Pos, Kind: "pair"}, &ast.Nil{Pos: p.Pos}
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
	if p.Value == nil { // {name:}
		name := l.textOf(key)
		if d, s, ok := l.scope.Find(name); ok {
			p.Value = &ast.Local{Pos: l.pos(key), Name: name, Depth: d, Slot: s}
		} else {
			p.Value = &ast.Call{Pos: l.pos(key), Name: name, NamePos: l.pos(key), VCall: true}
		}
	}
	return p
}
