//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"

	"github.com/pilllint/pilllint/supervisor"
)

// start puts a daemon in the place of the one that runs, if there is one. Its
// processes go on meanwhile, and are taken over.
func (p *program) start(plan *supervisor.Plan) int {
	if pid, alive := daemonIn(plan.BaseDir, plan.App); alive {
		fmt.Fprintf(p.stdout, "Killing previous bluepilld[%d]\n", pid)
		if !supervisor.EndDaemon(plan.BaseDir, plan.App, pid, syscall.SIGINT, plan.KillTimeout) {
			return p.fail(exitDidNotDie, "Previous bluepilld[%d] didn't die", pid)
		}
	}
	if plan.Foreground {
		return p.foreground(plan)
	}
	if err := launch(plan); err != nil {
		return p.fail(exitNotStarted, "Failed to start bluepill:\n%s", err)
	}
	return exitOK
}

// foreground runs the daemon in this process.
func (p *program) foreground(plan *supervisor.Plan) int {
	d, err := supervisor.NewDaemon(plan, p.stdout)
	if err == nil {
		err = d.Run()
	}
	if err != nil {
		return p.fail(exitNotStarted, "Failed to start bluepill:\n%s", err)
	}
	fmt.Fprintln(p.stdout, "Terminating...")
	return exitOK
}

// The descriptors by which a daemon gets its plan, and tells how it fares.
const (
	planFD   = 3
	statusFD = 4
)

// launch starts a daemon in the background and waits until it is ready.
func launch(plan *supervisor.Plan) error {
	planRead, planWrite, err := os.Pipe()
	if err != nil {
		return err
	}
	statusRead, statusWrite, err := os.Pipe()
	if err != nil {
		return err
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	child, err := os.StartProcess("/proc/self/exe", []string{supervisor.DaemonTitle + plan.App}, &os.ProcAttr{
		Dir: "/", Env: os.Environ(), Files: []*os.File{null, null, null, planRead, statusWrite},
		Sys: &syscall.SysProcAttr{Setsid: true},
	})
	planRead.Close()
	statusWrite.Close()
	if err != nil {
		return err
	}
	if err := json.NewEncoder(planWrite).Encode(plan); err != nil {
		return err
	}
	planWrite.Close()
	answer, err := io.ReadAll(io.LimitReader(statusRead, 1<<16))
	if err == nil && string(answer) == ready {
		return child.Release()
	}
	child.Wait()
	if message := strings.TrimSpace(string(answer)); message != "" {
		return fmt.Errorf("%s", message)
	}
	return fmt.Errorf("the daemon has ended at once")
}

// ready is what a daemon says that has begun.
const ready = "ready\n"

// daemon is the program that launch starts.
func daemon() int {
	status := os.NewFile(statusFD, "status")
	plan := &supervisor.Plan{}
	file := os.NewFile(planFD, "plan")
	err := json.NewDecoder(file).Decode(plan)
	file.Close()
	var d *supervisor.Daemon
	if err == nil {
		supervisor.KeepToItself()
		d, err = supervisor.NewDaemon(plan, nil)
	}
	if err != nil {
		fmt.Fprintln(status, err)
		return exitNotStarted
	}
	io.WriteString(status, ready)
	status.Close()
	if err := d.Run(); err != nil {
		return exitNotStarted
	}
	return exitOK
}
