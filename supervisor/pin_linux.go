package supervisor

// This file holds on to processes. A pid may be used again once its process is
// gone; a pidfd is of one process for ever. Everything that is signalled is
// signalled through one.

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// pins are the processes that are held on to; their ends are told at once.
type pins struct {
	hands    hands
	conn     syscall.RawConn // epoll
	epoll    int             // its descriptor
	patience int             // how long a thread waits for it, in ms; -1 is for ever
	mu       sync.Mutex
	held     map[Ident]pin
	of       map[int32]Ident
	serials  bool          // the kernel counts processes
	tight    bool          // the dead are reaped before a successor is made
	spawning atomic.Int32  // children that are being made are not to be reaped
	stirred  chan struct{} // a process has ended
}

// A pin is a process that is held on to.
type pin struct {
	fd     int
	exited onExit
	serial uint64 // its number among all processes since boot; 0 if the kernel does not count
}

// An onExit is told of the end of a process, once, by whoever listens. It returns what
// there is to do then, if that may take its time.
type onExit func(Exited) (work func())

// newPins makes this process the one that orphans of its children go to, and
// begins to listen. Where it is tight, the dead count to a limit until they are reaped.
func newPins(hands hands, tight bool) (*pins, error) {
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		return nil, fmt.Errorf("become a subreaper: %w", err)
	}
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("epoll: %w", err)
	}
	// With that, who waits for it waits with the rest of the program: no thread has to
	// be there for it, which would have to come back first.
	if err := unix.SetNonblock(fd, true); err != nil {
		return nil, fmt.Errorf("epoll: %w", err)
	}
	dropChildSignal()
	p, err := pinsOf(fd, hands, tight)
	if err != nil {
		return nil, fmt.Errorf("epoll: %w", err)
	}
	go p.reapOrphans()
	return p, nil
}

// pinsOf begins to listen to an epoll. Where Go will not wait for it, a thread has to.
func pinsOf(fd int, hands hands, tight bool) (*pins, error) {
	file := os.NewFile(uintptr(fd), "epoll")
	conn, err := file.SyscallConn()
	if err != nil {
		return nil, err
	}
	p := &pins{hands: hands, conn: conn, epoll: fd, tight: tight, held: map[Ident]pin{}, of: map[int32]Ident{}, serials: countsProcesses(), stirred: make(chan struct{}, 1)}
	if file.SetReadDeadline(time.Time{}) != nil {
		p.patience = -1
	}
	hands.do(p.listen)
	return p, nil
}

// dropChildSignal has the kernel drop SIGCHLD. Go handles it in any program, if only
// to find that nobody wants it, when a process has ended and somebody has to make its
// successor. Children are there to be waited for as before: SIG_DFL is not SIG_IGN.
func dropChildSignal() {
	var action [4]uint64 // SIG_DFL, without flags and with an empty mask
	unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(unix.SIGCHLD), uintptr(unsafe.Pointer(&action)), 0, 8, 0, 0)
}

// listen waits for processes to end, one at a time: the others are for whoever listens
// when there is something to do for one.
func (p *pins) listen() {
	var room stackRoom
	defer runtime.KeepAlive(&room)
	var event [1]unix.EpollEvent
	next := func(uintptr) bool {
		for {
			n, err := unix.EpollWait(p.epoll, event[:], p.patience)
			if !errors.Is(err, unix.EINTR) {
				return n > 0
			}
		}
	}
	for p.conn.Read(next) == nil {
		if work := p.gone(event[0].Fd); work != nil {
			work()
			return
		}
	}
}

// gone tells of a process that has ended, and then reaps it if it was a child: until
// then nobody else has its pid. If there is something to do, somebody else listens from
// then on, and it is for the caller: whom one would have to wake up to do it would come
// too late.
func (p *pins) gone(fd int32) (work func()) {
	p.mu.Lock()
	proc, ok := p.of[fd]
	if !ok { // nobody holds on to it any more
		p.mu.Unlock()
		return nil
	}
	status, ended := endOf(int(fd))
	if !ended { // of the process that had this descriptor before, or too early
		_ = p.once(unix.EPOLL_CTL_MOD, int(fd))
		p.mu.Unlock()
		return nil
	}
	exited := p.held[proc].exited
	delete(p.held, proc)
	delete(p.of, fd)
	p.mu.Unlock()
	reap := func() {
		_, _ = waitFor(int(fd), 0)
		unix.Close(int(fd))
		select {
		case p.stirred <- struct{}{}:
		default:
		}
	}
	work = exited(Exited{proc, status})
	switch {
	case work == nil:
		reap()
	case p.tight:
		reap()
		p.hands.do(p.listen)
	default:
		p.hands.do(func() {
			reap() // which takes a while, and nobody has to wait for it
			p.listen()
		})
	}
	return work
}

// endOf reports whether a process has ended, and how if it was a child, which stays to
// be reaped; "" for others.
func endOf(pidfd int) (status string, ended bool) {
	poll := []unix.PollFd{{Fd: int32(pidfd), Events: unix.POLLIN}}
	if n, err := unix.Poll(poll, 0); err != nil || n == 0 {
		return "", false
	}
	info, ok := waitFor(pidfd, unix.WNOWAIT)
	if !ok {
		return "", true
	}
	code := siginfoStatus(&info)
	if info.Code == 1 { // CLD_EXITED
		return fmt.Sprintf("exit %d", code), true
	}
	return unix.SignalName(unix.Signal(code)), true
}

// waitFor is waitid for a process that may have ended, and reports whether it is a
// child that has.
func waitFor(pidfd, options int) (info unix.Siginfo, ok bool) {
	for {
		err := unix.Waitid(unix.P_PIDFD, pidfd, &info, unix.WEXITED|unix.WNOHANG|options, nil)
		if !errors.Is(err, unix.EINTR) {
			return info, err == nil && info.Signo != 0
		}
	}
}

// pin holds on to a process, if it is still there. It is told when it ends,
// even if that was meanwhile. The error is errGone, or says that nobody else can
// be held on to for now, which tells nothing of the process.
func (p *pins) pin(proc Ident, exited onExit) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.held[proc]; ok {
		return nil
	}
	if p.full() {
		return unix.EMFILE
	}
	fd, err := unix.PidfdOpen(proc.Pid, 0)
	if err != nil {
		return goneUnless(err)
	}
	s, err := readStat(proc.Pid)
	if err == nil && s.Start != proc.Start {
		err = errGone
	}
	if err != nil {
		unix.Close(fd)
		return err
	}
	return p.hold(proc, pin{fd: fd, exited: exited})
}

// once listens to a pidfd until it is told of it: it would be told again and again as
// long as a child that is on its way has the descriptor, too.
func (p *pins) once(op, fd int) error {
	return unix.EpollCtl(p.epoll, op, fd, &unix.EpollEvent{Events: unix.EPOLLIN | unix.EPOLLONESHOT, Fd: int32(fd)})
}

// hold listens to a pidfd. The caller has the lock.
func (p *pins) hold(proc Ident, h pin) error {
	if err := p.once(unix.EPOLL_CTL_ADD, h.fd); err != nil {
		unix.Close(h.fd)
		return err
	}
	h.serial = p.serialOf(h.fd)
	p.held[proc], p.of[int32(h.fd)] = h, proc
	return nil
}

// serialOf is the number of the process that a pidfd is of. Newer kernels count
// processes; two that have the same pid and start in the same tick differ in it.
func (p *pins) serialOf(fd int) uint64 {
	var st unix.Stat_t
	if !p.serials || unix.Fstat(fd, &st) != nil {
		return 0
	}
	return st.Ino
}

// countsProcesses reports whether the kernel does.
func countsProcesses() bool {
	fd, err := unix.PidfdOpen(os.Getpid(), 0)
	if err != nil {
		return false
	}
	defer unix.Close(fd)
	var fs unix.Statfs_t
	return unix.Fstatfs(fd, &fs) == nil && fs.Type == unix.PID_FS_MAGIC
}

// serial is the number of a process that is held; 0 if that is not known.
func (p *pins) serial(proc Ident) uint64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held[proc].serial
}

// spare is how many descriptors are kept for clients and for making processes.
const spare = 16

// crowded reports whether there is no room for another process to hold on to:
// the daemon must be able to listen, whatever runs.
func (p *pins) crowded() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.full()
}

// full is crowded, for a caller who has the lock.
func (p *pins) full() bool {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil {
		return false
	}
	return uint64(len(p.held)+spare) > limit.Cur
}

// release lets go of a process.
func (p *pins) release(proc Ident) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h, ok := p.held[proc]; ok {
		delete(p.held, proc)
		delete(p.of, int32(h.fd))
		unix.Close(h.fd)
	}
}

// isExhausted reports whether there are no descriptors left, or no memory.
func isExhausted(err error) bool {
	return errors.Is(err, unix.EMFILE) || errors.Is(err, unix.ENFILE) || errors.Is(err, unix.ENOMEM)
}

// signal sends a signal to a process that is held. Its name is as pills have
// it, with or without SIG, in any case.
// The group that it leads, in a session of its own, gets it too if that is asked.
func (p *pins) signal(proc Ident, name string, group bool) error {
	sig, err := signalOf(name)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	h, ok := p.held[proc]
	if !ok {
		return unix.ESRCH
	}
	if group && leads(proc) {
		const processGroup = 1 << 2 // PIDFD_SIGNAL_PROCESS_GROUP, since Linux 6.9
		if unix.PidfdSendSignal(h.fd, sig, nil, processGroup) == nil {
			return nil
		}
		go signalMembers(sig, groupOf(proc), nil)
	}
	return unix.PidfdSendSignal(h.fd, sig, nil, 0)
}

// leads reports whether a process leads a session and a group.
func leads(proc Ident) bool {
	s, err := readStat(proc.Pid)
	return err == nil && s.Ident == proc && s.Session == s.Pid && s.Group == s.Pid
}

func signalOf(name string) (unix.Signal, error) {
	full := strings.ToUpper(name)
	if !strings.HasPrefix(full, "SIG") {
		full = "SIG" + full
	}
	switch full { // names that Ruby has too
	case "SIGEXIT":
		return 0, nil
	case "SIGCLD":
		full = "SIGCHLD"
	case "SIGIOT":
		full = "SIGABRT"
	case "SIGPOLL":
		full = "SIGIO"
	}
	if sig := unix.SignalNum(full); sig != 0 {
		return sig, nil
	}
	return 0, fmt.Errorf("unsupported signal '%s'", full)
}

// signalMembers sends a signal to each process that the choice takes, through
// a pidfd that is looked at again once it is open. Each that got it is told of,
// if somebody wants to know.
func signalMembers(sig unix.Signal, member func(procStat) bool, told func(procStat)) (sent int) {
	for _, pid := range pids() {
		s, err := readStat(pid)
		if err != nil || s.dead() || !member(s) || pid == os.Getpid() {
			continue
		}
		fd, err := unix.PidfdOpen(pid, 0)
		if err != nil {
			continue
		}
		if again, err := readStat(pid); err == nil && again.Start == s.Start && member(again) {
			if unix.PidfdSendSignal(fd, sig, nil, 0) == nil {
				sent++
				if told != nil {
					told(again)
				}
			}
		}
		unix.Close(fd)
	}
	return sent
}

// groupOf chooses the processes that are in the group and session that a
// process of ours leads or led, but not that process itself. A pid is not used
// again while there is a group of that number: if it is in use by another, the
// group is that one's.
func groupOf(leader Ident) func(procStat) bool {
	return func(s procStat) bool {
		if s.Group != leader.Pid || s.Session != leader.Pid || s.Pid == leader.Pid || s.Start < leader.Start {
			return false
		}
		now, err := readStat(leader.Pid)
		return err != nil || now.Start == leader.Start
	}
}

const (
	// orphanPause is how long ended orphans may wait to be reaped at most, while
	// something goes on,
	orphanPause = 500 * time.Millisecond
	// orphanLooks is how often they are looked for after a process has ended, as
	// its children will,
	orphanLooks = 10
	// orphanRest is how long they may wait when nothing has happened.
	orphanRest = 10 * time.Second
)

// reapOrphans takes the exit status of children that nobody here has made: what
// children left behind when they ended. It looks for them now and then: whoever
// listens to SIGCHLD is woken by the end of every child, at the very moment in
// which its successor is waited for.
func (p *pins) reapOrphans() {
	for {
		looks := 1
		select {
		case <-p.stirred:
			looks = orphanLooks
		case <-time.After(orphanRest):
		}
		for i := range looks {
			if i > 0 {
				time.Sleep(orphanPause)
			}
			// A child that is being made may look like an orphan.
			for p.spawning.Load() == 0 && p.reapOrphan() {
			}
		}
	}
}

// reapOrphan takes the exit status of one child that has ended, unless it is one
// that is held: whoever holds it is about to.
func (p *pins) reapOrphan() bool {
	var info unix.Siginfo
	err := unix.Waitid(unix.P_ALL, 0, &info, unix.WEXITED|unix.WNOHANG|unix.WNOWAIT, nil)
	if err != nil || info.Signo == 0 {
		return false
	}
	pid := int(siginfoPid(&info))
	s, err := readStat(pid)
	if err != nil || p.holds(s.Ident) {
		return false
	}
	var ws unix.WaitStatus
	_, err = unix.Wait4(pid, &ws, unix.WNOHANG, nil) // an error means that somebody else was faster
	return err == nil
}

func (p *pins) holds(proc Ident) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, ok := p.held[proc]
	return ok
}
