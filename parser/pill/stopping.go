package pill

// This file knows how Bluepill stops a process: what it sends, and when.

import "github.com/pilllint/pilllint/parser/eval"

// defaultGrace is stop_grace_time in seconds if it is not set.
const defaultGrace = 3

// A Stop is how Bluepill stops a process, as far as the pill tells.
type Stop struct {
	Process *Process
	Means   StopMeans
	Command string     // of ByCommand, if it is known
	Steps   []StopStep // in order of time; empty if the means are not known
	Grace   int        // stop_grace_time in whole seconds, as Bluepill cuts it; -1 if it is not known
	// Cut says that a negative delay ends the sequence: nothing after it is
	// sent.
	Cut bool
	// Refused says that Bluepill does not load the pill, as Grace leaves no
	// time for the steps.
	Refused bool
}

// StopMeans is what a process is stopped with.
type StopMeans uint8

// The means, of which Bluepill takes the first that is set.
const (
	UnknownMeans  StopMeans = iota
	ByStopCommand           // stop_command; Bluepill waits for it, at most for the grace time
	ByStopSignals           // the sequence of stop_signals
	ByDefault               // a TERM
)

// A StopStep is one thing that happens to a process that is being stopped.
type StopStep struct {
	At     int    // seconds after the first; -1 if that is not known
	Sender Sender // who does it
	Signal string // what is sent, in lower case and without "sig"; "" if it is not known, or is a command's business
}

// A Sender is what sends a signal.
type Sender uint8

// The senders.
const (
	SentBySetting Sender = iota // what the pill says, or the default
	SentByCommand               // the stop_command
	// SentByJournal is the TERM that follows on everything else: when Bluepill
	// has daemonized a process itself, it keeps its pid and process group in a
	// journal and sends TERM to both.
	SentByJournal
)

// Stops calls yield with how each process of the pill is stopped and, where they
// are watched and may be, its children; and with the process that the pill is
// refused for, if stopping it is why.
func (c *Config) Stops(yield func(Stop) bool) {
	for p := range c.Processes {
		if !yield(p.Stop()) || p.Child != nil && p.ChildError == nil && !yield(p.Child.Stop()) {
			return
		}
	}
	if e := c.Error; e != nil && e.Step == StopGraceTime && e.Decl != nil {
		s := e.Decl.Stop()
		s.Refused = true
		yield(s)
	}
}

// StopSignals returns the sequence that a process is stopped with, single
// elements of which may be unknown; ok is false if it is stopped otherwise, or
// that cannot be told.
func (p *Process) StopSignals() (sequence *eval.Array, ok bool) {
	if command, known := p.Attr("stop_command").True(); command || !known {
		return nil, false
	}
	sequence, ok = p.Attr("stop_signals").Any().(*eval.Array)
	return sequence, ok && sequence.Lost == nil
}

// Stop returns how Bluepill stops a process.
func (p *Process) Stop() Stop {
	s := Stop{Process: p, Grace: p.stopGrace()}
	command, known := p.Attr("stop_command").True()
	if !known {
		return s
	}
	if command {
		s.Means = ByStopCommand
		s.byCommand()
	} else if sequence, ok := p.StopSignals(); ok && len(sequence.Elems) > 0 {
		s.Means = ByStopSignals
		s.bySignals(sequence.Elems)
	} else if signals, known := p.Attr("stop_signals").True(); known && !signals {
		s.Means = ByDefault
		s.Steps = []StopStep{{Signal: "term"}}
	} else {
		return s
	}
	if daemonize, known := p.Attr("daemonize").True(); known && daemonize && !s.Cut {
		last := s.Steps[len(s.Steps)-1]
		if last.Sender == SentByCommand && last.Signal == "" {
			last.At = -1 // when the command has returned
		}
		s.Steps = append(s.Steps, StopStep{At: last.At, Sender: SentByJournal, Signal: "term"})
	}
	return s
}

// byCommand adds what a stop_command sends, as far as that can be told.
func (s *Stop) byCommand() {
	step := StopStep{Sender: SentByCommand}
	if text, ok := s.Process.Attr("stop_command").Text(); ok {
		s.Command = text
		_, step.Signal, _ = KillSignal(text)
	}
	s.Steps = append(s.Steps, step)
}

// bySignals adds the signals of a sequence.
func (s *Stop) bySignals(elems []eval.Value) {
	at := 0
	for i, v := range elems {
		if i%2 == 0 {
			name, _ := SignalName(v)
			s.Steps = append(s.Steps, StopStep{At: at, Signal: name})
			continue
		}
		n, ok := NumberOf(v)
		switch {
		case ok && n < 0:
			s.Cut = true
			return
		case !ok || n != float64(int(n)) || at < 0:
			at = -1
		default:
			at += int(n)
		}
	}
}

// stopGrace returns stop_grace_time in whole seconds; -1 if it is not known.
func (p *Process) stopGrace() int {
	a := p.Attr("stop_grace_time")
	if a.Unset() {
		return defaultGrace
	}
	if n, ok := a.Number(); ok && n >= 0 && n < 1<<31 {
		return int(n)
	}
	return -1
}

// Known reports whether all is known of when a process gets what.
func (s Stop) Known() bool {
	for _, step := range s.Steps {
		if step.At < 0 || step.Signal == "" {
			return false
		}
	}
	return len(s.Steps) > 0
}

// Kills reports whether the process certainly gets a KILL in the end, which
// nothing can ignore.
func (s Stop) Kills() bool {
	for _, step := range s.Steps {
		if step.Signal == "kill" {
			return true
		}
	}
	return false
}
