package lsp

// This file explains checks, options, signals, events and comments.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
	"github.com/pilllint/pilllint/rules"
)

// checksAt returns the checks that are made at a place: several, where a loop
// or a helper makes them.
func (t *text) checksAt(match func(*pill.Check) bool) (found []*pill.Check) {
	for p := range t.Processes {
		for _, c := range p.Checks {
			if c.Span.File == t.Source && match(c) {
				found = append(found, c)
			}
		}
	}
	return found
}

// checkTip explains a check by the word checks, or its name.
func (t *text) checkTip(path []syntax.Node, offset int) (tip, bool) {
	found := t.checksAt(func(c *pill.Check) bool { return covers(c.Head, offset) || covers(c.NameSpan, offset) })
	if len(found) == 0 {
		return t.unreachedCheck(path, offset)
	}
	var lines []string
	for _, c := range found {
		lines = append(lines, checkLine(c))
	}
	h := tip{found[0].NameSpan, code(merged(lines))}
	if words := inWords(found[0]); words != "" {
		h.text += "\n\n" + words
	}
	if k, ok := found[0].Kind(); ok {
		h.text += "\n\n" + checkText(k)
	}
	return h, true
}

// unreachedCheck explains a check in code that nothing runs.
func (t *text) unreachedCheck(path []syntax.Node, offset int) (tip, bool) {
	call := checksCall(path)
	if call == nil {
		return tip{}, false
	}
	s, ok := call.Args[0].(*syntax.Sym)
	if !ok || !holds(s.Pos, offset) {
		return tip{}, false
	}
	k, ok := pill.FindCheck(s.Name)
	if !ok {
		return tip{}, false
	}
	return tip{t.Syntax.Span(s), code([]string{"checks :" + k.Name}) + "\n\n" + checkText(k)}, true
}

// optionTip explains an option of a check or of an application by its key.
func (t *text) optionTip(path []syntax.Node, offset int) (tip, bool) {
	for i := len(path) - 1; i > 0; i-- {
		h, ok := path[i].(*syntax.Hash)
		if !ok {
			continue
		}
		call, ok := path[i-1].(*syntax.Call)
		if !ok {
			return tip{}, false
		}
		for _, pair := range h.Pairs {
			if key, ok := pair.Key.(*syntax.Sym); ok && (holds(key.Pos, offset) || pair.Value == path[len(path)-1] && literal(pair.Value)) {
				return t.optionText(call, key)
			}
		}
		return tip{}, false
	}
	return tip{}, false
}

func (t *text) optionText(call *syntax.Call, key *syntax.Sym) (tip, bool) {
	var lines []string
	var notes string
	var option *pill.Attribute
	add := func(a *pill.Attribute, v pill.Attr) {
		option = a
		if v.Set() {
			s := set{nil, &pill.Setting{Name: a.Name, Value: v.Any()}}
			lines = append(lines, s.line(a.Kind))
			notes = s.notes()
		}
	}
	switch call.Name {
	case "checks":
		if s, ok := call.Args[0].(*syntax.Sym); ok {
			if k, ok := pill.FindCheck(s.Name); ok {
				option, _ = k.Option(key.Name)
			}
		}
		for _, c := range t.checksAt(func(c *pill.Check) bool { return c.Node == call }) {
			if k, ok := c.Kind(); ok {
				if a, ok := k.Option(key.Name); ok {
					add(a, c.Option(key.Name))
				}
			}
		}
	case "application":
		option, _ = pill.FindAppOption(key.Name)
		for _, a := range t.Apps() {
			if option != nil && a.NameSpan.File == t.Source && len(call.Args) > 0 && a.NameSpan == t.Syntax.Span(call.Args[0]) {
				add(option, a.Option(key.Name))
			}
		}
	}
	if option == nil {
		return tip{}, false
	}
	if len(lines) == 0 {
		lines = []string{option.Name}
	}
	text := code(merged(lines)) + "\n\n" + attributeText(option)
	if notes != "" {
		text += "\n\n" + notes
	}
	return tip{t.Syntax.Span(key), text}, true
}

// symbolTip explains signals and events.
func (t *text) symbolTip(path []syntax.Node, offset int) (tip, bool) {
	if len(path) == 0 {
		return tip{}, false
	}
	sym, ok := path[len(path)-1].(*syntax.Sym)
	if !ok {
		return tip{}, false
	}
	at := t.Syntax.Span(sym)
	if found := t.settings(offset, func(s *pill.Setting) source.Span {
		if s.Name == "stop_signals" {
			return s.ValueSpan
		}
		return source.Span{}
	}); len(found) > 0 {
		name := strings.TrimPrefix(strings.ToLower(sym.Name), "sig")
		text := "**" + strings.ToUpper(name) + "** " + signalTexts[name]
		if p := found[0].process; p != nil {
			if stop := stopText(p.Stop()); stop != "" {
				text += "\n\n" + stop
			}
		}
		return tip{at, text}, signalTexts[name] != ""
	}
	if text := eventTexts[sym.Name]; text != "" && checksCall(path) != nil {
		return tip{at, "**" + sym.Name + "** " + text}, true
	}
	return tip{}, false
}

// ruleName is what the name of a rule looks like.
var ruleName = lazyregexp.New(`[a-z]+(?:-[a-z]+)+`)

// commentTip explains a rule that a comment for pilllint names; in reports
// whether the offset is in a comment.
func (t *text) commentTip(offset int) (h tip, in bool) {
	for _, c := range t.Syntax.Comments {
		if !holds(c.Pos, offset) || int(c.Start) == offset {
			continue
		}
		if !strings.Contains(c.Text, "pilllint:") {
			return tip{}, true
		}
		for _, m := range ruleName.FindAllStringIndex(c.Text, -1) {
			at := t.Source.Span(int(c.Start)+m[0], int(c.Start)+m[1])
			if rule, ok := rules.Find(at.Text()); ok && covers(at, offset) {
				return tip{at, ruleText(rule)}, true
			}
		}
		return tip{}, true
	}
	return tip{}, false
}

// ruleText explains a rule.
func ruleText(r *rules.Rule) string {
	return "**" + r.Name + "** (" + r.Severity.String() + "): " + r.Title + "\n\n" + r.Text + "\n\n[" + r.Name + "](" + string(RulePage(r.Name)) + ")"
}
