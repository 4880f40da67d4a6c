package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

var envAssignmentInCommand = &Rule{
	Name:        "env-assignment-in-command",
	Severity:    diag.Error,
	Consequence: diag.Process,
	From:        shellwordsVersion,
	Title:       "a command begins with an environment variable",
	Since:       "0.1",
	Text: "No shell runs a command: Bluepill splits it into words and executes the first. `RAILS_ENV=production bin/shop` fails at\n" +
		"each start with `No such file or directory - RAILS_ENV=production`, which goes to the process's stderr file, or\n" +
		"nowhere, and is tried again every four seconds.\n\n" +
		"Write `/usr/bin/env RAILS_ENV=production bin/shop`, or set `environment`, which holds for the other commands of the\n" +
		"process too.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "RAILS_ENV=production bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/usr/bin/env RAILS_ENV=production bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			uses := c.shellUses()
			if len(uses) == 0 || uses[0].kind != shellAssignment {
				continue
			}
			name, _, _ := strings.Cut(uses[0].word.raw, "=")
			span := uses[0].word.raw
			if c.open && len(c.head) == 1 {
				span = name + "="
			}
			f := p.settingFinding(c.process, c.setting, beginning(c.setting, span),
				"no shell runs this command, so it sets no variable %q, and there is no program of that name: %s", name, c.fails())
			c.grade(f).Fix(c.useEnv(len(uses) == 1)).Fix(c.useShell()).Done(p)
		}
	},
}

// useEnv has the program env set the variables.
func (c *commandText) useEnv(safe bool) diag.Fix {
	inside, _, ok := literalText(c.setting)
	if !ok || !assignmentWord.MatchString(inside.Text()) {
		return diag.Fix{}
	}
	return diag.Fix{
		Title: "Run it with /usr/bin/env",
		Safe:  safe && c.whole,
		Edits: []source.Edit{{Span: inside.File.Span(inside.Start, inside.Start), New: "/usr/bin/env "}},
	}
}
