package eval

// This file holds the methods of String that read it, and what they share.
// The others are in string_each.go, string_index.go, string_pattern.go, string_edit.go and
// string_convert.go.

import (
	"maps"
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/ruby"
)

var stringClass = methods(map[string]impl{
	"new":         {0, -1, strNew, 0},
	"try_convert": {1, 1, strTryConvert, 0},
})

var stringMethods = stringTable(stringReaders, stringParts, stringIndexers, stringPatterns, stringEdits, stringConversions).with(
	"size", "length", "slice", "[]", "next", "succ", "next!", "succ!", "intern", "to_sym",
	"camelcase", "camelize", "titlecase", "titleize",
)

var stringReaders = map[string]impl{
	"+":               {1, 1, strPlus, unknowns},
	"*":               {1, 1, strTimes, 0},
	"%":               {1, 1, strFormat, unknowns},
	"==":              {1, 1, objEqual, unknowns},
	"===":             {1, 1, objEqual, unknowns},
	"eql?":            {1, 1, strEql, 0},
	"<=>":             {1, 1, objCompare, 0},
	"casecmp":         {1, 1, strCasecmp, 0},
	"casecmp?":        {1, 1, strCasecmpP, 0},
	"+@":              {0, 0, strUnfrozen, 0},
	"-@":              {0, 0, strFrozen, 0},
	"length":          {0, 0, func(c *Call) Value { return Int(utf8.RuneCountInString(c.mine())) }, 0},
	"bytesize":        {0, 0, func(c *Call) Value { return Int(len(c.mine())) }, 0},
	"empty?":          {0, 0, func(c *Call) Value { return Bool(c.mine() == "") }, 0},
	"include?":        {1, 1, strInclude, unknowns},
	"start_with?":     {0, -1, strStartWith, unknowns},
	"end_with?":       {0, -1, strEndWith, unknowns},
	"count":           {1, -1, strCount, 0},
	"valid_encoding?": {0, 0, func(c *Call) Value { return Bool(utf8.ValidString(c.mine())) }, 0},
	"ascii_only?":     {0, 0, func(c *Call) Value { return Bool(isASCII(c.mine())) }, 0},
	"to_s":            {0, 0, strSelf, 0},
	"to_str":          {0, 0, strSelf, 0},
	"inspect":         {0, 0, func(c *Call) Value { return c.In.str(ruby.InspectString(c.mine())) }, 0},
	"dump":            {0, 0, strDump, 0},
}

// anyBytes are the methods that are right for text that is not valid UTF-8 too.
var anyBytes = map[string]bool{
	"+": true, "==": true, "===": true, "eql?": true, "<=>": true, "bytesize": true, "empty?": true, "valid_encoding?": true,
	"ascii_only?": true, "to_s": true, "to_str": true, "inspect": true, "bytes": true, "each_byte": true, "<<": true,
	"replace": true, "clear": true, "+@": true, "-@": true, "getbyte": true, "*": true,
}

// longText is from how many bytes on the reading of a text counts as work.
const longText = 1 << 10

// stringTable makes one table of several. Its methods leave alone what is not
// valid UTF-8, where Ruby's answers depend on more than the text.
func stringTable(parts ...map[string]impl) table {
	all := map[string]impl{}
	for _, p := range parts {
		maps.Copy(all, p)
	}
	for name, m := range all {
		fn, any := m.fn, anyBytes[name]
		m.fn = func(c *Call) Value {
			s := c.mine()
			if len(s) > longText {
				c.In.grow(len(s) / 4)
			}
			if !any && !utf8.ValidString(s) {
				return c.In.notModelled(c)
			}
			return fn(c)
		}
		all[name] = m
	}
	return methods(all)
}

// mine is the text of a String receiver.
func (c *Call) mine() string { return c.Self.(*Str).S }

// ofText makes a method of a function of the text.
func ofText(fn func(string) string) func(*Call) Value {
	return func(c *Call) Value { return c.In.str(fn(c.mine())) }
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// strs makes an Array of Strings.
func (in *Interp) strs(list []string) *Array {
	elems := make([]Value, len(list))
	for i, s := range list {
		elems[i] = in.str(s)
	}
	return in.arr(elems)
}

func strSelf(c *Call) Value { return c.Self }

func strNew(c *Call) Value {
	args := c.Args
	if c.Self != Value(c.In.class("String")) {
		return c.In.notModelled(c)
	}
	if c.Bare && len(args) > 0 {
		if _, ok := args[len(args)-1].(*Hash).Sym("encoding"); ok {
			return c.In.notModelled(c)
		}
		args = args[:len(args)-1] // capacity:
	}
	switch len(args) {
	case 0:
		return c.In.str("")
	case 1:
		return c.In.str(c.In.String(args[0]))
	}
	c.In.wrongCount(len(args), 0, 1)
	return nil
}

func strTryConvert(c *Call) Value {
	switch v := c.Args[0].(type) {
	case *Str:
		return v
	case *Object:
		return c.In.notModelled(c)
	}
	return Nil{}
}

// strPlus knows how the text begins even if what is added is unknown.
func strPlus(c *Call) Value {
	p := &pieces{in: c.In}
	p.add(c.mine())
	p.addText(c.Args[0])
	return p.value()
}

func strTimes(c *Call) Value {
	n := c.int(0)
	s := c.mine()
	if n < 0 {
		c.In.Raise("ArgumentError", "negative argument")
	}
	if s == "" || n == 0 {
		return c.In.str("")
	}
	c.In.grow(min(n, 1<<40) * len(s))
	return &Str{S: strings.Repeat(s, n)}
}

func strFormat(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		if u.Type == Any || u.Type == TArray {
			c.In.mayRaise++
			return because(u).text(formatPrefix(c.mine()), "")
		}
	}
	if a, ok := c.Args[0].(*Array); ok && a.Lost == nil {
		return c.In.format(c, c.mine(), a.Elems)
	}
	return c.In.format(c, c.mine(), c.Args)
}

func strEql(c *Call) Value {
	s, ok := c.Args[0].(*Str)
	return Bool(ok && s.S == c.mine())
}

// caseArg is the other side of a comparison without case; ok is false if that
// is not a String.
func (c *Call) caseArg() (s string, ok bool) {
	switch v := c.Args[0].(type) {
	case *Str:
		return v.S, true
	case *Object:
		needs(c.In.unsupported(c.Name))
	}
	return "", false
}

func strCasecmp(c *Call) Value {
	other, ok := c.caseArg()
	if !ok {
		return Nil{}
	}
	return Int(strings.Compare(asciiLower(c.mine()), asciiLower(other)))
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, ch := range b {
		if 'A' <= ch && ch <= 'Z' {
			b[i] = ch + 'a' - 'A'
		}
	}
	return string(b)
}

func strCasecmpP(c *Call) Value {
	other, ok := c.caseArg()
	if !ok {
		return Nil{}
	}
	if !isASCII(other) || !isASCII(c.mine()) {
		return c.In.notModelled(c) // Unicode's folding is not that of downcase
	}
	return Bool(asciiLower(c.mine()) == asciiLower(other))
}

func strUnfrozen(c *Call) Value {
	s := c.Self.(*Str)
	if !s.Frozen {
		return s
	}
	t := c.In.str(s.S)
	t.Origin = s.Origin
	return t
}

func strFrozen(c *Call) Value {
	s := c.Self.(*Str)
	if s.Frozen {
		return s
	}
	t := c.In.str(s.S)
	t.Origin, t.Frozen = s.Origin, true
	return t
}

func strInclude(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		if u.Type == TString && u.NonNil && !strings.Contains(c.mine(), u.Prefix) {
			return Bool(false)
		}
		c.In.mayRaise++
		return because(u).typed(TBool)
	}
	return Bool(strings.Contains(c.mine(), c.text(0)))
}

func strStartWith(c *Call) Value {
	var open *Unknown
	for i, a := range c.Args {
		if u := lost(a); u != nil {
			if u.Type != TString || !u.NonNil || strings.HasPrefix(c.mine(), u.Prefix) {
				c.In.mayRaise++
				open = u
			}
			continue
		}
		if re, ok := a.(*Regexp); ok {
			m := c.In.find1(re, c.mine(), 0)
			if m != nil && m.Groups[0].Start != 0 {
				m = nil
			}
			c.In.setMatch(c.In.matchOf(m, c.mine()))
			if m != nil {
				return Bool(true)
			}
			continue
		}
		if strings.HasPrefix(c.mine(), c.text(i)) {
			return Bool(true)
		}
	}
	return c.noneOf(open)
}

func strEndWith(c *Call) Value {
	var open *Unknown
	for i, a := range c.Args {
		if u := lost(a); u != nil {
			if u.Type != TString || !u.NonNil || strings.HasSuffix(c.mine(), u.Suffix) {
				c.In.mayRaise++
				open = u
			}
			continue
		}
		if strings.HasSuffix(c.mine(), c.text(i)) {
			return Bool(true)
		}
	}
	return c.noneOf(open)
}

// noneOf is false, unless open might have been what was looked for.
func (c *Call) noneOf(open *Unknown) Value {
	if open == nil {
		return Bool(false)
	}
	return because(open).typed(TBool)
}

// sets are the arguments of tr, delete, squeeze and count, which Ruby looks at
// unless the text is empty.
func (c *Call) sets() []string {
	c.In.grow(len(c.mine()))
	list := make([]string, len(c.Args))
	for i := range c.Args {
		list[i] = c.text(i)
		if c.mine() == "" {
			continue
		}
		if err := ruby.CheckCharSet(list[i]); err != nil {
			c.In.Raise("ArgumentError", "%s", err.Error())
		}
	}
	return list
}

func strCount(c *Call) Value { return Int(ruby.Count(c.mine(), c.sets()...)) }

// strDump models what is the same as in inspect.
func strDump(c *Call) Value {
	for _, r := range c.mine() {
		if r < ' ' && !strings.ContainsRune("\n\t\r\a\b\v\f\x1b", r) || r > '~' {
			return c.In.notModelled(c)
		}
	}
	return c.In.str(ruby.InspectString(c.mine()))
}
