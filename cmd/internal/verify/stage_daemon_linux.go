package verify

// This file starts the daemons on a stage, follows what they tell, and ends them.

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pilllint/pilllint/supervisor"
)

// A daemon is one of the supervisor.
type daemon struct {
	pid      int
	ended    chan struct{} // closed when it has
	followed chan struct{} // closed when all that it has told is kept
	judged   chan struct{} // closed when it is clear whether it was to
	meant    bool          // to end
	died     string        // why it did
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
