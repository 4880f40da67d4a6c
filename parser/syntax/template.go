package syntax

// This file holds what is known of a template: Ruby of which parts are filled
// in before it is Ruby.

import (
	"slices"
	"sort"
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// A Template is a template written as Ruby, byte for byte at the same places,
// in which something stands in for whatever is filled in.
type Template struct {
	Text  string // as long as the source's
	Holes []Hole // where something stands in, in order, without overlaps
	Tags  []Pos  // what is the template's own, in order
}

// ParseTemplate returns the tree of a template: what stands in a hole is a Hole,
// wherever Ruby takes a value. A hole anywhere else, such as in a method's
// name, is listed in Unread.
func ParseTemplate(src *source.File, t Template) *File {
	f := &File{Source: src, Data: -1, Body: &Seq{}, Tags: t.Tags}
	verdict := accept.Read(t.Text)
	f.refuse(verdict.Err)
	f.lower(t.Text, verdict, t.Holes)
	return f
}

// holesIn returns the holes that overlap a place, and notes that they have
// been seen.
func (l *lowerer) holesIn(p Pos) []Hole {
	if len(l.filled) == 0 {
		return nil
	}
	from := sort.Search(len(l.filled), func(i int) bool { return l.filled[i].End > p.Start })
	to := from
	for to < len(l.filled) && l.filled[to].Start < p.End {
		l.shown[to] = true
		to++
	}
	return l.filled[from:to]
}

// hole returns what to make of a name, number or word that a template fills in,
// even in part; nil if it does not.
func (l *lowerer) hole(i uint32) Node {
	p := l.pos(i)
	switch l.kind(i) {
	case kIdentifier, kConstant, kInstanceVariable, kClassVariable, kGlobalVariable,
		kInteger, kFloat, kCharacter, kStringArray, kSymbolArray:
		if h := l.holesIn(p); len(h) > 0 {
			return &Hole{Pos: p, Code: h[0].Code}
		}
	case kSimpleSymbol, kHashKeySymbol:
		if h := l.holesIn(p); len(h) > 0 {
			return &DSym{Pos: p, Parts: []Node{&Hole{Pos: p, Code: h[0].Code}}}
		}
	}
	return nil
}

// plural makes splats of the holes that may stand for several arguments or
// elements: those whose code joins some, the only element of an array, and an
// argument between others, which may be options.
func plural(list []Node, array bool) {
	for i, n := range list {
		h, ok := n.(*Hole)
		if ok && (strings.Contains(h.Code, "join") || array && len(list) == 1 || !array && 0 < i && i < len(list)-1) {
			list[i] = &Splat{Pos: h.Pos, Value: h}
		}
	}
}

// unseen lists the holes that the tree does not show.
func (l *lowerer) unseen() {
	for _, c := range l.file.Comments {
		l.holesIn(c.Pos)
	}
	if l.file.Data >= 0 {
		l.holesIn(Pos{Start: int32(l.file.Data), End: int32(len(l.text))})
	}
	if len(l.file.Errors) > 0 {
		return
	}
	for i := range l.filled {
		if !l.shown[i] {
			l.file.Unread = append(l.file.Unread, l.filled[i].Pos)
		}
	}
	slices.SortFunc(l.file.Unread, func(a, b Pos) int { return int(a.Start - b.Start) })
}
