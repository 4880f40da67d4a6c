package rules

import "github.com/pilllint/pilllint/parser/diag"

var syntaxError = &Rule{
	Name:        "syntax-error",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "the file is not valid Ruby",
	Since:       "0.1",
	Text: "Ruby reads the whole file before any of it runs, so a syntax error anywhere means that nothing is loaded:\n" +
		"`bluepill load` prints Ruby's message and ends with status 1. If an older daemon is running, it goes on with the\n" +
		"pill that it was given.\n\n" +
		"The place that is reported is where something is missing, which may be before the line that Ruby names: for a `do`\n" +
		"without `end`, Ruby names the last line of the file. While the syntax is broken nothing else is reported, since what\n" +
		"belongs to what cannot be told.\n\n" +
		"A template, `*.erb`, whose tags do not stand where Ruby has whole statements or values is not checked, and an info\n" +
		"says so; it is an error if whatever is filled in leaves it invalid.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: checkSyntaxError,
}

func checkSyntaxError(p *Pass) {
	for _, at := range p.Syntax.Unread {
		p.Finding(p.Source.Span(int(at.Start), int(at.End)), "what this template writes here cannot be told, so nothing in this file is checked").
			Severity(diag.Info).Done(p)
	}
	for _, e := range p.Syntax.Errors {
		p.Report(p.Source.Span(int(e.Start), int(e.End)), "%s", e.Message)
	}
}
