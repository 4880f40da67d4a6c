package rules

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
)

var longStopGrace = &Rule{
	Name:        "long-stop-grace",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"stop-grace-time", "stop-command-timeout"},
	Title:       "after a restart, a long stop_grace_time keeps Bluepill from looking at the process",
	Since:       "0.1",
	Text: "Without a `restart_command`, a restart is a stop immediately followed by a start, and their grace times add up: until\n" +
		"both are over, Bluepill does not look at the process. If it dies or hangs in that time, nobody notices; `bluepill\n" +
		"status` says `restarting` or `starting` throughout. A `bluepill stop` followed by a `bluepill start` is no different.\n\n" +
		"Keep `stop_grace_time` as short as the process allows, or set a `restart_command`.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "bin/shop stop"
    process.stop_grace_time = 5.minutes
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_command = "bin/shop stop"
    process.stop_grace_time = 20.seconds
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if set, seconds, ok := addedGrace(proc); ok {
				p.Report(valueSpan(set), "after a restart Bluepill does not look at the process for %s: stop_grace_time and start_grace_time add up", countOf(seconds, "second"))
			}
		}
	},
}

// addedGrace returns a long stop_grace_time, and for how long Bluepill does not
// look at the process after a restart that is a stop and a start.
func addedGrace(proc *pill.Process) (set *pill.Setting, seconds int, ok bool) {
	stop, ok := proc.Attr("stop_grace_time").Number()
	set = proc.Last("stop_grace_time")
	if restart, known := proc.Attr("restart_command").True(); restart || !known || !ok || set == nil || stop < aMinute {
		return nil, 0, false
	}
	if s, ok := stopSequence(proc); ok && len(s.elems) > 1 {
		return nil, 0, false // it has to be longer than the sequence: see stop-grace-time
	}
	start, ok := graceOf(proc, "start_grace_time")
	return set, int(stop) + int(start), ok
}

// aMinute is longer than most processes take to stop.
const aMinute = 60

// graceOf is the number of seconds that a grace time gives, or its default; ok
// is false if it is not known.
func graceOf(proc *pill.Process, name string) (seconds float64, ok bool) {
	a := proc.Attr(name)
	if a.Unset() {
		return 3, true
	}
	return a.Number()
}
