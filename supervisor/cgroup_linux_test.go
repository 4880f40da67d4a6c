package supervisor

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestKillGroup ends a control group whose processes start others all the time, by
// each way that kernels have. One is frozen already.
func TestKillGroup(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can make control groups")
	}
	mount, own, err := ownCgroup()
	if err != nil {
		t.Fatal(err)
	}
	for name, kill := range map[string]func(string){"kill": killAll, "freeze": killFrozen} {
		for _, frozen := range []string{"0", "1"} {
			t.Run(name+frozen, func(t *testing.T) {
				group, err := os.MkdirTemp(filepath.Join(mount, own), "bluepill-test-")
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() {
					killAll(group)
					for deadline := time.Now().Add(10 * time.Second); os.Remove(group) != nil && time.Now().Before(deadline); {
						time.Sleep(10 * time.Millisecond)
					}
				})
				dir, err := os.Open(group)
				if err != nil {
					t.Fatal(err)
				}
				defer dir.Close()
				cmd := exec.Command("sh", "-c", "for i in 1 2 3; do (while :; do setsid -f sleep 0.1; done) & done; wait")
				cmd.SysProcAttr = &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: int(dir.Fd())}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				for deadline := time.Now().Add(10 * time.Second); len(members(group)) < 5; time.Sleep(time.Millisecond) {
					if time.Now().After(deadline) {
						t.Fatalf("in the group: %v", members(group))
					}
				}
				if err := os.WriteFile(filepath.Join(group, "cgroup.freeze"), []byte(frozen), 0); err != nil {
					t.Fatal(err)
				}
				// end calls it as long as there is anybody.
				for deadline := time.Now().Add(10 * time.Second); populated(group); time.Sleep(cgroupPause) {
					if time.Now().After(deadline) {
						t.Fatalf("in the group: %v", members(group))
					}
					kill(group)
				}
				cmd.Wait()
			})
		}
	}
}

// TestBornAfterKill starts a process where others of it had to be killed.
func TestBornAfterKill(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can make control groups")
	}
	mount, own, err := ownCgroup()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(filepath.Join(mount, own), "bluepill-test-")
	if err != nil {
		t.Fatal(err)
	}
	c := &cgroups{dir: dir, busy: map[string]bool{}, made: map[string]bool{}}
	defer c.close()
	web := &Spec{Name: "web"}
	born := func(name string, args ...string) *exec.Cmd {
		fd, err := c.leaf(web)
		if err != nil {
			t.Fatal(err)
		}
		defer syscall.Close(fd)
		cmd := exec.Command(name, args...)
		cmd.SysProcAttr = &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: fd}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	deaf := born("sh", "-c", "trap : TERM; while :; do sleep 1; done")
	for _, path := range c.left(web) {
		c.end(path, 0)
	}
	deaf.Wait()
	if err := born("true").Wait(); err != nil {
		t.Errorf("the new process: %v", err)
	}

	// A successor does not know which were killed, and a process may have made groups
	// of its own below.
	path := filepath.Join(c.of(web), "0")
	if err := os.Mkdir(filepath.Join(path, "own"), 0o755); err != nil {
		t.Fatal(err)
	}
	killAll(path)
	c = &cgroups{dir: dir, busy: map[string]bool{}, made: map[string]bool{}}
	if err := born("true").Wait(); err != nil {
		t.Errorf("the process of a successor: %v", err)
	}
}
