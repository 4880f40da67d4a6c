package sitter

// This file lowers strings and what is written like strings.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

func (l *lowerer) literal(i uint32) ast.Node {
	p := l.pos(i)
	switch l.kind(i) {
	case kString:
		return l.quoted(i)
	case kBareString, kBareSymbol:
		return &ast.Str{Pos: p, Value: literal.Unescape(l.textOf(i), literal.Double, "")}
	case kChainedString:
		var strings []ast.Node
		for c := range l.named(i) {
			strings = append(strings, l.node(c))
		}
		return literal.Chain(p, strings)
	case kCharacter:
		return &ast.Str{Pos: p, Value: literal.Unescape(l.textOf(i)[1:], literal.Double, "")}
	case kHeredocBeginning:
		return l.heredoc(i)
	case kSubshell:
		return &ast.XStr{Pos: p, Parts: l.contents(i, literal.Double)}
	case kRegex:
		return l.regexp(i)
	case kSimpleSymbol:
		return &ast.Sym{Pos: p, Name: l.textOf(i)[1:]}
	case kHashKeySymbol:
		return &ast.Sym{Pos: p, Name: l.textOf(i)}
	case kDelimitedSymbol:
		esc := literal.Double
		if t := l.textOf(i); strings.HasPrefix(t, ":'") || strings.HasPrefix(t, "%s") {
			esc = literal.Single
		}
		return literal.Symbol(literal.String(p, l.contents(i, esc), ast.Pos{}))
	default: // kStringArray, kSymbolArray
		return l.words(i)
	}
}

func (l *lowerer) quoted(i uint32) ast.Node {
	t := l.textOf(i)
	esc := literal.Double
	if strings.HasPrefix(t, "'") || strings.HasPrefix(t, "%q") {
		esc = literal.Single
	}
	return literal.String(l.pos(i), l.contents(i, esc), ast.Pos{})
}

func (l *lowerer) regexp(i uint32) ast.Node {
	flags := ""
	for c := range l.children(i) {
		if l.kind(c) == kToken && l.nodes[c].end == l.nodes[i].end {
			flags = strings.TrimLeft(l.textOf(c), "/)]}>|!~;,.@%^*-_+=:?#$&'\"\\`")
		}
	}
	return &ast.Regexp{Pos: l.pos(i), Parts: l.contents(i, literal.Regexp), Flags: flags}
}

// words lowers %w, %W, %i and %I. The words are told apart here and not by the
// grammar, which takes an escape after a blank for a part of the word before.
func (l *lowerer) words(i uint32) ast.Node {
	n := &ast.Array{Pos: l.pos(i), Words: true}
	open, end := l.delimited(i)
	esc := literal.Word
	if c := l.text[l.nodes[i].start+1]; c == 'W' || c == 'I' {
		esc = literal.Words
	}
	var holes []ast.Node
	for c := range l.named(i) {
		holes = append(holes, l.interpolations(c)...)
	}
	n.Elems = literal.List(l.text, int(open), int(end), holes, esc)
	if l.kind(i) == kSymbolArray {
		for k, e := range n.Elems {
			n.Elems[k] = literal.Symbol(e)
		}
	}
	return n
}

// interpolations lowers the interpolations in i.
func (l *lowerer) interpolations(i uint32) []ast.Node {
	var list []ast.Node
	for c := range l.children(i) {
		if l.kind(c) == kInterpolation {
			list = append(list, l.seq(c))
		}
	}
	return list
}

// delimited returns where the text between the delimiters of i begins and ends.
func (l *lowerer) delimited(i uint32) (from, to uint32) {
	from, to = l.nodes[i].start, l.nodes[i].end
	for c := range l.children(i) {
		switch {
		case l.kind(c) != kToken:
		case l.nodes[c].start == l.nodes[i].start:
			from = l.nodes[c].end
		case l.nodes[c].end == l.nodes[i].end:
			to = l.nodes[c].start
		}
	}
	return from, to
}

// contents lowers what stands between the delimiters of i: text, with escapes
// done, and interpolations.
func (l *lowerer) contents(i uint32, esc literal.Escapes) []ast.Node {
	from, to := l.delimited(i)
	delims := ""
	if from > l.nodes[i].start {
		delims = literal.Delimiters(l.text[from-1])
	}
	return literal.Parts(l.text, int(from), int(to), l.interpolations(i), esc, delims)
}
