package rules

import (
	"math"
	"strconv"

	"github.com/pilllint/pilllint/parser/diag"
)

var fractionalInterval = &Rule{
	Name:        "fractional-interval",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"invalid-check-value"},
	Title:       ":every is not a whole number of seconds",
	Since:       "0.1",
	Text: "Bluepill looks at its processes about once a second, and its clock knows only whole seconds. `:every => 1.5` means\n" +
		"every two seconds; 0, a negative number or anything below 1 means every second.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 0.5.seconds, :below => 300.megabytes, :times => [3, 5]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 1.second, :below => 300.megabytes, :times => [3, 5]
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			every, ok := c.Option("every").Number()
			if c.kind.Trigger || !ok || every > 0 && every == math.Trunc(every) {
				continue
			}
			real := max(1, int(math.Ceil(every)))
			f := c.finding(p, c.optionSpan("every"), "only whole seconds count: the check runs every %s", everySeconds(real))
			if every > 0 && literalNumber(c.optionNode("every")) {
				f.Fix(replaceFix("Round to whole seconds", c.optionSpan("every"), strconv.Itoa(real)+".seconds"))
			}
			f.Done(p)
		}
	},
}

func everySeconds(n int) string {
	if n == 1 {
		return "second"
	}
	return countOf(n, "second")
}
