package supervisor

// This file prepares what a process is made of: its program, its environment, and
// the files that it reads and writes.

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

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
	cgroup  int    // that it is born into, a descriptor; noCgroup for ours
	here    string // the folder to be in if the Spec has none
	files   [3]*os.File
	pidfd   int
}

// noCgroup is where no control group is open.
const noCgroup = -1

func newJob(s *Spec, id *identity, command, mark, here string) *job {
	return &job{spec: s, id: id, command: command, mark: mark, here: here, cgroup: noCgroup}
}

// devNull is for all that read nothing, or write what nobody reads.
var devNull = sync.OnceValues(func() (*os.File, error) { return os.OpenFile(os.DevNull, os.O_RDWR, 0) })

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
	if j.cgroup != noCgroup {
		sys.UseCgroupFD, sys.CgroupFD = true, j.cgroup
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
		var st unix.Stat_t
		if unix.Stat(dir+"/.", &st) != nil { // access would ask for the daemon, and take a program for a folder
			culprit = dir
		}
		return nil
	})
	return fmt.Errorf("%s - %s", rubyError(err), culprit)
}

// open opens what a process reads from and writes to, as its user, whom the caller
// has to be.
func (j *job) open() error {
	s := j.spec
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
		case path == "":
			var err error
			if j.files[i], err = devNull(); err != nil {
				return err
			}
			continue
		case i == 2 && path == s.Stdout:
			j.files[2] = j.files[1]
			continue
		case !filepath.IsAbs(path):
			path = filepath.Join("/", s.Dir, path)
		}
		// A pipe without a reader must not hold up anything; with O_RDWR it doesn't.
		f, err := openNonblock(j.id, path, flag)
		if err != nil {
			return fmt.Errorf("%s - %s", rubyError(err), path)
		}
		j.files[i] = f
	}
	return nil
}

// openNonblock opens a file without waiting for anything, and gives it the usual
// mode again: the flag would be the child's too.
func openNonblock(id *identity, path string, flag int) (*os.File, error) {
	fd, err := id.open(path, true, flag|unix.O_NONBLOCK|unix.O_NOCTTY, 0o666)
	if errors.Is(err, unix.ENXIO) && flag&os.O_WRONLY != 0 { // a pipe nobody reads yet
		fd, err = id.open(path, true, flag&^os.O_WRONLY|os.O_RDWR|unix.O_NONBLOCK|unix.O_NOCTTY, 0o666)
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
	if j.cgroup != noCgroup {
		unix.Close(j.cgroup)
	}
	null, _ := devNull() // without it, none of the files is
	for i, f := range j.files {
		if f != nil && f != null && !slices.Contains(j.files[:i], f) {
			f.Close()
		}
	}
}
