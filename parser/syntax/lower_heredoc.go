package syntax

// This file lowers heredocs.

import (
	"slices"
	"strings"
)

// survey lists the comments and matches the beginnings of heredocs with their
// bodies, which stand elsewhere in the tree but in the same order.
func (l *lowerer) survey() {
	var waiting []uint32
	for i := range l.nodes {
		switch l.kind(uint32(i)) {
		case kHeredocBeginning:
			waiting = append(waiting, uint32(i))
		case kHeredocBody:
			if l.bodies == nil {
				l.bodies = map[uint32]uint32{}
			}
			if len(waiting) > 0 {
				l.bodies[waiting[0]] = uint32(i)
				waiting = waiting[1:]
			}
		case kComment:
			text := strings.TrimRight(l.textOf(uint32(i)), "\r\n")
			p := l.pos(uint32(i))
			p.End = p.Start + int32(len(text))
			text = l.file.Source.Text[p.Start:p.End] // which a template's text may differ from
			l.file.Comments = append(l.file.Comments, Comment{p, text})
		}
	}
}

func (l *lowerer) heredoc(i uint32) Node {
	p := l.pos(i)
	word := l.textOf(i)
	squiggly := strings.HasPrefix(word, "<<~")
	word = strings.TrimLeft(word, "<-~")
	esc, shell := escDouble, false
	switch {
	case strings.HasPrefix(word, "'"):
		esc = escRaw
	case strings.HasPrefix(word, "`"):
		shell = true
	}
	body, ok := l.bodies[i]
	if !ok {
		return &Str{Pos: p}
	}
	parts := l.heredocParts(body, esc, squiggly)
	if shell {
		return &XStr{p, parts, l.pos(body)}
	}
	return stringNode(p, parts, l.pos(body))
}

// heredocParts lowers the lines of a heredoc: from the one after its beginning
// to the one before its end word.
func (l *lowerer) heredocParts(body uint32, esc escapes, squiggly bool) []Node {
	from, to := l.nodes[body].start, l.nodes[body].end
	if n := strings.IndexByte(l.text[from:to], '\n'); n >= 0 {
		from += uint32(n) + 1
	}
	var holes []uint32
	for c := range l.children(body) {
		switch l.kind(c) {
		case kInterpolation:
			holes = append(holes, c)
		case kHeredocEnd:
			to = uint32(strings.LastIndexByte(l.text[:l.nodes[c].start], '\n') + 1)
		}
	}
	var raw []Node
	str := func(a, b uint32) {
		raw = append(raw, &Str{Pos: Pos{int32(a), int32(b)}, Value: l.text[a:b]})
	}
	hole := func(h *Hole) { raw = append(raw, h) }
	for _, h := range holes {
		l.stretches(from, l.nodes[h].start, str, hole)
		raw = append(raw, l.seq(h))
		from = l.nodes[h].end
	}
	l.stretches(from, to, str, hole)
	if squiggly {
		dedent(raw)
	}
	for _, n := range raw {
		if s, ok := n.(*Str); ok {
			s.Value = unescape(strings.ReplaceAll(s.Value, "\r\n", "\n"), esc, "")
		}
	}
	return slices.DeleteFunc(raw, func(n Node) bool {
		s, ok := n.(*Str)
		return ok && s.Value == ""
	})
}

// dedent takes the indentation that all lines share off the text of a
// squiggly heredoc. Blank lines do not count, an interpolation does. Up to
// Ruby 3.1 the blanks of a blank line are counted with those of the next line;
// so they are here.
func dedent(parts []Node) {
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
func eachLine(parts []Node, edit func(line string, alone bool) string) {
	start := true
	for i, n := range parts {
		s, ok := n.(*Str)
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
