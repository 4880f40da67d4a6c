package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
)

var blockingCheck = &Rule{
	Name:        "blocking-check",
	Severity:    diag.Info,
	Consequence: diag.Daemon,
	Related:     []string{"check-always-fails", "check-without-every"},
	Title:       "an http check may block the daemon for longer than its interval",
	Since:       "0.1",
	Text: "Bluepill waits for the answer to an `:http` check and does nothing else in the meantime: it looks at no process, and\n" +
		"`bluepill status` hangs. It repeats a request that times out once, so a server that hangs costs twice the timeout at\n" +
		"each check, until it is restarted. The default timeout is five seconds.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :http, :every => 5.seconds, :times => 3, :url => "http://127.0.0.1:3000/ping", :timeout => 10.seconds
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.checks :http, :every => 30.seconds, :times => 3, :url => "http://127.0.0.1:3000/ping", :timeout => 3.seconds
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.liveChecks {
			if c.kind.Name != "http" || c.withoutScheme() {
				continue
			}
			every, known := c.Option("every").Number()
			read, ok := c.timeout("read_timeout")
			if ok && known && every > 0 && float64(2*read) > every {
				p.Report(c.NameSpan, "a server that does not answer blocks the daemon for %s, and the check runs every %s", countOf(2*read, "second"), amount(every, "second"))
			}
		}
	},
}

// timeout is how many whole seconds an http check waits: its own option, that
// for all timeouts, or five.
func (c liveCheck) timeout(name string) (seconds int, ok bool) {
	for _, option := range []string{name, "timeout"} {
		a := c.Option(option)
		truth, known := a.True()
		if !known {
			return 0, false
		}
		if !truth {
			continue
		}
		if text, isText := a.Any().(*eval.Str); isText && text.Lost == nil {
			return 0, false
		}
		n, ok := a.Number()
		return int(n), ok
	}
	return 5, true
}
