package manifest

// This file turns YAML into values that have places. The library tells where a
// value begins, in characters, but not where it ends.

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
)

// A yamlReader reads one document.
type yamlReader struct {
	file  *source.File
	lines []int                 // where each line begins, as YAML has them
	known map[*yaml.Node]*Value // what an alias may stand for
}

// properties are an anchor and a tag, which may stand before a value.
var properties = lazyregexp.New(`^(?:[&!]\S*[ \t]+)*`)

// tag is the tag among them.
var tag = lazyregexp.New(`(?:^|[ \t])(!\S*)`)

var yamlLine = lazyregexp.New(`^yaml: (?:line (\d+): )?`)

// readYAML returns the first document of a text, which is the one that is used,
// or nil if it is empty; and the documents that follow, which nobody reads.
func readYAML(src *source.File) (first *Value, later []*Value, errs []Error) {
	var doc yaml.Node
	decoder := yaml.NewDecoder(strings.NewReader(src.Text))
	err := decoder.Decode(&doc)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, []Error{{trimmed(src.LineSpan(errorLine(src, err))), withoutLine(err)}}
	}
	if len(doc.Content) == 0 {
		return nil, nil, nil
	}
	r := &yamlReader{file: src, lines: yamlLines(src.Text), known: map[*yaml.Node]*Value{}}
	first = r.value(doc.Content[0])
	for {
		var doc yaml.Node
		if err := decoder.Decode(&doc); errors.Is(err, io.EOF) {
			return first, later, nil
		} else if err != nil { // in what nobody reads
			return first, append(later, r.sections(first.Span.End)), nil
		}
		if len(doc.Content) > 0 {
			later = append(later, r.value(doc.Content[0]))
		}
	}
}

// documentEnd is a line that ends a document.
var documentEnd = lazyregexp.New(`(?m)^(?:---|\.\.\.)(?:[ \t\r]|$)`)

// sections returns the sections that follow the document which reaches up to an
// offset at least, as far as text that is no YAML shows them.
func (r *yamlReader) sections(from int) *Value {
	v := &Value{Kind: Map}
	text := r.file.Text
	if end := documentEnd.FindStringIndex(text[from:]); end != nil {
		from += end[1]
	}
	for _, m := range yamlKey.FindAllStringSubmatchIndex(text[from:], -1) {
		if key := r.file.Span(from+m[2], from+m[3]); key.Text() == Section {
			v.Entries = append(v.Entries, &Entry{Key: Word{Section, key}, Value: &Value{Span: key}})
		}
	}
	return v
}

// breaks end the lines of YAML, which knows more of them than editors do.
var breaks = lazyregexp.New("\r\n|[\n\r\u0085\u2028\u2029]")

// yamlLines lists where the lines of a text begin. A byte order mark belongs to
// none.
func yamlLines(text string) []int {
	starts := []int{len(text) - len(strings.TrimPrefix(text, "\ufeff"))}
	for _, at := range breaks.FindAllStringIndex(text, -1) {
		starts = append(starts, at[1])
	}
	return starts
}

// line is the place of a line as YAML has it, counted from 1, without what ends
// it.
func (r *yamlReader) line(n int) source.Span {
	if n < 1 || n > len(r.lines) {
		return r.file.Span(len(r.file.Text), len(r.file.Text))
	}
	at := r.file.Span(r.lines[n-1], len(r.file.Text))
	if end := breaks.FindStringIndex(at.Text()); end != nil {
		at.End = at.Start + end[0]
	}
	return at
}

// maxSearched bounds how much text errorLine reads, in bytes: enough for a
// manifest of a thousand lines, if its first line is wrong.
const maxSearched = 16 << 20

// errorLine is the line where a text stops being YAML. From some line on no
// beginning of the text is, be it because of a bracket that is open there; and of
// these lines it is the first up to which the text is wrong for the same cause as
// the whole. The library names the line where what it could not finish began,
// which has to do for a text that is very long.
func errorLine(src *source.File, err error) int {
	left := maxSearched
	wrong := func(line int) string { // about the text up to the end of a line
		end := src.LineSpan(line).End
		left -= end
		return yamlError(src.Text[:end])
	}
	line := src.LineCount()
	for line > 1 && left > 0 && wrong(line-1) != "" {
		line--
	}
	for line < src.LineCount() && left > 0 && wrong(line) != withoutLine(err) {
		line++
	}
	if left > 0 {
		return line
	}
	line = 1
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil && m[1] != "" {
		line, _ = strconv.Atoi(m[1])
	}
	return line
}

// yamlError says why a text is no YAML; "" if it is.
func yamlError(text string) string {
	var doc yaml.Node
	err := yaml.NewDecoder(strings.NewReader(text)).Decode(&doc)
	if err == nil || errors.Is(err, io.EOF) {
		return ""
	}
	return withoutLine(err)
}

// withoutLine is what the library says, but for the line.
func withoutLine(err error) string { return yamlLine.ReplaceAllString(err.Error(), "") }

// trimmed is a line without the blanks around it.
func trimmed(line source.Span) source.Span {
	text := line.Text()
	start := line.Start + len(text) - len(strings.TrimLeft(text, " \t"))
	return line.File.Span(start, max(start, line.Start+len(strings.TrimRight(text, " \t"))))
}

func (r *yamlReader) value(n *yaml.Node) *Value {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if v := r.known[n]; v != nil {
		return v
	}
	v := &Value{}
	r.known[n] = v // before what is in it, which may be an alias of it
	start := r.offset(n)
	v.Span = r.file.Span(start, start)
	switch n.Kind {
	case yaml.MappingNode:
		v.Kind = Map
		r.entries(v, n)
	case yaml.SequenceNode:
		v.Kind = List
		for _, e := range n.Content {
			element := r.value(e)
			v.Elements = append(v.Elements, element)
			v.Span.End = max(v.Span.End, element.Span.End)
		}
	default:
		r.scalar(v, n)
	}
	if n.Style&yaml.FlowStyle != 0 {
		v.Span.End = closing(r.file.Text, v.Span)
	}
	return v
}

// closing is the end of a list or mapping in brackets.
func closing(text string, s source.Span) int {
	if s.Start == s.End && s.End < len(text) {
		s.End++ // the bracket that opens it
	}
	if i := strings.IndexAny(text[s.End:], "]}"); i >= 0 && strings.Trim(text[s.End:s.End+i], " \t\r\n,") == "" {
		return s.End + i + 1
	}
	return s.End
}

func (r *yamlReader) entries(v *Value, n *yaml.Node) {
	last := map[string]*Entry{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		k := &Value{}
		r.scalar(k, key)
		e := &Entry{Key: Word{key.Value, k.Span}, Value: r.value(n.Content[i+1])}
		if before := last[key.Value]; before != nil && !e.Merges() {
			before.Later = e
		}
		last[key.Value] = e
		v.Entries = append(v.Entries, e)
		v.Span.End = max(v.Span.End, e.Key.Span.End, min(e.Value.Span.End, r.limit(n.Content[i+1], e)))
	}
}

// limit is how far a value may reach: one that stands elsewhere, and is only
// named here, ends with its key.
func (r *yamlReader) limit(n *yaml.Node, e *Entry) int {
	if n.Kind == yaml.AliasNode {
		return e.Key.Span.End
	}
	return len(r.file.Text)
}

func (r *yamlReader) scalar(v *Value, n *yaml.Node) {
	start := r.offset(n)
	before := properties.FindString(r.file.Text[start:])
	v.Text, v.Kind = n.Value, Text
	if at := tag.FindStringSubmatchIndex(before); at != nil {
		v.Tag = Word{n.Tag, r.file.Span(start+at[2], start+at[3])}
	}
	start += len(before)
	v.Span = r.file.Span(start, start)
	rest := r.file.Text[start:]
	switch {
	case n.Kind != yaml.ScalarNode:
		v.Text = "" // a mapping or a list as a key
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		v.Block = true
		v.Span.End = r.blockEnd(n.Line)
	case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0:
		v.Span.End = start + quoted(rest)
		if v.Tag.Text != "" {
			v.Kind = kindUnderTag(v.Tag.Text, n.Value)
		}
	case strings.HasPrefix(rest, n.Value):
		v.Kind, v.Span.End = kindUnderTag(v.Tag.Text, n.Value), start+len(n.Value)
	default: // a plain text of several lines
		v.Span.End = r.line(n.Line).End
	}
}

// kindUnderTag tells what a word is under the tag before it, "" if there is none.
// To Ruby, !!str and !ruby/… make a text of it. Any other tag makes it what it is
// without quotes, even where there are some: !!bool "no" is false.
func kindUnderTag(tag, word string) Kind {
	for _, text := range []string{"!!str", "!str", "!!binary", "!binary", "!ruby/"} {
		if strings.HasPrefix(tag, text) {
			return Text
		}
	}
	return plainKind(word)
}

// plainKind tells what a word without quotes is, as Ruby's YAML 1.1 has it.
func plainKind(word string) Kind {
	n := yaml.Node{Kind: yaml.ScalarNode, Value: word}
	tag := n.ShortTag() // which the library makes from the word
	switch {
	case tag == "!!null":
		return Null
	case slices.Contains([]string{"true", "false", "yes", "no", "on", "off"}, strings.ToLower(word)):
		return Bool
	case tag == "!!int", tag == "!!float":
		return Number
	}
	return Text
}

// offset is where a node begins.
func (r *yamlReader) offset(n *yaml.Node) int {
	line := r.line(n.Line)
	column := 1
	for i := range line.Text() {
		if column == n.Column {
			return line.Start + i
		}
		column++
	}
	return line.End
}

// quoted is the length of the text in quotes that another text begins with.
func quoted(text string) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[0] == '"' && text[i] == '\\':
			i++
		case text[i] != text[0]:
		case text[0] == '\'' && i+1 < len(text) && text[i+1] == '\'':
			i++
		default:
			return i + 1
		}
	}
	return len(text)
}

// blockEnd is the end of the lines that belong to a | or > on a line: those that
// are empty or stand deeper than it.
func (r *yamlReader) blockEnd(line int) int {
	indent := func(l int) (n int, blank bool) {
		text := r.line(l).Text()
		rest := strings.TrimLeft(text, " ")
		return len(text) - len(rest), strings.TrimSpace(rest) == ""
	}
	base, _ := indent(line)
	end := r.line(line).End
	for l := line + 1; l <= len(r.lines); l++ {
		n, blank := indent(l)
		if !blank && n <= base {
			break
		}
		if !blank {
			end = r.line(l).End
		}
	}
	return end
}

// comments finds the comments: what begins with a # at the start of a line or
// after a blank, and is not within a text.
func comments(src *source.File, root *Value) (found []source.Span) {
	texts := texts(root)
	for line := 1; line <= src.LineCount(); line++ {
		at := src.LineSpan(line)
		text := at.Text()
		for i := range len(text) {
			if text[i] != '#' || i > 0 && text[i-1] != ' ' && text[i-1] != '\t' {
				continue
			}
			offset := at.Start + i
			if !slices.ContainsFunc(texts, func(s source.Span) bool { return s.Start <= offset && offset < s.End }) {
				found = append(found, src.Span(offset, at.End))
				break
			}
		}
	}
	return found
}

// texts returns the places of the texts that may hold a #.
func texts(root *Value) (found []source.Span) {
	seen := map[*Value]bool{}
	note := func(s source.Span) {
		if strings.Contains(s.Text(), "#") {
			found = append(found, s)
		}
	}
	var walk func(v *Value)
	walk = func(v *Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		if v.Kind != Map && v.Kind != List {
			note(v.Span)
		}
		for _, e := range v.Entries {
			note(e.Key.Span)
			walk(e.Value)
		}
		for _, e := range v.Elements {
			walk(e)
		}
	}
	walk(root)
	return found
}
