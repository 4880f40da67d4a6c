// Pilllint finds mistakes in pills, the configuration files of Bluepill.
//
// main sets the collector up and calls run, which is the program and which tests
// call. One table (table.go) says which subcommands and flags there are, and both
// reading arguments and the help text come from it.
package main

import (
	"os"
	"runtime/debug"

	"github.com/pilllint/pilllint/cmd/internal/verify"
)

// What is made of one pill is garbage when the next is read, and a run is
// short: collecting less often costs some memory, up to a bound, and saves a
// good part of the time.
const (
	gcPercent   = 400
	memoryBound = 128 << 20 // bytes; near it, garbage is collected as often as it takes
)

func main() {
	verify.Main()
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(memoryBound)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
