package supervisor

// This file makes processes.

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// spawn makes a process in the background, writes its pid file and holds on to
// it.
func (h *host) spawn(s *Spec, mark string, exited onExit) (Ident, error) {
	id, err := identityOf(s)
	if err != nil {
		return Ident{}, err
	}
	leave := h.room.enter()
	defer leave()
	j := newJob(s, id, s.Start, mark, h.here)
	defer j.close()
	file, err := h.open(j)
	if err != nil {
		return Ident{}, err
	}
	if h.cgroups != nil {
		if j.cgroup, err = h.cgroups.leaf(s); err != nil {
			h.log(Warning, s, "no control group: %s", err)
		}
	}
	proc, err := h.make(j, exited, func(pid int) {
		if err := file.born(pid); err != nil {
			h.log(Warning, s, "pid file %s cannot be written: %s", s.PidFile, rubyError(err))
		}
	})
	if err != nil {
		file.discard()
		return Ident{}, err
	}
	return proc, nil
}

// open opens the files of a job, and its pid file. To be somebody else takes a
// thread of its own, so that it is done once.
func (h *host) open(j *job) (file *pidFile, err error) {
	if j.spec.OwnPidFile {
		if file, err = h.openPidFile(j.spec, nil); err == nil {
			err = j.id.as(j.open)
		}
	} else {
		err = j.id.as(func() (err error) {
			if err = j.open(); err == nil {
				file, err = h.openPidFile(j.spec, j.id)
			}
			return err
		})
	}
	if err != nil {
		file.discard()
		return nil, err
	}
	return file, nil
}

// make starts a job and holds on to the process before it can be reaped. born is
// called with its pid at once.
func (h *host) make(j *job, exited onExit, born func(pid int)) (Ident, error) {
	if h.pins.crowded() {
		return Ident{}, unix.EMFILE
	}
	h.pins.spawning.Add(1)
	defer h.pins.spawning.Add(-1)
	pid, err := j.start()
	if err != nil {
		return Ident{}, err
	}
	born(pid)
	useful.Store(true)
	stat, err := readStat(pid)
	if err == nil && j.pidfd >= 0 {
		h.pins.mu.Lock()
		err = h.pins.hold(stat.Ident, pin{fd: j.pidfd, exited: exited})
		h.pins.mu.Unlock()
	} else if err == nil { // an old kernel
		err = h.pins.pin(stat.Ident, exited)
	}
	if err != nil { // what cannot be watched must not run
		unix.Kill(-pid, unix.SIGKILL)
		return Ident{}, err
	}
	return stat.Ident, nil
}

// maxOutput is how much of a command's output is kept for the log.
const maxOutput = 16 << 10

// run runs a command to its end and returns what came of it. begun is called
// with the process once it is there.
func (h *host) run(s *Spec, command, mark string, begun func(Ident)) Ran {
	failed := func(err error) Ran {
		return Ran{Code: 1, Stderr: "Exception in grandchild: " + err.Error() + ".\n"}
	}
	id, err := identityOf(s)
	if err != nil {
		return failed(err)
	}
	j := newJob(s, id, command, mark, h.here)
	var output [2]*capture
	if j.files[0], err = devNull(); err != nil {
		return failed(err)
	}
	for i := range output {
		if output[i], j.files[i+1], err = newCapture(); err != nil {
			j.close()
			return failed(err)
		}
	}
	status := make(chan string, 1)
	leave := h.room.enter()
	proc, err := h.make(j, func(e Exited) func() {
		status <- e.Status
		return nil
	}, func(int) {})
	j.close()
	leave()
	if err != nil {
		return failed(err)
	}
	begun(proc)
	r := Ran{Code: exitCode(<-status)}
	// What it has left running may hold its output open: that is not waited for.
	late, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	r.Stdout, r.Stderr = output[0].text(late.Done()), output[1].text(late.Done())
	return r
}

// exitCode is the exit code that a shell would tell of.
func exitCode(status string) int {
	var code int
	if _, err := fmt.Sscanf(status, "exit %d", &code); err == nil {
		return code
	}
	return 128 + int(unix.SignalNum(status))
}

// rubyError is the message of an error as Ruby has it.
func rubyError(err error) string {
	var errno syscall.Errno
	if !errors.As(err, &errno) {
		return err.Error()
	}
	text := errno.Error()
	return strings.ToUpper(text[:1]) + text[1:]
}
