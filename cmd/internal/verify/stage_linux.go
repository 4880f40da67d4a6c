package verify

// This file is the stage: process 1 of its namespaces, or a process like any
// other without.

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pilllint/pilllint/supervisor"
)

// A stage is where a pill is played.
type stage struct {
	*job
	clock supervisor.Clock
	began time.Duration
	own   string // a folder that is ours

	mu      sync.Mutex
	record  Record
	happens chan struct{} // closed when something happens; nil if nobody waits for that
	step    string
	daemons map[string]*daemon // by application
	actors  []*actor
	reaped  map[int]chan syscall.WaitStatus
}

// A daemon is one of the supervisor.
type daemon struct {
	pid      int
	ended    chan struct{} // closed when it has
	followed chan struct{} // closed when all that it has told is kept
	judged   chan struct{} // closed when it is clear whether it was to
	meant    bool          // to end
	died     string        // why it did
}

// stageMain reads the job, does it, and writes the record.
func stageMain() int {
	runtime.LockOSThread() // what this thread may do is what all processes may
	in := os.NewFile(jobFD, "job")
	j := &job{}
	if err := json.NewDecoder(in).Decode(j); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	go func() { // who has started it has ended, or wants no more of it
		_, _ = io.ReadAll(in)
		os.Exit(1)
	}()
	s := &stage{
		job: j, clock: supervisor.Clock{Speed: j.Speed}, own: private, daemons: map[string]*daemon{}, reaped: map[int]chan syscall.WaitStatus{},
	}
	if err := s.setUp(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	s.began = s.clock.At()
	go measureLag(s.lags)
	s.perform()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := json.NewEncoder(os.NewFile(recordFD, "record")).Encode(&s.record); err != nil {
		return 1
	}
	return 0
}

// setUp makes the place.
func (s *stage) setUp() error {
	if s.Own != "" {
		s.own = s.Own
		if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
			return err
		}
	} else {
		if err := newRoot(s.job); err != nil {
			return fmt.Errorf("%s%w", noRoot, err)
		}
		if err := dropPower(); err != nil {
			return err
		}
		if !ownsAll() { // there is nobody else to be
			for _, p := range s.Plans {
				for _, spec := range p.Specs {
					spec.User, spec.UserGroup, spec.Supplementary = "", "", nil
				}
			}
		}
	}
	for _, p := range s.Plans {
		for _, spec := range p.Specs {
			s.record.Processes = append(s.record.Processes, &Seen{App: p.App, Name: spec.FullName(), Files: map[string]string{}})
		}
	}
	go s.reap()
	return s.openHub()
}

// now is the time since the verification has begun, in the pill's time.
func (s *stage) now() time.Duration { return s.clock.At() - s.began }

// note keeps an event.
func (s *stage) note(e Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e.At, e.Step = s.now(), s.step
	s.add(e)
}

// add keeps an event, and tells those who wait for one. The caller has the lock.
func (s *stage) add(e Event) {
	s.record.Events = append(s.record.Events, e)
	s.stir()
}

// stir tells those who wait that something has happened. The caller has the lock.
func (s *stage) stir() {
	if s.happens != nil {
		close(s.happens)
		s.happens = nil
	}
}

// news is closed when something happens from now on: an event, or that a stand-in
// comes or goes.
func (s *stage) news() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.happens == nil {
		s.happens = make(chan struct{})
	}
	return s.happens
}

// fact keeps what is wrong with a process, once.
func (s *stage) fact(f Fact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.ContainsFunc(s.record.Facts, func(g Fact) bool {
		return g.App == f.App && g.Process == f.Process && g.Kind == f.Kind && g.Check == f.Check
	}) {
		s.record.Facts = append(s.record.Facts, f)
	}
}

// begin begins a step.
func (s *stage) begin(step string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.step = step
}

// lags keeps that a process was late, by a time of this machine.
func (s *stage) lags(by time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.record.Lag = max(s.record.Lag, time.Duration(float64(by)*s.Speed))
}

// lagTick is how often the lag is measured.
const lagTick = 5 * time.Millisecond

// measureLag tells by how much this process is late each time that it is later
// than ever.
func measureLag(tell func(time.Duration)) {
	for most := time.Duration(0); ; {
		before := time.Now()
		time.Sleep(lagTick)
		if lag := time.Since(before) - lagTick; lag > most {
			most = lag
			tell(lag)
		}
	}
}

// sawLag is the observation of a daemon that was late.
const sawLag supervisor.ObservationKind = "lag"

// reap takes the exit status of all children, which here are those of processes
// that have ended, too.
func (s *stage) reap() {
	for {
		var ws syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &ws, 0, nil)
		if err == syscall.ECHILD {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		if err != nil || pid <= 0 {
			continue
		}
		s.mu.Lock()
		s.ended(pid) <- ws
		s.mu.Unlock()
	}
}

// ended is where the exit status of a child goes. The caller has the lock.
func (s *stage) ended(pid int) chan syscall.WaitStatus {
	if s.reaped[pid] == nil {
		s.reaped[pid] = make(chan syscall.WaitStatus, 1)
	}
	return s.reaped[pid]
}

// start starts the daemon of a plan, and waits until it listens.
func (s *stage) start(plan *supervisor.Plan) error {
	planRead, planWrite, err := os.Pipe()
	if err != nil {
		return err
	}
	seenRead, seenWrite, err := os.Pipe()
	if err != nil {
		return err
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	args := []string{daemonTitle + plan.App, daemonWord}
	if s.Original {
		args = append(args, originalWord)
	}
	pid, err := syscall.ForkExec("/proc/self/exe", args, &syscall.ProcAttr{
		Dir: "/", Env: s.environment(), Sys: &syscall.SysProcAttr{Setsid: true},
		Files: []uintptr{null.Fd(), null.Fd(), null.Fd(), planRead.Fd(), seenWrite.Fd()},
	})
	null.Close()
	planRead.Close()
	seenWrite.Close()
	if err != nil {
		return err
	}
	s.mu.Lock()
	d := &daemon{pid: pid, ended: make(chan struct{}), followed: make(chan struct{}), judged: make(chan struct{})}
	status := s.ended(pid)
	go func() {
		<-status
		close(d.ended)
	}()
	s.daemons[plan.App] = d
	s.mu.Unlock()
	go s.guard(plan, d)
	err = json.NewEncoder(planWrite).Encode(plan)
	planWrite.Close()
	if err != nil {
		return err
	}
	seen := json.NewDecoder(seenRead)
	var answer ready
	if err := seen.Decode(&answer); err != nil {
		return fmt.Errorf("the daemon has ended")
	}
	if answer.Error != "" {
		return fmt.Errorf("%s", answer.Error)
	}
	go s.follow(plan.App, d, seen, seenRead)
	return nil
}

// guard sees a daemon end that was not meant to.
func (s *stage) guard(plan *supervisor.Plan, d *daemon) {
	defer close(d.judged)
	<-d.ended
	select {
	case <-d.followed:
	case <-time.After(time.Second): // it has not come to telling anything
	}
	s.mu.Lock()
	meant, why := d.meant, d.died
	s.mu.Unlock()
	switch {
	case why != "":
	case meant:
		return
	default:
		why = "it ends without a word"
	}
	s.note(Event{App: plan.App, Kind: Died, Pid: d.pid, Text: why})
	s.fact(Fact{App: plan.App, Kind: DaemonDied, Text: why})
}

// daemonOf is the daemon of an application; nil if none was started.
func (s *stage) daemonOf(app string) *daemon {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.daemons[app]
}

// dead reports whether the daemon of an application has ended.
func (s *stage) dead(app string) bool {
	select {
	case <-s.daemonOf(app).ended:
		return true
	default:
		return false
	}
}

// end ends a daemon and waits for that.
func (s *stage) end(d *daemon, sig syscall.Signal) {
	defer func() { <-d.judged }()
	select {
	case <-d.ended:
		return
	default:
	}
	s.mu.Lock()
	d.meant = true
	s.mu.Unlock()
	_ = unix.Kill(d.pid, sig) // it may have ended by itself
	select {
	case <-d.ended:
	case <-time.After(5 * time.Second): // it is busy
		_ = unix.Kill(d.pid, unix.SIGKILL)
		<-d.ended
	}
}

// daemonTitle is how a daemon is shown by ps.
const daemonTitle = "bluepilld: "

// A ready is what a daemon says when it listens, or does not.
type ready struct{ Error string }

// environment is that of daemons.
func (s *stage) environment() []string {
	var env []string
	path := "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"
	for _, v := range os.Environ() {
		if rest, ok := strings.CutPrefix(v, "PATH="); ok {
			path = rest
		} else {
			env = append(env, v)
		}
	}
	if s.Own == "" {
		path = toolsPath + ":" + path
	}
	return append(env, "PATH="+path, fmt.Sprintf("%s=%g", speedVariable, s.Speed))
}

// kinds are the events that observations become.
var kinds = map[supervisor.ObservationKind]EventKind{
	supervisor.SawState: Entered, supervisor.SawSpawned: Made, supervisor.SawExited: Ended, supervisor.SawSignal: Sent,
	supervisor.SawRun: Ran, supervisor.SawRan: RanTo, supervisor.SawAbandon: CutShort, supervisor.SawLog: Logged,
}

// follow keeps what a daemon does.
func (s *stage) follow(app string, d *daemon, seen *json.Decoder, from io.Closer) {
	defer from.Close()
	defer close(d.followed)
	for {
		var o supervisor.Observation
		if seen.Decode(&o) != nil {
			return
		}
		if o.Kind == supervisor.SawDied {
			s.mu.Lock()
			d.died = o.Text
			s.mu.Unlock()
		}
		if o.Kind == sawLag {
			s.lags(o.At)
		}
		kind, ok := kinds[o.Kind]
		if !ok {
			continue
		}
		s.mu.Lock()
		s.add(Event{At: o.At - s.began, Step: s.step, App: app, Process: o.Process, Kind: kind, Pid: o.Pid, Code: o.Code, Text: o.Text})
		s.mu.Unlock()
	}
}

// daemonMain is the program as a daemon.
func daemonMain() int {
	out := json.NewEncoder(os.NewFile(recordFD, "observations"))
	in := os.NewFile(jobFD, "plan")
	plan := &supervisor.Plan{}
	err := json.NewDecoder(in).Decode(plan)
	in.Close()
	var d interface{ Run() error }
	// Observations are written by another goroutine, as the pipe may be full.
	seen := make(chan supervisor.Observation, 4096)
	if err == nil {
		supervisor.KeepToItself()
		plan.Observe = func(o supervisor.Observation) { seen <- o }
		go measureLag(func(lag time.Duration) { seen <- supervisor.Observation{Kind: sawLag, At: lag} })
		if len(os.Args) > 2 && os.Args[2] == originalWord {
			d, err = supervisor.NewOriginal(plan)
		} else {
			d, err = supervisor.NewDaemon(plan, nil)
		}
	}
	if err != nil {
		_ = out.Encode(ready{err.Error()})
		return 1
	}
	_ = out.Encode(ready{})
	told := make(chan struct{})
	go func() {
		for o := range seen {
			_ = out.Encode(o) // who listened has ended
			if o.Kind == supervisor.SawDied {
				close(told)
			}
		}
	}()
	if err := d.Run(); err != nil {
		seen <- supervisor.Observation{Kind: supervisor.SawDied, Text: err.Error()}
		<-told
		return 5
	}
	return 0
}
