package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
)

var singleSampleCheck = &Rule{
	Name:        "single-sample-check",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"unknown-check-option"},
	Title:       "one bad sample is enough to restart the process",
	Since:       "0.1",
	Text: "Without `:times`, a check fires at its first failure. That restarts a process that works hard while it starts,\n" +
		"briefly needs memory for one large request, or answers one request late. `:times => 3` requires three failures in a\n" +
		"row, `:times => [3, 5]` three of the last five.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :mem_usage, :every => 10.seconds, :below => 300.megabytes
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
			if !slices.Contains(noisyChecks, c.kind.Name) || !c.unset("times") || c.mayMean("times") {
				continue
			}
			p.Report(c.NameSpan, "the check %s has no :times, so it fires at the first failure", c.title())
		}
	},
}

// mayMean reports whether an option that is not set may be meant by something else
// that is given: text for its key, a word that is near to it, or what is not known.
func (c liveCheck) mayMean(option string) bool {
	for key := range c.options.Each {
		sym, ok := key.(eval.Sym)
		if !ok {
			return true
		}
		if _, known := c.kind.Option(string(sym)); known {
			continue
		}
		if likely := c.likelyOption(string(sym)); likely == option || likely == "" && !slices.Contains(strangeOptions, string(sym)) {
			return true
		}
	}
	return len(c.options.Open) > 0
}

// strangeOptions are options of triggers that mean nothing to a condition, and
// certainly not how often it fails.
var strangeOptions = []string{"within", "retry_in"}

// noisyChecks are those whose samples vary. How long a process has been running,
// or that it is a zombie, is certain at once.
var noisyChecks = []string{"cpu_usage", "mem_usage", "http"}
