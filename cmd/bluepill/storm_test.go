//go:build linux

package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

var kills = flag.Int("kills", 15, "how often the storm kills the daemon")

const stormPill = `
Bluepill.application("storm", log_file: "$DIR/bp.log") do |app|
  12.times do |i|
    app.process("p#{i}") do |process|
      process.start_command = i % 3 == 2 ? "sh -c 'trap : TERM; while :; do sleep 1; done'" : "sleep 1000000"
      process.daemonize = true
      process.start_grace_time = 1
      process.pid_file = "$DIR/p#{i}.pid"
      process.group = "even" if i % 2 == 0
      if i % 3 == 2
        process.stop_signals = [:term, 1.seconds, :kill]
        process.stop_grace_time = 2
      end
      process.checks :running_time, every: 1, below: 3 if i % 4 == 3 # which is breached all the time
    end
  end
end
`

// TestStorm kills the daemon at random instants while processes are started,
// stopped, restarted and killed, and demands that its successor finds each
// process that runs, and starts none twice.
func TestStorm(t *testing.T) {
	p := newPlace(t, stormPill)
	p.run("load", p.pill)
	p.await("storm", 10*time.Second, all(isUp))
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	// p0 is left alone: whatever happens, it must keep its pid.
	steady := p.bearers("storm")["p0"]
	for range *kills {
		var work sync.WaitGroup
		for range 4 {
			command := []string{"start", "stop", "restart", "start"}[random.IntN(4)]
			target := "p" + strconv.Itoa(1+random.IntN(11))
			hit := random.IntN(3) == 0
			work.Go(func() {
				if hit {
					for _, pid := range p.bearers("storm")[target] {
						syscall.Kill(pid, syscall.SIGKILL)
					}
					return
				}
				supervisor.Call(p.base, "storm", supervisor.Request{Command: command, Target: target}, 200*time.Millisecond)
			})
		}
		pid := p.daemon("storm")
		time.Sleep(time.Duration(random.IntN(30_000)) * time.Microsecond)
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatalf("kill the daemon: %v", err)
		}
		work.Wait()
		p.run("load", p.pill)
		for name, list := range p.bearers("storm") {
			if len(list) > 1 {
				t.Fatalf("there are %d of %s: %v\n%s", len(list), name, list, p.logOf(name))
			}
		}
	}
	p.call("storm", "start")
	var status []supervisor.ProcessStatus
	var found map[string][]int
	for moved := true; moved; { // what is breached all the time may be restarted while we look
		status = p.await("storm", 10*time.Second, all(isUp))
		found = p.bearers("storm")
		moved = !slices.EqualFunc(status, p.call("storm", supervisor.ListCommand).Processes, func(a, b supervisor.ProcessStatus) bool {
			return a.Pid == b.Pid && a.State == b.State
		})
	}
	for _, s := range status {
		if list := found[s.Name]; len(list) != 1 || list[0] != s.Pid {
			t.Errorf("%s is %d, but there are %v", s.Name, s.Pid, list)
		}
	}
	if now := found["p0"]; len(steady) != 1 || len(now) != 1 || now[0] != steady[0] {
		t.Errorf("p0 was %v and is %v", steady, now)
	}
	// What is stopped by now leaves nothing behind.
	p.call("storm", "stop")
	p.await("storm", 10*time.Second, all(func(s supervisor.ProcessStatus) bool { return s.Pid == 0 }))
	if left := p.bearers("storm"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// daemon returns the pid of the daemon of an application.
func (p *place) daemon(app string) int {
	p.t.Helper()
	return p.call(app, supervisor.InfoCommand).Pid
}

// logOf is the last of the log that is about a process.
func (p *place) logOf(name string) string {
	data, _ := os.ReadFile(filepath.Join(filepath.Dir(p.pill), "bp.log"))
	var lines []string
	for line := range strings.Lines(string(data)) {
		if strings.Contains(line, ":"+name+"]") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[max(len(lines)-40, 0):], "")
}

func (p *place) log() string {
	data, _ := os.ReadFile(filepath.Join(filepath.Dir(p.pill), "bp.log"))
	return string(data[max(len(data)-4000, 0):])
}

// bearers finds, without the daemon, the living processes that were started
// for each process of an application: those that lead a session.
func (p *place) bearers(app string) map[string][]int {
	found := map[string][]int{}
	for pid, mark := range marked(p.t, p.base) {
		rest, ok := strings.CutPrefix(mark, app+"/")
		if !ok {
			continue
		}
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			continue
		}
		f := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if f[0] == "Z" || f[0] == "X" || f[3] != strconv.Itoa(pid) {
			continue
		}
		name, _, _ := strings.Cut(rest, "/")
		_, name, _ = strings.Cut(name, ":")
		found[name] = append(found[name], pid)
	}
	return found
}

// marked lists the processes that any daemon of a base directory has started,
// with the marks that they bear.
func marked(t testing.TB, base string) map[int]string {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	found := map[int]string{}
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		environ, err := os.ReadFile("/proc/" + e.Name() + "/environ")
		if err != nil || !bytes.Contains(environ, []byte("BLUEPILL_BASE_DIR="+base+"\x00")) {
			continue
		}
		if _, mark, ok := bytes.Cut(environ, []byte("BLUEPILL_PROCESS=")); ok {
			mark, _, _ = bytes.Cut(mark, []byte{0})
			found[pid] = string(mark)
		}
	}
	return found
}
