package rules

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
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
		"If there is a `monitor_children` block, the children get that TERM too, and KILL a second later, whether Bluepill has\n" +
		"daemonized their parent or not. So `kill -QUIT {{PID}}` lets unicorn finish no request: it loses its workers.\n\n" +
		"A program that daemonizes itself, too, does not get that TERM: the journal has only the process that started it. See\n" +
		"`daemonized-twice`.\n\n" +
		"Put a delay and another signal after the one that asks: `[:quit, 30.seconds, :term, 11.seconds, :kill]`. Or use a\n" +
		"`stop_command` that waits until the process has ended. For INT the finding is an info, as most programs handle INT\n" +
		"like TERM, and so it is where only the children get TERM and KILL.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.restart_command = "kill -USR2 {{PID}}"
    process.stop_grace_time = 45.seconds
    process.stop_signals = [:quit]
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
    process.stop_signals = [:quit, 30.seconds, :term, 11.seconds, :kill]
  end
end
`,
	Check: func(p *Pass) {
		gone := p.daemonizedTwice()
		for proc := range p.Processes {
			if !gone[proc] {
				checkOverruled(p, proc)
			}
		}
	},
}

// gentleSignals ask a program to finish in its own time.
var gentleSignals = []string{"quit", "usr1", "usr2", "winch", "hup", "tstp", "ttin", "int"}

// graded lowers the severity for INT, which most programs take as they take
// TERM, and where only the children are hurried, while the process itself gets
// what it was sent.
func graded(f *Finding, proc *pill.Process, signal string) *Finding {
	if signal == "int" || !daemonized(proc) {
		f.Severity(diag.Info)
	}
	return f
}

func checkOverruled(p *Pass, proc *pill.Process) {
	victims, why, place := overruledBy(proc)
	if victims == "" {
		return
	}
	if s, ok := stopSequence(proc); ok && s.asks() {
		name, _ := s.signal(s.last())
		f := p.Finding(s.place(s.last()), "Bluepill sends %s right after the last signal%s, so :%s has no time to work", victims, why, name).
			Related(s.origin(), "the sequence is written here").Related(place.span, "%s", place.text)
		if fix, ok := appendTermAndKill(proc, s); ok {
			f.Fix(fix)
		}
		graded(f, proc, name).Done(p)
		return
	}
	if k, ok := killOf(proc, "stop_command"); ok && slices.Contains(gentleSignals, k.signal) {
		f := p.Finding(k.wordSpan(), "Bluepill sends %s right after the stop_command%s, so %s has no time to work", victims, why, k.word).
			Related(place.span, "%s", place.text)
		graded(f, proc, k.signal).Done(p)
	}
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
	if s := proc.Last("monitor_children"); s != nil && proc.MonitorChildren && proc.Child != nil && proc.ChildError == nil {
		return "TERM and KILL to the children", "", relatedPlace{s.NameSpan, "children are watched here"}
	}
	return "", "", place
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
