package eval

// This file finds matches of patterns, remembers the last one as $~, and holds
// the methods of MatchData.

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/ruby"
)

var matchMethods = methods(map[string]impl{
	"[]":             {1, 2, matchAt, 0},
	"captures":       {0, 0, matchCaptures, 0},
	"named_captures": {0, 0, matchNamed, 0},
	"names":          {0, 0, matchNames, 0},
	"pre_match":      {0, 0, matchPre, 0},
	"post_match":     {0, 0, matchPost, 0},
	"to_a":           {0, 0, func(c *Call) Value { return c.In.arr(c.groups()) }, 0},
	"to_s":           {0, 0, func(c *Call) Value { return c.groups()[0] }, 0},
	"string":         {0, 0, func(c *Call) Value { return &Str{S: c.matched().S, Frozen: true} }, 0},
	"length":         {0, 0, func(c *Call) Value { return Int(len(c.matched().M.Groups)) }, 0},
	"begin":          {1, 1, matchBegin, 0},
	"end":            {1, 1, matchEnd, 0},
	"offset":         {1, 1, matchOffset, 0},
	"values_at":      {0, -1, matchValuesAt, 0},
	"inspect":        {0, 0, matchInspect, 0},
}).with("size", "length")

// A matchPlace is where a method, or a file, has its $~.
type matchPlace struct{ s *scope }

// matchScope is the outermost scope of the code that runs: blocks share it.
func (in *Interp) matchScope() *scope {
	if in.frame == nil || in.frame.scope == nil {
		return nil
	}
	s := in.frame.scope
	for s.parent != nil {
		s = s.parent
	}
	return s
}

// setMatch sets $~ to a *Match, nil, or an Unknown.
func (in *Interp) setMatch(v Value) {
	if s := in.matchScope(); s != nil {
		in.touch(matchPlace{s})
		s.match = v
	}
}

// match is $~.
func (in *Interp) match() Value {
	if s := in.matchScope(); s != nil && s.match != nil {
		return s.match
	}
	return Nil{}
}

// matchGroup is $1 and the like, and $& for 0.
func (in *Interp) matchGroup(i int) Value {
	switch m := in.match().(type) {
	case *Match:
		return in.groupText(m, i)
	case *Unknown:
		return &Unknown{Type: TString, Causes: m.Causes}
	}
	return Nil{}
}

func (in *Interp) groupText(m *Match, i int) Value {
	if i < 0 || i >= len(m.M.Groups) || !m.M.Groups[i].Set {
		return Nil{}
	}
	g := m.M.Groups[i]
	return in.str(m.S[g.Start:g.End])
}

// tryMatch is the first match from a byte on, nil if there is none. ok is
// false for a pattern or a text that cannot be followed.
func (in *Interp) tryMatch(re *Regexp, s string, from int) (m *ruby.Match, ok bool) {
	if re.Re == nil || !utf8.ValidString(s) {
		return nil, false
	}
	in.matching(len(s)-from, func() {
		var err error
		m, err = re.Re.Match(s, from)
		ok = err == nil
	})
	return m, ok
}

// matching runs a search in a text of that size and counts the work: a pattern
// may need any time for few bytes.
func (in *Interp) matching(size int, fn func()) {
	in.grow(64 + size/4)
	start := time.Now()
	fn()
	if d := time.Since(start); d > time.Millisecond {
		in.grow(int(d/time.Microsecond) * 32)
	}
}

// find1 is tryMatch, which has to succeed: $~ depends on it.
func (in *Interp) find1(re *Regexp, s string, from int) *ruby.Match {
	m, ok := in.tryMatch(re, s, from)
	if !ok {
		in.cannotMatch()
	}
	return m
}

// cannotMatch ends the method that is running: it needs a match that is not
// known.
func (in *Interp) cannotMatch() {
	u := in.unsupported("Regexp")
	in.setMatch(u)
	needs(u)
}

// search is find1, and sets $~.
func (in *Interp) search(re *Regexp, s string, from int) *ruby.Match {
	m := in.find1(re, s, from)
	in.setMatch(in.matchOf(m, s))
	return m
}

func (in *Interp) matchOf(m *ruby.Match, s string) Value {
	if m == nil {
		return Nil{}
	}
	return &Match{S: s, M: m}
}

// groupOf finds a group by number or name; ok is false for a number that is
// none. A name that is none raises.
func (in *Interp) groupOf(m *ruby.Match, which Value) (g ruby.Group, ok bool) {
	name := ""
	switch v := known(which).(type) {
	case Sym:
		name = string(v)
	case *Str:
		name = v.S
	default:
		i := in.Int(which)
		if i < 0 {
			if i += len(m.Groups); i == 0 {
				i = -1 // the whole can't be counted from the end
			}
		}
		if i < 0 || i >= len(m.Groups) {
			return ruby.Group{}, false
		}
		return m.Groups[i], true
	}
	g, ok = m.Named(name)
	if !ok {
		in.Raise("IndexError", "undefined group name reference: %s", name)
	}
	return g, true
}

func (c *Call) matched() *Match { return c.Self.(*Match) }

// groups are the texts of the whole and of all groups.
func (c *Call) groups() []Value {
	m := c.matched()
	list := make([]Value, len(m.M.Groups))
	for i := range list {
		list[i] = c.In.groupText(m, i)
	}
	return list
}

func (c *Call) groupValue(g ruby.Group) Value {
	if !g.Set {
		return Nil{}
	}
	return c.In.str(c.matched().S[g.Start:g.End])
}

func matchAt(c *Call) Value {
	r, isRange := c.Args[0].(*Range)
	if isRange || len(c.Args) == 2 {
		return c.groupsAt(r)
	}
	g, ok := c.In.groupOf(c.matched().M, c.Args[0])
	if !ok {
		return Nil{}
	}
	return c.groupValue(g)
}

// groupsAt are the groups of a Range, or of a start and a length.
func (c *Call) groupsAt(r *Range) Value {
	list := c.groups()
	var from, to int
	var ok bool
	if r != nil {
		from, to, ok = c.In.clipRange(r, len(list))
	} else {
		from, to, ok = clip(len(list), c.int(0), c.int(1))
	}
	if !ok {
		return Nil{}
	}
	return c.In.arr(list[from:to])
}

func (c *Call) groupNames() []string {
	var names []string
	seen := map[string]bool{}
	for _, n := range c.matched().M.Names {
		if n != "" && !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	return names
}

func matchCaptures(c *Call) Value { return c.In.arr(c.groups()[1:]) }

func matchNames(c *Call) Value { return c.In.strs(c.groupNames()) }

func matchNamed(c *Call) Value {
	if len(c.Args) > 0 {
		return c.In.notModelled(c)
	}
	h := NewHash()
	for _, n := range c.groupNames() {
		g, _ := c.matched().M.Named(n)
		h.Set(c.In.str(n), c.groupValue(g))
	}
	return h
}

func matchPre(c *Call) Value { return c.In.str(c.matched().before()) }

func matchPost(c *Call) Value { return c.In.str(c.matched().after()) }

func (m *Match) before() string { return m.S[:m.M.Groups[0].Start] }

func (m *Match) after() string { return m.S[m.M.Groups[0].End:] }

// sides are where a group begins and ends, in characters.
func (c *Call) sides() (from, to Value) {
	g, ok := c.In.groupOf(c.matched().M, c.Args[0])
	if n, isInt := c.Args[0].(Int); !ok || isInt && n < 0 {
		c.In.Raise("IndexError", "index %d out of matches", n)
	}
	if !g.Set {
		return Nil{}, Nil{}
	}
	s := c.matched().S
	return Int(charsBefore(s, g.Start)), Int(charsBefore(s, g.End))
}

func matchBegin(c *Call) Value {
	from, _ := c.sides()
	return from
}

func matchEnd(c *Call) Value {
	_, to := c.sides()
	return to
}

func matchOffset(c *Call) Value {
	from, to := c.sides()
	return c.In.arr([]Value{from, to})
}

func matchValuesAt(c *Call) Value {
	var list []Value
	for _, a := range c.Args {
		if _, ok := a.(*Range); ok {
			return c.In.notModelled(c)
		}
		g, _ := c.In.groupOf(c.matched().M, a)
		list = append(list, c.groupValue(g))
	}
	return c.In.arr(list)
}

func matchInspect(c *Call) Value {
	m := c.matched()
	if m.M.Names == nil { // of a text, not a pattern
		return c.In.str("#<MatchData: " + m.S[m.M.Groups[0].Start:m.M.Groups[0].End] + ">")
	}
	var b strings.Builder
	b.WriteString("#<MatchData")
	for i, v := range c.groups() {
		switch {
		case i == 0:
			b.WriteString(" ")
		case m.M.Names[i] != "":
			b.WriteString(" " + m.M.Names[i] + ":")
		default:
			fmt.Fprintf(&b, " %d:", i)
		}
		b.WriteString(c.In.Inspect(v))
	}
	b.WriteString(">")
	return c.In.str(b.String())
}

// matchSide is what is before the match, or after it.
func (in *Interp) matchSide(name string) Value {
	switch m := in.match().(type) {
	case *Match:
		if name == "$`" {
			return in.str(m.before())
		}
		return in.str(m.after())
	case *Unknown:
		return &Unknown{Type: TString, Causes: m.Causes}
	}
	return Nil{}
}
