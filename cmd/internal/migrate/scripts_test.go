package migrate

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// A checked is a process, and a systemctl that tells of it.
type checked struct {
	*testing.T
	dir   string
	start string // the first seconds of the process, which are not looked at
}

// newChecked starts a process that is its test's own.
func newChecked(t *testing.T) *checked {
	c := &checked{t, t.TempDir(), "0"}
	cmd := exec.Command("sh", "-c", "sleep 1000 & wait")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = exec.Command("pkill", "-P", strconv.Itoa(cmd.Process.Pid)).Run()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	fake := "#!/bin/sh\ncase $1 in show) echo MainPID=" + strconv.Itoa(cmd.Process.Pid) + " ;; *) echo \"systemctl $*\" ;; esac\n"
	write(t, c.dir, []File{{Path: "bin/systemctl", Mode: 0o755, Text: fake}})
	time.Sleep(50 * time.Millisecond) // until the shell has a child
	return c
}

// look runs the check script, and returns what systemctl is told.
func (c *checked) look(action, hits, of, kind string, args ...string) string {
	c.Helper()
	cmd := exec.Command("scripts/check", append([]string{"x.service", action, hits, of, c.start, "9", kind}, args...)...)
	cmd.Env = append(os.Environ(), "PATH="+c.dir+"/bin:"+os.Getenv("PATH"), "RUNTIME_DIRECTORY="+c.dir+"/run", "TIMER=x-t.timer", "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err != nil {
		c.Errorf("%s: %v\n%s", kind, err, out)
	}
	told := ""
	for line := range strings.Lines(string(out)) {
		if command, ok := strings.CutPrefix(strings.TrimSpace(line), "systemctl "); ok {
			told += command
		} else if !strings.Contains(line, "looks have failed") {
			c.Errorf("%s: unexpected %q", kind, line)
		}
	}
	return told
}

// TestChecks has the script look at a real process.
func TestChecks(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(404)
		}
		fmt.Fprint(w, "one\nPong é\n")
	}))
	defer server.Close()
	file := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	const restart = "--no-block restart x.service"
	for _, tt := range []struct {
		kind string
		args string // with | between
		want string
	}{
		{"mem_usage", "1000000000", ""},
		{"mem_usage", "1000", restart},
		{"mem_usage", "1000000000|children", ""},
		{"mem_usage", "1000|children", restart},
		{"cpu_usage", "99.5", ""},
		{"cpu_usage", "0", restart},
		{"running_time", "1000", ""},
		{"running_time", "0", restart},
		{"file_time", "1000|" + file, ""},
		{"file_time", "0|" + file, restart},
		{"file_time", "1000|" + file + ".none", restart},
		{"http", "2??|5|5|" + server.URL + "/", ""},
		{"http", "404|5|5|" + server.URL + "/none", ""},
		{"http", "2??|5|5|" + server.URL + "/none", restart},
		{"http", "2??|5|5|" + server.URL + `/|(?mi)^pong .$`, ""},
		{"http", "2??|5|5|" + server.URL + `/|(?m)^pong`, restart},
		{"http", "2??|1|1|http://127.0.0.1:1/", restart},
	} {
		c := newChecked(t)
		if got := c.look("restart", "1", "1", tt.kind, strings.Split(tt.args, "|")...); got != tt.want {
			t.Errorf("%s %s: %q, should be %q", tt.kind, tt.args, got, tt.want)
		}
	}
}

// TestChecksRemember goes through several looks.
func TestChecksRemember(t *testing.T) {
	c := newChecked(t)
	for i, below := range []string{"1", "1000000000", "1", "1000000000", "1000000000", "1", "1"} {
		want := ""
		if i == 6 { // bad, good, bad, good, good, bad, bad: two of the last two only now
			want = "--no-block reload x.service"
		}
		if got := c.look("reload", "2", "2", "mem_usage", below); got != want {
			t.Errorf("look %d: %q, should be %q", i, got, want)
		}
	}
	if got := c.look("reload", "1", "1", "mem_usage", "1"); got != "" {
		t.Errorf("right after a reload: %q", got)
	}
	other := newChecked(t) // another process, of which nothing is known
	other.dir, c.dir = c.dir, other.dir
	fake, err := os.ReadFile(c.dir + "/bin/systemctl")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other.dir+"/bin/systemctl", fake, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := other.look("ignore", "1", "1", "mem_usage", "1"); got != "--no-block stop x-t.timer" {
		t.Errorf("another process: %q", got)
	}
	other.start = "60"
	if got := other.look("restart", "1", "1", "running_time", "0"); got != "" {
		t.Errorf("in its first seconds: %q", got)
	}
}

// TestStopIsExact measures the delays of the script. A machine with much else to
// do is late with everything, so the best of a few attempts counts, by how late
// it is with sleeping itself.
func TestStopIsExact(t *testing.T) {
	var late []string
	for range 8 {
		busy := lateness(t)
		late = measureStop(t, busy)
		if busy(); late == nil {
			return
		}
	}
	t.Error(strings.Join(late, "; "))
}

// lateness has a shell sleep again and again, until the function that it returns
// is called: that tells by how many seconds the worst of them was late.
func lateness(t *testing.T) (worst func() float64) {
	stop, result := make(chan bool), make(chan float64, 1)
	go func() {
		late := 0.0
		for {
			begin := time.Now()
			if err := exec.Command("sh", "-c", "sleep 0.2 & wait").Run(); err != nil {
				t.Error(err)
			}
			late = max(late, time.Since(begin).Seconds()-0.2)
			select {
			case <-stop:
				result <- late
				return
			default:
			}
		}
	}()
	return sync.OnceValue(func() float64 {
		close(stop)
		return <-result
	})
}

// measureStop stops a process, and tells of signals that are not in time: fifty
// milliseconds, and what the machine is late beyond ten.
func measureStop(t *testing.T, busy func() float64) (late []string) {
	dir := t.TempDir()
	cmd := exec.Command("bash", "-c", `for s in QUIT TERM INT; do trap "date +%s.%N >>$0/$s" $s; done; touch $0/ready; while :; do sleep 0.01; done`, dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if _, err := os.Stat(filepath.Join(dir, "ready")); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop := exec.Command("scripts/stop", "QUIT", "1", "TERM", "2", "INT", "1", "KILL")
	stop.Env = append(os.Environ(), "MAINPID="+strconv.Itoa(cmd.Process.Pid))
	begin := time.Now()
	go func() { _ = cmd.Wait() }() // or it would stay as a zombie, which counts as alive
	if out, err := stop.CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v %s", err, out)
	}
	took := time.Since(begin).Seconds()
	at := func(name string) float64 {
		text, _ := os.ReadFile(filepath.Join(dir, name))
		f, err := strconv.ParseFloat(strings.TrimSpace(string(text)), 64)
		if err != nil {
			late = append(late, name+" is not told of") // before it is killed
		}
		return f
	}
	tolerance := 0.05 + 3*max(busy()-0.01, 0)
	for name, want := range map[string]float64{"TERM": 1, "INT": 3} {
		if got := at(name) - at("QUIT"); got < want-tolerance || got > want+tolerance {
			late = append(late, fmt.Sprintf("%s after %.3f s instead of %.0f", name, got, want))
		}
	}
	if took < 3.95 || took > 4.15+tolerance {
		late = append(late, fmt.Sprintf("it takes %.2f s instead of 4", took))
	}
	return late
}
