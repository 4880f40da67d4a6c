package supervisor

// This file is the daemon: one goroutine that owns the Machines. What may have
// to wait is done in goroutines of its own, which answer through one channel.

import (
	"container/heap"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// A Daemon runs a Plan.
type Daemon struct {
	host
	plan    *Plan
	units   []*unit
	groups  []string // names of the groups, in order; "\x00" for none
	journal *journal
	header  header
	due     dueHeap
	inbox   chan note
	calls   chan func()
	serial  []asking
	waiters []*waiter
	full    bool // the journal cannot be written
	socket  net.Listener
	lock    *os.File
}

// A unit is a Machine and what is known of it outside.
type unit struct {
	spec    *Spec
	machine *Machine
	mark    string
	saved   string
	pinned  Ident
	spawns  int      // processes that are being made
	early   []Exited // what ended before it was known to have begun
	tasks   [ChildTask + 1]task
	files   fileLock
	failure string // why the last start came to nothing
	index   int    // in the heap
	next    time.Duration
}

// A task is the command that runs for a Task.
type task struct {
	turn  int
	proc  Ident
	ended bool // it is not wanted any more
}

// fileLock keeps what is done with a pid file in order.
type fileLock chan struct{}

// A note is an event on its way to a unit.
type note struct {
	unit *unit
	ev   Event
	turn int // of a task
	task Task
	proc Ident // a task has begun
}

// NewDaemon takes up what a predecessor has left, and opens the control socket.
// It has not started anything when it returns; Run does.
func NewDaemon(plan *Plan, echo io.Writer) (*Daemon, error) {
	os.Unsetenv(markName)
	d := &Daemon{plan: plan, inbox: make(chan note, 1024), calls: make(chan func())}
	d.app = plan.App
	if err := d.folders(); err != nil {
		return nil, err
	}
	var err error
	if d.lock, err = lock(d.path("state", plan.App+".lock"), 5*time.Second); err != nil {
		return nil, err
	}
	if d.logger, err = OpenLogger(plan.LogFile, echo); err != nil {
		return nil, err
	}
	if d.pins, err = newPins(); err != nil {
		return nil, err
	}
	if err := d.recall(); err != nil {
		return nil, err
	}
	if d.socket, err = d.listen(); err != nil {
		return nil, err
	}
	if err := writeOwnPid(d.path("pids", plan.App+".pid")); err != nil {
		d.say(Warning, "pid file of the daemon: %s", err)
	}
	return d, nil
}

func (d *Daemon) path(elem ...string) string {
	return filepath.Join(append([]string{d.plan.BaseDir}, elem...)...)
}

// folders makes the folders of the base directory. None may be written by
// others: whoever can write a pid can have it killed.
func (d *Daemon) folders() error {
	for _, dir := range []string{"socks", "state", "pids", filepath.Join("pids", d.plan.App)} {
		path := d.path(dir)
		if err := os.MkdirAll(path, 0o755); err != nil {
			return err
		}
		info, err := os.Lstat(path)
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return fmt.Errorf("%s is no folder", path)
		}
		if mode := info.Mode().Perm(); mode&0o022 != 0 {
			if err := os.Chmod(path, mode&^0o022); err != nil {
				return err
			}
		}
	}
	return os.Chmod(d.path("state"), 0o700)
}

// lock takes the lock that a daemon holds for as long as it lives.
func lock(path string, patience time.Duration) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, err
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, unix.EWOULDBLOCK) || time.Now().After(deadline) {
			f.Close()
			return nil, fmt.Errorf("another daemon of this application is running (%s is locked)", path)
		}
	}
}

// writeOwnPid writes the daemon's pid, in place, so that a full disk does not
// matter where a predecessor has left the file.
func writeOwnPid(path string) error {
	fd, err := unix.Open(path, unix.O_WRONLY|unix.O_CREAT|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0o644)
	if err != nil {
		return err
	}
	unix.Fchmod(fd, 0o644)
	return (&pidFile{file: os.NewFile(uintptr(fd), path)}).write(os.Getpid())
}

// say logs a line about the daemon itself.
func (d *Daemon) say(level Level, format string, args ...any) {
	d.logger.Log(level, time.Now(), "["+d.app+"] "+fmt.Sprintf(format, args...))
}

// recall makes the units, with what is known of them from before.
func (d *Daemon) recall() error {
	path := d.path("state", d.app)
	old, records := readJournal(path)
	boot := bootID()
	var names []string
	wanted := map[string]bool{}
	for _, s := range d.plan.Specs {
		u := &unit{spec: s, machine: NewMachine(s), files: make(fileLock, 1), index: -1}
		d.units = append(d.units, u)
		names = append(names, s.FullName())
		if r, ok := records[s.FullName()]; ok && old.Boot == boot && r.Mark != "" {
			wanted[r.Mark] = true
		}
		group := "\x00"
		if s.Grouped {
			group = s.Group
		}
		if !slices.Contains(d.groups, group) {
			d.groups = append(d.groups, group)
		}
	}
	d.header = header{Boot: boot, Pill: d.plan.Pill}
	var err error
	if d.journal, err = openJournal(path, header{Boot: old.Boot, Pill: d.plan.Pill, Orderly: old.Orderly}, names, records); err != nil {
		return fmt.Errorf("keep state: %w", err)
	}
	found := bearers(wanted)
	if len(found) < len(wanted) { // one may be between fork and exec
		time.Sleep(20 * time.Millisecond)
		found = bearers(wanted)
	}
	for _, u := range d.units {
		d.revive(u, records[u.spec.FullName()], old, boot, found)
	}
	return d.journal.put(0, d.header)
}

// revive gives a unit its memory back.
func (d *Daemon) revive(u *unit, r record, old header, boot string, found map[string]Ident) {
	if len(r.Memory) == 0 {
		d.act(u, u.machine.Step(now(), Began{}))
		return
	}
	u.mark = r.Mark
	proc := func(was Ident) Ident {
		if old.Boot != boot {
			return Ident{}
		}
		if !was.IsZero() {
			if d.pins.pin(was, d.exitOf(u)) != nil {
				return Ident{}
			}
		} else if was = found[r.Mark]; was.IsZero() || d.pins.pin(was, d.exitOf(u)) != nil {
			return Ident{}
		}
		u.pinned = was
		d.rewrite(u.spec, was)
		return was
	}
	actions, err := u.machine.Recall(now(), r.Memory, proc, old.Orderly || old.Boot != boot)
	if err != nil {
		d.log(Warning, u.spec, "state of before cannot be read: %s", err)
		actions = u.machine.Step(now(), Began{})
	}
	d.act(u, actions)
}

// rewrite writes the pid file of a process that was made by a daemon which was
// killed before it could.
func (d *Daemon) rewrite(s *Spec, proc Ident) {
	if !s.Daemonize {
		return
	}
	if pid, _, err := readPidFile(s.PidFile); err == nil && pid != 0 {
		return // it may have been the program itself that wrote another
	}
	id, err := identityOf(s)
	if err != nil {
		return
	}
	if file, err := d.openPidFile(s, id); err == nil {
		_ = file.write(proc.Pid) // it will do without
	}
}

func now() Now { return Now{sinceBoot(), time.Now()} }

// exitOf returns what is called when a process of a unit ends.
func (d *Daemon) exitOf(u *unit) func(Exited) {
	return func(e Exited) { d.inbox <- note{unit: u, ev: e} }
}

// Run watches the processes until it is told to end; they go on then.
func (d *Daemon) Run() error {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT, unix.SIGHUP)
	go d.serve(d.socket)
	go keepSmall()
	timer := time.NewTimer(0)
	for {
		select {
		case n := <-d.inbox:
			d.take(n)
		case call := <-d.calls:
			call()
		case <-timer.C:
			d.ticks()
		case s := <-signals:
			if s == unix.SIGHUP {
				d.logger.Reopen()
				continue
			}
			return d.close()
		}
		d.answer()
		timer.Reset(d.pause())
	}
}

// pause is how long nothing will be due.
func (d *Daemon) pause() time.Duration {
	if len(d.due) == 0 || d.due[0].next == never {
		return time.Hour
	}
	return max(d.due[0].next-sinceBoot(), 0)
}

// ticks gives a tick to everyone who is due.
func (d *Daemon) ticks() {
	for len(d.due) > 0 {
		u := d.due[0]
		n := now()
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
		d.step(u, ev)
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
		if !ev.Proc.IsZero() && ev.Proc != u.pinned && d.pins.pin(ev.Proc, d.exitOf(u)) != nil {
			ev.Proc = Ident{}
		}
		if old := u.pinned; old != ev.Proc && !ev.Proc.IsZero() {
			u.pinned = ev.Proc
			d.step(u, ev)
			if u.machine.Proc != old {
				d.pins.release(old)
			}
			return
		}
		d.step(u, ev)
	default:
		d.step(u, ev)
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
	d.act(u, u.machine.Step(now(), ev))
}

func (d *Daemon) act(u *unit, actions []Action) {
	for _, a := range actions {
		if _, ok := a.(Spawn); ok {
			u.mark = d.newMark(u.spec)
		} else if r, ok := a.(Run); ok && r.Task == StartTask {
			u.mark = d.newMark(u.spec)
		}
	}
	d.save(u)
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
}

// save writes the memory of a unit, if it has changed.
func (d *Daemon) save(u *unit) {
	data, err := u.machine.Memory(slotRoom)
	if err == nil && u.saved == u.mark+string(data) {
		return
	}
	if err == nil {
		err = d.journal.save(record{u.spec.FullName(), u.mark, data})
	}
	if err != nil {
		if !d.full {
			d.say(Failure, "state cannot be kept: %s", err)
		}
		d.full = true
		return
	}
	d.full = false
	u.saved = u.mark + string(data)
}

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
		d.aside(u, func() Event {
			proc, err := d.spawn(s, mark, d.exitOf(u))
			if err != nil {
				return Spawned{Err: err.Error()}
			}
			return Spawned{Proc: proc}
		})
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
		go sweep(a)
	case List:
		ev := Listed{}
		for _, p := range descendants(a.Proc.Pid) {
			ev.Procs = append(ev.Procs, p.Ident)
		}
		return ev
	case LookUp:
		ours := u.mark != ""
		d.aside(u, func() Event { return Found{d.look(s, ours)} })
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
	var ok bool
	if ev.Value, ok = usage(c, a.Proc); ok {
		return ev
	}
	go func() {
		ev.Value = slow(c)
		d.inbox <- note{unit: u, ev: ev}
	}()
	return nil
}

// sweep sends TERM to what a process has left behind.
func sweep(a Sweep) {
	group := groupOf(a.Proc)
	signalMembers(unix.SIGTERM, func(s procStat) bool {
		return a.Group && group(s) || slices.Contains(a.Children, s.Ident)
	})
}

// aside does something that may take time, and that is about the pid file.
func (d *Daemon) aside(u *unit, fn func() Event) {
	go func() {
		var ev Event
		u.files.with(func() { ev = fn() })
		d.inbox <- note{unit: u, ev: ev}
	}()
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
	signalMembers(unix.SIGTERM, all)
	for range 20 {
		time.Sleep(100 * time.Millisecond)
		if signalMembers(0, all) == 0 {
			return
		}
	}
	signalMembers(unix.SIGKILL, all)
}

func (d *Daemon) signal(u *unit, a Signal) {
	if err := d.pins.signal(a.Proc, a.Name); err != nil {
		d.log(Failure, u.spec, "Failed to signal process %d with code %s: %s", a.Proc.Pid, strings.ToUpper(a.Name), rubyError(err))
	}
	if sig, err := signalOf(a.Name); a.Group && err == nil {
		go signalMembers(sig, groupOf(a.Proc))
	}
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
	d.header.Orderly = true
	err := d.journal.put(0, d.header)
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

func (h dueHeap) Len() int           { return len(h) }
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
