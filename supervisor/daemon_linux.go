package supervisor

// This file is the daemon: the Machines are for one at a time, whoever has the turn.
// What may have to wait is done in goroutines of its own, which answer through one
// channel.

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
)

// A Daemon runs a Plan.
type Daemon struct {
	host
	plan      *Plan
	units     []*unit
	groups    []string // names of the groups, in order; noGroup for none
	members   map[string][]*unit
	journal   *journal
	chronicle chronicle
	header    header
	due       dueHeap
	inbox     chan note
	calls     chan func()
	hands     hands
	serial    []asking
	waiters   []*waiter
	full      bool        // the journal cannot be written
	work      *func()     // where who has the turn wants to have what he can do himself
	mine      sync.Mutex  // for whose turn it is; the first is Run's
	timer     *time.Timer // something is due
	idle      *time.Timer // nothing has happened for a while
	read      reading
	readAt    time.Duration
	socket    net.Listener
	lock      *os.File
}

// A unit is a Machine and what is known of it outside.
type unit struct {
	spec       *Spec
	machine    *Machine
	mark       string
	kept       bool // the journal has what follows
	keptMark   string
	keptMemory memory
	pinned     Ident
	ended      Ident    // the process of which a step is told that it has ended
	spawns     int      // processes that are being made
	early      []Exited // what ended before it was known to have begun
	tasks      [ChildTask + 1]task
	files      fileLock
	local      atomic.Bool // the pid file is where it takes no time to read it
	failure    string      // why the last start came to nothing
	index      int         // in the heap
	next       time.Duration
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
	late bool  // it has had to wait
}

// NewDaemon takes up what a predecessor has left, and opens the control socket.
// It has not started anything when it returns; Run does.
func NewDaemon(plan *Plan, echo io.Writer) (*Daemon, error) {
	os.Unsetenv(markName)
	d := &Daemon{plan: plan, inbox: make(chan note, 1024), calls: make(chan func()), hands: newHands()}
	d.mine.Lock()
	d.app, d.clock = plan.App, Clock{plan.Speed}
	d.place, d.here = placeOf(plan.BaseDir), here()
	d.room = newRoom(len(plan.Specs))
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
	if d.pins, err = newPins(d.hands, plan.PidsMax > 0); err != nil {
		return nil, err
	}
	if d.cgroups, err = openCgroups(plan.App, d.place, plan.PidsMax); err != nil && plan.PidsMax > 0 {
		d.say(Warning, "no limit of %d processes: %s", plan.PidsMax, err)
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

// Prepare looks whether a daemon of the Plan could begin, as far as can be told
// while its predecessor still runs. That one is not to be ended for nothing:
// Bluepill, too, opens the log before.
func Prepare(plan *Plan) error {
	if err := (&Daemon{plan: plan}).folders(); err != nil {
		return err
	}
	path := plan.LogFile
	if path == "" {
		return nil
	}
	if !plan.Foreground && !filepath.IsAbs(path) {
		path = filepath.Join("/", path) // where Launch puts the daemon
	}
	// Who reads a pipe would take it for the end of the log if it were closed again.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return nil
	}
	l := &Logger{path: path}
	if err := l.open(); err != nil {
		return err
	}
	return l.file.Close()
}

func (d *Daemon) path(elem ...string) string {
	return filepath.Join(append([]string{d.plan.BaseDir}, elem...)...)
}

// folders makes the folders of the base directory. None may be written by
// others: whoever can write a pid can have it killed.
func (d *Daemon) folders() error {
	if err := os.MkdirAll(d.plan.BaseDir, 0o755); err != nil {
		return err
	}
	root := os.Geteuid() == 0
	if why := Untrusted(d.plan.BaseDir); root && why != "" {
		return fmt.Errorf("the base directory %s is refused because root would rely on it: %s", d.plan.BaseDir, why)
	}
	for _, dir := range []string{"socks", "state", "pids", filepath.Join("pids", d.plan.App)} {
		path := d.path(dir)
		if err := os.Mkdir(path, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
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
		if why := Untrusted(path); root && why != "" {
			return fmt.Errorf("the folder %s is refused because root would rely on it: %s", path, why)
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
	return (&pidFile{fd: fd}).write(os.Getpid())
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
	d.members = map[string][]*unit{}
	for _, s := range d.plan.Specs {
		u := &unit{spec: s, machine: NewMachine(s), files: make(fileLock, 1), index: -1}
		d.units = append(d.units, u)
		names = append(names, s.FullName())
		if r, ok := records[s.FullName()]; ok && old.Boot == boot && r.Mark != "" {
			wanted[r.Mark] = true
		}
		group := noGroup
		if s.Grouped {
			group = s.Group
		}
		if d.members[group] == nil {
			d.groups = append(d.groups, group)
		}
		d.members[group] = append(d.members[group], u)
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
		if err := d.revive(u, records[u.spec.FullName()], old, boot, found); err != nil {
			return fmt.Errorf("watch process %s, which runs: %w (raise the limit of open files: ulimit -n, or LimitNOFILE= in a unit)", u.spec.FullName(), err)
		}
		d.chronicle.remember(u.spec.ShortName(), u.machine.History)
	}
	d.chronicle.sort()
	return d.journal.put(0, d.header.line())
}

// revive gives a unit its memory back. It fails if its process cannot be held on
// to, although it may run: it would be started a second time.
func (d *Daemon) revive(u *unit, r record, old header, boot string, found map[string]Ident) (exhausted error) {
	if len(r.Memory) == 0 {
		d.act(u, u.machine.Step(d.clock.now(), Began{}))
		return nil
	}
	u.mark = r.Mark
	pin := func(p Ident) bool {
		err := d.pins.pin(p, d.exitOf(u))
		if err != nil && !errors.Is(err, errGone) {
			exhausted = err
		}
		return err == nil
	}
	proc := func(was Ident) (still Ident) {
		defer func() {
			if still.IsZero() && !was.IsZero() {
				d.chronicle.add(Occurrence{u.spec.ShortName(), Ended, "while no daemon ran", was.Pid, time.Now().Unix()})
			}
		}()
		if old.Boot != boot {
			return Ident{}
		}
		if !was.IsZero() {
			if !pin(was) {
				return Ident{}
			}
			if now := d.pins.serial(was); r.Serial != 0 && now != 0 && now != r.Serial {
				d.pins.release(was)
				return Ident{}
			}
		} else if was = found[r.Mark]; was.IsZero() || !pin(was) {
			return Ident{}
		}
		u.pinned = was
		d.rewrite(u.spec, was)
		return was
	}
	actions, err := u.machine.Recall(d.clock.now(), r.Memory, proc, old.Orderly || old.Boot != boot)
	if exhausted != nil {
		return exhausted
	}
	if err != nil {
		d.log(Warning, u.spec, "state of before cannot be read: %s", err)
		actions = u.machine.Step(d.clock.now(), Began{})
	}
	d.act(u, actions)
	return nil
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

// exitOf returns what is called when a process of a unit ends. Whoever calls it takes
// the turn himself, and makes the successor: to wake up others for it takes longer.
func (d *Daemon) exitOf(u *unit) onExit {
	return func(e Exited) (work func()) {
		d.turn(func() {
			d.work = &work
			d.take(note{unit: u, ev: e})
			d.work = nil
		})
		return work
	}
}
