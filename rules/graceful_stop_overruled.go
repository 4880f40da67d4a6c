package rules

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
)

var gracefulStopOverruled = &Rule{
	Name:        "graceful-stop-overruled",
	Severity:    diag.Warning,
	Consequence: diag.Process,
	From:        journalVersion,
	Related:     []string{"stop-signals-without-kill", "daemonized-twice"},
	Title:       "TERM follows at once on a signal that asks a process to finish",
	Since:       "0.1",
	Text: "After the last of `stop_signals`, or after `stop_command` has returned, Bluepill sends TERM to the processes that it\n" +
		"has daemonized itself, and to their process groups. With `[:quit]` or `kill -QUIT {{PID}}`, a process was seen to get\n" +
		"QUIT, TERM and TERM within two milliseconds, so it has no time to finish its work, as QUIT is meant to allow.\n\n" +
		"If there is a `monitor_children` block, the children get that TERM too, and several that are still there get KILL a\n" +
		"second later, whether Bluepill has daemonized their parent or not. Then TERM goes to their process group, in which\n" +
		"their parent most likely is. So `kill -QUIT {{PID}}` lets unicorn finish no request: it loses its workers. Nor does\n" +
		"`red_unicorn stop`, which sends it QUIT and returns.\n\n" +
		"A program that daemonizes itself, too, does not get that TERM: the journal has only the process that started it. Its\n" +
		"children get it with `monitor_children`, once the program has overwritten the pid file. See `daemonized-twice`.\n\n" +
		"Put a delay and another signal after the one that asks: `[:quit, 30.seconds, :term, 11.seconds, :kill]`. Or use a\n" +
		"`stop_command` that waits until the process has ended. The finding is a warning for programs that are known to finish\n" +
		"their work by that signal and not by TERM: unicorn, thin, nginx, PHP-FPM and Resque's workers by QUIT, Apache by WINCH,\n" +
		"HAProxy by USR1. It is an info for all others, such as a script, which ends at once unless it traps the signal, and\n" +
		"where Bluepill has not daemonized the process, which may be in another process group than its children. Nothing is\n" +
		"said of programs to which the signal means no more than TERM.\n\n" +
		"Some programs, such as puma and delayed_job, finish their work by TERM and do not handle QUIT, which ends them at once;\n" +
		"so do Gunicorn and Celery, for which QUIT is meant to.\n" +
		"That is an info, too, and so is a QUIT to `rake resque:workers`, which its workers do not get.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "nginx -c /srv/shop/nginx.conf -g 'daemon off;'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -HUP {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit]
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "nginx -c /srv/shop/nginx.conf -g 'daemon off;'"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -HUP {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit, 30.seconds, :term, 11.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		for proc := range p.Processes {
			if !p.endsByQuit(proc) {
				checkOverruled(p, proc)
			}
		}
	},
}

// gentleSignals ask a program to finish in its own time.
var gentleSignals = []string{"quit", "usr1", "usr2", "winch", "hup", "tstp", "ttin", "int"}

// endsByQuit reports a QUIT by which a process is stopped that ends its program at
// once, whoever daemonizes that and whatever follows.
func (p *Pass) endsByQuit(proc *pill.Process) bool {
	c := p.startOf(proc)
	if c == nil {
		return false
	}
	run, ok := c.run()
	if !ok {
		return false
	}
	worker, place := run.Worker(), quitPlace(proc)
	if worker.Parent {
		return p.quitsParent(proc, c, run, worker.Name)
	}
	why := "%s does not handle QUIT, so it ends at once; TERM is what asks it to finish"
	switch {
	case place.IsZero():
		return false
	case slices.Contains(worker.Harsh, "quit"):
		why = "%s ends by QUIT at once; TERM is what asks it to finish"
	case !slices.Contains(worker.Unhandled, "quit"):
		return false
	}
	p.Finding(place, why, worker.Name).
		Severity(diag.Info).Related(c.programPlace(run), "what it is sent to").Done(p)
	return true
}

// quitsParent reports a QUIT that is sent to a program which starts the workers and
// hands them no signal. TERM goes to their process group, which is that of what
// Bluepill has daemonized.
func (p *Pass) quitsParent(proc *pill.Process, c *commandText, run program.Run, name string) bool {
	place := quitPlace(proc)
	if s, ok := stopSequence(proc); ok && place.IsZero() && len(s.elems) > 0 {
		if first, known := s.signal(0); known && first == "quit" {
			place = s.place(0)
		}
	}
	if place.IsZero() {
		return false
	}
	f := p.Finding(place, "QUIT reaches only %s, which passes it on to no worker", name).Severity(diag.Info)
	if daemonized(proc) && !p.endsGently(proc, run.Worker()) {
		f = p.Finding(place, "QUIT reaches only %s, which passes it on to no worker, and the TERM that follows ends their jobs at once", name)
	}
	f.Related(c.programPlace(run), "what it is sent to").Done(p)
	return true
}

// endsGently reports whether a worker of Resque may finish its job after TERM, or give it
// time, by what worker.rb reads in the environment.
func (p *Pass) endsGently(proc *pill.Process, worker program.Run) bool {
	for _, name := range []string{"GRACEFUL_TERM", "TERM_CHILD"} {
		if variableSet(proc, name) || p.setsENV(name) || slices.ContainsFunc(worker.Variables, func(v string) bool { return strings.HasPrefix(v, name+"=") }) {
			return true
		}
	}
	return false
}

// quitPlace is where the QUIT is written that a process is stopped with, if it is
// the last that it is sent.
func quitPlace(proc *pill.Process) source.Span {
	if s, ok := stopSequence(proc); ok && s.asks() {
		if name, _ := s.signal(s.last()); name == "quit" {
			return s.place(s.last())
		}
		return source.Span{}
	}
	if k, ok := killOf(proc, "stop_command"); ok && k.signal == "quit" {
		return k.wordSpan()
	}
	return source.Span{}
}

// blunt reports whether the program that a process runs is known to end by a
// signal no more gently than by TERM, or not at all.
func (p *Pass) blunt(proc *pill.Process, signal string) bool {
	c := p.startOf(proc)
	if c == nil {
		return false
	}
	run, ok := c.run()
	if !ok {
		return false
	}
	worker := run.Worker()
	return slices.Contains(worker.Blunt, signal) || slices.Contains(worker.Harsh, signal) || slices.Contains(worker.Renews, signal) || harmless(worker, signal) != "" // see idle-stop-command
}

// finishing returns the program that a process runs, or that a service is, if it
// is known to finish its work by a signal; "" if not.
func (p *Pass) finishing(proc *pill.Process, signal string) string {
	c := p.startOf(proc)
	if c == nil {
		return ""
	}
	run, ok := c.run()
	if !ok {
		return ""
	}
	if run = run.Worker(); !slices.Contains(run.Finish, signal) {
		return ""
	}
	return run.Name
}

func checkOverruled(p *Pass, proc *pill.Process) {
	twice := p.daemonizedTwice()[proc]
	victims, why, place := overruledBy(proc)
	if twice {
		victims, why, place = childrenOverruled(proc)
	}
	if victims == "" || twice && p.losesTrack(proc) {
		return
	}
	if s, ok := stopSequence(proc); ok && s.asks() {
		name, _ := s.signal(s.last())
		if p.blunt(proc, name) {
			return
		}
		f := p.Finding(s.place(s.last()), "Bluepill sends %s right after the last signal%s%s", victims, why, p.without(proc, ":"+name, name)).
			Related(s.origin(), "the sequence is written here").Related(place.span, "%s", place.text)
		if fix, ok := appendTermAndKill(proc, s); ok {
			f.Fix(fix)
		}
		p.graded(f, proc, name, twice).Done(p)
		return
	}
	if k, ok := killOf(proc, "stop_command"); ok && slices.Contains(gentleSignals, k.signal) && !p.blunt(proc, k.signal) {
		f := p.Finding(k.wordSpan(), "Bluepill sends %s right after the stop_command%s%s", victims, why, p.without(proc, k.word, k.signal)).
			Related(place.span, "%s", place.text)
		p.graded(f, proc, k.signal, twice).Done(p)
		return
	}
	if sent, c, ok := p.sentByStop(proc); ok && slices.Contains(gentleSignals, sent.Signal) {
		f := p.settingFinding(proc, c.setting, c.wordPlace(sent.Word), "Bluepill sends %s right after the stop_command%s, and %s only asks by %s, which leaves %s no time to finish its work",
			victims, why, sent.Name, strings.ToUpper(sent.Signal), sent.To).Related(place.span, "%s", place.text)
		if twice || !daemonized(proc) {
			f.Severity(diag.Info)
		}
		f.Done(p)
	}
}

// sentByStop returns the signal that a stop_command has another program send, if that is all
// it does.
func (p *Pass) sentByStop(proc *pill.Process) (sent program.Sent, command *commandText, ok bool) {
	for c := range p.commands {
		if c.process != proc || c.setting.Name != "stop_command" || proc.Last("stop_command") != c.setting {
			continue
		}
		if words, known := c.words(); known {
			sent, ok = program.FindSent(words)
			return sent, c, ok
		}
	}
	return sent, nil, false
}

// without says what a signal has no time for: whether it asks for that, is known of
// some programs only.
func (p *Pass) without(proc *pill.Process, word, signal string) string {
	if name := p.finishing(proc, signal); name != "" {
		return ", so " + word + " leaves " + name + " no time to finish its work"
	}
	return ": if " + word + " asks the program to finish its work, it has no time to"
}

// graded lowers the severity for programs that are not known to finish their work
// by the signal, and where TERM goes to the children and their process group: that
// of the process itself is not known.
func (p *Pass) graded(f *Finding, proc *pill.Process, signal string, twice bool) *Finding {
	if twice || !daemonized(proc) || p.finishing(proc, signal) == "" {
		f.Severity(diag.Info)
	}
	return f
}

// A relatedPlace is a place and what is there.
type relatedPlace struct {
	span source.Span
	text string
}

// overruledBy tells to whom TERM goes once a process has been asked to end: to
// the process itself, to its children, or "" if certainly to neither is known.
func overruledBy(proc *pill.Process) (victims, why string, place relatedPlace) {
	if daemonized(proc) {
		return "TERM", " of a daemonized process", relatedPlace{daemonizePlace(proc), "daemonized here"}
	}
	return childrenOverruled(proc)
}

// childrenOverruled is overruledBy for the children alone.
func childrenOverruled(proc *pill.Process) (victims, why string, place relatedPlace) {
	if s := proc.Last("monitor_children"); s != nil && proc.MonitorChildren && proc.Child != nil && proc.ChildError == nil {
		return "TERM to the children and their process group", "", relatedPlace{s.NameSpan, "children are watched here"}
	}
	return "", "", place
}

// losesTrack reports whether a process that daemonizes itself certainly never
// writes the pid file that Bluepill watches, which then never sees its children.
func (p *Pass) losesTrack(proc *pill.Process) bool {
	c := p.startOf(proc)
	if !proc.Attr("pid_command").Unset() {
		return false
	}
	if c == nil {
		return true
	}
	run, ok := c.run()
	if !ok || run.Launches {
		return true
	}
	named, watched := c.namesPidFile(run)
	return named && !watched || c.overwritesAnother(run)
}

// overruled reports whether the last signal of a sequence only asks, and TERM
// follows at once.
func (s sequence) overruled(proc *pill.Process) bool {
	victims, _, _ := overruledBy(proc)
	return victims != "" && s.asks()
}

// asks reports whether the last signal of a sequence only asks.
func (s sequence) asks() bool {
	if len(s.elems) == 0 {
		return false
	}
	name, ok := s.signal(s.last())
	return ok && slices.Contains(gentleSignals, name) && !s.hasKill()
}

func daemonizePlace(proc *pill.Process) source.Span {
	if s := proc.Last("daemonize"); s != nil {
		return s.NameSpan
	}
	return source.Span{}
}

// appendTermAndKill gives the last signal time. It is offered only where there
// is a restart_command: see restart-kills-new-process.
func appendTermAndKill(proc *pill.Process, s sequence) (diag.Fix, bool) {
	last, ok := s.literal(s.last())
	sum, known := s.sum()
	if !ok || !known || !isTrue(proc, "restart_command") {
		return diag.Fix{}, false
	}
	edits, ok := makeRoom(proc, sum+41)
	if !ok {
		return diag.Fix{}, false
	}
	end := last.File.Span(last.End, last.End)
	edits = append(edits, source.Edit{Span: end, New: ", 30.seconds, :term, 11.seconds, :kill"})
	return diag.Fix{Title: "Give it time before TERM and KILL", Edits: edits}, true
}
