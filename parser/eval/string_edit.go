package eval

// This file holds the methods of String that change its text, and those that
// return a changed copy.

import (
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
)

var stringEdits = map[string]impl{
	"<<":      {1, 1, strAppend, unknowns},
	"concat":  {0, -1, strAppend, unknowns},
	"prepend": {0, -1, strPrepend, unknowns},
	"replace": {1, 1, func(c *Call) Value { c.In.change(c.Self); return c.setText(c.text(0)) }, mutates},
	"clear":   {0, 0, func(c *Call) Value { return c.setText("") }, 0},

	"upcase":     {0, -1, cased(ruby.Upcase), 0},
	"downcase":   {0, -1, cased(ruby.Downcase), 0},
	"capitalize": {0, -1, cased(ruby.Capitalize), 0},
	"swapcase":   {0, -1, cased(ruby.Swapcase), 0},
	"strip":      {0, 0, ofText(ruby.Strip), 0},
	"lstrip":     {0, 0, ofText(ruby.Lstrip), 0},
	"rstrip":     {0, 0, ofText(ruby.Rstrip), 0},
	"chop":       {0, 0, ofText(chop), 0},
	"reverse":    {0, 0, ofText(reverse), 0},
	"succ":       {0, 0, ofText(ruby.Succ), 0},
	"squish":     {0, 0, ofText(squish), 0},
	"chomp":      {0, 1, strChomp, 0},

	"delete_prefix": {1, 1, func(c *Call) Value { return c.In.str(strings.TrimPrefix(c.mine(), c.text(0))) }, 0},
	"delete_suffix": {1, 1, func(c *Call) Value { return c.In.str(strings.TrimSuffix(c.mine(), c.text(0))) }, 0},

	"tr":      {2, 2, strTr, 0},
	"tr_s":    {2, 2, strTrS, 0},
	"delete":  {1, -1, strDelete, 0},
	"squeeze": {0, -1, strSqueeze, 0},
	"remove":  {0, -1, strRemove, 0},

	"upcase!":        {0, -1, bang(cased(ruby.Upcase)), unknowns},
	"downcase!":      {0, -1, bang(cased(ruby.Downcase)), unknowns},
	"capitalize!":    {0, -1, bang(cased(ruby.Capitalize)), unknowns},
	"swapcase!":      {0, -1, bang(cased(ruby.Swapcase)), unknowns},
	"strip!":         {0, 0, bang(ofText(ruby.Strip)), unknowns},
	"lstrip!":        {0, 0, bang(ofText(ruby.Lstrip)), unknowns},
	"rstrip!":        {0, 0, bang(ofText(ruby.Rstrip)), unknowns},
	"chop!":          {0, 0, bang(ofText(chop)), unknowns},
	"chomp!":         {0, 1, bang(strChomp), unknowns},
	"delete_prefix!": {1, 1, bang(func(c *Call) Value { return c.In.str(strings.TrimPrefix(c.mine(), c.text(0))) }), unknowns},
	"delete_suffix!": {1, 1, bang(func(c *Call) Value { return c.In.str(strings.TrimSuffix(c.mine(), c.text(0))) }), unknowns},
	"tr!":            {2, 2, unlessEmpty(losing(strTrBang)), unknowns},
	"tr_s!":          {2, 2, unlessEmpty(losing(strTrBang)), unknowns},
	"delete!":        {1, -1, bang(strDelete), unknowns},
	"squeeze!":       {0, -1, bang(strSqueeze), unknowns},
	"reverse!":       {0, 0, bangAlways(ofText(reverse)), unknowns},
	"succ!":          {0, 0, bangAlways(ofText(ruby.Succ)), unknowns},
	"squish!":        {0, 0, bangAlways(ofText(squish)), unknowns},
	"remove!":        {0, -1, bangAlways(strRemove), unknowns},

	"center": {1, 2, strCenter, 0},
	"ljust":  {1, 2, strLjust, 0},
	"rjust":  {1, 2, strRjust, 0},
}

// losing makes a method that changes its receiver and returns something else:
// if it meets an unknown value, the receiver is lost and the result unknown.
func losing(fn func(*Call) Value) func(*Call) Value {
	return func(c *Call) (v Value) {
		if c.Self.(*Str).Frozen {
			c.In.change(c.Self) // raises
		}
		u := c.In.unknownArg(c)
		if u == nil {
			u = c.In.catchUnknown(func() { v = fn(c) })
		}
		if u == nil {
			return v
		}
		c.In.mayRaise++
		c.In.lose(c.Self, because(u))
		return because(u)
	}
}

// bang makes a method that changes its receiver to what fn returns, and that
// returns nil if that is no change.
func bang(fn func(*Call) Value) func(*Call) Value {
	return losing(func(c *Call) Value {
		s := known(fn(c)).(*Str)
		if s.S == c.mine() {
			return Nil{}
		}
		return c.setText(s.S)
	})
}

// bangAlways is bang for a method that returns its receiver whatever happens.
func bangAlways(fn func(*Call) Value) func(*Call) Value {
	to := bang(fn)
	return func(c *Call) Value {
		if v := to(c); !IsNil(v) {
			return v
		}
		return c.Self
	}
}

// setText changes the receiver.
func (c *Call) setText(text string) Value {
	s := c.Self.(*Str)
	c.In.change(s)
	c.In.grow(len(text))
	s.S, s.Origin = text, source.Span{} // no literal says this any more
	return s
}

// strAppend is << and concat: an Integer is a character.
func strAppend(c *Call) Value {
	c.In.change(c.Self)
	p := &pieces{in: c.In}
	p.add(c.mine())
	for _, a := range c.Args {
		switch v := a.(type) {
		case Int, Big:
			p.add(c.character(v))
		case *Unknown:
			if v.Type == TInt || v.Type == TNumber {
				v = &Unknown{Causes: v.Causes}
			}
			p.addText(v)
		default:
			p.addText(a)
		}
	}
	return c.setPieces(p)
}

// character is the character of a number.
func (c *Call) character(v Value) string {
	n, ok := v.(Int)
	if !ok || n < 0 || n > 0xffffffff {
		c.In.Raise("RangeError", "%s out of char range", c.In.ToS(v))
	}
	if n > utf8.MaxRune || 0xd800 <= n && n < 0xe000 {
		c.In.Raise("RangeError", "invalid codepoint 0x%X in UTF-8", int64(n))
	}
	return string(rune(n))
}

// setPieces changes the receiver to a text that may be unknown.
func (c *Call) setPieces(p *pieces) Value {
	if p.u != nil {
		c.In.lose(c.Self, because(p.u))
		return c.Self
	}
	return c.setText(p.b.String())
}

func strPrepend(c *Call) Value {
	c.In.change(c.Self)
	p := &pieces{in: c.In}
	for _, a := range c.Args {
		p.addText(a)
	}
	p.add(c.mine())
	return c.setPieces(p)
}

// cased makes a method of a mapping of letters, for which no options are
// modelled.
func cased(fn func(string) string) func(*Call) Value {
	return func(c *Call) Value {
		if len(c.Args) > 0 {
			return c.In.notModelled(c)
		}
		return c.In.str(fn(c.mine()))
	}
}

// chop takes the last character away, or a whole line end.
func chop(s string) string {
	if strings.HasSuffix(s, "\r\n") {
		return s[:len(s)-2]
	}
	_, n := utf8.DecodeLastRuneInString(s)
	return s[:len(s)-n]
}

func reverse(s string) string {
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		_, n := utf8.DecodeLastRuneInString(s)
		b = append(b, s[len(s)-n:]...)
		s = s[:len(s)-n]
	}
	return string(b)
}

// squish is ActiveSupport's: runs of white space are one space, and none is at
// either end.
func squish(s string) string { return ruby.Strip(strings.Join(strings.Fields(s), " ")) }

func strChomp(c *Call) Value {
	s := c.mine()
	if len(c.Args) == 0 {
		return c.In.str(chomp(s))
	}
	if IsNil(c.Args[0]) {
		return c.In.str(s)
	}
	switch end := c.text(0); end {
	case "\n":
		return c.In.str(chomp(s))
	case "":
		for strings.HasSuffix(s, "\n") {
			s = strings.TrimSuffix(strings.TrimSuffix(s, "\n"), "\r")
		}
		return c.In.str(s)
	default:
		return c.In.str(strings.TrimSuffix(s, end))
	}
}

// chomp takes one line end away.
func chomp(s string) string {
	if strings.HasSuffix(s, "\n") {
		return strings.TrimSuffix(s[:len(s)-1], "\r")
	}
	return strings.TrimSuffix(s, "\r")
}

func strTr(c *Call) Value {
	sets := c.sets()
	c.checkTr(sets)
	return c.In.str(ruby.Tr(c.mine(), sets[0], sets[1]))
}

// checkTr ends the method where Ruby makes half a character of the replacement:
// in ASCII text, for all characters but those of a set.
func (c *Call) checkTr(sets []string) {
	if isASCII(c.mine()) && len(sets[0]) > 1 && sets[0][0] == '^' && !isASCII(sets[1]) {
		needs(c.In.unsupported(c.Name))
	}
}

func strTrS(c *Call) Value {
	sets := c.sets()
	return c.In.str(ruby.TrS(c.mine(), sets[0], sets[1]))
}

// unlessEmpty makes a method that does nothing to an empty text, not even ask
// whether it is frozen.
func unlessEmpty(fn func(*Call) Value) func(*Call) Value {
	return func(c *Call) Value {
		if c.mine() == "" && c.In.unknownArg(c) == nil {
			return Nil{}
		}
		return fn(c)
	}
}

// strTrBang is tr! and tr_s!, which return nil if no character is in the set,
// even if all that are come out as they were.
func strTrBang(c *Call) Value {
	sets := c.sets()
	if sets[0] == "" || ruby.Count(c.mine(), sets[0]) == 0 {
		return Nil{}
	}
	if c.Name == "tr!" {
		c.checkTr(sets)
		return c.setText(ruby.Tr(c.mine(), sets[0], sets[1]))
	}
	return c.setText(ruby.TrS(c.mine(), sets[0], sets[1]))
}

func strDelete(c *Call) Value { return c.In.str(ruby.Delete(c.mine(), c.sets()...)) }

func strSqueeze(c *Call) Value { return c.In.str(ruby.Squeeze(c.mine(), c.sets()...)) }

// strRemove is ActiveSupport's: gsub with nothing for each pattern.
func strRemove(c *Call) Value {
	var v Value = c.In.str(c.mine())
	for _, a := range c.Args {
		v = c.In.Send(known(v), "gsub", a, c.In.str(""))
	}
	return v
}

// padding is n characters made of the second argument.
func (c *Call) padding(n int, pad string) string {
	if n <= 0 {
		return ""
	}
	c.In.grow(min(n, 1<<40) * len(pad))
	per := utf8.RuneCountInString(pad)
	whole := strings.Repeat(pad, n/per)
	return whole + pad[:byteAt(pad, n%per)]
}

// room is how many characters are wanted, and of which text.
func (c *Call) room() (n int, pad string) {
	n, pad = c.int(0)-utf8.RuneCountInString(c.mine()), " "
	if len(c.Args) == 2 {
		if pad = c.text(1); pad == "" {
			c.In.Raise("ArgumentError", "zero width padding")
		}
	}
	return n, pad
}

func strCenter(c *Call) Value {
	n, pad := c.room()
	if n <= 0 {
		return c.In.str(c.mine())
	}
	return c.In.str(c.padding(n/2, pad) + c.mine() + c.padding(n-n/2, pad))
}

func strLjust(c *Call) Value {
	n, pad := c.room()
	return c.In.str(c.mine() + c.padding(n, pad))
}

func strRjust(c *Call) Value {
	n, pad := c.room()
	return c.In.str(c.padding(n, pad) + c.mine())
}
