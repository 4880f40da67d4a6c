package supervisor

// This file does what Machines want done. What may have to wait is done in a
// goroutine of its own, which answers with a note.

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// do does one thing. What is answered at once is returned.
func (d *Daemon) do(u *unit, a Action) Event {
	s := u.spec
	switch a := a.(type) {
	case Log:
		prefix := d.prefix(s)
		if a.Child != 0 {
			prefix += fmt.Sprintf(":<child(pid:%d)>", a.Child)
		}
		d.logger.Log(a.Level, time.Now(), "["+prefix+"] "+a.Text)
	case Spawn:
		u.spawns++
		mark := u.mark
		spawn := d.noting(u, func() Event {
			proc, err := d.spawn(s, mark, d.exitOf(u))
			if err != nil {
				return Spawned{Err: err.Error()}
			}
			return Spawned{Proc: proc}
		})
		if d.work != nil && *d.work == nil {
			*d.work = spawn
		} else {
			d.hands.do(spawn)
			runtime.Gosched() // to that, on this thread: to wake up another takes longer
		}
	case Run:
		d.runTask(u, a)
	case Abandon:
		t := &u.tasks[a.Task]
		t.ended = true
		if !t.proc.IsZero() {
			go endTask(t.proc)
		}
	case Signal:
		d.signal(u, a)
	case Sweep:
		keep := ""
		if u.machine.Phase == launching || !u.machine.Proc.IsZero() {
			keep = u.mark // of the one that takes its place
		}
		d.sweep(s, a, keep)
		if d.cgroups != nil && a.Group {
			for _, path := range d.cgroups.left(s) {
				go d.cgroups.end(path, d.clock.Wait(max(s.StopGrace, throttle)))
			}
		}
	case List:
		ev := Listed{}
		for _, p := range descendants(a.Proc.Pid) {
			ev.Procs = append(ev.Procs, p.Ident)
		}
		return ev
	case LookUp:
		if u.readsNothing() {
			return Found{}
		}
		past := past{ours: u.mark != "", proc: u.pinned, pid: u.machine.Shown}
		d.aside(u, func() Event {
			u.local.Store(isLocal(filepath.Dir(s.PidFile))) // which a network may be slow to tell, too
			return Found{d.look(s, past)}
		})
	case Forget:
		go u.files.with(func() { d.forget(s, a.Proc) })
	case Measure:
		return d.measure(u, a)
	}
	return nil
}

// measure takes a value, aside if that may take time.
func (d *Daemon) measure(u *unit, a Measure) Event {
	ev := Measured{Check: a.Check, Turn: a.Turn}
	checks := u.spec.Checks
	if a.Child {
		ev.Proc, checks = a.Proc, u.spec.Children.Checks
	}
	c := checks[a.Check]
	// Checks that are due together share what was read.
	if now := sinceBoot(); d.read.proc != a.Proc || now-d.readAt > time.Millisecond {
		d.read, d.readAt = readingOf(a.Proc), now
	}
	var ok bool
	if ev.Value, ok = d.clock.usage(c, &d.read); ok {
		return ev
	}
	go func() {
		ev.Value = d.clock.slow(c)
		d.inbox <- note{unit: u, ev: ev}
	}()
	return nil
}

// aside does something that may take time, and that is about the pid file.
func (d *Daemon) aside(u *unit, fn func() Event) { d.hands.do(d.noting(u, fn)) }

// noting is something that is about the pid file, and then tells what came of it.
func (d *Daemon) noting(u *unit, fn func() Event) func() {
	return func() {
		var ev Event
		u.files.with(func() { ev = fn() })
		d.inbox <- note{unit: u, ev: ev}
	}
}

func (l fileLock) with(fn func()) {
	l <- struct{}{}
	defer func() { <-l }()
	fn()
}

// runTask runs the command of a task.
func (d *Daemon) runTask(u *unit, a Run) {
	t := &u.tasks[a.Task]
	t.turn++
	t.proc, t.ended = Ident{}, false
	turn, mark := t.turn, ""
	if a.Task == StartTask {
		mark = u.mark
	}
	go func() {
		r := d.run(u.spec, a.Command, mark, func(p Ident) {
			d.inbox <- note{unit: u, turn: turn, task: a.Task, proc: p}
		})
		r.Task = a.Task
		d.inbox <- note{unit: u, turn: turn, task: a.Task, ev: r}
	}()
}

// endTask ends a command and all that it has started in its session.
func endTask(p Ident) {
	all := func(s procStat) bool { return s.Ident == p || groupOf(p)(s) }
	signalMembers(unix.SIGTERM, all, nil)
	for range 20 {
		time.Sleep(100 * time.Millisecond)
		if signalMembers(0, all, nil) == 0 {
			return
		}
	}
	signalMembers(unix.SIGKILL, all, nil)
}

func (d *Daemon) signal(u *unit, a Signal) {
	if err := d.pins.signal(a.Proc, a.Name, a.Group); err != nil {
		d.log(Failure, u.spec, "Failed to signal process %d with code %s: %s", a.Proc.Pid, strings.ToUpper(a.Name), rubyError(err))
	}
}
