package supervisor

// This file gives each process a control group of its own, where we may: all
// that it starts is in it for good, wherever it goes, so that nothing of it can
// be left behind. Version 2 only.

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// cgroups are the control groups of a daemon: a folder for each process, and in
// it one for each time that it was started while something was left of before.
//
//	bluepill.APP.PLACE/NAME/0
type cgroups struct {
	dir  string // of the application
	max  int    // how many processes may be in each; 0: as many as they like
	mu   sync.Mutex
	busy map[string]bool // those that are being swept, in which nothing is started
	made map[string]bool // those that this daemon has made, so that it knows what befell them
}

// ownCgroup finds the control group that this process is in: where they are
// mounted, and its path below.
func ownCgroup() (mount, group string, err error) {
	self, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return "", "", err
	}
	for line := range strings.Lines(string(self)) {
		if rest, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "0::"); ok {
			group = rest
		}
	}
	if group == "" {
		return "", "", errors.New("the kernel has no control groups of version 2")
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return "", "", err
	}
	for line := range strings.Lines(string(mounts)) {
		before, after, _ := strings.Cut(line, " - ")
		f := strings.Fields(before)
		if len(f) < 5 || !strings.HasPrefix(after, "cgroup2 ") {
			continue
		}
		// What is mounted is the root, or a part of it that the group is to be in.
		if below, err := filepath.Rel(f[3], group); err == nil && below != ".." && !strings.HasPrefix(below, "../") {
			return f[4], below, nil
		}
	}
	return "", "", errors.New("control groups of version 2 are not mounted")
}

// delegated finds the control group that was left to us: that which we are in or
// one above, where systemd has said so by an attribute (Delegate=yes), or the
// root if we are in that, as in a container.
func delegated(mount, group string) (string, error) {
	for up := group; up != "."; up = filepath.Dir(up) {
		dir := filepath.Join(mount, up)
		for _, name := range []string{"trusted.delegate", "user.delegate"} {
			var value [8]byte
			if n, err := unix.Getxattr(dir, name, value[:]); err == nil && string(value[:n]) == "1" {
				return dir, unix.Access(dir, unix.W_OK)
			}
		}
	}
	if group == "." {
		return mount, unix.Access(mount, unix.W_OK)
	}
	return "", fmt.Errorf("control group /%s is not left to us", group)
}

// openCgroups makes the control group of an application. The error says why
// there is none, or why there can be no limit.
func openCgroups(app, place string, limit int) (*cgroups, error) {
	mount, group, err := ownCgroup()
	if err != nil {
		return nil, err
	}
	base, err := delegated(mount, group)
	if err != nil {
		return nil, err
	}
	c := &cgroups{dir: filepath.Join(base, "bluepill."+cgroupName(app)+place), max: limit, busy: map[string]bool{}, made: map[string]bool{}}
	if err := os.Mkdir(c.dir, 0o755); err != nil && !errors.Is(err, os.ErrExist) {
		return nil, err
	}
	c.tidy()
	if limit == 0 {
		return c, nil
	}
	if err = control(base, "pids"); errors.Is(err, unix.EBUSY) {
		// A group that is divided may hold no process itself.
		own := filepath.Join(base, "bluepilld."+filepath.Base(c.dir))
		_ = os.Mkdir(own, 0o755) // it may be there
		if err = os.WriteFile(filepath.Join(own, "cgroup.procs"), []byte("0"), 0); err == nil {
			err = control(base, "pids")
		}
	}
	if err == nil {
		err = control(c.dir, "pids")
	}
	return c, err
}

// control has a controller look after the groups in a folder.
func control(dir, controller string) error {
	if err := os.WriteFile(filepath.Join(dir, "cgroup.subtree_control"), []byte("+"+controller), 0); err != nil {
		return fmt.Errorf("controller %s in %s: %w", controller, dir, err)
	}
	return nil
}

// cgroupName makes a name of a folder of any name.
func cgroupName(name string) string {
	safe := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == ':' {
			return c
		}
		return '_'
	}, name)
	if safe == name && name != "" && len(name) <= MaxName {
		return name
	}
	sum := fnv.New32a()
	sum.Write([]byte(name))
	return safe[:min(len(safe), MaxName/2)] + "." + strconv.FormatUint(uint64(sum.Sum32()), 36)
}

// of is the folder of a process. Its prefix keeps it apart from the kernel's files.
func (c *cgroups) of(s *Spec) string { return filepath.Join(c.dir, "p."+cgroupName(s.FullName())) }

// leaf opens a control group for a process, in which there is nothing.
func (c *cgroups) leaf(s *Spec) (fd int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range sweepings {
		path := filepath.Join(c.of(s), strconv.Itoa(i))
		if c.busy[path] || populated(path) {
			continue
		}
		open := func() (int, error) { return unix.Open(path, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0) }
		if c.made[path] {
			if fd, err = open(); err == nil {
				return fd, nil
			}
		} else if err := removeGroup(path); err != nil && !errors.Is(err, unix.ENOENT) {
			continue // one of another daemon's, which may have been killed
		}
		if err = os.Mkdir(path, 0o755); errors.Is(err, os.ErrNotExist) {
			if err = c.open(s); err == nil {
				err = os.Mkdir(path, 0o755)
			}
		}
		if err != nil {
			return -1, err
		}
		c.made[path] = true
		return open()
	}
	return -1, errors.New("too much was left behind")
}

// open makes the folder of a process.
func (c *cgroups) open(s *Spec) error {
	dir := c.of(s)
	if err := os.Mkdir(dir, 0o755); err != nil || c.max == 0 {
		return err
	}
	// Without the controller there is no such file, which was told of.
	if err := os.WriteFile(filepath.Join(dir, "pids.max"), []byte(strconv.Itoa(c.max)), 0); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// populated reports whether there is anybody in a control group.
func populated(path string) bool {
	var room [256]byte
	data, err := readOnce(filepath.Join(path, "cgroup.events"), room[:])
	return err == nil && bytes.Contains(data, []byte("populated 1"))
}

// has reports whether a process is in a control group of a Spec.
func (c *cgroups) has(s *Spec, pid int) (bool, error) {
	if c == nil {
		return false, nil
	}
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cgroup")
	if err != nil {
		return false, goneUnless(err)
	}
	// The last two folders above the number are as good as the whole path, of which
	// a namespace may hide the beginning.
	want := "/" + filepath.Base(c.dir) + "/" + filepath.Base(c.of(s)) + "/"
	return bytes.Contains(data, []byte("0::")) && bytes.Contains(data, []byte(want)), nil
}

// left returns the control groups of a process that has ended in which there is
// somebody still. Nothing is started in them until swept says that it may be.
func (c *cgroups) left(s *Spec) (paths []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	entries, _ := os.ReadDir(c.of(s))
	for _, e := range entries {
		path := filepath.Join(c.of(s), e.Name())
		if e.IsDir() && !c.busy[path] && populated(path) {
			c.busy[path] = true
			paths = append(paths, path)
		}
	}
	return paths
}

// cgroupPause is how long those who are left behind have between two looks.
const cgroupPause = 50 * time.Millisecond

// end sends TERM to everybody in a control group, once to each, and ends what is
// left after the grace time.
func (c *cgroups) end(path string, grace time.Duration) {
	var sent []Ident
	killed := false
	for deadline := time.Now().Add(grace); populated(path); time.Sleep(cgroupPause) {
		if time.Now().After(deadline) {
			killAll(path)
			killed = true
			continue
		}
		for _, p := range members(path) {
			if !slices.Contains(sent, p) && signalMember(p, unix.SIGTERM, path) {
				sent = append(sent, p)
			}
		}
	}
	// Linux 6.18, and perhaps others, kills whoever is born into a group that was once
	// killed.
	if (killed || filepath.Base(path) != "0") && removeGroup(path) != nil && killed {
		return // it is busy for good
	}
	c.mu.Lock()
	delete(c.busy, path)
	c.mu.Unlock()
}

// members lists the processes in a control group.
func members(path string) (list []Ident) {
	data, _ := os.ReadFile(filepath.Join(path, "cgroup.procs"))
	for _, word := range bytes.Fields(data) {
		if s, err := readStat(int(number(word))); err == nil && !s.dead() {
			list = append(list, s.Ident)
		}
	}
	return list
}

// signalMember sends a signal to a process, if it is one that is in the control
// group.
func signalMember(p Ident, sig unix.Signal, path string) bool {
	fd, err := unix.PidfdOpen(p.Pid, 0)
	if err != nil {
		return false
	}
	defer unix.Close(fd)
	return slices.Contains(members(path), p) && unix.PidfdSendSignal(fd, sig, nil, 0) == nil
}

// killAll ends everybody in a control group, and whom they are just making.
func killAll(path string) {
	if os.WriteFile(filepath.Join(path, "cgroup.kill"), []byte("1"), 0) == nil {
		return
	}
	killFrozen(path) // before Linux 5.14
}

// killFrozen is killAll for kernels that cannot do it: nobody can do anything while
// all are frozen.
func killFrozen(path string) {
	freeze := filepath.Join(path, "cgroup.freeze")
	if os.WriteFile(freeze, []byte("1"), 0) == nil {
		defer os.WriteFile(freeze, []byte("0"), 0)
	}
	for _, p := range members(path) {
		signalMember(p, unix.SIGKILL, path)
	}
}

// removeGroup removes a control group, and those that a process has made in it.
func removeGroup(path string) error {
	err := unix.Rmdir(path)
	if !errors.Is(err, unix.EBUSY) || populated(path) {
		return err
	}
	entries, _ := os.ReadDir(path)
	for _, e := range entries {
		if e.IsDir() {
			removeGroup(filepath.Join(path, e.Name()))
		}
	}
	return unix.Rmdir(path)
}

// tidy removes what nobody is in; the kernel refuses to remove the rest.
func (c *cgroups) tidy() {
	processes, _ := os.ReadDir(c.dir)
	for _, p := range processes {
		if !p.IsDir() {
			continue
		}
		dir := filepath.Join(c.dir, p.Name())
		leaves, _ := os.ReadDir(dir)
		for _, l := range leaves {
			if l.IsDir() {
				removeGroup(filepath.Join(dir, l.Name()))
			}
		}
		unix.Rmdir(dir)
	}
}

// close removes what is not used, when the daemon ends.
func (c *cgroups) close() {
	if c != nil {
		c.tidy()
		unix.Rmdir(c.dir)
	}
}
