package verify

// This file is what a stage plays: everything that a pill promises is tried, one
// thing after the other, for all processes at a time.

import (
	"fmt"
	"os"
	"slices"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pilllint/pilllint/supervisor"
)

// The steps of the scenario.
const (
	stepStart   = "start"
	stepStay    = "stay"
	stepReload  = "reload" // only Bluepill may fail at it
	stepKill    = "kill"   // only if it is asked for, as is a crash
	stepAdopt   = "adopt"
	stepCheck   = "check"
	stepRestart = "restart"
	stepStop    = "stop"
)

// perform plays the scenario.
func (s *stage) perform() {
	var trials []*trial
	for _, p := range s.Plans {
		for _, spec := range p.Specs {
			trials = append(trials, &trial{stage: s, plan: p, spec: spec})
		}
	}
	s.begin(stepStart)
	for i, p := range s.Plans {
		if i > 0 && s.Original {
			break // Bluepill comes to it when the first one ends
		}
		if err := s.start(p); err != nil {
			s.fact(Fact{App: p.App, Kind: DaemonDied, Text: err.Error()})
			return
		}
		go s.poll(p)
	}
	s.each(trials, (*trial).comesUp)
	s.each(trials, (*trial).stays)
	s.each(trials, (*trial).logs)
	s.rest(s.Wait)
	if s.Original && s.wants(stepReload) {
		s.reload()
	}
	if slices.Contains(s.Steps, stepKill) {
		s.begin(stepKill)
		s.each(trials, (*trial).killed)
	}
	if s.Crash {
		s.begin(stepKill)
		s.each(trials, (*trial).crashes)
	}
	if s.wants(stepAdopt) {
		s.adopt(trials)
	}
	if s.wants(stepCheck) {
		s.begin(stepCheck)
		s.each(trials, (*trial).checks)
	}
	if s.wants(stepRestart) {
		s.begin(stepRestart)
		s.each(trials, (*trial).restarts)
	}
	if s.wants(stepStop) {
		s.begin(stepStop)
		s.each(trials, (*trial).stops)
	}
	s.quit(trials)
	s.keepActors()
}

// each does something with all processes that are well, at a time.
func (s *stage) each(trials []*trial, do func(*trial)) {
	done := make(chan struct{})
	n := 0
	for _, t := range trials {
		if !t.lost {
			n++
			go func() {
				do(t)
				done <- struct{}{}
			}()
		}
	}
	for range n {
		<-done
	}
}

// pause is how often something is looked at that is waited for, if looking costs
// next to nothing; patience is how often if it does cost, and nothing has
// happened.
const (
	pause    = 3 * time.Millisecond
	patience = 8 * pause
)

// spareTime is what a busy machine may take for what takes no time.
const spareTime = 200 * time.Millisecond

// await waits until something is so, for a time of the pill's and what a busy
// machine may take beside.
func (s *stage) await(limit time.Duration, holds func() bool) bool {
	return s.awaitAt(limit, holds, func() { time.Sleep(pause) })
}

// awaitNews is await for what costs to find out: it looks again when something
// has happened, and else less often. Many machines' worth of processes are looked
// at on one machine, and what that costs makes all of them late.
func (s *stage) awaitNews(limit time.Duration, holds func() bool) bool {
	news := s.news()
	return s.awaitAt(limit, holds, func() {
		select {
		case <-news:
			time.Sleep(pause) // there may be more of them
		case <-time.After(patience):
		}
		news = s.news()
	})
}

func (s *stage) awaitAt(limit time.Duration, holds func() bool, wait func()) bool {
	spare := 2*time.Second + time.Duration(s.Speed*float64(spareTime))
	for deadline := s.clock.At() + min(limit, longestWait) + spare; ; wait() {
		if holds() {
			return true
		}
		if s.clock.At() > deadline {
			return false
		}
	}
}

// rest waits for a time of the pill's.
func (s *stage) rest(d time.Duration) { time.Sleep(s.clock.Wait(min(d, longestWait))) }

// longestWait is how long anything is waited for, in the pill's time: a pill may
// have a grace time of years.
const longestWait = 30 * time.Minute

// ask gives a daemon a command, and waits for its answer.
func (s *stage) ask(p *supervisor.Plan, command, target string) (supervisor.Response, error) {
	return supervisor.Call(p.BaseDir, p.App, supervisor.Request{Command: command, Target: target}, s.clock.Wait(30*time.Second)+time.Second)
}

// poll looks how long a daemon takes to answer.
func (s *stage) poll(p *supervisor.Plan) {
	for {
		before := s.clock.At()
		_, _ = s.ask(p, supervisor.InfoCommand, "") // it is only about when
		if s.dead(p.App) {
			return
		}
		if took := s.clock.At() - before; took > blocked {
			s.fact(Fact{App: p.App, Kind: Blocked, Text: "a command had to wait for " + seconds(took)})
			s.note(Event{App: p.App, Kind: Waited, Took: took, Text: seconds(took)})
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// blocked is how long a daemon may take to answer.
const blocked = 4 * time.Second

// comesUp waits for the grace time of the first start.
func (t *trial) comesUp() {
	if !t.spec.AutoStart {
		t.want(supervisor.Start)
	}
	limit := max(t.spec.StartGrace, time.Second)
	if !t.spec.Daemonize {
		limit *= 2 // the command may take as long
	}
	if !t.up(limit+time.Second, 0) {
		why := t.whyDown()
		if t.multiplies() {
			t.broken(Copies, "%s, and each try leaves one more of it running", why)
		} else {
			t.broken(NotUp, "%s", why)
		}
	}
}

// multiplies reports whether what a start has left is still there after the next
// one. Nobody waits for a third one.
func (t *trial) multiplies() bool {
	several, began := false, t.now()
	t.awaitNews(min(2*t.spec.StartGrace, time.Minute)+settled, func() bool {
		several = len(t.copies()) > 1
		return several || !t.supervised() || t.starts(began, t.now()-time.Second) >= 2
	})
	return several
}

// starts counts the starts that have begun in some time.
func (t *trial) starts(from, until time.Duration) (n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range t.record.Events {
		if e.App == t.plan.App && e.Process == t.name() && e.Kind == Entered && e.Text == supervisor.Starting.String() && e.At >= from && e.At <= until {
			n++
		}
	}
	return n
}

// settled is how long a process is to stay as it is.
const settled = 5 * time.Second

// stays demands that the process is the same for a while, and alone.
func (t *trial) stays() {
	t.rest(settled)
	st := t.status()
	switch {
	case st.State != supervisor.Up.String() || st.Pid != t.pid:
		t.broken(NotStable, "%s", t.whyDown())
	case len(t.copies()) > 1:
		t.broken(Copies, "%d of it run", len(t.copies()))
	}
}

// logs looks for what the process writes in the files that the pill names.
func (t *trial) logs() {
	t.keepFiles()
	if !t.spec.Daemonize {
		return
	}
	for fd, path := range map[int]string{1: t.spec.Stdout, 2: t.spec.Stderr} {
		if path == "" || path == os.DevNull {
			continue
		}
		path = t.absolute(path)
		var at, file unix.Stat_t
		if unix.Stat(path, &file) != nil {
			t.broken(NotLogged, "%s is not there", path)
		} else if unix.Stat(fmt.Sprintf("/proc/%d/fd/%d", t.pid, fd), &at) == nil && (at.Ino != file.Ino || at.Dev != file.Dev) {
			t.broken(NotLogged, "it does not write to %s", path)
		}
	}
}

// reload loads the first application again, as Bluepill does: the daemon is told
// to end, and waited for.
func (s *stage) reload() {
	s.begin(stepReload)
	p := s.Plans[0]
	s.end(s.daemonOf(p.App), unix.SIGINT)
	if p.NoReload {
		s.fact(Fact{App: p.App, Kind: DaemonDied, Text: "loading the pill again ends it and starts no other"})
	} else if err := s.start(p); err != nil {
		s.fact(Fact{App: p.App, Kind: DaemonDied, Text: err.Error()})
	}
}

// killed has the program end, and waits what comes of it.
func (t *trial) killed() {
	t.did("it is to end")
	t.order(t.plan.App, t.name(), order{Exit: true}, false)
	t.rest(time.Minute)
}

// crashes has the program end, and demands that it comes back.
func (t *trial) crashes() {
	t.did("it is to end")
	t.fresh()
}

// adopt kills the daemons, and demands that their successors find everything
// as it was.
func (s *stage) adopt(trials []*trial) {
	s.begin(stepAdopt)
	for _, p := range s.Plans {
		d := s.daemonOf(p.App)
		if d == nil || s.dead(p.App) {
			continue
		}
		s.note(Event{App: p.App, Kind: Died, Pid: d.pid, Text: "SIGKILL"})
		s.end(d, unix.SIGKILL)
		if err := s.start(p); err != nil {
			s.fact(Fact{App: p.App, Kind: DaemonDied, Text: err.Error()})
		}
	}
	s.each(trials, func(t *trial) {
		before := t.pid
		if !t.up(t.spec.StartGrace, 0) || t.pid != before {
			t.broken(NotAdopted, "it was process %d and is %d", before, t.pid)
		}
	})
}

// restarts asks for a restart.
func (t *trial) restarts() {
	before, began := t.pid, t.now()
	t.want(supervisor.Restart)
	if t.spec.Restart != "" {
		t.rest(t.spec.RestartGrace)
		if !t.up(0, 0) {
			t.broken(NotBack, "%s", t.whyDown())
		}
		return
	}
	if !t.up(t.stopTime()+t.spec.StartGrace+time.Second, before) {
		t.broken(NotBack, "%s", t.whyDown())
		return
	}
	now := t.pid
	t.did("it is up again")
	if d := t.stopTime(); d <= longestStop {
		t.rest(d + time.Second) // what was meant for the old one would come by now
	} else {
		t.did("it is not waited for what is meant for the old one, which may come up to %s later", seconds(d))
	}
	if st := t.status(); st.Pid != now {
		t.broken(NotBack, "the new process %d did not stay: %s", now, t.whyDown())
	} else if first := t.made(began); first != 0 && first != now {
		t.broken(NotBack, "the new process %d was ended, and only the one after it is up", first)
	}
}

// quit ends the daemons, and what they have left behind.
func (s *stage) quit(trials []*trial) {
	for _, d := range s.daemons {
		s.end(d, unix.SIGTERM)
	}
	for _, t := range trials {
		for _, p := range living(t.plan.App, t.name()) {
			_ = unix.Kill(p.pid, syscall.SIGKILL)
		}
	}
}
