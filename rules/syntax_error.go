package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

var syntaxError = &Rule{
	Name:        "syntax-error",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Title:       "the file is not valid Ruby",
	Since:       "0.1",
	Text: "Ruby reads the whole file before any of it runs, so a syntax error anywhere means that nothing is loaded: `bluepill\n" +
		"load` prints Ruby's message and ends with status 1. If an older daemon is running, it goes on with the pill that it\n" +
		"has loaded.\n\n" +
		"The finding points to where something is missing, which may be before the line that Ruby names: for a `do` without\n" +
		"`end`, Ruby names the last line of the file.\n\n" +
		"pilllint reads on where it is clear what the first error reaches: a line that Ruby refuses whatever stands around it, or\n" +
		"a missing word that the indentation shows. It reports further syntax errors, and what else it finds, as warnings at most:\n" +
		"Bluepill only meets that once the file is valid. It leaves out what the broken lines could change, and offers no fixes for\n" +
		"the rest. In an editor it waits until the syntax is right. Where a merge left a conflict, `<<<<<<<`, it reads each of the\n" +
		"two sides, and reports what it finds outside of the conflict with both.\n\n" +
		"pilllint does not check a template, `*.erb` or `*.j2`, whose tags are not in the place of whole Ruby statements or values;\n" +
		"an info says so. It is an error if the template is invalid whatever its tags write, or if the Ruby in a tag is invalid.\n" +
		"So it is if a tag that writes a value ends in a comment, `<%= port # the proxy's %>` or `<%=# port %>`, even in a line\n" +
		"that is a comment in Ruby: the comment swallows the bracket that ERB puts after the value. Write `<%# port %>`. A loop has no `=`: where\n" +
		"`<%= @ports.each do |port| %>` stands, ERB cannot compile the template.",
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
		p.Finding(p.Source.Span(int(at.Start), int(at.End)), "pilllint cannot tell what this template writes here, so it does not check this file").
			Severity(diag.Info).Done(p)
	}
	errors := slices.Concat(p.Syntax.Errors, p.Syntax.Own)
	if p.Onward != nil {
		errors = append(errors, p.Onward.Errors...)
	}
	for _, e := range errors {
		found := p.Finding(p.Source.Span(int(e.Start), int(e.End)), "%s", e.Message)
		if i := e.Instead; i != nil {
			found.inTag = true
			found.Fix(diag.Fix{Title: i.Title, Safe: true, Edits: []source.Edit{{Span: p.Source.Span(int(i.Start), int(i.End)), New: i.New}}})
		}
		found.Done(p)
	}
}
