package eval

// This file tells what a method takes that is written in Ruby.

import "github.com/pilllint/pilllint/parser/syntax"

// A Signature is what a method takes.
type Signature struct {
	File     *syntax.File
	Def      *syntax.Def
	Min, Max int    // how many arguments; Max -1: any number
	Keyword  string // one that has to be given by name; "" for none
}

// Signature returns what an instance's method of that name takes; ok is false
// if it is not written with def, or may be another one.
func (c *Class) Signature(name string) (s Signature, ok bool) {
	m := c.method(name)
	if m == nil || m.def == nil || m.file == nil || m.maybe {
		return s, false
	}
	return SignatureOf(m.file, m.def), true
}

// SignatureOf returns what a method takes.
func SignatureOf(file *syntax.File, def *syntax.Def) (s Signature) {
	s.File, s.Def = file, def
	ps := def.Params
	if ps == nil {
		return s
	}
	s.Min = len(ps.Required) + len(ps.Post)
	s.Max = s.Min + len(ps.Optional)
	if ps.Rest != nil || ps.Forward {
		s.Max = -1
	}
	for _, k := range ps.Keywords {
		if k.Default == nil {
			s.Keyword = k.Name
			break
		}
	}
	return s
}

// Takes reports whether a call with that many arguments, none of them by name,
// is one that the method takes.
func (s Signature) Takes(n int) bool {
	return s.Keyword == "" && n >= s.Min && (s.Max < 0 || n <= s.Max)
}
