package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

var restartKillsNewProcess = &Rule{
	Name:        "restart-kills-new-process",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"graceful-stop-overruled"},
	Title:       "stop_signals with delays and no restart_command: each restart kills the new process",
	Since:       "0.1",
	Text: "Without a `restart_command`, a restart is a stop immediately followed by a start. A thread sends the `stop_signals`.\n" +
		"It keeps running after the new process has started, and cleans up when it is done: it sends TERM to whatever started\n" +
		"last, which is the new process, and deletes its pid file. With `[:quit, 5.seconds, :kill]` and a grace time of 10\n" +
		"seconds, the new process was dead 5 seconds after the restart, and nothing ran for 9 more seconds. A restart by a\n" +
		"check does the same. Of a process that daemonizes itself only the pid file is deleted: Bluepill loses track of the\n" +
		"process, which runs on, and starts another beside it. With a `pid_command`, or without `cache_actual_pid`, it gets the\n" +
		"remaining signals of the old one, too.\n\n" +
		"The old process does not stop gracefully either: starting the new one sends TERM to the old one right after the first\n" +
		"signal. Set a `restart_command`, such as `kill -USR2 {{PID}}` if the program knows how to restart, or stop the process\n" +
		"with a single signal or a `stop_command`.\n\n" +
		"If a `restart_command` is set only under an unknown condition, the rule reports this as an info.\n\n" +
		"A `bluepill start` before a `bluepill stop` is over has the same effect, and there is no remedy for it: the remaining\n" +
		"signals go to the new process.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_grace_time = 45.seconds
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
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit, 30.seconds, :term, 5.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			s, certain := stopSequence(proc)
			stop, restart := maybeSet(proc.Attr("stop_command")), maybeSet(proc.Attr("restart_command"))
			if !certain && stop != nil {
				if a, ok := proc.Attr("stop_signals").Any().(*eval.Array); ok && a.Lost == nil && proc.Last("stop_signals") != nil {
					s = sequence{setting: proc.Last("stop_signals"), array: a, elems: a.Elems}
				}
			}
			if len(s.elems) < 3 {
				continue
			}
			if first, known := pill.NumberOf(s.elems[1]); known && first <= 0 {
				continue
			}
			set, told := proc.Attr("restart_command").True()
			switch {
			case restart != nil && (certain || stop != nil):
				p.Finding(s.setting.NameSpan, "stop_signals have delays, so while no restart_command is set, %s", eachRestart(proc)).
					Severity(diag.Info).Because(restart.Causes).Done(p)
			case set || !told:
			case certain:
				p.Finding(s.setting.NameSpan, "stop_signals have delays and there is no restart_command, so %s", eachRestart(proc)).
					Lacks(proc.NameSpan, "restart_command").Related(s.origin(), "the sequence is written here").Done(p)
			case stop != nil:
				p.Finding(s.setting.NameSpan, "stop_signals have delays and there is no restart_command, so while no stop_command is set, %s", eachRestart(proc)).
					Severity(diag.Info).Because(stop.Causes).Done(p)
			}
		}
	},
}

// eachRestart says what the end of the old process's signals does to the new one.
// Bluepill knows nothing to kill of what it has not daemonized, and sends the later
// signals to the process ID that it remembers, unless it is to ask for it each time.
func eachRestart(proc *pill.Process) string {
	daemonize, daemonizeKnown := proc.Attr("daemonize").True()
	cached, cachedKnown := true, true
	if a := proc.Attr("cache_actual_pid"); !a.Unset() {
		cached, cachedKnown = a.True()
	}
	asks, asksKnown := proc.Attr("pid_command").True()
	switch {
	case daemonize && daemonizeKnown, !cached && cachedKnown, asks && asksKnown:
		return "each restart kills the new process too"
	case daemonizeKnown && cachedKnown && asksKnown:
		return "each restart deletes the new process's pid file, and Bluepill starts another process beside it"
	}
	return "each restart kills the new process too, or deletes its pid file"
}

// maybeSet returns why it is not known whether an attribute is set, if that is
// so; nil if it is certainly set, or certainly not, or nothing is known of it.
func maybeSet(a pill.Attr) *eval.Unknown {
	if u, ok := a.Any().(*eval.Unknown); ok && u.Unset {
		return u
	}
	return nil
}
