// Package syntax turns Ruby text into a small tree, whose nodes are those of
// package ast.
//
// The tree of a text that Ruby accepts is made by package accept, as Ruby makes
// it. A text that Ruby refuses has none: what belongs to what can only be
// guessed there, and nobody may judge a guess. Editors that open such a text find
// their way by what Mend makes of it, in the last resort with package sitter's way to
// a tree. That is also the judge in TestTrees: where both can read a text, their
// trees are the same.
//
// Parse always returns a File. What is wrong with the text is told in place of
// the tree.
package syntax

import (
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax/accept"
	"github.com/pilllint/pilllint/parser/syntax/ast"
)

// A File is the tree of one text.
type File struct {
	Source   *source.File
	Body     *Seq
	Locals   []string // the top-level scope's local variables, by slot
	Comments []Comment
	Errors   []Error // in order; the tree is empty if there are any
	Data     int     // offset after __END__, or -1
	Wraps    []Wrap
	NoJumps  bool // there is no Jump in it; false if nobody looked
	// Unread are places of a template whose output is valid Ruby, but not what the
	// tree says.
	Unread []Pos
	// Template is set if this is one, by its name or by what it holds.
	Template bool
	// Unnamed tells by what a template was told that is not called one.
	Unnamed []Error
	// Tags are, in a template, what is the template's own: no Ruby stands there.
	Tags []Pos
	// Own are errors in the Ruby of a template's tags of which it is evident what they are
	// for: the template cannot be rendered, but the rest of it can be read.
	Own []Error
	// Doubts are places of a template that may come out as no valid Ruby.
	Doubts []Error
	// Slips are places of a template that are valid, and most likely not what was
	// meant.
	Slips []Error
}

// Span returns the place of a node of f.
func (f *File) Span(n Node) source.Span {
	p := n.Range()
	return f.Source.Span(int(p.Start), int(p.End))
}

// An Error is a place that is not valid Ruby.
type Error struct {
	Pos
	Line    int // the line Ruby names, which for a missing end is the last one
	Message string
	Instead *Instead // what can only be meant; nil if nobody knows
}

// An Instead is what to write in a place instead.
type Instead struct {
	Pos
	New, Title string
}

// maxDepth is how deep a tree may nest: a little less than Ruby allows of brackets,
// so that what it refuses for its depth is refused here too.
const maxDepth = 9_990

// Parse returns the tree of a file. It never fails: what is not valid Ruby is
// listed in Errors.
func Parse(src *source.File) *File {
	f := &File{Source: src, Data: -1, Body: &Seq{}}
	f.take(accept.Read(src.Text))
	return f
}

// take makes what Ruby makes of a text that of f: a tree, or an error.
func (f *File) take(v accept.Verdict) {
	if f.refuse(v.Err); v.Err != nil {
		return
	}
	// Only a long text can be that deep, as each level takes a character.
	if len(f.Source.Text) > maxDepth {
		if n := ast.TooDeep(v.Tree.Body, maxDepth); n != nil {
			p := n.Range()
			f.fail(p, f.Source.Line(int(p.Start)), "nested too deeply")
			return
		}
	}
	t := v.Tree
	f.Body, f.Locals, f.Comments, f.Data, f.Wraps, f.NoJumps = t.Body, t.Locals, t.Comments, t.Data, t.Wraps, t.NoJumps
}

// fail notes what is wrong with a text.
func (f *File) fail(p Pos, line int, message string) {
	f.Errors = append(f.Errors, Error{Pos: p, Line: line, Message: message})
}

// refuse notes why Ruby refuses a text, if it does.
func (f *File) refuse(e *accept.Error) {
	if e != nil {
		f.fail(Pos{Start: int32(e.Start), End: int32(e.End)}, e.Line, e.Message)
	}
}
