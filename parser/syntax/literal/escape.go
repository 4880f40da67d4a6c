package literal

// This file does escapes.

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Escapes says which escapes a literal knows.
type Escapes uint8

// What the kinds of literals know.
const (
	Raw    Escapes = iota // a heredoc with a quoted word: none
	Single                // '…' and %q: the backslash and the delimiters
	Double                // "…" and the like: all
	Regexp                // kept as they are, but for the delimiters
	Word                  // %w: white space, the backslash and the delimiters
	Words                 // %W: all, and a newline
)

// Unescape does the escapes of a literal's text. A line always ends in a bare
// newline: Ruby reads no other.
func Unescape(s string, esc Escapes, delims string) string {
	if strings.Contains(s, "\r\n") {
		s = strings.ReplaceAll(s, "\r\n", "\n")
	}
	if esc == Raw || strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			i++
			continue
		}
		c := s[i+1]
		switch {
		case esc == Double && c == '\n':
			i += 2
		case esc == Double || esc == Words:
			i = escape(&b, s, i+1)
		case esc == Regexp && c == '\n':
			i += 2
		case esc == Regexp:
			if !plainDelimiter(c, delims) {
				b.WriteByte('\\')
			}
			b.WriteByte(c)
			i += 2
		case c == '\\' || strings.IndexByte(delims, c) >= 0 || esc == Word && IsBlank(c):
			b.WriteByte(c)
			i += 2
		default:
			b.WriteString(s[i : i+2])
			i += 2
		}
	}
	return b.String()
}

// plainDelimiter reports whether c closes a regular expression and means
// nothing else in one, so that its backslash is dropped.
func plainDelimiter(c byte, delims string) bool {
	return strings.IndexByte(delims, c) >= 0 && strings.IndexByte("$*+.?^|)]}>", c) < 0 && strings.IndexByte("([{<", c) < 0
}

// HexDigits are the digits of a hexadecimal number.
const HexDigits = "0123456789abcdefABCDEF"

// simpleEscapes are the letters that stand for one byte.
var simpleEscapes = [256]byte{
	'a': 7, 'b': 8, 'e': 27, 'f': 12, 'n': 10, 'r': 13, 's': 32, 't': 9, 'v': 11,
}

// escape writes what the escape at s[i], after its backslash, stands for and
// returns the index after it.
func escape(b *strings.Builder, s string, i int) int {
	switch c := s[i]; {
	case c == 'u':
		return unicodeEscape(b, s, i)
	case c == 'M' || c == 'C' || c == 'c' || c == 'x' || '0' <= c && c <= '7' || simpleEscapes[c] != 0:
		v, next := byteEscape(s, i)
		b.WriteByte(v)
		return next
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	b.WriteString(s[i : i+n])
	return i + n
}

// byteEscape returns the byte that the escape at s[i] stands for, and the
// index after it. Ruby has refused what makes no sense here.
func byteEscape(s string, i int) (byte, int) {
	if i >= len(s) {
		return 0, i
	}
	c := s[i]
	switch {
	case simpleEscapes[c] != 0:
		return simpleEscapes[c], i + 1
	case c == 'x':
		n := span(s[i+1:], 2, HexDigits)
		v, _ := strconv.ParseUint(s[i+1:i+1+n], 16, 8)
		return byte(v), i + 1 + n
	case '0' <= c && c <= '7':
		n := span(s[i:], 3, "01234567")
		v, _ := strconv.ParseUint(s[i:i+n], 8, 16)
		return byte(v), i + n
	case c == 'M' && strings.HasPrefix(s[i+1:], "-"):
		v, next := escapable(s, i+2)
		return v | 0x80, next
	case c == 'C' && strings.HasPrefix(s[i+1:], "-"):
		return control(s, i+2)
	case c == 'c':
		return control(s, i+1)
	}
	return c, i + 1
}

// control returns the control character of what stands at s[i].
func control(s string, i int) (byte, int) {
	v, next := escapable(s, i)
	if v == '?' {
		return 127, next
	}
	return v & 0x9f, next
}

// escapable returns the byte at s[i], which may be an escape itself.
func escapable(s string, i int) (byte, int) {
	if i < len(s) && s[i] == '\\' {
		return byteEscape(s, i+1)
	}
	if i < len(s) {
		return s[i], i + 1
	}
	return 0, i
}

func unicodeEscape(b *strings.Builder, s string, i int) int {
	if strings.HasPrefix(s[i+1:], "{") {
		if end := strings.IndexByte(s[i:], '}'); end > 0 {
			for _, word := range strings.Fields(s[i+2 : i+end]) {
				if v, err := strconv.ParseUint(word, 16, 32); err == nil {
					b.WriteRune(rune(v))
				}
			}
			return i + end + 1
		}
	}
	n := span(s[i+1:], 4, HexDigits)
	if n < 4 {
		b.WriteByte('u')
		return i + 1
	}
	v, _ := strconv.ParseUint(s[i+1:i+5], 16, 32)
	b.WriteRune(rune(v))
	return i + 5
}

// span counts the leading bytes of s, at most limit, that are in set.
func span(s string, limit int, set string) int {
	n := 0
	for n < min(limit, len(s)) && strings.IndexByte(set, s[n]) >= 0 {
		n++
	}
	return n
}
