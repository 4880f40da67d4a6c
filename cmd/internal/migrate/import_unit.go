package migrate

// This file reads what systemd's files are made of.

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/pill"
)

// A unitLine is a setting of a unit, or of another file of its kind.
type unitLine struct {
	section, key, value string
	line                int
}

// readSettings reads a file of sections with settings in them. comment are the
// letters that begin a comment. A line that is neither has no key.
func readSettings(text, comment string) (list []unitLine) {
	section, n := "", 0
	var open *unitLine // which goes on in the next line
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		trimmed := strings.TrimSpace(line)
		if trimmed != "" && strings.ContainsRune(comment, rune(trimmed[0])) {
			continue
		}
		if open == nil {
			if strings.HasPrefix(trimmed, "[") && strings.HasSuffix(trimmed, "]") {
				section = trimmed[1 : len(trimmed)-1]
				continue
			}
			key, value, ok := strings.Cut(trimmed, "=")
			if !ok {
				if trimmed != "" {
					list = append(list, unitLine{section: section, value: trimmed, line: n})
				}
				continue
			}
			list = append(list, unitLine{section: section, key: strings.TrimSpace(key), line: n})
			open, trimmed = &list[len(list)-1], strings.TrimSpace(value)
		}
		more, goesOn := strings.CutSuffix(trimmed, `\`)
		open.value += more
		if !goesOn {
			open.value = strings.TrimSpace(open.value)
			open = nil
		} else {
			open.value += " "
		}
	}
	return list
}

// unitWords splits a value into words, taking quotes and backslashes away; closed
// is false if a quote is never closed.
func unitWords(value string) (words []string, closed bool) {
	var b strings.Builder
	inside, quote := false, byte(0)
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == '\\' && i+1 < len(value):
			text, size := unescape(value[i:])
			b.WriteString(text)
			i += size - 1
			inside = true
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote, inside = c, true
		case quote == 0 && (c == ' ' || c == '\t' || c == '\n'):
			if inside {
				words = append(words, b.String())
				b.Reset()
				inside = false
			}
		default:
			b.WriteByte(c)
			inside = true
		}
	}
	if inside {
		words = append(words, b.String())
	}
	return words, quote == 0
}

// unescape reads what a backslash begins: the text, and how long it is written.
func unescape(s string) (text string, size int) {
	if i := strings.IndexByte(`abfnrtv\"'s`, s[1]); i >= 0 {
		return "\a\b\f\n\r\t\v\\\"' "[i : i+1], 2
	}
	number := func(from, digits, base int) (string, int) {
		if len(s) < from+digits {
			return `\`, 1
		}
		n, err := strconv.ParseUint(s[from:from+digits], base, 32)
		if err != nil {
			return `\`, 1
		}
		if digits > 3 {
			return string(utf8.AppendRune(nil, rune(n))), from + digits
		}
		return string([]byte{byte(n)}), from + digits
	}
	switch s[1] {
	case 'x':
		return number(2, 2, 16)
	case 'u':
		return number(2, 4, 16)
	case 'U':
		return number(2, 8, 16)
	case '0', '1', '2', '3':
		return number(1, 3, 8)
	}
	return `\`, 1
}

// A unitName is what specifiers of a unit stand for.
type unitName struct {
	name     string // web@1.service
	instance string // 1
}

// specifiers replaces those of a text; unknown is one that depends on the
// machine.
func (u unitName) specifiers(s string) (text, unknown string) {
	base := strings.TrimSuffix(u.name, path.Ext(u.name))
	prefix, _, _ := strings.Cut(base, "@")
	known := map[byte]string{
		'%': "%", 'n': u.name, 'N': base, 'p': prefix, 'P': unescapeName(prefix), 'i': u.instance, 'I': unescapeName(u.instance),
		't': "/run", 'S': "/var/lib", 'C': "/var/cache", 'L': "/var/log", 'E': "/etc", 'T': "/tmp", 'V': "/var/tmp",
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		value, ok := known[s[i]]
		if !ok {
			return "", "%" + s[i:i+1]
		}
		b.WriteString(value)
	}
	return b.String(), ""
}

// unescapeName reads the name of a unit as escapeName writes it, but for hyphens,
// which stay.
func unescapeName(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if strings.HasPrefix(s[i:], `\x`) {
			text, size := unescape(s[i:])
			b.WriteString(text)
			i += size - 1
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// unitSeconds reads a time, in whole seconds; ok is false for infinity and for
// what is none.
func unitSeconds(s string) (seconds int, ok bool) {
	units := map[string]float64{
		"": 1, "s": 1, "sec": 1, "second": 1, "seconds": 1, "ms": 0.001, "msec": 0.001, "us": 0.000001, "m": 60, "min": 60, "minute": 60, "minutes": 60,
		"h": 3600, "hr": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400, "w": 604800, "week": 604800, "weeks": 604800,
	}
	total := 0.0
	for rest := strings.ReplaceAll(s, " ", ""); rest != ""; {
		n := len(rest) - len(strings.TrimLeft(rest, "0123456789."))
		word := rest[n:]
		word = word[:len(word)-len(strings.TrimLeft(word, "abcdefghijklmnopqrstuvwxyz"))]
		value, err := strconv.ParseFloat(rest[:n], 64)
		unit, known := units[word]
		if err != nil || !known {
			return 0, false
		}
		total += value * unit
		rest = rest[n+len(word):]
	}
	return int(total + 0.999), s != ""
}

// unitBytes reads a size.
func unitBytes(s string) (n int, ok bool) {
	if s == "" {
		return 0, false
	}
	power := strings.IndexByte("KMGT", s[len(s)-1]) + 1
	if power > 0 {
		s = s[:len(s)-1]
	}
	value, err := strconv.ParseFloat(s, 64)
	return int(value * float64(int(1)<<(10*power))), err == nil
}

// signalOf is the name of a signal that is written as a name or a number, in lower
// case and without SIG; "" if there is none.
func signalOf(word string) string {
	if n, err := strconv.Atoi(word); err == nil {
		return pill.SignalNumbered(n)
	}
	name := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(word)), "sig")
	if !slices.Contains(signalNames, name) {
		return ""
	}
	return name
}

// environmentLines reads a file that EnvironmentFile= names.
func environmentLines(text string) (vars []Var) {
	for rest := text; rest != ""; {
		name, more, ok := strings.Cut(rest, "=")
		if !ok {
			break
		}
		name = name[strings.LastIndexByte(name, '\n')+1:]
		value, size := environmentValue(more)
		rest = more[size:]
		if name = strings.TrimSpace(name); name != "" && name[0] != '#' && name[0] != ';' {
			vars = append(vars, Var{Name: name, Value: value, Secret: true})
		}
	}
	return vars
}

// environmentValue reads a value to the end of its line, outside of quotes.
func environmentValue(s string) (value string, size int) {
	var b strings.Builder
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quote != '\'' && i+1 < len(s):
			i++
			if quote == '"' && !strings.ContainsRune("\"\\`$\n", rune(s[i])) {
				b.WriteByte('\\')
			}
			if s[i] != '\n' {
				b.WriteByte(s[i])
			}
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\'') && b.Len() == 0:
			quote = c
		case quote == 0 && c == '\n':
			return strings.TrimRight(b.String(), " \t"), i
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), len(s)
}
