package supervisor

// This file reads, writes and removes pid files.

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// maxPidText is how much may stand in a pid file, or be written by a pid_command,
// in bytes.
const maxPidText = 64

// readPidFile reads a pid as String#to_i does. Nothing but a regular file is
// opened, and no link is followed to one.
func readPidFile(path string) (pid int, st unix.Stat_t, err error) {
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return 0, st, err
	}
	defer unix.Close(fd)
	if err := unix.Fstat(fd, &st); err != nil {
		return 0, st, err
	}
	if st.Mode&unix.S_IFMT != unix.S_IFREG {
		return 0, st, errors.New("not a regular file")
	}
	var data [maxPidText]byte
	n, err := unix.Read(fd, data[:])
	if err != nil {
		return 0, st, err
	}
	return pidIn(data[:max(n, 0)]), st, nil
}

func pidIn(data []byte) int {
	text := strings.TrimLeft(string(data), " \t\r\n")
	end := 0
	for end < len(text) && end < 10 && text[end] >= '0' && text[end] <= '9' {
		end++
	}
	pid, _ := strconv.Atoi(text[:end])
	return pid
}

// A pidFile is one that is about to be written; it may be nil, where there is
// no room for it.
type pidFile struct {
	fd   int
	path string
	id   *identity // who opened it
	made bool      // it was not there before
	was  int       // the pid that it named then
}

// openPidFile opens the pid file before the process is made, as Bluepill does
// not start what it could not write the pid of. Our own are written by us, all
// others as the user, whom the caller has to be. A full disk is no reason not to
// start anything.
func (h *host) openPidFile(s *Spec, id *identity) (*pidFile, error) {
	if s.PidFile == "" {
		return nil, nil
	}
	var st unix.Stat_t
	p := &pidFile{path: s.PidFile, id: id, made: unix.Lstat(s.PidFile, &st) == unix.ENOENT}
	var err error
	if p.fd, err = id.open(s.PidFile, false, unix.O_RDWR|unix.O_CREAT|unix.O_NONBLOCK, 0o644); errors.Is(err, unix.EACCES) {
		p.fd, err = id.open(s.PidFile, false, unix.O_WRONLY|unix.O_NONBLOCK, 0o644)
	}
	if err == nil && (unix.Fstat(p.fd, &st) != nil || st.Mode&unix.S_IFMT != unix.S_IFREG) {
		p.close()
		err = unix.EINVAL
	}
	switch {
	case errors.Is(err, unix.ENOSPC), errors.Is(err, unix.EDQUOT):
		h.log(Warning, s, "pid file %s cannot be written: %s", s.PidFile, rubyError(err))
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("%s - %s", rubyError(err), s.PidFile)
	}
	if st.Mode&0o022 != 0 { // the umask of who loaded the pill allowed it
		unix.Fchmod(p.fd, st.Mode&0o755)
	}
	p.was = p.read()
	return p, nil
}

// read returns the pid that the file names; 0 if it names none.
func (p *pidFile) read() int {
	var data [maxPidText]byte
	n, _ := unix.Pread(p.fd, data[:], 0)
	return pidIn(data[:max(n, 0)])
}

// born writes the pid of the process that was made. A program that goes to the
// background by itself may have been quicker, on a busy machine: then the pid that
// it has written stays, or has made room for. Bluepill writes before the program
// runs.
func (p *pidFile) born(pid int) error {
	if p == nil {
		return nil
	}
	if theirs := p.read(); theirs != p.was {
		p.close()
		return nil
	}
	return p.write(pid)
}

func (p *pidFile) write(pid int) error {
	if p == nil {
		return nil
	}
	defer p.close()
	text := strconv.Itoa(pid)
	size := 0
	var st unix.Stat_t
	if unix.Fstat(p.fd, &st) == nil {
		size = int(min(st.Size, maxPidText))
	}
	// In place, so that it needs no room on the disk, and at once with what is
	// there: nobody must read a pid with the last digits of another.
	padded := text + strings.Repeat("\n", max(size-len(text), 0))
	if n, err := unix.Pwrite(p.fd, []byte(padded), 0); err != nil {
		return err
	} else if n < len(padded) {
		return unix.ENOSPC
	}
	if size <= len(text) {
		return nil
	}
	return unix.Ftruncate(p.fd, int64(len(text)))
}

func (p *pidFile) discard() {
	if p == nil {
		return
	}
	if p.made {
		_ = p.id.as(func() error { return p.id.remove(p.path) }) // it may stay, empty as it is
	}
	p.close()
}

func (p *pidFile) close() {
	if p.fd >= 0 {
		unix.Close(p.fd)
	}
	p.fd = -1
}

// dead reports whether there is certainly no process of that ID, or only what its
// parent has not reaped.
func dead(pid int) bool {
	stat, err := readStat(pid)
	return unix.Kill(pid, 0) == unix.ESRCH || err == nil && stat.dead()
}

// forget removes the pid file, if it still names the process. If that is none, one
// is removed that a dead process has left: some programs do not start where it is.
func (h *host) forget(s *Spec, proc Ident) {
	var us *identity
	err := func() error {
		f, name, err := us.folder(s.PidFile, false)
		if err != nil {
			return err
		}
		defer f.close()
		switch pid, _, err := readPidFile(f.path(name)); {
		case err != nil || pid < 1:
			return nil
		case proc.IsZero() && !dead(pid), !proc.IsZero() && pid != proc.Pid:
			return nil
		}
		return unix.Unlinkat(f.fd, name, 0)
	}()
	if err != nil && !errors.Is(err, unix.ENOENT) {
		h.log(Warning, s, "pid file %s cannot be removed: %s", s.PidFile, rubyError(err))
	}
}
