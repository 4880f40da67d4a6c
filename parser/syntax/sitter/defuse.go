package sitter

// This file makes the text ready for tree-sitter, and its tree ready for us.
// Every change keeps all offsets as they are.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/accept"
	"github.com/pilllint/pilllint/parser/syntax/ast"
	"github.com/pilllint/pilllint/parser/syntax/literal"
)

// maxHeredocWord is the longest heredoc word that is handed to tree-sitter.
const maxHeredocWord = 200

// defuse returns the text to parse, and what of its code is blanked.
func defuse(text string, v accept.Verdict) (out []byte, blanked []ast.Pos) {
	out = append(make([]byte, 0, len(text)+1), text...)
	if !strings.HasSuffix(text, "\n") {
		// Without it the grammar knows neither a heredoc's last word nor =end.
		out = append(out, '\n')
	}
	joinCodepoints(text, out)
	for _, m := range v.Moves {
		copy(out[m.At:], text[m.From:m.From+m.Len])
		for i := m.At + m.Len; i < m.From+m.Len; i++ {
			out[i] = ' '
		}
	}
	for _, i := range v.Semicolons {
		out[i] = ',' // the grammar knows no local variables in ->(a; b)
	}
	return out, blankHeredocs(text, out, v.Shifts)
}

// blankHeredocs blanks the two < of heredocs whose word is too long, or is
// quoted and not closed on its line. The grammar's scanner keeps the length of
// the word in one byte and aborts the process if it does not fit.
func blankHeredocs(text string, out []byte, shifts []int) (blanked []ast.Pos) {
	for at := 0; ; {
		i := strings.Index(text[at:], "<<")
		if i < 0 {
			return blanked
		}
		i += at
		at = i + 2
		word := strings.TrimPrefix(strings.TrimPrefix(text[at:], "-"), "~")
		if word == "" || !tooLong(word) {
			continue
		}
		out[i], out[i+1] = ' ', ' '
		if slices.Contains(shifts, i) { // and not in a string or comment
			blanked = append(blanked, ast.Pos{Start: int32(i), End: int32(i + 2)})
		}
	}
}

// tooLong reports whether the heredoc word that text begins with is not closed
// on its line, or is longer than the scanner can remember.
func tooLong(text string) bool {
	limit := min(len(text), maxHeredocWord+2)
	if c := text[0]; c == '\'' || c == '"' || c == '`' {
		for _, d := range []byte(text[1:limit]) {
			if d == c {
				return false
			}
			if d == '\n' {
				return true
			}
		}
		return limit == maxHeredocWord+2
	}
	for i := range limit {
		if c := text[i]; c != '_' && c < 0x80 && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return limit == maxHeredocWord+2
}

// joinCodepoints fills the blanks of \u{41 42}, of which the grammar takes
// only one codepoint.
func joinCodepoints(text string, out []byte) {
	const open = `\u{`
	for at := 0; ; {
		i := strings.Index(text[at:], open)
		if i < 0 {
			return
		}
		at += i + len(open)
		n := strings.IndexFunc(text[at:], func(r rune) bool { return !strings.ContainsRune(literal.HexDigits+" \t", r) })
		if n < 0 || text[at+n] != '}' {
			continue
		}
		for ; n > 0; n-- {
			if c := text[at]; c == ' ' || c == '\t' {
				out[at] = '0'
			}
			at++
		}
	}
}

// restore puts right the places of what stands elsewhere in the parsed text
// than in the true one: operators that were moved, and the newline at its end.
func restore(nodes []cnode, text string, moves []accept.Move) {
	if !strings.HasSuffix(text, "\n") {
		end := uint32(len(text))
		for i := range nodes {
			nodes[i].start, nodes[i].end = min(nodes[i].start, end), min(nodes[i].end, end)
		}
	}
	if len(moves) == 0 {
		return
	}
	byPlace := make(map[uint32]accept.Move, len(moves))
	for _, m := range moves {
		byPlace[uint32(m.At)] = m
	}
	for i := range nodes {
		n := &nodes[i]
		if m, ok := byPlace[n.start]; ok && n.end == n.start+uint32(m.Len) {
			n.start, n.end = uint32(m.From), uint32(m.From+m.Len)
		}
	}
}
