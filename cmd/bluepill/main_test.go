//go:build linux

package main

import (
	"flag"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/pilllint/pilllint/supervisor"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect")

func TestMain(m *testing.M) {
	// A daemon that a test has launched, or a command under whatever name.
	if strings.HasPrefix(os.Args[0], supervisor.DaemonTitle) || os.Getenv(asBluepill) != "" {
		main()
	}
	testscript.Main(waiting{m}, map[string]func(){"bluepill": main})
}

// waiting runs more tests at a time than there are cores: they wait for most of
// theirs.
type waiting struct{ *testing.M }

func (w waiting) Run() int {
	flag.Parse()
	cores := runtime.GOMAXPROCS(0)
	if f := flag.Lookup("test.parallel"); f.Value.String() == strconv.Itoa(cores) { // nobody wants it otherwise
		_ = f.Value.Set(strconv.Itoa(2 * cores))
	}
	return w.M.Run()
}

// asBluepill in the environment makes the program of the tests bluepill itself.
const asBluepill = "BLUEPILL_TEST"

func TestScript(t *testing.T) {
	t.Parallel()
	dist, err := filepath.Abs("dist")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", UpdateScripts: *update, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			base := filepath.Join(env.WorkDir, "base")
			env.Setenv("BLUEPILL_BASE_DIR", base)
			env.Setenv("TZ", "UTC")
			env.Setenv("DIST", dist)
			env.Defer(func() { end(base); removeGroups(base) })
			// As root pills must be in folders that nobody else can write.
			return os.Chmod(env.WorkDir, 0o755)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"await": await},
	})
}

// await runs bluepill status until its output contains each of the words, for
// ten seconds: await [-app NAME] WORD...
func await(ts *testscript.TestScript, neg bool, words []string) {
	app := ""
	if len(words) > 2 && words[0] == "-app" {
		app, words = words[1], words[2:]
	}
	text := ""
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		apps := []string{app}
		if app == "" {
			socks, _ := filepath.Glob(filepath.Join(ts.Getenv("BLUEPILL_BASE_DIR"), "socks", "*.sock"))
			apps = nil
			for _, s := range socks {
				apps = append(apps, strings.TrimSuffix(filepath.Base(s), ".sock"))
			}
		}
		text = ""
		for _, a := range apps {
			r, _ := supervisor.Call(ts.Getenv("BLUEPILL_BASE_DIR"), a, supervisor.Request{Command: supervisor.StatusCommand}, time.Second)
			text += r.Text
		}
		all := true
		for _, w := range words {
			all = all && strings.Contains(text, w) != neg
		}
		if all {
			return
		}
	}
	ts.Fatalf("status is not as expected:\n%s", text)
}

// end ends the daemons of a base directory, and their processes.
func end(base string) {
	socks, _ := filepath.Glob(filepath.Join(base, "socks", "*.sock"))
	for _, sock := range socks {
		app := strings.TrimSuffix(filepath.Base(sock), ".sock")
		call := func(command string) supervisor.Response {
			r, _ := supervisor.Call(base, app, supervisor.Request{Command: command}, 10*time.Second)
			return r
		}
		for _, p := range call(supervisor.ListCommand).Processes {
			if p.Pid > 1 {
				syscall.Kill(p.Pid, syscall.SIGKILL)
			}
		}
		call("unmonitor")
		for _, p := range call(supervisor.ListCommand).Processes {
			if p.Pid > 1 {
				syscall.Kill(p.Pid, syscall.SIGKILL)
			}
		}
		if pid := call(supervisor.InfoCommand).Pid; pid > 1 {
			supervisor.EndDaemon(base, app, pid, syscall.SIGTERM, 5*time.Second)
		}
	}
}

// A place is a base directory of a test's own with the pill that runs there.
type place struct {
	t       testing.TB
	base    string
	pill    string
	program string // what is run as bluepill
}

// newPlace writes a pill into a new folder. $DIR in it stands for that.
func newPlace(t testing.TB, pill string) *place {
	t.Helper()
	dir := t.TempDir()
	p := &place{t, filepath.Join(dir, "base"), filepath.Join(dir, "test.pill"), "/proc/self/exe"}
	for d := dir; strings.HasPrefix(d, os.TempDir()+"/"); d = filepath.Dir(d) {
		os.Chmod(d, 0o755)
	}
	if err := os.WriteFile(p.pill, []byte(strings.ReplaceAll(pill, "$DIR", dir)), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		end(p.base)
		for pid := range marked(t, p.base) { // of a daemon that is not there any more
			syscall.Kill(pid, syscall.SIGKILL)
		}
		removeGroups(p.base)
	})
	return p
}

// removeGroups removes the control groups that processes were in which have
// outlived their daemon.
func removeGroups(base string) {
	sum := fnv.New32a()
	sum.Write([]byte(base))
	place := "." + strconv.FormatUint(uint64(sum.Sum32()), 36)
	for _, mount := range []string{"/sys/fs/cgroup", "/sys/fs/cgroup/unified"} {
		dirs, _ := filepath.Glob(filepath.Join(mount, "bluepill.*"+place))
		for _, dir := range dirs {
			for _, below := range []string{"*/*", "*", ""} {
				groups, _ := filepath.Glob(filepath.Join(dir, below))
				for _, g := range groups {
					syscall.Rmdir(g)
				}
			}
		}
	}
}

// command prepares a run of bluepill.
func (p *place) command(args ...string) *exec.Cmd {
	cmd := &exec.Cmd{Path: p.program, Args: append([]string{"bluepill", "-c", p.base, "--no-privileged"}, args...)}
	return cmd
}

// run runs bluepill, which must succeed.
func (p *place) run(args ...string) string {
	p.t.Helper()
	out, err := p.command(args...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("bluepill %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (p *place) call(app, command string) supervisor.Response {
	r, err := supervisor.Call(p.base, app, supervisor.Request{Command: command}, 10*time.Second)
	if err != nil {
		p.t.Fatalf("%s: %v", command, err)
	}
	return r
}

// await waits until a condition of the processes holds.
func (p *place) await(app string, patience time.Duration, holds func([]supervisor.ProcessStatus) bool) []supervisor.ProcessStatus {
	p.t.Helper()
	var list []supervisor.ProcessStatus
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if list = p.call(app, supervisor.ListCommand).Processes; holds(list) {
			return list
		}
	}
	p.t.Fatalf("it does not come to that: %+v", list)
	return nil
}

// all makes a condition of one for all.
func all(holds func(supervisor.ProcessStatus) bool) func([]supervisor.ProcessStatus) bool {
	return func(list []supervisor.ProcessStatus) bool {
		for _, s := range list {
			if !holds(s) {
				return false
			}
		}
		return len(list) > 0
	}
}

func isUp(s supervisor.ProcessStatus) bool { return s.State == "up" && s.Pid > 0 }
