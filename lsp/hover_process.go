package lsp

// This file tells what a process comes to in full.

import (
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

func deep(v eval.Value) *eval.Unknown {
	if v == nil {
		return nil
	}
	return eval.Deep(v)
}

// declarationTip explains a process or an application where it is declared.
func (t *text) declarationTip(_ []syntax.Node, offset int) (tip, bool) {
	at := func(d *pill.Decl, named source.Span) bool {
		return d.Head.File == t.Source && covers(d.Head, offset) || named.File == t.Source && covers(named, offset)
	}
	for _, a := range t.Apps() {
		if at(&a.Decl, a.NameSpan) {
			return tip{a.NameSpan, t.appText(a)}, true
		}
	}
	var span source.Span
	var texts []string
	for _, a := range t.Apps() {
		for _, p := range a.Processes {
			if at(&p.Decl, p.NameSpan) {
				span = p.NameSpan
				texts = append(texts, processText(p))
			}
		}
	}
	const most = 3
	if more := len(texts) - most; more > 0 {
		texts = append(texts[:most], fmt.Sprintf("and %d more", more))
	}
	return tip{span, strings.Join(texts, "\n\n---\n\n")}, len(texts) > 0
}

// appText says what an application holds.
func (t *text) appText(a *pill.Application) string {
	lines := []string{"application " + show(a.Name)}
	if h, ok := a.Options.(*eval.Hash); ok && h.Len() > 0 {
		lines[0] += ", " + showPairs(h, 0)
	}
	for _, p := range a.Processes {
		line := "process " + show(p.Name)
		if !eval.IsNil(orNil(p.Group)) {
			line += " # group " + show(p.Group)
		}
		lines = append(lines, line)
	}
	text := code(lines)
	if e := t.Config.Error; e != nil {
		text += "\n\nBluepill does not load this pill: " + inline(e.Message)
	}
	return text
}

func orNil(v eval.Value) eval.Value {
	if v == nil {
		return eval.Nil{}
	}
	return v
}

// inline is text within a line of Markdown.
func inline(text string) string {
	return "`" + strings.Join(strings.Fields(strings.ReplaceAll(text, "`", "'")), " ") + "`"
}

// processText says all that Bluepill holds of a process.
func processText(p *pill.Process) string {
	lines := []string{"process " + show(p.Name)}
	var unknown []*eval.Unknown
	for k, v := range p.Attributes.Each {
		s, ok := k.(eval.Sym)
		a, known := pill.FindAttribute(string(s))
		if !ok || !known || !p.Attr(a.Name).Set() && deep(v) == nil || a.Kind == pill.BlockOfCode {
			continue
		}
		lines = append(lines, set{p, &pill.Setting{Name: a.Name, Value: v}}.line(a.Kind))
		if u := deep(v); u != nil {
			unknown = append(unknown, u)
		}
	}
	for _, c := range p.Checks {
		lines = append(lines, checkLine(c))
	}
	if p.MonitorChildren {
		lines = append(lines, "monitor_children")
	}
	text := code(lines)
	if stop := stopText(p.Stop()); stop != "" {
		text += "\n\nHow it stops: " + stop + "."
	}
	var reasons []string
	for _, u := range unknown {
		reasons = append(reasons, why(u))
	}
	if list := merged(reasons); len(list) > 0 {
		text += "\n\nUnknown: " + strings.Join(list, "; ") + "."
	}
	return text
}

// checkLine says in a line of Ruby what is checked.
func checkLine(c *pill.Check) string {
	line := "checks " + show(c.Name)
	switch h, ok := c.Options.(*eval.Hash); {
	case !ok || h.Lost != nil:
		return line + ", " + show(orNil(c.Options))
	case h.Len() > 0 || len(h.Open) > 0:
		line += ", " + showPairs(h, 0)
	}
	return line
}
