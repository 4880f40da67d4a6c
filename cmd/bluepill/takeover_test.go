//go:build linux

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// TestUpgrade puts another binary in the place of the one that runs, and loads
// again: processes go on.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(""))
	data, err := os.ReadFile(exePath(t))
	if err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(p.dir(), "bluepill")
	load := func() {
		t.Helper()
		if err := os.WriteFile(binary+".new", data, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(binary+".new", binary); err != nil {
			t.Fatal(err)
		}
		p.must(&exec.Cmd{Path: binary, Args: p.command("load", p.pill).Args, Env: append(os.Environ(), asBluepill+"=1")})
	}
	load()
	pid, daemon := p.pid(), p.daemon("one")
	load()
	if now := p.pid(); now != pid {
		t.Errorf("the process was %d and is %d\n%s", pid, now, p.log())
	}
	now := p.daemon("one")
	if exe, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", now)); now == daemon || err != nil || exe != binary {
		t.Errorf("the daemon was %d and is %d, running %s, %v", daemon, now, exe, err)
	}
}

// rubyDaemon is what Bluepill's own daemon does when it is told to end.
const rubyDaemon = `
base=$1
trap 'rm -f "$base/pids/one.pid" "$base/socks/one.sock"; exit' INT TERM
echo $$ >"$base/pids/one.pid"
while :; do sleep 0.02; done
`

// TestTakeOver loads a pill whose processes are another daemon's, of which no
// more is known than its title and its pid files, as of Ruby's.
func TestTakeOver(t *testing.T) {
	t.Parallel()
	p := newPlace(t, onePill(""))
	for _, dir := range []string{"pids/one", "socks", "journals"} {
		if err := os.MkdirAll(filepath.Join(p.base, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	os.Chmod(filepath.Join(p.base, "pids/one"), 0o777)
	process := exec.Command("sleep", "1000")
	daemon := &exec.Cmd{Path: "/bin/bash", Args: []string{"bluepilld: one", "-c", rubyDaemon, "bluepilld: one", p.base}}
	for _, cmd := range []*exec.Cmd{process, daemon} {
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		go cmd.Wait()
		t.Cleanup(func() { cmd.Process.Kill() })
	}
	if err := os.WriteFile(filepath.Join(p.dir(), "p.pid"), fmt.Append(nil, process.Process.Pid), 0o644); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if _, alive := supervisor.DaemonPid(p.base, "one"); alive {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the other daemon is not recognized")
		}
	}
	if out := p.run("load", "--dry-run", p.pill); !strings.Contains(out, fmt.Sprintf("keep p (pid:%d)", process.Process.Pid)) {
		t.Errorf("what a load would do:\n%s", out)
	}
	if out := p.run("load", p.pill); out != fmt.Sprintf("Killing previous bluepilld[%d]\n", daemon.Process.Pid) {
		t.Errorf("load printed %q", out)
	}
	if now := p.pid(); now != process.Process.Pid {
		t.Errorf("the process was %d and is %d\n%s", process.Process.Pid, now, p.log())
	}
}
