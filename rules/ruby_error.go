package rules

import "github.com/pilllint/pilllint/parser/diag"

var rubyError = &Rule{
	Name:        "ruby-error",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"pill-raises", "evaluation-limit"},
	Title:       "Ruby raises an exception while the pill is read",
	Since:       "0.1",
	Text: "A pill is Ruby code that Bluepill runs. An exception that nothing rescues ends the load: Bluepill prints the class,\n" +
		"the message and the place, exits with status 1, and starts none of the file's processes. The message is Ruby's own.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop --port " + 3000
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for e := range p.failures {
			p.failure(e, "Ruby raises %s here: %s", e.Class, rubyText(e.Message)).Done(p)
		}
	},
}
