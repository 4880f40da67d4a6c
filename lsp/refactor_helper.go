package lsp

// This file moves what several processes say to a method that each of them calls.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// intoHelper returns what makes a method of the statements that the process at
// the place has in common with others: those that say all that is selected.
func (x *extractor) intoHelper() []extraction {
	blocks := x.processBlocks()
	i := slices.IndexFunc(blocks, func(b *syntax.Block) bool { return holds(b.Pos, x.at.Start) && holds(b.Pos, x.at.End) })
	if i < 0 {
		return nil
	}
	own := blocks[i]
	param := paramOf(own)
	says := func(b *syntax.Block, s statement) bool {
		return slices.ContainsFunc(x.movable(b), func(other statement) bool { return other.text == s.text })
	}
	var selected, common []statement
	for _, s := range x.movable(own) {
		if touches(s.lines, x.at) {
			selected = append(selected, s)
		}
	}
	sharing := slices.DeleteFunc(blocks, func(b *syntax.Block) bool {
		return paramOf(b) != param || slices.ContainsFunc(selected, func(s statement) bool { return !says(b, s) })
	})
	for _, s := range x.movable(own) {
		if !slices.ContainsFunc(sharing, func(b *syntax.Block) bool { return !says(b, s) }) {
			common = append(common, s)
		}
	}
	if param == "" || len(selected) == 0 || len(sharing) < 2 || len(common) < 2 {
		return nil
	}
	name := x.freeName("common_settings")
	edits := []source.Edit{x.method(name, param, common)}
	for _, b := range sharing {
		edits = append(edits, x.calls(b, name+"("+param+")", common)...)
	}
	return []extraction{{fmt.Sprintf("Move what %d processes have in common to a method", len(sharing)), edits}}
}

// processBlocks returns the blocks of the processes of the application, in their
// order. A loop has one for many.
func (x *extractor) processBlocks() (list []*syntax.Block) {
	for _, p := range x.app.Processes {
		if p.Block != nil && p.BlockFile == x.Syntax && !slices.Contains(list, p.Block) {
			list = append(list, p.Block)
		}
	}
	slices.SortFunc(list, func(a, b *syntax.Block) int { return int(a.Start - b.Start) })
	return list
}

// movable returns the statements of a process's block that mean the same in a
// method: no other local variables are in them. start_command stays, as it is what
// tells processes apart.
func (x *extractor) movable(b *syntax.Block) []statement {
	param := paramOf(b)
	return slices.DeleteFunc(x.statements(b), func(s statement) bool {
		bound := false
		syntax.Walk(s.node, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Local:
				bound = bound || n.Name != param
			case *syntax.Block, *syntax.Jump, *syntax.Def:
				bound = true
			case *syntax.Call:
				bound = bound || strings.TrimSuffix(n.Name, "=") == "start_command"
			}
			return !bound
		})
		return bound
	})
}

// freeName returns a name that nothing in the file has.
func (x *extractor) freeName(name string) string {
	free := name
	for n := 2; strings.Contains(x.Source.Text, free); n++ {
		free = fmt.Sprintf("%s_%d", name, n)
	}
	return free
}

// method puts a method of statements above the application, and above the
// comment on that, unless the file begins with it.
func (x *extractor) method(name, param string, body []statement) source.Edit {
	at := x.wholeLines(x.app.Span)
	for _, n := range x.Syntax.Body.List {
		if span := x.Syntax.Span(n); span.Contains(x.app.Span) {
			at = x.wholeLines(span)
		}
	}
	first := x.Source.Line(at.Start)
	above := first
	for above > 1 && strings.HasPrefix(strings.TrimSpace(x.Source.LineSpan(above-1).Text()), "#") {
		above--
	}
	if above > 1 {
		first = above
	}
	eol := newline(at)
	var b strings.Builder
	b.WriteString("def " + name + "(" + param + ")" + eol)
	for _, s := range body {
		for line := range strings.Lines(s.lines.Text()) {
			if strings.TrimSpace(line) != "" {
				line = "  " + strings.TrimPrefix(line, s.indent)
			}
			b.WriteString(line)
		}
	}
	b.WriteString("end" + eol + eol)
	start := x.Source.LineSpan(first).Start
	return source.Edit{Span: x.Source.Span(start, start), New: b.String()}
}

// calls puts a call in the place of the first of some statements of a block, and
// takes the others away.
func (x *extractor) calls(b *syntax.Block, call string, common []statement) (edits []source.Edit) {
	for _, s := range x.movable(b) {
		if !slices.ContainsFunc(common, func(other statement) bool { return other.text == s.text }) {
			continue
		}
		edit := source.Edit{Span: s.lines}
		if len(edits) == 0 {
			edit.New = s.indent + call + newline(s.lines)
		}
		edits = append(edits, edit)
	}
	return edits
}
