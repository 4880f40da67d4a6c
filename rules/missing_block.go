package rules

import "github.com/pilllint/pilllint/parser/diag"

var missingBlock = &Rule{
	Name:        "missing-block",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"syntax-error"},
	Title:       "an application or process has no block",
	Since:       "0.1",
	Text: "`Bluepill.application` and `app.process` take a block with their contents. Without one, Bluepill exits with `undefined\n" +
		"method 'arity' for nil` and status 1. Often the `do` is missing, or is on a line of its own.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1")
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			p.failure(e, "this declares something, but has no block").Done(p)
		}
	},
}
