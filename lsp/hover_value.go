package lsp

// This file tells what an expression comes to: the pill is evaluated once more,
// and looked at while it is.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

// valueTip tells the value of what stands at an offset.
func (t *text) valueTip(path []syntax.Node, offset int) (tip, bool) {
	if m, ok := mentionAt(mentions(t.Syntax), offset); ok && m.kind != processName && m.kind != helperName && m.kind != callName {
		nodes := []syntax.Node{m.node}
		if m.node == nil { // a parameter: what its uses come to
			nodes = nil
			for _, other := range same(mentions(t.Syntax), m.word) {
				if other.node != nil && !other.writes {
					nodes = append(nodes, other.node)
				}
			}
		}
		if text, ok := t.valueText(nodes, m.text+" = "); ok {
			return tip{m.span, text}, true
		}
	}
	n := expressionAt(path, offset)
	if n == nil {
		return tip{}, false
	}
	text, ok := t.valueText([]syntax.Node{n}, "")
	span := t.Syntax.Span(n)
	if call, is := n.(*syntax.Call); is && call.Block != nil {
		span = t.Source.Span(int(call.NamePos.Start), int(call.NamePos.End))
	}
	return tip{span, text}, ok
}

// expressionAt returns the expression whose value is of interest at an offset:
// all of a text that is put together, of a duration or of a list.
func expressionAt(path []syntax.Node, offset int) syntax.Node {
	for i := len(path) - 1; i >= 0; i-- {
		switch n := path[i].(type) {
		case *syntax.Str, *syntax.Int, *syntax.Float, *syntax.Sym:
			if i == 0 {
				return nil
			}
			switch p := path[i-1].(type) {
			case *syntax.DStr, *syntax.XStr, *syntax.DSym, *syntax.Array, *syntax.Range:
				continue
			case *syntax.Call:
				if p.Recv == n || asksEnvironment(p) {
					continue
				}
			}
			return nil
		case *syntax.Seq, *syntax.Const:
			continue // what is put into a text, or asked for something
		case *syntax.DStr, *syntax.DSym, *syntax.Array, *syntax.Hash, *syntax.Range, *syntax.Magic:
			return n
		case *syntax.Call:
			if holds(n.NamePos, offset) || asksEnvironment(n) || n.Recv != nil && literal(n.Recv) && holds(n.Recv.Range(), offset) {
				return n
			}
			return nil
		default:
			return nil
		}
	}
	return nil
}

// asksEnvironment reports whether a call is ENV["X"] or the like.
func asksEnvironment(c *syntax.Call) bool {
	env, ok := c.Recv.(*syntax.Const)
	return ok && env.Name == "ENV"
}

// valueText says which values nodes come to while the pill is loaded.
func (t *text) valueText(nodes []syntax.Node, lead string) (string, bool) {
	var lines []string
	var notes string
	t.watch(func(n syntax.Node, v eval.Value) {
		if !slices.Contains(nodes, n) || len(lines) > 10*maxLines {
			return
		}
		if o, ok := v.(*eval.Object); ok && o.Host != nil {
			return // Bluepill's own: a process or an application
		}
		value := show(v)
		if value == gap && deep(v) == nil {
			return // such as ENV, which can only be asked
		}
		line := lead + value
		kind := unitOf(n, v)
		if units := inUnits(kind, v); units != "" {
			line += " # " + units
		} else if kind == pill.Seconds {
			line += " # seconds"
		}
		if !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
		if u := deep(v); u != nil && notes == "" {
			notes = "\n\nUnknown: " + why(u) + "."
		}
	})
	if len(lines) == 0 {
		return "", false
	}
	return code(merged(lines)) + notes, true
}

// watch evaluates the pill and tells of each value of its expressions.
func (t *text) watch(see func(syntax.Node, eval.Value)) {
	env := t.shot.ground.environment(t.Source, &t.shot.loaded)
	env.Seen = func(f *syntax.File, n syntax.Node, v eval.Value) {
		if f == t.Syntax {
			see(n, v)
		}
	}
	pill.Build(t.Syntax, env)
}

// byteUnits are ActiveSupport's names of sizes.
var byteUnits = []string{
	"byte", "bytes", "kilobyte", "kilobytes", "megabyte", "megabytes", "gigabyte", "gigabytes", "terabyte", "terabytes",
}

// unitOf tells what a number counts, by how it is written.
func unitOf(n syntax.Node, v eval.Value) pill.Kind {
	if _, ok := v.(*eval.Duration); ok {
		return pill.Seconds
	}
	if call, ok := n.(*syntax.Call); ok && slices.Contains(byteUnits, call.Name) {
		return pill.Bytes
	}
	return 0
}
