package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

var groupHidesProcess = &Rule{
	Name:        "group-hides-process",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"slash-in-name"},
	Title:       "a process has the name of a group",
	Since:       "0.1",
	Text: "Commands look for a group first. `bluepill stop web` stops the group `web`, never the process `web` that is in no\n" +
		"group: no command can name that one. A process that is in a group can be told apart, as in `bluepill stop\n" +
		"servers:web`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end

  app.process("user_shop_mail") do |process|
    process.group = "user_shop"
    process.start_command = "bin/mail"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/mail.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_web") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end

  app.process("user_shop_mail") do |process|
    process.group = "user_shop"
    process.start_command = "bin/mail"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/mail.log"
  end
end
`,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			groups := map[string]*pill.Process{}
			for _, proc := range app.Processes {
				if group, ok := proc.Group.(*eval.Str); ok && group.Lost == nil && groups[group.S] == nil && len(proc.Maybe) == 0 {
					groups[group.S] = proc
				}
			}
			for _, proc := range app.Processes {
				name, ok := proc.Name.(*eval.Str)
				if !ok || name.Lost != nil || !eval.IsNil(proc.Group) || len(proc.Open) > 0 || groups[name.S] == nil {
					continue
				}
				f := p.Finding(proc.NameSpan, "there is a group %q, so commands that say %q reach the group and never this process", name.S, name.S)
				if s := groups[name.S].Last("group"); s != nil {
					f.Related(s.Span, "the group")
				}
				f.Done(p)
			}
		}
	},
}
