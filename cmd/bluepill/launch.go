//go:build linux

package main

import (
	"fmt"
	"syscall"

	"github.com/pilllint/pilllint/supervisor"
)

// start puts a daemon in the place of the one that runs, if there is one. Its
// processes go on meanwhile, and are taken over.
func (p *program) start(plan *supervisor.Plan) int {
	if err := supervisor.Prepare(plan); err != nil {
		return p.notStarted(err)
	}
	if pid, alive := daemonIn(plan.BaseDir, plan.App); alive {
		fmt.Fprintf(p.stdout, "Killing previous bluepilld[%d]\n", pid)
		if !supervisor.EndDaemon(plan.BaseDir, plan.App, pid, syscall.SIGINT, plan.KillTimeout) {
			return p.fail(exitDidNotDie, "Previous bluepilld[%d] didn't die", pid)
		}
	}
	if plan.Foreground {
		return p.foreground(plan)
	}
	if err := supervisor.Launch(plan); err != nil {
		return p.notStarted(err)
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
		return p.notStarted(err)
	}
	fmt.Fprintln(p.stdout, "Terminating...")
	return exitOK
}

func (p *program) notStarted(err error) int {
	return p.fail(exitNotStarted, "Failed to start bluepill:\n%s", err)
}
