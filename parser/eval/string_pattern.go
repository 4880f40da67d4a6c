package eval

// This file holds the methods of String that match patterns.

import (
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/ruby"
)

var stringPatterns = map[string]impl{
	"=~":     {1, 1, strMatchOp, unknowns},
	"match":  {1, 2, strMatch, unknowns},
	"match?": {1, 2, strMatchP, 0},
	"sub":    {1, 2, func(c *Call) Value { return c.substituted(false) }, unknowns},
	"gsub":   {1, 2, func(c *Call) Value { return c.substituted(true) }, unknowns},
	"sub!":   {1, 2, func(c *Call) Value { return c.substitute(false) }, unknowns},
	"gsub!":  {1, 2, func(c *Call) Value { return c.substitute(true) }, unknowns},
	"scan":   {1, 1, strScan, unknowns},
	"split":  {0, 2, strSplit, 0},
}

// maxMatches bounds the matches of one call.
const maxMatches = 300_000

// unknownMatch is the result of a match with something unknown: so is $~.
func (c *Call) unknownMatch(u *Unknown, t Type) Value {
	c.In.mayRaise++
	c.In.setMatch(because(u))
	if c.Block != nil {
		c.In.blockAnyTimes(c.Block, u)
	}
	return because(u).as(t)
}

// regexpOf is a pattern given as a Regexp or as the text of one.
func (c *Call) regexpOf(i int) *Regexp {
	if re, ok := c.Args[i].(*Regexp); ok {
		return re
	}
	s, ok := c.Args[i].(*Str)
	if !ok {
		c.notPattern(c.Args[i])
	}
	return c.In.newRegexp(s.S, ruby.Options{}).(*Regexp)
}

func (c *Call) notPattern(v Value) {
	c.In.Raise("TypeError", "wrong argument type %s (expected Regexp)", c.In.className(v))
}

func strMatchOp(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		return c.unknownMatch(u, Any)
	}
	switch v := c.Args[0].(type) {
	case *Regexp:
		m := c.In.search(v, c.mine(), 0)
		if m == nil {
			return Nil{}
		}
		return Int(charsBefore(c.mine(), m.Groups[0].Start))
	case *Str:
		c.In.Raise("TypeError", "type mismatch: String given")
	}
	return c.In.Send(c.Args[0], "=~", c.Self)
}

func strMatch(c *Call) Value {
	if u := c.In.unknownArg(c); u != nil {
		return c.unknownMatch(u, Any)
	}
	return c.match(c.regexpOf(0), c.Self, c.Args[1:])
}

// match is Regexp#match.
func (c *Call) match(re *Regexp, text Value, from []Value) Value {
	s, at, ok := c.subject(text, from)
	if !ok {
		c.In.setMatch(Nil{})
		return Nil{}
	}
	m := c.In.matchOf(c.In.search(re, s, at), s)
	if c.Block != nil && !IsNil(m) {
		return c.In.CallBlock(c.Block, m)
	}
	return m
}

// subject is what match looks at, and the byte where it begins; ok is false for
// nil and for a place outside.
func (c *Call) subject(text Value, from []Value) (s string, at int, ok bool) {
	switch v := text.(type) {
	case Nil:
		return "", 0, false
	case Sym:
		s = string(v)
	default:
		s = c.In.String(text)
	}
	if len(from) == 0 {
		return s, 0, true
	}
	n, size := c.In.Int(from[0]), utf8.RuneCountInString(s)
	if n < 0 {
		n += size
	}
	if n < 0 || n > size {
		return "", 0, false
	}
	return s, byteAt(s, n), true
}

func strMatchP(c *Call) Value { return c.matchP(c.regexpOf(0), c.Self, c.Args[1:]) }

// matchP is Regexp#match?, which leaves $~ alone.
func (c *Call) matchP(re *Regexp, text Value, from []Value) Value {
	s, at, ok := c.subject(text, from)
	if !ok {
		return Bool(false)
	}
	m, ok := c.In.tryMatch(re, s, at)
	if !ok {
		needs(c.In.unsupported("Regexp"))
	}
	return Bool(m != nil)
}

// matches are all matches of a pattern, which may be a String, or the first.
func (c *Call) matches(pattern Value, s string, all bool) []*ruby.Match {
	limit := 1
	if all {
		limit = maxMatches
	}
	var list []*ruby.Match
	switch p := pattern.(type) {
	case *Regexp:
		if p.Re == nil {
			c.In.cannotMatch()
		}
		var err error
		c.In.matching(len(s), func() { list, err = p.Re.MatchAll(s, limit) })
		if err != nil {
			c.In.cannotMatch()
		}
	case *Str:
		list = literalMatches(s, p.S, limit)
	default:
		c.notPattern(pattern)
	}
	c.In.grow(64 * len(list))
	if len(list) == maxMatches {
		c.In.stop()
	}
	return list
}

// literalMatches are the matches of a plain text; an empty one matches between
// all characters.
func literalMatches(s, text string, limit int) []*ruby.Match {
	var list []*ruby.Match
	for at := 0; at <= len(s) && len(list) < limit; {
		i := strings.Index(s[at:], text)
		if i < 0 {
			break
		}
		at += i
		list = append(list, &ruby.Match{
			Groups: []ruby.Group{{Start: at, End: at + len(text), Set: true}},
		})
		at += len(text)
		if text == "" {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += max(n, 1)
		}
	}
	return list
}

// substituted is sub or gsub.
func (c *Call) substituted(all bool) Value {
	v, _ := c.replaceMatches(all)
	return v
}

// substitute is sub! or gsub!: nil if nothing matches.
func (c *Call) substitute(all bool) Value {
	if all && len(c.Args) == 1 && c.Block == nil {
		return c.enum()
	}
	if c.Self.(*Str).Frozen {
		c.In.change(c.Self) // raises
	}
	var v Value
	hit := true
	u := c.In.catchUnknown(func() { v, hit = c.replaceMatches(all) })
	switch text := v.(type) {
	case *Str:
		if !hit {
			return Nil{}
		}
		return c.setText(text.S)
	case *Unknown:
		c.In.lose(c.Self, because(text))
		if lost(c.Args[0]) == nil && hit {
			return c.Self // something is replaced, but not known by what
		}
		return because(text)
	}
	c.In.lose(c.Self, because(u))
	return because(u)
}

// replaceMatches is the text with matches replaced, and whether there were any.
func (c *Call) replaceMatches(all bool) (v Value, hit bool) {
	in, s := c.In, c.mine()
	if len(c.Args) == 1 && c.Block == nil {
		if all {
			return c.enum(), false
		}
		in.wrongCount(1, 2, 2)
	}
	if u := lost(c.Args[0]); u != nil {
		return c.unknownMatch(u, TString), false
	}
	var text Value
	if len(c.Args) == 2 {
		text = c.replacement(c.Args[1])
	}
	matches := c.matches(c.Args[0], s, all)
	if len(matches) == 0 {
		in.setMatch(Nil{})
		return in.str(s), false
	}
	p := &pieces{in: in}
	at := 0
	for _, m := range matches {
		g := m.Groups[0]
		p.add(s[at:g.Start])
		c.addReplacement(p, text, s, m)
		at = g.End
	}
	p.add(s[at:])
	in.setMatch(&Match{S: s, M: matches[len(matches)-1]})
	return p.value(), true
}

// replacement checks the second argument of sub and gsub.
func (c *Call) replacement(v Value) Value {
	if u := lost(v); u != nil {
		c.In.mayRaise++
		return &Unknown{Causes: u.Causes} // its backslashes may stand for anything
	}
	if h, ok := v.(*Hash); ok {
		return h
	}
	return &Str{S: c.In.String(v)}
}

// addReplacement adds what one match is replaced by; without a text that is
// what the block says.
func (c *Call) addReplacement(p *pieces, text Value, s string, m *ruby.Match) {
	g := m.Groups[0]
	switch t := text.(type) {
	case nil:
		c.In.setMatch(&Match{S: s, M: m})
		c.In.step()
		p.addValue(c.In.CallBlock(c.Block, c.In.str(s[g.Start:g.End])))
	case *Str:
		c.checkNames(t.S, m)
		p.add(ruby.ExpandReplacement(t.S, s, m))
	case *Hash:
		p.addValue(c.In.lookUp(t, c.In.str(s[g.Start:g.End])))
	case *Unknown:
		p.hole(t)
	}
}

// lookUp is Hash#[].
func (in *Interp) lookUp(h *Hash, key Value) Value {
	if v, ok := h.Get(key); ok {
		return v
	}
	if len(h.Open) > 0 {
		return &Unknown{Causes: h.Open}
	}
	return in.Send(h, "[]", key)
}

// checkNames raises for a \k<name> that names no group.
func (c *Call) checkNames(text string, m *ruby.Match) {
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '\\' {
			continue
		}
		i++
		if text[i] != 'k' || !strings.HasPrefix(text[i+1:], "<") {
			continue
		}
		name, _, closed := strings.Cut(text[i+2:], ">")
		if _, ok := m.Named(name); closed && !ok {
			if _, isNumber := bigOf(IntOf(ruby.ParseIntPrefix(name, 10))); isNumber && name != "" && '0' <= name[0] && name[0] <= '9' {
				needs(c.In.unsupported(c.Name))
			}
			c.In.Raise("IndexError", "undefined group name reference: %s", name)
		}
	}
}

// strScan lists all matches, or the groups of each if there are groups.
func strScan(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		return c.unknownMatch(u, TArray)
	}
	s := c.mine()
	var list []Value
	var last Value = Nil{}
	for _, m := range c.matches(c.Args[0], s, true) {
		last = &Match{S: s, M: m}
		found := c.In.scanned(last.(*Match))
		if c.Block == nil {
			list = append(list, found)
			continue
		}
		c.In.setMatch(last)
		c.In.step()
		c.In.CallBlock(c.Block, found)
	}
	c.In.setMatch(last)
	if c.Block != nil {
		return c.Self
	}
	return c.In.arr(list)
}

func (in *Interp) scanned(m *Match) Value {
	if len(m.M.Groups) == 1 {
		return in.groupText(m, 0)
	}
	var groups []Value
	for i := 1; i < len(m.M.Groups); i++ {
		groups = append(groups, in.groupText(m, i))
	}
	return in.arr(groups)
}

func strSplit(c *Call) Value {
	parts := c.In.strs(c.splitText())
	if c.Block != nil {
		return c.each(parts.Elems)
	}
	return parts
}

func (c *Call) splitText() []string {
	limit := 0
	if len(c.Args) == 2 {
		limit = c.int(1)
	}
	s := c.mine()
	c.In.grow(16 * len(s))
	sep := " "
	if len(c.Args) > 0 {
		switch v := c.Args[0].(type) {
		case Nil:
		case *Str:
			sep = v.S
		case *Regexp:
			return c.splitMatches(v, s, limit)
		default:
			c.notPattern(v)
		}
	}
	return ruby.SplitString(s, sep, limit)
}

// splitMatches splits at the matches of a pattern. Its last search finds none,
// which $~ tells, unless a limit ends it before.
func (c *Call) splitMatches(re *Regexp, s string, limit int) []string {
	if re.Re == nil {
		c.In.cannotMatch()
	}
	var list []string
	var err error
	c.In.matching(len(s), func() { list, err = re.Re.Split(s, limit) })
	switch {
	case err != nil:
		c.In.cannotMatch()
	case re.Source == "" || limit == 1:
	case limit > 1:
		c.In.setMatch(c.In.unknown(Unsupported, "$~"))
	default:
		c.In.setMatch(Nil{})
	}
	return list
}
