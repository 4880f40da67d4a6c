package source

// This file converts between byte offsets and the two other ways to name a
// place: a line and column for people, and a position of the Language Server
// Protocol, in each of its three encodings. No other file does.

import "unicode/utf8"

// A Position is a place as people name it: both counted from 1, Column in
// characters (Unicode code points; an invalid byte counts as one).
type Position struct{ Line, Column int }

// Position converts a byte offset. An offset within a character, or past the
// end, is moved to the character's start, or the end.
func (f *File) Position(offset int) Position {
	offset = min(max(offset, 0), len(f.Text))
	line := f.Line(offset)
	start := f.lines[line-1]
	return Position{line, utf8.RuneCountInString(f.Text[start:f.runeStart(offset)]) + 1}
}

// Offset converts a position of people to a byte offset. A column past the end
// of its line means the line's end.
func (f *File) Offset(p Position) int {
	span := f.lineWithCR(p.Line)
	at := span.Start
	for col := 1; col < p.Column && at < span.End; col++ {
		_, n := utf8.DecodeRuneInString(f.Text[at:span.End])
		at += n
	}
	return at
}

// UTF16 converts a byte offset to a protocol position: line and character
// counted from 0, the character in UTF-16 code units.
func (f *File) UTF16(offset int) (line, character int) {
	offset = f.runeStart(min(max(offset, 0), len(f.Text)))
	line = f.Line(offset)
	for _, r := range f.Text[f.lines[line-1]:offset] {
		character++
		if r > 0xffff {
			character++
		}
	}
	return line - 1, character
}

// OffsetUTF16 converts a protocol position to a byte offset. As the protocol
// demands, a character past the end of the line means the line's end.
func (f *File) OffsetUTF16(line, character int) int {
	span := f.lineWithCR(line + 1)
	at := span.Start
	for units := 0; units < character && at < span.End; {
		r, n := utf8.DecodeRuneInString(f.Text[at:span.End])
		units++
		if r > 0xffff {
			units++
		}
		if units > character {
			break // within a surrogate pair: the character's start
		}
		at += n
	}
	return at
}

// UTF8 converts a byte offset to a protocol position of a client that counts
// in bytes.
func (f *File) UTF8(offset int) (line, character int) {
	offset = f.runeStart(min(max(offset, 0), len(f.Text)))
	line = f.Line(offset)
	return line - 1, offset - f.lines[line-1]
}

// OffsetUTF8 converts a protocol position in bytes to a byte offset.
func (f *File) OffsetUTF8(line, character int) int {
	span := f.lineWithCR(line + 1)
	return f.runeStart(min(span.Start+max(character, 0), span.End))
}

// UTF32 converts a byte offset to a protocol position of a client that counts
// in code points.
func (f *File) UTF32(offset int) (line, character int) {
	p := f.Position(offset)
	return p.Line - 1, p.Column - 1
}

// OffsetUTF32 converts a protocol position in code points to a byte offset.
func (f *File) OffsetUTF32(line, character int) int {
	return f.Offset(Position{line + 1, character + 1})
}

// lineWithCR is the span of a line without its newline, but with a carriage
// return, which is a character that positions may count.
func (f *File) lineWithCR(line int) Span {
	if line < 1 {
		return Span{f, 0, 0}
	}
	s := f.LineSpan(line)
	if line < len(f.lines) {
		s.End = f.lines[line] - 1
	}
	return s
}

// runeStart moves an offset back to the start of the character it lies in.
func (f *File) runeStart(offset int) int {
	for at, n := offset, 0; at >= 0 && at < len(f.Text) && n < utf8.UTFMax; n++ {
		if utf8.RuneStart(f.Text[at]) {
			if _, size := utf8.DecodeRuneInString(f.Text[at:]); at+size > offset {
				return at
			}
			break
		}
		at--
	}
	return offset
}
