package rules

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/syntax"
)

var lostInstanceVariable = &Rule{
	Name:        "lost-instance-variable",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"local-instead-of-attribute"},
	Title:       "an instance variable is nil in the block of an application or process",
	Since:       "0.1",
	Text: "Bluepill runs the block of each application, process and child with another `self`, and instance variables belong to\n" +
		"`self`. A variable such as `@root` that is set at the top of the pill, or in the surrounding block, is `nil` inside:\n" +
		"`\"#{@root}/log/shop.log\"` silently becomes `/log/shop.log`.\n\n" +
		"Use a local variable or a constant; the blocks see both. In a template, a variable that is filled in elsewhere by\n" +
		"`<%= @root %>` is `nil` outside of such tags.",
	Bad: `@root = "/srv/shop"
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "#{@root}/srv/log/shop.log"
  end
end
`,
	Good: `root = "/srv/shop"
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "#{root}/srv/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		if !strings.Contains(p.Source.Text, "@") {
			return
		}
		all := ivarsIn(p.Syntax.Body, nil, true)
		if len(all.sets) == 0 && len(p.Syntax.Tags) == 0 || all.dynamic {
			return
		}
		blocks := p.proxyBlocks()
		for block, own := range blocks {
			found := ivarsIn(block.Body, blocks, false)
			for _, read := range found.reads {
				if found.sets[read.Name] != nil || slices.Contains(own, read.Name) {
					continue
				}
				if set := all.sets[read.Name]; set != nil {
					p.Finding(p.Syntax.Span(read), "%s is nil in this block, which has a different self from where it is set", read.Name).
						Related(p.Syntax.Span(set), "set here").Done(p)
				} else if p.inTag(read.Name) {
					p.Report(p.Syntax.Span(read), "%s is nil here, as nothing is filled in for it outside of \"<%%= … %%>\"", read.Name)
				}
			}
		}
	},
}

// inTag reports whether a tag of a template has an instance variable, as those
// have who fill it in.
func (p *Pass) inTag(name string) bool {
	return slices.ContainsFunc(p.Syntax.Tags, func(at syntax.Pos) bool {
		_, rest, found := strings.Cut(p.Source.Text[at.Start:at.End], name)
		return found && !strings.HasPrefix(rest, "_") && !strings.ContainsFunc(rest[:min(1, len(rest))], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	})
}

// proxyBlocks are the blocks of the pill that run with a self of their own, and
// the instance variables that it has by itself.
func (p *Pass) proxyBlocks() map[*syntax.Block][]string {
	blocks := map[*syntax.Block][]string{}
	add := func(b *syntax.Block, file *syntax.File, own ...string) {
		if b != nil && file == p.Syntax {
			blocks[b] = own
		}
	}
	for _, app := range p.Config.Apps {
		add(app.Block, app.BlockFile, "@app", "@working_dir", "@uid", "@gid", "@environment", "@auto_start")
	}
	for proc := range p.Trees {
		add(proc.Block, proc.BlockFile, "@name", "@attributes", "@watches")
	}
	return blocks
}

// ivars are the instance variables that code reads and sets.
type ivars struct {
	reads   []*syntax.IVar
	sets    map[string]*syntax.Target // the first place of each
	dynamic bool                      // some may be set by a name that is worked out
}

// ivarsIn collects the instance variables of one self, leaving out blocks that
// have another; deep looks everywhere.
func ivarsIn(n syntax.Node, others map[*syntax.Block][]string, deep bool) ivars {
	found := ivars{sets: map[string]*syntax.Target{}}
	set := func(t *syntax.Target) {
		for _, t := range append([]*syntax.Target{t}, t.Multi...) {
			if t.IVar != nil && found.sets[t.IVar.Name] == nil {
				found.sets[t.IVar.Name] = t
			}
		}
	}
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.IVar:
			found.reads = append(found.reads, n)
		case *syntax.Assign:
			set(n.Target)
		case *syntax.OpAssign:
			set(n.Target)
		case *syntax.Defined:
			return false
		case *syntax.Call:
			found.dynamic = found.dynamic || n.Name == "instance_variable_set"
			return deep || !changesSelf(n)
		case *syntax.Block:
			_, other := others[n]
			return deep || !other
		case *syntax.Def, *syntax.Class, *syntax.SClass, *syntax.Module:
			return deep
		}
		return true
	})
	return found
}

// changesSelf reports whether a call runs its block with a self of its own.
func changesSelf(n *syntax.Call) bool {
	return n.Block != nil && slices.Contains([]string{
		"instance_eval", "instance_exec", "class_eval", "module_eval", "class_exec", "module_exec",
		"define_method", "define_singleton_method", "new", "application", "process", "monitor_children",
	}, n.Name)
}
