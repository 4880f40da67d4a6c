package rules

import "github.com/pilllint/pilllint/parser/diag"

var missingBlock = &Rule{
	Name:        "missing-block",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"syntax-error"},
	Title:       "an application or process has no block",
	Since:       "0.1",
	Text: "`Bluepill.application` and `app.process` take a block that says what they consist of. Without one Bluepill ends\n" +
		"with `undefined method 'arity' for nil` and status 1. Often the `do` is missing, or stands on a line of its own.",
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
