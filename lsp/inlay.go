package lsp

// This file writes between the lines what the pill does not say itself: when a
// process that is stopped gets what, the names that a loop makes, sizes and
// checks in words.

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

func inlayHints(_ context.Context, v *View, p *protocol.InlayHintParams) ([]protocol.InlayHint, error) {
	hints := []protocol.InlayHint{}
	t := v.text(p.TextDocument.URI)
	if t == nil {
		return hints, nil
	}
	within := v.Span(t.now, p.Range)
	for _, n := range t.annotations() {
		at, ok := t.place(n.span)
		if !ok || at.End < within.Start || at.End > within.End {
			continue
		}
		hints = append(hints, protocol.InlayHint{
			Position: v.Position(t.now, at.End), Label: protocol.String(n.text), PaddingLeft: ptr(true),
		})
	}
	return hints, nil
}

// annotations are the hints of a pill. Where several processes come of one
// place, there is a hint only if it holds for all, or is about their names.
func (t *text) annotations() []tip {
	n := &notebook{t: t, texts: map[source.Span][]string{}}
	for p := range t.Processes {
		if !p.IsChild() && !plainly(p) {
			n.add(p.NameSpan, plain(p.Name))
		}
		n.settings(p)
		for i, c := range p.Checks {
			if !slices.ContainsFunc(p.Checks[i+1:], func(later *pill.Check) bool { return show(later.Name) == show(c.Name) }) {
				n.check(c) // no other one takes its place
			}
		}
	}
	return n.tips()
}

// plainly reports whether the name of a process is written where it is declared.
func plainly(p *pill.Process) bool {
	text := p.NameSpan.Text()
	name, ok := p.NameText()
	return !ok || text == ":"+name || inQuotes(p.NameSpan).Text() == name
}

// A notebook collects hints by their places.
type notebook struct {
	t     *text
	order []source.Span
	texts map[source.Span][]string
}

// add notes what holds at the end of a span; "" if there is nothing to say.
func (n *notebook) add(span source.Span, text string) {
	if span.File != n.t.Source {
		return
	}
	if n.texts[span] == nil {
		n.order = append(n.order, span)
	}
	if !slices.Contains(n.texts[span], text) {
		n.texts[span] = append(n.texts[span], text)
	}
}

// maxNames is how many names of one place are shown.
const maxNames = 3

func (n *notebook) tips() (tips []tip) {
	names := map[source.Span]bool{}
	for p := range n.t.Processes {
		names[p.NameSpan] = true
	}
	for _, span := range n.order {
		texts := n.texts[span]
		if more := len(texts) - maxNames; more > 0 && names[span] {
			texts = append(texts[:maxNames:maxNames], fmt.Sprintf("%d more", more))
		}
		if text := strings.Join(texts, ", "); text != "" && (len(texts) == 1 || names[span]) {
			tips = append(tips, tip{span, text})
		}
	}
	slices.SortStableFunc(tips, func(a, b tip) int { return a.span.End - b.span.End })
	return tips
}

// settings notes how the process is stopped where that is set, and numbers in
// units.
func (n *notebook) settings(p *pill.Process) {
	stop := p.Stop()
	means := map[pill.StopMeans]string{pill.ByStopSignals: "stop_signals", pill.ByStopCommand: "stop_command"}[stop.Means]
	for _, s := range p.Settings {
		switch {
		case s.Inherited || s.Replaced || len(s.Maybe) > 0:
		case s.Name == means && p.Last(means) == s:
			n.add(s.Span, stopText(stop))
		default:
			if a, ok := pill.FindAttribute(s.Name); ok {
				n.number(a, s.Value, s.ValueNode, s.ValueSpan)
			}
		}
	}
}

// number notes a number in its unit, if it is not written with one.
func (n *notebook) number(a *pill.Attribute, v eval.Value, node syntax.Node, span source.Span) {
	if node == nil || v == nil {
		return
	}
	if call, ok := node.(*syntax.Call); ok && call.Recv != nil {
		if _, ok := call.Recv.(*syntax.Int); ok && len(call.Args) == 0 {
			return // 300.megabytes
		}
	}
	n.add(span, inUnits(a.Kind, v))
}

func (n *notebook) check(c *pill.Check) {
	n.add(c.Span, inWords(c))
	k, ok := c.Kind()
	if !ok {
		return
	}
	for _, name := range k.OptionNames() {
		a, _ := k.Option(name)
		if pair, ok := c.OptionPair(name); ok && c.File == n.t.Syntax {
			n.number(a, c.Option(name).Any(), pair.Value, n.t.Syntax.Span(pair.Value))
		}
	}
}
