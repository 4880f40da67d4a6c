package sitter

// This file lowers heredocs.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// survey lists the comments and matches the beginnings of heredocs with their
// bodies, which stand elsewhere in the tree but in the same order.
func (l *lowerer) survey() {
	var waiting []uint32
	for i := range l.nodes {
		switch l.kind(uint32(i)) {
		case kHeredocBeginning:
			waiting = append(waiting, uint32(i))
		case kHeredocBody:
			if l.bodies == nil {
				l.bodies = map[uint32]uint32{}
			}
			if len(waiting) > 0 {
				l.bodies[waiting[0]] = uint32(i)
				waiting = waiting[1:]
			}
		case kComment:
			text := strings.TrimRight(l.textOf(uint32(i)), "\r\n")
			p := l.pos(uint32(i))
			p.End = p.Start + int32(len(text))
			l.tree.Comments = append(l.tree.Comments, ast.Comment{Pos: p, Text: text})
		}
	}
}

func (l *lowerer) heredoc(i uint32) ast.Node {
	p := l.pos(i)
	word := l.textOf(i)
	squiggly := strings.HasPrefix(word, "<<~")
	word = strings.TrimLeft(word, "<-~")
	esc, shell := literal.Double, false
	switch {
	case strings.HasPrefix(word, "'"):
		esc = literal.Raw
	case strings.HasPrefix(word, "`"):
		shell = true
	}
	body, ok := l.bodies[i]
	if !ok {
		return &ast.Str{Pos: p}
	}
	parts := l.heredocParts(body, esc, squiggly)
	if shell {
		return &ast.XStr{Pos: p, Parts: parts, Heredoc: l.pos(body)}
	}
	return literal.String(p, parts, l.pos(body))
}

// heredocParts lowers the lines of a heredoc: from the one after its beginning
// to the one before its end word.
func (l *lowerer) heredocParts(body uint32, esc literal.Escapes, squiggly bool) []ast.Node {
	from, to := l.nodes[body].start, l.nodes[body].end
	if n := strings.IndexByte(l.text[from:to], '\n'); n >= 0 {
		from += uint32(n) + 1
	}
	for c := range l.children(body) {
		if l.kind(c) == kHeredocEnd {
			to = uint32(strings.LastIndexByte(l.text[:l.nodes[c].start], '\n') + 1)
		}
	}
	return literal.Heredoc(l.text, int(from), int(to), l.interpolations(body), esc, squiggly)
}
