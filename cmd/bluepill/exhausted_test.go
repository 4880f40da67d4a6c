//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pilllint/pilllint/supervisor"
)

// TestExhaustedLook has a process end while the daemon can open nothing, and
// another one in its pid file: until somebody can look, nobody knows that it does not
// run: it is not down, and must not be started a second time.
func TestExhaustedLook(t *testing.T) {
	t.Parallel()
	for name, look := range map[string]string{"file": "", "command": `process.pid_command = "cat $DIR/p.pid"`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, `
Bluepill.application("one", log_file: "$DIR/bp.log") do |app|
  app.process("p") do |process|
    process.start_command = "sh -c 'sleep 1000 & echo $! >$DIR/p.pid'"
    process.pid_file = "$DIR/p.pid"
    process.start_grace_time = 1
    `+look+`
  end
end`)
			other := exec.Command("sleep", "1000")
			if err := other.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { other.Process.Kill(); other.Wait() })
			p.run("load", p.pill)
			first := p.pid()
			time.Sleep(1500 * time.Millisecond) // its grace
			p.write("p.pid", fmt.Sprint(other.Process.Pid))
			daemon := p.daemon("one")
			var old unix.Rlimit
			if err := unix.Prlimit(daemon, unix.RLIMIT_NOFILE, nil, &old); err != nil {
				t.Fatal(err)
			}
			if err := unix.Prlimit(daemon, unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 3, Max: old.Max}, nil); err != nil {
				t.Fatal(err)
			}
			syscall.Kill(first, syscall.SIGKILL)
			time.Sleep(2 * time.Second)
			if err := unix.Prlimit(daemon, unix.RLIMIT_NOFILE, &old, nil); err != nil {
				t.Fatal(err)
			}
			p.await("one", 20*time.Second, all(func(s supervisor.ProcessStatus) bool { return isUp(s) && s.Pid == other.Process.Pid }))
			if n := strings.Count(p.log(), "Executing start command"); n != 1 {
				t.Errorf("it was started %d times\n%s", n, p.log())
			}
		})
	}
}

// TestExhaustedSuccessor begins a daemon that must not open as many files as there are
// processes of its predecessor. It refuses, as it could not watch them all, and
// what it cannot watch it would start again.
func TestExhaustedSuccessor(t *testing.T) {
	t.Parallel()
	p := newPlace(t, `
Bluepill.application("many", log_file: "$DIR/bp.log") do |app|
  40.times do |i|
    app.process("p#{i}") do |process|
      process.start_command = "sleep 1000"
      process.daemonize = true
      process.start_grace_time = 0
    end
  end
end`)
	p.run("load", p.pill)
	p.await("many", time.Minute, all(isUp))
	before := p.bearers("many")
	limit := "ulimit -n 40"
	if os.Geteuid() == 0 { // who could raise it again
		limit += `; set -- setpriv --bounding-set -sys_resource "$@"`
	}
	out, err := p.under(limit, "load", p.pill).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "raise the limit of open files") {
		t.Errorf("the load answers %q (%v)", out, err)
	}
	p.run("load", p.pill)
	p.await("many", time.Minute, all(isUp))
	if after := p.bearers("many"); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("processes before %v\nand after %v", before, after)
	}
}

// write writes a file beside the pill.
func (p *place) write(name, text string) {
	p.t.Helper()
	if err := os.WriteFile(filepath.Join(p.dir(), name), []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}
