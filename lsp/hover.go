package lsp

// This file explains what the pointer rests on.

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A tip is an explanation of a place.
type tip struct {
	span source.Span // of the last good version
	text string      // Markdown
}

func hover(_ context.Context, v *View, p *protocol.HoverParams) (*protocol.Hover, error) {
	t, explain := v.text(p.TextDocument.URI), (*text).tip
	if t == nil {
		t, explain = v.manifest(p.TextDocument.URI), (*text).manifestTip
	}
	if t == nil {
		return nil, nil
	}
	offset, ok := t.at(p.Position)
	if !ok {
		return nil, nil
	}
	h, ok := explain(t, offset)
	if !ok {
		return nil, nil
	}
	out := &protocol.Hover{Contents: markdown(h.text)}
	if at, ok := t.place(h.span); ok {
		out.Range = ptr(v.Range(at))
	}
	return out, nil
}

func markdown(text string) *protocol.MarkupContent {
	return &protocol.MarkupContent{Kind: protocol.MarkupKindMarkdown, Value: text}
}

// tip explains what stands at an offset of the last good version.
func (t *text) tip(offset int) (tip, bool) {
	if h, in := t.commentTip(offset); in {
		return h, h.text != ""
	}
	path := pathTo(t.Syntax, offset)
	for _, explain := range []func([]syntax.Node, int) (tip, bool){
		t.declarationTip, t.checkTip, t.attributeTip, t.optionTip, t.symbolTip, t.valueTip,
	} {
		if h, ok := explain(path, offset); ok {
			return h, true
		}
	}
	return tip{}, false
}

// set is a setting of a process; of an application if process is nil.
type set struct {
	process *pill.Process
	*pill.Setting
}

// settings returns the settings that stand at an offset: several, where a loop
// or a helper makes them.
func (t *text) settings(offset int, where func(*pill.Setting) source.Span) (found []set) {
	at := func(s *pill.Setting) bool {
		span := where(s)
		return span.File == t.Source && covers(span, offset)
	}
	for _, a := range t.Apps() {
		for _, s := range a.Settings {
			if at(s) {
				found = append(found, set{nil, s})
			}
		}
	}
	for p := range t.Processes {
		for _, s := range p.Settings {
			if !s.Inherited && at(s) {
				found = append(found, set{p, s})
			}
		}
	}
	return found
}

// attributeTip explains an attribute by its name, or by a value that is written
// in one piece.
func (t *text) attributeTip(path []syntax.Node, offset int) (tip, bool) {
	found := t.settings(offset, func(s *pill.Setting) source.Span { return s.NameSpan })
	if len(found) == 0 && len(path) > 0 {
		if literal(path[len(path)-1]) {
			found = t.settings(offset, func(s *pill.Setting) source.Span {
				if s.ValueNode == path[len(path)-1] {
					return s.ValueSpan
				}
				return source.Span{}
			})
		}
	}
	if len(found) == 0 {
		return t.unreachedTip(path, offset)
	}
	s := found[0]
	h := tip{span: s.NameSpan}
	a, known := pill.FindAttribute(s.Name)
	kind := pill.Kind(0)
	if known {
		kind = a.Kind
	}
	var lines []string
	for _, one := range found {
		lines = append(lines, one.line(kind))
	}
	h.text = code(merged(lines))
	if known {
		h.text += "\n\n" + attributeText(a)
	} else {
		h.text += "\n\n" + ignoredText(s.Name)
	}
	if notes := s.notes(); notes != "" {
		h.text += "\n\n" + notes
	}
	return h, true
}

// line says in a line of Ruby what is set.
func (s set) line(kind pill.Kind) string {
	value := show(s.Value)
	if s.Form == pill.ByBlock {
		return s.Name
	}
	line := s.Name + " = " + value
	if units := inUnits(kind, s.Value); units != "" {
		line += " # " + units
	}
	return line
}

// notes tells why a value is not known, and whether it holds.
func (s set) notes() string {
	var notes []string
	if u := deep(s.Value); u != nil {
		notes = append(notes, "Unknown: "+why(u)+".")
	}
	if s.Replaced {
		notes = append(notes, "A later setting replaces it.")
	}
	if len(s.Maybe) > 0 {
		notes = append(notes, "Whether it is set depends on "+reason(s.Maybe[0])+".")
	}
	return strings.Join(notes, "\n\n")
}

// unreachedTip explains an attribute in code that nothing runs.
func (t *text) unreachedTip(path []syntax.Node, offset int) (tip, bool) {
	for i := len(path) - 1; i >= 0; i-- {
		call, ok := path[i].(*syntax.Call)
		if !ok || !holds(call.NamePos, offset) {
			continue
		}
		if role, _ := roleOf(path[:i+1]); role == elsewhere && call.Recv == nil {
			continue
		}
		if a, ok := pill.FindAttribute(strings.TrimRight(call.Name, "=!")); ok {
			at := t.Source.Span(int(call.NamePos.Start), int(call.NamePos.End))
			return tip{at, code([]string{a.Name}) + "\n\n" + attributeText(a)}, true
		}
	}
	return tip{}, false
}

// literal reports whether a node says its value by itself.
func literal(n syntax.Node) bool {
	switch n.(type) {
	case *syntax.Str, *syntax.Sym, *syntax.Int, *syntax.Float, *syntax.Bool, *syntax.Nil:
		return true
	}
	return false
}

// maxLines is how many values a tip lists that one place has.
const maxLines = 8

// merged leaves out lines that were there before, and those that are too many.
func merged(lines []string) []string {
	var list []string
	for _, l := range lines {
		if !slices.Contains(list, l) {
			list = append(list, l)
		}
	}
	if more := len(list) - maxLines; more > 0 {
		list = append(list[:maxLines], fmt.Sprintf("# and %d more", more))
	}
	return list
}

// code is a block of Ruby in Markdown.
func code(lines []string) string {
	text := strings.Join(lines, "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "ruby\n" + text + "\n" + fence
}
