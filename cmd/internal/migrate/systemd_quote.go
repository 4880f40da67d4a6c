package migrate

// This file writes strings so that systemd reads the same bytes back.

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// quoteWord writes a word of a command line, which systemd takes quotes,
// backslashes, percent and dollar signs out of.
func quoteWord(s string) string { return quote(s, true) }

// quoteAssignment writes a NAME=value of Environment=, where a dollar sign is
// nothing special.
func quoteAssignment(name, value string) string { return quote(name+"="+value, false) }

func quote(s string, dollar bool) string {
	var b strings.Builder
	plain := s != ""
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1, r < ' ' && r != '\n' && r != '\t', r == 0x7f:
			fmt.Fprintf(&b, `\x%02x`, s[i])
			plain = false
		case r == '\n':
			b.WriteString(`\n`)
			plain = false
		case r == '\t':
			b.WriteString(`\t`)
			plain = false
		case r == '"', r == '\\':
			b.WriteString(`\` + string(r))
			plain = false
		case r == '%':
			b.WriteString("%%")
		case r == '$' && dollar:
			b.WriteString("$$")
		default:
			b.WriteString(s[i : i+size])
			plain = plain && (r > 0x7f && r != 0x85 && r != 0xa0 || isPlain(byte(r)))
		}
		i += size
	}
	if plain {
		return b.String()
	}
	return `"` + b.String() + `"`
}

// isPlain reports whether a character means nothing to systemd wherever it
// stands in a word.
func isPlain(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("_-./:,=+@$^", c) >= 0
}

// A setting's value that is one path has no quotes and no escapes; a path that
// does not survive that is not fit for it.
func fitsPath(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) &&
		s == strings.TrimSpace(s) && !strings.HasSuffix(s, `\`) && !strings.Contains(s+"/", "/../")
}

// barePath writes a path as the whole value of a setting.
func barePath(s string) string { return strings.ReplaceAll(s, "%", "%%") }

// fitsEnvironment reports whether systemd takes a variable: it wants names as a
// shell has them, and no control characters in values.
func fitsEnvironment(v Var) bool {
	for i, c := range []byte(v.Name) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return utf8.ValidString(v.Value) && !strings.ContainsFunc(v.Value, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f })
}

// environmentFile writes variables as a file that EnvironmentFile= names.
func environmentFile(vars []Var) string {
	var b strings.Builder
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`")
	for _, v := range vars {
		fmt.Fprintf(&b, "%s=\"%s\"\n", v.Name, escape.Replace(v.Value))
	}
	return b.String()
}

// escapeName writes a text as the name of a unit, as systemd-escape does but for the
// hyphen, which names have, and the colon, which systemd-analyze trips over.
func escapeName(s string) string {
	var b strings.Builder
	for i, c := range []byte(s) {
		switch {
		case c == '/':
			b.WriteByte('-')
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-', c == '.' && i > 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, `\x%02x`, c)
		}
	}
	return b.String()
}

// oneLine writes a text for a comment or description.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return ' '
		}
		return r
	}, strings.TrimRight(s, `\`))
}
