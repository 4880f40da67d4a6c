//go:build linux

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// grouped prepares a run of bluepill where the control group that the test runs
// in is the root of all, and is mounted in the folder.
func (p *place) grouped(dir string, args ...string) *exec.Cmd {
	const mount = `mkdir -p "$1" && mount -t cgroup2 none "$1" && shift && exec "$@"`
	cmd := p.command(args...)
	return &exec.Cmd{Path: "/usr/bin/unshare", Env: append(os.Environ(), asBluepill+"=1"),
		Args: append([]string{"unshare", "--mount", "--cgroup", "sh", "-c", mount, "sh", dir, exePath(p.t)}, cmd.Args[1:]...)}
}

// groupOfPid is the control group of a process, as the test sees it; "" if it has
// ended.
func groupOfPid(pid string) string {
	data, _ := os.ReadFile("/proc/" + pid + "/cgroup")
	for line := range bytes.Lines(data) {
		if rest, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("0::")); ok {
			return string(rest)
		}
	}
	return ""
}

// inGroup lists the processes in a control group, and below.
func inGroup(t *testing.T, group string) (pids []string) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, err := strconv.Atoi(e.Name()); err == nil && strings.HasPrefix(groupOfPid(e.Name())+"/", group+"/") {
			pids = append(pids, e.Name())
		}
	}
	return pids
}

// TestControlGroup stops a process which has started others that nothing else
// finds again: in sessions of their own, without an environment, and deaf to
// TERM. In between, the daemon is killed.
func TestControlGroup(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Fatal("only root can have control groups of its own")
	}
	p := newPlace(t, onePill(`
    process.start_command = "sh -c 'setsid -f env -i sh -c \"trap : TERM; while :; do sleep 1; done\"; setsid -f env -i sleep 1000; exec sleep 1000'"
    process.stop_grace_time = 1
`))
	mount := filepath.Join(p.dir(), "cgroup")
	p.must(p.grouped(mount, "load", p.pill))
	pid := p.pid()
	group := filepath.Dir(groupOfPid(strconv.Itoa(pid)))
	if !strings.Contains(group, "/bluepill.one.") {
		t.Fatalf("the process is in control group %q\n%s", group, p.log())
	}
	for deadline := time.Now().Add(30 * time.Second); len(inGroup(t, group)) < 4; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("in the control group: %v", inGroup(t, group))
		}
	}
	syscall.Kill(p.daemon("one"), syscall.SIGKILL)
	p.must(p.grouped(mount, "load", p.pill))
	if now := p.pid(); now != pid {
		t.Errorf("the process was %d and is %d\n%s", pid, now, p.log())
	}
	// The one that takes its place while they are ended is not meant.
	p.run("restart")
	now := p.await("one", 30*time.Second, all(func(s supervisor.ProcessStatus) bool { return isUp(s) && s.Pid != pid }))[0].Pid
	if g := groupOfPid(strconv.Itoa(now)); filepath.Dir(g) != group || filepath.Base(g) == "0" {
		t.Errorf("the new process is in control group %s", g)
	}
	for deadline := time.Now().Add(30 * time.Second); len(inGroup(t, group+"/0")) > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v\n%s", inGroup(t, group+"/0"), p.log())
		}
	}
	if still := p.pid(); still != now {
		t.Errorf("the new process was %d and is %d\n%s", now, still, p.log())
	}
	p.run("stop")
	for deadline := time.Now().Add(30 * time.Second); len(inGroup(t, group)) > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v\n%s", inGroup(t, group), p.log())
		}
	}
	p.run("quit")
	// Nobody is in the group, so that nothing stands for it but its folder.
	look := p.grouped(mount, "-v")
	look.Args = append(look.Args[:len(look.Args)-len(p.command("-v").Args)], "ls", mount)
	if out, err := look.CombinedOutput(); err != nil || bytes.Contains(out, []byte(filepath.Base(filepath.Dir(group)))) {
		t.Errorf("%v; the control group is left behind:\n%s", err, out)
	}
}

// TestPidsMax has a process start as many others as it can. Where the kernel
// counts them in control groups of version 2 there are no more than the limit;
// elsewhere the log says that there is none.
func TestPidsMax(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(`
    process.start_command = "sh -c 'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 1000 & done; wait'"
`))
	mount := filepath.Join(p.dir(), "cgroup")
	p.must(p.grouped(mount, "load", "--pids-max", "6", p.pill))
	pid := p.pid()
	group := filepath.Dir(groupOfPid(strconv.Itoa(pid)))
	unlimited := func() bool { return strings.Contains(p.log(), "no limit of 6 processes") }
	for deadline := time.Now().Add(2 * time.Second); !unlimited() && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		// Its log is written aside, and all are made by then.
	}
	if unlimited() {
		if !strings.Contains(p.log(), "controller pids") {
			t.Errorf("the log does not say why:\n%s", p.log())
		}
		return
	}
	if n := len(inGroup(t, group)); n == 0 || n > 6 {
		t.Errorf("there are %d processes", n)
	}
}
