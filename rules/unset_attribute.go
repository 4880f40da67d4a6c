package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var unsetAttribute = &Rule{
	Name:        "unset-attribute",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"local-instead-of-attribute", "undefined-name"},
	Title:       "an attribute is read before it is set, or called with the wrong number of arguments",
	Since:       "0.1",
	Text: "You can read `process.x` only if `x` was set before, above in the block or on the application. Otherwise the load ends\n" +
		"with a NoMethodError and status 1. Defaults do not count: only `pid_file` can be read without being set. With one\n" +
		"argument, `process.x \"value\"` sets the attribute; with two, it is an error too.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --dir #{process.working_dir_path}"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			if p.severalArguments(e.Span) {
				p.failure(e, "a process has no method %q, and an attribute takes one value", e.Fault.Name).Done(p)
				continue
			}
			p.failure(e, "%q is read here but was not set before%s", e.Fault.Name, didYouMean(e.Fault.Name, pill.Names(pill.Attributes))).Done(p)
		}
	},
}

// severalArguments reports whether a name is that of a call with more than one
// argument, which neither sets nor reads an attribute.
func (p *Pass) severalArguments(name source.Span) (several bool) {
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Call); ok && name.File == p.Source && int(c.NamePos.Start) == name.Start {
			several = several || len(c.Args) > 1
		}
		return !several
	})
	return several
}
