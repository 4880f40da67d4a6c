//go:build linux

package main

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// TestReloadKeepsOptions loads with options, and reloads without them, and with
// one of them.
func TestReloadKeepsOptions(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(""))
	p.run("load", "--pids-max", "5000", "--rotate-age", "7d", "--rotate-keep", "3", "--rotate-compress", p.pill)
	p.pid()
	want := supervisor.Rotation{Age: 7 * 24 * time.Hour, Keep: 3, Compress: true}
	look := func(pids int) {
		t.Helper()
		plan := p.call("one", supervisor.PlanCommand).Plan
		if plan.PidsMax != pids || plan.Rotation == nil || *plan.Rotation != want {
			t.Errorf("pids %d, rotation %+v\nnot  %d,          %+v", plan.PidsMax, plan.Rotation, pids, want)
		}
	}
	look(5000)
	p.run("reload")
	look(5000)
	want.Keep = 7
	p.run("reload", "--rotate-keep", "7")
	look(5000)
	p.run("reload", "--pids-max", "6000")
	look(6000)
}

// TestReloadOfTwo reloads a file with two applications, of which one was loaded
// from it with other options since, and the other runs without any.
func TestReloadOfTwo(t *testing.T) {
	t.Parallel()
	p := newPlace(t, `
%w(one two).each do |name|
  Bluepill.application(name, log_file: "$DIR/bp.log") do |app|
    app.process(name + "-p") do |process|
      process.start_command = "sleep 1000"
      process.daemonize = true
      process.start_grace_time = 0
    end
  end
end`)
	text, err := os.ReadFile(p.pill)
	if err != nil {
		t.Fatal(err)
	}
	p.run("load", p.pill)
	p.write("test.pill", strings.ReplaceAll(string(text), "%w(one two)", "%w(one)"))
	p.run("load", "--pids-max", "5000", "--rotate-size", "10M", p.pill)
	p.write("test.pill", string(text))
	look := func(app string, pids int, size int64) {
		t.Helper()
		plan := p.call(app, supervisor.PlanCommand).Plan
		got := int64(0)
		if plan.Rotation != nil {
			got = plan.Rotation.Size
		}
		if plan.PidsMax != pids || got != size {
			t.Errorf("%s: pids %d, rotation at %d, not %d, %d", app, plan.PidsMax, got, pids, size)
		}
	}
	p.run("two", "reload")
	look("one", 5000, 10<<20)
	look("two", 0, 0)
	p.run("one", "reload", "--pids-max", "7000")
	look("one", 7000, 10<<20)
	look("two", 7000, 0)
	p.run("two", "quit")
	p.run("one", "reload") // what does not run is loaded anew
	look("two", 0, 0)
}

// TestWaitingClients has more clients wait for a start that hangs than are served
// at a time, and more than may wait. Others are answered all the same.
func TestWaitingClients(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(`
    process.auto_start = false
    process.pre_start_command = "sleep 1000"
`))
	p.run("load", p.pill)
	for range 150 {
		conn, err := net.Dial("unix", filepath.Join(p.base, "socks", "one.sock"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		fmt.Fprintln(conn, `{"command":"start"}`)
	}
	r, err := supervisor.Call(p.base, "one", supervisor.Request{Command: supervisor.StatusCommand}, 20*time.Second)
	if err != nil || !strings.Contains(r.Text, "starting") {
		t.Errorf("%v: %q", err, r.Text)
	}
	p.run("stop") // which ends the command
}

// TestLeftSocket asks for the status where a daemon that was killed has left its
// socket. It is removed, but not while another daemon is about to begin, whose it
// may be by then.
func TestLeftSocket(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(""))
	p.run("load", p.pill)
	p.pid()
	daemon := p.daemon("one")
	syscall.Kill(daemon, syscall.SIGKILL)
	for deadline := time.Now().Add(10 * time.Second); alive(daemon) && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	sock := filepath.Join(p.base, "socks", "one.sock")
	lock, err := os.OpenFile(filepath.Join(p.base, "state", "one.lock"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil { // as a daemon does that begins
		t.Fatal(err)
	}
	p.command("status").Run()
	if _, err := os.Lstat(sock); err != nil {
		t.Errorf("the socket of a daemon that begins was removed: %v", err)
	}
	lock.Close()
	p.command("status").Run()
	if _, err := os.Lstat(sock); err == nil {
		t.Error("the socket of a daemon that was killed is still there")
	}
	p.run("load", p.pill) // for what still runs
}

// TestFloodOfPidCommand has a pid_command write far more than a pid. The daemon
// must not keep it.
func TestFloodOfPidCommand(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(`
    process.pid_command = "echo >>$DIR/asked; head -c 300000000 /dev/zero"
`))
	p.run("load", p.pill)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if data, _ := os.ReadFile(filepath.Join(p.dir(), "asked")); len(data) > 1 {
			break // and so the first one has ended
		}
		if time.Now().After(deadline) {
			t.Fatal("it is not asked again\n", p.log())
		}
	}
	data, err := os.ReadFile("/proc/" + strconv.Itoa(p.daemon("one")) + "/status")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`VmHWM:\s*(\d+) kB`).FindSubmatch(data)
	if kB, _ := strconv.Atoi(string(m[1])); kB > 150_000 {
		t.Errorf("the daemon has come to %d kB", kB)
	}
}

// TestForeignBase gives root a base directory that is another user's, or that
// others can write, or exchange. There is no daemon in it.
func TestForeignBase(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Fatal("only root can give a folder to somebody else")
	}
	for name, spoil := range map[string]func(base string) error{
		"owner":    func(base string) error { return os.Chown(base, 65534, 65534) },
		"mode":     func(base string) error { return os.Chmod(base, 0o777) },
		"above":    func(base string) error { return os.Chmod(filepath.Dir(base), 0o777) },
		"pids":     func(base string) error { return os.Chown(filepath.Join(base, "pids"), 65534, 65534) },
		"pids/one": func(base string) error { return os.Chown(filepath.Join(base, "pids", "one"), 65534, 65534) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, onePill(""))
			p.base = filepath.Join(p.dir(), "deep", "base")
			if err := os.MkdirAll(filepath.Join(p.base, "pids", "one"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := spoil(p.base); err != nil {
				t.Fatal(err)
			}
			out, err := p.command("load", p.pill).CombinedOutput()
			if err == nil || !strings.Contains(string(out), "is refused") {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}
