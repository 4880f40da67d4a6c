package rules

// This file finds text that was meant to go on with the line before, and commas among words.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// commaInWords are words with commas.
var (
	commaInWords = lazyregexp.New(`%[wW]\W[^\s,]*,`)
	// takesAway is in a block that may take the commas away again.
	takesAway = lazyregexp.New(`\.(?:delete|chomp|chop|tr|g?sub|split|slice)\b`)
)

// hasWords reports whether a text has a list of words, which is quicker to see than commas
// in it.
func hasWords(text string) bool { return strings.Contains(text, "%w") || strings.Contains(text, "%W") }

// aloneOnLine reports whether a line begins with text in quotes, or with a + before it.
func aloneOnLine(text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(line, " \t")
		if rest, plus := strings.CutPrefix(line, "+"); plus {
			line = strings.TrimLeft(rest, " \t")
		}
		if line != "" && (line[0] == '"' || line[0] == '\'') {
			return true
		}
	}
	return false
}

// lostText judges a text that is a statement of its own, behind one that sets something to a
// text: Ruby ends that with its line.
func (p *Pass) lostText(first, second syntax.Node) {
	set, ok := first.(*syntax.Assign)
	if !ok || !isText(set.Value) {
		return
	}
	span, before := p.Syntax.Span(second), p.Syntax.Span(set.Value)
	plus := before.File.Span(before.End, before.End)
	edits := []source.Edit{{Span: plus, New: " +"}}
	switch n := second.(type) {
	case *syntax.Call:
		if n.Name != "+@" || !isText(n.Recv) {
			return
		}
		edits = append(edits, source.Edit{Span: span.File.Span(span.Start, p.Syntax.Span(n.Recv).Start)})
	case *syntax.Str, *syntax.DStr:
	default:
		return
	}
	if before.End > span.Start || strings.Count(p.Source.Text[before.End:span.Start], "\n") != 1 {
		return
	}
	p.Finding(span, "this text is lost: what it was meant to go on with ends with the line before").
		Fix(diag.Fix{Title: "Put a + at the end of that line", Edits: edits}).Related(before, "which ends here").Done(p)
}

// isText reports whether an expression is text in quotes, or such texts together.
func isText(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Str:
		return n.Heredoc == (syntax.Pos{})
	case *syntax.DStr:
		return n.Heredoc == (syntax.Pos{})
	case *syntax.Call:
		return n.Name == "+" && len(n.Args) == 1 && (isText(n.Recv) || isText(n.Args[0]))
	}
	return false
}

// commas judges %w(a, b): each of the commas is a part of a word.
func (p *Pass) commas(n *syntax.Array) {
	if !n.Words || len(n.Elems) < 2 {
		return
	}
	last := len(n.Elems) - 1
	if slices.ContainsFunc(n.Elems[:last], func(n syntax.Node) bool { return !strings.HasSuffix(p.Syntax.Span(n).Text(), ",") }) {
		return
	}
	if text := p.Syntax.Span(n.Elems[last]).Text(); strings.Contains(text, ",") && !strings.HasSuffix(text, ",") {
		return
	}
	word := p.Syntax.Span(n.Elems[0])
	p.Finding(word, "commas separate nothing in %s: this word is %q", p.Source.Text[n.Start:n.Start+2], word.Text()).Done(p)
}
