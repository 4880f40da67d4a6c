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

// daemonTitle is how a daemon is shown by ps.
const daemonTitle = "bluepilld: "

// kinds are the events that observations become.
var kinds = map[supervisor.ObservationKind]EventKind{
	supervisor.SawState: Entered, supervisor.SawSpawned: Made, supervisor.SawExited: Ended, supervisor.SawSignal: Sent,
	supervisor.SawRun: Ran, supervisor.SawRan: RanTo, supervisor.SawAbandon: CutShort, supervisor.SawLog: Logged,
}
