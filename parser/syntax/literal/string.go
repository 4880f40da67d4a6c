// Package literal says what the text of a literal stands for: numbers, strings
// and what is written like strings. Who reads the text tells where the literal
// lies and what is interpolated in it, and that Ruby takes it.
package literal

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
)

// This file makes strings, symbols and lists of words.

// Parts returns the text between two offsets, with escapes done, and between
// it the holes: interpolations, or a *ast.Str where the literal goes on behind
// it, such as the lines of a heredoc that begins within the literal.
func Parts(text string, from, to int, holes []ast.Node, esc Escapes, delims string) []ast.Node {
	if len(holes) == 0 && from >= to {
		return nil
	}
	parts := make([]ast.Node, 0, 2*len(holes)+1)
	piece := func(a, b int) {
		if a < b {
			parts = append(parts, &ast.Str{Pos: place(a, b), Value: Unescape(text[a:b], esc, delims)})
		}
	}
	for _, h := range holes {
		p := h.Range()
		piece(from, int(p.Start))
		if _, skipped := h.(*ast.Str); !skipped {
			parts = append(parts, h)
		}
		from = int(p.End)
	}
	piece(from, to)
	return parts
}

// String is the string of these parts, which are not to be used any more.
func String(p ast.Pos, parts []ast.Node, heredoc ast.Pos) ast.Node {
	for _, part := range parts {
		if _, ok := part.(*ast.Str); !ok {
			return &ast.DStr{Pos: p, Parts: parts, Heredoc: heredoc}
		}
	}
	if len(parts) == 1 {
		s := parts[0].(*ast.Str)
		s.Pos, s.Heredoc = p, heredoc
		return s
	}
	var joined strings.Builder
	for _, part := range parts {
		joined.WriteString(part.(*ast.Str).Value)
	}
	return &ast.Str{Pos: p, Value: joined.String(), Heredoc: heredoc}
}

// Chain is the string of several literals side by side.
func Chain(p ast.Pos, strings []ast.Node) ast.Node {
	var parts []ast.Node
	for _, s := range strings {
		if d, ok := s.(*ast.DStr); ok && d.Heredoc == (ast.Pos{}) { // a heredoc's parts stand elsewhere
			parts = append(parts, d.Parts...)
		} else {
			parts = append(parts, s)
		}
	}
	return String(p, parts, ast.Pos{})
}

// Symbol is the symbol that is written like the string n.
func Symbol(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.Str:
		return &ast.Sym{Pos: n.Pos, Name: n.Value}
	case *ast.DStr:
		return &ast.DSym{Pos: n.Pos, Parts: n.Parts}
	}
	return n
}

// List returns the elements of %w and the like: the words between two offsets,
// which may have holes.
func List(text string, from, to int, holes []ast.Node, esc Escapes) (elems []ast.Node) {
	delims := Delimiters(text[from-1])
	start, first := from, 0 // where the word begins, in text and holes
	for at, h := from, 0; ; at++ {
		switch {
		case h < len(holes) && at == int(holes[h].Range().Start):
			at = int(holes[h].Range().End) - 1
			h++
		case at >= to || IsBlank(text[at]):
			if start < at {
				end := min(at, to)
				elems = append(elems, String(place(start, end), Parts(text, start, end, holes[first:h], esc, delims), ast.Pos{}))
			}
			if at >= to {
				return elems
			}
			start, first = at+1, h
		case text[at] == '\\':
			at++
		}
	}
}

// IsBlank reports whether c is white space.
func IsBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func place(start, end int) ast.Pos { return ast.Pos{Start: int32(start), End: int32(end)} }

// Delimiters are the one or two bytes that enclose a literal with that opening.
func Delimiters(open byte) string {
	switch open {
	case '(':
		return "()"
	case '[':
		return "[]"
	case '{':
		return "{}"
	case '<':
		return "<>"
	}
	return single[open : int(open)+1]
}

// single has every byte at its own place, so that a string of one needs no
// room of its own.
var single = func() string {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	return string(b)
}()
