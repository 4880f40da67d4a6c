//go:build !linux

// Bluepill keeps the processes of pills running, on Linux.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "bluepilld runs on Linux only")
	os.Exit(1)
}
