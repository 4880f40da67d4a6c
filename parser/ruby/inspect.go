package ruby

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// InspectString returns String#inspect of a UTF-8 string: double quotes,
// escapes for control and other non-printing characters, \# before an
// interpolation, and \xNN for each byte that is not UTF-8.
func InspectString(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('"')
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			fmt.Fprintf(&b, `\x%02X`, s[i])
			i++
			continue
		}
		i += size
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '#':
			if i < len(s) && (s[i] == '{' || s[i] == '$' || s[i] == '@') {
				b.WriteByte('\\')
			}
			b.WriteByte('#')
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		case '\f':
			b.WriteString(`\f`)
		case '\v':
			b.WriteString(`\v`)
		case '\b':
			b.WriteString(`\b`)
		case '\a':
			b.WriteString(`\a`)
		case 0x1b:
			b.WriteString(`\e`)
		default:
			switch {
			case isPrint(r):
				b.WriteRune(r)
			case r > 0xffff:
				fmt.Fprintf(&b, `\u{%X}`, r)
			default:
				fmt.Fprintf(&b, `\u%04X`, r)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isPrint tells whether Ruby prints the character as it is.
func isPrint(r rune) bool {
	if r < 0x7f {
		return r >= 0x20
	}
	if r == 0x85 { // a control character that Onigmo takes for a printing one
		return true
	}
	if r == 0x2028 || r == 0x2029 { // line and paragraph separators
		return false
	}
	if isLater(r) {
		return false
	}
	return unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r)
}

// symbolOperators are the method names that a symbol may have without quotes
// although they are no identifiers.
var symbolOperators = map[string]bool{
	"+": true, "-": true, "*": true, "**": true, "/": true, "%": true,
	"==": true, "!=": true, "===": true, "=~": true, "!~": true, "!": true,
	"<": true, "<=": true, ">": true, ">=": true, "<=>": true, "<<": true,
	">>": true, "&": true, "|": true, "^": true, "~": true, "[]": true,
	"[]=": true, "+@": true, "-@": true, "`": true,
}

// InspectSymbol returns Symbol#inspect of the symbol with the given name: a
// colon and the name, quoted as a string unless it reads back as a symbol.
func InspectSymbol(name string) string {
	if isPlainSymbol(name) {
		return ":" + name
	}
	if isASCIIText(name) {
		// The encoding of such a symbol is US-ASCII, which has no \u escapes.
		return ":" + inspectBytes(name)
	}
	return ":" + InspectString(name)
}

func isASCIIText(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// symbolKind is what a name can be without quotes.
type symbolKind int

const (
	quotedSymbol symbolKind = iota
	plainSymbol
	setterSymbol
)

func isPlainSymbol(name string) bool {
	return strings.IndexFunc(name, func(r rune) bool { return !isPrint(r) }) < 0 &&
		utf8.ValidString(name) && kindOfSymbol(name) != quotedSymbol
}

// kindOfSymbol follows rb_enc_symname_type.
func kindOfSymbol(name string) symbolKind {
	if symbolOperators[name] {
		return plainSymbol
	}
	rest := name
	switch {
	case name == "":
		return quotedSymbol
	case strings.HasPrefix(name, "@"):
		rest = strings.TrimPrefix(name[1:], "@")
	case strings.HasPrefix(name, "$"):
		if isGlobalName(name[1:]) {
			return plainSymbol
		}
		rest = name[1:]
	case strings.IndexByte("<>=*+-|^&/%~`!", name[0]) >= 0, strings.HasPrefix(name, "[]"):
		return quotedSymbol
	}
	if rest == "" || !(isASCIIAlpha(rest[0]) || rest[0] == '_' || rest[0] >= utf8.RuneSelf) {
		// Ruby takes nearly anything that is no name itself for the name of a
		// setter when an equals sign follows.
		if strings.HasSuffix(name, "=") && len(name) > 1 && kindOfSymbol(name[:len(name)-1]) != setterSymbol {
			return setterSymbol
		}
		return quotedSymbol
	}
	if isIdentifier(rest) {
		return plainSymbol
	}
	last := len(rest) - 1
	if rest == name && isIdentifier(rest[:last]) {
		switch rest[last] {
		case '?', '!':
			return plainSymbol
		case '=':
			return setterSymbol
		}
	}
	return quotedSymbol
}

// isGlobalName accepts what may follow the dollar sign of a global variable.
func isGlobalName(s string) bool {
	if len(s) == 1 && strings.IndexByte("~*$?!@/\\;,.=:<>\"&`'+0123456789_", s[0]) >= 0 {
		return true
	}
	if strings.HasPrefix(s, "-") {
		r, size := utf8.DecodeRuneInString(s[1:])
		return size > 0 && size == len(s)-1 && isIdentRune(r)
	}
	if s != "" && s[0] != '0' && allDigits(s) {
		return true
	}
	return isIdentifier(s)
}

func isIdentifier(s string) bool {
	if s == "" || (s[0] >= '0' && s[0] <= '9') {
		return false
	}
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if !isIdentRune(r) {
			return false
		}
	}
	return true
}

// isIdentRune accepts every printing character beyond ASCII: Ruby's lexer takes
// them all for letters, and inspect quotes only the ones it cannot print.
func isIdentRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '_' || (r >= '0' && r <= '9') || (r >= 'a' && r <= 'z') || (r >= 'A' && r <= 'Z')
	}
	return isPrint(r)
}

// InspectRegexp returns Regexp#inspect for a source and its option letters,
// which are written in Ruby's order (m, i, x, n) whatever order they have in
// opts. A slash that the source has bare is escaped.
func InspectRegexp(source string, opts string) string {
	var b strings.Builder
	b.WriteByte('/')
	writeRegexpSource(&b, source)
	b.WriteByte('/')
	for _, o := range "mixn" {
		if strings.ContainsRune(opts, o) {
			b.WriteRune(o)
		}
	}
	return b.String()
}

// writeRegexpSource writes a pattern the way Ruby shows it, in inspect and in
// the messages of RegexpError: as it is when nothing of it needs an escape, and
// else with what is beyond ASCII escaped too.
func writeRegexpSource(b *strings.Builder, source string) {
	if strings.IndexFunc(source, func(r rune) bool { return r == '/' || r < ' ' || r == 0x7f }) < 0 {
		b.WriteString(source)
		return
	}
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRuneInString(source[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(b, `\x%02X`, source[i])
		case r == '\\' && i+1 < len(source):
			_, next := utf8.DecodeRuneInString(source[i+1:])
			b.WriteString(source[i : i+1+next])
			size += next
		case r == '/':
			b.WriteString(`\/`)
		case r > 0xffff:
			fmt.Fprintf(b, `\u{%X}`, r)
		case r >= utf8.RuneSelf:
			fmt.Fprintf(b, `\u%04X`, r)
		case isPrint(r) || isASCIISpace(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(b, `\x%02X`, r)
		}
		i += size
	}
}

// isASCIISpace is C's isspace, the rule of Ruby's \s and of its parsers.
func isASCIISpace(r rune) bool {
	return r == ' ' || (r >= '\t' && r <= '\r')
}
