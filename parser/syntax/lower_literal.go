package syntax

// This file lowers numbers, strings and what is written like strings.

import (
	"math/big"
	"strconv"
	"strings"
)

func (l *lowerer) integer(i uint32, negative bool) Node {
	if text := l.textOf(i); text[0] != '0' {
		if v, err := strconv.ParseInt(text, 10, 64); err == nil {
			if negative {
				v = -v
			}
			return &Int{l.pos(i), v}
		}
	}
	text := strings.ToLower(l.textOf(i))
	digits := strings.TrimPrefix(text, "0d")
	v, ok := new(big.Int).SetString(digits, 0)
	if !ok {
		return &Int{Pos: l.pos(i)} // Ruby has refused it
	}
	if negative {
		v.Neg(v)
	}
	if v.IsInt64() {
		return &Int{l.pos(i), v.Int64()}
	}
	return &BigInt{l.pos(i), v}
}

func (l *lowerer) float(i uint32, negative bool) Node {
	v, _ := strconv.ParseFloat(strings.ReplaceAll(l.textOf(i), "_", ""), 64) // out of range gives Inf, as in Ruby
	if negative {
		v = -v
	}
	return &Float{l.pos(i), v}
}

func (l *lowerer) literal(i uint32) Node {
	p := l.pos(i)
	switch l.kind(i) {
	case kString:
		return l.quoted(i)
	case kBareString, kBareSymbol:
		return stringNode(p, []Node{&Str{Pos: p, Value: unescape(l.textOf(i), escDouble, "")}}, Pos{})
	case kChainedString:
		var parts []Node
		for c := range l.named(i) {
			switch s := l.node(c).(type) {
			case *DStr:
				parts = append(parts, s.Parts...)
			default:
				parts = append(parts, s)
			}
		}
		return stringNode(p, parts, Pos{})
	case kCharacter:
		return &Str{Pos: p, Value: unescape(l.textOf(i)[1:], escDouble, "")}
	case kHeredocBeginning:
		return l.heredoc(i)
	case kSubshell:
		return &XStr{Pos: p, Parts: l.contents(i, escDouble)}
	case kRegex:
		return l.regexp(i)
	case kSimpleSymbol:
		return &Sym{p, l.textOf(i)[1:]}
	case kHashKeySymbol:
		return &Sym{p, l.textOf(i)}
	case kDelimitedSymbol:
		esc := escDouble
		if t := l.textOf(i); strings.HasPrefix(t, ":'") || strings.HasPrefix(t, "%s") {
			esc = escSingle
		}
		n := stringNode(p, l.contents(i, esc), Pos{})
		if s, ok := n.(*Str); ok {
			return &Sym{p, s.Value}
		}
		return &DSym{p, n.(*DStr).Parts}
	default: // kStringArray, kSymbolArray
		return l.words(i)
	}
}

func (l *lowerer) quoted(i uint32) Node {
	t := l.textOf(i)
	esc := escDouble
	if strings.HasPrefix(t, "'") || strings.HasPrefix(t, "%q") {
		esc = escSingle
	}
	from, to := l.delimited(i)
	if !l.interpolated(i) && len(l.filled) == 0 {
		return &Str{Pos: l.pos(i), Value: unescape(l.text[from:to], esc, delimiters(l.text[from-1]))}
	}
	return stringNode(l.pos(i), l.contents(i, esc), Pos{})
}

// interpolated reports whether there is an interpolation in i.
func (l *lowerer) interpolated(i uint32) bool {
	for c := range l.children(i) {
		if l.kind(c) == kInterpolation {
			return true
		}
	}
	return false
}

func (l *lowerer) regexp(i uint32) Node {
	flags := ""
	for c := range l.children(i) {
		if l.kind(c) == kToken && l.nodes[c].end == l.nodes[i].end {
			flags = strings.TrimLeft(l.textOf(c), "/)]}>|!~;,.@%^*-_+=:?#$&'\"\\`")
		}
	}
	return &Regexp{Pos: l.pos(i), Parts: l.contents(i, escRegexp), Flags: flags}
}

// words lowers %w, %W, %i and %I. The words are told apart here and not by the
// grammar, which takes an escape after a blank for a part of the word before.
func (l *lowerer) words(i uint32) Node {
	n := &Array{Pos: l.pos(i), Words: true}
	open, end := l.delimited(i)
	esc := escWord
	if c := l.text[l.nodes[i].start+1]; c == 'W' || c == 'I' {
		esc = escWords
	}
	var holes []uint32
	for c := range l.named(i) {
		holes = append(holes, l.holes(c)...)
	}
	delims := delimiters(l.text[open-1])
	word := func(a, b uint32, within []uint32) {
		p := Pos{int32(a), int32(b)}
		e := stringNode(p, l.parts(a, b, within, esc, delims), Pos{})
		if l.kind(i) == kSymbolArray {
			e = symbolOf(e)
		}
		n.Elems = append(n.Elems, e)
	}
	from, within := open, 0 // where the word begins, in text and holes
	for at, h := open, 0; ; at++ {
		switch {
		case h < len(holes) && at == l.nodes[holes[h]].start:
			at = l.nodes[holes[h]].end - 1
			h++
		case at >= end || isBlank(l.text[at]):
			if from < at {
				word(from, min(at, end), holes[within:h])
			}
			if at >= end {
				return n
			}
			from, within = at+1, h
		case l.text[at] == '\\':
			at++
		}
	}
}

func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// holes lists the interpolations in i.
func (l *lowerer) holes(i uint32) []uint32 {
	var holes []uint32
	for c := range l.children(i) {
		if l.kind(c) == kInterpolation {
			holes = append(holes, c)
		}
	}
	return holes
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
func (l *lowerer) contents(i uint32, esc escapes) []Node {
	from, to := l.delimited(i)
	delims := ""
	if from > l.nodes[i].start {
		delims = delimiters(l.text[from-1])
	}
	return l.parts(from, to, l.holes(i), esc, delims)
}

// parts lowers the text from one offset to another, and the interpolations in
// it.
func (l *lowerer) parts(from, to uint32, holes []uint32, esc escapes, delims string) []Node {
	var parts []Node
	str := func(a, b uint32) {
		parts = append(parts, &Str{Pos: Pos{int32(a), int32(b)}, Value: unescape(l.text[a:b], esc, delims)})
	}
	text := func(a, b uint32) {
		l.stretches(a, b, str, func(h *Hole) { parts = append(parts, h) })
	}
	for _, h := range holes {
		text(from, l.nodes[h].start)
		parts = append(parts, l.seq(h))
		from = l.nodes[h].end
	}
	text(from, to)
	return parts
}

func delimiters(open byte) string {
	switch open {
	case '(':
		return "()"
	case '[':
		return "[]"
	case '{':
		return "{}"
	case '<':
		return "<>"
	}
	return single[open : int(open)+1]
}

// single has every byte at its own place, so that a string of one needs no
// room of its own.
var single = func() string {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	return string(b)
}()

// stringNode is the string of these parts.
func stringNode(p Pos, parts []Node, heredoc Pos) Node {
	for _, part := range parts {
		if _, ok := part.(*Str); !ok {
			return &DStr{p, parts, heredoc}
		}
	}
	if len(parts) == 1 {
		return &Str{p, parts[0].(*Str).Value, heredoc}
	}
	var joined strings.Builder
	for _, part := range parts {
		joined.WriteString(part.(*Str).Value)
	}
	return &Str{p, joined.String(), heredoc}
}
