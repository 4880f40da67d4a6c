package supervisor

// This file is the daemon's end of the control socket.

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// patience is how long a client may take to say what it wants, or to listen.
	patience = 5 * time.Second
	// maxClients is how many are served at a time; others wait.
	maxClients = 32
	// maxStarting is how many more may wait for a start to be done, which takes as
	// long as a program likes. They must not be in the way of the others.
	maxStarting = 128
	// maxAnswer is how long a command waits for what it has begun.
	maxAnswer = 10 * time.Minute
)

// listen opens the control socket, which only its owner may use. The folder is
// gone through by a descriptor, as the path may be too long for a socket.
func (d *Daemon) listen() (net.Listener, error) {
	path := d.path("socks", d.app+".sock")
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	defer dir.Close() // not before: it is closed when nobody has it any more
	short := fmt.Sprintf("/proc/self/fd/%d/%s", dir.Fd(), filepath.Base(path))
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) { // we have the lock: nobody listens there
		return nil, err
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: short, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("control socket %s: %w", path, errors.Unwrap(err))
	}
	l.SetUnlinkOnClose(false)
	// Until the mode is set nobody gets far: peers are asked for who they are.
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, err
	}
	return &socketFile{l, path}, nil
}

// A socketFile removes its file when it is closed.
type socketFile struct {
	*net.UnixListener
	path string
}

// Close stops listening.
func (s *socketFile) Close() error {
	os.Remove(s.path)
	return s.UnixListener.Close()
}

// serve answers clients.
func (d *Daemon) serve(l net.Listener) {
	room := make(chan struct{}, maxClients)
	starting := make(chan struct{}, maxStarting)
	for {
		conn, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil { // no descriptors left: a client will have to wait
			time.Sleep(50 * time.Millisecond)
			continue
		}
		room <- struct{}{}
		go func() {
			defer conn.Close()
			conn := conn.(*net.UnixConn)
			request, err := listenTo(conn)
			place := room
			if w := Want(request.Command); w == Start || w == Restart {
				select {
				case starting <- struct{}{}:
					<-room
					place = starting
				default:
					err = errors.New("too many clients wait for a start: stop the process that hangs")
				}
			}
			defer func() { <-place }()
			if err != nil {
				reply(conn, Response{Error: err.Error()})
				return
			}
			d.client(conn, request)
		}()
	}
}

// listenTo reads what a client asks, if it is one that may.
func listenTo(conn *net.UnixConn) (Request, error) {
	conn.SetDeadline(time.Now().Add(patience))
	if err := allowed(conn); err != nil {
		return Request{}, err
	}
	line, err := bufio.NewReader(io.LimitReader(conn, maxRequest+1)).ReadBytes('\n')
	if err != nil && len(line) <= maxRequest {
		return Request{}, errors.New("the request is not complete")
	}
	return parseRequest(line)
}

// client serves one client. One that goes away is not waited for.
func (d *Daemon) client(conn *net.UnixConn, request Request) {
	answers := make(chan Response, 1)
	select {
	case d.calls <- func() { d.handle(request, answers) }:
	case <-time.After(patience):
		return // it is about to end
	}
	deadline := time.After(maxAnswer)
	for {
		select {
		case r := <-answers:
			for i := range r.Processes {
				r.Processes[i].measure(d.clock)
			}
			conn.SetDeadline(time.Now().Add(patience))
			reply(conn, r)
			return
		case <-deadline:
			return
		case <-time.After(time.Second):
			if hasGone(conn) {
				return
			}
		}
	}
}

// hasGone reports whether a client listens no longer. One that has only said all
// it had to say does.
func hasGone(conn *net.UnixConn) (gone bool) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return true
	}
	err = raw.Control(func(fd uintptr) {
		poll := []unix.PollFd{{Fd: int32(fd)}}
		n, err := unix.Poll(poll, 0)
		gone = err == nil && n > 0 && poll[0].Revents&(unix.POLLHUP|unix.POLLERR) != 0
	})
	return gone || err != nil
}

func reply(w io.Writer, r Response) {
	json.NewEncoder(w).Encode(r) // who has gone does not want to know
}

// allowed asks the kernel who a client is.
func allowed(conn *net.UnixConn) error {
	raw, err := conn.SyscallConn()
	if err != nil {
		return err
	}
	var cred *unix.Ucred
	var credErr error
	if err := raw.Control(func(fd uintptr) {
		cred, credErr = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED)
	}); err != nil {
		return err
	}
	if credErr != nil {
		return credErr
	}
	if cred.Uid != 0 && int(cred.Uid) != os.Geteuid() {
		return errors.New("you are not allowed to use this daemon")
	}
	return nil
}

// handle does what a request says. Its caller has the turn.
func (d *Daemon) handle(r Request, answers chan<- Response) {
	r.Target = d.bare(r.Target)
	if n := strings.Count(r.Target, ":"); n > 1 && len(d.targets(r.Target)) == 0 {
		answers <- Response{Error: fmt.Sprintf("#<ArgumentError: wrong number of arguments (given %d, expected 0..2)>", n+1)}
		return
	}
	switch r.Command {
	case StatusCommand:
		text, known := d.statusText(r.Target)
		answers <- Response{Text: text, Known: known}
	case ListCommand:
		list := d.list(r.Target)
		answers <- Response{Processes: list, Known: len(list) > 0 || r.Target == ""}
	case EventsCommand:
		units := d.targets(r.Target)
		names := make(map[string]bool, len(units))
		for _, u := range units {
			names[u.spec.ShortName()] = true
		}
		answers <- Response{Events: d.chronicle.of(func(name string) bool { return names[name] }), Known: len(units) > 0 || r.Target == ""}
	case PlanCommand:
		answers <- Response{Plan: d.plan, Processes: d.list("")}
	case LogCommand:
		answers <- Response{LogFile: d.plan.LogFile}
	case InfoCommand:
		answers <- Response{Pid: os.Getpid(), Pill: d.plan.Pill, LogFile: d.plan.LogFile}
	default:
		d.ask(Want(r.Command), d.targets(r.Target), answers)
	}
}

// bare is what Bluepill makes of a target, which it reads to the end of a line,
// without blanks there, and splits at colons. What names something as it is
// stays.
func (d *Daemon) bare(target string) string {
	if len(d.targets(target)) > 0 {
		return target
	}
	line, _, _ := strings.Cut(target, "\n")
	return strings.TrimRight(strings.TrimRight(line, " \t\v\f\r\x00"), ":")
}

// targets finds the processes that a target names, as Bluepill does: a group,
// then a name in any group.
func (d *Daemon) targets(target string) []*unit {
	if target == "" {
		return d.grouped(func(*unit) bool { return true })
	}
	group, name, both := strings.Cut(target, ":")
	if both {
		if list := d.grouped(func(u *unit) bool { return u.spec.Group == group && u.spec.Name == name }); len(list) > 0 {
			return list
		}
	} else if list := d.grouped(func(u *unit) bool { return u.spec.Grouped && u.spec.Group == target }); len(list) > 0 {
		return list
	}
	return d.grouped(func(u *unit) bool { return u.spec.Name == target })
}

// grouped lists units by group, in the order in which groups were first named.
func (d *Daemon) grouped(want func(*unit) bool) []*unit {
	var list []*unit
	for _, g := range d.groups {
		for _, u := range d.members[g] {
			if want(u) {
				list = append(list, u)
			}
		}
	}
	return list
}

// noGroup stands for no group.
const noGroup = "\x00"

// An asking is a command on its way to processes that see to it one after the
// other.
type asking struct {
	want  Want
	units []*unit
}

// A waiter is a client that waits for what it has asked for.
type waiter struct {
	units   []*unit
	done    int // as many of them, from the first on, are done
	answers chan<- Response
	started bool
	until   time.Duration // how long it waits for an old process to end, and another to begin
}

// replacing is how long a restart waits for the new process before it answers.
// Whoever asks for the status or reads the pid file next is told of that one, as
// by Bluepill, unless the old one takes its time to end.
const replacing = time.Second

// ask gives processes an event, and answers when what that begins is done, as
// far as Bluepill waits for it.
func (d *Daemon) ask(w Want, units []*unit, answers chan<- Response) {
	for _, u := range units {
		u.failure = ""
		mode := "non-blocking"
		if slices.Contains(u.spec.Serial, w) {
			mode = "blocking"
		}
		d.logger.Log(Debug, time.Now(), fmt.Sprintf("[%s] Command %s running in %s mode.", d.groupPrefix(u.spec), w, mode))
		if !slices.Contains(u.spec.Serial, w) {
			d.step(u, Asked{w})
			continue
		}
		i := slices.IndexFunc(d.serial, func(a asking) bool { return a.want == w && a.units[0].spec.Group == u.spec.Group })
		if i < 0 {
			d.serial = append(d.serial, asking{w, []*unit{nil}})
			i = len(d.serial) - 1
			d.serial[i].units[0] = u
			d.step(u, Asked{w})
			continue
		}
		d.serial[i].units = append(d.serial[i].units, u)
	}
	d.waiters = append(d.waiters, &waiter{
		units: units, answers: answers, started: w == Start || w == Restart, until: d.clock.At() + replacing,
	})
}

// answer goes on with what had to wait.
func (d *Daemon) answer() {
	for i := 0; i < len(d.serial); i++ {
		a := &d.serial[i]
		for len(a.units) > 0 && !a.units[0].engaged() && a.units[0].machine.Ending == nil {
			if a.units = a.units[1:]; len(a.units) > 0 {
				d.step(a.units[0], Asked{a.want})
			}
		}
	}
	d.serial = slices.DeleteFunc(d.serial, func(a asking) bool { return len(a.units) == 0 })
	d.waiters = slices.DeleteFunc(d.waiters, d.answered)
}

func (d *Daemon) answered(w *waiter) bool {
	for _, u := range w.units[w.done:] {
		waits := slices.ContainsFunc(d.serial, func(a asking) bool { return slices.Contains(a.units, u) })
		if u.engaged() || waits || w.started && u.replaced() && d.clock.At() < w.until {
			return false
		}
		w.done++
	}
	var r Response
	for _, u := range w.units {
		r.Affected = append(r.Affected, u.spec.FullName())
		if w.started && u.failure != "" {
			r.Failed = append(r.Failed, u.spec.FullName()+": "+u.failure)
		}
	}
	r.Known = len(w.units) > 0
	w.answers <- r
	return true
}

// engaged reports whether a command that a client waits for is going on.
func (u *unit) engaged() bool {
	m := u.machine
	return m.looking != 0 || m.Phase == preparing || m.Phase == launching || m.running[StopTask] || m.running[RestartTask]
}

// replaced reports whether a process is to end so that another can begin.
func (u *unit) replaced() bool {
	e := u.machine.Ending
	return e != nil && e.Then != ""
}
