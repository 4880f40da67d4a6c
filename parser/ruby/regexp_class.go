package ruby

// This file parses character classes.

import (
	"strings"
	"unicode"
)

// charClass reads a character class after its bracket, and ignores case in it
// when the option asks for it.
func (p *patternParser) charClass() (runeSet, error) {
	set, cross, negated, err := p.classContent()
	if err != nil {
		return nil, err
	}
	// The case is ignored in what is written, and the complement taken after.
	if p.opts.ignoreCase {
		if r, ok := set.single(); ok && !negated {
			set = foldRune(r)
		} else {
			set = set.foldClass(cross)
		}
	}
	if negated {
		set = set.negate()
	}
	return set, nil
}

// classReader is the state of reading a class: the set of what was read since
// the last &&, and the character that may begin a range.
type classReader struct {
	ranges []charRange
	sets   runeSet
	cross  runeSet // the part of sets that is not limited to ASCII
	prev   rune
	hasOne bool // prev is a character that a range may begin with
}

func (r *classReader) char(c rune) {
	r.flush()
	r.prev, r.hasOne = c, true
}

func (r *classReader) flush() {
	if r.hasOne {
		r.ranges = append(r.ranges, charRange{r.prev, r.prev})
		r.hasOne = false
	}
}

func (r *classReader) add(set, cross runeSet) {
	r.flush()
	r.sets = r.sets.union(set)
	r.cross = r.cross.union(cross)
}

func (r *classReader) take() (set, cross runeSet) {
	r.flush()
	chars := newSet(r.ranges...)
	return chars.union(r.sets), chars.union(r.cross)
}

// classContent reads a class up to its closing bracket, without the complement
// that a caret asks for. The second set is the part of the first that comes
// from characters and from sets not limited to ASCII.
func (p *patternParser) classContent() (set, cross runeSet, negated bool, err error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxPatternDepth {
		return nil, nil, false, &LimitError{What: "nesting of the regular expression"}
	}
	if p.peek() == '^' {
		negated = true
		p.pos++
	}
	reader := &classReader{}
	set, cross = runeSet{{0, unicode.MaxRune}}, runeSet{{0, unicode.MaxRune}}
	take := func() {
		s, c := reader.take()
		set, cross = set.intersect(s), cross.intersect(c)
		reader = &classReader{}
	}
	if p.peek() == ']' {
		// A bracket right at the start is a character if another one closes.
		if strings.IndexByte(p.src[p.pos+1:], ']') < 0 {
			return nil, nil, false, p.syntax("empty char-class")
		}
		p.pos++
		reader.char(']')
	}
	for {
		if !p.more() {
			return nil, nil, false, p.syntax("premature end of char-class")
		}
		switch {
		case p.peek() == ']':
			p.pos++
			take()
			return set, cross, negated, nil
		case p.looking("&&"):
			p.pos += 2
			take()
		case p.peek() == '[':
			inner, innerCross, err := p.nestedClass()
			if err != nil {
				return nil, nil, false, err
			}
			reader.add(inner, innerCross)
		case p.peek() == '-':
			if err := p.classDash(reader); err != nil {
				return nil, nil, false, err
			}
		default:
			if err := p.classItems(reader); err != nil {
				return nil, nil, false, err
			}
		}
	}
}

// classItems reads one item of a class that is no bracket and no dash.
func (p *patternParser) classItems(reader *classReader) error {
	limited := p.looking(`\`) && !p.looking(`\p`) && !p.looking(`\P`) && !p.opts.wide
	runes, set, isSet, err := p.classItem()
	if err != nil {
		return err
	}
	switch {
	case isSet && limited:
		reader.add(set, nil)
	case isSet:
		reader.add(set, set)
	default:
		for _, r := range runes {
			reader.char(r)
		}
	}
	return nil
}

// classItem reads a character, or an escape that stands for a set.
func (p *patternParser) classItem() (runes []rune, set runeSet, isSet bool, err error) {
	if p.peek() != '\\' {
		return []rune{p.rune()}, nil, false, nil
	}
	if p.pos+1 >= len(p.src) {
		return nil, nil, false, p.syntax("too short escape sequence")
	}
	if set, ok, err := p.classEscape(); ok || err != nil {
		return nil, set, true, err
	}
	switch p.src[p.pos+1] {
	case 'b':
		p.pos += 2
		return []rune{'\b'}, nil, false, nil
	case 'u':
		runes, err := p.unicodeRunes()
		return runes, nil, false, err
	case 'R', 'X':
		return nil, nil, false, &UnsupportedError{What: `\R or \X in a character class`}
	}
	r, err := p.charEscape()
	return []rune{r}, nil, false, err
}

// classDash reads a dash in a class: a range, or itself where it cannot be one.
func (p *patternParser) classDash(reader *classReader) error {
	p.pos++
	if !reader.hasOne || p.peek() == ']' || p.peek() == '[' || p.looking("&&") || !p.more() {
		if len(reader.sets) > 0 && !reader.hasOne && len(reader.ranges) == 0 && p.more() && p.peek() != ']' && p.peek() != '[' && !p.looking("&&") {
			return &UnsupportedError{What: "dash after a set in a character class"}
		}
		reader.char('-')
		return nil
	}
	runes, _, isSet, err := p.classItem()
	if err != nil {
		return err
	}
	if isSet {
		return p.syntax("char-class value at end of range")
	}
	if runes[0] < reader.prev {
		return p.syntax("empty range in char class")
	}
	reader.ranges = append(reader.ranges, charRange{reader.prev, runes[0]})
	reader.hasOne = false
	for _, r := range runes[1:] {
		reader.char(r)
	}
	// A dash after a range is a character of its own.
	if p.peek() == '-' && p.pos+1 < len(p.src) && p.src[p.pos+1] != ']' {
		p.pos++
		reader.ranges = append(reader.ranges, charRange{'-', '-'})
	}
	return nil
}

// nestedClass reads a bracket within a class: a POSIX bracket or a class.
func (p *patternParser) nestedClass() (set, cross runeSet, err error) {
	if p.looking("[:") {
		rest := p.src[p.pos+2:]
		name, _, closed := strings.Cut(rest, ":]")
		if closed {
			bare := strings.TrimPrefix(name, "^")
			if set, ok := posixSets()[bare]; ok {
				p.pos += 2 + len(name) + 2
				if p.opts.ascii {
					set = set.intersect(asciiSet)
				}
				if bare != name {
					set = set.negate()
				}
				if p.opts.ascii {
					return set, nil, nil
				}
				return set, set, nil
			}
			if name == strings.Trim(name, "[]\\") && len(name) < 20 {
				return nil, nil, p.syntax("invalid POSIX bracket type")
			}
		}
	}
	p.pos++
	set, cross, negated, err := p.classContent()
	if negated {
		set, cross = set.negate(), cross.negate()
	}
	return set, cross, err
}
