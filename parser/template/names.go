package template

// This file looks at the names in tags: those of the template's own variables, and those
// that nothing is called.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var (
	bareName  = lazyregexp.New(`^[a-z_]\w*$`)
	instance  = lazyregexp.New(`@[a-z_]\w*`)
	word      = lazyregexp.New(`[a-z_]\w*`)
	setsNames = lazyregexp.New(`(?:^|[;\n({|]|\bdo\b|\bthen\b)\s*([a-z_]\w*(?:\s*,\s*\*?[a-z_]\w*)*)\s*(?:\|\||&&|[-+*/])?=(?:[^=~>]|$)|\|([^|]*)\||\bfor\s+([a-z_][\w, ]*)\s+in\b`)
	// mayName finds what may be the name of something else: a method, or an exception.
	mayName = lazyregexp.New(`=>\s*([a-z_]\w*)|\bdef\s+([a-z_]\w*)`)
)

// locals are the variables that the tags themselves set.
func (t *template) locals() map[string]bool { return t.names(setsNames) }

// names are what a pattern finds in the tags.
func (t *template) names(pattern *lazyregexp.Regexp) map[string]bool {
	found := map[string]bool{}
	for _, g := range t.tags {
		if g.kind != code && g.kind != output {
			continue
		}
		for _, m := range pattern.FindAllStringSubmatch(t.inside(g), -1) {
			for _, names := range m[1:] {
				for _, name := range word.FindAllString(names, -1) {
					found[name] = true
				}
			}
		}
	}
	return found
}

// bare finds tags that write the value of a name which the template has as an instance
// variable elsewhere, and nothing in it sets: doubts. If all it is given are instance
// variables and Chef's node, other names that nothing sets are slips.
func (t *template) bare(src *source.File) (doubts, slips []syntax.Error) {
	var at []tag
	given, node, alone := map[string]bool{}, false, true
	for _, g := range t.tags {
		text := t.inside(g)
		if g.kind != output && g.kind != code {
			continue
		}
		for _, name := range instance.FindAllString(text, -1) {
			given[name[1:]] = true
		}
		node = node || strings.HasPrefix(text, "node[")
		if g.kind == output && bareName.MatchString(text) && !slices.Contains(wellKnown, text) {
			at = append(at, g)
		}
	}
	locals, others := t.locals(), t.names(mayName)
	at = slices.DeleteFunc(at, func(g tag) bool { return locals[t.inside(g)] || others[t.inside(g)] })
	for _, g := range at {
		alone = alone && t.inside(g) == t.inside(at[0])
	}
	for _, g := range at {
		name := t.inside(g)
		e := syntax.Error{Pos: g.pos(), Line: src.Line(g.start)}
		switch {
		case given[name]:
			e.Message = fmt.Sprintf("`%s` is not @%s, which this template has elsewhere: it cannot be rendered, unless a method is called so", name, name)
			doubts = append(doubts, e)
		case node && len(given) > 0 && alone:
			e.Message = fmt.Sprintf("nothing here is called `%s`, and Chef gives templates instance variables, such as @%s: it cannot be rendered, unless a helper is called so", name, name)
			slips = append(slips, e)
		}
	}
	return doubts, slips
}

// wellKnown is what templates have without setting it: Chef's node and render, Ruby's
// binding, self and literals.
var wellKnown = strings.Fields("node render binding self nil true false scope cookbook_name recipe_name")

// leftBehind finds a > behind a tag that ends in one of its own: "<%= @adapter %>>".
func (t *template) leftBehind(src *source.File) (doubts []syntax.Error) {
	for _, g := range t.tags {
		rest := t.text[g.end:]
		if g.kind != output || g.line || !strings.HasPrefix(rest, ">") || g.start > 0 && t.text[g.start-1] == '<' {
			continue
		}
		if rest = rest[1:]; rest == "" || !strings.ContainsAny(rest[:1], "\"' \t\n") {
			continue
		}
		doubts = append(doubts, syntax.Error{
			Pos: pos(g.end, g.end+1), Line: src.Line(g.end), Message: `this ">" is behind the end of the tag, so it stays in the text`,
			Instead: &syntax.Instead{Pos: pos(g.end, g.end+1), Title: "Remove it"},
		})
	}
	return doubts
}
