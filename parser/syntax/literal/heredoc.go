package literal

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/ast"
)

// This file makes the text of heredocs.

// Heredoc is Parts for the lines of a heredoc, from the one after its beginning
// to the one before its end word. A squiggly one loses the indentation that its
// lines share.
func Heredoc(text string, from, to int, holes []ast.Node, esc Escapes, squiggly bool) []ast.Node {
	if !squiggly {
		return Parts(text, from, to, holes, esc, "")
	}
	parts := Parts(text, from, to, holes, Raw, "")
	dedent(parts)
	for _, n := range parts {
		if s, ok := n.(*ast.Str); ok {
			s.Value = Unescape(s.Value, esc, "")
		}
	}
	return slices.DeleteFunc(parts, func(n ast.Node) bool {
		s, ok := n.(*ast.Str)
		return ok && s.Value == ""
	})
}

// dedent takes the indentation that all lines share off the text of a
// squiggly heredoc. Blank lines do not count, an interpolation does. Up to
// Ruby 3.1 the blanks of a blank line are counted with those of the next line;
// so they are here.
func dedent(parts []ast.Node) {
	least, carried := -1, 0
	eachLine(parts, func(line string, alone bool) string {
		width, blank := indentation(line, carried)
		carried = width
		if !blank || !alone {
			carried = 0
			if least < 0 || width < least {
				least = width
			}
		}
		return line
	})
	if least <= 0 {
		return
	}
	eachLine(parts, func(line string, _ bool) string { return outdent(line, least) })
}

// eachLine calls edit with each stretch of text that begins a line; alone
// tells that the line has nothing but that text.
func eachLine(parts []ast.Node, edit func(line string, alone bool) string) {
	start := true
	for i, n := range parts {
		s, ok := n.(*ast.Str)
		if !ok {
			if start {
				edit("", false)
			}
			start = false
			continue
		}
		lines := strings.SplitAfter(s.Value, "\n")
		var b strings.Builder
		for j, line := range lines {
			if line == "" {
				continue
			}
			if start {
				last := j == len(lines)-1
				line = edit(line, !(last && i < len(parts)-1))
			}
			b.WriteString(line)
			start = strings.HasSuffix(line, "\n")
		}
		s.Value = b.String()
	}
}

// indentation is the width of a line's leading white space, added to width; a
// tab reaches to the next multiple of eight.
func indentation(line string, width int) (_ int, blank bool) {
	for _, c := range []byte(line) {
		switch c {
		case ' ':
			width++
		case '\t':
			width = (width/8 + 1) * 8
		default:
			return width, c == '\n' || c == '\r'
		}
	}
	return width, true
}

func outdent(line string, least int) string {
	width := 0
	for i := 0; i < len(line); i++ {
		next := width
		switch line[i] {
		case ' ':
			next++
		case '\t':
			next = (width/8 + 1) * 8
		default:
			return line[i:]
		}
		if next > least {
			return line[i:]
		}
		width = next
	}
	return ""
}
