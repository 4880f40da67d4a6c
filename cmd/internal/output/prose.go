package output

// This file sets the Markdown of rules on a terminal: paragraphs, lists with
// dashes, code in backquotes and fenced code. A test holds the rules to these.

import (
	"bytes"
	"strings"
)

// prose writes Markdown, with its paragraphs broken anew to the width of the
// style.
func prose(b *bytes.Buffer, style Style, text string) {
	for i, block := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		lines := strings.Split(block, "\n")
		if strings.HasPrefix(lines[0], "```") {
			for _, line := range lines {
				if !strings.HasPrefix(line, "```") {
					b.WriteString("    " + line + "\n")
				}
			}
			continue
		}
		for len(lines) > 0 {
			n := 1
			for n < len(lines) && !strings.HasPrefix(lines[n], "- ") {
				n++
			}
			paragraph(b, style, strings.Join(lines[:n], " "))
			lines = lines[n:]
		}
	}
}

// paragraph writes a paragraph or an item of a list.
func paragraph(b *bytes.Buffer, style Style, text string) {
	indent := ""
	if rest, ok := strings.CutPrefix(text, "- "); ok {
		b.WriteString("- ")
		indent, text = "  ", rest
	}
	limit := style.Width
	if limit == 0 {
		limit = 80
	}
	column, code := len(indent), false
	for i, word := range strings.Fields(text) {
		var shown string
		shown, code = inline(style, word, code)
		size := width(word)
		if style.Color {
			size -= strings.Count(word, "`")
		}
		switch {
		case i == 0:
		case column+1+size > limit:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(shown)
		column += size
	}
	b.WriteByte('\n')
}

// inline returns a word with its code in bold instead of backquotes, if there
// are colours; code says whether the word begins, and whether it ends, within
// code.
func inline(style Style, word string, code bool) (string, bool) {
	parts := strings.Split(word, "`")
	for i := range parts {
		if i > 0 {
			code = !code
		}
		if code {
			parts[i] = style.paint(bold, parts[i])
		}
	}
	if style.Color {
		return strings.Join(parts, ""), code
	}
	return word, code
}
