//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// BenchmarkSuccessor is the time from the SIGKILL of a process to its successor
// running, no grace in force.
func BenchmarkSuccessor(b *testing.B) {
	p := newPlace(b, onePill(""))
	p.run("load", p.pill)
	file := filepath.Join(p.dir(), "p.pid")
	var took []float64
	for range max(b.N, 11) {
		old := p.pid()
		time.Sleep(1100 * time.Millisecond) // what dies at once is not started at once
		began := time.Now()
		syscall.Kill(old, syscall.SIGKILL)
		for {
			data, _ := os.ReadFile(file)
			if pid, err := strconv.Atoi(string(data)); err == nil && pid != old && pid > 0 {
				break // it is written once exec has happened
			}
			time.Sleep(20 * time.Microsecond) // or the daemon has one core less
		}
		took = append(took, float64(time.Since(began).Microseconds()))
	}
	b.ReportMetric(0, "ns/op")
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2]/1000, "ms-median")
	b.ReportMetric(took[len(took)-1]/1000, "ms-max")
}

// BenchmarkHundred is what a hundred processes with two checks each cost:
// memory, and the share of a core.
func BenchmarkHundred(b *testing.B) {
	for _, every := range []int{1, 10} {
		b.Run(fmt.Sprintf("every-%ds", every), func(b *testing.B) {
			p := newPlace(b, fmt.Sprintf(`
Bluepill.application("many", log_file: "/dev/null") do |app|
  100.times do |i|
    app.process("p#{i}") do |process|
      process.start_command = "sleep 1000"
      process.daemonize = true
      process.start_grace_time = 1
      process.checks :mem_usage, every: %[1]d, below: 100.megabytes, times: [3, 5]
      process.checks :cpu_usage, every: %[1]d, below: 100, times: [3, 5]
    end
  end
end`, every))
			p.run("load", p.pill)
			p.await("many", 20*time.Second, all(isUp))
			pid := p.daemon("many")
			time.Sleep(3 * time.Second)
			before := ticks(b, pid)
			const watched = 10
			time.Sleep(watched * time.Second)
			b.ReportMetric(float64(ticks(b, pid)-before)/watched, "%-of-core")
			b.ReportMetric(float64(resident(b, pid))/1024, "MB-resident")
			began := time.Now()
			if _, err := supervisor.Call(p.base, "many", supervisor.Request{Command: "status"}, time.Minute); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(time.Since(began).Microseconds())/1000, "ms-status")
			b.ReportMetric(0, "ns/op")
		})
	}
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
