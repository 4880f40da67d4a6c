package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

var signalAfterKill = &Rule{
	Name:        "signal-after-kill",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"stop-signals-without-kill", "invalid-stop-signals"},
	Title:       "a signal follows :kill in stop_signals",
	Mark:        Unused,
	Since:       "0.1",
	Text: "No process survives KILL, so a signal after it reaches nothing: Bluepill waits for the delay, sees that the process is\n" +
		"gone, and ends the sequence. Most likely the order is reversed. Bluepill sends signals in the order written, so the\n" +
		"gentlest must come first.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:kill, 30.seconds, :term]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:term, 30.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if s, ok := stopSequence(proc); ok {
				checkAfterKill(p, s)
			}
		}
	},
}

func checkAfterKill(p *Pass, s sequence) {
	kill := -1
	for i := 0; i < len(s.elems); i += 2 {
		name, known := s.signal(i)
		switch {
		case kill < 0 && known && name == "kill":
			kill = i
		case kill >= 0 && known && name != "kill":
			f := p.Finding(s.place(i), "no process is left to get :%s, as it comes after :kill", name).
				Related(s.place(kill), "the process is gone after this").Related(s.origin(), "the sequence is written here")
			if fix, ok := endAt(s, kill); ok {
				f.Fix(fix)
			}
			f.Done(p)
			return
		}
	}
}

// endAt cuts a sequence off after an element.
func endAt(s sequence, i int) (diag.Fix, bool) {
	from, ok := s.literal(i)
	to, _ := s.literal(s.last())
	if !ok {
		return diag.Fix{}, false
	}
	rest := from.File.Span(from.End, to.End)
	return diag.Fix{Title: "End the sequence with :kill", Edits: []source.Edit{{Span: rest}}}, true
}
