package source

import "fmt"

// A Span is a run of bytes in one file. The zero Span has no file and means
// "no particular place".
type Span struct {
	File       *File
	Start, End int // byte offsets, 0 <= Start <= End <= len(File.Text)
}

// IsZero reports whether s names no place.
func (s Span) IsZero() bool { return s.File == nil }

// Text returns the bytes that s covers.
func (s Span) Text() string {
	if s.File == nil {
		return ""
	}
	return s.File.Text[s.Start:s.End]
}

// Len returns the number of bytes that s covers.
func (s Span) Len() int { return s.End - s.Start }

// Line returns the line that s starts on, counted from 1; 0 for the zero Span.
func (s Span) Line() int {
	if s.File == nil {
		return 0
	}
	return s.File.Line(s.Start)
}

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool {
	return s.File == t.File && s.Start <= t.Start && t.End <= s.End
}

// Overlaps reports whether s and t share a byte. Two empty spans at the same
// offset overlap, as inserting at one place twice has no defined order.
func (s Span) Overlaps(t Span) bool {
	if s.File != t.File {
		return false
	}
	if s.Start == t.Start {
		return true
	}
	return s.Start < t.End && t.Start < s.End
}

// Cover returns the smallest span that holds both s and t, which must be of
// the same file. A zero span is ignored.
func (s Span) Cover(t Span) Span {
	switch {
	case s.IsZero():
		return t
	case t.IsZero():
		return s
	}
	return Span{s.File, min(s.Start, t.Start), max(s.End, t.End)}
}

// String returns path:line:column, counted from 1, for messages to people.
func (s Span) String() string {
	if s.File == nil {
		return "-"
	}
	p := s.File.Position(s.Start)
	return fmt.Sprintf("%s:%d:%d", s.File.Path, p.Line, p.Column)
}
