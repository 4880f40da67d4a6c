package lsp

// This file offers values of attributes, and names that the pill defines.

import (
	"fmt"
	"slices"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

var (
	inSignals = lazyregexp.New(`^\[(?:.*[\[,])?\s*(:?\w*)$`)
	wholeWord = lazyregexp.New(`^:?\w*$`)
)

// signalNames are those that people stop programs with, the usual ones first.
var signalNames = []string{"term", "quit", "int", "kill", "usr1", "usr2", "winch", "hup", "tstp"}

// valueOf offers values of an attribute. typed is what stands after the equals
// sign.
func (c *completer) valueOf(name, typed string) {
	a, ok := pill.FindAttribute(name)
	if !ok {
		c.names(lastWord.FindString(typed))
		return
	}
	if m := inSignals.FindStringSubmatch(typed); m != nil && a.Kind == pill.Signals {
		for i, s := range signalNames {
			c.add(m[1], offer{label: ":" + s, doc: signalTexts[s], kind: protocol.CompletionItemKindEnumMember, rank: fmt.Sprint(i)})
		}
		for _, d := range []string{"5.seconds", "10.seconds", "30.seconds"} {
			c.add(m[1], offer{label: d, detail: "a delay", kind: protocol.CompletionItemKindValue, rank: "9"})
		}
		return
	}
	if !wholeWord.MatchString(typed) {
		c.names(lastWord.FindString(typed))
		return
	}
	switch {
	case a.Kind == pill.Signals:
		c.add(typed, offer{label: "[:quit, 30.seconds, :term, 11.seconds, :kill]", kind: protocol.CompletionItemKindValue, detail: "takes 41 s at most"})
	case a.Name == "uid" || a.Name == "gid":
		for _, name := range c.accounts(a.Name) {
			c.add(typed, offer{label: pill.Inspect(&eval.Str{S: name}), kind: protocol.CompletionItemKindValue})
		}
	case a.Name == "group":
		for _, text := range c.usedFor(a.Name) {
			c.add(typed, offer{label: text, kind: protocol.CompletionItemKindValue, detail: "used elsewhere in this pill"})
		}
	}
	c.values(a, typed)
}

// usedFor returns the texts that the pill sets an attribute to.
func (c *completer) usedFor(attribute string) (texts []string) {
	if c.text == nil {
		return nil
	}
	for p := range c.text.Processes {
		if text, ok := p.Attr(attribute).Text(); ok {
			quoted := pill.Inspect(&eval.Str{S: text})
			if !slices.Contains(texts, quoted) {
				texts = append(texts, quoted)
			}
		}
	}
	return texts
}

// then returns where the caret was in the last good version, or where typing began.
func (c *completer) then() int {
	if at, ok := c.text.then(c.caret); ok {
		return at
	}
	return c.text.before
}

// names offers the variables, constants and helpers that the pill defines and
// that can be seen at the caret.
func (c *completer) names(typed string) {
	if c.text == nil {
		return
	}
	at := c.then()
	var seen []string
	for _, m := range mentions(c.text.Syntax) {
		if !m.writes || slices.Contains(seen, m.text) || m.span.Start >= at && m.kind == localName || !visible(m, at) {
			continue
		}
		o := offer{label: m.text, rank: "5"}
		switch m.kind {
		case localName:
			o.kind = protocol.CompletionItemKindVariable
		case constName:
			o.kind = protocol.CompletionItemKindConstant
		case helperName:
			o.kind = protocol.CompletionItemKindFunction
		default:
			continue
		}
		seen = append(seen, o.label)
		c.add(typed, o)
	}
}

// visible reports whether a local variable can be seen at an offset.
func visible(m mention, offset int) bool {
	within := func(n syntax.Node) bool { return holds(n.Range(), offset) }
	switch scope := m.scope.(type) {
	case *syntax.File:
		return true
	case syntax.Node:
		return within(scope)
	}
	return true
}
