package supervisor

// This file is a process as Bluepill keeps one.

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// A relic is a process of an Original.
type relic struct {
	o        *Original
	spec     *Spec
	state    State
	skip     int64 // no ticks before then, in seconds; 0: none are skipped
	changed  bool  // by an event of a check
	watches  []*watch
	starts   []int64       // that the flapping trigger counts
	stopping chan struct{} // closed to end the thread that stops it
	cancel   chan struct{} // closed to cancel what the flapping trigger has scheduled
	children []*relic
	parent   *relic

	pidMu sync.Mutex // other threads look at it
	pid   int        // the cached one
	waits map[int]chan unix.WaitStatus
}

func newRelic(o *Original, s *Spec) *relic {
	p := &relic{o: o, spec: s, cancel: make(chan struct{}), waits: map[int]chan unix.WaitStatus{}}
	for _, c := range s.Checks {
		p.watches = append(p.watches, &watch{spec: c})
	}
	return p
}

func (p *relic) log(l Level, format string, args ...any) {
	s, child := p.spec, 0
	if p.parent != nil {
		s, child = p.parent.spec, p.pid
	}
	text := fmt.Sprintf(format, args...)
	p.o.tell(s, Observation{Kind: SawLog, Pid: child, Text: text})
	p.o.host.log(l, s, "%s", text)
}

// die ends the daemon without a word.
func (p *relic) die(format string, args ...any) {
	panic(ErrDied{fmt.Sprintf(format, args...)})
}

// first finds the state to begin with.
func (p *relic) first() {
	switch {
	case p.running():
		p.state = Up
	case p.spec.AutoStart:
		p.state = Down
	default:
		p.state = Unmonitored
	}
}

// tick is what happens each second.
func (p *relic) tick() {
	if p.skip > p.o.seconds() {
		return
	}
	p.skip = 0
	if p.state == Unmonitored {
		p.endThreads()
		return
	}
	switch { // each guard of a transition looks anew, and forgets the pid of what is gone
	case p.running():
		p.become(Up, nil)
	case p.running():
	case p.state == Down:
		p.become(Starting, p.start)
	default:
		p.become(Down, nil)
	}
	if p.state == Up {
		p.runChecks()
		p.tickChildren()
	}
}

// become changes the state, and does what comes with it.
func (p *relic) become(to State, do func()) {
	if (to == Starting || to == Restarting) && p.flaps() {
		return
	}
	from := p.state
	if from == Stopping {
		p.endThreads()
	}
	p.state = to
	if do != nil {
		do()
	}
	if from == to {
		return
	}
	p.changed = true
	for _, w := range p.watches {
		w.clear()
	}
	p.children = nil
	p.log(Info, "Going from %s => %s", from, to)
	if p.parent == nil {
		pid, _ := p.actualPid()
		p.o.tell(p.spec, Observation{Kind: SawState, Pid: pid, Text: to.String()})
	}
}

// dispatch is an event, where the state allows it.
func (p *relic) dispatch(w Want) {
	switch {
	case !w.Known():
		p.die("there is no event %s", w)
	case w == Unmonitor:
		p.become(Unmonitored, nil)
	case w == Start && (p.state == Unmonitored || p.state == Down):
		p.become(Starting, p.start)
	case w == Restart && (p.state == Up || p.state == Down):
		p.become(Restarting, p.restart)
	case w == Stop && p.state == Up:
		p.become(Stopping, p.stop)
	}
}

// asked is a command of the user's.
func (p *relic) asked(w Want) {
	p.o.tell(p.spec, Observation{Kind: SawAsked, Text: string(w)})
	switch w {
	case Start:
		if p.running() {
			p.log(Warning, "Refusing to re-run start command on an already running process.")
			return
		}
		p.dispatch(Start)
	case Stop:
		p.stop()
		p.dispatch(Unmonitor)
	case Restart:
		p.restart()
	case Unmonitor:
		p.starts = nil
		close(p.cancel)
		p.cancel = make(chan struct{})
		p.dispatch(Unmonitor)
	}
}

// flaps counts a start, and reports whether it is one too many.
func (p *relic) flaps() bool {
	f := p.spec.Flapping
	if f == nil {
		return false
	}
	if f.Flaw {
		p.die("an option of flapping cannot be used")
	}
	p.starts = append(p.starts, p.o.seconds())
	if over := len(p.starts) - f.Times; over > 0 {
		p.starts = p.starts[over:]
	}
	if len(p.starts) < f.Times || float64(p.starts[len(p.starts)-1]-p.starts[0]) > f.Within.Seconds() {
		return false
	}
	p.log(Info, "Flapping detected: retrying in %g seconds", f.RetryIn.Seconds())
	if f.RetryIn > 0 {
		p.later(f.RetryIn, Start)
	}
	p.later(0, Unmonitor)
	p.starts = nil
	return true
}

// later has another thread dispatch an event.
func (p *relic) later(after time.Duration, w Want) {
	cancel := p.cancel
	go func() {
		select {
		case <-time.After(p.o.clock.Wait(after)):
			p.o.mu.Lock() // which Bluepill does not, and sometimes pays for
			defer p.o.mu.Unlock()
			p.dispatch(w)
		case <-cancel:
		}
	}()
}

// skipTicks adds to the time in which the process is not looked at.
func (p *relic) skipTicks(d time.Duration) {
	if p.skip == 0 {
		p.skip = p.o.seconds()
	}
	p.skip += int64(d / time.Second)
}

// running reports whether there is a process of that pid, be it a dead one.
func (p *relic) running() bool {
	pid, ok := p.actualPid()
	if ok && unix.Kill(pid, 0) == nil {
		return true
	}
	p.setPid(0)
	return false
}

func (p *relic) setPid(pid int) {
	p.pidMu.Lock()
	defer p.pidMu.Unlock()
	p.pid = pid
}

// actualPid is the cached pid, or what pid_command or the pid file says.
func (p *relic) actualPid() (int, bool) {
	p.pidMu.Lock()
	defer p.pidMu.Unlock()
	if p.parent != nil {
		return p.pid, p.pid > 0
	}
	if p.spec.PidCommand != "" {
		pid := shellPid(p.spec.PidCommand)
		return pid, pid > 0
	}
	if p.pid > 0 && !p.spec.FollowPid {
		return p.pid, true
	}
	data, err := os.ReadFile(rooted(p.spec.PidFile))
	if errors.Is(err, unix.EISDIR) {
		p.die("the pid file %s is a folder", p.spec.PidFile)
	}
	p.pid = int(ToI(string(data)) / time.Second)
	return p.pid, p.pid > 0
}

// shellPid is the pid that a command prints, if it prints nothing else.
func shellPid(command string) int {
	out, _ := exec.Command("/bin/sh", "-c", command).Output() // of which only the output counts
	text := strings.TrimSpace(string(out))
	if text == "" || strings.Trim(text, "0123456789") != "" {
		return 0
	}
	pid, _ := strconv.Atoi(text) // too long a number is nobody's
	return pid
}

// rooted is where a path leads from the daemon's folder.
func rooted(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return "/" + path
}

// signal sends a signal to whatever has the pid by now.
func (p *relic) signal(name string) bool {
	pid, ok := p.actualPid()
	sig, err := signalOf(name)
	if err == nil && !ok {
		err = errors.New("no implicit conversion from nil to integer")
	}
	if err == nil {
		p.tellSignal(pid, strings.ToUpper(name))
		err = unix.Kill(pid, sig)
	}
	if err != nil {
		p.log(Failure, "Failed to signal process %d with code %s: %s", pid, strings.ToUpper(name), rubyError(err))
	}
	return err == nil
}

func (p *relic) tellSignal(pid int, name string) {
	p.o.tell(p.spec, Observation{Kind: SawSignal, Pid: pid, Text: name})
}

// remember writes a pid into the journal of the process's name.
func (p *relic) remember(pid int) {
	p.o.journalMu.Lock()
	defer p.o.journalMu.Unlock()
	if strings.ContainsRune(p.spec.Name, '/') {
		p.die("the journal of %q would be in a folder that is not there", p.spec.Name)
	}
	p.o.journals[p.spec.Name] = append(p.o.journals[p.spec.Name], pid)
}

// killJournal sends TERM to all that was ever started under the process's name,
// and to their groups.
func (p *relic) killJournal() {
	p.o.journalMu.Lock()
	pids := p.o.journals[p.spec.Name]
	delete(p.o.journals, p.spec.Name)
	p.o.journalMu.Unlock()
	for _, sign := range []int{1, -1} {
		alive := 0
		for _, pid := range pids {
			if unix.Kill(sign*pid, unix.SIGTERM) == nil {
				p.tellSignal(pid, "TERM")
				p.log(Info, "Termed old process %d", pid)
			}
		}
		for _, pid := range pids {
			if unix.Kill(pid, 0) == nil {
				alive++
			}
		}
		if alive > 1 {
			p.o.sleep(time.Second)
			for _, pid := range pids {
				if unix.Kill(sign*pid, unix.SIGKILL) == nil {
					p.tellSignal(pid, "KILL")
				}
			}
		}
	}
}

// cleanUp is what follows on a stop.
func (p *relic) cleanUp() {
	p.killJournal()
	_ = os.Remove(rooted(p.spec.PidFile)) // there may be none
}

// endThreads ends the thread that stops the process, wherever it is.
func (p *relic) endThreads() {
	if p.stopping != nil {
		close(p.stopping)
		p.stopping = nil
	}
}
