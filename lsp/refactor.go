package lsp

// This file offers to say once what a pill says several times. Nothing is offered
// that would change what Bluepill makes of the pill: the changed text is
// evaluated, and both models are compared.

import (
	"encoding/json"
	"reflect"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// extractKind is the kind of the actions that say something once.
const extractKind = protocol.CodeActionKindRefactorExtract

// extractions returns what may be said once of what stands at a place. It takes
// an evaluation for each, so that nothing is offered before somebody asks.
func (v *View) extractions(s *Snapshot, p *protocol.CodeActionParams) (actions []protocol.CommandOrCodeAction) {
	t := v.exact(s.URI)
	if p.Context.TriggerKind == protocol.CodeActionTriggerKindAutomatic || t == nil || t.Source != t.now || t.Syntax.Template || t.Config.Error != nil {
		return nil
	}
	at := v.Span(s.Source, p.Range)
	for _, a := range t.Config.Apps {
		if a.BlockFile != t.Syntax || a.Block == nil || !covers(t.Source.Span(int(a.Block.Start), int(a.Block.End)), at.Start) {
			continue
		}
		x := &extractor{text: t, app: a, at: at}
		for _, e := range append(x.intoApplication(), x.intoHelper()...) {
			if t.sameModel(e.edits) {
				actions = append(actions, &protocol.CodeAction{Title: e.title, Kind: ptr(extractKind), Edit: v.edit(e.edits)})
			}
		}
	}
	return actions
}

// An extractor looks for what may be said once in an application.
type extractor struct {
	*text
	app *pill.Application
	at  source.Span // what is selected
}

type extraction struct {
	title string
	edits []source.Edit
}

// sameModel reports whether Bluepill makes the same of a pill after edits.
func (t *text) sameModel(edits []source.Edit) bool {
	text, err := source.Apply(t.Source, edits)
	if err != nil {
		return false
	}
	after := t.shot.ground.read(source.NewFile(t.Source.Path, text), nil, &loaded{})
	if !parses(after) || after.Config.Error != nil {
		return false
	}
	was, ok := modelOf(t.Config)
	is, same := modelOf(after.Config)
	return ok && same && reflect.DeepEqual(was, is)
}

// modelOf returns what a pill declares, but for the lines on which it does.
func modelOf(c *pill.Config) (model any, ok bool) {
	raw, err := json.Marshal(c)
	if err != nil || json.Unmarshal(raw, &model) != nil {
		return nil, false
	}
	dropLines(model)
	return model, true
}

// dropLines takes the lines out of the causes of what is not known.
func dropLines(model any) {
	switch m := model.(type) {
	case map[string]any:
		for _, e := range m {
			dropLines(e)
		}
		causes, _ := m["unknown"].([]any)
		for _, c := range causes {
			if c, ok := c.(map[string]any); ok {
				delete(c, "line")
			}
		}
	case []any:
		for _, e := range m {
			dropLines(e)
		}
	}
}

// A statement is one that has its lines for itself.
type statement struct {
	node   syntax.Node
	text   string
	lines  source.Span // with the end of the last
	indent string
}

// statements returns those of a block that have their lines for themselves.
func (t *text) statements(b *syntax.Block) (list []statement) {
	if b.Body == nil {
		return nil
	}
	for _, n := range b.Body.List {
		span := t.Syntax.Span(n)
		lines := t.wholeLines(span)
		before, after, _ := strings.Cut(lines.Text(), span.Text())
		if strings.TrimSpace(before)+strings.TrimSpace(after) == "" && extent(n) == n.Range() {
			list = append(list, statement{n, span.Text(), lines, before})
		}
	}
	return list
}

// wholeLines returns the lines that a span is on, with the end of the last.
func (t *text) wholeLines(s source.Span) source.Span {
	end := len(t.Source.Text)
	if last := t.Source.Line(s.End); last < t.Source.LineCount() {
		end = t.Source.LineSpan(last + 1).Start
	}
	return t.Source.Span(t.Source.LineSpan(s.Line()).Start, end)
}

// newline is how lines end where a span is.
func newline(lines source.Span) string {
	if strings.HasSuffix(lines.Text(), "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// paramOf returns the name of the one parameter of a block; "" if there is none
// that is named.
func paramOf(b *syntax.Block) string {
	if b == nil || b.Params == nil || len(b.Params.Required) != 1 || b.Params.Implied {
		return ""
	}
	return b.Params.Required[0].Name
}
