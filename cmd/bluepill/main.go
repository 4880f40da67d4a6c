//go:build linux

// Bluepill keeps the processes of pills running. It is a drop-in for the Ruby
// command of that name: the same pills, the same commands, the same texts. What
// differs on purpose is in README.md.
package main

import (
	"os"
	"os/exec"
	"strings"

	"github.com/pilllint/pilllint/supervisor"
)

func main() {
	// The daemon is this program too, and knows that by its name.
	if app, ok := strings.CutPrefix(os.Args[0], supervisor.DaemonTitle); ok && app != "" {
		os.Exit(daemon())
	}
	name := os.Args[0]
	if path, err := exec.LookPath(name); err == nil {
		name = path
	}
	p := &program{stdout: os.Stdout, stderr: os.Stderr, name: name, root: os.Geteuid() == 0}
	os.Exit(p.run(os.Args[1:]))
}
