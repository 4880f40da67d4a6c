//go:build linux

package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
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

var reuses = flag.Int("reuses", 24, "how many pids TestReusedPid gives to strangers")

// inNamespace in the environment says that the test is in a namespace of pids of
// its own.
const inNamespace = "BLUEPILL_TEST_NAMESPACE"

// reusePill has processes of all kinds that know their pid from a file.
const reusePill = `
Bluepill.application("one", log_file: "$DIR/bp.log") do |app|
  8.times do |i|
    app.process("p#{i}") do |process|
      process.pid_file = "$DIR/p#{i}.pid"
      process.start_grace_time = 0
      if i % 2 == 0
        process.start_command = "sleep 1000"
        process.daemonize = true
      else
        process.start_command = "sh -c 'sleep 1000 >/dev/null 2>&1 & echo $! >$DIR/p#{i}.pid'"
      end
      process.stop_signals = [:term, 1.seconds, :kill] if i % 4 > 1
      process.stop_grace_time = 2
    end
  end
end
`

// TestReusedPid lets processes end, with or without a daemon that sees it, and
// gives their pids to strangers, which must never get a signal. It does that
// in a namespace of pids of its own, where nobody else takes the pids.
func TestReusedPid(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can choose pids")
	}
	if os.Getenv(inNamespace) == "" {
		// The shell is the first process there, and reaps orphans.
		cmd := exec.Command("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c", `"$@"; exit $?`, "sh",
			"/proc/self/exe", "-test.run", "^TestReusedPid$", "-reuses", strconv.Itoa(*reuses))
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd.Args[len(cmd.Args)-5] = exe
		cmd.Env = append(os.Environ(), inNamespace+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	p := newPlace(t, reusePill)
	p.run("load", p.pill)
	for staged := 0; staged < *reuses; staged += 8 {
		p.reuse(staged)
	}
}

// reuse ends all processes and gives their pids to others.
func (p *place) reuse(seed int) {
	p.t.Helper()
	list := p.await("one", time.Minute, all(isUp))
	killed := rand.IntN(2) == 0 // the daemon too
	if killed {
		syscall.Kill(p.daemon("one"), syscall.SIGKILL)
	} else {
		p.run("unmonitor") // else there would be successors at once
	}
	strangers := map[int]*exec.Cmd{}
	for _, s := range list {
		syscall.Kill(s.Pid, syscall.SIGKILL)
		strangers[s.Pid] = processWithPid(p.t, s.Pid)
		if rand.IntN(2) == 0 { // a file from long ago
			when := time.Now().Add(-time.Hour)
			os.Chtimes(filepath.Join(p.dir(), s.Name+".pid"), when, when)
		}
	}
	if killed {
		p.run("load", p.pill)
	}
	command := []string{"restart", "stop", "start"}[seed/8%3]
	supervisor.Call(p.base, "one", supervisor.Request{Command: command}, 10*time.Second)
	p.run("stop")
	p.await("one", time.Minute, all(func(s supervisor.ProcessStatus) bool { return s.Pid == 0 && !s.Stopping }))
	for pid, stranger := range strangers {
		stranger.Process.Signal(syscall.SIGINT) // the first signal is the one that it ends by
		stranger.Wait()
		if by := stranger.ProcessState.Sys().(syscall.WaitStatus).Signal(); by != syscall.SIGINT {
			p.t.Fatalf("stranger %d got %v (daemon killed: %v, then %s)\n%s", pid, by, killed, command, p.log())
		}
	}
	p.run("start")
}

// processWithPid starts a process that has the pid.
func processWithPid(t testing.TB, pid int) *exec.Cmd {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if alive(pid) {
			continue
		}
		if err := os.WriteFile("/proc/sys/kernel/ns_last_pid", []byte(strconv.Itoa(pid-1)), 0); err != nil {
			t.Fatalf("pids cannot be chosen here: %v", err)
		}
		cmd := exec.Command("sleep", "1000")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if cmd.Process.Pid == pid {
			return cmd
		}
		cmd.Process.Kill()
		cmd.Wait()
	}
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	t.Fatalf("no process got pid %d: %s", pid, strings.TrimSpace(string(data)))
	return nil
}
