package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
)

var checkWithoutEvery = &Rule{
	Name:        "check-without-every",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"invalid-check-value"},
	Title:       "a check does not say how often it runs",
	Since:       "0.1",
	Text: "Every check but `:flapping` needs `:every`. Without it the check runs once; at the second tick, a second after the\n" +
		"process is up, the daemon dies. It logs nothing, the processes go on unsupervised, and `bluepill status` says that no\n" +
		"daemon is running.\n\n" +
		"Options are symbols: `\"every\" => 10` does not set `:every`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :below => 300.megabytes, :times => [3, 5]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes, :times => [3, 5]
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if c.kind.Trigger || !c.missing("every") {
				continue
			}
			f := c.finding(p, c.NameSpan, "the check %s has no :every, so the daemon dies when the check is due again", c.title())
			if _, ok := c.options.Get(&eval.Str{S: "every"}); ok {
				f = c.finding(p, c.NameSpan, "the check %s has \"every\" instead of :every, so the daemon dies when the check is due again", c.title())
			}
			f.Lacks(c.NameSpan, "every").Fix(c.writeKey("every")).Done(p)
		}
	},
}
