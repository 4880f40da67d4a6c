package eval

// This file holds the methods of String that find and take parts by place.
// Ruby counts characters; the code here counts bytes, and converts at its
// edges.

import (
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/ruby"
)

var stringIndexers = map[string]impl{
	"[]":         {1, 2, strSlice, 0},
	"[]=":        {2, 3, losing(strSetSlice), unknowns},
	"slice!":     {1, 2, losing(strCut), unknowns},
	"insert":     {2, 2, losing(strInsert), unknowns},
	"byteslice":  {1, 2, strByteslice, 0},
	"chr":        {0, 0, strChr, 0},
	"index":      {1, 2, strIndex, 0},
	"rindex":     {1, 2, strRindex, 0},
	"partition":  {1, 1, strPartition, 0},
	"rpartition": {1, 1, strRpartition, 0},
}

// charsBefore is how many characters there are before a byte.
func charsBefore(s string, at int) int { return utf8.RuneCountInString(s[:at]) }

// byteAt is where the n-th character begins, which must exist or be the end.
func byteAt(s string, n int) int {
	if n == 0 {
		return 0
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// clip finds a part of something of that size by start and length as Ruby
// does: negative ones count from the end. ok is false outside of it.
func clip(size, start, n int) (from, to int, ok bool) {
	if start < 0 {
		start += size
	}
	if n < 0 || start < 0 || start > size {
		return 0, 0, false
	}
	return start, start + min(n, size-start), true
}

// clipRange is clip for a Range.
func (in *Interp) clipRange(r *Range, size int) (from, to int, ok bool) {
	start, end := 0, size
	if !IsNil(known(r.Low)) {
		start = in.Int(r.Low)
	}
	if !IsNil(known(r.High)) {
		end = in.Int(r.High)
		if end < 0 {
			end += size
		}
		if !r.Exclusive && end < size {
			end++
		}
	}
	if start < 0 {
		if start += size; start < 0 {
			return 0, 0, false
		}
	}
	return clip(size, start, max(end-start, 0))
}

// part finds the part that the arguments of [] name, by its bytes.
func (c *Call) part(s string, args []Value) (from, to int, ok bool) {
	size := utf8.RuneCountInString(s)
	switch v := args[0].(type) {
	case *Str:
		if len(args) == 1 {
			at := strings.Index(s, v.S)
			return at, at + len(v.S), at >= 0
		}
	case *Regexp:
		return c.partMatched(v, s, args[1:])
	case *Range:
		if len(args) == 1 {
			from, to, ok = c.In.clipRange(v, size)
			return byteAt(s, from), byteAt(s, to), ok
		}
	}
	start, n := c.In.Int(args[0]), 1
	if len(args) == 2 {
		n = c.In.Int(args[1])
	} else if start == size {
		return 0, 0, false
	}
	from, to, ok = clip(size, start, n)
	return byteAt(s, from), byteAt(s, to), ok
}

// partMatched finds what a pattern or one of its groups matches.
func (c *Call) partMatched(re *Regexp, s string, group []Value) (from, to int, ok bool) {
	m := c.In.search(re, s, 0)
	if m == nil {
		return 0, 0, false
	}
	g := m.Groups[0]
	if len(group) > 0 {
		if g, ok = c.In.groupOf(m, group[0]); !ok {
			return 0, 0, false
		}
	}
	return g.Start, g.End, g.Set
}

func strSlice(c *Call) Value {
	from, to, ok := c.part(c.mine(), c.Args)
	if !ok {
		return Nil{}
	}
	return c.In.str(c.mine()[from:to])
}

func strByteslice(c *Call) Value {
	s := c.mine()
	if !isASCII(s) {
		return c.In.notModelled(c)
	}
	if _, ok := c.Args[0].(*Range); !ok {
		c.int(0)
	}
	return strSlice(c)
}

func strChr(c *Call) Value {
	_, n := utf8.DecodeRuneInString(c.mine())
	return c.In.str(c.mine()[:n])
}

func strSetSlice(c *Call) Value {
	in, s := c.In, c.mine()
	place, v := c.Args[:len(c.Args)-1], c.Args[len(c.Args)-1]
	size := utf8.RuneCountInString(s)
	var from, to int
	ok := false
	switch p := place[0].(type) {
	case *Str:
		if from, to, ok = c.part(s, place); !ok {
			in.Raise("IndexError", "string not matched")
		}
	case *Regexp:
		from, to = c.setGroup(p, s, place[1:])
	case *Range:
		if len(place) == 2 {
			c.int(0)
		}
		if from, to, ok = c.part(s, place); !ok {
			in.Raise("RangeError", "%s out of range", in.Inspect(p))
		}
	default:
		n := 1
		if len(place) == 2 {
			n = c.int(1)
		}
		start := c.int(0)
		if n < 0 {
			in.Raise("IndexError", "negative length %d", n)
		}
		from, to, ok = clip(size, start, n)
		if !ok {
			in.Raise("IndexError", "index %d out of string", start)
		}
		from, to = byteAt(s, from), byteAt(s, to)
	}
	c.setText(s[:from] + in.String(v) + s[to:])
	return v
}

// setGroup finds what []= replaces for a pattern, or raises as Ruby does.
func (c *Call) setGroup(re *Regexp, s string, group []Value) (from, to int) {
	m := c.In.search(re, s, 0)
	if m == nil {
		c.In.Raise("IndexError", "regexp not matched")
	}
	g := m.Groups[0]
	if len(group) > 0 {
		var ok bool
		if g, ok = c.In.groupOf(m, group[0]); !ok {
			c.In.Raise("IndexError", "index %d out of regexp", c.In.Int(group[0]))
		}
		if !g.Set {
			if n, numbered := group[0].(Int); numbered {
				c.In.Raise("IndexError", "regexp group %d not matched", n)
			}
			needs(c.In.unsupported("[]="))
		}
	}
	return g.Start, g.End
}

func strCut(c *Call) Value {
	s := c.mine()
	from, to, ok := c.part(s, c.Args)
	if !ok {
		return Nil{}
	}
	c.setText(s[:from] + s[to:])
	return c.In.str(s[from:to])
}

func strInsert(c *Call) Value {
	s, at := c.mine(), c.int(0)
	text := c.text(1)
	size := utf8.RuneCountInString(s)
	if at < 0 {
		at++ // it counts from behind the end
		if at < -size {
			c.In.Raise("IndexError", "index %d out of string", at)
		}
		at += size
	} else if at > size {
		c.In.Raise("IndexError", "index %d out of string", at)
	}
	i := byteAt(s, at)
	return c.setText(s[:i] + text + s[i:])
}

// strIndex finds a text or a pattern from a place on.
func strIndex(c *Call) Value {
	s := c.mine()
	size := utf8.RuneCountInString(s)
	at := 0
	if len(c.Args) == 2 {
		if at = c.int(1); at < 0 {
			at += size
		}
	}
	re, isPattern := c.Args[0].(*Regexp)
	if at < 0 || at > size {
		if isPattern && at < 0 {
			c.In.setMatch(Nil{})
		}
		return Nil{}
	}
	from := byteAt(s, at)
	if isPattern {
		if m := c.In.search(re, s, from); m != nil {
			return Int(charsBefore(s, m.Groups[0].Start))
		}
		return Nil{}
	}
	if i := strings.Index(s[from:], c.text(0)); i >= 0 {
		return Int(charsBefore(s, from+i))
	}
	return Nil{}
}

// strRindex finds the last text or pattern that begins at or before a place.
func strRindex(c *Call) Value {
	s := c.mine()
	size := utf8.RuneCountInString(s)
	at := size
	if len(c.Args) == 2 {
		if at = c.int(1); at < 0 {
			at += size
		}
	}
	re, isPattern := c.Args[0].(*Regexp)
	if at < 0 {
		if isPattern {
			c.In.setMatch(Nil{})
		}
		return Nil{}
	}
	at = byteAt(s, min(at, size))
	if isPattern {
		if m := c.lastMatch(re, s, at); m != nil {
			return Int(charsBefore(s, m.Groups[0].Start))
		}
		return Nil{}
	}
	sub := c.text(0)
	if i := strings.LastIndex(s[:min(at+len(sub), len(s))], sub); i >= 0 {
		return Int(charsBefore(s, i))
	}
	return Nil{}
}

// maxBackward bounds the texts that a pattern is looked for in from the end.
const maxBackward = 1 << 12

// lastMatch finds the match that begins last, at or before a byte.
func (c *Call) lastMatch(re *Regexp, s string, at int) *ruby.Match {
	if len(s) > maxBackward {
		needs(c.In.unsupported(c.Name))
	}
	for ; at >= 0; at-- {
		if at < len(s) && !utf8.RuneStart(s[at]) {
			continue
		}
		c.In.step()
		if m := c.In.find1(re, s, at); m != nil && m.Groups[0].Start == at {
			c.In.setMatch(c.In.matchOf(m, s))
			return m
		}
	}
	c.In.setMatch(Nil{})
	return nil
}

func (c *Call) parted(from, to int) Value {
	s := c.mine()
	return c.In.strs([]string{s[:from], s[from:to], s[to:]})
}

func strPartition(c *Call) Value {
	s := c.mine()
	if re, ok := c.Args[0].(*Regexp); ok {
		m := c.In.search(re, s, 0)
		if m == nil {
			return c.parted(len(s), len(s))
		}
		return c.parted(m.Groups[0].Start, m.Groups[0].End)
	}
	sep, ok := c.Args[0].(*Str)
	if !ok {
		c.notPattern(c.Args[0])
	}
	at := strings.Index(s, sep.S)
	if at < 0 {
		return c.parted(len(s), len(s))
	}
	return c.parted(at, at+len(sep.S))
}

func strRpartition(c *Call) Value {
	s := c.mine()
	if re, ok := c.Args[0].(*Regexp); ok {
		m := c.lastMatch(re, s, len(s))
		if m == nil {
			return c.parted(0, 0)
		}
		return c.parted(m.Groups[0].Start, m.Groups[0].End)
	}
	sep, ok := c.Args[0].(*Str)
	if !ok {
		c.notPattern(c.Args[0])
	}
	at := strings.LastIndex(s, sep.S)
	if at < 0 {
		return c.parted(0, 0)
	}
	return c.parted(at, at+len(sep.S))
}
