package output

import (
	"bufio"
	"encoding/xml"
	"unicode"
)

// writeXML writes v as an XML document.
func writeXML(b *bufio.Writer, v any) {
	b.WriteString(xml.Header)
	e := xml.NewEncoder(b)
	e.Indent("", "  ")
	if err := e.Encode(v); err != nil {
		return // the writer's, which it keeps
	}
	b.WriteByte('\n')
}

// xmlText returns text without the characters that XML cannot hold, not even
// escaped.
func xmlText(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			out[i] = unicode.ReplacementChar
		}
	}
	return string(out)
}
