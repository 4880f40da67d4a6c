package syntax

// This file takes a side of what a merge left for a person to decide.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// side returns what takes a side of the conflict at whose first marker an error is.
func (o *Onward) side(e *accept.Error) (c change, local, ok bool) {
	written, _, _ := o.texts()
	start, _ := lineAround(written, min(e.Start, len(written)))
	end, ours, theirs, ok := conflict(written, start)
	if !ok {
		return c, false, false
	}
	p, untouched := o.place(start, end)
	if c = (change{start: int(p.Start), end: int(p.End), text: ours}); o.theirs {
		c.text = theirs
	}
	o.conflicts = o.conflicts || untouched
	return c, true, untouched
}

// conflict returns where the conflict ends that begins with the line at an offset, and its
// sides. What both once were is no side.
func conflict(text string, start int) (end int, ours, theirs string, ok bool) {
	if !marks(text[start:], '<') {
		return 0, "", "", false
	}
	var sides [3]strings.Builder // ours, what both were, theirs
	side := 0
	for at := start; at < len(text); {
		_, end := lineAround(text, at)
		end = min(end+1, len(text))
		line := text[at:end]
		switch {
		case marks(line, '<') && at > start:
			return 0, "", "", false
		case at == start:
		case marks(line, '|') && side == 0:
			side = 1
		case marks(line, '=') && side < 2:
			side = 2
		case marks(line, '>') && side == 2:
			return end, sides[0].String(), sides[2].String(), true
		default:
			sides[side].WriteString(line)
		}
		at = end
	}
	return 0, "", "", false
}

// marks reports whether a text begins with a line that marks a conflict.
func marks(text string, with byte) bool {
	const long = 7
	line, _, _ := strings.Cut(text, "\n")
	rest, found := strings.CutPrefix(line, strings.Repeat(string(with), long))
	return found && (strings.TrimSpace(rest) == "" || rest[0] == ' ')
}
