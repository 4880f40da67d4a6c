package rules

// This file tells what is printed with the end of a line, which stays in a value that is
// taken from backquotes.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// linePrinters are commands that print a line, and nothing that could be without one.
var linePrinters = strings.Fields("pwd hostname dirname basename realpath whoami logname id uname nproc")

// lineWithin returns the place of the command in a value whose output brings a line break
// with it: `pwd`, "#{`hostname -s`}/log"; zero if there is none.
func lineWithin(f *syntax.File, n syntax.Node) (at source.Span) {
	parts := []syntax.Node{n}
	if d, ok := n.(*syntax.DStr); ok {
		parts = d.Parts
	}
	for _, part := range parts {
		if x, ok := onlyStatement(part).(*syntax.XStr); ok && printsLine(x) {
			return f.Span(x)
		}
	}
	return at
}

// stripped takes the line break away that the output of a command at a place brings with it.
func stripped(at source.Span) diag.Fix {
	return diag.Fix{Title: "Take the line break away", Edits: []source.Edit{{Span: at.File.Span(at.End, at.End), New: ".strip"}}}
}

// printsLine reports whether backquotes certainly come to text that ends with a line break.
func printsLine(x *syntax.XStr) bool {
	if len(x.Parts) == 0 {
		return false
	}
	first, ok := x.Parts[0].(*syntax.Str)
	if !ok {
		return false
	}
	for _, part := range x.Parts {
		if s, literal := part.(*syntax.Str); literal && strings.ContainsAny(s.Value, "|;&><$`\\") {
			return false
		}
	}
	words := strings.Fields(first.Value)
	return len(words) > 0 && slices.Contains(linePrinters, words[0]) && !slices.Contains(words, "-z") && !slices.Contains(words, "--zero")
}
