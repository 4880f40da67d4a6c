package rules

import (
	"fmt"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/syntax"
)

var fractionalGrace = &Rule{
	Name:        "fractional-grace",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "stop_grace_time exceeds the delays of stop_signals by only a fraction of a second",
	Since:       "0.1",
	Text: "When the pill is loaded, Bluepill compares `stop_grace_time` as it is written, but when it stops the process it drops\n" +
		"the fraction: with `[:quit, 1, :kill]` and 1.5 seconds, the process gets 1 second. The end of the grace time then\n" +
		"races with the last signal, which was seen to get lost.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 35.5
    process.stop_signals = [:quit, 30.seconds, :term, 5.seconds, :kill]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 36
    process.stop_signals = [:quit, 30.seconds, :term, 5.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			checkFractionalGrace(p, proc)
		}
	},
}

func checkFractionalGrace(p *Pass, proc *pill.Process) {
	s, ok := stopSequence(proc)
	if !ok {
		return
	}
	sum, ok := s.sum()
	grace, known := proc.Attr("stop_grace_time").Number()
	set := proc.Last("stop_grace_time")
	if !ok || !known || set == nil || grace <= float64(sum) || int(grace) > sum {
		return
	}
	span := valueSpan(set)
	f := p.Finding(span, "stop_grace_time %v is cut to %d, which is not longer than the %s of stop_signals", grace, int(grace), countOf(sum, "second")).
		Related(s.setting.ValueSpan, "which take %s", countOf(sum, "second"))
	if isLiteralNumber(set) {
		text := fmt.Sprintf("%d.seconds", sum+1)
		if _, bare := set.ValueNode.(*syntax.Float); bare {
			text = fmt.Sprint(sum + 1)
		}
		f.Fix(replaceFix("Round it up to "+countOf(sum+1, "second"), span, text))
	}
	f.Done(p)
}

// countOf writes a number of things.
func countOf(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
