package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
)

var invalidCheckOptions = &Rule{
	Name:        "invalid-check-options",
	Severity:    diag.Error,
	Consequence: diag.Load,
	Related:     []string{"invalid-check-value", "unknown-check-option"},
	Title:       "Bluepill cannot make a check from its options",
	Since:       "0.1",
	Text: "Bluepill makes each check while it loads the pill, and uses some options at once: they must be a Hash, and the `:url`\n" +
		"of an `:http` check must be a URL. Otherwise the load fails with Ruby's error and status 1.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :http, :every => 10.seconds, :url => "http://local host/", :times => 3
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :http, :every => 10.seconds, :url => "http://localhost/", :times => 3
  end
end
`,
	Check: func(p *Pass) {
		for e := range p.failures {
			if e.Check == nil {
				p.failure(e, "%s: a check cannot be made: %s", processName(e.Decl), rubyText(e.Message)).Done(p)
				continue
			}
			f := p.failure(e, "%s: the check %s cannot be made: %s", processName(e.Decl), e.Check.NameSpan.Text(), rubyText(e.Message)).
				Related(e.Check.NameSpan, "this check")
			if strings.HasPrefix(e.Class, "URI::") {
				f.Meant(e.Check.NameSpan, "url")
			}
			f.Done(p)
		}
	},
}
