//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pilllint/pilllint/supervisor"
)

// onePill is an application with one process, and what is set on it.
func onePill(settings string) string {
	return `
Bluepill.application("one", log_file: "$DIR/bp.log") do |app|
  app.process("p") do |process|
    process.start_command = "sleep 1000"
    process.daemonize = true
    process.pid_file = "$DIR/p.pid"
    process.start_grace_time = 0
` + settings + `
  end
end
`
}

func (p *place) dir() string { return filepath.Dir(p.pill) }

// pid waits until the process is up and returns its pid.
func (p *place) pid() int {
	p.t.Helper()
	return p.await("one", 10*time.Second, all(isUp))[0].Pid
}

func alive(pid int) bool { return syscall.Kill(pid, 0) == nil }

// TestRestartSparesNewProcess restarts a process that has a sequence of
// signals: none of them may reach the new one, even after the last delay.
func TestRestartSparesNewProcess(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(`
    process.stop_signals = [:quit, 1.seconds, :kill]
    process.stop_grace_time = 2
`))
	p.run("load", p.pill)
	old := p.pid()
	p.run("restart")
	now := p.await("one", 5*time.Second, all(func(s supervisor.ProcessStatus) bool { return isUp(s) && s.Pid != old }))[0].Pid
	time.Sleep(1500 * time.Millisecond)
	if still := p.pid(); still != now {
		t.Errorf("the new process was %d and is %d\n%s", now, still, p.log())
	}
	if data, _ := os.ReadFile(filepath.Join(p.dir(), "p.pid")); string(data) != strconv.Itoa(now) {
		t.Errorf("the pid file holds %q, not %d", data, now)
	}
}

// TestStopSequence looks at what signals a process gets, and when.
func TestStopSequence(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(`
    process.start_command = "sh -c 'trap \"date +QUIT:%s.%N\" QUIT; trap \"date +TERM:%s.%N\" TERM; echo ready; while :; do sleep 0.05; done'"
    process.stdout = "$DIR/out"
    process.stop_signals = [:quit, 1.seconds, :term, 1.seconds, :kill]
    process.stop_grace_time = 3
`))
	p.run("load", p.pill)
	pid := p.pid()
	out := filepath.Join(p.dir(), "out")
	for text := ""; !strings.Contains(text, "ready"); {
		data, _ := os.ReadFile(out)
		text = string(data)
	}
	began := time.Now()
	p.run("stop")
	if s := p.call("one", supervisor.ListCommand).Processes[0]; s.State != "unmonitored" || !s.Stopping {
		t.Errorf("while it stops it is %+v", s)
	}
	p.await("one", 10*time.Second, all(func(s supervisor.ProcessStatus) bool { return s.Pid == 0 }))
	took := time.Since(began)
	if alive(pid) {
		t.Error("it lives")
	}
	if took < 1900*time.Millisecond || took > 3*time.Second {
		t.Errorf("the stop took %v, not two seconds", took)
	}
	data, _ := os.ReadFile(out)
	var names []string
	for _, line := range strings.Fields(string(data)) {
		name, _, _ := strings.Cut(line, ":")
		names = append(names, name)
	}
	if got := strings.Join(names, " "); got != "ready QUIT TERM" {
		t.Errorf("the process saw %q", got)
	}
	if _, err := os.Stat(filepath.Join(p.dir(), "p.pid")); err == nil {
		t.Error("the pid file is left behind")
	}
}

// TestLeftovers stops a shell that does not pass its signals on: what it has
// started goes with it, even what has left its session. What the same process
// of another base directory has started does not.
func TestLeftovers(t *testing.T) {
	t.Parallel()
	pill := onePill(`    process.start_command = "sh -c 'setsid sleep 1000 & setsid -f sh -c \"sleep 1000; true\"; sleep 1000; true'"`)
	p, other := newPlace(t, pill), newPlace(t, pill)
	const all = 5
	for _, p := range []*place{p, other} {
		p.run("load", p.pill)
		for deadline := time.Now().Add(30 * time.Second); len(marked(t, p.base)) != all; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("running: %v", marked(t, p.base))
			}
		}
	}
	p.run("stop")
	for deadline := time.Now().Add(30 * time.Second); len(marked(t, p.base)) > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v", marked(t, p.base))
		}
	}
	if list := marked(t, other.base); len(list) != all {
		t.Errorf("of the other there are only %v", list)
	}
}

// TestForeground runs a program that stays in the foreground without daemonize:
// there is never a second copy, and nothing else has to wait.
func TestForeground(t *testing.T) {
	t.Parallel()
	p := newPlace(t, `
Bluepill.application("fore", log_file: "$DIR/bp.log") do |app|
  app.process("wrong") do |process|
    process.start_command = "sleep 1000.25"
    process.start_grace_time = 1
  end
  app.process("right") do |process|
    process.start_command = "sleep 1000"
    process.daemonize = true
    process.start_grace_time = 0
  end
end
`)
	p.run("load", p.pill)
	began := time.Now()
	p.await("fore", time.Second, func(list []supervisor.ProcessStatus) bool { return isUp(list[1]) })
	if took := time.Since(began); took > 500*time.Millisecond {
		t.Errorf("the other process had to wait for %v", took)
	}
	for range 40 {
		if n := len(p.bearers("fore")["wrong"]); n > 1 {
			t.Fatalf("there are %d copies", n)
		}
		time.Sleep(100 * time.Millisecond)
	}
	if !strings.Contains(p.log(), "Did you forget to tell bluepill to daemonize this process?") {
		t.Errorf("the log does not say what is wrong:\n%s", p.log())
	}
	p.run("stop")
	for deadline := time.Now().Add(5 * time.Second); len(p.bearers("fore")) > 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("left behind: %v", p.bearers("fore"))
		}
	}
}

// TestForeignPidFile begins with pid files that are not what they should be. What
// they name is never taken for the process, nor signalled.
func TestForeignPidFile(t *testing.T) {
	t.Parallel()
	stranger := exec.Command("sleep", "1000")
	if err := stranger.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stranger.Process.Kill(); stranger.Wait() })
	written := fmt.Sprint(stranger.Process.Pid)
	for name, write := range map[string]func(path string) error{
		"stale": func(path string) error { // the process that has this pid now is younger
			if err := os.WriteFile(path, []byte(written), 0o644); err != nil {
				return err
			}
			return os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour))
		},
		"world-writable": func(path string) error {
			if err := os.WriteFile(path, []byte(written), 0o644); err != nil {
				return err
			}
			return os.Chmod(path, 0o666)
		},
		"link": func(path string) error {
			if err := os.WriteFile(path+".real", []byte(written), 0o644); err != nil {
				return err
			}
			return os.Symlink(path+".real", path)
		},
		"empty": func(path string) error { return os.WriteFile(path, nil, 0o644) },
		"init":  func(path string) error { return os.WriteFile(path, []byte("1\n"), 0o644) },
		"huge":  func(path string) error { return os.WriteFile(path, []byte("99999999999999999999"), 0o644) },
		"words": func(path string) error { return os.WriteFile(path, []byte("hello"), 0o644) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, onePill(""))
			if err := write(filepath.Join(p.dir(), "p.pid")); err != nil {
				t.Fatal(err)
			}
			p.run("load", p.pill)
			if name == "link" { // it cannot be written, so nothing is started
				p.await("one", 5*time.Second, all(func(s supervisor.ProcessStatus) bool { return s.Failure != "" }))
			} else if pid := p.pid(); pid == stranger.Process.Pid || pid == 1 {
				t.Errorf("%d was taken for the process", pid)
			}
			p.run("stop")
			var st syscall.WaitStatus
			if pid, _ := syscall.Wait4(stranger.Process.Pid, &st, syscall.WNOHANG, nil); pid != 0 {
				t.Errorf("the stranger got %v", st.Signal())
			}
		})
	}
}

// TestFullDisk fills the disk under a daemon: processes are started all the
// same, and a successor finds them.
func TestFullDisk(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can mount")
	}
	p := newPlace(t, onePill(`    process.pid_file = "$DIR/base/p.pid"`))
	if err := os.Mkdir(p.base, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mount("tmpfs", p.base, "tmpfs", 0, "size=64k,mode=755"); err != nil {
		t.Fatalf("no mount here: %v", err)
	}
	t.Cleanup(func() {
		end(p.base)
		unix.Unmount(p.base, unix.MNT_DETACH)
	})
	p.run("load", p.pill)
	old := p.pid()
	junk, err := os.Create(filepath.Join(p.base, "junk"))
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = junk.Write(make([]byte, 512))
	}
	junk.Close()
	syscall.Kill(old, syscall.SIGKILL)
	pid := p.await("one", 5*time.Second, all(func(s supervisor.ProcessStatus) bool { return isUp(s) && s.Pid != old }))[0].Pid
	syscall.Kill(p.daemon("one"), syscall.SIGKILL)
	p.run("load", p.pill)
	if now := p.pid(); now != pid {
		t.Errorf("the process was %d and is %d\n%s", pid, now, p.log())
	}
}

// TestIdentity runs a process as another user.
func TestIdentity(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can be another user")
	}
	t.Parallel()
	p := newPlace(t, onePill(`
    process.start_command = "sh -c 'id -u; id -g; id -G; echo $HOME; umask; pwd; echo $PWD $A; exec sleep 1000'"
    process.working_dir = "/usr"
    process.environment = { "A" => "a b" }
    process.uid = "nobody"
    process.pid_file = "$DIR/open/p.pid"
    process.stdout = "$DIR/open/out"
`))
	open := filepath.Join(p.dir(), "open")
	if err := os.Mkdir(open, 0o777); err != nil {
		t.Fatal(err)
	}
	os.Chmod(open, 0o777)
	p.run("load", p.pill)
	p.pid()
	want := "65534\n65534\n65534\n/nonexistent\n0022\n/usr\n/usr a b\n"
	var got []byte
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline) && string(got) != want; time.Sleep(10 * time.Millisecond) {
		got, _ = os.ReadFile(filepath.Join(open, "out"))
	}
	if string(got) != want {
		t.Errorf("got %q, want %q\n%s", got, want, p.log())
	}
	for _, name := range []string{"p.pid", "out"} {
		var st syscall.Stat_t
		if err := syscall.Stat(filepath.Join(open, name), &st); err != nil || st.Uid != 65534 {
			t.Errorf("%s belongs to %d, %v", name, st.Uid, err)
		}
	}
}

// TestUnknownUser demands that nothing runs as root because a name is not known.
func TestUnknownUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can be another user")
	}
	t.Parallel()
	p := newPlace(t, strings.Replace(onePill(`    process.uid = "no_such_user"`), `"one"`, `"nobody"`, 1))
	p.run("load", p.pill)
	s := p.await("nobody", 5*time.Second, all(func(s supervisor.ProcessStatus) bool { return s.Failure != "" }))[0]
	if s.Failure != "can't find user for no_such_user" || len(p.bearers("nobody")) > 0 {
		t.Errorf("%+v, running: %v", s, p.bearers("nobody"))
	}
	if out, err := p.command("start").CombinedOutput(); err != nil && !strings.Contains(string(out), "no_such_user") {
		t.Errorf("start: %v\n%s", err, out)
	}
}
