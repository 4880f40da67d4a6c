package supervisor

// This file stops a process. A stop is of one process and no other: signals
// that are still due are dropped when it ends, and nothing is started before.

import (
	"strings"
	"time"
)

// An ending is a stop that is going on.
type ending struct {
	Step     int           `json:"step,omitempty"` // which of StopSignals is next
	At       time.Duration `json:"at,omitempty"`   // when it is due
	Until    time.Duration `json:"until"`          // when the grace time is over
	Then     Want          `json:"then,omitempty"` // Start or Restart: what follows
	Late     bool          `json:"late,omitempty"` // the grace time was over once
	Children []Ident       `json:"-"`              // that were watched when it began
}

// next returns when there is something to do.
func (e *ending) next(s *Spec) time.Duration {
	if e.Step < len(s.StopSignals) && s.Stop == "" {
		return e.At
	}
	return e.Until
}

// end begins to stop the process that runs. then is what follows: Restart, or
// nothing.
func (m *Machine) end(then Want) {
	s := m.spec
	if m.Ending != nil {
		m.Ending.Then = then
		if s.Stop == "" && len(s.StopSignals) == 0 && then == "" && !m.Proc.IsZero() {
			m.term() // who asks twice means it
		}
		return
	}
	if m.Proc.IsZero() && m.Phase == launching {
		m.Ending = &ending{Until: never, Then: then} // until it is there
		return
	}
	m.Ending = &ending{Until: m.now.At + s.StopGrace, Then: then, Children: m.orphans()}
	m.Phase = idle
	switch {
	case m.Proc.IsZero() && s.Stop == "":
		m.ended(Ident{})
	case s.Stop != "": // even if no process is known: the command may know better
		command := m.withPid(s.Stop)
		m.log(Warning, "Executing stop command: %s", command)
		m.run(StopTask, command)
	case len(s.StopSignals) > 0:
		m.log(Warning, "Sending stop signals to %d", m.Proc.Pid)
		m.Ending.At = m.now.At
		m.signalling = true
	default:
		m.log(Warning, "Executing default stop command. Sending TERM signal to %d", m.Proc.Pid)
		m.term()
	}
}

// term sends the signal of the default stop. A process that was put in the
// background here has a process group of its own, which gets it too.
func (m *Machine) term() { m.do(Signal{m.Proc, "TERM", m.spec.Daemonize}) }

// tickEnding sends the signals that are due.
func (m *Machine) tickEnding() {
	e, s := m.Ending, m.spec
	for s.Stop == "" && e.Step < len(s.StopSignals) && m.now.At >= e.At && !m.Proc.IsZero() {
		// Nobody may have been there to send it in time. The delay behind it is
		// for what the process does with it, and stays as long.
		late := m.now.At - e.At
		e.At += late
		if e.Until != never {
			e.Until += late
		}
		signal := s.StopSignals[e.Step].Signal
		m.log(Info, "Sending signal %s to %d", signal, m.Proc.Pid)
		m.do(Signal{m.Proc, signal, false})
		if e.Step++; e.Step < len(s.StopSignals) {
			delay := s.StopSignals[e.Step].After
			e.At += delay
			m.log(Debug, "Sleeping for %d seconds", int(delay.Seconds()))
		}
	}
	if e.Step < len(s.StopSignals) && s.Stop == "" || m.now.At < e.Until {
		return
	}
	m.outlived()
}

// outlived goes on when the grace time is over and the process is still there.
func (m *Machine) outlived() {
	e, s := m.Ending, m.spec
	if m.running[StopTask] {
		m.slow()
		m.do(Abandon{StopTask})
	}
	if m.Proc.IsZero() {
		m.ended(Ident{})
		return
	}
	if !e.Late && s.Daemonize && (s.Stop != "" || len(s.StopSignals) > 0) {
		// Bluepill sends it at once, and so cuts a graceful stop short.
		m.log(Info, "Termed old process %d", m.Proc.Pid)
		m.term()
		e.Late, e.Until = true, m.now.At+max(s.StopGrace, throttle)
		return
	}
	if !e.Late && m.killed() { // nothing outlives that, but the kernel may be busy
		e.Late, e.Until = true, m.now.At+max(s.StopGrace, throttle)
		return
	}
	m.log(Warning, "Process %d is still running after %d seconds", m.Proc.Pid, int(s.StopGrace.Seconds()))
	m.Ending = nil
	switch {
	case m.State == Stopping, m.State == Restarting, m.State == Starting:
		m.enter(Up)
	case (m.State == Unmonitored || m.State == Down) && e.Then == Start:
		m.enter(Up)
	}
}

// killed reports whether the last signal was one that nothing outlives.
func (m *Machine) killed() bool {
	n := len(m.spec.StopSignals)
	return m.spec.Stop == "" && n > 0 && strings.TrimPrefix(strings.ToUpper(m.spec.StopSignals[n-1].Signal), "SIG") == "KILL"
}

// ended goes on when the process that was to end has ended.
func (m *Machine) ended(p Ident) {
	e := m.Ending
	m.Ending = nil
	if !p.IsZero() && m.spec.Stop == "" && e.Step < len(m.spec.StopSignals) {
		m.log(Debug, "Process has terminated.")
	}
	// What is started next may write the file while a stale one is removed.
	if !p.IsZero() || e.Then == "" {
		m.do(Forget{p})
	}
	if left := e.Children; m.spec.Daemonize || len(left) > 0 {
		m.do(Sweep{p, m.spec.Daemonize, left})
	}
	switch {
	case e.Then == Start && (m.State == Unmonitored || m.State == Down):
		m.enterBy(Starting, m.start)
	case e.Then != "":
		m.start()
	case m.State == Stopping:
		m.enter(Down)
		m.Due = m.now.At + throttle
	}
}
