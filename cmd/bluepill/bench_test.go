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

// BenchmarkSuccessor is the time from the SIGKILL of a process to the first thing
// that its successor does, no grace in force, and beside it that of a loop that does
// nothing else. They take turns, as a machine has its hours. The rested ones have had
// nothing to do for a while, as is usual. Nobody looks on meanwhile: on a machine with
// two cores whoever does takes one away.
func BenchmarkSuccessor(b *testing.B) {
	const pause, rest = 1100 * time.Millisecond, 13 * time.Second // what dies at once is not started at once
	b.Run("often", func(b *testing.B) { succeed(b, pause, max(b.N, 31)) })
	b.Run("rested", func(b *testing.B) { succeed(b, rest, max(b.N, 7)) })
}

// succeed kills the process of bluepill and that of the loop, again and again.
func succeed(b *testing.B, pause time.Duration, times int) {
	dir := b.TempDir()
	born, loop := filepath.Join(dir, "born"), filepath.Join(dir, "floor")
	for _, build := range [][]string{
		{"gcc", "-O2", "-static", "-o", born, "testdata/born/born.c"}, {"go", "build", "-o", loop, "testdata/floor/main.go"},
	} {
		if out, err := exec.Command(build[0], build[1:]...).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	supervisors := []struct {
		name string
		file string // that the process writes
		took []float64
	}{{name: "bluepill", file: filepath.Join(dir, "bluepill.born")}, {name: "floor", file: filepath.Join(dir, "floor.born")}}

	p := newPlace(b, strings.Replace(onePill(""), "sleep 1000", born+" "+supervisors[0].file, 1))
	p.program = installed(b, ".", "../bluepilld")
	p.run("load", p.pill)
	floor := exec.Command(loop, born, supervisors[1].file)
	if err := floor.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		floor.Process.Kill()
		floor.Wait()
		if pid, _ := birth(supervisors[1].file); pid > 1 {
			syscall.Kill(pid, syscall.SIGKILL)
		}
	})
	time.Sleep(pause)
	for range times {
		for i := range supervisors {
			s := &supervisors[i]
			old := 0
			for old <= 1 {
				old, _ = birth(s.file)
				time.Sleep(pause / time.Duration(len(supervisors)))
			}
			var killed unix.Timespec
			if err := unix.ClockGettime(unix.CLOCK_MONOTONIC, &killed); err != nil {
				b.Fatal(err)
			}
			syscall.Kill(old, syscall.SIGKILL)
			pid, at := old, int64(0)
			for pid == old || pid <= 1 {
				time.Sleep(50 * time.Millisecond)
				pid, at = birth(s.file)
			}
			s.took = append(s.took, float64(at-killed.Nano())/1e6)
		}
	}
	b.ReportMetric(0, "ns/op")
	for _, s := range supervisors {
		slices.Sort(s.took)
		b.ReportMetric(s.took[len(s.took)/2], s.name+"-ms-median")
		b.ReportMetric(s.took[len(s.took)-1], s.name+"-ms-max")
	}
}

// birth reads what the program born has written: its pid, and when it began, in
// nanoseconds of CLOCK_MONOTONIC. The pid is 0 if it has written nothing yet.
func birth(file string) (pid int, at int64) {
	data, _ := os.ReadFile(file)
	if _, err := fmt.Sscan(string(data), &pid, &at); err != nil {
		return 0, 0
	}
	return pid, at
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
