package rules

// This file looks at attributes as they are set: which of the settings count,
// how they are written, and how another is written in the same way.

import (
	"iter"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// live goes through the settings of a process that may still count when its
// block is done: those that no later one certainly replaces, in order.
func live(proc *pill.Process) iter.Seq[*pill.Setting] {
	return func(yield func(*pill.Setting) bool) {
		for _, s := range proc.Settings {
			if !s.Replaced && !yield(s) {
				return
			}
		}
	}
}

// settingFinding begins a finding about a setting of a process. What hangs on
// a condition, or may be replaced by code that is not read, is no error.
func (p *Pass) settingFinding(proc *pill.Process, s *pill.Setting, span source.Span, format string, args ...any) *Finding {
	f := p.Finding(span, format, args...)
	if f.d.Severity == diag.Error && (len(s.Maybe) > 0 || s.Repeated || len(proc.Open) > 0 || len(proc.Maybe) > 0) {
		f.Severity(diag.Warning)
	}
	return f
}

// valueSpan is where the value of a setting stands, or the setting where it has
// none. Of a = b = value it is the value, so that what is wrong with it is
// reported at one place, whatever it is given to.
func valueSpan(s *pill.Setting) source.Span {
	if s.ValueSpan.IsZero() {
		return s.NameSpan
	}
	at, node := s.ValueSpan, s.ValueNode
	for {
		a, ok := node.(*syntax.Assign)
		if !ok {
			return at
		}
		node = a.Value
		at = s.File.Span(node)
	}
}

// receiver is what stands before the name of an attribute, such as
// "process."; "" if nothing does. ok is false for a setting that is not
// written as one.
func receiver(s *pill.Setting) (text string, ok bool) {
	if s.Form == pill.ByOther || s.Span.File == nil || s.Span.File != s.NameSpan.File || s.NameSpan.Start < s.Span.Start {
		return "", false
	}
	return s.Span.File.Text[s.Span.Start:s.NameSpan.Start], true
}

// sibling returns the edit that sets another attribute on a line of its own
// above a setting, the way that is written; ok is false if the setting does not
// begin its line.
func sibling(s *pill.Setting, name, value string) (edit source.Edit, ok bool) {
	head, ok := receiver(s)
	if !ok || s.Form != pill.ByAssignment && s.Form != pill.ByCall {
		return edit, false
	}
	file := s.Span.File
	line := file.LineSpan(s.Span.Line())
	indent := file.Text[line.Start:s.Span.Start]
	if !blank(indent) {
		return edit, false
	}
	equals := " = "
	if s.Form == pill.ByCall {
		equals = " "
	}
	ending := "\n"
	if strings.HasPrefix(file.Text[line.End:], "\r\n") {
		ending = "\r\n"
	}
	at := file.Span(line.Start, line.Start)
	return source.Edit{Span: at, New: indent + head + name + equals + value + ending}, true
}

// statement returns which of the statements of a block a setting is, counting
// every part of a = b = c as one; -1 if it stands deeper, or elsewhere.
func statement(block *syntax.Block, file *syntax.File, span source.Span) int {
	if block == nil || file == nil || span.File != file.Source {
		return -1
	}
	return indexIn(block.Body.List, file, span)
}

// indexIn returns which of some statements a setting is, as statement does.
func indexIn(list []syntax.Node, file *syntax.File, span source.Span) int {
	for i, n := range list {
		for n != nil {
			if file.Span(n) == span {
				return i
			}
			a, ok := n.(*syntax.Assign)
			if !ok {
				break
			}
			n = a.Value
		}
	}
	return -1
}

// settingText returns the text that a setting gives, if it is known.
func settingText(s *pill.Setting) (string, bool) {
	text, ok := s.Value.(*eval.Str)
	if !ok || text.Lost != nil {
		return "", false
	}
	return text.S, true
}
