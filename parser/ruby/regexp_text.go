package ruby

// This file has what strings do with patterns besides matching them.

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Split returns String#split with the pattern for the separator: its groups
// become parts too, and an empty match splits between characters. The limit
// counts as in SplitString. Errors are those of Match.
func (re *Regexp) Split(s string, limit int) ([]string, error) {
	if s == "" {
		return []string{}, nil
	}
	if limit == 1 {
		return []string{s}, nil
	}
	sub, err := re.subject(s)
	if err != nil {
		return nil, err
	}
	deadline := time.Now().Add(10 * matchTimeout)
	parts := []string{}
	begin, start := 0, 0
	lastNull := false
	count := 1
	for limit <= 0 || count < limit {
		m, err := re.match(sub, start)
		if err != nil {
			return nil, err
		}
		if m == nil {
			break
		}
		if time.Now().After(deadline) || len(parts) > maxMatchGroups {
			return nil, &LimitError{What: "regular expression match"}
		}
		whole := m.Groups[0]
		if start == whole.End && whole.Start == whole.End {
			switch {
			case lastNull:
				_, size := utf8.DecodeRuneInString(s[begin:])
				parts = append(parts, s[begin:begin+size])
				begin = start
			default:
				if start == len(s) {
					start++
				} else {
					_, size := utf8.DecodeRuneInString(s[start:])
					start += size
				}
				lastNull = true
				continue
			}
		} else {
			parts = append(parts, s[begin:whole.Start])
			begin, start = whole.End, whole.End
		}
		lastNull = false
		for _, g := range m.Groups[1:] {
			if g.Set {
				parts = append(parts, s[g.Start:g.End])
			}
		}
		count++
	}
	if begin < len(s) || limit != 0 {
		parts = append(parts, s[min(begin, len(s)):])
	}
	if limit == 0 {
		parts = dropEmptyTail(parts)
	}
	return parts, nil
}

// Quote returns Regexp.escape: s with a backslash before every character that
// has a meaning in a pattern, space and dash included.
func Quote(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '[', ']', '{', '}', '(', ')', '|', '-', '*', '.', '\\', '?', '+', '^', '$', ' ', '#':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\t':
			b.WriteString(`\t`)
		case '\f':
			b.WriteString(`\f`)
		case '\v':
			b.WriteString(`\v`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// ExpandReplacement returns what the replacement string of String#sub stands
// for with the match m of s: \0 and \& are the match, \1 to \9 the groups,
// \k<name> a named one, \` and \' what is before and after, and \\ a
// backslash. Groups that are not set or do not exist are empty; for a name that
// does not exist Ruby raises IndexError. The result ends after about 16 MiB, so
// that a short replacement of a long string cannot fill the memory.
func ExpandReplacement(repl, s string, m *Match) string {
	var b strings.Builder
	write := func(g Group) {
		if g.Set {
			b.WriteString(s[g.Start:g.End])
		}
	}
	named := slices.ContainsFunc(m.Names, func(n string) bool { return n != "" })
	for i := 0; i < len(repl) && b.Len() < maxReplacement; i++ {
		if repl[i] != '\\' || i+1 == len(repl) {
			b.WriteByte(repl[i])
			continue
		}
		i++
		switch c := repl[i]; c {
		case '1', '2', '3', '4', '5', '6', '7', '8', '9':
			// Numbers do not reach into a pattern that has named groups.
			if n := int(c - '0'); !named && n < len(m.Groups) {
				write(m.Groups[n])
			}
		case '0', '&':
			write(m.Groups[0])
		case '`':
			b.WriteString(s[:m.Groups[0].Start])
		case '\'':
			b.WriteString(s[m.Groups[0].End:])
		case '\\':
			b.WriteByte('\\')
		case 'k':
			name, _, closed := strings.Cut(repl[i+1:], ">")
			if !closed || !strings.HasPrefix(name, "<") {
				b.WriteString(`\k`)
				continue
			}
			g, _ := m.Named(name[1:])
			write(g)
			i += len(name) + 1
		default:
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String()
}
