package hostenv

// This file lists files as Ruby's Dir.glob does: names that begin with a dot
// only where the pattern says so, each folder's in their order, and what is
// below a folder right after it.

import (
	"os"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// maxVisited is how many names a search may look at.
	maxVisited = 100_000
	// maxPatterns is how many patterns the braces of one may stand for.
	maxPatterns = 1000
)

// glob lists the files that match an absolute pattern. It is nil if there is too
// much to search.
func glob(pattern string) []string {
	s := &search{found: []string{}}
	rest := strings.TrimLeft(pattern, "/")
	s.walk(pattern[:len(pattern)-len(rest)], [][]part{parse(rest)})
	if s.visited > maxVisited {
		return nil
	}
	return s.found
}

// A part is one component of a pattern with the slashes after it.
type part struct {
	text  string
	slash string // the slashes that follow; "" after the last
	magic bool   // it has wildcards or braces
	deep  bool   // it is **, with a slash after it
	brace bool   // it has braces, which may have slashes in them
}

// parse takes a pattern apart that does not begin with a slash.
func parse(pattern string) (parts []part) {
	for pattern != "" {
		end := slash(pattern)
		p := part{text: pattern[:end]}
		after := strings.TrimLeft(pattern[end:], "/")
		p.slash = pattern[end : len(pattern)-len(after)]
		pattern = after
		open, _ := outerBraces(p.text)
		p.brace = open >= 0
		p.deep = p.text == "**" && p.slash != ""
		p.magic = p.brace || strings.ContainsAny(p.text, `*?[\`)
		if p.deep && len(parts) > 0 && parts[len(parts)-1].deep {
			continue // **/**/ is **/
		}
		parts = append(parts, p)
	}
	return parts
}

// slash finds the first slash that is not within braces; there may be none.
func slash(pattern string) int {
	at := strings.IndexByte(pattern, '/')
	open, end := outerBraces(pattern)
	switch {
	case at < 0:
		return len(pattern)
	case open < 0 || at < open || at > end && strings.IndexByte(pattern[open:end], '/') < 0:
		return at
	case at < end:
		return end + slash(pattern[end:])
	}
	return at
}

// text is the pattern that parts were taken from.
func text(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.text + p.slash)
	}
	return b.String()
}

// A search is the work on one pattern.
type search struct {
	found   []string
	visited int
}

// walk goes on from a folder, whose path ends in a slash, with what is left of
// a pattern, in each of the ways in which ** may have been taken.
func (s *search) walk(dir string, ways [][]part) {
	deep := slices.ContainsFunc(ways, func(w []part) bool { return len(w) > 0 && w[0].deep })
	ways = spread(ways)
	if s.visited++; s.visited > maxVisited {
		return
	}
	// Braces stand for one pattern after the other, except below **, where each
	// name is held against them all.
	for _, w := range ways {
		if len(w) > 0 && w[0].brace && (!deep || strings.Contains(w[0].text, "/")) {
			for _, p := range braces(text(ways[0])) {
				if rest := strings.TrimLeft(p, "/"); rest != "" {
					s.walk(dir, [][]part{parse(rest)})
				} else {
					s.found = append(s.found, strings.TrimRight(dir, "/"))
				}
			}
			return
		}
	}
	wild, whole := false, false
	for _, w := range ways {
		if len(w) == 0 {
			whole = true // a pattern that ends in a slash
			continue
		}
		wild = wild || w[0].magic
	}
	if whole {
		s.found = append(s.found, dir)
	}
	if !wild {
		s.plain(dir, ways)
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	names := make([]string, 0, len(entries)+1)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if !deep {
		names = append(names, ".")
	}
	slices.Sort(names)
	for _, name := range names {
		if s.visited++; s.visited > maxVisited {
			return
		}
		s.entry(dir, name, ways)
	}
}

// spread adds, for each way that begins with **, the one in which it stands for
// no folder.
func spread(ways [][]part) [][]part {
	var all [][]part
	for _, w := range ways {
		all = append(all, w)
		if len(w) > 0 && w[0].deep {
			all = append(all, w[1:])
		}
	}
	return all
}

// entry goes on with one name of a folder.
func (s *search) entry(dir, name string, ways [][]part) {
	var next [][]part
	last := false
	slash := "/"
	for _, w := range ways {
		switch {
		case len(w) == 0:
		case w[0].deep:
			if !strings.HasPrefix(name, ".") && isFolder(dir+name, false) {
				next = append(next, w)
			}
		case !matches(w[0], name):
		case w[0].slash == "":
			last = true
		default:
			next = append(next, w[1:])
			slash = w[0].slash
		}
	}
	if last {
		s.found = append(s.found, dir+name)
	}
	if len(next) > 0 && isFolder(dir+name, true) {
		s.walk(dir+name+slash, next)
	}
}

// plain goes on where no part has wildcards: the names need not be listed.
func (s *search) plain(dir string, ways [][]part) {
	for _, w := range ways {
		if len(w) == 0 {
			continue
		}
		s.visited++
		path := dir + w[0].text
		if w[0].slash == "" {
			if _, err := os.Lstat(path); err == nil {
				s.found = append(s.found, path)
			}
			continue
		}
		if isFolder(path, true) {
			s.walk(path+w[0].slash, [][]part{w[1:]})
		}
	}
}

// isFolder reports whether there is a folder; follow tells that a link to one
// counts.
func isFolder(path string, follow bool) bool {
	look := os.Lstat
	if follow {
		look = os.Stat
	}
	info, err := look(path)
	return err == nil && info.IsDir()
}

// matches reports whether a name matches a part of a pattern.
func matches(p part, name string) bool {
	for _, text := range braces(p.text) {
		if strings.HasPrefix(name, ".") && !strings.HasPrefix(strings.TrimPrefix(text, `\`), ".") {
			continue
		}
		if match(text, name) {
			return true
		}
	}
	return false
}

// match reports whether a name matches a pattern without slashes. If a * took
// too little, it takes one more; of several, only the last need ever do.
func match(pattern, name string) bool {
	star, starName := "", ""
	starred := false
	for pattern != "" || name != "" {
		if strings.HasPrefix(pattern, "*") {
			pattern = pattern[1:]
			star, starName, starred = pattern, name, true
			continue
		}
		rest, ok := matchOne(pattern, name)
		if ok {
			pattern, name = rest, afterRune(name)
			continue
		}
		if !starred || starName == "" {
			return false
		}
		starName = afterRune(starName)
		pattern, name = star, starName
	}
	return true
}

// matchOne matches the first character of a name, and returns what is left of
// the pattern.
func matchOne(pattern, name string) (rest string, ok bool) {
	if pattern == "" || name == "" {
		return "", false
	}
	switch pattern[0] {
	case '?':
		return pattern[1:], true
	case '[':
		return set(pattern[1:], name)
	}
	if pattern[0] == '\\' && len(pattern) > 1 {
		pattern = pattern[1:]
	}
	_, n := utf8.DecodeRuneInString(name)
	return strings.CutPrefix(pattern, name[:n])
}

func afterRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[n:]
}

// set matches the first character of a name with a set, of which the pattern
// begins after the bracket, and returns what follows the set.
func set(pattern, name string) (rest string, ok bool) {
	if name == "" {
		return "", false
	}
	want, _ := utf8.DecodeRuneInString(name)
	negated := strings.HasPrefix(pattern, "!") || strings.HasPrefix(pattern, "^")
	if negated {
		pattern = pattern[1:]
	}
	hit := false
	for !strings.HasPrefix(pattern, "]") {
		low, after, ok := setRune(pattern)
		if !ok {
			return "", false // it has no end
		}
		high := low
		if len(after) > 1 && after[0] == '-' && after[1] != ']' {
			if high, after, ok = setRune(after[1:]); !ok {
				return "", false
			}
		}
		hit = hit || low <= want && want <= high
		pattern = after
	}
	return pattern[1:], hit != negated
}

// setRune takes one character of a set.
func setRune(pattern string) (r rune, rest string, ok bool) {
	pattern = strings.TrimPrefix(pattern, `\`)
	if pattern == "" {
		return 0, "", false
	}
	r, n := utf8.DecodeRuneInString(pattern)
	return r, pattern[n:], true
}

// braces lists the patterns that one with braces stands for, in order.
func braces(pattern string) []string {
	done := []string{}
	waiting := []string{pattern}
	for len(waiting) > 0 && len(done)+len(waiting) < maxPatterns {
		p := waiting[0]
		open, end := outerBraces(p)
		if open < 0 {
			done, waiting = append(done, p), waiting[1:]
			continue
		}
		var each []string
		for _, word := range words(p[open+1 : end]) {
			each = append(each, p[:open]+word+p[end+1:])
		}
		waiting = append(each, waiting[1:]...)
	}
	return done
}

// outerBraces finds the first pair of braces; open is -1 if there is none.
func outerBraces(p string) (open, end int) {
	open = -1
	depth := 0
	for i := 0; i < len(p); i++ {
		switch p[i] {
		case '\\':
			i++
		case '{':
			if depth == 0 {
				open = i
			}
			depth++
		case '}':
			if depth == 0 {
				continue
			}
			if depth--; depth == 0 {
				return open, i
			}
		}
	}
	return -1, -1
}

// words takes what stands within braces apart at its own commas.
func words(text string) []string {
	var list []string
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			depth--
		case ',':
			if depth == 0 {
				list = append(list, text[from:i])
				from = i + 1
			}
		}
	}
	return append(list, text[from:])
}
