package rules

import "github.com/pilllint/pilllint/parser/diag"

var unnamedTemplate = &Rule{
	Name:        "unnamed-template",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"template-output"},
	Title:       "a template is not called *.erb",
	Since:       "0.1",
	Text: "A pill with `<%= … %>` in a string is a template, as nobody means that text; so is one that Ruby cannot read for its\n" +
		"`<% … %>`. Chef, for one, renders a file whatever it is called. pilllint reads it as rendered, like a `*.erb`: it does not\n" +
		"know the values.\n\n" +
		"Bluepill renders nothing. If it is given this file itself, the text of the tags becomes part of paths and commands, or\n" +
		"the load ends with a syntax error.\n\n" +
		"Call the file `*.pill.erb`. A pill that uses `ERB` itself, or replaces such tags, is not taken for a template.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "<%= @root %>/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/srv/shop/bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for _, u := range p.Syntax.Unnamed {
			p.Report(p.Source.Span(int(u.Start), int(u.End)), "%s", u.Message)
		}
	},
}
