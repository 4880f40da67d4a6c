// Package source holds text and places in it: files, spans, positions and
// edits.
//
// Inside the program, bytes are the only currency: a place is a byte offset
// into one immutable File. Lines and columns exist for people (counted from
// 1, columns in characters) and for editors (counted from 0, in UTF-16 code
// units); convert.go is the only file that knows how to get from one to the
// other.
package source

import (
	"sort"
	"strings"
)

// A File is one version of one file. It is immutable: a new version of the
// text is a new File.
type File struct {
	Path string
	Text string

	lines []int // offset of the first byte of each line; lines[0] is 0
}

// NewFile returns the file of that path and text.
func NewFile(path, text string) *File {
	f := &File{Path: path, Text: text}
	f.lines = make([]int, 1, strings.Count(text, "\n")+1)
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		f.lines = append(f.lines, i)
	}
	return f
}

// Span returns the span of f from byte start to byte end, put right if it
// does not lie in f.
func (f *File) Span(start, end int) Span {
	start = min(max(start, 0), len(f.Text))
	end = min(max(end, start), len(f.Text))
	return Span{f, start, end}
}

// Whole returns the span of all of f.
func (f *File) Whole() Span { return Span{f, 0, len(f.Text)} }

// Line returns the line of a byte offset, counted from 1.
func (f *File) Line(offset int) int {
	return sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset })
}

// LineCount returns the number of lines; a text that ends in a newline has an
// empty last line.
func (f *File) LineCount() int { return len(f.lines) }

// LineSpan returns the span of a line, counted from 1, without its line
// ending (LF or CRLF).
func (f *File) LineSpan(line int) Span {
	if line < 1 || line > len(f.lines) {
		return Span{f, len(f.Text), len(f.Text)}
	}
	start, end := f.lines[line-1], len(f.Text)
	if line < len(f.lines) {
		end = f.lines[line] - 1
		if end > start && f.Text[end-1] == '\r' {
			end--
		}
	}
	return Span{f, start, end}
}

// FullLines returns the span of the lines that s touches, with the ending of
// the last: what has to go when the lines go.
func (f *File) FullLines(s Span) Span {
	first, last := f.Line(s.Start), f.Line(max(s.Start, s.End-1))
	end := len(f.Text)
	if last < len(f.lines) {
		end = f.lines[last]
	}
	return Span{f, f.lines[first-1], end}
}
