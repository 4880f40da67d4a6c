// Package mdoc writes text for manual pages in mdoc, the macros that name things
// for what they are and which mandoc and groff both read.
package mdoc

import "strings"

// Filled returns a paragraph for the formatter to fill, which sees the end of
// a sentence where a line ends.
func Filled(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	var b strings.Builder
	for sentence := range strings.SplitAfterSeq(text, ". ") {
		b.WriteString(Escape(Wrap(sentence, "", 76)))
	}
	return b.String()
}

// Escape returns a text of one or more lines with nothing in it that the
// formatter would obey; a hyphen is one that can be copied.
func Escape(text string) string {
	lines := strings.Split(strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

// Wrap breaks a text into lines of a width, each with an indentation.
func Wrap(text, indent string, width int) string {
	var b strings.Builder
	line := indent
	for word := range strings.FieldsSeq(text) {
		if len(line)+len(word) >= width && line != indent {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = indent
		}
		line += word + " "
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
	return b.String()
}
