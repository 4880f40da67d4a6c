//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// TestLinksOfUser runs a process as root that writes into a folder of a user. What
// the user has put there may lead root to the user's own folders, not to others.
func TestLinksOfUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can be led astray")
	}
	t.Parallel()
	const user = 65534
	pill := func(folder string) string {
		return `
Bluepill.application("one", log_file: "$DIR/bp.log") do |app|
  app.process("p") do |process|
    process.start_command = "sh -c 'echo out; echo err >&2; exec sleep 1000'"
    process.daemonize = true
    process.pid_file = "$DIR/user/` + folder + `/p.pid"
    process.stdout = "$DIR/user/` + folder + `/out"
    process.start_grace_time = 0
    process.stop_grace_time = 1
  end
end`
	}
	place := func(t *testing.T, folder string) *place {
		p := newPlace(t, pill(folder))
		for _, name := range []string{"root", "user", "user/release"} {
			if err := os.Mkdir(filepath.Join(p.dir(), name), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		for name, target := range map[string]string{"user/current": "release", "user/astray": "../root"} {
			if err := os.Symlink(target, filepath.Join(p.dir(), name)); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"user", "user/release", "user/current", "user/astray"} {
			if err := os.Lchown(filepath.Join(p.dir(), name), user, user); err != nil {
				t.Fatal(err)
			}
		}
		return p
	}
	t.Run("own", func(t *testing.T) {
		t.Parallel()
		p := place(t, "current")
		p.run("load", p.pill)
		p.pid()
		file := filepath.Join(p.dir(), "user", "release", "p.pid")
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%v\n%s", err, p.log())
		}
		p.run("stop")
		p.await("one", 10*time.Second, all(func(s supervisor.ProcessStatus) bool { return s.State == "unmonitored" && s.Pid == 0 }))
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			if _, err := os.Stat(file); os.IsNotExist(err) {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("the pid file stays\n%s", p.log())
			}
		}
	})
	t.Run("astray", func(t *testing.T) {
		t.Parallel()
		p := place(t, "astray")
		p.run("load", p.pill)
		for deadline := time.Now().Add(10 * time.Second); !strings.Contains(p.log(), "a link of user 65534 leads to a folder that is not theirs"); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("nothing is told of the link\n%s", p.log())
			}
		}
		if left, _ := os.ReadDir(filepath.Join(p.dir(), "root")); len(left) > 0 {
			t.Errorf("root has written %v", left)
		}
	})
	t.Run("log", func(t *testing.T) {
		t.Parallel()
		p := place(t, "current")
		text, _ := os.ReadFile(p.pill)
		p.write("test.pill", strings.ReplaceAll(string(text), "/bp.log", "/user/astray/bp.log"))
		out, err := p.command("load", p.pill).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "a link of user 65534") {
			t.Errorf("the load answers %q (%v)", out, err)
		}
		if left, _ := os.ReadDir(filepath.Join(p.dir(), "root")); len(left) > 0 {
			t.Errorf("root has written %v", left)
		}
	})
}
