package supervisor

// This file takes up a process where a daemon that was killed has left it.

import (
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// Memory returns what a successor needs to go on, in at most room bytes: of
// the history, the oldest goes first.
func (m *Machine) Memory(room int) ([]byte, error) {
	mem := m.memory
	for {
		data, err := json.Marshal(&mem)
		if err != nil || len(data) <= room || len(mem.History) == 0 {
			return data, err
		}
		mem.History = mem.History[1:]
	}
}

// same reports whether there is nothing new to keep since an earlier moment.
// That is asked at every step, so that it must cost nothing.
func (m *memory) same(old *memory) bool {
	return m.State == old.State && m.Proc == old.Proc && m.Shown == old.Shown && m.Phase == old.Phase &&
		m.Settled == old.Settled && m.Due == old.Due && m.Last == old.Last && m.Ending.same(old.Ending) &&
		m.Flaps.Retry == old.Flaps.Retry && slices.Equal(m.Flaps.Starts, old.Flaps.Starts) && slices.Equal(m.History, old.History)
}

func (e *ending) same(old *ending) bool {
	if e == nil || old == nil {
		return e == old
	}
	return e.Step == old.Step && e.At == old.At && e.Until == old.Until && e.Then == old.Then && e.Late == old.Late
}

// copied is the memory at this moment, whatever happens to the Machine. What
// slices hold is never changed.
func (m *memory) copied() memory {
	c := *m
	if m.Ending != nil {
		e := *m.Ending
		c.Ending = &e
	}
	return c
}

// Recall makes the Machine go on from the memory of another. proc is the
// process that it knew, or was about to make, if that is still there, and zero
// otherwise. If the other one ended in good order, only what is going on
// counts, and states are found anew, as by any load.
func (m *Machine) Recall(now Now, data []byte, proc func(Ident) Ident, orderly bool) ([]Action, error) {
	var mem memory
	if err := json.Unmarshal(data, &mem); err != nil {
		return nil, err
	}
	if err := mem.sane(m.spec); err != nil {
		return nil, err
	}
	mem.notLater(m.spec, now.At)
	m.out, m.now = nil, now
	was := mem.Proc
	mem.Proc = proc(was)
	if orderly && mem.Ending == nil {
		history, flaps := mem.History, mem.Flaps
		flaps.Retry = 0
		m.memory = memory{History: history, Flaps: flaps, Proc: mem.Proc, Shown: mem.Shown, Last: mem.Last}
		if mem.Phase == settling && mem.State == Starting && !mem.Proc.IsZero() {
			m.State, m.Phase, m.Settled = mem.State, mem.Phase, mem.Settled
			return nil, nil
		}
		m.lookUp(lookFirst)
		return m.out, nil
	}
	m.memory = mem
	m.know(mem.Proc)
	if orderly && m.State == Unmonitored && m.Ending.Then == "" && m.spec.AutoStart {
		m.State, m.Ending.Then = Down, Start // a load starts what is stopped
	}
	m.resume(was)
	return m.done(), nil
}

// sane reports what cannot be the memory of a Machine.
func (m *memory) sane(s *Spec) error {
	switch {
	case m.State > Restarting, m.Phase > settling:
		return errors.New("there is no such state")
	case m.Proc.Pid < 0 || m.Proc.Pid == 1:
		return errors.New("that is no process of ours")
	case m.Ending != nil && m.Ending.Step < 0:
		return errors.New("there is no such step")
	}
	if m.Ending != nil { // the sequence may be shorter by now
		m.Ending.Step = min(m.Ending.Step, len(s.StopSignals))
	}
	return nil
}

// notLater brings times down to what they can be at most: that of boot is
// another in a container, so that a memory may seem to be of the future.
func (m *memory) notLater(s *Spec, now time.Duration) {
	m.Last = min(m.Last, now)
	m.Due = min(m.Due, now+throttle)
	m.Settled = min(m.Settled, now+max(s.StartGrace, s.RestartGrace))
	m.Flaps.Starts = slices.DeleteFunc(m.Flaps.Starts, func(at int64) bool { return at > int64(now/time.Second) })
	if s.Flapping != nil {
		m.Flaps.Retry = min(m.Flaps.Retry, now+s.Flapping.RetryIn)
	}
	if e := m.Ending; e != nil && e.Until != never {
		e.Until = min(e.Until, now+max(s.StopGrace, throttle))
		if e.Step < len(s.StopSignals) {
			e.At = min(e.At, now+s.StopSignals[e.Step].After)
		}
	}
}

// resume goes on with what was going on.
func (m *Machine) resume(was Ident) {
	switch {
	case m.Ending != nil && m.Proc.IsZero():
		m.ended(was)
	case m.Ending != nil:
		m.again()
	case m.Phase == preparing:
		m.start()
	case m.Phase == launching && !m.Proc.IsZero():
		m.Phase, m.Settled = settling, m.now.At+m.spec.StartGrace
	case m.Phase == launching && m.spec.Daemonize:
		m.launch() // it was never made
	case m.Phase == launching:
		m.Phase, m.Settled = settling, m.now.At+m.spec.StartGrace
		m.lookUp(lookLaunch)
	case m.Phase == idle && m.Proc.IsZero() && m.State == Up:
		m.gone()
	case m.Phase == idle && m.Proc.IsZero() && m.State == Down && m.Due == 0:
		m.lookUp(lookGone)
	case m.Phase == idle && m.State != Up && m.State != Down && m.State != Unmonitored:
		m.Phase, m.Settled = settling, m.now.At
	}
}

// again repeats the last thing that was done to stop the process, as it cannot
// be told whether that came to pass. Times that have gone by meanwhile begin anew, as
// nobody may have been there for long; others stay, or a load now and then would put
// off the end for ever.
func (m *Machine) again() {
	e, s := m.Ending, m.spec
	overdue := m.now.At >= e.Until
	switch {
	case e.Until == never: // its process was not made yet, and now is
		then := e.Then
		m.Ending = nil
		m.end(then)
		return
	case overdue && e.Late:
		e.Until = m.now.At + max(s.StopGrace, throttle)
	case overdue && (s.Stop != "" || e.Step >= len(s.StopSignals)):
		e.Until = m.now.At + s.StopGrace
	}
	switch {
	case s.Stop != "" && e.Late:
		m.term()
	case s.Stop != "":
		m.run(StopTask, m.withPid(s.Stop))
	case len(s.StopSignals) > 0:
		if e.Step > 0 {
			m.do(Signal{m.Proc, s.StopSignals[e.Step-1].Signal, false})
			if e.Step < len(s.StopSignals) && m.now.At >= e.At {
				late := m.now.At + s.StopSignals[e.Step].After - e.At
				e.At, e.Until = e.At+late, e.Until+late
			}
		}
		m.tickEnding()
	default:
		m.term()
	}
}
