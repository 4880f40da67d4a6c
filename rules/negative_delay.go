package rules

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var negativeDelay = &Rule{
	Name:        "negative-delay",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Title:       "a delay in stop_signals is negative",
	Since:       "0.1",
	Text: "Bluepill sleeps between the signals, and Ruby cannot sleep for a negative time: the thread that stops the process ends\n" +
		"there. It sends none of the signals that follow, the pid file stays, and a process that has not ended by then lives\n" +
		"on. Bluepill does not notice when it loads the pill; a negative delay even lowers the sum that `stop_grace_time` has\n" +
		"to exceed.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 10.seconds
    process.stop_signals = [:quit, -30.seconds, :kill]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 40.seconds
    process.stop_signals = [:quit, 30.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			s, ok := stopSequence(proc)
			if !ok {
				continue
			}
			for i := 1; i < len(s.elems); i += 2 {
				if n, ok := pill.NumberOf(s.elems[i]); ok && n < 0 {
					reportNegativeDelay(p, proc, s, i)
					break // the thread is gone: what follows does not matter
				}
			}
		}
	},
}

func reportNegativeDelay(p *Pass, proc *pill.Process, s sequence, i int) {
	span, n := s.place(i), 0
	if v, ok := pill.NumberOf(s.elems[i]); ok {
		n = int(v)
	}
	f := p.Finding(span, "the delay %d is negative, so the stop ends here and no signal after it is sent", n).
		Related(s.origin(), "the sequence is written here")
	if _, literal := s.literal(i); literal && strings.HasPrefix(span.Text(), "-") {
		if fix, ok := positiveDelay(proc, s, span, n); ok {
			f.Fix(fix)
		}
	}
	f.Done(p)
}

// positiveDelay drops a minus, and raises stop_grace_time if the longer
// sequence needs that.
func positiveDelay(proc *pill.Process, s sequence, span source.Span, delay int) (diag.Fix, bool) {
	sum, ok := s.sum()
	room, possible := makeRoom(proc, sum-2*delay)
	if !ok || !possible {
		return diag.Fix{}, false
	}
	minus := source.Edit{Span: span.File.Span(span.Start, span.Start+1)}
	return diag.Fix{Title: "Make the delay positive", Edits: append(room, minus)}, true
}
