package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var restartOverlap = &Rule{
	Name:        "restart-overlap",
	Severity:    diag.Info,
	Consequence: diag.Process,
	Related:     []string{"restart-kills-new-process"},
	Title:       "a restart starts the new process while the old one is still stopping",
	Since:       "0.1",
	Text: "Without a `restart_command`, a restart sends the signal that stops the process and starts the new one immediately,\n" +
		"without waiting for `stop_grace_time`. A process that takes a while to stop runs alongside its successor until it is\n" +
		"gone, and still holds its port, its lock or its pid file.\n\n" +
		"Set a `restart_command`, or a `stop_command` that returns when the process has ended.\n\n" +
		"The rule reports only processes whose `stop_grace_time` is longer than the default, as that means that stopping takes\n" +
		"time. So does `searchd --stop`, which does not wait for the end of searchd as `--stopwait` does: the rule reports it\n" +
		"where a check can restart the process.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.stop_grace_time = 30.seconds
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Check: func(p *Pass) {
		p.hastyStops()
		for proc := range p.Processes {
			grace, ok := proc.Attr("stop_grace_time").Number()
			set := proc.Last("stop_grace_time")
			if !ok || set == nil || grace <= 3 || grace >= aMinute || !unsetOrFalse(proc, "restart_command") || !returnsAtOnce(proc) {
				continue // from a minute on, long-stop-grace speaks
			}
			p.Report(set.NameSpan, "a restart starts the new process at once, while the old one may take its %s to stop", countOf(int(grace), "second"))
		}
	},
}

// hastyStops finds stop commands that do not wait for the end of their server, though
// they could, where a check may restart it.
func (p *Pass) hastyStops() {
	for c := range p.commands {
		proc := c.process
		if c.setting.Name != "stop_command" || proc.IsChild() || proc.Last("stop_command") != c.setting || !unsetOrFalse(proc, "restart_command") || !slices.ContainsFunc(proc.Checks, mayRestart) {
			continue
		}
		words, ok := c.words()
		if !ok || slices.Contains(words, "--stopwait") {
			continue
		}
		words, ok = program.From(words, func(name string) bool { return name == "searchd" })
		if !ok || !slices.Contains(words, "--stop") {
			continue
		}
		place := c.wordPlace("--stop")
		f := p.settingFinding(proc, c.setting, place, "--stop returns before searchd has ended, and a restart starts the new one at once, while the old one still has the port; --stopwait waits")
		if place.Text() == "--stop" {
			f.Fix(replaceFix("Wait for the end", place, "--stopwait"))
		}
		f.Done(p)
	}
}

// returnsAtOnce reports whether a process is stopped by no more than a signal,
// which leaves it as long as it wants, and none of the other rules on stopping
// has something to say.
func returnsAtOnce(proc *pill.Process) bool {
	if k, ok := killOf(proc, "stop_command"); ok {
		return k.signal != "kill" && !(daemonized(proc) && slices.Contains(gentleSignals, k.signal))
	}
	if !unsetOrFalse(proc, "stop_command") {
		return false
	}
	s, ok := stopSequence(proc)
	if !ok {
		return unsetOrFalse(proc, "stop_signals")
	}
	return len(s.elems) == 1 && !s.hasKill() && !s.overruled(proc)
}

// unsetOrFalse reports whether an attribute is certainly not set to something
// that counts as true.
func unsetOrFalse(proc *pill.Process, name string) bool {
	truth, known := proc.Attr(name).True()
	return known && !truth
}
