package supervisor

// This file and its neighbours do as Bluepill 0.1.3 does, mistakes included, so
// that it can be seen on real processes what it makes of a pill. That is not a
// Machine with other settings: one thread does everything, and all else waits;
// other threads signal whatever has the pid by then; and what nobody expected
// ends the daemon without a word.

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// An Original is a daemon that runs a plan as Bluepill does.
type Original struct {
	host
	plan   *Plan
	mu     sync.Mutex // held by the loop, and by commands, for as long as they take
	procs  []*relic
	socket net.Listener

	journalMu sync.Mutex
	journals  map[string][]int // pids by the name of the process alone
	madeMu    sync.Mutex
	made      map[int]*relic // whose process a pid is
	tellMu    sync.Mutex
}

// ErrDied is met where a daemon of Bluepill's ends without a word.
type ErrDied struct{ Why string }

func (e ErrDied) Error() string { return e.Why }

// NewOriginal makes the daemon. It has not started anything when it returns.
func NewOriginal(plan *Plan) (*Original, error) {
	os.Unsetenv(markName)
	o := &Original{plan: plan, journals: map[string][]int{}, made: map[int]*relic{}}
	o.app, o.clock, o.here = plan.App, Clock{plan.Speed}, here()
	for _, dir := range []string{filepath.Join("pids", plan.App), "journals", "socks"} {
		if dir == "socks" && plan.OwnBase { // the command line makes it elsewhere
			continue
		}
		path := filepath.Join(plan.BaseDir, dir)
		if err := os.MkdirAll(path, 0o755); err != nil {
			return nil, err
		}
		if dir != "socks" {
			if err := os.Chmod(path, 0o777); err != nil {
				return nil, err
			}
		}
	}
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		return nil, err
	}
	var err error
	if o.logger, err = OpenLogger(plan.LogFile, nil); err != nil {
		return nil, err
	}
	for _, s := range plan.Specs {
		o.procs = append(o.procs, newRelic(o, s))
	}
	return o, nil
}

// Run watches the processes until it is told to end, or dies.
func (o *Original) Run() (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case ErrDied:
			err = r
		default:
			panic(r)
		}
	}()
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT)
	if !o.plan.Zombies {
		go o.reap()
	}
	for _, p := range o.procs {
		p.first()
	}
	if err := writeOwnPid(filepath.Join(o.plan.BaseDir, "pids", o.app+".pid")); err != nil {
		return err
	}
	path := filepath.Join(o.plan.BaseDir, "socks", o.app+".sock")
	_ = os.Remove(path) // of a daemon that was killed
	if o.socket, err = net.Listen("unix", path); err != nil {
		return ErrDied{"its socket cannot be made: " + rubyError(err)}
	}
	go o.serve()
	for {
		o.mu.Lock()
		for _, p := range o.procs {
			p.tick()
		}
		o.mu.Unlock()
		select {
		case <-signals:
			o.socket.Close()
			os.Remove(filepath.Join(o.plan.BaseDir, "pids", o.app+".pid"))
			o.logger.Close()
			return nil
		case <-time.After(o.clock.Wait(time.Second)):
		}
	}
}

// seconds is Time.now.to_i.
func (o *Original) seconds() int64 { return int64(o.clock.At() / time.Second) }

// sleep sleeps by the plan's clock.
func (o *Original) sleep(d time.Duration) { time.Sleep(o.clock.Wait(d)) }

// tell tells who observes.
func (o *Original) tell(s *Spec, ob Observation) {
	if o.plan.Observe == nil {
		return
	}
	o.tellMu.Lock()
	defer o.tellMu.Unlock()
	ob.At, ob.Process, ob.Text = o.clock.At(), s.FullName(), strings.TrimSpace(ob.Text)
	o.plan.Observe(ob)
}

// reap takes the exit status of what has ended, as init does.
func (o *Original) reap() {
	for {
		var ws unix.WaitStatus
		pid, err := unix.Wait4(-1, &ws, 0, nil)
		if errors.Is(err, unix.ECHILD) {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		if err != nil || pid <= 0 {
			continue
		}
		o.madeMu.Lock()
		p := o.made[pid]
		delete(o.made, pid)
		o.madeMu.Unlock()
		if p != nil {
			status := fmt.Sprintf("exit %d", ws.ExitStatus())
			if ws.Signaled() {
				status = unix.SignalName(ws.Signal())
			}
			o.tell(p.spec, Observation{Kind: SawExited, Pid: pid, Text: status})
			p.ended(pid, ws)
		}
	}
}

// serve answers commands, one after the other.
func (o *Original) serve() {
	for {
		conn, err := o.socket.Accept()
		if err != nil {
			return
		}
		line, err := bufio.NewReader(io.LimitReader(conn, maxRequest+1)).ReadBytes('\n')
		if r, parseErr := parseRequest(line); err == nil && parseErr == nil {
			reply(conn, o.handle(r))
		}
		conn.Close()
	}
}

// handle does what a request says. An exception goes to the client.
func (o *Original) handle(r Request) (answer Response) {
	o.mu.Lock()
	defer o.mu.Unlock()
	list := o.targets(r.Target)
	answer.Known, answer.Pid = len(list) > 0, os.Getpid()
	switch r.Command {
	case ListCommand:
		for _, p := range list {
			pid, _ := p.actualPid()
			answer.Processes = append(answer.Processes, ProcessStatus{Name: p.spec.Name, Group: p.spec.Group, State: p.state.String(), Pid: pid, Children: p.childStates()})
		}
	case string(Start), string(Stop), string(Restart), string(Unmonitor):
		var group sync.WaitGroup
		for _, p := range list {
			answer.Affected = append(answer.Affected, p.spec.FullName())
			group.Go(func() {
				defer func() {
					if _, ok := recover().(ErrDied); ok {
						p.log(Failure, "the command has failed")
					}
				}()
				p.asked(Want(r.Command))
			})
		}
		group.Wait()
	}
	return answer
}

// targets finds what a target names, by the words that come over the socket.
func (o *Original) targets(target string) (list []*relic) {
	if target == "" {
		return o.procs
	}
	group, name, both := strings.Cut(target, ":")
	isGroup := slices.ContainsFunc(o.procs, func(p *relic) bool { return p.spec.Grouped && p.spec.Group == group })
	for _, p := range o.procs {
		s := p.spec
		switch {
		case isGroup && (s.Group != group || !s.Grouped):
		case isGroup && both && (s.Name != name || s.Unaddressable):
		case !isGroup && both && group != "":
		case !isGroup && both && (s.Name != name || s.Unaddressable || s.Grouped):
		case !isGroup && !both && (s.Name != group || s.Unaddressable):
		default:
			list = append(list, p)
		}
	}
	return list
}
