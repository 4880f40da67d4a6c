package ruby

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// patternOptions are the options in force at a place of a pattern.
type patternOptions struct {
	ignoreCase, extended, multiline bool
	// ascii limits \w, \d, \s, \b and the POSIX brackets to ASCII (?a), and
	// wide extends them to Unicode (?u). Without either the brackets and \b
	// know Unicode, and the escapes do not.
	ascii, wide bool
}

// patternParser reads a pattern in Ruby's syntax.
type patternParser struct {
	src   string
	given Options
	pos   int
	opts  patternOptions
	depth int

	groups []*node // groups in their order, plain ones included
	named  bool    // whether any group has a name
	keeps  int

	behinds  []*node // the look-behinds
	numbered []*node // the groups that capture, in the order of their numbers
}

// translate returns a pattern in the engine's syntax.
func translate(source string, opts Options) (string, *patternParser, error) {
	p := &patternParser{src: source, given: opts, opts: patternOptions{
		ignoreCase: opts.IgnoreCase, extended: opts.Extended, multiline: opts.Multiline,
	}}
	tree, err := p.alternatives()
	if err != nil {
		return "", nil, err
	}
	if p.pos < len(p.src) {
		return "", nil, p.syntax("unmatched close parenthesis")
	}
	if p.keeps > 1 {
		return "", nil, &UnsupportedError{What: `more than one \K`}
	}
	p.numberGroups()
	for _, n := range p.behinds {
		if !fitsBehind(n) {
			return "", nil, p.syntax("invalid pattern in look-behind")
		}
	}
	e := &emitter{p: p}
	e.emit(tree)
	if e.fail != nil {
		return "", nil, e.fail
	}
	return e.b.String(), p, nil
}

func (p *patternParser) syntax(reason string) error {
	return &SyntaxError{Reason: reason, Source: p.src, Options: p.given}
}

// numberGroups gives the groups their numbers once all are known: when some have
// names, the others do not capture.
func (p *patternParser) numberGroups() {
	for _, g := range p.groups {
		if p.named && g.kind == nodePlain {
			continue
		}
		p.numbered = append(p.numbered, g)
		g.number = len(p.numbered)
	}
}

// groupNames returns the names of the groups by number, the whole first.
func (p *patternParser) groupNames() []string {
	out := []string{""}
	for _, g := range p.numbered {
		out = append(out, g.name)
	}
	return out
}

// keepGroup returns the number of the extra group that marks the place of \K,
// or 0.
func (p *patternParser) keepGroup() int {
	if p.keeps == 0 {
		return 0
	}
	return len(p.numbered) + 1
}

// resolve returns the numbers of the groups a node refers to.
func (p *patternParser) resolve(n *node) ([]int, error) {
	if n.name == "" {
		if p.named {
			return nil, p.syntax("numbered backref/call is not allowed. (use name)")
		}
		if n.num < 1 || n.num > len(p.groups) {
			if n.kind == nodeCall {
				return nil, &UnsupportedError{What: "call of a group by number"}
			}
			return nil, p.syntax("invalid backref number/name")
		}
		return []int{n.num}, nil
	}
	groups := p.groups
	if n.kind != nodeCall { // only a call may refer to what comes later
		groups = groups[:n.known]
	}
	var out []int
	for _, g := range groups {
		if g.name == n.name {
			out = append(out, g.number)
		}
	}
	if len(out) == 0 {
		return nil, p.syntax("undefined name <" + n.name + "> reference")
	}
	return out, nil
}

func (p *patternParser) more() bool { return p.pos < len(p.src) }

func (p *patternParser) peek() byte {
	if p.more() {
		return p.src[p.pos]
	}
	return 0
}

func (p *patternParser) looking(text string) bool { return strings.HasPrefix(p.src[p.pos:], text) }

func (p *patternParser) rune() rune {
	r, size := utf8.DecodeRuneInString(p.src[p.pos:])
	p.pos += size
	return r
}

// alternatives reads up to the end of the pattern or of the group.
func (p *patternParser) alternatives() (*node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxPatternDepth {
		return nil, &LimitError{What: "nesting of the regular expression"}
	}
	alt := &node{kind: nodeAlt}
	for {
		seq, err := p.sequence()
		if err != nil {
			return nil, err
		}
		alt.kids = append(alt.kids, seq)
		if p.peek() != '|' {
			break
		}
		p.pos++
	}
	if len(alt.kids) == 1 {
		return alt.kids[0], nil
	}
	// Wrapped, so that it can stand anywhere.
	return &node{kind: nodeWrap, text: "(?:", kids: []*node{alt}}, nil
}

func (p *patternParser) sequence() (*node, error) {
	seq := &node{kind: nodeConcat}
	for {
		p.skipExtended()
		if !p.more() || p.peek() == '|' || p.peek() == ')' {
			return seq, nil
		}
		atom, err := p.atom()
		if err != nil {
			return nil, err
		}
		if atom, err = p.quantifiers(atom); err != nil {
			return nil, err
		}
		seq.kids = append(seq.kids, atom)
	}
}

// skipExtended passes comments, and white space where the option x is on.
func (p *patternParser) skipExtended() {
	for p.more() {
		switch c := p.peek(); {
		case p.looking("(?#"):
			end := p.pos + 3
			for end < len(p.src) && p.src[end] != ')' {
				if p.src[end] == '\\' {
					end++
				}
				end++
			}
			if end >= len(p.src) {
				return // atom reports the error
			}
			p.pos = end + 1
		case p.opts.extended && isASCIISpace(rune(c)):
			p.pos++
		case p.opts.extended && c == '#':
			for p.more() && p.peek() != '\n' {
				p.pos++
			}
		default:
			return
		}
	}
}

// literal makes a node of one character, and of its other cases when case is
// ignored.
func (p *patternParser) literal(r rune) *node {
	set := runeSet{{r, r}}
	if p.opts.ignoreCase {
		set = foldRune(r)
	}
	return &node{kind: nodeSet, set: set}
}

func raw(text string) *node { return &node{kind: nodeRaw, text: text} }

func (p *patternParser) atom() (*node, error) {
	switch p.peek() {
	case '(':
		return p.group()
	case '[':
		p.pos++
		set, err := p.charClass()
		if err != nil {
			return nil, err
		}
		return &node{kind: nodeSet, set: set}, nil
	case '.':
		p.pos++
		if p.opts.multiline {
			return &node{kind: nodeSet, set: runeSet{{0, unicode.MaxRune}}}, nil
		}
		return &node{kind: nodeSet, set: lineSet.negate()}, nil
	case '^':
		p.pos++
		// Not after the newline that ends the string.
		return raw(`(?:\A|(?<=\n)(?!\z))`), nil
	case '$':
		p.pos++
		return raw(`(?=\n|\z)`), nil
	case '*', '+', '?':
		return nil, p.syntax("target of repeat operator is not specified")
	case '{':
		if _, _, _, ok, err := p.interval(p.pos); err != nil {
			return nil, err
		} else if ok {
			return nil, p.syntax("target of repeat operator is not specified")
		}
	case '\\':
		return p.escape()
	}
	return p.literal(p.rune()), nil
}

// quantifiers reads the quantifiers after an atom, of which Ruby allows any
// number.
func (p *patternParser) quantifiers(atom *node) (*node, error) {
	for count := 0; ; count++ {
		p.skipExtended()
		n := &node{kind: nodeRepeat, kids: []*node{atom}}
		braces := false
		switch p.peek() {
		case '*':
			n.min, n.max = 0, -1
			p.pos++
		case '+':
			n.min, n.max = 1, -1
			p.pos++
		case '?':
			n.min, n.max = 0, 1
			p.pos++
		case '{':
			lo, hi, end, ok, err := p.interval(p.pos)
			if err != nil {
				return nil, err
			}
			if !ok {
				return atom, nil
			}
			n.min, n.max = lo, hi
			p.pos = end
			braces = true
		default:
			return atom, nil
		}
		if count > maxPatternDepth {
			return nil, &LimitError{What: "nesting of the regular expression"}
		}
		switch {
		case p.peek() == '?' && !(braces && n.min == n.max):
			// {n}? has no lazy form: the question mark is a quantifier of its own.
			n.lazy = true
			p.pos++
		case p.peek() == '+' && !braces:
			n.possessive = true
			p.pos++
		}
		atom = n
	}
}

// interval reads {n}, {n,}, {,m} or {n,m} at a position, and reports false for
// braces that are ordinary characters.
func (p *patternParser) interval(at int) (lo, hi, end int, ok bool, err error) {
	i := at + 1
	number := func() (int, bool) {
		start, n := i, 0
		for i < len(p.src) && isASCIIDigit(p.src[i]) {
			n = min(n*10+int(p.src[i]-'0'), maxRepeat+1)
			i++
		}
		return n, i > start
	}
	lo, hasLo := number()
	hi, hasHi := lo, hasLo
	if i < len(p.src) && p.src[i] == ',' {
		i++
		if hi, hasHi = number(); !hasHi {
			if !hasLo {
				return 0, 0, 0, false, nil
			}
			hi = -1
		}
	} else if !hasLo {
		return 0, 0, 0, false, nil
	}
	if i >= len(p.src) || p.src[i] != '}' {
		return 0, 0, 0, false, nil
	}
	if lo > maxRepeat || hi > maxRepeat {
		return 0, 0, 0, false, p.syntax("too big number for repeat range")
	}
	if hi >= 0 && lo > hi {
		return 0, 0, 0, false, p.syntax("upper is smaller than lower in repeat range")
	}
	return lo, hi, i + 1, true, nil
}
