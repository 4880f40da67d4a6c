package syntax

// This file guesses what a text is meant to be that Ruby refuses.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax/accept"
	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/sitter"
)

const (
	maxMended = 256 << 10 // the largest text that is mended, in bytes: somebody waits for it
	maxEnds   = 4         // how many ends are added
	maxBlanks = 12        // how many lines are left out
)

// Mend returns what a text that Ruby refuses is most likely meant to be: with the
// ends that it lacks, or without the lines that make no sense, or else as
// tree-sitter understands it, with Bad nodes in it. The file has no errors, and its
// Source is the text with the ends, if those are what it lacks. It is good enough to
// find one's way around by, and nothing that may be judged. A text that is too long
// or too deep has an empty tree.
func Mend(src *source.File) *File {
	if len(src.Text) > maxMended {
		return &File{Source: src, Data: -1, Body: &Seq{}}
	}
	for n := 1; n <= maxEnds; n++ {
		if f := Parse(source.NewFile(src.Path, src.Text+strings.Repeat("\nend", n))); len(f.Errors) == 0 {
			return f
		}
	}
	if f := withoutLines(src); f != nil {
		return f
	}
	f := &File{Source: src, Data: -1, Body: &Seq{}}
	t, _, err := sitter.Read(src.Text, accept.Read(src.Text))
	if err == nil && ast.TooDeep(t.Body, maxDepth) == nil {
		f.Body, f.Locals, f.Comments, f.Data = t.Body, t.Locals, t.Comments, t.Data
	}
	return f
}

// withoutLines reads a text without the lines that Ruby stumbles over; nil if few
// are not enough. All places stay as they are.
func withoutLines(src *source.File) *File {
	text := src
	for range maxBlanks {
		f := Parse(text)
		if len(f.Errors) == 0 {
			f.Source = src
			return f
		}
		line := src.LineSpan(src.Line(int(f.Errors[0].Start)))
		blank := strings.Repeat(" ", line.Len())
		if text.Text[line.Start:line.End] == blank {
			return nil
		}
		text = source.NewFile(src.Path, text.Text[:line.Start]+blank+text.Text[line.End:])
	}
	return nil
}
