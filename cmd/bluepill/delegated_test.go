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

	"golang.org/x/sys/unix"
)

// TestDelegatedGroup leaves a control group to bluepill as systemd does, to root and
// to a user, and has a process leave something behind in its part of it.
func TestDelegatedGroup(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("only root can make control groups")
	}
	for name, c := range map[string]struct {
		attribute string
		user      int
	}{"root": {"trusted.delegate", 0}, "user": {"user.delegate", 65534}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t, onePill(`
    process.start_command = "sh -c 'setsid -f env -i sleep 1000; exec sleep 1000'"
    process.stop_grace_time = 1
`))
			if err := os.Chown(p.dir(), c.user, c.user); err != nil {
				t.Fatal(err)
			}
			// The group is below the one of the test, and mounted where only the command
			// sees it. What the daemon is in is below again, as in a unit of systemd.
			const script = `
mount=$1 group=bluepill-test-$2 user=$3 attribute=$4 setxattr=$5; shift 5
mkdir -p "$mount" && mount -t cgroup2 none "$mount" || exit 70
own=$mount$(sed -n 's/^0:://p' /proc/self/cgroup)
mkdir -p "$own/$group/unit" && echo $$ >"$own/$group/unit/cgroup.procs" || exit 71
chown "$user" "$own/$group" "$own/$group/cgroup.procs" "$own/$group/unit" "$own/$group/unit/cgroup.procs" || exit 72
ruby -e 'number, path, name = ARGV.map(&:dup); syscall Integer(number), path, name, +"1", 1, 0' "$setxattr" "$own/$group" "$attribute" || exit 73
exec setpriv --reuid="$user" --regid="$user" --clear-groups "$@"`
			group := "bluepill-test-" + strconv.Itoa(os.Getpid()) + name
			load := &exec.Cmd{Path: "/usr/bin/unshare", Env: append(os.Environ(), asBluepill+"=1", "HOME=/"),
				Args: append([]string{"unshare", "--mount", "sh", "-c", script, "sh", filepath.Join(p.dir(), "cgroup"),
					strings.TrimPrefix(group, "bluepill-test-"), strconv.Itoa(c.user), c.attribute, strconv.Itoa(unix.SYS_SETXATTR), exePath(t)}, p.command("load", p.pill).Args[1:]...)}
			p.must(load)
			pid := p.pid()
			is := groupOfPid(strconv.Itoa(pid))
			if !strings.Contains(is, "/"+group+"/bluepill.one.") {
				t.Errorf("the process is in control group %q\n%s", is, p.log())
			}
			if st, err := os.Stat("/proc/" + strconv.Itoa(pid)); err != nil || int(st.Sys().(*syscall.Stat_t).Uid) != c.user {
				t.Errorf("the process is another user's than %d (%v)", c.user, err)
			}
			for deadline := time.Now().Add(30 * time.Second); len(inGroup(t, is)) < 2; time.Sleep(10 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("in the control group: %v", inGroup(t, is))
				}
			}
			p.run("stop")
			for deadline := time.Now().Add(30 * time.Second); len(inGroup(t, is)) > 0; time.Sleep(10 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("left behind: %v\n%s", inGroup(t, is), p.log())
				}
			}
			p.run("quit")
			removeTestGroup(t, filepath.Dir(filepath.Dir(filepath.Dir(is))))
		})
	}
}

// removeTestGroup removes a control group and what is below it, where nobody is left.
func removeTestGroup(t *testing.T, group string) {
	const script = `
mkdir -p "$1" && mount -t cgroup2 none "$1" || exit 70
for i in $(seq 100); do
  find "$1$2" -depth -type d -exec rmdir {} \; 2>/dev/null
  test ! -d "$1$2" && exit; sleep 0.05
done
exit 71`
	out, err := exec.Command("unshare", "--mount", "sh", "-c", script, "sh", filepath.Join(t.TempDir(), "cgroup"), group).CombinedOutput()
	if err != nil {
		t.Errorf("remove the control group: %v\n%s", err, out)
	}
}
