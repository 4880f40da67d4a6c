package ruby

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Upcase returns String#upcase with Unicode's full case mapping, in which one
// letter may become several.
func Upcase(s string) string {
	return mapRunes(s, func(_ int, r rune) string { return upperRune(r) })
}

// Downcase returns String#downcase with Unicode's full case mapping.
func Downcase(s string) string {
	return mapRunes(s, func(_ int, r rune) string { return lowerRune(r) })
}

// Capitalize returns String#capitalize: the first character in title case and
// the others in lower case.
func Capitalize(s string) string {
	return mapRunes(s, func(i int, r rune) string {
		if i == 0 {
			return titleRune(r)
		}
		return lowerRune(r)
	})
}

// Swapcase returns String#swapcase: lower case letters in upper case, and the
// other way round.
func Swapcase(s string) string {
	return mapRunes(s, func(_ int, r rune) string {
		if special, ok := swapTitle[r]; ok {
			return special
		}
		if special, ok := specialUpper[r]; ok {
			if unicode.IsTitle(r) { // a capital with an iota, which becomes one
				first, size := utf8.DecodeRuneInString(special)
				return lowerRune(first) + special[size:]
			}
			return special
		}
		switch {
		case unicode.ToUpper(r) != r:
			return string(unicode.ToUpper(r))
		}
		return lowerRune(r)
	})
}

// mapRunes replaces each character; bytes that are not UTF-8 stay.
func mapRunes(s string, f func(i int, r rune) string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			b.WriteByte(s[i])
		} else {
			b.WriteString(f(i, r))
		}
		i += size
	}
	return b.String()
}

// swapTitle holds the letters that are two in one with only the first in upper
// case; both are swapped.
var swapTitle = map[rune]string{0x1c5: "dŽ", 0x1c8: "lJ", 0x1cb: "nJ", 0x1f2: "dZ"}

func upperRune(r rune) string {
	if special, ok := specialUpper[r]; ok {
		return special
	}
	return string(unicode.ToUpper(r))
}

func lowerRune(r rune) string {
	if r == 0x130 { // dotted capital I keeps its dot as a mark of its own
		return "i\u0307"
	}
	return string(unicode.ToLower(r))
}

func titleRune(r rune) string {
	if special, ok := specialTitle[r]; ok {
		return special
	}
	if special, ok := specialUpper[r]; ok {
		return special
	}
	if r >= 0x1c90 && r <= 0x1cbf { // Georgian has no title case
		return lowerRune(r)
	}
	return string(unicode.ToTitle(r))
}

// Strip returns String#strip: s without white space and null bytes at either
// end. White space is that of ASCII.
func Strip(s string) string { return Lstrip(Rstrip(s)) }

// Lstrip returns String#lstrip: s without leading white space and null bytes.
func Lstrip(s string) string { return strings.TrimLeft(s, "\x00 \t\n\v\f\r") }

// Rstrip returns String#rstrip: s without trailing white space and null bytes.
func Rstrip(s string) string { return strings.TrimRight(s, "\x00 \t\n\v\f\r") }

// SplitString returns String#split with a string for the separator. A single
// space splits at runs of white space and drops leading ones; an empty
// separator splits into characters. A limit of zero drops empty strings at the
// end, a positive one gives at most so many parts, a negative one keeps all.
func SplitString(s, sep string, limit int) []string {
	if s == "" {
		return []string{}
	}
	if limit == 1 {
		return []string{s}
	}
	var parts []string
	switch sep {
	case " ":
		parts = splitAwk(s, limit)
	case "":
		parts = splitChars(s, limit)
	default:
		n := -1
		if limit > 0 {
			n = limit
		}
		parts = strings.SplitN(s, sep, n)
	}
	if limit == 0 {
		parts = dropEmptyTail(parts)
	}
	return parts
}

// dropEmptyTail removes the empty strings at the end.
func dropEmptyTail(parts []string) []string {
	for len(parts) > 0 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return parts
}

// splitAwk splits at runs of white space. With a limit, the last part keeps
// its spaces, and a string that ends in space has an empty last part.
func splitAwk(s string, limit int) []string {
	const space = " \t\n\v\f\r"
	parts := []string{}
	rest := strings.TrimLeft(s, space)
	for rest != "" {
		if limit > 0 && len(parts) == limit-1 {
			return append(parts, rest)
		}
		end := strings.IndexAny(rest, space)
		if end < 0 {
			return append(parts, rest)
		}
		parts = append(parts, rest[:end])
		rest = strings.TrimLeft(rest[end:], space)
	}
	if limit != 0 {
		parts = append(parts, "")
	}
	return parts
}

func splitChars(s string, limit int) []string {
	parts := runesOf(s)
	if limit > 0 && len(parts) >= limit {
		head := strings.Join(parts[:limit-1], "")
		return append(parts[:limit-1:limit-1], s[len(head):])
	}
	if limit != 0 {
		parts = append(parts, "")
	}
	return parts
}

// Lines returns String#lines: the lines of s with their line ends.
func Lines(s string) []string {
	if s == "" {
		return []string{}
	}
	parts := strings.SplitAfter(s, "\n")
	if parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return parts
}
