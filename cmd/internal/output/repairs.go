package output

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Repairs is what fixing came to, in numbers.
type Repairs struct {
	Fixed  int  // findings that were fixed
	Files  int  // files that changed
	Left   int  // findings that were not fixed
	Unsafe int  // how many of those have a fix that is not safe, and was not wanted
	Only   bool // nothing was written: it is what would be
}

// String returns them as a sentence: "fixed 3 findings in 2 files (1 left; 2
// more with --unsafe)". The ones left do not count those more.
func (r Repairs) String() string {
	line := "fixed nothing"
	if r.Only {
		line = "would fix nothing"
	}
	if r.Fixed > 0 {
		line = strings.TrimSuffix(line, "nothing") + plural(r.Fixed, "finding") + " in " + plural(r.Files, "file")
	}
	var more []string
	if n := r.Left - r.Unsafe; n > 0 {
		more = append(more, fmt.Sprintf("%d left", n))
	}
	if r.Unsafe > 0 {
		more = append(more, fmt.Sprintf("%d more with --unsafe", r.Unsafe))
	}
	if len(more) > 0 {
		line += " (" + strings.Join(more, "; ") + ")"
	}
	return line
}

// Diff returns the difference between two texts of a file, as patch -p0 and git
// apply -p0 understand it; nothing if there is none.
func Diff(path, was, is string) []byte {
	d := diff.Diff(path, []byte(was), path, []byte(is))
	at := bytes.Index(d, []byte("\n@@ ")) + 1 // the names come first, and are written anew
	if at == 0 {
		return nil
	}
	name := diffName(path)
	return append([]byte("--- "+name+"\n+++ "+name+"\n"), d[at:]...)
}

// diffName writes a path as patch and git do: in quotes if it has control
// characters or quotes, and with a tab after it if it has spaces.
func diffName(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool { return r < ' ' || r == 0x7f || r == '"' || r == '\\' }) {
		return quotedName(path)
	}
	if strings.Contains(path, " ") {
		return path + "\t"
	}
	return path
}

// quotedName writes a path as a C string, other characters than letters of
// ASCII as octal bytes.
func quotedName(path string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range []byte(path) {
		switch {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(c))
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
