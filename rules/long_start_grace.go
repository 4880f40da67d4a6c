package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var longStartGrace = &Rule{
	Name:        "long-start-grace",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"long-stop-grace", "start-grace-value"},
	Title:       "a long grace time keeps Bluepill from looking at the process after each start or restart",
	Since:       "0.1",
	Text: "Bluepill waits until `start_grace_time` is over after each start, whether the process has been up for long or has died\n" +
		"at once: `bluepill status` says `starting`, and no check runs, neither of the process nor of its children. Without\n" +
		"`daemonize`, a start command that hangs blocks the daemon for as long. The same goes for `restart_grace_time` after a\n" +
		"`restart_command`.\n\n" +
		"The rule speaks of five minutes and more. Set the time that the process takes until it can be checked, such as\n" +
		"`30.seconds`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.start_grace_time = 10.minutes
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.start_grace_time = 10.seconds
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if _, _, adds := addedGrace(proc); adds {
				continue // which long-stop-grace reports
			}
			start, long := longGrace(proc, "start_grace_time")
			restart, also := longGrace(proc, "restart_grace_time")
			also = also && isTrue(proc, "restart_command")
			switch {
			case long:
				f := p.longGrace(start, "start")
				if also {
					f.Related(valueSpan(restart), "nor after a restart, for as long as this")
				}
				f.Done(p)
			case also:
				p.longGrace(restart, "restart").Done(p)
			}
		}
	},
}

// fiveMinutes is longer than any process is known to need to start: of the grace
// times that people set, nearly all are below two.
const fiveMinutes = 5 * 60

// longGrace returns the setting of a grace time that is certainly a long one.
func longGrace(proc *pill.Process, name string) (s *pill.Setting, ok bool) {
	n, ok := proc.Attr(name).Number()
	s = proc.Last(name)
	return s, ok && s != nil && n >= fiveMinutes
}

func (p *Pass) longGrace(s *pill.Setting, after string) *Finding {
	n, _ := pill.NumberOf(s.Value)
	return p.Finding(valueSpan(s), "after each %s Bluepill does not look at the process for %s: it runs no check, and does not notice if the process ends",
		after, countOf(int(n), "second"))
}
