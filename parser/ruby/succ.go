package ruby

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"
)

// neighbor is what came of advancing one character.
type neighbor int

const (
	notChar neighbor = iota // not an alphanumeric character
	found                   // advanced
	wrapped                 // was the last of its kind and began again
)

// Succ returns String#succ: the rightmost letter or digit advanced, with a
// carry to the one left of it, and a string without any advanced at its last
// character.
func Succ(s string) string {
	chars := runesOf(s)
	if len(chars) == 0 {
		return ""
	}
	carryAt, carry := -1, ""
	type step struct {
		next, over rune
		state      neighbor
	}
	steps := map[rune]step{} // looking for the first of a kind can be long
	lastAlnum := -1
	state := found
	for i := len(chars) - 1; i >= 0; i-- {
		if state == notChar && lastAlnum >= 0 {
			// A letter and a digit with something else between them do not
			// carry into each other.
			last, cur := chars[lastAlnum][0], chars[i][0]
			if (isASCIIAlpha(last) && isASCIIDigit(cur)) || (isASCIIDigit(last) && isASCIIAlpha(cur)) {
				break
			}
		}
		r, size := utf8.DecodeRuneInString(chars[i])
		if r == utf8.RuneError && size == 1 {
			continue
		}
		st, seen := steps[r]
		if !seen {
			st.next, st.over, st.state = succAlnum(r)
			steps[r] = st
		}
		state = st.state
		if state == notChar {
			continue
		}
		chars[i] = string(st.next)
		if state == found {
			return strings.Join(chars, "")
		}
		lastAlnum = i
		carryAt, carry = i, string(st.over)
	}
	if carryAt < 0 {
		for i := len(chars) - 1; i >= 0; i-- {
			var ok bool
			chars[i], carry, ok = succAny(chars[i])
			if ok {
				return strings.Join(chars, "")
			}
			carryAt = i
		}
	}
	chars[carryAt] = carry + chars[carryAt]
	return strings.Join(chars, "")
}

func isASCIIAlpha(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isASCIIDigit(c byte) bool { return c >= '0' && c <= '9' }

// isAlphaRune is Unicode's Alphabetic property, Ruby's notion of a letter.
func isAlphaRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_Alphabetic, r)
}

// succAlnum advances a letter or digit within its own kind. When it was the
// last, the first of the kind and the character to carry are returned.
func succAlnum(r rune) (next, carry rune, n neighbor) {
	var is func(rune) bool
	digit := unicode.IsDigit(r)
	switch {
	case digit:
		is = unicode.IsDigit
	case isAlphaRune(r):
		is = isAlphaRune
	default:
		return r, 0, notChar
	}
	// Ruby steps over one character of another kind, not over two.
	cur := r
	for try := 0; try < 2; try++ {
		step, ok := succRune(cur)
		if !ok {
			break
		}
		if is(step) {
			return step, 0, found
		}
		cur = step
	}
	first, moved := r, false
	for {
		prev, ok := predRune(first)
		if !ok || !is(prev) {
			break
		}
		first, moved = prev, true
	}
	if !moved {
		return r, 0, notChar
	}
	if !digit {
		return first, first, wrapped
	}
	over, _ := succRune(first)
	return first, over, wrapped
}

// runeBounds returns the first and last character that take as many bytes.
func runeBounds(size int) (lo, hi rune) {
	switch size {
	case 1:
		return 0, 0x7f
	case 2:
		return 0x80, 0x7ff
	case 3:
		return 0x800, 0xffff
	}
	return 0x10000, unicode.MaxRune
}

// succRune returns the next character of the same length in bytes.
func succRune(r rune) (rune, bool) {
	_, hi := runeBounds(utf8.RuneLen(r))
	if r >= hi {
		return r, false
	}
	if r == 0xd7ff { // the surrogates are no characters
		return 0xe000, true
	}
	return r + 1, true
}

// predRune returns the previous character of the same length in bytes.
func predRune(r rune) (rune, bool) {
	lo, _ := runeBounds(utf8.RuneLen(r))
	if r <= lo {
		return r, false
	}
	if r == 0xe000 {
		return 0xd7ff, true
	}
	return r - 1, true
}

// succAny advances a character that is no letter or digit. When there is none
// after it, the first of its length and what to carry are returned.
func succAny(char string) (next, carry string, ok bool) {
	r, size := utf8.DecodeRuneInString(char)
	if r == utf8.RuneError && size == 1 {
		if char[0] < 0xff {
			return string([]byte{char[0] + 1}), "", true
		}
		return "\x01", "\x01", false
	}
	if step, more := succRune(r); more {
		return string(step), "", true
	}
	lo, _ := runeBounds(size)
	return string(lo), "\x01", false
}

// StringRange returns the strings of the range lo..hi, or lo...hi when
// exclusive, in the order String#upto gives them. It stops at limit strings and
// then reports false; the strings up to there are returned.
func StringRange(lo, hi string, exclusive bool, limit int) ([]string, bool) {
	out := []string{}
	full := func(s string) bool {
		if len(out) >= limit {
			return false
		}
		out = append(out, s)
		return true
	}
	if len(lo) == 1 && len(hi) == 1 && lo[0] < utf8.RuneSelf && hi[0] < utf8.RuneSelf {
		for c := int(lo[0]); c <= int(hi[0]) && (!exclusive || c < int(hi[0])); c++ {
			if !full(string(rune(c))) {
				return out, false
			}
		}
		return out, true
	}
	if allDigits(lo) && allDigits(hi) {
		from, to := ParseIntPrefix(lo, 10), ParseIntPrefix(hi, 10)
		one := big.NewInt(1)
		for ; from.Cmp(to) <= 0; from.Add(from, one) {
			if exclusive && from.Cmp(to) == 0 {
				break
			}
			if !full(zeroPad(from.String(), len(lo))) {
				return out, false
			}
		}
		return out, true
	}
	if lo > hi || (exclusive && lo == hi) {
		return out, true
	}
	after := Succ(hi)
	for cur := lo; cur != after; {
		if !full(cur) {
			return out, false
		}
		if !exclusive && cur == hi {
			break
		}
		cur = Succ(cur)
		if (exclusive && cur == hi) || len(cur) > len(hi) || cur == "" {
			break
		}
	}
	return out, true
}

// zeroPad puts zeros before s until it has width characters.
func zeroPad(s string, width int) string {
	if len(s) >= width {
		return s
	}
	return strings.Repeat("0", width-len(s)) + s
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isASCIIDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
