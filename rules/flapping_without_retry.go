package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
)

var flappingWithoutRetry = &Rule{
	Name:        "flapping-without-retry",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"ineffective-check"},
	Title:       "a process that flaps does not start again",
	Since:       "0.1",
	Text: "When `:flapping` finds that a process starts too often, Bluepill stops watching it, and starts it again after\n" +
		"`:retry_in`. With 0 it does not: the process stays down, as `unmonitored`, until somebody types `bluepill start`. With\n" +
		"a negative number, Ruby cannot wait, and the process stays down too.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :flapping, :times => 3, :within => 1.minute, :retry_in => 0
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :flapping, :times => 3, :within => 1.minute, :retry_in => 5.minutes
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			n, ok := c.Option("retry_in").Number()
			if c.kind.Name != "flapping" || !ok || n > 0 {
				continue
			}
			f := p.Finding(c.optionSpan("retry_in"), "a process that flaps stays down until somebody starts it")
			if n < 0 {
				f.Severity(diag.Warning)
			}
			f.Done(p)
		}
	},
}
