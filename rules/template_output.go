package rules

import "github.com/pilllint/pilllint/parser/diag"

var templateOutput = &Rule{
	Name:        "template-output",
	Severity:    diag.Warning,
	Consequence: diag.Load,
	Related:     []string{"syntax-error"},
	Title:       "what the template writes may be no valid Ruby",
	Since:       "0.1",
	Text: "A template, `*.pill.erb`, is checked without filling anything in: what `<%= … %>` yields is not known, and what stands\n" +
		"in `<% if … %>` or a loop may be written or not. This rule reports what most likely comes out wrong:\n\n" +
		"- a loop whose turns, written one after the other, are not valid Ruby, such as pairs of a hash without a comma;\n" +
		"- text in a condition or loop that is not valid Ruby, whatever else is written;\n" +
		"- a value between two strings, as in `\"--config=\"<%= @config %>\"\"`, where quotes were meant to be in the string.\n\n" +
		"What no value makes valid, such as a path without quotes, is a `syntax-error`, as is a tag without its `%>` and Ruby\n" +
		"within the tags that is not valid.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.environment = { <% @env.each do |k, v| %> "<%= k %>" => "<%= v %>" <% end %> }
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.environment = { <% @env.each do |k, v| %> "<%= k %>" => "<%= v %>", <% end %> }
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for _, d := range p.Syntax.Doubts {
			p.Report(p.Source.Span(int(d.Start), int(d.End)), "%s", d.Message)
		}
	},
}
