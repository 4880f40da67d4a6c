package supervisor

// This file is the loop of the daemon: what happens goes to the Machines, one
// after the other, and what they want done is done.

import (
	"container/heap"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// Run watches the processes until it is told to end; they go on then.
func (d *Daemon) Run() error {
	var room stackRoom
	defer runtime.KeepAlive(&room)
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT, unix.SIGHUP)
	go d.serve(d.socket)
	go keepSmall()
	go d.rotate()
	d.timer, d.idle = time.NewTimer(0), time.NewTimer(quiet)
	d.mine.Unlock()
	for {
		select {
		case n := <-d.inbox:
			d.turn(func() { d.take(n) })
		case call := <-d.calls:
			d.turn(call)
		case <-d.timer.C:
			d.turn(d.ticks)
		case s := <-signals:
			if s == unix.SIGHUP {
				d.logger.Reopen()
				continue
			}
			d.mine.Lock()
			return d.close()
		case <-d.idle.C:
			forgetProgram()
		}
	}
}

// turn does something with the Machines, which is for one at a time, and what then has
// to be done.
func (d *Daemon) turn(do func()) {
	d.mine.Lock()
	defer d.mine.Unlock()
	do()
	d.idle.Reset(quiet)
	d.answer()
	d.timer.Reset(d.pause())
}

// pause is how long nothing will be due.
func (d *Daemon) pause() time.Duration {
	next := never
	if len(d.due) > 0 {
		next = d.due[0].next
	}
	now := d.clock.At()
	for _, w := range d.waiters {
		if w.until > now {
			next = min(next, w.until)
		}
	}
	if next == never {
		return time.Hour
	}
	return d.clock.Wait(max(next-now, 0))
}

// turn is how many ticks are given before others have their say: thousands of
// checks may be due in the same second.
const turn = 100

// ticks gives a tick to everyone who is due, or to as many as it is the turn of.
func (d *Daemon) ticks() {
	for range min(turn, len(d.due)) {
		u := d.due[0]
		n := d.clock.now()
		if u.next > n.At {
			return
		}
		d.step(u, Tick{})
		if u.next <= n.At { // what wants a tick at once again gets it in a while
			u.next = n.At + time.Millisecond
			heap.Fix(&d.due, u.index)
		}
	}
}

// take hands over an event.
func (d *Daemon) take(n note) {
	u := n.unit
	switch ev := n.ev.(type) {
	case nil:
		d.begun(u, n)
	case Spawned:
		u.spawns--
		u.failure = ev.Err
		u.pinned = ev.Proc
		d.step(u, ev)
		early := u.early
		u.early = nil
		for _, e := range early {
			d.step(u, e)
		}
	case Exited:
		if u.spawns > 0 && ev.Proc != u.machine.Proc {
			u.early = append(u.early, ev)
			return
		}
		u.ended = ev.Proc
		d.step(u, ev)
		u.ended = Ident{}
	case Ran:
		t := &u.tasks[n.task]
		if t.turn != n.turn {
			return
		}
		t.proc = Ident{}
		if ev.Task == StartTask {
			if u.failure = ""; ev.Code != 0 {
				u.failure = fmt.Sprintf("start command ended with exit code %d", ev.Code)
			}
		}
		d.step(u, ev)
	case Found:
		d.found(n, ev)
	default:
		d.step(u, ev)
	}
}

// found hands over what was looked up, once it is held on to. Where there is no
// room for that the answer has to wait: "there is none" would make a second one.
func (d *Daemon) found(n note, ev Found) {
	u, old := n.unit, n.unit.pinned
	if !ev.Proc.IsZero() && ev.Proc != old {
		switch err := d.pins.pin(ev.Proc, d.exitOf(u)); {
		case errors.Is(err, errGone):
			ev.Proc = Ident{}
		case err != nil:
			if !n.late {
				d.log(Warning, u.spec, "cannot watch process %d, and will try again: %s", ev.Proc.Pid, rubyError(err))
			}
			n.late = true
			time.AfterFunc(exhaustedPause, func() { d.inbox <- n })
			return
		}
	}
	if ev.Proc.IsZero() || ev.Proc == old {
		d.step(u, ev)
		return
	}
	u.pinned = ev.Proc
	d.step(u, ev)
	if u.machine.Proc != old {
		d.pins.release(old)
	}
}

// begun notes that a command has begun, and ends it if it is not wanted any
// more.
func (d *Daemon) begun(u *unit, n note) {
	t := &u.tasks[n.task]
	if t.turn != n.turn || t.ended {
		go endTask(n.proc)
		return
	}
	t.proc = n.proc
}

// step gives a unit an event, keeps what it makes of it, and then does what it
// wants done.
func (d *Daemon) step(u *unit, ev Event) {
	from := u.machine.State
	actions := u.machine.Step(d.clock.now(), ev)
	d.observe(u, ev, from, actions)
	d.chronicle.take(u.spec.ShortName(), time.Now(), u.machine, ev, from, actions)
	d.act(u, actions)
}

// act does what a unit wants done. What it makes, stops or signals must be kept
// before, or a successor would do it again; the rest can wait until it is on its
// way.
func (d *Daemon) act(u *unit, actions []Action) {
	acts := false
	for _, a := range actions {
		switch a := a.(type) {
		case Spawn:
			u.mark = d.newMark(u.spec)
		case Run:
			if a.Task == StartTask {
				u.mark = d.newMark(u.spec)
			}
		case Log, Note, LookUp, Measure, List:
			continue
		}
		acts = true
	}
	if acts {
		d.save(u)
	}
	var more []Event
	for _, a := range actions {
		if ev := d.do(u, a); ev != nil {
			more = append(more, ev)
		}
	}
	u.next = u.machine.Next()
	if u.index < 0 {
		heap.Push(&d.due, u)
	} else {
		heap.Fix(&d.due, u.index)
	}
	for _, ev := range more {
		d.step(u, ev)
	}
	if !acts {
		d.save(u)
	}
}

// save writes the memory of a unit, if it has changed.
func (d *Daemon) save(u *unit) {
	if u.kept && u.keptMark == u.mark && u.machine.memory.same(&u.keptMemory) {
		return
	}
	data, err := u.machine.Memory(slotRoom)
	if err == nil {
		err = d.journal.save(record{u.spec.FullName(), u.mark, d.pins.serial(u.machine.Proc), data})
	}
	if err != nil {
		if !d.full {
			d.say(Failure, "state cannot be kept: %s", err)
		}
		d.full = true
		return
	}
	d.full = false
	u.kept, u.keptMark, u.keptMemory = true, u.mark, u.machine.memory.copied()
}

// close ends the daemon in good order.
func (d *Daemon) close() error {
	d.socket.Close() // which removes it
	os.Remove(d.path("pids", d.app+".pid"))
	deadline := time.After(2 * time.Second)
	for d.making() {
		select {
		case n := <-d.inbox:
			d.take(n)
			continue
		case <-deadline:
		}
		break
	}
	d.cgroups.close()
	d.header.Orderly = true
	err := d.journal.put(0, d.header.line())
	d.logger.Close()
	d.lock.Close()
	return err
}

// making reports whether a process is being made, which is to be known of
// before the daemon ends.
func (d *Daemon) making() bool {
	for _, u := range d.units {
		if u.spawns > 0 {
			return true
		}
	}
	return false
}

// A dueHeap has the unit first that is due first.
type dueHeap []*unit

func (h dueHeap) Len() int { return len(h) }

func (h dueHeap) Less(i, j int) bool { return h[i].next < h[j].next }

func (h dueHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

// Push adds a unit.
func (h *dueHeap) Push(x any) {
	u := x.(*unit)
	u.index = len(*h)
	*h = append(*h, u)
}

// Pop removes the last unit.
func (h *dueHeap) Pop() any {
	old := *h
	u := old[len(old)-1]
	u.index = -1
	*h = old[:len(old)-1]
	return u
}
