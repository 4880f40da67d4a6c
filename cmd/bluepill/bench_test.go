//go:build linux

package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pilllint/pilllint/supervisor"
)

// BenchmarkSuccessor is the time from the SIGKILL of a process to its successor
// running, no grace in force, and beside it that of a loop that does nothing
// else. The rested ones have had nothing to do for a while, as is usual.
func BenchmarkSuccessor(b *testing.B) {
	const pause, rest = 1100 * time.Millisecond, 13 * time.Second // what dies at once is not started at once
	run := func(name string, pause time.Duration, often int, begin func(b *testing.B) (file string)) {
		b.Run(name, func(b *testing.B) { succeed(b, begin(b), pause, max(b.N, often)) })
	}
	bluepill := func(b *testing.B) string {
		p := newPlace(b, onePill(""))
		p.program = installed(b, ".", "../bluepilld")
		p.run("load", p.pill)
		return filepath.Join(p.dir(), "p.pid")
	}
	floor := func(b *testing.B) string {
		dir := b.TempDir()
		program, file := filepath.Join(dir, "floor"), filepath.Join(dir, "p.pid")
		if out, err := exec.Command("go", "build", "-o", program, "testdata/floor/main.go").CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		loop := exec.Command(program, file)
		if err := loop.Start(); err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			loop.Process.Kill()
			loop.Wait()
			if pid := pidIn(dir, "p"); pid > 1 {
				syscall.Kill(pid, syscall.SIGKILL)
			}
		})
		return file
	}
	run("bluepill", pause, 31, bluepill)
	run("floor", pause, 31, floor)
	run("bluepill-rested", rest, 7, bluepill)
	run("floor-rested", rest, 7, floor)
}

// succeed kills the process whose pid is in a file, again and again.
func succeed(b *testing.B, file string, pause time.Duration, times int) {
	dir, name := filepath.Dir(file), strings.TrimSuffix(filepath.Base(file), ".pid")
	var took []float64
	old := 0
	for range times {
		for old = pidIn(dir, name); old <= 1; old = pidIn(dir, name) {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(pause)
		began := time.Now()
		syscall.Kill(old, syscall.SIGKILL)
		for {
			if pid := pidIn(dir, name); pid != old && pid > 1 {
				break // it is written once exec has happened
			}
			nap(20 * time.Microsecond) // or the daemon has one core less
		}
		took = append(took, float64(time.Since(began).Microseconds()))
	}
	b.ReportMetric(0, "ns/op")
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2]/1000, "ms-median")
	b.ReportMetric(took[len(took)-1]/1000, "ms-max")
}

// BenchmarkMany is what many processes with two checks each cost: memory, the
// share of a core, and how long their status takes at worst, which must not
// depend on what else is going on. Each is measured with bluepilld beside
// bluepill and without, with somebody who asks for the status each second and
// without. Memory is the most there was after the first ten seconds, looked at
// four times a second.
func BenchmarkMany(b *testing.B) {
	for _, c := range []struct{ processes, every int }{{100, 1}, {100, 10}, {10_000, 10}} {
		for _, asked := range []bool{true, false} {
			for _, alone := range []bool{false, true} {
				name := fmt.Sprintf("%d-every-%ds", c.processes, c.every)
				packages := []string{".", "../bluepilld"}
				if alone {
					name, packages = name+"-alone", packages[:1]
				}
				if asked {
					name += "-asked"
				}
				b.Run(name, func(b *testing.B) { many(b, c.processes, c.every, asked, packages) })
			}
		}
	}
}

// watched is for how many seconds BenchmarkMany looks on.
var watched = flag.Int("watched", 30, "how many seconds BenchmarkMany looks on")

func many(b *testing.B, processes, every int, asked bool, packages []string) {
	p := newPlace(b, fmt.Sprintf(`
Bluepill.application("many", log_file: "/dev/null") do |app|
  %d.times do |i|
    app.process("p#{i}") do |process|
      process.start_command = "sleep 1000"
      process.daemonize = true
      process.start_grace_time = 1
      process.checks :mem_usage, every: %[2]d, below: 100.megabytes, times: [3, 5]
      process.checks :cpu_usage, every: %[2]d, below: 100, times: [3, 5]
    end
  end
end`, processes, every))
	p.program = installed(b, packages...)
	p.run("load", p.pill)
	p.await("many", 3*time.Minute, all(isUp))
	pid := p.daemon("many")
	time.Sleep(10 * time.Second)
	before, began := busy(b, pid), time.Now()
	var slowest time.Duration
	kB := 0
	for i := range 4 * *watched {
		time.Sleep(time.Second/4 - time.Millisecond) // so that it meets the checks, sooner or later
		kB = max(kB, resident(b, pid))
		if asked && i%4 == 0 {
			began := time.Now()
			if _, err := supervisor.Call(p.base, "many", supervisor.Request{Command: supervisor.StatusCommand}, time.Minute); err != nil {
				b.Fatal(err)
			}
			slowest = max(slowest, time.Since(began))
			kB = max(kB, resident(b, pid))
		}
	}
	share := float64(busy(b, pid)-before) / float64(time.Since(began))
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(share*100, "%-of-core")
	b.ReportMetric(share*1e6/float64(processes), "µs/s/process")
	b.ReportMetric(float64(kB)/1024, "MB-resident-max")
	b.ReportMetric(float64(kB)/float64(processes), "kB/process")
	if asked {
		b.ReportMetric(float64(slowest.Microseconds())/1000, "ms-status-max")
	}
}

// nap sleeps for the time given and not, as time.Sleep does in a program that has
// nothing else to do, for a millisecond at least.
func nap(d time.Duration) {
	t := unix.NsecToTimespec(int64(d))
	unix.Nanosleep(&t, nil)
}

// installed builds bluepill, and its daemon if that is asked, into a folder.
func installed(b *testing.B, packages ...string) string {
	dir := b.TempDir()
	if out, err := exec.Command("go", append([]string{"build", "-o", dir + "/"}, packages...)...).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return filepath.Join(dir, "bluepill")
}

// busy is the CPU time of the threads of a process.
func busy(b *testing.B, pid int) (sum time.Duration) {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	for _, t := range threads {
		data, err := os.ReadFile(t)
		if err != nil {
			b.Fatal(err)
		}
		n, _ := strconv.Atoi(strings.Fields(string(data))[0])
		sum += time.Duration(n)
	}
	return sum
}

// ticks is the CPU time of a process in hundredths of a second.
func ticks(b *testing.B, pid int) int {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	f := strings.Fields(string(data[strings.LastIndexByte(string(data), ')')+1:]))
	user, _ := strconv.Atoi(f[11])
	sys, _ := strconv.Atoi(f[12])
	return user + sys
}

// resident is the memory of a process in kB.
func resident(b *testing.B, pid int) int {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "VmRSS:")
	n, _ := strconv.Atoi(strings.Fields(rest)[0])
	return n
}
