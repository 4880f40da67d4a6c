// Pilllint finds mistakes in pills, the configuration files of Bluepill.
//
// main is one line; run is the program, and tests call it. One table (table.go)
// says which subcommands and flags there are, and both reading arguments and
// the help text come from it.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
