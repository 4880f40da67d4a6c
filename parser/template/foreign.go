package template

// This file finds tags that ask for what is called otherwise, or only in the pill.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// loops are methods whose blocks are for one of several things.
var loops = strings.Fields("each times map collect each_with_index each_slice each_pair each_with_object each_key each_value upto downto step flat_map")

// ofPill finds tags that write the value of what is a variable of a loop in the text around
// them: that exists when the pill runs, and not when the template is rendered. A name that
// is asked for elsewhere, too, is something that the template is given.
func (t *template) ofPill(f *syntax.File) (doubts []syntax.Error) {
	at := t.unset()
	if len(at) == 0 || f.Body == nil {
		return nil
	}
	within := make([]bool, len(at)) // whether a loop has that variable around the tag
	syntax.Walk(f.Body, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		if !ok || call.Block == nil || call.Block.Params == nil || !slices.Contains(loops, call.Name) {
			return true
		}
		for i, g := range at {
			if int(call.Block.Start) <= g.start && g.end <= int(call.Block.End) &&
				slices.ContainsFunc(call.Block.Params.Required, func(p syntax.Param) bool { return p.Name == t.inside(g) }) {
				within[i] = true
			}
		}
		return true
	})
	elsewhere := map[string]bool{}
	for i, g := range at {
		if !within[i] {
			elsewhere[t.inside(g)] = true
		}
	}
	for i, g := range at {
		if name := t.inside(g); within[i] && !elsewhere[name] {
			doubts = append(doubts, syntax.Error{
				Pos: g.pos(), Line: f.Source.Line(g.start),
				Message: fmt.Sprintf("`%s` is a variable of the pill, which does not run yet when the template is rendered: it cannot be, unless a method is called so", name),
			})
		}
	}
	return doubts
}

// unset are the tags that write the value of a name which nothing in the template sets, nor
// is it that of an instance variable.
func (t *template) unset() (list []tag) {
	var locals, others map[string]bool
	given := map[string]bool{}
	for _, g := range t.tags {
		text := t.inside(g)
		for _, name := range instance.FindAllString(text, -1) {
			given[name[1:]] = true
		}
		if g.kind != output || !bareName.MatchString(text) || slices.Contains(wellKnown, text) {
			continue
		}
		if locals == nil {
			locals, others = t.locals(), t.names(mayName)
		}
		if !locals[text] && !others[text] {
			list = append(list, g)
		}
	}
	return slices.DeleteFunc(list, func(g tag) bool { return given[t.inside(g)] })
}

// minAlike is how long a name must be that another is taken for.
const minAlike = 5

var ofBlock = lazyregexp.New(`\|([^|]*)\||\bfor\s+([a-z_][\w, ]*)\s+in\b`)

// misspelt finds tags that write the value of a name which is all but that of a loop of the
// template.
func (t *template) misspelt(src *source.File) (doubts []syntax.Error) {
	at := t.unset()
	if len(at) == 0 {
		return nil
	}
	for name := range t.names(ofBlock) {
		for _, g := range at {
			if asked := t.inside(g); len(name) >= minAlike && slip(asked, name) {
				doubts = append(doubts, syntax.Error{
					Pos: g.pos(), Line: src.Line(g.start),
					Message: fmt.Sprintf("nothing here is called `%s`, but `%s` is: the template cannot be rendered, unless a method is called so", asked, name),
				})
			}
		}
	}
	slices.SortFunc(doubts, func(a, b syntax.Error) int { return int(a.Start - b.Start) })
	return doubts
}

// slip reports whether one word is another with a letter too many, too few, or two that have
// changed places. A last s makes another word of it.
func slip(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	switch len(a) - len(b) {
	case 0:
		return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	case 1:
		return i < len(b) && a[i+1:] == b[i:] && 'a' <= a[i] && a[i] <= 'z'
	}
	return false
}

// commented finds comments in tags of code that have text behind them: ERB makes one line of
// both, so the comment is longer than it looks.
func (t *template) commented(src *source.File) (doubts []syntax.Error) {
	for _, g := range t.tags {
		if g.kind != remark || g.line || g.after > g.end || g.from <= g.start+len("<%") || t.text[g.from] != '#' || t.text[g.start+len("<%")] == '#' {
			continue
		}
		rest, _, _ := strings.Cut(t.text[g.end:], "\n")
		if strings.TrimSpace(rest) == "" {
			continue
		}
		doubts = append(doubts, syntax.Error{
			Pos: g.pos(), Line: src.Line(g.start),
			Message: fmt.Sprintf("this comment swallows what stands behind the tag, as ERB puts both on one line; `<%%%s` would not", t.text[g.from:g.end]),
			Instead: &syntax.Instead{Pos: pos(g.start+len("<%"), g.from), Title: "Put the # next to the <%"},
		})
	}
	return doubts
}
