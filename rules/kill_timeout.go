package rules

import (
	"fmt"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
)

var killTimeout = &Rule{
	Name:        "kill-timeout",
	Severity:    diag.Error,
	Consequence: diag.Daemon,
	Related:     []string{"unknown-app-option"},
	Title:       "kill_timeout is not a positive whole number",
	Since:       "0.1",
	Text: "When a pill is loaded again, Bluepill tells the running daemon to quit, and looks for it every half second,\n" +
		"`:kill_timeout` times. Then it gives up with status 4. With 0 it never looks, so each reload kills the old daemon and\n" +
		"starts no new one: nothing supervises the processes. With a fraction or text, it fails with status 5 at the same\n" +
		"point. The first load works with all of these values.\n\n" +
		"`:kill_timeout` must be a whole number above 0; 20 is ten seconds.",
	Bad: `Bluepill.application("user_shop", :kill_timeout => 2.5) do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: `Bluepill.application("user_shop", :kill_timeout => 5) do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			v := app.Option("kill_timeout").Any()
			if v == nil {
				continue
			}
			if truth, known := eval.Truthy(v); known && !truth {
				continue
			}
			span := p.optionValue(app, "kill_timeout")
			count := v
			if d, isDuration := v.(*eval.Duration); isDuration {
				count = d.Value
			}
			switch n := count.(type) {
			case eval.Int:
				if n <= 0 {
					p.Report(span, "kill_timeout is %d, so a reload kills the daemon, does not wait for it to end, and starts no new one", n)
				} else if count != v {
					p.Finding(span, "kill_timeout counts half seconds, so this is %v seconds", float64(n)/2).Severity(diag.Info).Done(p)
				}
			case eval.Float:
				f := p.Finding(span, "kill_timeout must be a whole number, but %v is not: a reload kills the daemon and starts no new one", float64(n))
				if n > 0 && n < 1e6 && span != app.NameSpan && count == v {
					f.Fix(replaceFix("Round it up", span, fmt.Sprint(int(n)+1)))
				}
				f.Done(p)
			case *eval.Unknown:
				if !isNumeric(v) {
					p.Report(span, "kill_timeout must be a whole number, but this is %s: a reload kills the daemon and starts no new one", kindOf(v))
				}
			case *eval.Str, eval.Sym, eval.Bool, *eval.Array, *eval.Hash, *eval.Range:
				p.Report(span, "kill_timeout must be a whole number, but this is %s: a reload kills the daemon and starts no new one", kindOf(v))
			}
		}
	},
}
