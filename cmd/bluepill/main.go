//go:build linux

// Bluepill keeps the processes of pills running. It is a drop-in for the Ruby
// command of that name: the same pills, the same commands, the same texts. What
// differs on purpose is in README.md.
package main

import (
	"os"
	"os/exec"
	"strings"
)

func main() {
	if app, ok := strings.CutPrefix(os.Args[0], daemonTitle); ok && app != "" {
		os.Exit(daemon())
	}
	name := os.Args[0]
	if path, err := exec.LookPath(name); err == nil {
		name = path
	}
	p := &program{stdout: os.Stdout, stderr: os.Stderr, name: name, root: os.Geteuid() == 0}
	os.Exit(p.run(os.Args[1:]))
}

// daemonTitle begins the name under which the daemon is shown, by which it also
// knows what it is.
const daemonTitle = "bluepilld: "
