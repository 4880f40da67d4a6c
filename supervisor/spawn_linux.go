package supervisor

// This file makes processes.

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// defaultPath is where programs are looked for if the environment does not say.
const defaultPath = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"

// environment is that of the daemon, with what the process adds.
func environment(s *Spec, id *identity, mark string) []string {
	env := os.Environ()
	set := func(key, value string) {
		text := key + "=" + value
		for i, v := range env {
			if len(v) > len(key) && v[len(key)] == '=' && v[:len(key)] == key {
				env[i] = text
				return
			}
		}
		env = append(env, text)
	}
	if id != nil && id.home != "" {
		set("HOME", id.home)
	}
	if s.Dir != "" {
		set("PWD", s.Dir)
	}
	for _, v := range s.Env {
		set(v[0], v[1])
	}
	if mark != "" {
		set(markName, mark)
	}
	return env
}

// program finds the file to run, as execvp does.
func program(name, dir string, env []string) (string, error) {
	if strings.ContainsRune(name, '/') {
		return name, nil
	}
	path := defaultPath
	for _, v := range env {
		if rest, ok := strings.CutPrefix(v, "PATH="); ok {
			path = rest
		}
	}
	err := error(unix.ENOENT)
	for _, folder := range filepath.SplitList(path) {
		if folder == "" {
			folder = "."
		}
		file := filepath.Join(folder, name)
		look := file
		if !filepath.IsAbs(file) {
			file, look = "./"+file, filepath.Join(dir, file)
		}
		var st unix.Stat_t
		switch {
		case unix.Stat(look, &st) != nil || st.Mode&unix.S_IFMT == unix.S_IFDIR:
			continue
		case st.Mode&0o111 == 0:
			err = unix.EACCES
			continue
		}
		return file, nil
	}
	return "", err
}

// A job is a process that is to be made.
type job struct {
	spec    *Spec
	id      *identity
	command string
	mark    string
	cgroup  *os.File // that it is born into; nil for ours
	here    string   // the folder to be in if the Spec has none
	files   [3]*os.File
	null    *os.File // the one of them that is /dev/null
	pidfd   int
}

// start makes the process, in a session of its own, and returns its pid. The
// child is not to be reaped before pidfd is taken.
func (j *job) start() (int, error) {
	words, err := arguments(j.command)
	if err != nil {
		return 0, err
	}
	dir := j.spec.Dir
	if dir == "" {
		dir = j.here
	}
	env := environment(j.spec, j.id, j.mark)
	file, err := program(words[0], dir, env)
	if err != nil {
		return 0, fmt.Errorf("%s - %s", rubyError(err), words[0])
	}
	sys := &syscall.SysProcAttr{Setsid: true, PidFD: &j.pidfd}
	if j.id != nil {
		cred := j.id.cred
		sys.Credential = &cred
	}
	if j.cgroup != nil {
		sys.UseCgroupFD, sys.CgroupFD = true, int(j.cgroup.Fd())
	}
	attr := &syscall.ProcAttr{Dir: dir, Env: env, Sys: sys}
	for _, f := range j.files {
		attr.Files = append(attr.Files, f.Fd())
	}
	j.pidfd = -1
	pid, err := syscall.ForkExec(file, words, attr)
	if err != nil && sys.UseCgroupFD && !errors.Is(err, syscall.ENOENT) { // it may be the group that is refused
		sys.UseCgroupFD = false
		pid, err = syscall.ForkExec(file, words, attr)
	}
	if errors.Is(err, syscall.ENOEXEC) { // a script that does not say what runs it
		pid, err = syscall.ForkExec("/bin/sh", append([]string{"sh", file}, words[1:]...), attr)
	}
	if err != nil {
		return 0, j.explain(err, dir, words[0])
	}
	return pid, nil
}

// explain says which part of making a process failed, which the kernel does
// not.
func (j *job) explain(err error, dir, name string) error {
	culprit := name
	_ = j.id.as(func() error {
		if unix.Access(dir, unix.X_OK) != nil {
			culprit = dir
		}
		return nil
	})
	return fmt.Errorf("%s - %s", rubyError(err), culprit)
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

// open opens what a process reads from and writes to, as its user.
func (j *job) open() error {
	s := j.spec
	return j.id.as(func() error {
		for i, o := range []struct {
			path string
			flag int
		}{
			{s.Stdin, os.O_RDONLY},
			{s.Stdout, os.O_WRONLY | os.O_APPEND | os.O_CREATE},
			{s.Stderr, os.O_WRONLY | os.O_APPEND | os.O_CREATE},
		} {
			path, flag := o.path, o.flag
			switch {
			case i > 0 && path == "" && j.null != nil:
				j.files[i] = j.null
				continue
			case i == 2 && path == s.Stdout:
				j.files[2] = j.files[1]
				continue
			case path == "":
				path, flag = os.DevNull, os.O_RDWR
			case !filepath.IsAbs(path):
				path = filepath.Join("/", s.Dir, path)
			}
			// A pipe without a reader must not hold up anything; with O_RDWR it doesn't.
			f, err := openNonblock(path, flag)
			if err != nil {
				return fmt.Errorf("%s - %s", rubyError(err), path)
			}
			if j.files[i] = f; o.path == "" {
				j.null = f
			}
		}
		return nil
	})
}

// openNonblock opens a file without waiting for anything, and gives it the usual
// mode again: the flag would be the child's too.
func openNonblock(path string, flag int) (*os.File, error) {
	fd, err := unix.Open(path, flag|unix.O_NONBLOCK|unix.O_CLOEXEC|unix.O_NOCTTY, 0o666)
	if errors.Is(err, unix.ENXIO) && flag&os.O_WRONLY != 0 { // a pipe nobody reads yet
		fd, err = unix.Open(path, flag&^os.O_WRONLY|os.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC|unix.O_NOCTTY, 0o666)
	}
	if err != nil {
		return nil, err
	}
	if err := unix.SetNonblock(fd, false); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return os.NewFile(uintptr(fd), path), nil
}

func (j *job) close() {
	if j.cgroup != nil {
		j.cgroup.Close()
	}
	for i, f := range j.files {
		if f != nil && !slices.Contains(j.files[:i], f) {
			f.Close()
		}
	}
}

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

// A pidFile is one that is about to be written; it may be nil, where there is
// no room for it.
type pidFile struct {
	file *os.File
	made bool // it was not there before
}

// openPidFile opens the pid file before the process is made, as Bluepill does
// not start what it could not write the pid of. Our own are written by us, all
// others as the user. A full disk is no reason not to start anything.
func (h *host) openPidFile(s *Spec, id *identity) (*pidFile, error) {
	if s.PidFile == "" {
		return nil, nil
	}
	if s.OwnPidFile {
		id = nil
	}
	p := &pidFile{}
	err := id.as(func() error {
		_, statErr := os.Lstat(s.PidFile)
		p.made = errors.Is(statErr, fs.ErrNotExist)
		fd, err := unix.Open(s.PidFile, unix.O_WRONLY|unix.O_CREAT|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0o644)
		if err != nil {
			return err
		}
		var st unix.Stat_t
		if err := unix.Fstat(fd, &st); err != nil || st.Mode&unix.S_IFMT != unix.S_IFREG {
			unix.Close(fd)
			return unix.EINVAL
		}
		if st.Mode&0o022 != 0 { // the umask of who loaded the pill allowed it
			unix.Fchmod(fd, st.Mode&0o755)
		}
		p.file = os.NewFile(uintptr(fd), s.PidFile)
		return nil
	})
	switch {
	case errors.Is(err, unix.ENOSPC), errors.Is(err, unix.EDQUOT):
		h.log(Warning, s, "pid file %s cannot be written: %s", s.PidFile, rubyError(err))
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("%s - %s", rubyError(err), s.PidFile)
	}
	return p, nil
}

func (p *pidFile) write(pid int) error {
	if p == nil {
		return nil
	}
	defer p.file.Close()
	text := fmt.Sprint(pid)
	size := 0
	if info, err := p.file.Stat(); err == nil {
		size = int(min(info.Size(), 64))
	}
	// In place, so that it needs no room on the disk, and at once with what is
	// there: nobody must read a pid with the last digits of another.
	padded := text + strings.Repeat("\n", max(size-len(text), 0))
	if _, err := p.file.WriteAt([]byte(padded), 0); err != nil {
		return err
	}
	if size <= len(text) {
		return nil
	}
	return p.file.Truncate(int64(len(text)))
}

func (p *pidFile) discard() {
	if p == nil {
		return
	}
	if p.made {
		os.Remove(p.file.Name())
	}
	p.file.Close()
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
