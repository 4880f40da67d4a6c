package syntax

// This file holds what is known of a template: Ruby of which parts are filled
// in before it is Ruby.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// A Template is a template written as Ruby, byte for byte at the same places,
// in which something stands in for whatever is filled in.
type Template struct {
	Text    string // as long as the source's
	Holes   []Hole // where something stands in, in order, without overlaps
	Tags    []Pos  // what is the template's own, in order
	Remarks []Pos  // comments within those
}

// ParseTemplate returns the tree of a template: what stands in a hole is a Hole,
// wherever Ruby takes a value. A hole anywhere else, such as in a method's
// name, is listed in Unread.
func ParseTemplate(src *source.File, t Template) *File {
	f := &File{Source: src, Data: -1, Body: &Seq{}, Tags: t.Tags}
	verdict, lost := accept.ReadTemplate(t.Text, t.Holes)
	if f.take(verdict); len(f.Errors) > 0 {
		return f
	}
	f.Unread = lost
	for _, p := range t.Remarks {
		within := func(c Comment) bool { return c.Start < p.Start && p.End <= c.End }
		if !slices.ContainsFunc(f.Comments, within) {
			f.Comments = append(f.Comments, Comment{Pos: p})
		}
	}
	slices.SortFunc(f.Comments, func(a, b Comment) int { return int(a.Start - b.Start) })
	for i, c := range f.Comments {
		f.Comments[i].Text = src.Text[c.Start:c.End] // which the template's text differs from
	}
	return f
}
