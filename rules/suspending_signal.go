package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
)

var suspendingSignal = &Rule{
	Name:        "suspending-signal",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"unknown-signal"},
	Title:       "STOP suspends a process but does not end it",
	Since:       "0.1",
	Text: "STOP does what Ctrl-Z does in a terminal: it halts the process, which keeps its memory, files and ports. Every later\n" +
		"signal but KILL waits until somebody sends CONT, so the process stays around while Bluepill thinks that it has\n" +
		"stopped. To end a process, send TERM.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "kill -STOP {{PID}}"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "kill -TERM {{PID}}"
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if s, ok := stopSequence(proc); ok {
				checkSuspending(p, s)
			}
		}
		for proc := range p.Trees {
			if k, ok := killOf(proc, "stop_command"); ok && k.signal == "stop" {
				f := p.Finding(k.wordSpan(), "the signal %s suspends the process but does not end it", k.word)
				if k.wordSpan().Text() == k.word {
					f.Fix(replaceFix("Send TERM", k.wordSpan(), "TERM"))
				}
				f.Done(p)
			}
		}
	},
}

// checkSuspending reports a STOP that no CONT follows.
func checkSuspending(p *Pass, s sequence) {
	for i := s.last(); i >= 0; i -= 2 {
		name, known := s.signal(i)
		if !known || name == "cont" {
			return
		}
		if name != "stop" {
			continue
		}
		span := s.place(i)
		f := p.Finding(span, ":stop suspends the process but does not end it; later signals wait").Related(s.origin(), "the sequence is written here")
		if _, literal := s.literal(i); literal {
			f.Fix(replaceFix("Send :term", span, ":term"))
		}
		f.Done(p)
		return
	}
}
