package eval

// This file holds the methods of Regexp.

import (
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/syntax"
)

var regexpMethods = methods(map[string]impl{
	"=~":        {1, 1, reMatchOp, unknowns},
	"===":       {1, 1, reCaseEq, unknowns},
	"match":     {1, 2, reMatch, unknowns},
	"match?":    {1, 2, func(c *Call) Value { return c.matchP(c.Self.(*Regexp), c.Args[0], c.Args[1:]) }, 0},
	"==":        {1, 1, objEqual, unknowns},
	"eql?":      {1, 1, objEqual, unknowns},
	"source":    {0, 0, func(c *Call) Value { return c.In.str(c.Self.(*Regexp).Source) }, 0},
	"options":   {0, 0, func(c *Call) Value { return Int(optionBits(c.Self.(*Regexp).Flags)) }, 0},
	"casefold?": {0, 0, func(c *Call) Value { return Bool(c.Self.(*Regexp).Flags.IgnoreCase) }, 0},
	"to_s":      {0, 0, reToS, 0},
	"inspect":   {0, 0, func(c *Call) Value { return c.In.str(c.In.Inspect(c.Self)) }, 0},
	"names":     {0, 0, reNames, 0},
})

var regexpClass = methods(map[string]impl{
	"new":        {1, 3, reNew, 0},
	"escape":     {1, 1, reEscape, 0},
	"union":      {0, -1, reUnion, 0},
	"last_match": {0, 1, reLastMatch, 0},
}).with("compile", "new", "quote", "escape")

// The bits of Regexp#options.
const (
	reIgnoreCase = 1
	reExtended   = 2
	reMultiline  = 4
)

// A pattern is what a regular expression is compiled from.
type pattern struct {
	source string
	flags  ruby.Options
}

type compiled struct {
	re  *ruby.Regexp
	err error
}

// compile compiles each pattern once: a literal in a loop is met at every turn.
func (in *Interp) compile(source string, o ruby.Options) (*ruby.Regexp, error) {
	p := pattern{source, o}
	c, ok := in.patterns[p]
	if !ok {
		in.grow(4096 + 128*len(source))
		c.re, c.err = ruby.Compile(source, o)
		if in.patterns == nil {
			in.patterns = map[pattern]compiled{}
		}
		in.patterns[p] = c
	}
	return c.re, c.err
}

func optionBits(o ruby.Options) int {
	n := 0
	if o.IgnoreCase {
		n |= reIgnoreCase
	}
	if o.Extended {
		n |= reExtended
	}
	if o.Multiline {
		n |= reMultiline
	}
	return n
}

func reMatchOp(c *Call) Value {
	v := c.matchOp()
	c.capture()
	return v
}

func (c *Call) matchOp() Value {
	if u := lost(c.Args[0]); u != nil {
		return c.unknownMatch(u, Any)
	}
	s, _, ok := c.subject(c.Args[0], nil)
	if !ok {
		c.In.setMatch(Nil{})
		return Nil{}
	}
	var m *ruby.Match
	if u := c.In.catchUnknown(func() { m = c.In.search(c.Self.(*Regexp), s, 0) }); u != nil {
		return because(u)
	}
	if m == nil {
		return Nil{}
	}
	return Int(charsBefore(s, m.Groups[0].Start))
}

// capture sets the variables that a literal's named groups are.
func (c *Call) capture() {
	n, ok := c.Node.(*syntax.Call)
	if !ok {
		return
	}
	re, ok := n.Recv.(*syntax.Regexp)
	if !ok {
		return
	}
	for _, v := range re.Captures {
		var text Value = Nil{}
		switch m := c.In.match().(type) {
		case *Match:
			if g, ok := m.M.Named(v.Name); ok && g.Set {
				text = c.In.str(m.S[g.Start:g.End])
			}
		case *Unknown:
			text = &Unknown{Type: TString, Causes: m.Causes}
		}
		c.In.setLocal(v, text)
	}
}

// reCaseEq is false for everything that is not text.
func reCaseEq(c *Call) Value {
	if u := lost(c.Args[0]); u != nil {
		return c.unknownMatch(u, TBool)
	}
	switch v := c.Args[0].(type) {
	case *Str, Sym:
		s, _, _ := c.subject(v, nil)
		return Bool(c.In.search(c.Self.(*Regexp), s, 0) != nil)
	case *Object:
		if c.In.find(v, "to_str") != nil {
			return c.In.notModelled(c)
		}
	}
	c.In.setMatch(Nil{})
	return Bool(false)
}

func reMatch(c *Call) Value {
	if u := c.In.unknownArg(c); u != nil {
		return c.unknownMatch(u, Any)
	}
	return c.match(c.Self.(*Regexp), c.Args[0], c.Args[1:])
}

// reToS is a pattern that can stand in another and keeps its own options.
func reToS(c *Call) Value {
	text, ok := c.Self.(*Regexp).embedded()
	if !ok {
		return c.In.notModelled(c)
	}
	return c.In.str(text)
}

var optionGroup = lazyregexp.New(`(?s)^\(\?[mix-]*:.*\)$|^\(\?[mix-]+\)`)

// embedded is Regexp#to_s; ok is false for a pattern that is a group with
// options itself, which Ruby may simplify.
func (re *Regexp) embedded() (text string, ok bool) {
	if optionGroup.MatchString(re.Source) {
		return "", false
	}
	on, off := "", ""
	for _, o := range []struct {
		letter string
		on     bool
	}{{"m", re.Flags.Multiline}, {"i", re.Flags.IgnoreCase}, {"x", re.Flags.Extended}} {
		if o.on {
			on += o.letter
		} else {
			off += o.letter
		}
	}
	if off != "" {
		off = "-" + off
	}
	shown := ruby.InspectRegexp(re.Source, "")
	return "(?" + on + off + ":" + shown[1:len(shown)-1] + ")", true
}

func reNames(c *Call) Value {
	re := c.Self.(*Regexp).Re
	if re == nil {
		return c.In.notModelled(c)
	}
	return c.In.strs(re.Names())
}

func reNew(c *Call) Value {
	in := c.In
	if c.Self != Value(in.class("Regexp")) || len(c.Args) > 2 {
		return in.notModelled(c)
	}
	if re, ok := c.Args[0].(*Regexp); ok {
		if len(c.Args) > 1 {
			return in.notModelled(c)
		}
		return re
	}
	s := c.text(0)
	if !utf8.ValidString(s) {
		return in.notModelled(c)
	}
	var o ruby.Options
	if len(c.Args) == 2 {
		switch v := c.Args[1].(type) {
		case Int:
			if v&^(reIgnoreCase|reExtended|reMultiline) != 0 {
				return in.notModelled(c)
			}
			o = ruby.Options{IgnoreCase: v&reIgnoreCase != 0, Extended: v&reExtended != 0, Multiline: v&reMultiline != 0}
		default:
			o.IgnoreCase = truth(v)
		}
	}
	return in.newRegexp(s, o)
}

func reEscape(c *Call) Value {
	if s, ok := c.Args[0].(Sym); ok {
		return c.In.str(ruby.Quote(string(s)))
	}
	return c.In.str(ruby.Quote(c.text(0)))
}

// reUnion matches what any of its arguments matches, or the elements of one
// array.
func reUnion(c *Call) Value {
	in, list := c.In, c.Args
	if len(list) == 1 {
		if a, ok := list[0].(*Array); ok {
			list = a.Elems
		}
	}
	if len(list) == 0 {
		return in.newRegexp("(?!)", ruby.Options{})
	}
	if re, ok := list[0].(*Regexp); ok && len(list) == 1 {
		return re
	}
	var parts []string
	for _, v := range list {
		switch v := known(v).(type) {
		case *Regexp:
			text, ok := v.embedded()
			if !ok {
				return in.notModelled(c)
			}
			parts = append(parts, text)
		case Sym:
			parts = append(parts, ruby.Quote(string(v)))
		default:
			parts = append(parts, ruby.Quote(in.String(v)))
		}
	}
	return in.newRegexp(strings.Join(parts, "|"), ruby.Options{})
}

func reLastMatch(c *Call) Value {
	m := c.In.match()
	if len(c.Args) == 0 {
		return m
	}
	switch m := m.(type) {
	case *Match:
		return c.In.Send(m, "[]", c.Args[0])
	case *Unknown:
		return &Unknown{Type: TString, Causes: m.Causes}
	}
	return Nil{}
}
