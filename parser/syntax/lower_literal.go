package syntax

// This file lowers strings and what is written like strings.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/literal"
)

func (l *lowerer) literal(i uint32) Node {
	p := l.pos(i)
	switch l.kind(i) {
	case kString:
		return l.quoted(i)
	case kBareString, kBareSymbol:
		return &Str{Pos: p, Value: literal.Unescape(l.textOf(i), literal.Double, "")}
	case kChainedString:
		var strings []Node
		for c := range l.named(i) {
			strings = append(strings, l.node(c))
		}
		return literal.Chain(p, strings)
	case kCharacter:
		return &Str{Pos: p, Value: literal.Unescape(l.textOf(i)[1:], literal.Double, "")}
	case kHeredocBeginning:
		return l.heredoc(i)
	case kSubshell:
		return &XStr{Pos: p, Parts: l.contents(i, literal.Double)}
	case kRegex:
		return l.regexp(i)
	case kSimpleSymbol:
		return &Sym{Pos: p, Name: l.textOf(i)[1:]}
	case kHashKeySymbol:
		return &Sym{Pos: p, Name: l.textOf(i)}
	case kDelimitedSymbol:
		esc := literal.Double
		if t := l.textOf(i); strings.HasPrefix(t, ":'") || strings.HasPrefix(t, "%s") {
			esc = literal.Single
		}
		return literal.Symbol(literal.String(p, l.contents(i, esc), Pos{}))
	default: // kStringArray, kSymbolArray
		return l.words(i)
	}
}

func (l *lowerer) quoted(i uint32) Node {
	t := l.textOf(i)
	esc := literal.Double
	if strings.HasPrefix(t, "'") || strings.HasPrefix(t, "%q") {
		esc = literal.Single
	}
	return literal.String(l.pos(i), l.contents(i, esc), Pos{})
}

func (l *lowerer) regexp(i uint32) Node {
	flags := ""
	for c := range l.children(i) {
		if l.kind(c) == kToken && l.nodes[c].end == l.nodes[i].end {
			flags = strings.TrimLeft(l.textOf(c), "/)]}>|!~;,.@%^*-_+=:?#$&'\"\\`")
		}
	}
	return &Regexp{Pos: l.pos(i), Parts: l.contents(i, literal.Regexp), Flags: flags}
}

// words lowers %w, %W, %i and %I. The words are told apart here and not by the
// grammar, which takes an escape after a blank for a part of the word before.
func (l *lowerer) words(i uint32) Node {
	n := &Array{Pos: l.pos(i), Words: true}
	open, end := l.delimited(i)
	esc := literal.Word
	if c := l.text[l.nodes[i].start+1]; c == 'W' || c == 'I' {
		esc = literal.Words
	}
	var holes []Node
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
func (l *lowerer) interpolations(i uint32) []Node {
	var list []Node
	for c := range l.children(i) {
		if l.kind(c) == kInterpolation {
			list = append(list, l.seq(c))
		}
	}
	return list
}

// holes lowers the interpolations in i, and what a template fills in between
// two offsets of its text.
func (l *lowerer) holes(i, from, to uint32) []Node {
	if len(l.filled) == 0 {
		return l.interpolations(i)
	}
	var list []Node
	fill := func(from, to int32) {
		for _, h := range l.holesIn(Pos{Start: from, End: to}) {
			list = append(list, &Hole{Pos: h.Pos, Code: h.Code})
		}
	}
	at := int32(from)
	for _, n := range l.interpolations(i) {
		fill(at, n.Range().Start)
		list = append(list, n)
		at = n.Range().End
	}
	fill(at, int32(to))
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
func (l *lowerer) contents(i uint32, esc literal.Escapes) []Node {
	from, to := l.delimited(i)
	delims := ""
	if from > l.nodes[i].start {
		delims = literal.Delimiters(l.text[from-1])
	}
	return literal.Parts(l.text, int(from), int(to), l.holes(i, from, to), esc, delims)
}
