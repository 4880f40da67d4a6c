package rules

// This file finds, for attribute-type, environments that are filled from the
// lines of a file, where a blank line makes a variable without a name.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/syntax"
)

// lineFilters are what a pill calls that takes some lines or variables out.
var lineFilters = strings.Fields("reject reject! select select! filter filter! filter_map delete delete_if keep_if compact compact! grep grep_v slice except scan")

// environmentLines judges loops over the lines of a file that put each into the
// environment. It plays a turn for a blank line.
func (p *Pass) environmentLines() {
	if p.Syntax.Body == nil || !p.calls("split", "partition") || !p.calls("environment", "environment=") || p.calls(lineFilters...) {
		return // as nearly always
	}
	opened := map[string]bool{} // variables that stand for an open file
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		if !ok || call.Block == nil {
			return true
		}
		if names := blockNames(call.Block); call.Name == "open" && isConst(call.Recv, "File") && len(names) == 1 {
			opened[names[0]] = true
			return true
		}
		if line, ok := firstLine(call, opened); ok {
			p.blankLine(call, line)
		}
		return true
	})
}

// firstLine is what a loop over the lines of a file gives its block for a blank
// one.
func firstLine(loop *syntax.Call, opened map[string]bool) (line string, ok bool) {
	if loop.Name == "foreach" && isFile(loop.Recv) {
		return "\n", true
	}
	if !slices.Contains(lineLoops, loop.Name) {
		return "", false
	}
	line = "\n"
	for n := loop.Recv; ; {
		switch recv := n.(type) {
		case *syntax.Local:
			return line, opened[recv.Name]
		case *syntax.Call:
			switch {
			case isFile(recv.Recv):
				return line, slices.Contains(fileReaders, recv.Name) && recv.Block == nil
			case recv.Name == "split" && len(recv.Args) == 1 && isLineBreak(recv.Args[0]), recv.Name == "map" && trimsEach(recv):
				line = ""
			case recv.Name != "lines" && recv.Name != "each_line" && recv.Name != "readlines" && recv.Name != "read":
				return "", false
			}
			n = recv.Recv
		default:
			return "", false
		}
	}
}

var (
	// lineLoops run their block for each line of what they are called on.
	lineLoops = strings.Fields("each each_line inject reduce each_with_object")
	// fileReaders are the methods of File by which a pill has the lines of one.
	fileReaders = strings.Fields("read readlines open new foreach")
)

func isFile(n syntax.Node) bool { return isConst(n, "File") || isConst(n, "IO") }

func isLineBreak(n syntax.Node) bool {
	text, ok := n.(*syntax.Str)
	return ok && text.Value == "\n"
}

// trimsEach reports whether a call is map(&:strip) or the like.
func trimsEach(call *syntax.Call) bool {
	name, ok := call.Pass.(*syntax.Sym)
	return ok && (name.Name == "strip" || name.Name == "chomp" || name.Name == "rstrip")
}

// A blankTurn is a turn of a loop for a blank line: what its variables have, as far
// as that is known.
type blankTurn map[string]eval.Value

// blankLine reports the variable without a name that a loop makes of a blank line.
func (p *Pass) blankLine(loop *syntax.Call, line string) {
	names := blockNames(loop.Block)
	at := 0
	if loop.Name == "inject" || loop.Name == "reduce" {
		at = 1
	}
	if len(names) != len(loop.Args)+1 && loop.Name != "foreach" || at >= len(names) {
		return
	}
	gathered := ""
	if len(names) == 2 {
		gathered = names[1-at]
	}
	turn := blankTurn{names[at]: &eval.Str{S: line}}
	for _, statement := range loop.Block.Body.List {
		a, ok := statement.(*syntax.Assign)
		switch {
		case !ok:
			if _, result := statement.(*syntax.Local); !result && !turn.trims(statement) {
				return // it may leave the turn
			}
		case a.Target.Call == nil:
			turn.assign(a.Target, turn.value(a.Value))
		case a.Target.Call.Name != "[]=" || len(a.Target.Call.Args) != 1:
			return
		case turn.isNameless(a.Target.Call.Args[0]):
			if p.becomesEnvironment(a.Target.Call.Recv, loop, gathered) {
				key := p.Syntax.Span(a.Target.Call.Args[0])
				p.Finding(key, "a blank line in the file makes a variable without a name: the process can never start").Severity(diag.Info).Done(p)
			}
			return
		}
	}
}

// trims plays line.strip! and the like; ok is false for other statements.
func (t blankTurn) trims(n syntax.Node) (ok bool) {
	call, ok := n.(*syntax.Call)
	if !ok || call.Name != "strip!" && call.Name != "chomp!" {
		return false
	}
	local, ok := call.Recv.(*syntax.Local)
	if !ok {
		return false
	}
	if text, known := t[local.Name].(*eval.Str); known {
		t[local.Name] = &eval.Str{S: strings.TrimSpace(text.S)}
	}
	return true
}

// isNameless reports whether the name of a variable is empty, or nil.
func (t blankTurn) isNameless(key syntax.Node) bool {
	v := t.value(key)
	text, ok := v.(*eval.Str)
	return v != nil && eval.IsNil(v) || ok && text.S == ""
}

// assign gives variables their values; nil is one that is not known.
func (t blankTurn) assign(target *syntax.Target, v eval.Value) {
	if target.Local != nil {
		t[target.Local.Name] = v
	}
	list, known := v.(*eval.Array)
	for i, one := range target.Multi {
		var elem eval.Value
		if known {
			elem = elementOf(list, i)
		}
		t.assign(one, elem)
	}
}

func elementOf(list *eval.Array, i int) eval.Value {
	if i < 0 || i >= len(list.Elems) {
		return eval.Nil{}
	}
	return list.Elems[i]
}

// value is what an expression comes to; nil if that is not known.
func (t blankTurn) value(n syntax.Node) eval.Value {
	switch n := n.(type) {
	case *syntax.Local:
		return t[n.Name]
	case *syntax.Call:
		if n.Recv == nil || n.Block != nil {
			return nil
		}
		switch recv := t.value(n.Recv).(type) {
		case *eval.Str:
			return textOfLine(recv.S, n)
		case *eval.Array:
			return partOfLine(recv, n)
		case eval.Nil:
			if n.Name == "to_s" {
				return &eval.Str{}
			}
		}
	}
	return nil
}

// textOfLine calls a method on a part of the line.
func textOfLine(text string, call *syntax.Call) eval.Value {
	switch call.Name {
	case "chomp", "strip", "rstrip", "lstrip":
		if len(call.Args) == 0 {
			return &eval.Str{S: strings.TrimSpace(text)}
		}
	case "to_s", "dup":
		return &eval.Str{S: text}
	case "split":
		if sep, ok := separatorOf(call); ok && strings.TrimSpace(sep) != "" {
			if text == "" {
				return &eval.Array{}
			}
			return &eval.Array{Elems: []eval.Value{&eval.Str{S: text}}}
		}
	case "partition":
		if sep, ok := separatorOf(call); ok && strings.TrimSpace(sep) != "" {
			return &eval.Array{Elems: []eval.Value{&eval.Str{S: text}, &eval.Str{}, &eval.Str{}}}
		}
	}
	return nil
}

// separatorOf is the text that a call splits at.
func separatorOf(call *syntax.Call) (string, bool) {
	if len(call.Args) == 0 {
		return "", false
	}
	text, ok := call.Args[0].(*syntax.Str)
	if !ok {
		return "", false
	}
	return text.Value, true
}

// partOfLine takes a part of a line that was split.
func partOfLine(list *eval.Array, call *syntax.Call) eval.Value {
	switch {
	case call.Name == "first" && len(call.Args) == 0:
		return elementOf(list, 0)
	case call.Name == "[]" && len(call.Args) == 1:
		if i, ok := call.Args[0].(*syntax.Int); ok && i.Value >= 0 {
			return elementOf(list, int(min(i.Value, 1<<20)))
		}
	}
	return nil
}

// becomesEnvironment reports whether what a loop fills is the environment of a
// process: it is called so, or is given to it. The gathered variable is the result
// of the loop.
func (p *Pass) becomesEnvironment(filled syntax.Node, loop *syntax.Call, gathered string) bool {
	if call, ok := filled.(*syntax.Call); ok {
		return call.Name == "environment" && len(call.Args) == 0
	}
	local, ok := filled.(*syntax.Local)
	if !ok {
		return false
	}
	name, given := local.Name, false
	source := func(n syntax.Node) bool {
		if l, ok := n.(*syntax.Local); ok {
			return name != gathered && l.Name == name
		}
		return n == syntax.Node(loop) && name == gathered
	}
	if name == gathered {
		syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
			if a, ok := n.(*syntax.Assign); ok && a.Target.Local != nil && a.Value == syntax.Node(loop) {
				name, gathered = a.Target.Local.Name, ""
			}
			return true
		})
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			given = given || n.Target.Call != nil && n.Target.Call.Name == "environment=" && source(n.Value)
		case *syntax.Call:
			given = given || n.Name == "environment" && len(n.Args) == 1 && source(n.Args[0])
		}
		return true
	})
	return given
}
