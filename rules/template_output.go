package rules

import "github.com/pilllint/pilllint/parser/diag"

var templateOutput = &Rule{
	Name:        "template-output",
	Severity:    diag.Warning,
	Consequence: diag.Load,
	Related:     []string{"syntax-error"},
	Title:       "the output of a template may not be valid Ruby",
	Since:       "0.1",
	Text: "pilllint checks a template, `*.pill.erb` or `*.pill.j2`, without running it: it does not know the value of `<%= … %>` or\n" +
		"`{{ … }}`, nor whether the text in `<% if … %>` or a loop is written. This rule reports what most likely comes out wrong:\n\n" +
		"- a loop whose iterations, written one after another, are not valid Ruby, such as pairs of a hash without a comma;\n" +
		"- text in a condition or loop that is not valid Ruby, whatever else is written;\n" +
		"- a value between two strings, as in `\"--config=\"<%= @config %>\"\"`, where quotes were meant to be in the string;\n" +
		"- a value without quotes where only text can stand, as in `process.pid_file = <%= @pid_file %>`, unless its code may add\n" +
		"  quotes, as `inspect` does;\n" +
		"- `<% @pid_file %>`, which writes nothing;\n" +
		"- `<%= user %>`, where the template has `@user` elsewhere and nothing sets `user`; in a template of Chef, another name\n" +
		"  that nothing sets is an info;\n" +
		"- `<%= worker %>`, where only the pill has a variable `worker`, as in `3.times do |worker|`, and not the template: that\n" +
		"  takes `#{worker}`; and `<%= woker %>` in a loop of the template over `worker`;\n" +
		"- `<% count + 1 %>`, which leaves `count` as it is;\n" +
		"- `<% # note %>` with text behind it, which becomes a part of the comment;\n" +
		"- `{% endif %}` at the end of a statement, where the next line has another: Ansible takes the newline after it away;\n" +
		"- `\"<%= @user %>>\"`, where a `>` is left behind the tag;\n" +
		"- `<%= @root = \"/srv/shop\" %>`, which sets `@root` to this, whatever it was, for the rest of the template, too. That is\n" +
		"  an info, as it may be meant; for a default, write `<%= @root || \"/srv/shop\" %>`.\n\n" +
		"If no value can make it valid, as with a path without quotes, it is a `syntax-error`. So is a tag without its `%>`,\n" +
		"and invalid Ruby in a tag.",
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
			found := p.Finding(p.Source.Span(int(d.Start), int(d.End)), "%s", d.Message)
			if i := d.Instead; i != nil {
				found.inTag = true
				found.Fix(replaceFix(i.Title, p.Source.Span(int(i.Start), int(i.End)), i.New))
			}
			found.Done(p)
		}
		for _, d := range p.Syntax.Slips {
			p.Finding(p.Source.Span(int(d.Start), int(d.End)), "%s", d.Message).Severity(diag.Info).Consequence(diag.Process).Done(p)
		}
	},
}
