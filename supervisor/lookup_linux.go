package supervisor

// This file finds a process by what it has written down. Whoever can write a pid
// file can write any pid into it, and an old file may name a pid that is somebody
// else's by now, so that a pid is only believed if there is more to it.

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// pidCommandTimeout is how long a pid_command may take.
const pidCommandTimeout = 10 * time.Second

// past is what is known of a process from before.
type past struct {
	ours bool  // it was started here
	proc Ident // the last one that was known
	pid  int   // its pid, or that of an earlier one that has ended
}

// look finds the process of a Spec; zero if there is none that is certainly it.
// It does not return before it could look: while there are no descriptors left
// nobody knows whether the process runs, and it must not be made twice.
func (h *host) look(s *Spec, past past) Ident {
	for told := false; ; {
		proc, err := h.lookOnce(s, past)
		switch {
		case err == nil:
			return proc
		case !isExhausted(err):
			h.log(Warning, s, "%s", err)
			return Ident{}
		}
		if !told {
			h.log(Warning, s, "cannot look for the process, and will try again: %s", rubyError(err))
			told = true
		}
		time.Sleep(exhaustedPause)
	}
}

// exhaustedPause is how long is waited where there is nothing left to look with.
const exhaustedPause = 500 * time.Millisecond

func (h *host) lookOnce(s *Spec, past past) (Ident, error) {
	if s.PidCommand != "" {
		return h.fromCommand(s)
	}
	defer h.room.enter()()
	return h.fromFile(s, past)
}

// readsNothing reports whether a look at the pid file finds nothing, which is so
// when the process that we made has ended, and is found out at once: its
// successor need not wait for anybody else. Files that a network may be slow to
// bring are left to a look aside.
func (u *unit) readsNothing() bool {
	if u.spec.PidCommand != "" || !u.local.Load() {
		return false
	}
	nothing := false
	select {
	case u.files <- struct{}{}:
		switch pid, _, err := readPidFile(u.spec.PidFile); {
		case errors.Is(err, unix.ENOENT):
			nothing = true
		case err != nil:
		case pid == u.ended.Pid:
			nothing = true
		default:
			stat, err := readStat(pid)
			nothing = errors.Is(err, errGone) || err == nil && stat.dead()
		}
		<-u.files
	default: // somebody is at work on it
	}
	return nothing
}

// isLocal reports whether a folder is on a disk of this machine, or in memory.
func isLocal(dir string) bool {
	var fs unix.Statfs_t
	if unix.Statfs(dir, &fs) != nil {
		return false
	}
	switch fs.Type {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC, unix.TMPFS_MAGIC, unix.OVERLAYFS_SUPER_MAGIC:
		return true
	}
	return false
}

// Running returns the pid of the process that a daemon would take for that of a
// Spec if it were begun now, without a memory of it; 0 if there is none.
func Running(plan *Plan, s *Spec) int {
	h := &host{app: plan.App, place: placeOf(plan.BaseDir), pins: &pins{}}
	proc, _ := h.lookOnce(s, past{}) // what is wrong with the file will be told by the daemon
	return proc.Pid
}

// fromCommand runs pid_command, which goes through a shell as it does in Ruby.
func (h *host) fromCommand(s *Spec) (Ident, error) {
	ctx, cancel := context.WithTimeout(context.Background(), pidCommandTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, "/bin/sh", "-c", s.PidCommand)
	cmd.WaitDelay = time.Second
	// What it has started goes with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return unix.Kill(-cmd.Process.Pid, unix.SIGKILL) }
	var out shortText
	cmd.Stdout = &out
	h.pins.spawning.Add(1)
	err := cmd.Run() // what it has written counts, whatever its exit code
	h.pins.spawning.Add(-1)
	if isExhausted(err) { // it has not run
		return Ident{}, err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil || pid <= 1 || pid == os.Getpid() {
		return Ident{}, nil
	}
	return alive(pid)
}

// alive is the process that has a pid now; zero if there is none. An error says
// that this cannot be known.
func alive(pid int) (Ident, error) {
	stat, err := readStat(pid)
	switch {
	case isExhausted(err):
		return Ident{}, err
	case err != nil || stat.dead():
		return Ident{}, nil
	}
	return stat.Ident, nil
}

// A shortText takes as much as can be a pid and blanks around it. Whoever writes
// more finds the pipe closed.
type shortText []byte

// Write keeps what is written, or fails if that becomes too much.
func (t *shortText) Write(p []byte) (int, error) {
	if *t = append(*t, p[:min(len(p), maxPidText-len(*t))]...); len(*t) == maxPidText {
		return 0, errors.New("this is no pid")
	}
	return len(p), nil
}

// fromFile reads the pid file. The error is for the log; it is no news that
// there is no file, or that what it names has ended.
func (h *host) fromFile(s *Spec, past past) (Ident, error) {
	pid, st, err := readPidFile(s.PidFile)
	switch {
	case errors.Is(err, unix.ENOENT):
		return Ident{}, nil
	case isExhausted(err):
		return Ident{}, err
	case err != nil:
		return Ident{}, errors.New("pid_file " + s.PidFile + " does not exist or cannot be read: " + rubyError(err))
	}
	stat, err := readStat(pid)
	switch {
	case isExhausted(err):
		return Ident{}, err
	case pid <= 1 || pid == os.Getpid() || err != nil || stat.dead():
		return Ident{}, nil
	}
	switch ours, err := h.isOurs(s, stat); {
	case isExhausted(err):
		return Ident{}, err
	case ours:
		return stat.Ident, nil
	}
	if why := h.doubt(s, stat, st, past); why != "" {
		return Ident{}, errors.New("pid_file " + s.PidFile + " names process " + strconv.Itoa(pid) + ", " + why)
	}
	return stat.Ident, nil
}

// clockSlack is how much younger than the file a process may seem that it names:
// the kernel counts both in ticks, of a hundredth of a second at most.
const clockSlack = 20 * time.Millisecond

// isOurs reports whether a process was started here for a Spec: by the mark in its
// environment, by descending from us, or by its control group.
func (h *host) isOurs(s *Spec, p procStat) (bool, error) {
	mark, err := markOf(p.Pid)
	if err == nil && h.isMark(s, mark) {
		return true, nil
	}
	if isExhausted(err) {
		return false, err
	}
	if ours, err := descends(p, os.Getpid()); ours || isExhausted(err) {
		return ours, err
	}
	return h.cgroups.has(s, p.Pid)
}

// doubt says why a process that a pid file names, and that is not known to be
// ours, is not taken for that of the Spec; "" if it is. If the pid file was
// written here none is.
func (h *host) doubt(s *Spec, p procStat, file unix.Stat_t, past past) string {
	if past.ours && s.Daemonize {
		return "which is another one"
	}
	want := uint32(os.Geteuid())
	if want == 0 && s.User != "" {
		id, err := identityOf(s)
		if err != nil {
			return err.Error()
		}
		want = id.cred.Uid
	}
	began := time.Duration(p.Start) * time.Second / userHZ
	if p.Pid == past.pid && p.Ident != past.proc {
		// That the pid of one that has ended has come back is chance, and so is
		// that it is ours. It has to be older than the file beyond doubt.
		began += 2 * clockSlack
	}
	written := sinceBoot() - time.Since(time.Unix(file.Mtim.Unix()))
	switch uid, ok := userOf(p.Pid); {
	case !ok:
		return "which has ended"
	case uid != want && (s.User != "" || want != 0):
		return "which is another user's"
	case file.Uid != 0 && file.Uid != want && file.Uid != uint32(os.Geteuid()):
		return "but the file is another user's"
	case file.Mode&0o002 != 0:
		return "but anybody may write the file"
	case began > written+clockSlack:
		return "which is younger than the file"
	}
	return ""
}

// maxKinship is how many generations apart two processes may be.
const maxKinship = 16

// descends reports whether a process has another among its ancestors.
func descends(p procStat, ancestor int) (bool, error) {
	for range maxKinship {
		if p.Parent == ancestor {
			return true, nil
		}
		if p.Parent <= 1 {
			return false, nil
		}
		var err error
		if p, err = readStat(p.Parent); err != nil {
			return false, err
		}
	}
	return false, nil
}
