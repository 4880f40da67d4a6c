package supervisor

// This file is the life of a process as a pure function: it has no clock, no
// goroutine and no file.

import (
	"fmt"
	"time"
)

// throttle is how far apart two starts are at least: what dies at once is not
// started again at once.
const throttle = time.Second

// never is a moment that does not come.
const never = time.Duration(1<<63 - 1)

// maxHistory is how many events Bluepill remembers of a process.
const maxHistory = 10

// A Machine is one process, from being loaded to being unloaded.
type Machine struct {
	spec *Spec
	memory
	watches []*watch

	looking look   // what an answer to LookUp is for; 0: none is due
	queue   []Want // commands that wait for it
	running [ChildTask + 1]bool
	polled  time.Duration // when the pid was last looked up, if it has to be again and again
	out     []Action
	now     Now

	signalling bool // a sequence of signals begins, once the change of state is told

	children []*child
	listed   time.Duration // when the children were last asked for
	listing  bool          // the answer is due
}

// memory is what a Machine must not forget when the daemon is killed.
type memory struct {
	State   State         `json:"state"`
	Proc    Ident         `json:"proc"`            // the process that runs; zero if none is known
	Shown   int           `json:"shown,omitempty"` // the pid that status shows, which may be that of a dead one
	Phase   phase         `json:"phase,omitempty"`
	Settled time.Duration `json:"settled,omitempty"` // when the grace time is over, or the command takes too long
	Due     time.Duration `json:"due,omitempty"`     // when to start it again; 0 if it is not to be
	Last    time.Duration `json:"last,omitempty"`    // when it was last started
	Ending  *ending       `json:"ending,omitempty"`
	Flaps   flaps         `json:"flaps,omitzero"`
	History []Happening   `json:"history,omitempty"`
}

// A phase is how far a start has come.
type phase uint8

const (
	idle      phase = iota // there is none
	preparing              // pre_start_command runs
	launching              // the process is being made, or start_command runs
	settling               // it is not looked at until Settled
)

// A look is why the process is looked up.
type look uint8

const (
	lookFirst   look = iota + 1 // which state to begin with
	lookGrace                   // a grace time is over
	lookGone                    // the process has ended; another may have taken its place
	lookStart                   // whether it runs already
	lookRestart                 // the same, to restart it
	lookStop                    // what to stop
	lookLaunch                  // start_command has ended
	lookFollow                  // its pid may change at any time
)

// NewMachine returns the Machine of a process of which nothing is known. It
// begins with the event Began.
func NewMachine(s *Spec) *Machine {
	m := &Machine{spec: s}
	for _, c := range s.Checks {
		m.watches = append(m.watches, &watch{spec: c})
	}
	return m
}

// Step tells what is to be done when an event happens. The actions are to be
// done in order.
func (m *Machine) Step(now Now, ev Event) []Action {
	m.out, m.now = nil, now
	switch ev := ev.(type) {
	case Began:
		m.lookUp(lookFirst)
	case Tick:
		m.tick()
	case Asked:
		m.asked(ev.Want)
	case Exited:
		m.exited(ev)
	case Spawned:
		m.spawned(ev)
	case Ran:
		m.ran(ev)
	case Found:
		m.found(ev.Proc)
	case Measured:
		if ev.Proc.IsZero() {
			m.measured(ev)
		} else {
			m.measuredChild(ev)
		}
	case Listed:
		m.listedChildren(ev.Procs)
	}
	return m.done()
}

// done ends a step.
func (m *Machine) done() []Action {
	if m.signalling {
		m.signalling = false
		if m.Ending != nil {
			m.tickEnding()
		}
	}
	return m.out
}

// Next returns when the Machine wants a Tick, in time since boot.
func (m *Machine) Next() time.Duration {
	next := m.Flaps.next()
	if m.Ending != nil {
		next = min(next, m.Ending.next(m.spec))
	}
	if m.looking != 0 {
		return next
	}
	switch {
	case m.Phase == settling && m.Ending == nil, m.Phase == launching && m.Settled > 0:
		next = min(next, m.Settled)
	case m.Phase == idle && m.Due > 0:
		next = min(next, m.Due)
	}
	if m.watching() {
		if m.polls() {
			next = min(next, m.polled+throttle)
		}
		for _, w := range m.watches {
			next = min(next, w.next())
		}
		next = min(next, m.nextChild())
	}
	return next
}

// watching reports whether checks run.
func (m *Machine) watching() bool { return m.State == Up && m.Phase == idle && m.Ending == nil }

// polls reports whether the pid has to be looked up again and again.
func (m *Machine) polls() bool { return m.spec.FollowPid || m.spec.PidCommand != "" }

func (m *Machine) do(a Action) { m.out = append(m.out, a) }

func (m *Machine) log(l Level, format string, args ...any) {
	m.do(Log{Level: l, Text: fmt.Sprintf(format, args...)})
}

func (m *Machine) lookUp(why look) {
	m.looking = why
	m.do(LookUp{})
}

// know takes note of which process runs.
func (m *Machine) know(p Ident) {
	m.Proc = p
	if !p.IsZero() {
		m.Shown = p.Pid
	}
}

// tick does what has become due.
func (m *Machine) tick() {
	at := m.now.At
	if m.Flaps.due(at) {
		m.retry()
	}
	if m.Ending != nil {
		m.tickEnding()
	}
	if m.looking != 0 {
		return
	}
	switch {
	case m.Phase == launching && m.Settled > 0 && at >= m.Settled:
		m.startTimeout()
	case m.Phase == settling && m.Ending == nil && at >= m.Settled:
		m.settle()
	case m.Phase == idle && m.Due > 0 && at >= m.Due:
		m.Due = 0
		if m.State == Down {
			m.lookUp(lookGone)
		}
	}
	if m.watching() && m.looking == 0 {
		if m.polls() && at >= m.polled+throttle {
			m.polled = at
			m.lookUp(lookFollow)
			return
		}
		m.watch()
		m.watchChildren()
	}
}

// settle ends a grace time.
func (m *Machine) settle() {
	m.Phase, m.Settled = idle, 0
	if m.Proc.IsZero() || m.polls() {
		m.lookUp(lookGrace)
		return
	}
	m.judge()
}

// judge is a tick of Bluepill's, once it is known whether the process runs.
func (m *Machine) judge() {
	switch {
	case m.State == Unmonitored:
	case !m.Proc.IsZero():
		m.Due = 0
		m.enter(Up)
	case m.State == Down:
		m.begin()
	default:
		if m.running[StartTask] { // it did not come up, and must not be in the way of the next one
			m.do(Abandon{StartTask})
		}
		m.enter(Down)
		m.Due = m.now.At + throttle
	}
}

// begin starts a process that is down, but not too soon after the last time.
func (m *Machine) begin() {
	if soonest := m.Last + throttle; m.Last > 0 && soonest > m.now.At {
		m.Due = soonest
		return
	}
	m.Due = 0
	m.enterBy(Starting, m.start)
}

// enterBy changes the state by doing something. It does not if the process flaps.
func (m *Machine) enterBy(to State, do func()) {
	if m.flapping() {
		return
	}
	from := m.State
	m.change(to)
	do()
	if from != to {
		m.log(Info, "Going from %s => %s", from, to) // in Bluepill's order
	}
}

// enter changes the state.
func (m *Machine) enter(to State) {
	if from := m.State; from != to {
		m.change(to)
		m.log(Info, "Going from %s => %s", from, to)
	}
}

func (m *Machine) change(to State) {
	m.State = to
	m.children = nil
	for _, w := range m.watches {
		w.clear()
	}
}

// found goes on with what had to wait for a look-up.
func (m *Machine) found(p Ident) {
	why := m.looking
	m.looking = 0
	if m.Ending == nil && !(why == lookLaunch && p.IsZero()) && !(why == lookFirst && !m.Proc.IsZero()) {
		m.know(p)
	}
	switch why {
	case lookFirst:
		m.first()
	case lookGrace, lookGone:
		if m.Phase == idle && m.Ending == nil {
			m.judge()
		}
	case lookFollow:
		if m.Proc.IsZero() && m.watching() {
			m.gone()
		}
	case lookStart:
		m.userStart()
	case lookRestart:
		m.restartFound()
	case lookStop:
		m.end("")
	}
	for len(m.queue) > 0 && m.looking == 0 {
		w := m.queue[0]
		m.queue = m.queue[1:]
		m.asked(w)
	}
}

// first decides on the state to begin with.
func (m *Machine) first() {
	switch {
	case !m.Proc.IsZero():
		m.State = Up
	case m.spec.AutoStart:
		m.State = Down
		m.begin()
	default:
		m.State, m.Shown = Unmonitored, 0
	}
}

// exited goes on when the process has ended.
func (m *Machine) exited(ev Exited) {
	if ev.Proc != m.Proc || ev.Proc.IsZero() {
		return
	}
	m.Proc = Ident{}
	if m.Ending != nil {
		m.ended(ev.Proc)
		return
	}
	if ev.Status != "" {
		m.log(Debug, "Process %d has ended: %s", ev.Proc.Pid, ev.Status)
	}
	if m.State == Unmonitored {
		m.do(Forget{ev.Proc}) // it may have outlived the grace time of its stop
	}
	if m.State == Unmonitored || m.Phase != idle || m.looking != 0 {
		return // it is looked at when the time comes
	}
	m.gone()
}

// gone goes on when a process that was up is not there any more.
func (m *Machine) gone() {
	if !m.spec.FollowPid {
		m.enter(Down)
	}
	m.lookUp(lookGone)
}
