package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/syntax"
)

var unexportedVariable = &Rule{
	Name:        "unexported-variable",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"code-without-effect"},
	Title:       "ENV is asked for a variable that shells keep to themselves",
	Since:       "0.1",
	Text: "Shells have variables such as `UID`, `EUID`, `PPID` and `RANDOM` and do not export them, so no program that they run\n" +
		"sees them: `ENV[\"UID\"]` is `nil`, and `ENV.fetch(\"UID\")` raises `KeyError`. `ENV[\"UID\"].to_i` is 0, which is root, and a\n" +
		"process whose `uid` is `nil` runs as whoever runs Bluepill, which is root most of the time.\n\n" +
		"The same goes for `ENV[\"Rails.env\"]`: no shell can set a variable with a dot in its name, and the one that is meant is\n" +
		"`RAILS_ENV`.\n\n" +
		"Ask Ruby: `Process.uid`, `Process.euid`, `Process.ppid`, `rand`. If something exports the variable for the pill, tell\n" +
		"pilllint so by `environment` in `.pilllint.yml`.",
	Bad: `USER_ID = ENV["UID"].to_i
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.#{USER_ID}.log"
  end
end
`,
	Good: `USER_ID = Process.uid
Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.#{USER_ID}.log"
  end
end
`,
	Check: func(p *Pass) {
		if !strings.Contains(p.Source.Text, "ENV") {
			return
		}
		reads := p.readsOfENV()
		for _, r := range reads {
			if p.dottedInENV(r) {
				continue
			}
			instead, ok := unexported[r.name]
			if !ok || slices.ContainsFunc(reads, func(o envRead) bool { return o.name == r.name && o.handled }) {
				continue // the pill reckons with its absence
			}
			if p.Configuration != nil && p.Configuration.Environment[r.name] != nil {
				continue
			}
			becomes := "is nil"
			switch {
			case r.call.Name == "fetch":
				becomes = "raises KeyError"
			case r.number && strings.HasSuffix(r.name, "UID"):
				becomes = "is 0, which is root"
			case r.number:
				becomes = "is 0"
			}
			f := p.Finding(p.Syntax.Span(r.call), "shells do not export %s; unless something else does, this %s", r.name, becomes)
			if instead != "" && r.call.Name == "[]" && r.number {
				f.Fix(replaceFix("Ask Ruby", p.Syntax.Span(r.call), instead))
			}
			f.Done(p)
		}
	},
}

// dottedInENV reports a variable by the name of the method that gives it in Ruby.
// What the pill itself sets so can be read so.
func (p *Pass) dottedInENV(r envRead) bool {
	meant := shouted(r.name)
	if !strings.Contains(r.name, ".") || !slices.Contains(wellKnownVariables, meant) || r.call.Name != "[]" && r.call.Name != "fetch" {
		return false
	}
	if p.Configuration != nil && p.Configuration.Environment[r.name] != nil || p.setsInENV(r.name) {
		return false
	}
	p.Finding(p.Syntax.Span(r.call), "no shell can set a variable %q; did you mean %s?", r.name, meant).Done(p)
	return true
}

// setsInENV reports whether the pill gives a variable a value.
func (p *Pass) setsInENV(name string) (sets bool) {
	is := func(t *syntax.Target) {
		if t != nil && t.Call != nil {
			named, ok := nameInENV(t.Call)
			sets = sets || ok && named == name
		}
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Assign:
			is(n.Target)
		case *syntax.OpAssign:
			is(n.Target)
		}
		return true
	})
	return sets
}

// unexported are those that bash and others set and do not export, and how to
// ask Ruby for the same, "" if there is no such way. HOSTNAME is not among them,
// as containers and the profiles of some systems export it.
var unexported = map[string]string{
	"UID": "Process.uid", "EUID": "Process.euid", "PPID": "Process.ppid", "BASHPID": "Process.pid",
	"RANDOM": "", "SECONDS": "", "LINENO": "",
}

// An envRead is a place that reads a variable of the environment by its name.
type envRead struct {
	name    string
	call    *syntax.Call
	number  bool // to_i is called on it
	handled bool // the pill sees to it that it may not be set, or sets it itself
}

// readsOfENV lists where the pill reads variables, and where it asks for them or
// sets them.
func (p *Pass) readsOfENV() (reads []envRead) {
	handled, numbers := map[syntax.Node]bool{}, map[syntax.Node]bool{}
	handle := func(n syntax.Node) {
		if n != nil {
			syntax.Walk(n, func(n syntax.Node) bool { handled[n] = true; return true })
		}
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.If:
			handle(n.Cond)
		case *syntax.Or:
			handle(n.Left)
		case *syntax.And:
			handle(n.Left)
		case *syntax.Call:
			if n.Name == "to_i" && n.Recv != nil {
				numbers[n.Recv] = true
			}
			if n.Safe || n.Name == "nil?" || n.Name == "blank?" || n.Name == "present?" || n.Name == "presence" {
				handle(n.Recv)
			}
			name, ok := nameInENV(n)
			if !ok {
				return true
			}
			other := n.Block != nil || n.Name != "[]" && n.Name != "fetch" || len(n.Args) != 1
			reads = append(reads, envRead{name, n, numbers[n], other || handled[n]})
		}
		return true
	})
	return reads
}

// nameInENV is the variable that a call of a method of ENV is about, if its first
// argument says so.
func nameInENV(call *syntax.Call) (name string, ok bool) {
	if !isConst(call.Recv, "ENV") || len(call.Args) == 0 {
		return "", false
	}
	s, ok := call.Args[0].(*syntax.Str)
	if !ok {
		return "", false
	}
	return s.Value, true
}
