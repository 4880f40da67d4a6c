package accept

// This file finds the commonest mistakes in a regular expression. It keeps
// silent where it is not certain.

import "strings"

// regexpError says what is wrong with the text of a regular expression, or
// nothing.
func regexpError(text string, extended bool) string {
	r := regexpReader{text: text, extended: extended, names: map[string]bool{}}
	message := r.read()
	if message != "" {
		return "this regular expression " + message
	}
	for _, name := range r.called {
		if !r.names[name] {
			return `this regular expression has no group "` + name + `"`
		}
	}
	if len(r.names) == 0 && r.backref > r.groups {
		return "this regular expression has not as many groups as it refers to"
	}
	return ""
}

// Captures lists the names of the groups of a regular expression that become
// local variables where it stands left of =~.
func Captures(text string) (names []string) {
	for {
		n := strings.Index(text, "(?<")
		if n < 0 {
			return names
		}
		escaped := n > 0 && text[n-1] == '\\'
		text = text[n+3:]
		name, _, ok := strings.Cut(text, ">")
		if !ok || escaped || name == "" || isDigit(name[0]) || startsUpper(name) {
			continue
		}
		plain := true
		for i := range len(name) {
			plain = plain && isIdent(name[i])
		}
		if _, word := keywords[name]; plain && !word {
			names = append(names, name)
		}
	}
}

type regexpReader struct {
	text            string
	extended        bool // white space and comments mean nothing
	depth           int  // open groups
	target          bool // there is something to repeat
	groups, backref int  // groups with numbers, and the largest number referred to
	names           map[string]bool
	called          []string // names referred to
}

func (r *regexpReader) read() string {
	for i := 0; i < len(r.text); {
		c := r.text[i]
		i++
		message := ""
		switch c {
		case '\\':
			if i == len(r.text) {
				return "ends in a backslash"
			}
			i = r.escape(i)
		case '[':
			n := classEnd(r.text[i:])
			if n < 0 {
				return `has a "[" without "]"`
			}
			message = rangeError(r.text[i : i+n-1])
			i += n
			r.target = true
		case '(':
			i, message = r.group(i)
		case ')':
			if r.depth == 0 {
				return `has a ")" without "("`
			}
			r.depth--
			r.target = true
		case '|':
			r.target = false
		case '^':
		case '*', '+', '?':
			if !r.target {
				return `has nothing before its "` + string(c) + `" to repeat`
			}
		case '#':
			if r.extended {
				n := strings.IndexByte(r.text[i:]+"\n", '\n')
				i = min(i+n, len(r.text))
				continue
			}
			r.target = true
		case ' ', '\n', '\t', '\r', '\f', '\v':
			r.target = r.target || !r.extended
		default:
			r.target = true
		}
		if message != "" {
			return message
		}
	}
	if r.depth > 0 {
		return `has a "(" without ")"`
	}
	return ""
}

// escape passes what follows a backslash.
func (r *regexpReader) escape(i int) int {
	r.target = true
	c := r.text[i]
	switch {
	case '1' <= c && c <= '9' && (i+1 == len(r.text) || !isDigit(r.text[i+1])):
		r.backref = max(r.backref, int(c-'0'))
	case c == 'k' && i+2 < len(r.text) && r.text[i+1] == '<':
		name, _, ok := strings.Cut(r.text[i+2:], ">")
		if ok && name != "" && isIdent(name[0]) && !isDigit(name[0]) && !strings.ContainsAny(name, "+-") {
			r.called = append(r.called, name)
		}
	}
	return i + 1
}

// group reads what follows an opening parenthesis.
func (r *regexpReader) group(i int) (int, string) {
	r.depth++
	r.target = false
	rest := r.text[i:]
	if !strings.HasPrefix(rest, "?") {
		r.groups++
		return i, ""
	}
	if strings.HasPrefix(rest, "?#") {
		n := strings.IndexByte(rest, ')')
		if n < 0 {
			return i, `has a comment without ")"`
		}
		r.depth--
		return i + n + 1, ""
	}
	n := 1
	for n < len(rest) && strings.IndexByte("imxadu-", rest[n]) >= 0 {
		n++
	}
	if n == len(rest) {
		return i, `has a "(" without ")"`
	}
	switch c := rest[n]; {
	case c == ')' || c == ':':
		if on, _, _ := strings.Cut(rest[:n], "-"); strings.Contains(on, "x") {
			// Extended from here on, or not; silence is right in both.
			r.extended = true
		}
		if c == ')' { // the options of what follows; closed at once
			return i + n, ""
		}
	case n == 1 && strings.IndexByte("=!>~(", c) >= 0:
		if c == '(' {
			n--
		}
	case n == 1 && (c == '<' || c == '\''):
		return r.named(i, n, rest)
	default:
		return i, "has a group of a kind that Ruby does not know"
	}
	return i + n + 1, ""
}

// named reads what follows (?<.
func (r *regexpReader) named(i, n int, rest string) (int, string) {
	if n+1 < len(rest) && strings.IndexByte("=!", rest[n+1]) >= 0 {
		return i + n + 2, ""
	}
	end := byte('>')
	if rest[n] == '\'' {
		end = '\''
	}
	length := strings.IndexByte(rest[n+1:], end)
	if length <= 0 {
		return i, "has a group without a name"
	}
	r.names[rest[n+1:n+1+length]] = true
	return i + n + 1 + length + 1, ""
}

// classEnd returns the index after the bracket that closes the class that s is
// in, or -1.
func classEnd(s string) int {
	i := 0
	if strings.HasPrefix(s, "^") {
		i++
	}
	if strings.HasPrefix(s[i:], "]") {
		if strings.IndexByte(s[i+1:], ']') < 0 {
			return -1
		}
		i++ // a first "]" is itself, as there is another
	}
	for depth := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			if strings.HasPrefix(s[i:], "[:") {
				if n := strings.Index(s[i:], ":]"); n >= 0 {
					i += n + 1
					continue
				}
			}
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// rangeError says whether a class has a range of letters or digits that ends
// before it begins.
func rangeError(class string) string {
	for i := 0; i+2 < len(class); i++ {
		switch class[i] {
		case '\\':
			i++
			continue
		case '[':
			return "" // a class in the class
		}
		from, to := class[i], class[i+2]
		if class[i+1] != '-' || !isIdent(from) || !isIdent(to) || from >= 0x80 || to >= 0x80 {
			continue
		}
		if from > to {
			return `has a range "` + class[i:i+3] + `" in brackets that is empty`
		}
		i += 2
	}
	return ""
}
