package rules

// This file finds commands that may well take longer than they are given, as they do
// not return before the process has ended, or runs again: see stop-command-timeout.

import (
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

// patientStops finds stop commands that wait until the process has ended, for longer
// than their grace time.
func (p *Pass) patientStops() {
	for c := range p.writtenCommands {
		last := c.process.Last("stop_command")
		words, ok := c.words()
		if last == nil || last.NameSpan != c.setting.NameSpan || !ok {
			continue
		}
		if wait, ok := program.FindWait(words); ok {
			p.patientStop(c.process, c.setting, wait)
		}
	}
}

func (p *Pass) patientStop(proc *pill.Process, s *pill.Setting, wait program.Wait) {
	grace, known := graceOf(proc, "stop_grace_time")
	if enough := float64(wait.Seconds); !known || grace <= 0 || enough < grace || !wait.Told && enough < rarely*grace {
		return
	}
	unless := ""
	if wait.Configured {
		unless = "unless its configuration says otherwise, "
	}
	p.timeoutFinding(proc, s, "stop_grace_time", grace, unless+wait.Name+" waits up to %[2]s for the process to end, and %[3]s is %[4]s: Bluepill then gives up on it, and runs it a second time", float64(wait.Seconds)).
		Severity(diag.Info).Done(p)
}

// rarely is how many times the grace time a command may wait by itself, without being told
// how long, before that is worth a word: few processes take the whole of it.
const rarely = 3

// muchTime is how many seconds a start or stop is given at least if it is known to
// take its time.
const muchTime = 10

// untimedRestarts finds restart commands that stop and start the process themselves,
// in no more than the default of three seconds, where the pill gives a start or stop
// much more.
func (p *Pass) untimedRestarts() {
	for c := range p.commands {
		proc, s := c.process, c.setting
		if s.Name != "restart_command" || proc.IsChild() || proc.Last(s.Name) != s || !proc.Surely(s.Maybe) || !certainlyUnset(proc, "restart_grace_time") {
			continue
		}
		words, ok := c.words()
		if !ok || !program.Restarts(words) {
			continue
		}
		for _, name := range []string{"start", "stop"} {
			graceTime := name + "_grace_time"
			set := proc.Last(graceTime)
			grace, known := graceOf(proc, graceTime)
			if set == nil || !known || grace < muchTime {
				continue
			}
			f := p.settingFinding(proc, s, valueSpan(s), "a %s is given %s, and restart_command only the default of 3: if it takes longer, Bluepill gives up on it, and \"bluepill restart\" runs it a second time", name, amount(grace, "second")).
				Severity(diag.Info).Lacks(proc.NameSpan, "restart_grace_time").Related(set.ValueSpan, "given here")
			if edit, ok := sibling(s, "restart_grace_time", set.ValueSpan.Text()); ok && isLiteralNumber(set) {
				f.Fix(diag.Fix{Title: "Set restart_grace_time", Edits: []source.Edit{edit}})
			}
			f.Done(p)
			break
		}
	}
}
