package lsp

// This file folds and selects by the tree.

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

func foldingRanges(_ context.Context, v *View, p *protocol.FoldingRangeParams) ([]protocol.FoldingRange, error) {
	folds := []protocol.FoldingRange{}
	t := v.text(p.TextDocument.URI)
	if t == nil {
		return folds, nil
	}
	add := func(s source.Span, keep int, kind protocol.FoldingRangeKind) {
		at, ok := t.around(s)
		if !ok {
			return
		}
		f := protocol.FoldingRange{StartLine: uint32(at.Line() - 1), EndLine: uint32(t.now.Line(at.End) - 1 - keep), Kind: kind}
		if t.now.Line(at.End)-keep <= at.Line() || slices.ContainsFunc(folds, func(o protocol.FoldingRange) bool { return o.StartLine == f.StartLine }) {
			return // editors fold a line one way only
		}
		folds = append(folds, f)
	}
	syntax.Walk(t.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			if n.Block != nil {
				add(t.Syntax.Span(n.Block), 1, "") // its end stays to be seen
			}
			last := t.Source.Span(int(n.Start), int(n.Start))
			for _, a := range n.Args {
				last = last.Cover(t.Syntax.Span(a))
			}
			add(last, 0, "")
		case *syntax.Def, *syntax.Class, *syntax.Module, *syntax.If, *syntax.Case, *syntax.Begin, *syntax.While, *syntax.Array, *syntax.Hash:
			add(t.Syntax.Span(n), 1, "")
		case *syntax.Str:
			if n.Heredoc.End > 0 {
				add(t.Source.Span(int(n.Start), int(n.Heredoc.End)-1), 0, "")
			}
		case *syntax.DStr:
			if n.Heredoc.End > 0 {
				add(t.Source.Span(int(n.Start), int(n.Heredoc.End)-1), 0, "")
			}
		}
		return true
	})
	for _, s := range t.comments() {
		add(s, 0, protocol.FoldingRangeKindComment)
	}
	slices.SortFunc(folds, func(a, b protocol.FoldingRange) int { return int(a.StartLine) - int(b.StartLine) })
	return folds, nil
}

// comments returns the runs of comments on lines of their own.
func (t *text) comments() (runs []source.Span) {
	for _, c := range t.Syntax.Comments {
		s := t.Source.Span(int(c.Start), int(c.End))
		line := t.Source.LineSpan(s.Line())
		if !blank(t.Source.Text[line.Start:s.Start]) {
			continue
		}
		if n := len(runs); n > 0 && t.Source.Line(runs[n-1].End)+1 == s.Line() {
			runs[n-1] = runs[n-1].Cover(s)
			continue
		}
		runs = append(runs, s)
	}
	return runs
}

func blank(text string) bool {
	for _, r := range text {
		if r != ' ' && r != '\t' {
			return false
		}
	}
	return true
}

func selectionRanges(_ context.Context, v *View, p *protocol.SelectionRangeParams) ([]protocol.SelectionRange, error) {
	s := v.Pill(p.TextDocument.URI)
	if s == nil {
		return nil, nil
	}
	t := v.text(p.TextDocument.URI)
	list := []protocol.SelectionRange{}
	for _, position := range p.Positions {
		spans := []source.Span{s.Source.Whole()}
		if t != nil {
			spans = t.selections(position)
		}
		var r *protocol.SelectionRange
		for _, span := range spans {
			r = &protocol.SelectionRange{Range: v.Range(span), Parent: r}
		}
		list = append(list, *r)
	}
	return list, nil
}

// selections returns what may be selected around a position, each within the
// one before.
func (t *text) selections(p protocol.Position) []source.Span {
	list := []source.Span{t.now.Whole()}
	offset, ok := t.at(p)
	if !ok {
		return list
	}
	add := func(s source.Span) {
		at, ok := t.around(s)
		if last := list[len(list)-1]; ok && last != at && last.Contains(at) {
			list = append(list, at)
		}
	}
	for _, n := range pathTo(t.Syntax, offset) {
		at := extent(n)
		add(t.Source.Span(int(at.Start), int(at.End)))
		switch n := n.(type) {
		case *syntax.Str, *syntax.DStr:
			if inside := inQuotes(t.Syntax.Span(n)); covers(inside, offset) {
				add(inside)
			}
		case *syntax.Call:
			if holds(n.NamePos, offset) {
				add(t.Source.Span(int(n.NamePos.Start), int(n.NamePos.End)))
			}
		}
	}
	return list
}
