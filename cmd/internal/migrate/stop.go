package migrate

// This file reads how a process is stopped and restarted.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

// patience is how many seconds a process has to end before it is killed where
// Bluepill would wait for ever: what systemd waits by default.
const patience = 90

// signalNames are the signals of Linux, but for those of real time.
var signalNames = []string{
	"hup", "int", "quit", "ill", "trap", "abrt", "iot", "bus", "fpe", "kill", "usr1", "segv", "usr2", "pipe", "alrm", "term", "stkflt",
	"chld", "cont", "stop", "tstp", "ttin", "ttou", "urg", "xcpu", "xfsz", "vtalrm", "prof", "winch", "io", "poll", "pwr", "sys",
}

// readStop reads how the process is stopped.
func (r *reader) readStop() {
	stop := r.process.Stop()
	daemonize := r.truth("daemonize")
	switch stop.Means {
	case pill.UnknownMeans:
		for _, name := range []string{"stop_command", "stop_signals"} {
			if why := r.process.Attr(name).Why(); why != nil {
				r.refuse(r.place(name), "its %s is not known%s", name, causes(why))
			}
		}
		r.refuse(r.process.Head, "it is not known how it is stopped")
		return
	case pill.ByStopCommand:
		r.readStopCommand(stop, daemonize)
	case pill.ByStopSignals:
		r.readStopSignals(stop, daemonize)
	default:
		r.Stop = Stop{Steps: []Step{{Signal: "term"}}, Timeout: patience, Group: daemonize}
		r.note("stop_signals", "Bluepill sends TERM and never more; from now on a process that is still there after %d seconds is killed", patience)
	}
	if r.Lines["stop_grace_time"] > 0 {
		r.note("stop_grace_time", "it is the signals' delays that count; Bluepill only does not look at the process for this time")
	}
}

// readStopCommand reads a stop_command, of which a signal is left if it sends
// nothing else.
func (r *reader) readStopCommand(stop pill.Stop, daemonize bool) {
	if r.process.Attr("stop_signals").Set() {
		r.note("stop_signals", "they are not used, as there is a stop_command")
	}
	if word, name, ok := pill.KillSignal(stop.Command); ok && name != "" && slices.Contains(signalNames, name) {
		r.Stop = Stop{Steps: []Step{{Signal: name}}, Timeout: patience}
		if daemonize && name != "term" && name != "kill" {
			r.note("stop_command", "Bluepill sends TERM right after %s, so that the process has no time to heed it; from now on it has %d seconds, and then is killed", word, patience)
		} else if name != "kill" {
			r.note("stop_command", "it is %s; from now on a process that is still there after %d seconds is killed", word, patience)
		}
		return
	}
	c, ok := r.command("stop_command")
	r.Stop = Stop{Steps: []Step{{Signal: "term"}}, Timeout: max(stop.Grace, 1), Group: daemonize}
	if !ok {
		return
	}
	r.Stop.Command = &c
	if daemonize {
		r.note("stop_command", "Bluepill sends TERM as soon as the command has returned, and so it stays")
		return
	}
	r.note("stop_command", "after the command the process has %d seconds to end; then it gets TERM, and KILL after as long", r.Stop.Timeout)
}

// readStopSignals reads a sequence of signals and delays.
func (r *reader) readStopSignals(stop pill.Stop, daemonize bool) {
	var steps []Step
	at := 0
	for _, s := range stop.Steps {
		switch {
		case s.Sender == pill.SentByJournal:
			continue
		case s.Signal == "" || s.At < 0:
			r.refuse(r.place("stop_signals"), "a signal or delay of its stop_signals is not known%s", causes(r.process.Attr("stop_signals").Any()))
			return
		case len(steps) > 0:
			steps[len(steps)-1].Wait = s.At - at
		}
		at = s.At
		if !slices.Contains(signalNames, s.Signal) {
			r.lose("stop_signals", "there is no signal %s; its delay is kept", s.Signal)
			s.Signal = "0"
		}
		steps = append(steps, Step{Signal: s.Signal})
	}
	r.Stop = Stop{Steps: steps, Group: daemonize}
	last := &steps[len(steps)-1]
	switch {
	case last.Signal == "kill" && len(steps) > 1:
		// The end is forced by the sequence itself.
		r.Stop.Timeout = steps[len(steps)-2].Wait
	case last.Signal != "kill":
		r.Stop.Timeout = patience
		r.note("stop_signals", "the sequence does not end in kill; a process that is still there %d seconds after its end is killed", patience)
	}
	if stop.Cut {
		r.lose("stop_signals", "nothing after the negative delay is ever sent, and so it stays")
	}
	if daemonize && last.Signal != "kill" && last.Signal != "term" && len(steps) == 1 {
		r.note("stop_signals", "Bluepill sends TERM at once after the only signal; from now on the process has %d seconds to heed it", patience)
		r.Stop.Group = false
	}
	if r.process.Attr("restart_command").Unset() && len(steps) > 1 {
		r.note("stop_signals", "Bluepill's restart kills the new process by the old one's signals; from now on the new one is started when the old one has ended")
	}
}

// readReload reads how the process is restarted in place.
func (r *reader) readReload() {
	c, ok := r.command("restart_command")
	if !ok {
		r.note("restart_command", "without one, Bluepill starts the new process while the old one ends; from now on the old one ends first")
		return
	}
	r.Reload = &Reload{Command: c}
	if _, name, ok := pill.KillSignal(c.Text); ok && slices.Contains(signalNames, name) {
		r.Reload.Signal = name
	}
	r.note("restart_command", "it is what a reload does; a restart is a stop and a start")
	run, known := program.Read(r.Start.Words)
	if r.Reload.Signal == "usr2" && known && replacesItself(run.Name) && r.PidFile == "" {
		r.follow(run.Name)
	}
	if r.Lines["restart_grace_time"] > 0 {
		r.note("restart_grace_time", "its checks leave the process alone for this time after they reload it")
	}
}

// follow has the pid file looked at when a process ends that may have started
// another in its place.
func (r *reader) follow(name string) {
	if file := r.pidFile(); file != "" {
		r.PidFile, r.Follows = file, true
		r.note("pid_file", "it is where %s has to write its process id itself, so that the new process is known when USR2 has replaced the old one", name)
		return
	}
	r.lose("restart_command", "on USR2, %s starts a new process in its place, which is not followed, as there is no pid file: when the old one ends, it is started once more", name)
}

// replacesItself reports whether a server starts a new process of itself when
// it gets USR2.
func replacesItself(name string) bool {
	return slices.Contains([]string{"unicorn", "unicorn_rails", "rainbows", "zbatery", "nginx", "gunicorn"}, name)
}
