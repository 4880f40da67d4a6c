package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var localInsteadOfAttribute = &Rule{
	Name:        "local-instead-of-attribute",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "an assignment sets a local variable, not the attribute",
	Mark:        Unused,
	Since:       "0.1",
	Text: "`stdout = \"…\"` with nothing before it sets a local variable, as everywhere in Ruby. That includes a block without a\n" +
		"parameter, where `stdout \"…\"` sets the attribute. The attribute silently keeps its value. In `process.uid = gid =\n" +
		"\"shop\"` the second is a local variable too, and so is `process_group`, where `process.group` was meant.\n\n" +
		"A variable that is read later is reported only in a block without a parameter that never sets the attribute, and as an\n" +
		"info.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do
    start_command "bin/shop"
    daemonize true
    stdout "/srv/shop/log/shop.log"
    stderr "/srv/shop/log/shop.log"
    working_dir = "/srv/shop"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do
    start_command "bin/shop"
    daemonize true
    stdout "/srv/shop/log/shop.log"
    stderr "/srv/shop/log/shop.log"
    working_dir "/srv/shop"
  end
end
`,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			p.joinedNames(app.Block, app.BlockFile, app.Processes)
			p.unreadLocals(app.Block, app.BlockFile, true, app.Processes, func(name string) bool { return setsInApp(app, name) })
		}
		for proc := range p.Trees {
			self := []*pill.Process{proc}
			p.joinedNames(proc.Block, proc.BlockFile, self)
			p.unreadLocals(proc.Block, proc.BlockFile, false, self, func(name string) bool { return proc.Last(name) != nil || len(proc.Open) > 0 })
		}
	},
}

// setsInApp reports whether an attribute is set for an application or for one
// of its processes.
func setsInApp(app *pill.Application, name string) bool {
	named := func(s *pill.Setting) bool { return s.Name == name }
	return len(app.Open) > 0 || slices.ContainsFunc(app.Settings, named) ||
		slices.ContainsFunc(app.Processes, func(proc *pill.Process) bool { return slices.ContainsFunc(proc.Settings, named) })
}

// unreadLocals reports the variables of a block that are named like attributes
// and never read, as meant for some processes. In a block without a parameter, where a name alone is how an
// attribute is set, one may be read and still be meant for the attribute.
func (p *Pass) unreadLocals(block *syntax.Block, file *syntax.File, app bool, procs []*pill.Process, sets func(string) bool) {
	if block == nil || file == nil {
		return
	}
	if !slices.ContainsFunc(block.Locals, isAttribute) {
		return // as nearly always: what is read need not be looked for
	}
	read := map[string]bool{}
	readLocals(block.Body, read)
	for _, name := range paramNames(block.Params) {
		read[name] = true
	}
	assignedLocals(block.Body, func(a *syntax.Assign) {
		l := a.Target.Local
		attr, ok := pill.FindAttribute(l.Name)
		used := read[l.Name]
		if !ok || app && !attr.App || l.Depth > 0 || used && (block.Params != nil || sets(l.Name)) {
			return
		}
		what := "the process's"
		if app {
			what = "the application's"
		}
		if used {
			p.Finding(file.Span(a.Target), "this sets a local variable, not %s %s", what, l.Name).Severity(diag.Info).MeantFor(procs, l.Name).Done(p)
			return
		}
		f := p.Finding(file.Span(a.Target), "this sets a local variable that nothing reads, not %s %s", what, l.Name).MeantFor(procs, l.Name)
		if p.localTakes(l.Name, block, a.Value, procs) {
			f.Fix(setAttribute(block, file, a, app))
		}
		f.Done(p)
	})
}

func isAttribute(name string) bool {
	_, ok := pill.FindAttribute(name)
	return ok
}

// paramNames lists the names of simple parameters.
func paramNames(ps *syntax.Params) []string {
	if ps == nil {
		return nil
	}
	var names []string
	for _, list := range [][]syntax.Param{ps.Required, ps.Optional, ps.Post, ps.Keywords} {
		for _, p := range list {
			names = append(names, p.Name)
		}
	}
	return names
}

// assignedLocals calls found with the assignments to local variables of the
// scope that a node belongs to.
func assignedLocals(n syntax.Node, found func(*syntax.Assign)) {
	syntax.Walk(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			if n.Target.Local != nil {
				found(n)
			}
		case *syntax.Block, *syntax.Lambda, *syntax.Def, *syntax.Class, *syntax.Module, *syntax.SClass:
			return false
		}
		return true
	})
}

// readLocals notes the names of all variables that are read under a node, in
// whatever scope.
func readLocals(n syntax.Node, read map[string]bool) {
	switch n := n.(type) {
	case *syntax.Local:
		read[n.Name] = true
		return
	case *syntax.Assign:
		if n.Target.Local != nil {
			readLocals(n.Value, read)
			return
		}
	case *syntax.Call:
		if n.Name == "binding" || n.Name == "eval" {
			for _, a := range pill.Attributes {
				read[a.Name] = true
			}
		}
	}
	syntax.Walk(n, func(c syntax.Node) bool {
		if c == n {
			return true
		}
		readLocals(c, read)
		return false
	})
}

// setAttribute writes an assignment as one to the attribute.
func setAttribute(block *syntax.Block, file *syntax.File, a *syntax.Assign, app bool) diag.Fix {
	name := a.Target.Local.Name
	target, value := file.Span(a.Target), file.Span(a.Value)
	head := "self."
	if ps := block.Params; ps != nil {
		if len(ps.Required) == 0 || ps.Required[0].Name == "" {
			return diag.Fix{}
		}
		head = ps.Required[0].Name + "."
	}
	edit := source.Edit{Span: file.Source.Span(target.Start, target.Start), New: head}
	if head == "self." && !app && statement(block, file, file.Span(a)) >= 0 && callable(value.Text()) && !partOfChain(block, a) {
		edit = source.Edit{Span: file.Source.Span(target.Start, value.Start), New: name + " "}
	}
	return diag.Fix{Title: "Set the attribute " + name, Edits: []source.Edit{edit}}
}

// callable reports whether a value can stand after a method's name without
// being taken for something else.
func callable(value string) bool {
	return value != "" && (strings.ContainsAny(value[:1], `"'0123456789:`) || value == "true" || value == "false")
}

// partOfChain reports whether an assignment is part of a = b = c.
func partOfChain(block *syntax.Block, a *syntax.Assign) bool {
	if _, ok := a.Value.(*syntax.Assign); ok {
		return true
	}
	for _, n := range block.Body.List {
		if n == syntax.Node(a) {
			return false
		}
	}
	return true
}
