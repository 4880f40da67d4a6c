package source

import (
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// text has one line each of ASCII, an accent, a character beyond the BMP, a
// combining mark, CRLF, and no newline at its end.
const text = "plain\né = 1\n😀😀 x\ne\u0301 y\r\nlast"

func TestPosition(t *testing.T) {
	f := NewFile("a.pill", text)
	tests := []struct {
		at   string // the offset is that of this text
		want Position
		line int // of the protocol
		char int // in UTF-16 units
	}{
		{"plain", Position{1, 1}, 0, 0},
		{"n\n", Position{1, 5}, 0, 4},
		{"= 1", Position{2, 3}, 1, 2},
		{" x", Position{3, 3}, 2, 4},
		{"x\n", Position{3, 4}, 2, 5},
		{"y\r", Position{4, 4}, 3, 3},
		{"\r", Position{4, 5}, 3, 4},
		{"last", Position{5, 1}, 4, 0},
		{"", Position{5, 5}, 4, 4},
	}
	for _, test := range tests {
		at := len(text)
		for i := range text {
			if test.at != "" && len(text)-i >= len(test.at) && text[i:i+len(test.at)] == test.at {
				at = i
				break
			}
		}
		if got := f.Position(at); got != test.want {
			t.Errorf("Position of %q: got %v, want %v", test.at, got, test.want)
		}
		if got := f.Offset(test.want); got != at {
			t.Errorf("Offset(%v): got %d, want %d", test.want, got, at)
		}
		line, char := f.UTF16(at)
		if line != test.line || char != test.char {
			t.Errorf("UTF16 of %q: got %d:%d, want %d:%d", test.at, line, char, test.line, test.char)
		}
		if got := f.OffsetUTF16(test.line, test.char); got != at {
			t.Errorf("OffsetUTF16(%d, %d): got %d, want %d", test.line, test.char, got, at)
		}
	}
}

func TestPositionsBeyond(t *testing.T) {
	f := NewFile("a.pill", text)
	if got, want := f.Offset(Position{1, 99}), len("plain"); got != want {
		t.Errorf("a column past the end: got %d, want %d", got, want)
	}
	if got, want := f.OffsetUTF16(3, 99), len(text)-len("\nlast"); got != want {
		t.Errorf("a character past the end of a CRLF line: got %d, want %d", got, want)
	}
	if got := f.OffsetUTF16(99, 0); got != len(text) {
		t.Errorf("a line past the end: got %d, want %d", got, len(text))
	}
	if got := f.OffsetUTF16(-1, 3); got != 0 {
		t.Errorf("a line before the start: got %d, want 0", got)
	}
	emoji := len("plain\né = 1\n")
	if got := f.OffsetUTF16(2, 1); got != emoji {
		t.Errorf("within a surrogate pair: got %d, want %d", got, emoji)
	}
	if got := f.Position(emoji + 2); got != (Position{3, 1}) {
		t.Errorf("within a character: got %v, want 3:1", got)
	}
	if line, char := f.UTF16(len(text) + 5); line != 4 || char != 4 {
		t.Errorf("past the end: got %d:%d, want 4:4", line, char)
	}
}

func TestLineSpan(t *testing.T) {
	f := NewFile("a.pill", text)
	for line, want := range map[int]string{1: "plain", 2: "é = 1", 4: "e\u0301 y", 5: "last", 6: "", 0: ""} {
		if got := f.LineSpan(line).Text(); got != want {
			t.Errorf("line %d: got %q, want %q", line, got, want)
		}
	}
	x := f.Span(len("plain\n"), len("plain\n")+2)
	if got := f.FullLines(x).Text(); got != "é = 1\n" {
		t.Errorf("FullLines: got %q", got)
	}
}

// FuzzConvert checks that every offset at the start of a character survives
// each conversion and its reverse, and that the columns are what the standard
// library counts.
func FuzzConvert(f *testing.F) {
	f.Add(text, 7)
	f.Add("\r\n\xff\xfe\u2028x", 3)
	f.Add("", 0)
	f.Fuzz(func(t *testing.T, text string, at int) {
		file := NewFile("a.pill", text)
		at = min(max(at, 0), len(text))
		p := file.Position(at)
		back := file.Offset(p)
		if back > at || at-back >= utf8.UTFMax {
			t.Fatalf("Position(%d) = %v, Offset back %d", at, p, back)
		}
		if !utf8.ValidString(text) {
			return
		}
		line, char := file.UTF16(at)
		if got := file.OffsetUTF16(line, char); got != back {
			t.Fatalf("UTF16(%d) = %d:%d, back %d, want %d", at, line, char, got, back)
		}
		start := file.LineSpan(line + 1).Start
		if want := len(utf16.Encode([]rune(text[start:back]))); want != char {
			t.Fatalf("UTF16(%d): character %d, want %d", at, char, want)
		}
		l8, c8 := file.UTF8(at)
		if got := file.OffsetUTF8(l8, c8); got != back {
			t.Fatalf("UTF8(%d) = %d:%d, back %d, want %d", at, l8, c8, got, back)
		}
		l32, c32 := file.UTF32(at)
		if got := file.OffsetUTF32(l32, c32); got != back || c32 != utf8.RuneCountInString(text[start:back]) {
			t.Fatalf("UTF32(%d) = %d:%d, back %d, want %d", at, l32, c32, got, back)
		}
	})
}
