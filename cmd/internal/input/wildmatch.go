package input

// This file matches names and paths with git's wildcards, byte by byte as git
// does.

import "strings"

// matchPath matches a path with a pattern, both in their segments. A segment
// ** stands for any number of folders, or for everything in one if it is last.
func matchPath(pattern, path []string) bool {
	p, s, star, mark := 0, 0, -1, 0
	for s < len(path) {
		switch {
		case p < len(pattern) && pattern[p] == "**":
			star, mark = p, s
			p++
		case p < len(pattern) && matchName(pattern[p], path[s]):
			p++
			s++
		case star >= 0:
			mark++
			p, s = star+1, mark
		default:
			return false
		}
	}
	return p == len(pattern)
}

// matchName matches a name, which has no slash, with a pattern of *, ?, [set]
// and \ escapes.
func matchName(pattern, name string) bool {
	p, s, star, mark := 0, 0, -1, 0
	for s < len(name) {
		if p < len(pattern) && pattern[p] == '*' {
			star, mark = p, s
			p++
			continue
		}
		n, ok := matchByte(pattern[p:], name[s])
		switch {
		case ok:
			p += n
			s++
		case star >= 0:
			mark++
			p, s = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// matchByte matches one byte with the start of a pattern, and returns how
// long that start is.
func matchByte(pattern string, c byte) (int, bool) {
	if pattern == "" {
		return 0, false
	}
	switch pattern[0] {
	case '?':
		return 1, true
	case '[':
		return matchSet(pattern, c)
	case '\\':
		return 2, len(pattern) > 1 && pattern[1] == c
	}
	return 1, pattern[0] == c
}

// matchSet matches one byte with a set in brackets. A set that is not closed
// matches nothing.
func matchSet(pattern string, c byte) (int, bool) {
	at, negated, found := 1, false, false
	if at < len(pattern) && (pattern[at] == '!' || pattern[at] == '^') {
		negated = true
		at++
	}
	for first := true; ; first = false {
		if at >= len(pattern) {
			return 0, false
		}
		if pattern[at] == ']' && !first {
			return at + 1, found != negated
		}
		if class, ok := strings.CutPrefix(pattern[at:], "[:"); ok {
			if name, _, ok := strings.Cut(class, ":]"); ok {
				found = found || inClass(name, c)
				at += len("[:") + len(name) + len(":]")
				continue
			}
		}
		low, next := setByte(pattern, at)
		high := low
		if next+1 < len(pattern) && pattern[next] == '-' && pattern[next+1] != ']' {
			high, next = setByte(pattern, next+1)
		}
		found = found || low <= c && c <= high
		at = next
	}
}

// setByte returns the byte that stands at a place in a set, and the place
// after it.
func setByte(pattern string, at int) (byte, int) {
	if pattern[at] == '\\' && at+1 < len(pattern) {
		at++
	}
	return pattern[at], at + 1
}

func inClass(name string, c byte) bool {
	upper, lower, digit := 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9'
	graph := '!' <= c && c <= '~'
	switch name {
	case "alpha":
		return upper || lower
	case "digit":
		return digit
	case "alnum":
		return upper || lower || digit
	case "upper":
		return upper
	case "lower":
		return lower
	case "space":
		return c == ' ' || '\t' <= c && c <= '\r'
	case "blank":
		return c == ' ' || c == '\t'
	case "punct":
		return graph && !(upper || lower || digit)
	case "xdigit":
		return digit || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
	case "cntrl":
		return c < ' ' || c == 0x7f
	case "graph":
		return graph
	case "print":
		return graph || c == ' '
	}
	return false
}
