//go:build linux

package main

import (
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

// under prepares a run of bluepill by a shell that does something before.
func (p *place) under(shell string, args ...string) *exec.Cmd {
	cmd := p.command(args...)
	return &exec.Cmd{Path: "/bin/sh", Args: append([]string{"sh", "-c", shell + `; exec "$@"`, "sh", exePath(p.t)}, cmd.Args[1:]...), Env: append(os.Environ(), asBluepill+"=1")}
}

func exePath(t testing.TB) string {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

// must runs a command, which must succeed.
func (p *place) must(cmd *exec.Cmd) {
	p.t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		p.t.Fatalf("%s: %v\n%s\n%s", cmd, err, out, p.log())
	}
}

// TestFewDescriptors runs many processes with few descriptors. The daemon takes
// what it needs; if it must not, it runs as many as it can watch, and listens.
func TestFewDescriptors(t *testing.T) {
	t.Parallel()
	pill := func(app string) string {
		return `
Bluepill.application("` + app + `", log_file: "$DIR/bp.log") do |app|
  40.times do |i|
    app.process("p#{i}") do |process|
      process.start_command = "sleep 1000"
      process.daemonize = true
      process.start_grace_time = 0
    end
  end
end
`
	}
	t.Run("soft", func(t *testing.T) {
		t.Parallel()
		p := newPlace(t, pill("many"))
		p.must(p.under("ulimit -Sn 50", "load", p.pill))
		p.await("many", time.Minute, all(isUp))
	})
	t.Run("limited", func(t *testing.T) {
		t.Parallel()
		p := newPlace(t, pill("limited"))
		limit := "ulimit -n 50"
		if os.Geteuid() == 0 { // who could raise it again
			limit += `; set -- setpriv --bounding-set -sys_resource "$@"`
		}
		p.must(p.under(limit, "load", p.pill))
		count := func(list []supervisor.ProcessStatus) (up int) {
			for _, s := range list {
				if isUp(s) {
					up++
				}
			}
			return up
		}
		list := p.await("limited", time.Minute, func(list []supervisor.ProcessStatus) bool { return count(list) >= 25 })
		time.Sleep(1500 * time.Millisecond) // the others are tried again
		if n := len(p.bearers("limited")); n >= 40 || n < 25 {
			t.Errorf("%d processes run", n)
		}
		for _, s := range list[:20] {
			p.run("stop", s.Name)
		}
		p.await("limited", time.Minute, func(list []supervisor.ProcessStatus) bool { return count(list) >= 20 && all(isUp)(list[20:]) })
	})
}

// TestForkBomb lets a process take all that a limit of processes allows. The
// daemon goes on, tells what it can, and ends the bomb when it is told to.
func TestForkBomb(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can make control groups")
	}
	group, err := os.MkdirTemp("/sys/fs/cgroup/pids", "bluepill-test-")
	if err != nil {
		if group, err = os.MkdirTemp("/sys/fs/cgroup", "bluepill-test-"); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { // when the last of them has gone
		for deadline := time.Now().Add(30 * time.Second); os.Remove(group) != nil && time.Now().Before(deadline); {
			time.Sleep(10 * time.Millisecond)
		}
	})
	if err := os.WriteFile(filepath.Join(group, "pids.max"), []byte("60"), 0); err != nil {
		t.Fatal(err)
	}
	p := newPlace(t, `
Bluepill.application("bomb", log_file: "$DIR/bp.log") do |app|
  app.process("steady") do |process|
    process.start_command = "sleep 1000"
    process.daemonize = true
    process.start_grace_time = 0
  end
  app.process("bomb") do |process|
    process.start_command = "sh -c 'while :; do sleep 1000 & done 2>/dev/null'"
    process.auto_start = false
    process.daemonize = true
    process.start_grace_time = 0
  end
end
`)
	p.must(p.under("echo $$ >"+group+"/cgroup.procs", "load", p.pill))
	p.await("bomb", time.Minute, func(list []supervisor.ProcessStatus) bool { return isUp(list[0]) })
	daemon := p.daemon("bomb")
	p.run("start", "bomb")
	full := func() bool {
		data, _ := os.ReadFile(filepath.Join(group, "pids.current"))
		n, _ := strconv.Atoi(strings.TrimSpace(string(data)))
		return n >= 60
	}
	for deadline := time.Now().Add(time.Minute); !full(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the limit is not reached")
		}
	}
	// It cannot be started again now, which is known at once.
	for _, pid := range p.bearers("bomb")["steady"] {
		syscall.Kill(pid, syscall.SIGKILL)
	}
	p.await("bomb", time.Minute, func(list []supervisor.ProcessStatus) bool { return list[0].State != "up" || list[0].Pid > 0 })
	p.run("stop", "bomb")
	p.await("bomb", time.Minute, func(list []supervisor.ProcessStatus) bool { return isUp(list[0]) && list[1].Pid == 0 })
	for deadline := time.Now().Add(time.Minute); full(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the bomb goes on\n%s", p.log())
		}
	}
	if now := p.daemon("bomb"); now != daemon {
		t.Errorf("the daemon was %d and is %d", daemon, now)
	}
	p.run("stop")
}

// TestFlood lets programs write much more than anybody reads: to a file, to a
// pipe without a reader, and as commands whose output is kept for the log.
func TestFlood(t *testing.T) {
	t.Parallel()
	p := newPlace(t, `
Bluepill.application("flood", log_file: "$DIR/bp.log") do |app|
  app.process("file") do |process|
    process.start_command = "sh -c 'head -c 20000000 /dev/zero; echo done >$DIR/file.done; sleep 1000'"
    process.stdout = "$DIR/file"
    process.daemonize = true
    process.start_grace_time = 0
  end
  app.process("command") do |process|
    process.start_command = "sh -c 'head -c 20000000 /dev/zero; head -c 20000000 /dev/zero >&2; echo done >$DIR/command.done; sleep 1000 >/dev/null 2>&1 & echo $! >$DIR/command.pid'"
    process.pid_file = "$DIR/command.pid"
    process.start_grace_time = 0
  end
  app.process("fifo") do |process|
    process.start_command = "sleep 1000"
    process.stdout = "$DIR/fifo"
    process.daemonize = true
    process.start_grace_time = 0
  end
end
`)
	if err := syscall.Mkfifo(filepath.Join(p.dir(), "fifo"), 0o644); err != nil {
		t.Fatal(err)
	}
	p.run("load", p.pill)
	p.await("flood", time.Minute, all(isUp))
	for _, name := range []string{"file.done", "command.done"} {
		for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
			if _, err := os.Stat(filepath.Join(p.dir(), name)); err == nil {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("no %s: the program is held up\n%s", name, p.log())
			}
		}
	}
}

// TestUncleanState begins with what a crash, or somebody else, has left in the
// state directory.
func TestUncleanState(t *testing.T) {
	for name, spoil := range map[string]func(base string) error{
		"torn journal": func(base string) error {
			path := filepath.Join(base, "state", "one")
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(path, append(data[:len(data)*2/3], "\x00\x00{\"name"...), 0o600)
		},
		"zeros": func(base string) error {
			return os.WriteFile(filepath.Join(base, "state", "one"), make([]byte, 10000), 0o600)
		},
		"no journal": func(base string) error { return os.Remove(filepath.Join(base, "state", "one")) },
		"leftover": func(base string) error {
			return os.WriteFile(filepath.Join(base, "state", "one.new"), []byte("x"), 0o600)
		},
		"socket is a file": func(base string) error {
			path := filepath.Join(base, "socks", "one.sock")
			os.Remove(path)
			return os.WriteFile(path, []byte("x"), 0o644)
		},
		"pid of init": func(base string) error {
			return os.WriteFile(filepath.Join(base, "pids", "one.pid"), []byte("1"), 0o644)
		},
		"no folders": func(base string) error { return os.RemoveAll(base) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, onePill(""))
			p.run("load", p.pill)
			pid := p.pid()
			syscall.Kill(p.daemon("one"), syscall.SIGKILL)
			if err := spoil(p.base); err != nil {
				t.Fatal(err)
			}
			p.run("load", p.pill)
			if now := p.pid(); now != pid {
				t.Errorf("the process was %d and is %d\n%s", pid, now, p.log())
			}
			if n := len(p.bearers("one")["p"]); n < 1 {
				t.Errorf("%d run", n)
			}
		})
	}
}

// TestLinksInState puts links where the daemon writes. Nothing behind them may
// change.
func TestLinksInState(t *testing.T) {
	for _, place := range []string{"state/one", "state/one.new", "state/one.lock", "pids/one.pid", "pids/one", "socks", "state"} {
		t.Run(strings.ReplaceAll(place, "/", "-"), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, onePill(""))
			victim := filepath.Join(p.dir(), "victim")
			path := filepath.Join(p.base, place)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			folder := place == "pids/one" || !strings.Contains(place, "/")
			if folder {
				if err := os.Mkdir(victim, 0o755); err != nil {
					t.Fatal(err)
				}
			} else if err := os.WriteFile(victim, []byte("precious"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(victim, path); err != nil {
				t.Fatal(err)
			}
			out, err := p.command("load", p.pill).CombinedOutput()
			if folder && err == nil {
				t.Errorf("a link was taken for the folder:\n%s", out)
			}
			if !folder {
				if data, err := os.ReadFile(victim); err != nil || string(data) != "precious" {
					t.Errorf("what the link led to is %q, %v", data, err)
				}
			} else if left, _ := os.ReadDir(victim); len(left) > 0 {
				t.Errorf("something was written behind the link: %v", left)
			}
		})
	}
}

// TestClock gives a daemon another time since boot than its successor, as
// containers have, and pid files another time of day, as they have when the clock
// was set meanwhile.
func TestClock(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("unshare"); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		t.Fatal("only root can have a clock of its own")
	}
	p := newPlace(t, onePill(`
    process.start_grace_time = 1
    process.stop_signals = [:cont, 1.seconds, :kill]
    process.stop_grace_time = 2
`))
	// A daemon to which the machine has been running for a year longer.
	cmd := p.command("load", p.pill)
	shifted := &exec.Cmd{Path: "/usr/bin/unshare", Env: append(os.Environ(), asBluepill+"=1"),
		Args: append([]string{"unshare", "--time", "--boottime", "31536000", "--monotonic", "31536000", exePath(t)}, cmd.Args[1:]...)}
	p.must(shifted)
	pid := p.pid()
	syscall.Kill(p.daemon("one"), syscall.SIGKILL)
	// And one to which it has not: what it finds is from a future.
	p.run("load", p.pill)
	if now := p.pid(); now != pid {
		t.Errorf("the process was %d and is %d\n%s", pid, now, p.log())
	}
	for _, passed := range []time.Duration{-time.Hour, time.Hour} {
		syscall.Kill(p.daemon("one"), syscall.SIGKILL)
		os.Remove(filepath.Join(p.base, "state", "one"))
		when := time.Now().Add(passed)
		if err := os.Chtimes(filepath.Join(p.dir(), "p.pid"), when, when); err != nil {
			t.Fatal(err)
		}
		p.run("load", p.pill)
		if now := p.pid(); now != pid {
			t.Errorf("with a pid file of %v: the process was %d and is %d\n%s", passed, pid, now, p.log())
		}
	}
	syscall.Kill(pid, syscall.SIGKILL)
	p.await("one", time.Minute, all(func(s supervisor.ProcessStatus) bool { return isUp(s) && s.Pid != pid }))
	p.run("stop")
	p.await("one", time.Minute, all(func(s supervisor.ProcessStatus) bool { return s.Pid == 0 }))
}
