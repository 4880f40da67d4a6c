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

// crashes are the signals of a program that has crashed, but for QUIT, which many
// take for a wish: what does not handle them ends, and may leave a core dump.
var crashes = strings.Fields("abrt iot segv bus ill fpe sys trap")

// isSignal reports whether a name, in lower case, is a signal's.
func isSignal(name string) bool { return slices.Contains(signalNames, strings.TrimPrefix(name, "sig")) }
