//go:build linux

// Bluepilld is the daemon of bluepill, which launches it if it stands beside it.
// It holds nothing of what reads pills, and so needs less memory.
package main

import (
	"fmt"
	"os"

	"github.com/pilllint/pilllint/supervisor"
)

func main() {
	if !supervisor.IsLaunched() {
		fmt.Fprintln(os.Stderr, "bluepilld is launched by bluepill: bluepill load FILE")
		os.Exit(2)
	}
	if !supervisor.Launched() {
		os.Exit(5)
	}
}
