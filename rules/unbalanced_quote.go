package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/ruby"
)

var unbalancedQuote = &Rule{
	Name:        "unbalanced-quote",
	Severity:    diag.Error,
	Consequence: diag.Process,
	Title:       "a quote in a command is never closed",
	Since:       "0.1",
	Text: "Bluepill splits a command into words, as a shell does, only when it runs the command. An unclosed quote then raises\n" +
		"`ArgumentError: Unmatched quote`: the pill loads, but each start fails. An apostrophe counts as a quote.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --name 'the shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --name 'the shop'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if !c.whole {
				continue
			}
			if _, err := ruby.Shellsplit(c.text); err != nil {
				c.grade(p.settingFinding(c.process, c.setting, valueSpan(c.setting),
					"a quote in this command is never closed, so it cannot run: %s", c.fails())).Done(p)
			}
		}
	},
}
