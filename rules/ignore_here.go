package rules

// This file writes the comments that ignore.go reads.

import (
	"strings"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
)

// whyIgnored is the reason that somebody has to put a better one in the place
// of.
const whyIgnored = "say why"

// IgnoreHere returns the fix that writes a comment to ignore a finding where it
// is: at the end of its line, or above its statement if that line ends within a
// text. ok is false if the finding cannot be ignored, or there is no place for a
// comment.
func IgnoreHere(doc *parser.Document, d diag.Diagnostic) (fix diag.Fix, ok bool) {
	rule, known := Find(d.Rule)
	if !known || !ignorable(rule) || d.Span.File != doc.Source || len(doc.Syntax.Errors)+len(doc.Syntax.Unread) > 0 {
		return fix, false
	}
	edit, ok := ignoreEdit(doc, d)
	return diag.Fix{Title: "Ignore " + d.Rule + " here", Edits: []source.Edit{edit}}, ok
}

func ignoreEdit(doc *parser.Document, d diag.Diagnostic) (edit source.Edit, ok bool) {
	file := doc.Source
	number := file.Line(d.Span.Start)
	line := file.LineSpan(number)
	for _, ig := range readIgnores(doc) {
		if ig.line && ig.span.Line() == number && ig.known() && len(ig.names) > 0 {
			end := ig.names[len(ig.names)-1].span.End
			return source.Edit{Span: file.Span(end, end), New: " " + d.Rule}, true
		}
	}
	comment := "# pilllint:ignore " + d.Rule + " -- " + whyIgnored
	if data := doc.Syntax.Data; data >= 0 && line.Start >= data || doc.Syntax.Template && holdsTag(doc.Syntax, line) {
		return edit, false
	}
	if !withinText(doc.Syntax, line.End) && !strings.HasSuffix(line.Text(), "\\") {
		end := line.Start + len(strings.TrimRight(line.Text(), " \t"))
		return source.Edit{Span: file.Span(end, end), New: " " + comment}, true
	}
	at, found := statementAround(doc.Syntax, d.Span)
	if !found {
		return edit, false
	}
	first := file.LineSpan(file.Line(at.Start))
	indent := file.Text[first.Start:at.Start]
	if !blank(indent) || withinText(doc.Syntax, first.Start) {
		return edit, false
	}
	ending := "\n"
	if strings.HasPrefix(file.Text[first.End:], "\r\n") {
		ending = "\r\n"
	}
	return source.Edit{Span: file.Span(first.Start, first.Start), New: indent + comment + ending}, true
}

// holdsTag reports whether a line of a template has what begins or ends a tag.
func holdsTag(tree *syntax.File, line source.Span) bool {
	return strings.Contains(line.Text(), "<%") || template.IsJinja(line.File.Path) && touchesTag(tree, line)
}

// withinText reports whether an offset is where a comment would become part of
// a literal.
func withinText(tree *syntax.File, at int) bool {
	within := false
	inside := func(p syntax.Pos) { within = within || int(p.Start) < at && at < int(p.End) }
	body := func(p syntax.Pos) { within = within || p.End > p.Start && int(p.Start) <= at && at < int(p.End) }
	syntax.Walk(tree.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Str:
			inside(n.Pos)
			body(n.Heredoc)
		case *syntax.DStr:
			inside(n.Pos)
			body(n.Heredoc)
		case *syntax.XStr:
			inside(n.Pos)
			body(n.Heredoc)
		case *syntax.Sym, *syntax.DSym, *syntax.Regexp:
			inside(n.Range())
		case *syntax.Array:
			if strings.HasPrefix(tree.Span(n).Text(), "%") {
				inside(n.Pos)
			}
		}
		return true
	})
	for _, c := range tree.Comments {
		if strings.HasPrefix(c.Text, "=begin") {
			inside(c.Pos)
		}
	}
	return within
}

// statementAround returns the innermost statement that a place is in.
func statementAround(tree *syntax.File, s source.Span) (at source.Span, ok bool) {
	syntax.Walk(tree.Body, func(n syntax.Node) bool {
		if seq, list := n.(*syntax.Seq); list {
			for _, statement := range seq.List {
				span := tree.Span(statement)
				end := max(span.End, endOf(statement))
				if span.Start <= s.Start && s.Start < end && (!ok || span.Start >= at.Start) {
					at, ok = span, true
				}
			}
		}
		return true
	})
	return at, ok
}
