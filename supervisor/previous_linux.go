package supervisor

// This file ends a daemon, ours or Ruby's, to make room for another.

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// DaemonPid returns the daemon of an application by its pid file, if what that
// names is certainly one.
func DaemonPid(base, app string) (pid int, alive bool) {
	pid, _, err := readPidFile(filepath.Join(base, "pids", app+".pid"))
	return pid, err == nil && isDaemon(pid, app)
}

// isDaemon reports whether a process is the daemon of an application: it bears
// the title that Bluepill gives it, and is root's or ours.
func isDaemon(pid int, app string) bool {
	if pid <= 1 || pid == os.Getpid() {
		return false
	}
	s, err := readStat(pid)
	if err != nil || s.dead() {
		return false
	}
	if uid, ok := userOf(pid); !ok || uid != 0 && int(uid) != os.Geteuid() {
		return false
	}
	return title(pid) == DaemonTitle+app
}

// DaemonTitle begins the title that Bluepill gives its daemons, as we do. The name
// of the application follows.
const DaemonTitle = "bluepilld: "

// title is what ps shows of a process, without arguments.
func title(pid int) string {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	if err != nil {
		return ""
	}
	data, _, _ = bytes.Cut(data, []byte{0})
	return strings.TrimRight(string(data), " ")
}

// commandLine is a process as ps shows it.
func commandLine(pid int) string {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	if err != nil {
		return ""
	}
	data = bytes.TrimRight(data, "\x00 ")
	for i, c := range data {
		if c < ' ' || c == 0x7f {
			data[i] = ' '
		}
	}
	return string(data)
}

// EndDaemon sends a signal to the daemon of an application and waits until it
// has ended; false if it has not in time.
func EndDaemon(base, app string, pid int, sig syscall.Signal, patience time.Duration) bool {
	fd, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		return true
	}
	defer unix.Close(fd)
	if named, _ := DaemonPid(base, app); named != pid && !isDaemon(pid, app) {
		r, err := Call(base, app, Request{Command: InfoCommand}, time.Second)
		if err != nil || r.Pid != pid {
			return true // it has ended meanwhile, and the pid is somebody else's
		}
	}
	if err := unix.PidfdSendSignal(fd, sig, nil, 0); err != nil {
		return err == unix.ESRCH
	}
	poll := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
	for deadline := time.Now().Add(patience); ; {
		n, err := unix.Poll(poll, int(max(time.Until(deadline).Milliseconds(), 0)))
		if n > 0 {
			return true
		}
		if err != unix.EINTR && !time.Now().Before(deadline) {
			return false
		}
	}
}

// RemoveLeftovers removes the socket and the pid file of a daemon that was killed,
// so that nobody asks it any more. It leaves them alone while a daemon holds the
// lock: one that is about to begin may have put its own in their place.
func RemoveLeftovers(base, app string) {
	f, err := lock(filepath.Join(base, "state", app+".lock"), 0)
	switch {
	case err == nil:
		defer f.Close()
	case !errors.Is(err, os.ErrNotExist): // there is a folder of locks, which Ruby's daemons do not make
		return
	}
	if _, alive := DaemonPid(base, app); alive {
		return
	}
	os.Remove(filepath.Join(base, "socks", app+".sock"))
	os.Remove(filepath.Join(base, "pids", app+".pid"))
}

// KeepToItself makes sure that no descriptor that the daemon was given by
// accident goes on to processes.
func KeepToItself() {
	unix.CloseRange(3, ^uint(0), unix.CLOSE_RANGE_CLOEXEC)
}
