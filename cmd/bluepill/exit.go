//go:build linux

package main

// The exit codes; those above 1 are Bluepill's.
const (
	exitOK         = 0
	exitFailed     = 1 // the command is wrong, or what it asked for came to nothing
	exitNoDaemon   = 2
	exitNotRoot    = 3
	exitDidNotDie  = 4 // the previous daemon did not end
	exitNotStarted = 5
	exitConfig     = 6 // the pill is refused
	exitServer     = 8 // the daemon refused
)

// exitStatuses is what they mean, for the manual and README.md.
var exitStatuses = [...]struct {
	code  int
	means string
}{
	{exitOK, "done; of check and diff: nothing is wrong, nothing would change"},
	{exitFailed, "the command line is wrong; a file, a target or the daemon is not there; a start failed; the pill raises an exception; " +
		"of check and diff: something is wrong, something would change"},
	{exitNoDaemon, "the command needs a daemon, and none is running"},
	{exitNotRoot, "not root, and without --no-privileged"},
	{exitDidNotDie, "the previous daemon did not end in time"},
	{exitNotStarted, "the daemon could not begin"},
	{exitConfig, "the pill is refused: Bluepill refuses it too, or something in it cannot be known, or would make a daemon fail later"},
	{exitServer, "the daemon refused the request"},
}

// exitDiffers is where Bluepill has another code, which hides a failure; "" where
// it has none. README.md shows it.
var exitDiffers = [...]struct {
	situation, theirs string
	here              int
	more              string
}{
	{"`load` of a file that is not there", "0", exitFailed, ""},
	{"`start`, `stop`, `restart`, `unmonitor`, `status` of a target that is not there", "0", exitFailed, ""},
	{"`start`, `restart`, where the command cannot be run or fails", "0", exitFailed, ", and why on standard error"},
	{"`load`, where the daemon cannot begin", "0; 1 if it cannot open its log", exitNotStarted, ""},
	{"`load` of a pill that cannot be known", "", exitConfig, ""},
}
