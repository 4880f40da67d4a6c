package ruby

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// Shellsplit returns Shellwords.split: the words a POSIX shell would make of
// the line, with quotes and backslashes resolved and nothing expanded. The
// error is Ruby's ArgumentError text for a quote that is never closed.
func Shellsplit(line string) ([]string, error) {
	words := []string{}
	var field strings.Builder
	i := 0
	for {
		for i < len(line) && isASCIISpace(rune(line[i])) {
			i++
		}
		if i >= len(line) {
			return words, nil
		}
		switch c := line[i]; c {
		case '\'':
			end := strings.IndexByte(line[i+1:], '\'')
			if end < 0 {
				return nil, errors.New("Unmatched quote: " + InspectString(line))
			}
			field.WriteString(line[i+1 : i+1+end])
			i += end + 2
		case '"':
			next, ok := doubleQuoted(line, i+1, &field)
			if !ok {
				return nil, errors.New("Unmatched quote: " + InspectString(line))
			}
			i = next
		case '\\':
			i++
			if i >= len(line) {
				field.WriteByte('\\')
				break
			}
			_, size := utf8.DecodeRuneInString(line[i:])
			if line[i] == '\n' {
				// Shellwords drops the backslash with a pattern whose dot does
				// not match a newline, so here it stays.
				field.WriteByte('\\')
			}
			field.WriteString(line[i : i+size])
			i += size
		default:
			start := i
			for i < len(line) && !isASCIISpace(rune(line[i])) && line[i] != '\\' && line[i] != '\'' && line[i] != '"' {
				i++
			}
			if field.Len() == 0 && (i >= len(line) || isASCIISpace(rune(line[i]))) {
				words = append(words, line[start:i]) // a word as most are
				i++
				continue
			}
			field.WriteString(line[start:i])
		}
		if i >= len(line) || isASCIISpace(rune(line[i])) {
			words = append(words, field.String())
			field.Reset()
			i++
		}
	}
}

// doubleQuoted reads a double quoted part that begins at i and returns the
// position after its closing quote.
func doubleQuoted(line string, i int, field *strings.Builder) (int, bool) {
	for i < len(line) {
		switch line[i] {
		case '"':
			return i + 1, true
		case '\\':
			if i+1 >= len(line) {
				return 0, false
			}
			if strings.IndexByte("$`\"\\\n", line[i+1]) < 0 {
				field.WriteByte('\\')
			}
			field.WriteByte(line[i+1])
			i += 2
		default:
			field.WriteByte(line[i])
			i++
		}
	}
	return 0, false
}

// Shellescape returns Shellwords.escape: s written so that a POSIX shell reads
// it as one word. The empty string becomes two quotes, and a newline is put
// between quotes because a backslash before it would join lines.
func Shellescape(s string) string {
	if s == "" {
		return "''"
	}
	var b strings.Builder
	for _, part := range runesOf(s) {
		c := part[0]
		switch {
		case c == '\n':
			b.WriteString("'\n'")
			continue
		case len(part) == 1 && (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || strings.IndexByte("_-.,:+/@", c) >= 0):
		default:
			b.WriteByte('\\')
		}
		b.WriteString(part)
	}
	return b.String()
}

// Shelljoin returns Shellwords.join: the escaped words with spaces between.
func Shelljoin(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = Shellescape(w)
	}
	return strings.Join(out, " ")
}

// runesOf cuts s into its characters, an invalid byte being one of its own.
func runesOf(s string) []string {
	out := make([]string, 0, len(s))
	for i := 0; i < len(s); {
		_, size := utf8.DecodeRuneInString(s[i:])
		out = append(out, s[i:i+size])
		i += size
	}
	return out
}
