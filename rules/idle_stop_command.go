package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
)

var idleStopCommand = &Rule{
	Name:        "idle-stop-command",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	Related:     []string{"pid-placeholder", "restart-signal"},
	Title:       "what stops or restarts a process does nothing to it",
	Since:       "0.1",
	Text: "Bluepill runs `stop_command` instead of sending a signal, and considers the process stopped once the command has\n" +
		"returned. `true` or `echo` stop nothing: a process that Bluepill has not daemonized keeps running, Bluepill deletes its\n" +
		"pid file, and the next start begins a second copy. That is an info, as somebody may want it.\n\n" +
		"So it is with a word that a program does not know: `resque` knows `list`, `kill WORKER` and `remove WORKER`, and prints its\n" +
		"help for any other. A `restart_command` that does nothing leaves the process with its old code, and Bluepill believes\n" +
		"that it is new.\n\n" +
		"`service shop status` only asks, and `service shop restart` leaves a server running. `service shop start`, as a\n" +
		"`restart_command`, does nothing to one that runs.\n\n" +
		"Some programs do something else by a signal than to end. By QUIT, a Java VM writes down what its threads do, and goes\n" +
		"on, unless it runs with `-Xrs`. If Bluepill has daemonized the process, the TERM that follows ends it, which is an info.\n\n" +
		"By USR1, a worker of Resque kills its job. The job has taken over what its worker does by the signal and has none itself, so\n" +
		"that it goes on, unless `TERM_CHILD` is set; that is an info.\n\n" +
		"With `--master`, uWSGI reloads by TERM, the only signal that Bluepill sends if nothing else is set. Add `--die-on-term`, or\n" +
		"send INT.\n\n" +
		"If something else manages the process, `auto_start = false` and `bluepill unmonitor` leave it alone. To send TERM,\n" +
		"leave `stop_command` out.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/etc/init.d/shop start"
    process.pid_file = "/var/run/shop.pid"
    process.stop_command = "true"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "/etc/init.d/shop start"
    process.pid_file = "/var/run/shop.pid"
    process.stop_command = "/etc/init.d/shop stop"
  end
end
`,
	Check: func(p *Pass) {
		for c := range p.commands {
			if c.process.Last(c.setting.Name) != c.setting {
				continue
			}
			if c.setting.Name == "stop_command" || c.setting.Name == "restart_command" {
				p.misused(c)
				p.nothingSent(c)
				p.idleOrder(c)
			}
			if c.setting.Name != "stop_command" || !c.whole || !unbackgrounded(c.process) {
				continue
			}
			words, err := ruby.Shellsplit(c.text)
			if err != nil || len(words) == 0 || !slices.Contains(idlePrograms, path.Base(words[0])) && !p.removesPidFile(c, words) {
				continue
			}
			p.settingFinding(c.process, c.setting, valueSpan(c.setting), "%q stops nothing: the process keeps running, and Bluepill deletes its pid file and loses it", words[0]).
				Severity(diag.Info).Done(p)
		}
		p.harmlessSignals()
		p.harmlessTerm()
		p.harmlessToJobs()
	},
}

// idlePrograms do nothing to any process.
var idlePrograms = strings.Fields("true false echo printf sleep test date pwd")

// removesPidFile reports whether a command does no more than to remove the pid file,
// as Bluepill does itself.
func (p *Pass) removesPidFile(c *commandText, words []string) bool {
	file, known := c.process.Attr("pid_file").Text()
	if !known || path.Base(words[0]) != "rm" || len(words) < 2 {
		return false
	}
	for _, w := range words[1:] {
		if !strings.HasPrefix(w, "-") && path.Clean(w) != path.Clean(strings.TrimSpace(file)) {
			return false
		}
	}
	return true
}

// nothingSent reports a kill that sends nothing, or a signal that ends no program
// unless its code sees to that.
func (p *Pass) nothingSent(c *commandText) {
	k, ok := killOf(c.process, c.setting.Name)
	switch {
	case !ok:
	case k.word == "0":
		p.settingFinding(c.process, c.setting, k.wordSpan(), "signal 0 is never sent, as kill only looks whether the process is there: %s", withoutEffect(c)).Done(p)
	case c.setting.Name == "stop_command" && slices.Contains(ignoredSignals, k.signal) && !p.knownBy(c.process, k.signal):
		p.settingFinding(c.process, c.setting, k.wordSpan(), "unless its code handles it, a program that runs takes no notice of %s: %s", k.word, withoutEffect(c)).
			Severity(diag.Info).Done(p)
	}
}

// ignoredSignals do nothing to a program that runs and does not handle them. People
// know WINCH as what ends Apache.
var ignoredSignals = []string{"chld", "cld", "cont", "urg"}

// knownBy reports whether a process runs a program of which it is known what a signal
// does to it.
func (p *Pass) knownBy(proc *pill.Process, signal string) bool {
	c := p.startOf(proc)
	if c == nil {
		return false
	}
	run, ok := c.run()
	return ok && run.Worker().Means[signal] != ""
}

// misused reports a command of which the program that it runs makes nothing.
func (p *Pass) misused(c *commandText) {
	if m := c.misuse(); m.Text != "" {
		p.settingFinding(c.process, c.setting, c.wordPlace(m.Word), "%s: %s", m.Text, withoutEffect(c)).Done(p)
	}
}

// misuse is why the program of a command makes nothing of it; its Text is "" if
// that is not certain.
func (c *commandText) misuse() (m program.Misuse) {
	if words, ok := c.words(); ok {
		m, _ = program.FindMisuse(words)
	}
	return m
}

// withoutEffect says what follows if a command stops or restarts nothing.
func withoutEffect(c *commandText) string {
	switch {
	case c.setting.Name == "restart_command":
		return "it restarts nothing, and Bluepill believes that it has"
	case daemonized(c.process):
		return "it stops nothing, and only the TERM that follows ends the process"
	case unbackgrounded(c.process) && !c.process.IsChild():
		return "the process keeps running, and Bluepill deletes its pid file and loses it"
	}
	return "it stops nothing"
}

// harmlessSignals reports signals that are meant to stop a process, and by which
// its program does something else, and goes on.
func (p *Pass) harmlessSignals() {
	for c, run := range p.runs {
		worker := run.Worker()
		if s, ok := stopSequence(c.process); ok {
			p.harmlessFirst(c, worker, s)
		} else if k, ok := killOf(c.process, "stop_command"); ok {
			if does := goesOnBy(worker, k.signal, daemonized(c.process)); does != "" {
				p.reportHarmless(c, worker, k.wordSpan(), k.word, does)
			}
		}
	}
}

// harmlessTerm reports programs that are sent TERM alone, and go on by that. Bluepill
// has no other signal for those that it daemonizes, either.
func (p *Pass) harmlessTerm() {
	for c, run := range p.runs {
		option := run.SurvivesTerm()
		if option == "" || variableSet(c.process, "UWSGI_DIE_ON_TERM") {
			continue
		}
		place := c.programPlace(run)
		if s, ok := stopSequence(c.process); ok {
			if len(s.elems) == 0 {
				continue
			}
			for i := 0; i < len(s.elems); i += 2 {
				if name, known := s.signal(i); !known || name != "term" {
					ok = false
				}
			}
			if !ok {
				continue
			}
			place = s.place(0)
		} else if k, ok := killOf(c.process, "stop_command"); ok && k.signal == "term" {
			place = k.wordSpan()
		} else if !c.process.Attr("stop_command").Unset() || !c.process.Attr("stop_signals").Unset() {
			continue
		}
		unless, severity := "", diag.Warning
		if run.Configured || slices.ContainsFunc(run.Args, func(w string) bool {
			option, _, _ := strings.Cut(w, "=")
			return slices.Contains(run.Config, option) || slices.Contains([]string{".ini", ".xml", ".yaml", ".yml", ".json"}, path.Ext(w))
		}) {
			unless, severity = ", unless its configuration says otherwise", diag.Info
		}
		p.Finding(place, "with %s, TERM makes %s restart and go on%s, and Bluepill sends no other signal", option, run.Name, unless).
			Severity(severity).Done(p)
	}
}

// harmlessToJobs reports USR1 where it is sent to a job of Resque: Resque's worker.rb
// has a job keep the handlers of its worker, unless TERM_CHILD is set.
func (p *Pass) harmlessToJobs() {
	for c, run := range p.likelyRuns {
		child := c.process.Child
		if child == nil || !c.process.MonitorChildren || !forksForJobs(c.process, run.Worker()) || run.Worker().Name != "resque:work" ||
			slices.ContainsFunc(run.Worker().Variables, func(v string) bool { return strings.HasPrefix(v, "TERM_CHILD=") }) || variableSet(c.process, "TERM_CHILD") || p.setsENV("TERM_CHILD") {
			continue
		}
		if k, ok := killOf(child, "stop_command"); ok && k.signal == "usr1" {
			p.Finding(k.wordSpan(), "%s tells a worker to kill its job; the job itself goes on, unless TERM_CHILD is set", k.word).
				Severity(diag.Info).Related(c.programPlace(run), "this is the worker").Done(p)
		}
	}
}

// harmlessFirst looks at the first signal of a sequence. Only QUIT is sent for
// nothing but to end a process.
func (p *Pass) harmlessFirst(c *commandText, worker program.Run, s sequence) {
	if len(s.elems) == 0 {
		return
	}
	name, known := s.signal(0)
	does := harmless(worker, name)
	if !known || does == "" || name != "quit" {
		return
	}
	if len(s.elems) == 1 {
		p.reportHarmless(c, worker, s.place(0), "QUIT", does)
		return
	}
	if seconds, known := pill.NumberOf(s.elems[1]); known {
		p.Finding(s.place(0), "QUIT %s%s, so Bluepill waits %s for nothing", does, unlessReduced(worker), countOf(int(seconds), "second")).
			Severity(diag.Info).Related(c.programPlace(worker), "what it is sent to").Related(s.origin(), "the sequence is written here").Done(p)
	}
}

func (p *Pass) reportHarmless(c *commandText, worker program.Run, place source.Span, word, does string) {
	follows, severity := "nothing ends it", diag.Warning
	if daemonized(c.process) {
		follows, severity = "only the TERM that follows ends it", diag.Info
	}
	unless := unlessReduced(worker)
	if unless != "" || !unbackgrounded(c.process) {
		severity = diag.Info
	}
	p.Finding(place, "%s %s%s: %s", word, does, unless, follows).Severity(severity).
		Related(c.programPlace(worker), "what it is sent to").Done(p)
}

// goesOnBy is what a program does by a signal that is meant to stop it, if that
// certainly does not end it. By a signal by which it only finishes the work at hand,
// TERM may end it too early instead: see graceful-stop-overruled.
func goesOnBy(worker program.Run, signal string, termFollows bool) string {
	switch {
	case slices.Contains(worker.Renews, signal):
		return "makes " + worker.Name + " reload or restart, and go on"
	case slices.Contains(worker.Finish, signal) && !termFollows && !slices.Contains(worker.MayEnd, signal):
		return worker.Means[signal]
	}
	return harmless(worker, signal)
}

// harmless is what a program does by a signal, if that certainly does not end it;
// "" if it may.
func harmless(worker program.Run, signal string) string {
	does := worker.Means[signal]
	if slices.Contains(worker.Finish, signal) || slices.Contains(worker.MayEnd, signal) || reducesSignals(worker) {
		return ""
	}
	return does
}

// reducesSignals reports whether a Java VM leaves QUIT and others alone, so that they end it.
func reducesSignals(worker program.Run) bool {
	return worker.Name == "java" && slices.ContainsFunc(worker.Args, func(w string) bool { return w == "-Xrs" || w == "-XX:+ReduceSignalUsage" })
}

// unlessReduced allows for options of a Java VM that are not known.
func unlessReduced(worker program.Run) string {
	if worker.Name == "java" && slices.Contains(worker.Args, program.Hole) {
		return ", unless it runs with -Xrs"
	}
	return ""
}
