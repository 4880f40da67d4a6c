package eval

// This file holds the functions of ActiveSupport::Inflector, most of which are
// also methods of String.

import "github.com/pilllint/pilllint/parser/ruby"

var inflectorModule = methods(map[string]impl{
	"camelize":      {1, 2, inflectCamelize, 0},
	"underscore":    {1, 1, inflect, 0},
	"dasherize":     {1, 1, inflect, 0},
	"demodulize":    {1, 1, inflect, 0},
	"deconstantize": {1, 1, inflect, 0},
	"classify":      {1, 1, inflect, 0},
	"tableize":      {1, 1, inflect, 0},
	"singularize":   {1, 2, inflect, 0},
	"pluralize":     {1, 2, inflect, 0},
	"humanize":      {1, -1, inflect, 0},
	"titleize":      {1, -1, inflect, 0},
	"parameterize":  {1, -1, inflect, 0},
	"upcase_first":  {1, 1, inflect, 0},
	"foreign_key":   {1, 2, inflect, 0},
	"ordinalize":    {1, 1, inflectOrdinalize, 0},
	"ordinal":       {1, 1, inflectOrdinal, 0},
})

// inflect calls the method of String of the same name.
func inflect(c *Call) Value {
	s, ok := c.Args[0].(*Str)
	if !ok || len(c.Args) > 1 {
		return c.In.notModelled(c)
	}
	return c.In.Send(s, c.Name)
}

func inflectCamelize(c *Call) Value {
	s, ok := c.Args[0].(*Str)
	if !ok {
		return c.In.notModelled(c)
	}
	if len(c.Args) == 2 && c.Args[1] == Value(Bool(false)) {
		return c.In.str(ruby.CamelizeLower(s.S))
	}
	if len(c.Args) == 2 && c.Args[1] != Value(Bool(true)) {
		return c.In.notModelled(c)
	}
	return c.In.str(ruby.Camelize(s.S))
}

func inflectOrdinalize(c *Call) Value {
	n, ok := c.Args[0].(Int)
	if !ok {
		return c.In.notModelled(c)
	}
	return c.In.str(ruby.Ordinalize(int(n)))
}

func inflectOrdinal(c *Call) Value {
	n, ok := c.Args[0].(Int)
	if !ok {
		return c.In.notModelled(c)
	}
	text := ruby.Ordinalize(int(n))
	return c.In.str(text[len(text)-2:])
}
