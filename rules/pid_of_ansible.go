package rules

// This file finds Bluepill's own placeholder where Jinja2 gets to see it first.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/parser/template"
)

// pidOfAnsible reports tags of Jinja2 that write the value of a variable called PID.
func (p *Pass) pidOfAnsible() {
	if !template.IsJinja(p.Source.Path) || !strings.Contains(p.Source.Text, "PID") {
		return
	}
	text := func(tag syntax.Pos) string { return p.Source.Text[tag.Start:tag.End] }
	if slices.ContainsFunc(p.Syntax.Tags, func(tag syntax.Pos) bool { return statementOnPID.MatchString(text(tag)) }) {
		return // it may be set, or written only if somebody has set it
	}
	for _, tag := range p.Syntax.Tags {
		at := pidTag.FindStringSubmatchIndex(text(tag))
		if at == nil {
			continue
		}
		span := p.Source.Span(int(tag.Start)+at[2], int(tag.Start)+at[3])
		f := p.Finding(span, "Ansible reads %s as a variable of its own, and Bluepill never gets to see it: if none is called PID, the template fails", span.Text())
		f.inTag = true
		f.Fix(replaceFix("Write {{ '{{PID}}' }}", span, "{{ '{{PID}}' }}")).Done(p)
	}
}

var (
	pidTag         = lazyregexp.New(`^\s*(\{\{[-+]?\s*PID\s*-?\}\})`)
	statementOnPID = lazyregexp.New(`(?s)^\s*\{%.*\bPID\b`)
)
