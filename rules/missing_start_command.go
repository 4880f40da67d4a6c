package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

var missingStartCommand = &Rule{
	Name:        "missing-start-command",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"empty-command", "command-not-a-string"},
	Title:       "a process has no start_command",
	Since:       "0.1",
	Text: "Every process needs a `start_command`. Without one, Bluepill prints `Config Error: You must specify a start_command`,\n" +
		"exits with status 6, and starts no process of the file.\n\n" +
		"In a block without a parameter, `start_command = \"…\"` sets a local variable and nothing else; write `start_command\n" +
		"\"…\"`, or give the block a parameter.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			f := p.failure(e, "%s has no start_command", processName(e.Decl))
			if e.Decl != nil {
				f.Lacks(e.Decl.NameSpan, "start_command")
				if a := localNamed(e.Decl.Block, "start_command"); a != nil && e.Decl.BlockFile != nil {
					f.Related(e.Decl.BlockFile.Span(a), "this sets a local variable").Fix(setStartCommand(e, a))
				}
			}
			f.Done(p)
		}
	},
}

// setStartCommand makes an attribute of a local variable that nothing reads. It
// is safe where the pill is refused without it.
func setStartCommand(e *pill.LoadError, a *syntax.Assign) diag.Fix {
	read := map[string]bool{}
	readLocals(e.Decl.Block.Body, read)
	if read[a.Target.Local.Name] || a.Target.Local.Depth > 0 {
		return diag.Fix{}
	}
	fix := setAttribute(e.Decl.Block, e.Decl.BlockFile, a, false)
	fix.Safe = len(e.Maybe) == 0
	return fix
}
