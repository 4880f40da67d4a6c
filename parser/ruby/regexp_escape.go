package ruby

import (
	"strings"
	"unicode/utf8"
)

// anyLineEnd is the engine's form of \R.
const anyLineEnd = `(?>\r\n|[\n-\r\x{85}\x{2028}\x{2029}])`

// escape reads what begins with a backslash outside of a character class.
func (p *patternParser) escape() (*node, error) {
	if p.pos+1 >= len(p.src) {
		return nil, p.syntax("too short escape sequence")
	}
	c := p.src[p.pos+1]
	if set, ok, err := p.classEscape(); ok || err != nil {
		if p.opts.ignoreCase && (c == 'p' || c == 'P') {
			set = set.foldClass(set)
		}
		return &node{kind: nodeSet, set: set}, err
	}
	switch c {
	case 'A', 'z', 'Z', 'G':
		p.pos += 2
		return raw(`\` + string(c)), nil
	case 'b', 'B':
		p.pos += 2
		return raw(p.boundary(c)), nil
	case 'K':
		p.pos += 2
		p.keeps++
		return &node{kind: nodeKeep}, nil
	case 'R':
		p.pos += 2
		return raw(anyLineEnd), nil
	case 'X':
		return nil, &UnsupportedError{What: `\X`}
	case 'k':
		if p.looking(`\k<`) || p.looking(`\k'`) {
			return p.reference(nodeBackref)
		}
	case 'g':
		if p.looking(`\g<`) || p.looking(`\g'`) {
			return p.reference(nodeCall)
		}
	case 'u':
		return p.unicodeEscape()
	case '1', '2', '3', '4', '5', '6', '7', '8', '9':
		end := p.pos + 1
		for end < len(p.src) && isASCIIDigit(p.src[end]) {
			end++
		}
		num, ok := smallNumber(p.src[p.pos+1 : end])
		if ok && (num <= 9 || num <= len(p.groups)) {
			p.pos = end
			return &node{kind: nodeBackref, num: num, ignoreCase: p.opts.ignoreCase}, nil
		}
		if c >= '8' {
			p.pos += 2
			return p.literal(rune(c)), nil
		}
	}
	r, err := p.charEscape()
	if err != nil {
		return nil, err
	}
	return p.literal(r), nil
}

// boundary returns the engine's form of \b or \B.
func (p *patternParser) boundary(c byte) string {
	if !p.opts.ascii {
		return `\` + string(c)
	}
	const word = `[0-9A-Za-z_]`
	if c == 'b' {
		return `(?:(?<=` + word + `)(?!` + word + `)|(?<!` + word + `)(?=` + word + `))`
	}
	return `(?:(?<=` + word + `)(?=` + word + `)|(?<!` + word + `)(?!` + word + `))`
}

// classEscape reads an escape that stands for a set: \d \w \s \h, their
// opposites, and \p{...}. It reports false and reads nothing for another one.
func (p *patternParser) classEscape() (runeSet, bool, error) {
	c := p.src[p.pos+1]
	var set runeSet
	switch c {
	case 'd', 'D':
		set = digitSet
		if p.opts.wide {
			set = posixSets()["digit"]
		}
	case 'w', 'W':
		set = wordSet
		if p.opts.wide {
			set = posixSets()["word"]
		}
	case 's', 'S':
		set = spaceSet
		if p.opts.wide {
			set = posixSets()["space"]
		}
	case 'h', 'H':
		set = hexSet
	case 'p', 'P':
		if p.pos+2 >= len(p.src) || p.src[p.pos+2] != '{' {
			return nil, false, nil
		}
		return p.property(c == 'P')
	default:
		return nil, false, nil
	}
	p.pos += 2
	if c >= 'A' && c <= 'Z' {
		set = set.negate()
	}
	return set, true, nil
}

// property reads \p{name}, \p{^name} or \P{name}.
func (p *patternParser) property(negated bool) (runeSet, bool, error) {
	name, _, closed := strings.Cut(p.src[p.pos+3:], "}")
	if !closed {
		return nil, false, &UnsupportedError{What: "unclosed character property"}
	}
	p.pos += 3 + len(name) + 1
	bare := strings.TrimPrefix(name, "^")
	if bare != name {
		negated = !negated
	}
	set, ok := propertySet(bare)
	if !ok {
		return nil, false, &UnsupportedError{What: "character property " + bare}
	}
	if p.opts.ascii {
		if _, posix := posixSets()[foldPropertyName(bare)]; posix {
			set = set.intersect(asciiSet)
		}
	}
	if negated {
		set = set.negate()
	}
	return set, true, nil
}

// reference reads \k<name>, \k<1>, \k<-1>, or the same with \g.
func (p *patternParser) reference(kind nodeKind) (*node, error) {
	closing := ">"
	if p.src[p.pos+2] == '\'' {
		closing = "'"
	}
	name, _, closed := strings.Cut(p.src[p.pos+3:], closing)
	if !closed {
		return nil, &UnsupportedError{What: "unclosed reference"}
	}
	if name == "" {
		return nil, p.syntax("group name is empty")
	}
	p.pos += 3 + len(name) + 1
	n := &node{kind: kind, ignoreCase: p.opts.ignoreCase, known: len(p.groups)}
	sign := name[0]
	num, ok := smallNumber(strings.TrimLeft(name, "+-"))
	switch {
	case !ok && (sign == '-' || sign == '+' || isASCIIDigit(sign)):
		return nil, &UnsupportedError{What: "reference <" + name + ">"}
	case ok && sign == '-':
		n.num = len(p.groups) + 1 - num
	case ok && sign == '+':
		n.num = len(p.groups) + num
	case ok:
		n.num = num
	case strings.ContainsAny(name, "+-"):
		// Either a name with such a character or a level of recursion.
		return nil, &UnsupportedError{What: "reference <" + name + ">"}
	default:
		n.name = name
		if kind == nodeBackref {
			if _, err := p.resolve(n); err != nil {
				return nil, err
			}
		}
	}
	return n, nil
}

// unicodeEscape reads \uHHHH, or \u{...} with one or more characters.
func (p *patternParser) unicodeEscape() (*node, error) {
	runes, err := p.unicodeRunes()
	if err != nil {
		return nil, err
	}
	if len(runes) == 1 {
		return p.literal(runes[0]), nil
	}
	// A quantifier after the list is for its last character only; the others
	// are put before by splitting the list in two.
	last := p.literal(runes[len(runes)-1])
	quantified, err := p.quantifiers(last)
	if err != nil {
		return nil, err
	}
	seq := &node{kind: nodeConcat}
	for _, r := range runes[:len(runes)-1] {
		seq.kids = append(seq.kids, p.literal(r))
	}
	seq.kids = append(seq.kids, quantified)
	return seq, nil
}

func (p *patternParser) unicodeRunes() ([]rune, error) {
	p.pos += 2
	if p.peek() != '{' {
		r, n := p.hex(4)
		if n < 4 {
			return nil, p.syntax("invalid Unicode escape")
		}
		return p.checkRunes([]rune{r})
	}
	list, _, closed := strings.Cut(p.src[p.pos+1:], "}")
	fields := strings.Fields(list)
	if !closed || len(fields) == 0 {
		return nil, p.syntax("invalid Unicode list")
	}
	var out []rune
	for _, field := range fields {
		if len(field) > 6 {
			return nil, p.syntax("invalid Unicode range")
		}
		r := rune(0)
		for i := 0; i < len(field); i++ {
			d := digitValue(field[i])
			if d > 15 {
				return nil, p.syntax("invalid Unicode list")
			}
			r = r<<4 | rune(d)
		}
		out = append(out, r)
	}
	p.pos += len(list) + 2
	return p.checkRunes(out)
}

func (p *patternParser) checkRunes(runes []rune) ([]rune, error) {
	for _, r := range runes {
		if !utf8.ValidRune(r) {
			return nil, p.syntax("invalid Unicode range")
		}
	}
	return runes, nil
}

// hex reads up to limit hexadecimal digits.
func (p *patternParser) hex(limit int) (r rune, n int) {
	for n < limit && p.more() && digitValue(p.peek()) < 16 {
		r = r<<4 | rune(digitValue(p.peek()))
		p.pos++
		n++
	}
	return r, n
}

// charEscape reads an escape that stands for one character.
func (p *patternParser) charEscape() (rune, error) {
	if p.pos+1 >= len(p.src) {
		return 0, p.syntax("too short escape sequence")
	}
	p.pos++
	c := p.src[p.pos]
	if named := strings.IndexByte("tnrfvae", c); named >= 0 {
		p.pos++
		return rune("\t\n\r\f\v\a\x1b"[named]), nil
	}
	switch {
	case c >= '0' && c <= '7':
		r, n := rune(0), 0
		for n < 3 && p.more() && p.peek() >= '0' && p.peek() <= '7' {
			r = r<<3 | rune(p.peek()-'0')
			p.pos++
			n++
		}
		if r > 0xff {
			return 0, p.syntax("invalid escape code")
		}
		return p.fromByte(r)
	case c == 'x':
		p.pos++
		r, n := p.hex(2)
		if n == 0 {
			return 0, p.syntax("invalid hex escape")
		}
		return p.fromByte(r)
	case c == 'c', c == 'C', c == 'M':
		return p.controlEscape(c)
	}
	return p.rune(), nil
}

// fromByte returns the character of an escaped byte. The bytes of a character
// beyond ASCII are written as one escape after the other.
func (p *patternParser) fromByte(first rune) (rune, error) {
	if first < utf8.RuneSelf {
		return first, nil
	}
	buf := []byte{byte(first)}
	for !utf8.FullRune(buf) && p.looking(`\x`) {
		p.pos += 2
		r, n := p.hex(2)
		if n == 0 {
			return 0, p.syntax("invalid hex escape")
		}
		buf = append(buf, byte(r))
	}
	r, size := utf8.DecodeRune(buf)
	if r == utf8.RuneError && size <= 1 || size != len(buf) {
		return 0, p.syntax("invalid multibyte escape")
	}
	return r, nil
}

// controlEscape reads \cx and \C-x.
func (p *patternParser) controlEscape(c byte) (rune, error) {
	p.pos++
	if c == 'M' {
		return 0, &UnsupportedError{What: `\M`}
	}
	if c == 'C' {
		if p.peek() != '-' {
			return 0, p.syntax("too short control escape")
		}
		p.pos++
	}
	if !p.more() {
		return 0, p.syntax("too short control escape")
	}
	r := p.rune()
	switch {
	case r == '?':
		return 0x7f, nil
	case r == '\\' || r >= utf8.RuneSelf:
		return 0, &UnsupportedError{What: "control escape"}
	}
	return r & 0x1f, nil
}
