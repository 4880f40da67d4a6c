package rules

// This file finds, for code-without-effect, conditions that a literal decides.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// literalInCondition is text that has one of the mistakes, or looks like it.
var literalInCondition = lazyregexp.New(`\b(?:if|unless|while|until|elsif)\b[^\n]*[^=!<>~+|&*/-]=\s*[^=~>\s]|(?:\|\||\bor\b)\s*["':]`)

// conditional are words of which conditions have one, which is quicker to see.
var conditional = []string{"if ", "if(", "unless", "while", "until", "||", " or "}

// decidedConditions reports if x = "literal", and if x == "a" || "b".
func (p *Pass) decidedConditions() {
	if text := p.Source.Text; !slices.ContainsFunc(conditional, func(w string) bool { return strings.Contains(text, w) }) || !literalInCondition.MatchString(text) {
		return // as nearly always: the tree need not be gone through
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.If:
			p.decided(n.Cond)
		case *syntax.While:
			p.decided(n.Cond)
		}
		return true
	})
}

// decided goes through what a condition is made of.
func (p *Pass) decided(cond syntax.Node) {
	switch n := cond.(type) {
	case *syntax.Seq:
		if n != nil && len(n.List) == 1 {
			p.decided(n.List[0])
		}
	case *syntax.Not:
		p.decided(n.Value)
	case *syntax.And:
		if set, ok := onlyStatement(n.Left).(*syntax.Assign); !ok || set.Target.Local == nil || !uses(n.Right, []string{set.Target.Local.Name}) {
			p.decided(n.Left)
		}
		p.decided(n.Right)
	case *syntax.Or:
		p.decided(n.Left)
		p.decided(n.Right)
		if isWord(n.Right) {
			p.decidedByWord(n)
		}
	case *syntax.Assign:
		holds, literal := literalTruth(n.Value)
		if !literal || n.Target.Multi != nil || n.Target.Splat != nil || n.Target.Call != nil {
			return
		}
		result := "always"
		if !holds {
			result = "never"
		}
		between := p.Source.Span(p.Syntax.Span(n.Target).End, p.Syntax.Span(n.Value).Start)
		p.Finding(p.Syntax.Span(n), "this assigns to %s, so it %s holds; == compares", p.Syntax.Span(n.Target).Text(), result).
			Fix(replaceFix("Compare", between, " == ")).Done(p)
	}
}

// decidedByWord judges x == "a" || "b".
func (p *Pass) decidedByWord(or *syntax.Or) {
	word := p.Syntax.Span(or.Right)
	f := p.Finding(word, "%s counts as true by itself, so this always holds", word.Text())
	left := or.Left
	if before, ok := left.(*syntax.Or); ok {
		left = before.Right
	}
	if call, ok := left.(*syntax.Call); ok && call.Name == "==" && call.Recv != nil {
		at := word.File.Span(word.Start, word.Start)
		f.Fix(diag.Fix{Title: "Compare with it", Edits: []source.Edit{{Span: at, New: p.Syntax.Span(call.Recv).Text() + " == "}}})
	}
	f.Done(p)
}

// isWord reports whether an expression is a text or a symbol.
func isWord(n syntax.Node) bool {
	switch n.(type) {
	case *syntax.Str, *syntax.DStr, *syntax.Sym, *syntax.DSym:
		return true
	}
	return false
}

// literalTruth reports whether a literal counts as true; literal is false of
// anything else.
func literalTruth(n syntax.Node) (holds, literal bool) {
	switch n := n.(type) {
	case *syntax.Str, *syntax.Sym, *syntax.Int, *syntax.Float:
		return true, true
	case *syntax.Bool:
		return n.Value, true
	case *syntax.Nil:
		return false, true
	}
	return false, false
}
