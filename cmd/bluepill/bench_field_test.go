//go:build linux

package main

import (
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
)

// A rival is another supervisor, and how it is made to run a hundred processes.
type rival struct {
	program string
	// prepare writes what it reads into a folder and returns its command. Process
	// i is to run the script "i" there, which writes down its pid.
	prepare func(b *testing.B, dir string) []string
}

const field = 100

var rivals = []rival{
	{"supervisord", func(b *testing.B, dir string) []string {
		text := fmt.Sprintf("[supervisord]\nnodaemon=true\nlogfile=%[1]s/log\npidfile=%[1]s/pid\nuser=root\n", dir)
		for i := range field {
			text += fmt.Sprintf("[program:p%d]\ncommand=%s/%d\nstartsecs=0\nautorestart=true\nstdout_logfile=NONE\nstderr_logfile=NONE\n", i, dir, i)
		}
		write(b, filepath.Join(dir, "conf"), text, 0o600)
		return []string{"-c", filepath.Join(dir, "conf")}
	}},
	{"monit", func(b *testing.B, dir string) []string {
		text := fmt.Sprintf("set daemon 1\nset idfile %[1]s/id\nset statefile %[1]s/state\nset pidfile %[1]s/pid\nset logfile %[1]s/log\n", dir)
		for i := range field {
			text += fmt.Sprintf("check process p%[1]d with pidfile %[2]s/%[1]d.pid\n  start program = \"/bin/sh -c '%[2]s/%[1]d &'\"\n", i, dir)
		}
		write(b, filepath.Join(dir, "conf"), text, 0o600)
		return []string{"-I", "-c", filepath.Join(dir, "conf")}
	}},
	{"runsvdir", func(b *testing.B, dir string) []string { return services(b, dir) }},
	{"s6-svscan", func(b *testing.B, dir string) []string { return services(b, dir) }},
	{"bluepill", func(b *testing.B, dir string) []string {
		write(b, filepath.Join(dir, "pill"), fmt.Sprintf(`
Bluepill.application("field", log_file: "/dev/null", base_dir: "%[1]s/base") do |app|
  %[2]d.times do |i|
    app.process("p#{i}") do |process|
      process.start_command = "%[1]s/#{i}"
      process.daemonize = true
      process.start_grace_time = 0
      process.checks :mem_usage, every: 10, below: 100.megabytes, times: [3, 5]
      process.checks :cpu_usage, every: 10, below: 100, times: [3, 5]
    end
  end
end`, dir, field), 0o600)
		return []string{"--no-privileged", "load", filepath.Join(dir, "pill")}
	}},
}

// services are the folders that runit and s6 want.
func services(b *testing.B, dir string) []string {
	for i := range field {
		folder := filepath.Join(dir, "services", fmt.Sprint("p", i))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		write(b, filepath.Join(folder, "run"), fmt.Sprintf("#!/bin/sh\nexec %s/%d\n", dir, i), 0o755)
	}
	return []string{filepath.Join(dir, "services")}
}

func write(b *testing.B, path, text string, mode os.FileMode) {
	b.Helper()
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkField sets other supervisors, those that are installed, to the same
// task: a hundred processes. Ours has two checks on each, every ten seconds.
func BenchmarkField(b *testing.B) {
	for _, r := range rivals {
		b.Run(r.program, func(b *testing.B) {
			path, err := exec.LookPath(r.program)
			if r.program == "bluepill" {
				path = installed(b, ".", "../bluepilld")
			} else if err != nil {
				b.Skip("not installed")
			}
			dir := b.TempDir()
			for i := range field {
				write(b, filepath.Join(dir, strconv.Itoa(i)), fmt.Sprintf("#!/bin/sh\necho $$ >%s/%d.pid\nexec sleep 1000\n", dir, i), 0o755)
			}
			cmd := &exec.Cmd{Path: path, Args: append([]string{r.program}, r.prepare(b, dir)...), Dir: dir}
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
			if err := cmd.Start(); err != nil {
				b.Fatal(err)
			}
			main := func() int { return cmd.Process.Pid }
			if r.program == "bluepill" { // which has handed over to its daemon
				main = func() int { return pidIn(filepath.Join(dir, "base", "pids"), "field") }
			}
			b.Cleanup(func() {
				own := append(descend(main()), main())
				for i := range field {
					own = append(own, pidIn(dir, strconv.Itoa(i)))
				}
				cmd.Process.Kill()
				for _, pid := range slices.Compact(own) {
					if pid > 1 {
						syscall.Kill(pid, syscall.SIGKILL)
					}
				}
				cmd.Wait()
			})
			for i := range field {
				for deadline := time.Now().Add(time.Minute); pidIn(dir, strconv.Itoa(i)) == 0; time.Sleep(10 * time.Millisecond) {
					if time.Now().After(deadline) {
						b.Fatal("the processes do not come up")
					}
				}
			}
			time.Sleep(15 * time.Second)
			before, _ := cost(b, main())
			time.Sleep(10 * time.Second)
			after, kB := cost(b, main())
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(after-before)/10, "%-of-core")
			b.ReportMetric(float64(kB)/1024, "MB-resident")
			var took []float64
			for i := range 9 {
				old := pidIn(dir, strconv.Itoa(i))
				began := time.Now()
				syscall.Kill(old, syscall.SIGKILL)
				for now := old; now == old || now == 0; now = pidIn(dir, strconv.Itoa(i)) {
					nap(100 * time.Microsecond)
				}
				took = append(took, float64(time.Since(began).Microseconds())/1000)
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2], "ms-successor")
		})
	}
}

// pidIn is the pid that a process has written down; 0 if it has not yet.
func pidIn(dir, name string) int {
	data, _ := os.ReadFile(filepath.Join(dir, name+".pid"))
	pid, _ := strconv.Atoi(strings.TrimSpace(string(data)))
	return pid
}

// cost is the CPU time in ticks and the memory in kB of a supervisor, with what it
// needs beside what it runs.
func cost(b *testing.B, pid int) (used, kB int) {
	for _, p := range append([]int{pid}, descend(pid)...) {
		comm, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", p))
		if name := strings.TrimSpace(string(comm)); err != nil || name == "sleep" || name == "sh" {
			continue
		}
		used += ticks(b, p)
		kB += resident(b, p)
	}
	return used, kB
}

// descend lists all descendants of a process.
func descend(pid int) (list []int) {
	for queue := []int{pid}; len(queue) > 0; queue = queue[1:] {
		tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", queue[0]))
		for _, path := range tasks {
			data, _ := os.ReadFile(path)
			for _, word := range strings.Fields(string(data)) {
				if child, err := strconv.Atoi(word); err == nil {
					list, queue = append(list, child), append(queue, child)
				}
			}
		}
	}
	return list
}
