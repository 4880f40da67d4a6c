package lsp

// This file tells words that Bluepill knows from those that it ignores, for
// editors that colour by meaning.

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// The types and modifiers of tokens, by their places in the legend.
const (
	tokenProperty = iota
	tokenEnumMember
	tokenFunction
)

const (
	tokenKnown   = 1 << iota // Bluepill's own word
	tokenIgnored             // one that it ignores
)

func announceTokens(c *protocol.ServerCapabilities) {
	c.SemanticTokensProvider = &protocol.SemanticTokensOptions{
		Legend: protocol.SemanticTokensLegend{
			TokenTypes:     []string{"property", "enumMember", "function"},
			TokenModifiers: []string{"defaultLibrary", "deprecated"},
		},
		Full: protocol.Boolean(true),
	}
}

// A token is a word and what it is.
type token struct {
	span      source.Span // of the newest text
	kind      uint32
	modifiers uint32
}

func semanticTokens(_ context.Context, v *View, p *protocol.SemanticTokensParams) (*protocol.SemanticTokens, error) {
	out := &protocol.SemanticTokens{Data: []uint32{}}
	t := v.text(p.TextDocument.URI)
	if t == nil {
		return out, nil
	}
	var last protocol.Position
	for _, k := range t.tokens() {
		r := v.Range(k.span)
		if r.Start.Line != last.Line {
			last.Character = 0
		}
		out.Data = append(out.Data, r.Start.Line-last.Line, r.Start.Character-last.Character, r.End.Character-r.Start.Character, k.kind, k.modifiers)
		last = r.Start
	}
	return out, nil
}

// tokens returns the words of a pill in order, none within another.
func (t *text) tokens() (list []token) {
	add := func(s source.Span, kind, modifiers uint32) {
		if at, ok := t.place(s); ok && at.Len() > 0 && at.Line() == t.now.Line(at.End) {
			list = append(list, token{at, kind, modifiers})
		}
	}
	known := func(ok bool) uint32 {
		if ok {
			return tokenKnown
		}
		return tokenIgnored
	}
	setting := func(s *pill.Setting) {
		_, ok := pill.FindAttribute(s.Name)
		add(s.NameSpan, tokenProperty, known(ok))
	}
	for _, a := range t.Apps() {
		for _, s := range a.Settings {
			setting(s)
		}
	}
	for p := range t.Processes {
		for _, s := range p.Settings {
			if !s.Inherited {
				setting(s)
			}
		}
		for _, c := range p.Checks {
			k, ok := c.Kind()
			if !ok {
				continue // one of the pill's own
			}
			add(c.NameSpan, tokenEnumMember, tokenKnown)
			t.optionTokens(c, k, add)
		}
	}
	for _, m := range mentions(t.Syntax) {
		if m.kind == helperName {
			add(m.span, tokenFunction, 0)
		}
	}
	slices.SortStableFunc(list, func(a, b token) int { return a.span.Start - b.span.Start })
	end := 0
	return slices.DeleteFunc(list, func(k token) bool {
		if k.span.Start < end {
			return true
		}
		end = k.span.End
		return false
	})
}

func (t *text) optionTokens(c *pill.Check, k *pill.CheckKind, add func(source.Span, uint32, uint32)) {
	if c.File != t.Syntax {
		return
	}
	for _, name := range k.OptionNames() {
		if pair, ok := c.OptionPair(name); ok {
			add(t.Syntax.Span(pair.Key), tokenProperty, tokenKnown)
		}
	}
}
