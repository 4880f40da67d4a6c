//go:build linux

// Bluepill keeps the processes of pills running. It is a drop-in for the Ruby
// command of that name: the same pills, the same commands, the same texts. What
// differs on purpose is in README.md.
package main

import (
	"os"
	"os/exec"

	"github.com/pilllint/pilllint/supervisor"
)

func main() {
	// Where bluepilld is not installed, the daemon is this program too.
	if supervisor.IsLaunched() {
		if !supervisor.Launched() {
			os.Exit(exitNotStarted)
		}
		os.Exit(exitOK)
	}
	name := os.Args[0]
	if path, err := exec.LookPath(name); err == nil {
		name = path
	}
	p := &program{stdout: os.Stdout, stderr: os.Stderr, name: name, root: os.Geteuid() == 0}
	os.Exit(p.run(os.Args[1:]))
}
