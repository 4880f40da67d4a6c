package rules

import "github.com/pilllint/pilllint/parser/diag"

var missingStartCommand = &Rule{
	Name:        "missing-start-command",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "a process has no start_command",
	Since:       "0.1",
	Text: "Every process must be given a `start_command`. Without one Bluepill prints `Config Error: You must specify a\n" +
		"start_command` and ends with status 6, and no process of the file is started.\n\n" +
		"In a block without a parameter, `start_command = \"…\"` sets a local variable and nothing else; write\n" +
		"`start_command \"…\"`, or give the block a parameter.",
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
				if a := localNamed(e.Decl.Block, "start_command"); a != nil && e.Decl.BlockFile != nil {
					f.Related(e.Decl.BlockFile.Span(a), "this sets a local variable")
				}
			}
			f.Done(p)
		}
	},
}
