package supervisor

// This file makes processes.

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// spawn makes a process in the background, writes its pid file and holds on to
// it.
func (h *host) spawn(s *Spec, mark string, exited func(Exited)) (Ident, error) {
	id, err := identityOf(s)
	if err != nil {
		return Ident{}, err
	}
	leave := h.room.enter()
	defer leave()
	j := &job{spec: s, id: id, command: s.Start, mark: mark, here: h.here}
	defer j.close()
	if err := j.open(); err != nil {
		return Ident{}, err
	}
	file, err := h.openPidFile(s, id)
	if err != nil {
		return Ident{}, err
	}
	if h.cgroups != nil {
		if j.cgroup, err = h.cgroups.leaf(s); err != nil {
			h.log(Warning, s, "no control group: %s", err)
		}
	}
	proc, err := h.make(j, exited)
	if err != nil {
		file.discard()
		return Ident{}, err
	}
	if err := file.write(proc.Pid); err != nil {
		h.log(Warning, s, "pid file %s cannot be written: %s", s.PidFile, rubyError(err))
	}
	return proc, nil
}

// make starts a job and holds on to the process before it can be reaped.
func (h *host) make(j *job, exited func(Exited)) (Ident, error) {
	if h.pins.crowded() {
		return Ident{}, unix.EMFILE
	}
	h.pins.spawning.Add(1)
	defer h.pins.spawning.Add(-1)
	pid, err := j.start()
	if err != nil {
		return Ident{}, err
	}
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
	j := &job{spec: s, id: id, command: command, mark: mark, here: h.here}
	var output [2]*capture
	if j.files[0], err = os.Open(os.DevNull); err != nil {
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
	proc, err := h.make(j, func(e Exited) { status <- e.Status })
	j.close()
	leave()
	if err != nil {
		return failed(err)
	}
	begun(proc)
	r := Ran{Code: exitCode(<-status)}
	// What it has left running may hold its output open: that is not waited for.
	r.Stdout, r.Stderr = output[0].text(100*time.Millisecond), output[1].text(0)
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
