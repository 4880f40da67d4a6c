package rules

// This file finds, for code-without-effect, what a pill prepares and never
// uses: loops that make no turn, and lists that are filled for nobody.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// idleLoops reports loops that make no turn around processes.
func (p *Pass) idleLoops() {
	if p.Config.Idle == nil {
		return
	}
	for _, loop := range p.Config.Idle.Loops {
		if loop.File != p.Source || !p.declaresIn(loop) {
			continue
		}
		head, _, _ := strings.Cut(loop.Text(), "\n")
		head, _, _ = strings.Cut(head, " do")
		head, _, _ = strings.Cut(head, "{")
		span := loop.File.Span(loop.Start, loop.Start+len(strings.TrimRight(head, " ")))
		p.Finding(span, "this loop makes no turn, so no process in it is declared").Severity(diag.Info).Done(p)
	}
}

// declaresIn reports whether a process would be declared at a place.
func (p *Pass) declaresIn(loop source.Span) bool {
	for _, app := range p.Config.Idle.Apps {
		for _, proc := range app.Processes {
			if loop.Contains(proc.NameSpan) {
				return true
			}
		}
	}
	return false
}

// filling are the methods by which a list or hash gets something.
var filling = strings.Fields("<< push append []= store merge! update concat unshift prepend")

// A collection is a local variable that begins as an empty list or hash.
type collection struct {
	begins *syntax.Assign
	fills  int
	copies int // of fills, those that put in what is in ENV under the same name
	used   bool
}

// unusedCollections reports lists and hashes that are filled and never read.
func (p *Pass) unusedCollections() {
	if !p.calls(filling...) && !strings.Contains(p.Source.Text, "] =") || strings.Contains(p.Source.Text, "binding") {
		return // as nearly always: the tree need not be gone through
	}
	found := map[string]*collection{}
	var names []string
	statements := map[syntax.Node]bool{}
	markStatements(p.Syntax.Body, true, statements)
	fills := map[*syntax.Local]bool{}
	pairs := map[string]string{} // names that blocks give to a variable of ENV and its value
	fill := func(recv syntax.Node) {
		if local, ok := recv.(*syntax.Local); ok && found[local.Name] != nil {
			found[local.Name].fills++
			fills[local] = true
		}
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Def:
			// What a method comes to may be the list that it has filled.
			syntax.Walk(n.Body, func(n syntax.Node) bool {
				if local, ok := n.(*syntax.Local); ok && found[local.Name] != nil {
					found[local.Name].used = true
				}
				return true
			})
			return false
		case *syntax.Assign:
			if local := n.Target.Local; local != nil && isEmptyCollection(n.Value) && found[local.Name] == nil {
				found[local.Name] = &collection{begins: n}
				names = append(names, local.Name)
			}
			if n.Target.Call != nil && n.Target.Call.Name == "[]=" && statements[n] {
				fill(n.Target.Call.Recv)
				if local, ok := n.Target.Call.Recv.(*syntax.Local); ok && found[local.Name] != nil && p.copiesENV(n, pairs) {
					found[local.Name].copies++
				}
			}
		case *syntax.Call:
			if names := blockNames(n.Block); len(names) == 2 && isConst(n.Recv, "ENV") {
				pairs[names[0]] = names[1]
			}
			if slices.Contains(filling, n.Name) && statements[n] {
				fill(n.Recv)
			}
		case *syntax.Local:
			if c := found[n.Name]; c != nil && !fills[n] && n != c.begins.Target.Local {
				c.used = true
			}
		}
		return true
	})
	for _, name := range names {
		if c := found[name]; c.fills > 0 && !c.used {
			f := p.Finding(p.Syntax.Span(c.begins.Target), "nothing reads %s, so what is put into it has no effect", name)
			if c.fills == c.copies {
				f.Severity(diag.Info) // processes inherit it anyway
			}
			f.Done(p)
		}
	}
}

// copiesENV reports whether an assignment puts a variable of ENV under its own
// name into a hash: more[name] = ENV[name].
func (p *Pass) copiesENV(a *syntax.Assign, pairs map[string]string) bool {
	if value, ok := a.Value.(*syntax.Local); ok && len(a.Target.Call.Args) == 1 {
		key, ok := a.Target.Call.Args[0].(*syntax.Local)
		return ok && pairs[key.Name] == value.Name
	}
	value, ok := a.Value.(*syntax.Call)
	if !ok || !isConst(value.Recv, "ENV") || value.Name != "[]" && value.Name != "fetch" || len(value.Args) != 1 || len(a.Target.Call.Args) != 1 {
		return false
	}
	key, from := a.Target.Call.Args[0], value.Args[0]
	switch key.(type) {
	case *syntax.Local, *syntax.Str:
		return p.Syntax.Span(key).Text() == p.Syntax.Span(from).Text()
	}
	return false
}

// blockNames are the names of a block's parameters.
func blockNames(b *syntax.Block) []string {
	if b == nil {
		return nil
	}
	return paramNames(b.Params)
}

// markStatements collects the expressions whose values nothing uses: statements,
// but for the last one of code whose value counts.
func markStatements(n syntax.Node, unused bool, found map[syntax.Node]bool) {
	switch n := n.(type) {
	case nil:
	case *syntax.Seq:
		if n == nil {
			return
		}
		for i, statement := range n.List {
			markStatements(statement, unused || i < len(n.List)-1, found)
		}
	case *syntax.If:
		markStatements(n.Then, unused, found)
		markStatements(n.Else, unused, found)
	case *syntax.Call:
		found[n] = found[n] || unused
		if n.Block != nil {
			markStatements(n.Block.Body, slices.Contains(ignoringValue, n.Name), found)
		}
	case *syntax.Assign:
		found[n] = unused
		if call, ok := n.Value.(*syntax.Call); ok && call.Block != nil {
			markStatements(call.Block.Body, false, found)
		}
	}
}

// ignoringValue are methods that do not care what their block comes to.
var ignoringValue = slices.Concat(plainLoops, strings.Fields("foreach application process"))

// plainLoops run their block for each of several, and nothing more.
var plainLoops = strings.Fields("each times each_with_index each_index each_pair each_key each_value upto downto step")

func isEmptyCollection(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Array:
		return len(n.Elems) == 0
	case *syntax.Hash:
		return len(n.Pairs) == 0
	}
	return false
}
