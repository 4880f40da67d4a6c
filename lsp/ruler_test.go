package lsp

// This file counts positions as the protocol's text has it, and shares nothing with
// what the server counts by, so that a place that the server gives, or takes, is
// held against the text itself.

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/source"
)

// A ruler measures texts in an encoding.
type ruler struct {
	t        testing.TB
	encoding encoding
}

// width is how far apart in a line the ends of a text are.
func (r ruler) width(text string) uint32 {
	switch r.encoding {
	case protocol.PositionEncodingKindUTF8:
		return uint32(len(text))
	case protocol.PositionEncodingKindUTF32:
		return uint32(len([]rune(text)))
	}
	return uint32(len(utf16.Encode([]rune(text))))
}

// Position is where a byte of a text stands.
func (r ruler) Position(f *source.File, offset int) protocol.Position {
	lines := strings.Split(f.Text[:offset], "\n")
	return protocol.Position{Line: uint32(len(lines) - 1), Character: r.width(lines[len(lines)-1])}
}

// Offset is the byte that stands at a position. One that is at no character's
// beginning and no line's end is a mistake.
func (r ruler) Offset(f *source.File, p protocol.Position) int {
	r.t.Helper()
	lines := strings.SplitAfter(f.Text, "\n")
	if int(p.Line) >= len(lines) {
		r.t.Fatalf("there is no line %d in %s", p.Line, f.Path)
	}
	before := len(strings.Join(lines[:p.Line], ""))
	line := strings.TrimSuffix(strings.TrimSuffix(lines[p.Line], "\n"), "\r")
	for at := 0; at <= len(line); at++ {
		if (at == len(line) || utf8.RuneStart(line[at])) && r.width(line[:at]) == p.Character {
			return before + at
		}
	}
	r.t.Fatalf("%s: in %s, no character of %q is at %v", r.encoding, f.Path, line, p)
	return 0
}

// Range is where a span of a text stands.
func (r ruler) Range(s source.Span) protocol.Range {
	return protocol.Range{Start: r.Position(s.File, s.Start), End: r.Position(s.File, s.End)}
}

// Span is what stands at a range of a text.
func (r ruler) Span(f *source.File, at protocol.Range) source.Span {
	r.t.Helper()
	start, end := r.Offset(f, at.Start), r.Offset(f, at.End)
	if start > end {
		r.t.Fatalf("%s: %v of %s ends before it begins", r.encoding, at, f.Path)
	}
	return f.Span(start, end)
}

// change is what an editor sends when one text becomes another: the characters
// between those that both have in common.
func (r ruler) change(f *source.File, text string) any {
	was, now := []rune(f.Text), []rune(text)
	head := 0
	for head < min(len(was), len(now)) && was[head] == now[head] {
		head++
	}
	tail := 0
	for tail < min(len(was), len(now))-head && was[len(was)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	start := len(string(was[:head]))
	end := len(f.Text) - len(string(was[len(was)-tail:]))
	return map[string]any{"range": r.Range(f.Span(start, end)), "text": string(now[head : len(now)-tail])}
}

// rangeOf is where a span stands for a client that offers nothing else.
func rangeOf(s source.Span) protocol.Range {
	return ruler{encoding: protocol.PositionEncodingKindUTF16}.Range(s)
}
