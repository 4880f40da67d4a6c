package rules

// This file knows the signals that a process can be sent.

import (
	"slices"
	"strings"
)

// signalNames are the signals of Linux that Ruby 3.1's Process.kill knows, in
// lower case and without "sig".
var signalNames = strings.Fields(`abrt alrm bus chld cld cont exit fpe hup ill int io iot kill pipe poll prof pwr quit
	segv stop sys term trap tstp ttin ttou urg usr1 usr2 vtalrm winch xcpu xfsz`)

// signalNumbers are the signals that people know by number.
var signalNumbers = map[int]string{
	1: "hup", 2: "int", 3: "quit", 6: "abrt", 9: "kill", 10: "usr1", 12: "usr2", 15: "term", 18: "cont", 19: "stop",
	21: "ttin", 28: "winch",
}

// isSignal reports whether a name, in lower case, is a signal's.
func isSignal(name string) bool { return slices.Contains(signalNames, strings.TrimPrefix(name, "sig")) }
