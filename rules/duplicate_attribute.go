package rules

import (
	"slices"
	"strconv"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var duplicateAttribute = &Rule{
	Name:        "duplicate-attribute",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"duplicate-check", "app-attribute-after-process"},
	Title:       "an attribute is set twice in one block",
	Since:       "0.1",
	Text: "The second value silently replaces the first. So do Hashes: of two `environment`s, only the second counts. Of\n" +
		"a key that is written twice in one Hash, the last value counts: `:every => 10, :every => 20` is 20.\n\n" +
		"Where `start_grace_time` is set twice and `stop_grace_time` never is, the second was most likely to be that one.\n\n" +
		"The rule does not report a default that a method, a loop or a condition sets and the block overrides, nor a value that\n" +
		"is read in between.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { "RAILS_ENV" => "production" }
    process.environment = { "PORT" => "3000" }
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.environment = { "RAILS_ENV" => "production", "PORT" => "3000" }
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Trees {
			type place struct {
				list *syntax.Node // the first of the statements
				name string
			}
			last := map[place]*pill.Setting{}
			for _, s := range proc.Settings {
				list, at := statementIn(proc, s.Span)
				if s.Inherited || at < 0 {
					continue
				}
				here := place{&list[0], s.Name}
				if first := last[here]; first != nil && lost(proc, first, s) {
					reportDuplicateAttribute(p, proc, first, s)
				}
				last[here] = s
			}
		}
		if p.Syntax.Body != nil {
			syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
				if h, ok := n.(*syntax.Hash); ok {
					p.duplicateKeys(h)
				}
				return true
			})
		}
	},
}

// duplicateKeys reports the keys of a hash that are written twice, with another
// value. In a template, a tag between them may decide which of them is there.
func (p *Pass) duplicateKeys(h *syntax.Hash) {
	first := map[string]syntax.Pair{}
	for _, pair := range h.Pairs {
		if pair.Key == nil || pair.Value == nil {
			continue
		}
		key, shown := literalKey(pair.Key)
		if key == "" {
			continue
		}
		before, again := first[key]
		first[key] = pair
		if !again || p.Syntax.Span(before.Value).Text() == p.Syntax.Span(pair.Value).Text() {
			continue
		}
		from, to := p.Syntax.Span(before.Value), p.Syntax.Span(pair.Key)
		if p.Syntax.Template && codeTag.MatchString(p.Source.Text[from.End:to.Start]) {
			continue
		}
		p.Finding(to, "%s is given a second time in this hash, and the first value is lost", shown).
			Related(p.Syntax.Span(before.Key), "first given here").Done(p)
	}
}

// codeTag is a tag of a template that writes nothing by itself.
var codeTag = lazyregexp.New(`<%[^=#]|\{%`)

// literalKey tells keys apart that are written out, and how to show one; "" for
// others.
func literalKey(n syntax.Node) (key, shown string) {
	switch n := n.(type) {
	case *syntax.Str:
		return "s" + n.Value, strconv.Quote(n.Value)
	case *syntax.Sym:
		return "y" + n.Name, ":" + n.Name
	}
	return "", ""
}

// lost reports whether the value of a setting is certainly replaced by another
// one of the same block before anything reads it.
func lost(proc *pill.Process, first, second *pill.Setting) bool {
	if first.Form == pill.ByOther || second.Form == pill.ByOther || first.Span.Start >= second.Span.Start {
		return false
	}
	list, from := statementIn(proc, first.Span)
	to := indexIn(list, proc.BlockFile, second.Span)
	if from < 0 || to <= from {
		return false
	}
	between := slices.Clone(list[from+1 : to])
	if second.ValueNode != nil {
		between = append(between, second.ValueNode)
	}
	self := paramNames(proc.Block.Params)
	return !slices.ContainsFunc(between, func(n syntax.Node) bool { return mayRead(n, first.Name, self) })
}

// statementIn finds the statements among which a setting is one: those of the
// process's block, or of a branch of a condition in it.
func statementIn(proc *pill.Process, span source.Span) (list []syntax.Node, at int) {
	if proc.Block == nil || proc.BlockFile == nil || span.File != proc.BlockFile.Source {
		return nil, -1
	}
	list = proc.Block.Body.List
	for {
		if at = indexIn(list, proc.BlockFile, span); at >= 0 {
			return list, at
		}
		i := slices.IndexFunc(list, func(n syntax.Node) bool { return n != nil && proc.BlockFile.Span(n).Contains(span) })
		if i < 0 {
			return nil, -1
		}
		cond, ok := list[i].(*syntax.If)
		if !ok {
			return nil, -1
		}
		list = nil
		for _, branch := range []syntax.Node{cond.Then, cond.Else} {
			if branch == nil || !proc.BlockFile.Span(branch).Contains(span) {
				continue
			}
			list = []syntax.Node{branch}
			if seq, is := branch.(*syntax.Seq); is {
				list = seq.List
			}
		}
	}
}

// mayRead reports whether code may read an attribute: by its name, or by
// handing the process, which goes by the names of self, to something else.
func mayRead(n syntax.Node, name string, self []string) bool {
	found := false
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Jump, *syntax.Yield, *syntax.Super, *syntax.Self:
			found = true
		case *syntax.Sym:
			found = found || n.Name == name
		case *syntax.OpAssign:
			found = found || n.Target.Call != nil
		case *syntax.Call:
			found = found || len(n.Args) == 0 && n.Name == name || n.Name == "attributes" || handsOn(n, self)
		}
		return !found
	})
	return found
}

// handsOn reports whether a call gives the process away, or may know it by
// itself, being a method of the pill's own.
func handsOn(n *syntax.Call, self []string) bool {
	if n.Recv == nil && (n.Block != nil || n.VCall) {
		return true
	}
	return slices.ContainsFunc(n.Args, func(a syntax.Node) bool {
		l, ok := a.(*syntax.Local)
		return ok && slices.Contains(self, l.Name)
	})
}

func reportDuplicateAttribute(p *Pass, proc *pill.Process, first, second *pill.Setting) {
	same := eval.Same(first.Value, second.Value) || sameConstant(first.ValueNode, second.ValueNode)
	f := p.Finding(second.NameSpan, "%s is set a second time in this block, and the first value is lost", second.Name)
	if second.Name == "group" && !same {
		f = p.Finding(second.NameSpan, "a process is in one group only, so this takes it out of the group that is set before")
	}
	if same {
		f = p.Finding(second.NameSpan, "%s is set a second time in this block, to the same value", second.Name).Severity(diag.Info)
	}
	meant := missingGrace(proc, second.Name)
	if meant != "" {
		f = p.Finding(second.NameSpan, "%s is set a second time in this block; did you mean %s?", second.Name, meant)
	}
	f.Related(first.NameSpan, "first set here")
	list, at := statementIn(proc, first.Span)
	whole := proc.BlockFile.Span(list[at])
	if meant != "" {
		f.Fix(replaceFix("Set "+meant, second.NameSpan, meant))
	} else if edit := remove(first.Span); whole == first.Span && edit.Span != whole && !hasCalls(first.ValueNode) {
		f.Fix(diag.Fix{Title: "Remove the first, which has no effect", Safe: same, Edits: []source.Edit{edit}})
	}
	f.Done(p)
}

// missingGrace is the one of the grace times that a process does not set, if one of
// the others is set twice; "" if there is none.
func missingGrace(proc *pill.Process, twice string) string {
	if !slices.Contains(pill.GraceTimes, twice) {
		return ""
	}
	var unset []string
	for _, name := range pill.GraceTimes {
		if certainlyUnset(proc, name) {
			unset = append(unset, name)
		}
	}
	if len(unset) != 1 || unset[0] == "restart_grace_time" { // which many leave out, as it needs a restart_command
		return ""
	}
	return unset[0]
}

// sameConstant reports whether two values are the same constant, whatever it is.
func sameConstant(a, b syntax.Node) bool {
	first, ok := a.(*syntax.Const)
	second, also := b.(*syntax.Const)
	return ok && also && first.Scope == nil && second.Scope == nil && first.Name == second.Name
}

// hasCalls reports whether a value may do something by being worked out.
func hasCalls(n syntax.Node) bool {
	found := false
	syntax.Walk(n, func(n syntax.Node) bool {
		if literalNumber(n) {
			return false // it may have a unit, as in 10.seconds
		}
		_, call := n.(*syntax.Call)
		_, command := n.(*syntax.XStr)
		found = found || call || command
		return !found
	})
	return found
}
