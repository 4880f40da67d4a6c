package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

var stopSignalsWithoutKill = &Rule{
	Name:        "stop-signals-without-kill",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Title:       "stop_signals do not end in :kill",
	Since:       "0.1",
	Text: "A process that hangs may ignore every signal but KILL. If the sequence does not end in KILL, Bluepill deletes the pid\n" +
		"file and calls the process unmonitored while it lives on. It then refuses a start with `Refusing to re-run start\n" +
		"command on an already running process`, or starts a second process.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit, 30.seconds, :term]
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
    process.stop_signals = [:quit, 30.seconds, :term, 10.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			s, ok := stopSequence(proc)
			if !ok || s.overruled(proc) {
				continue
			}
			if name, ok := s.signal(s.last()); !ok || !isSignal(name) || s.hasKill() {
				continue
			}
			f := p.Finding(s.place(s.last()), "the sequence does not end in :kill, so a process that hangs is left running").
				Related(s.origin(), "the sequence is written here")
			if fix, ok := appendKill(proc, s); ok {
				f.Fix(fix)
			}
			f.Done(p)
		}
	},
}

// hasKill reports whether a sequence has, or may have, a KILL in it.
func (s sequence) hasKill() bool {
	for i := 0; i < len(s.elems); i += 2 {
		if name, ok := s.signal(i); !ok || name == "kill" {
			return true
		}
	}
	return false
}

// appendKill puts a delay and :kill at the end of a sequence. A first delay is
// not brought in unless there is a restart_command: see restart-kills-new-process.
func appendKill(proc *pill.Process, s sequence) (diag.Fix, bool) {
	last, ok := s.literal(s.last())
	sum, known := s.sum()
	if !ok || !known || len(s.elems) == 1 && !isTrue(proc, "restart_command") {
		return diag.Fix{}, false
	}
	edits, ok := makeRoom(proc, sum+10)
	if !ok {
		return diag.Fix{}, false
	}
	end := last.File.Span(last.End, last.End)
	return diag.Fix{Title: "End the sequence in :kill", Edits: append(edits, source.Edit{Span: end, New: ", 10.seconds, :kill"})}, true
}
