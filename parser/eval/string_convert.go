package eval

// This file holds the methods of String that make other values of it, and
// ActiveSupport's.

import (
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/ruby"
)

var stringConversions = map[string]impl{
	"to_i":   {0, 1, strToI, 0},
	"to_f":   {0, 0, func(c *Call) Value { return Float(ruby.ParseFloatPrefix(c.mine())) }, 0},
	"to_sym": {0, 0, func(c *Call) Value { return Sym(c.mine()) }, 0},
	"hex":    {0, 0, func(c *Call) Value { return c.parseInt(16) }, 0},
	"oct":    {0, 0, strOct, 0},
	"ord":    {0, 0, strOrd, 0},

	"b":                   {0, 0, strSameIfASCII, 0},
	"scrub":               {0, 1, func(c *Call) Value { return c.In.str(c.mine()) }, 0},
	"encode":              {0, -1, strEncode, 0},
	"force_encoding":      {1, 1, strForceEncoding, unknowns},
	"unicode_normalize":   {0, 1, strSameIfASCII, 0},
	"unicode_normalized?": {0, 1, strNormalized, 0},

	"camelize":      {0, 1, strCamelize, 0},
	"underscore":    {0, 0, inflected(ruby.Underscore), 0},
	"dasherize":     {0, 0, inflected(ruby.Dasherize), 0},
	"demodulize":    {0, 0, inflected(ruby.Demodulize), 0},
	"deconstantize": {0, 0, inflected(ruby.Deconstantize), 0},
	"classify":      {0, 0, inflected(ruby.Classify), 0},
	"tableize":      {0, 0, inflected(ruby.Tableize), 0},
	"singularize":   {0, 1, inflected(ruby.Singularize), 0},
	"pluralize":     {0, 2, strPluralize, 0},
	"humanize":      {0, -1, inflected(ruby.Humanize), 0},
	"titleize":      {0, -1, inflected(ruby.Titleize), 0},
	"parameterize":  {0, -1, inflected(ruby.Parameterize), 0},
	"upcase_first":  {0, 0, ofText(upcaseFirst), 0},
	"foreign_key":   {0, 1, inflected(foreignKey), 0},
	"truncate":      {1, -1, strTruncate, 0},
	"shellescape":   {0, 0, ofText(ruby.Shellescape), 0},
	"shellsplit":    {0, 0, func(c *Call) Value { return c.In.shellWords(c.mine()) }, 0},
}

// inflected makes a method of a function that goes through the text with many
// patterns. No arguments are modelled.
func inflected(fn func(string) string) func(*Call) Value {
	return func(c *Call) Value {
		if len(c.Args) > 0 {
			return c.In.notModelled(c)
		}
		c.In.grow(inflecting * len(c.mine()))
		return c.In.str(fn(c.mine()))
	}
}

// inflecting is how many times an inflection looks at each byte, about.
const inflecting = 256

func strToI(c *Call) Value {
	base := 10
	if len(c.Args) == 1 {
		base = c.int(0)
		if base < 0 || base == 1 || base > 36 {
			c.In.Raise("ArgumentError", "invalid radix %d", base)
		}
	}
	return c.parseInt(base)
}

func (c *Call) parseInt(base int) Value {
	s := c.mine()
	if len(s) > 1<<15 {
		return c.In.notModelled(c)
	}
	c.In.grow(len(s) * len(s) / 64) // it takes a time that grows with the square
	return IntOf(ruby.ParseIntPrefix(s, base))
}

var basePrefix = lazyregexp.New(`^[\s\v]*[-+]?0[xXbBoOdD]`)

// strOct reads octal digits, unless a prefix names another base.
func strOct(c *Call) Value {
	base := 8
	if basePrefix.MatchString(c.mine()) {
		base = 0
	}
	return c.parseInt(base)
}

func strOrd(c *Call) Value {
	if c.mine() == "" {
		c.In.Raise("ArgumentError", "empty string")
	}
	r, _ := utf8.DecodeRuneInString(c.mine())
	return Int(r)
}

// asciiEncodings are those in which ASCII text is the same bytes.
var asciiEncodings = map[string]bool{
	"UTF-8": true, "US-ASCII": true, "ASCII": true, "ASCII-8BIT": true, "BINARY": true, "ISO-8859-1": true, "ISO-8859-15": true,
	"WINDOWS-1252": true,
}

// strSameIfASCII is a method that leaves ASCII text as it is.
func strSameIfASCII(c *Call) Value {
	if len(c.Args) > 0 || !isASCII(c.mine()) {
		return c.In.notModelled(c)
	}
	return c.In.str(c.mine())
}

func strNormalized(c *Call) Value {
	if len(c.Args) > 0 || !isASCII(c.mine()) {
		return c.In.notModelled(c)
	}
	return Bool(true)
}

// encodingName is the encoding that an argument names; ok is false if text in
// it would not be the same bytes.
func (c *Call) encodingName(i int) (ok bool) {
	s, isText := c.Args[i].(*Str)
	if !isText {
		return false
	}
	name := strings.ToUpper(s.S)
	return name == "UTF-8" || asciiEncodings[name] && isASCII(c.mine())
}

// strEncode models what changes no byte: valid text to UTF-8, and ASCII.
func strEncode(c *Call) Value {
	n := len(c.Args)
	if c.Bare {
		n--
		for k := range c.Args[n].(*Hash).Each {
			if k != Value(Sym("invalid")) && k != Value(Sym("undef")) && k != Value(Sym("replace")) {
				return c.In.notModelled(c)
			}
		}
	}
	for i := range n {
		if !c.encodingName(i) {
			return c.In.notModelled(c)
		}
	}
	return c.In.str(c.mine())
}

func strForceEncoding(c *Call) Value {
	c.In.change(c.Self)
	if lost(c.Args[0]) != nil || !c.encodingName(0) {
		return c.In.notModelled(c)
	}
	return c.Self
}

func strCamelize(c *Call) Value {
	c.In.grow(inflecting * len(c.mine()))
	if len(c.Args) == 0 || c.Args[0] == Value(Sym("upper")) {
		return c.In.str(ruby.Camelize(c.mine()))
	}
	if c.Args[0] == Value(Sym("lower")) {
		return c.In.str(ruby.CamelizeLower(c.mine()))
	}
	return c.In.notModelled(c)
}

func strPluralize(c *Call) Value {
	if len(c.Args) > 0 {
		n, ok := c.Args[0].(Int)
		if !ok || len(c.Args) > 1 {
			return c.In.notModelled(c)
		}
		if n == 1 {
			return c.In.str(c.mine())
		}
	}
	c.In.grow(inflecting * len(c.mine()))
	return c.In.str(ruby.Pluralize(c.mine()))
}

func upcaseFirst(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return ruby.Upcase(s[:n]) + s[n:]
}

func foreignKey(s string) string { return ruby.Underscore(ruby.Demodulize(s)) + "_id" }

// strTruncate is ActiveSupport's, with no separator.
func strTruncate(c *Call) Value {
	omission := "..."
	if len(c.Args) > 2 || len(c.Args) == 2 && !c.Bare {
		return c.In.notModelled(c)
	}
	if len(c.Args) == 2 {
		h := c.Args[1].(*Hash)
		v, ok := h.Sym("omission")
		if !ok || h.Len() != 1 || len(h.Open) > 0 {
			return c.In.notModelled(c)
		}
		omission = c.In.String(v)
	}
	n, ok := c.Args[0].(Int)
	if !ok {
		return c.In.notModelled(c)
	}
	s := c.mine()
	if utf8.RuneCountInString(s) <= int(n) {
		return c.In.str(s)
	}
	keep := int(n) - utf8.RuneCountInString(omission)
	if keep < 0 {
		return c.In.notModelled(c)
	}
	return c.In.str(s[:byteAt(s, keep)] + omission)
}
