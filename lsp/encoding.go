package lsp

// This file converts between byte offsets and positions of the protocol.

import (
	"math"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/source"
)

// An encoding is how characters are counted in positions.
type encoding = protocol.PositionEncodingKind

// chooseEncoding returns the encoding to speak of those that a client knows:
// bytes, which cost nothing, or else what it likes best.
func chooseEncoding(offered []encoding) encoding {
	if slices.Contains(offered, protocol.PositionEncodingKindUTF8) {
		return protocol.PositionEncodingKindUTF8
	}
	for _, e := range offered {
		if e == protocol.PositionEncodingKindUTF16 || e == protocol.PositionEncodingKindUTF32 {
			return e
		}
	}
	return protocol.PositionEncodingKindUTF16
}

// Position converts a byte offset.
func (v *View) Position(f *source.File, offset int) protocol.Position {
	convert := f.UTF16
	switch v.client.encoding {
	case protocol.PositionEncodingKindUTF8:
		convert = f.UTF8
	case protocol.PositionEncodingKindUTF32:
		convert = f.UTF32
	}
	line, character := convert(offset)
	return protocol.Position{Line: uint32(line), Character: uint32(character)}
}

// Offset converts a position. One past the end of its line means the line's end,
// and one past the last line the end of the text, as editors have it.
func (v *View) Offset(f *source.File, p protocol.Position) int {
	convert := f.OffsetUTF16
	switch v.client.encoding {
	case protocol.PositionEncodingKindUTF8:
		convert = f.OffsetUTF8
	case protocol.PositionEncodingKindUTF32:
		convert = f.OffsetUTF32
	}
	line, character := int(min(p.Line, math.MaxInt32-1)), int(min(p.Character, math.MaxInt32))
	return min(convert(line, character), f.LineSpan(line+1).End)
}

// Range converts a span.
func (v *View) Range(s source.Span) protocol.Range {
	return protocol.Range{Start: v.Position(s.File, s.Start), End: v.Position(s.File, s.End)}
}

// Span converts a range. Its ends may stand the wrong way round.
func (v *View) Span(f *source.File, r protocol.Range) source.Span {
	start, end := v.Offset(f, r.Start), v.Offset(f, r.End)
	return f.Span(min(start, end), max(start, end))
}
