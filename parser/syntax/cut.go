package syntax

// This file finds the lines that can be cut out of a text with an error in them: those
// that Ruby refuses whatever stands around them.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// probe is what Ruby takes nowhere but where a statement may begin.
const probe = ";alias a b\n"

var (
	// startsOn begins lines that go on with what stands before them.
	startsOn = lazyregexp.New(`^[ \t]*(?:[.&|)\]}?:,=*/+]|(?:then|do|and|or)\b)`)
	// closesOrTurns begins lines that end what is open, or begin another arm of it.
	closesOrTurns = lazyregexp.New(`^[ \t]*(?:end|else|elsif|when|in|rescue|ensure)\b`)
	// hasWord are lines of a block, or of a condition that has lines of its own.
	hasWord = lazyregexp.New(`^[ \t]*(?:if|unless|while|until|case|for|begin|def|class|module|else|elsif|when|in|rescue|ensure|then|end|BEGIN|END)\b|\b(?:do|end|begin|case)\b|=[ \t]*(?:if|unless|while|until|case|begin)\b|\|[ \t]*$|<<[-~]?["'\x60A-Z_]|[{][ \t]*(?:\|[^|\n]*\|)?[ \t]*$|^=`)
	// assignment is the head of a line that sets something.
	assignment = lazyregexp.New(`^[ \t]*(?:[@$]*[A-Za-z_]\w*(?:\.[a-z_]\w*)*[ \t]*=[ \t]*)+`)
	modifier   = lazyregexp.New(`\b(?:if|unless|while|until|rescue|and|or)\b`)
)

// cut returns where in the line of an offset, or in the lines of the literal in which it
// lies, what is wrong stands that Ruby refuses whatever is around it: the value that
// something is set to, or all of it.
func cut(text string, at int) (from, to int, ok bool) {
	start, end := lineAround(text, at)
	if !complete(text[:start]) {
		if start, end, ok = literalAround(text, start); !ok || !complete(text[:start]) {
			return 0, 0, false
		}
	} else if hasWord.MatchString(text[start:end]) {
		return 0, 0, false
	}
	lines := text[start:end]
	indent := width(lines)
	if next, found := nextLine(text, end); found && (startsOn.MatchString(next) || width(next) > indent) || startsOn.MatchString(lines) || strings.HasSuffix(lines, "\\") {
		return 0, 0, false
	}
	e := accept.Read(lines + "\n").Err
	if e == nil || e.Lacks != "" || e.Excess || strings.HasPrefix(e.Message, "Invalid") {
		return 0, 0, false
	}
	from, to = start+indent, start+len(strings.TrimRight(lines, " \t\r"))
	if head := assignment.FindString(lines); head != "" && !modifier.MatchString(lines) && start+len(head) < to && !strings.ContainsRune("=~>", rune(lines[len(head)])) {
		from = start + len(head)
	}
	return from, to, from < to
}

// cutHead is cut for a line whose first word begins a condition or the like that nothing
// ends, and which is indented as if it did not.
func cutHead(text string, at int) (from, to int, ok bool) {
	start, end := lineAround(text, at)
	line := text[start:end]
	from, to = start+width(line), start+len(strings.TrimRight(line, " \t\r"))
	if from != at || !complete(text[:start]) {
		return 0, 0, false
	}
	next, found := nextLine(text, end)
	return from, to, !found || width(next) <= width(line) && !strings.HasPrefix(strings.TrimLeft(next, " \t"), "el")
}

// complete reports whether a statement may begin after the lines that a text is.
func complete(text string) bool {
	e := accept.Read(text + probe).Err
	return e == nil || e.Lacks == "end"
}

// literalAround returns the lines from one that ends with a bracket to that which
// stands under it and closes it, if a line that begins at start is between them.
func literalAround(text string, start int) (from, to int, ok bool) {
	indent := width(text[start:])
	for from = start; ; {
		if from == 0 {
			return 0, 0, false
		}
		from = strings.LastIndexByte(text[:from-1], '\n') + 1
		if line, _, _ := strings.Cut(text[from:], "\n"); strings.TrimSpace(line) != "" && width(line) < indent {
			indent = width(line)
			line = strings.TrimRight(line, " \t\r")
			if line == "" || !strings.ContainsRune("([{", rune(line[len(line)-1])) || hasWord.MatchString(strings.TrimRight(line, "{")) {
				return 0, 0, false
			}
			break
		}
	}
	for to = start; to < len(text); {
		_, end := lineAround(text, to)
		line := text[to:end]
		if strings.TrimSpace(line) != "" && width(line) <= indent {
			ok = width(line) == indent && strings.ContainsRune(")]}", rune(line[indent]))
			return from, end, ok && !hasWordInside(text[from:end])
		}
		to = end + 1
	}
	return 0, 0, false
}

// hasWordInside reports whether there are lines of blocks among those of a literal.
func hasWordInside(lines string) bool {
	_, rest, _ := strings.Cut(lines, "\n")
	for line := range strings.Lines(rest) {
		if hasWord.MatchString(strings.TrimRight(line, " \t\r\n{")) {
			return true
		}
	}
	return false
}

// hasBody reports whether the line after that of an offset is indented deeper.
func hasBody(text string, at int) bool {
	start, end := lineAround(text, at)
	next, found := nextLine(text, end)
	return found && width(next) > width(text[start:end])
}

// follows reports whether the "end" at an offset stands under another, which is the line
// of code before it.
func follows(text string, at int) bool {
	start, _ := lineAround(text, at)
	for end := start - 1; end > 0; {
		from, _ := lineAround(text, end)
		line := text[from:end]
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			return word == "end" && width(line) == at-start
		}
		end = from - 1
	}
	return false
}

// repeats reports whether a line from an offset on is a bracket too many and, once more, the
// end of the line before it: the rest of a head that was put on one line.
func repeats(text string, at int) bool {
	start, end := lineAround(text, at)
	rest, found := strings.CutPrefix(strings.TrimRight(text[at:end], " \t\r"), ")")
	rest = strings.TrimSpace(rest)
	if !found || start == 0 || strings.TrimSpace(text[start:at]) != "" || !strings.HasPrefix(rest, "do ") {
		return false
	}
	from, _ := lineAround(text, start-1)
	return strings.HasSuffix(strings.TrimRight(text[from:start], " \t\r\n"), ") "+rest)
}

// outdented is where the first word stands, after the line of an offset, that is
// indented no deeper than that line; the end of the text if there is none.
func outdented(text string, at int) int {
	start, end := lineAround(text, at)
	indent := width(text[start:end])
	for end < len(text) {
		at = end + 1
		if at >= len(text) {
			break
		}
		_, end = lineAround(text, at)
		line := text[at:end]
		if w := width(line); strings.TrimSpace(line) != "" && line[w] != '#' && w <= indent {
			return at + w
		}
	}
	return len(text)
}

// lineAround returns the line of an offset, without its end.
func lineAround(text string, at int) (start, end int) {
	start = strings.LastIndexByte(text[:at], '\n') + 1
	if end = strings.IndexByte(text[at:], '\n'); end < 0 {
		return start, len(text)
	}
	return start, at + end
}

// nextLine is the first line of code after an offset.
func nextLine(text string, after int) (line string, found bool) {
	for after < len(text) {
		_, end := lineAround(text, after)
		line = text[after:end]
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			return line, true
		}
		after = end + 1
	}
	return "", false
}

// width is how far a line is indented.
func width(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

func isIdentByte(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
