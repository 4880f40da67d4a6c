//go:build !linux

// Bluepilld is the daemon of bluepill, on Linux.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "bluepilld runs on Linux only")
	os.Exit(1)
}
