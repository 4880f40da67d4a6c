package lsp

// This file moves what all processes of an application set to the application,
// which passes it down to those that are declared after it.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// intoApplication returns the attributes at the place that the application can
// set instead of its processes.
func (x *extractor) intoApplication() (list []extraction) {
	param := paramOf(x.app.Block)
	at, indent, ok := x.beforeProcesses()
	if param == "" || !ok {
		return nil
	}
	for _, a := range pill.Attributes {
		if !a.App {
			continue
		}
		value, places := x.setByAll(a.Name)
		if len(places) < 2 || !slices.ContainsFunc(places, func(lines source.Span) bool { return touches(lines, x.at) }) {
			continue
		}
		edits := []source.Edit{{Span: at, New: indent + param + "." + a.Name + " = " + value + newline(places[0])}}
		for _, lines := range places {
			edits = append(edits, source.Edit{Span: lines})
		}
		list = append(list, extraction{"Set " + a.Name + " once for the whole application", edits})
	}
	return list
}

// setByAll returns the lines on which processes set an attribute, all to the same
// expression; none if one of them does not, or in another way.
func (x *extractor) setByAll(name string) (value string, places []source.Span) {
	for _, p := range x.app.Processes {
		s := p.Last(name)
		if s == nil || s.Inherited || s.File != x.Syntax || s.Form != pill.ByAssignment || p.Block == nil || p.BlockFile != x.Syntax {
			return "", nil
		}
		i := slices.IndexFunc(x.statements(p.Block), func(one statement) bool { return x.Syntax.Span(one.node) == s.Span })
		text := s.ValueSpan.Text()
		if i < 0 || value != "" && text != value {
			return "", nil
		}
		value = text
		if lines := x.statements(p.Block)[i].lines; !slices.Contains(places, lines) {
			places = append(places, lines)
		}
	}
	return value, places
}

// beforeProcesses returns where in the block of the application something can be
// set for all its processes, and how lines are indented there.
func (x *extractor) beforeProcesses() (at source.Span, indent string, ok bool) {
	for _, one := range x.statements(x.app.Block) {
		for _, p := range x.app.Processes {
			if p.Span.File == x.Source && one.lines.Contains(p.Span) {
				return x.Source.Span(one.lines.Start, one.lines.Start), one.indent, true
			}
		}
	}
	return source.Span{}, "", false
}
