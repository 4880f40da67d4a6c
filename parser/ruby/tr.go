package ruby

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// maxSetRunes bounds the length of a set, each character of which is looked at
// for each character of the string.
const maxSetRunes = 1 << 12

// charRange is a run of characters of a set such as "a-z".
type charRange struct{ lo, hi rune }

// charSpec is a parsed set of String#tr, #delete, #count and #squeeze.
type charSpec struct {
	negated bool
	ranges  []charRange // in the order they are written
	last    rune        // what String#tr repeats when the set has run out
}

// parseCharSpec reads the set syntax: ranges with a dash, a backslash before a
// character to be taken as it is, and, where it is allowed, a caret in front
// for the complement. With an error, the set holds what is before the range
// that runs backwards.
func parseCharSpec(set string, caret bool) (charSpec, error) {
	runes := []rune(set)
	var spec charSpec
	if len(runes) > maxSetRunes {
		return spec, &LimitError{What: "character set"}
	}
	if caret && len(runes) > 1 && runes[0] == '^' {
		spec.negated = true
		runes = runes[1:]
	}
	for i := 0; i < len(runes); {
		if runes[i] == '\\' && i+1 < len(runes) {
			i++
		}
		lo := runes[i]
		i++
		if i+1 >= len(runes) || runes[i] != '-' {
			spec.ranges = append(spec.ranges, charRange{lo, lo})
			spec.last = lo
			continue
		}
		hi := runes[i+1] // a backslash does not escape here
		i += 2
		switch {
		case lo > hi:
			return spec, backwardsRange(lo, hi)
		case lo == hi:
			// Ruby gives such a range's character twice, and then stands on
			// the next one.
			spec.ranges = append(spec.ranges, charRange{lo, lo}, charRange{lo, lo})
			spec.last = lo + 1
		default:
			spec.ranges = append(spec.ranges, charRange{lo, hi})
			spec.last = hi
		}
	}
	return spec, nil
}

func backwardsRange(lo, hi rune) error {
	if lo < utf8.RuneSelf && hi < utf8.RuneSelf {
		return errors.New(`invalid range "` + string(lo) + "-" + string(hi) + `" in string transliteration`)
	}
	return errors.New("invalid range in string transliteration")
}

// length returns how many characters the set has when it is written out.
func (c charSpec) length() int {
	n := 0
	for _, cr := range c.ranges {
		n += int(cr.hi-cr.lo) + 1
	}
	return n
}

// index returns the position of r in the set as it is written out, the last
// one when it has several, or -1.
func (c charSpec) index(r rune) int {
	at, found := 0, -1
	for _, cr := range c.ranges {
		if r >= cr.lo && r <= cr.hi {
			found = at + int(r-cr.lo)
		}
		at += int(cr.hi-cr.lo) + 1
	}
	return found
}

// at returns the character at a position of the set written out, the last one
// past its end.
func (c charSpec) at(n int) rune {
	for _, cr := range c.ranges {
		size := int(cr.hi-cr.lo) + 1
		if n < size {
			return cr.lo + rune(n)
		}
		n -= size
	}
	return c.last
}

// beyondTable returns the characters of the set that Ruby keeps in a hash, not
// in its table of 256.
func (c charSpec) beyondTable() runeSet {
	return newSet(c.ranges...).intersect(runeSet{{0x100, utf8.MaxRune}})
}

// CheckCharSet returns the error that Ruby raises (ArgumentError) for a set
// that delete, squeeze and count do not accept, which is a range that runs
// backwards, or a *LimitError for more than 4096 characters.
// The functions of this package leave the string alone for such a set, so
// callers ask here first. Ruby does not always look at the sets when the string
// is empty.
func CheckCharSet(set string) error {
	_, err := parseCharSpec(set, true)
	return err
}

// CheckTr returns the error that Ruby raises (ArgumentError) for the sets of tr
// and tr_s when the string is not empty: a range that runs backwards, unless it
// is in to and past what from needs of it. A set of more than 4096 characters is
// a *LimitError.
func CheckTr(from, to string) error {
	_, _, err := parseTr(from, to)
	return err
}

func parseTr(from, to string) (src, dst charSpec, err error) {
	src, err = parseCharSpec(from, true)
	if to == "" {
		return src, dst, err
	}
	if err != nil {
		// The one that Ruby comes to first counts; it reads the sets in turns.
		other, toErr := parseCharSpec(to, false)
		if toErr != nil && !src.negated && other.length() < src.length() {
			err = toErr
		}
		return src, dst, err
	}
	dst, err = parseCharSpec(to, false)
	var limit *LimitError
	if err != nil && !errors.As(err, &limit) && !src.negated && src.length() <= dst.length() {
		err = nil
	}
	return src, dst, err
}

// Tr returns String#tr: each character of the set from replaced by the one at
// its place in to, whose last character serves for the rest. An empty to
// deletes. See CheckTr for sets that are not valid.
func Tr(s, from, to string) string { return transliterate(s, from, to, false) }

// TrS returns String#tr_s: Tr, and each run of a character that Tr put in is
// made one.
func TrS(s, from, to string) string { return transliterate(s, from, to, true) }

func transliterate(s, from, to string, squeeze bool) string {
	if to == "" {
		return Delete(s, from)
	}
	src, dst, err := parseTr(from, to)
	if err != nil {
		return s
	}
	// A gap of tr_s: its complement of a set without such characters ends with
	// the table of 256.
	gap := squeeze && src.negated && len(src.beyondTable()) == 0
	var b strings.Builder
	last, lastSet := rune(0), false
	known := map[rune]int{}
	for _, part := range runesOf(s) {
		r, size := utf8.DecodeRuneInString(part)
		n, seen := known[r]
		if !seen {
			n = src.index(r)
			known[r] = n
		}
		switch {
		case r == utf8.RuneError && size == 1, gap && r > 0xff, src.negated == (n >= 0):
			b.WriteString(part)
			lastSet = false
			continue
		case src.negated:
			r = dst.last
		default:
			r = dst.at(n)
		}
		if squeeze && lastSet && last == r {
			continue
		}
		b.WriteRune(r)
		last, lastSet = r, true
	}
	return b.String()
}

// charTable is what several sets have in common, kept as Ruby does: a table of
// the first 256 characters and two hashes for the others. The hashes make a
// difference for sets of which some are complements.
type charTable struct {
	low          [256]bool
	rest         bool // whether characters in no hash belong to it
	in, notIn    runeSet
	hasIn, hasEx bool
}

// newCharTable returns false for a set that is not valid.
func newCharTable(sets []string) (*charTable, bool) {
	t := &charTable{}
	for i, set := range sets {
		spec, err := parseCharSpec(set, true)
		if err != nil {
			return nil, false
		}
		t.add(spec, i == 0)
	}
	return t, true
}

// add narrows the table down to a further set, as tr_setup_table does.
func (t *charTable) add(spec charSpec, first bool) {
	if first {
		for i := range t.low {
			t.low[i] = true
		}
		t.rest = spec.negated
	} else if !spec.negated {
		t.rest = false
	}
	chars := newSet(spec.ranges...)
	for i := range t.low {
		t.low[i] = t.low[i] && chars.contains(rune(i)) != spec.negated
	}
	beyond := spec.beyondTable()
	made := false
	if len(beyond) > 0 && (first || t.hasIn || t.rest) {
		made = true
		switch {
		case spec.negated:
			t.notIn, t.hasEx = t.notIn.union(beyond), true
		case t.hasIn:
			t.in = t.in.intersect(beyond)
		default:
			t.in, t.hasIn = beyond, true
		}
	}
	if !made && !spec.negated {
		t.in, t.hasIn = nil, false
	}
}

func (t *charTable) contains(part string) bool {
	r, size := utf8.DecodeRuneInString(part)
	switch {
	case r == utf8.RuneError && size == 1:
		return false
	case r < 0x100:
		return t.low[r]
	case t.hasIn:
		if t.in.contains(r) && !(t.hasEx && t.notIn.contains(r)) {
			return true
		}
	case t.hasEx && t.notIn.contains(r):
		return false
	}
	return t.rest
}

// Delete returns String#delete: s without the characters that are in all of
// the sets. Ruby asks for at least one set; with none s is returned.
func Delete(s string, sets ...string) string {
	table, ok := newCharTable(sets)
	if !ok || len(sets) == 0 {
		return s
	}
	var b strings.Builder
	for _, part := range runesOf(s) {
		if !table.contains(part) {
			b.WriteString(part)
		}
	}
	return b.String()
}

// Squeeze returns String#squeeze: each run of one character made a single one,
// for the characters in all of the sets, or for every character with none.
func Squeeze(s string, sets ...string) string {
	table, ok := newCharTable(sets)
	if !ok {
		return s
	}
	var b strings.Builder
	last := ""
	for _, part := range runesOf(s) {
		if part == last && (len(sets) == 0 || table.contains(part)) {
			continue
		}
		b.WriteString(part)
		last = part
	}
	return b.String()
}

// Count returns String#count: how many characters of s are in all of the sets.
// Ruby asks for at least one set; with none the answer is zero.
func Count(s string, sets ...string) int {
	table, ok := newCharTable(sets)
	if !ok || len(sets) == 0 {
		return 0
	}
	n := 0
	for _, part := range runesOf(s) {
		if table.contains(part) {
			n++
		}
	}
	return n
}
