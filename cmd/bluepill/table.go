//go:build linux

package main

// This file is the table of commands and flags. What is parsed, the usage, the
// completion and the manual page come from it.

import (
	"strconv"
	"time"
)

// A command is what bluepill can be told to do.
type command struct {
	name  string
	args  string // what follows it
	tacit bool   // the usage does not show args, as Bluepill's does not
	added bool   // Bluepill does not have it
	file  bool   // it reads a pill; the others ask the daemon of an application
	usage string // its line in the usage; Bluepill's own are word for word
	text  string // what the manual says
	run   func(p *program, app, arg string) int
}

// commands are all that there are, in the order of the usage.
func commands() []*command {
	read := func(name string) func(*program, string, string) int {
		return func(p *program, _, path string) int { return p.readPill(name, path) }
	}
	send := func(name string) func(*program, string, string) int {
		return func(p *program, app, target string) int { return p.send(app, name, target) }
	}
	return []*command{
		{
			name: "load", args: "CONFIG_FILE", file: true,
			usage: "Loads new instance of bluepill using the specified config file",
			text: "Reads a pill and starts a daemon for each application in it. A daemon of that application that runs already is ended first, " +
				"even if it is Ruby's. Its processes go on, and the new daemon takes them over. What else is in the pill is started, unless auto_start is false. " +
				"The command returns when the daemon is ready; status shows when the processes are up. If the pill sets foreground, the command itself is the daemon.",
			run: read("load"),
		},
		{
			name: "status", args: "[TARGET]", tacit: true,
			usage: "Lists the status of the proceses for the specified app",
			text:  "Prints the pid and the state of each process. For a single process, the last ten events follow.",
			run:   (*program).status,
		},
		{
			name: "start", args: "[TARGET]",
			usage: "Issues the start command for the target process or group, defaults to all processes",
			text: "Starts processes and watches them. One that runs is not started again, but is watched. " +
				"The command returns when the start commands have been run, and tells of those that failed.",
			run: send("start"),
		},
		{
			name: "stop", args: "[TARGET]",
			usage: "Issues the stop command for the target process or group, defaults to all processes",
			text: "Stops processes and watches them no longer. The command waits for a stop_command, but not for the processes to end: " +
				"the daemon sends the other signals later.",
			run: send("stop"),
		},
		{
			name: "restart", args: "[TARGET]",
			usage: "Issues the restart command for the target process or group, defaults to all processes",
			text: "Runs the restart_command. If there is none, it stops each process and starts it again when the old one has ended. " +
				"The command does not wait for more than a second for the old one to end.",
			run: send("restart"),
		},
		{
			name: "unmonitor", args: "[TARGET]",
			usage: "Stop monitoring target process or group, defaults to all processes",
			text:  "Watches processes no longer. They go on running.",
			run:   send("unmonitor"),
		},
		{
			name: "log", args: "[TARGET]",
			usage: "Show the log for the specified process or group, defaults to all for app",
			text:  "Follows the log with tail and grep, until it is interrupted.",
			run:   (*program).log,
		},
		{
			name:  "quit",
			usage: "Stop bluepill",
			text:  "Ends the daemon. The processes go on, and the next load takes them over.",
			run:   func(p *program, app, _ string) int { return p.quit(app) },
		},
		{
			name: "reload", added: true,
			usage: "Loads the config file of the running app again",
			text:  "Loads the file of the running application again. Rotation and --pids-max stay as they were, unless they are given anew.",
			run:   func(p *program, app, _ string) int { return p.reload(app) },
		},
		{
			name: "events", args: "[TARGET]", added: true,
			usage: "Lists what has happened to the target process or group, oldest first",
			text: "Lists starts, signals, how processes ended, commands and what checks have set off. The daemon remembers the last thousand of " +
				"all its processes.",
			run: (*program).events,
		},
		{
			name: "metrics", added: true,
			usage: "Prints the state of all processes for Prometheus",
			text:  "Prints in the text format of Prometheus whether each process runs and is watched, and its uptime, memory and cpu time.",
			run:   func(p *program, app, _ string) int { return p.metrics(app) },
		},
		{
			name: "check", args: "CONFIG_FILE", added: true, file: true,
			usage: "Shows what is wrong with a config file, without running it",
			text:  "Prints the errors in a pill, and why load would refuse it. It starts nothing.",
			run:   read("check"),
		},
		{
			name: "diff", args: "CONFIG_FILE", added: true, file: true,
			usage: "Shows what loading a config file would change; exit code 1 if anything",
			text:  "Prints which processes a load would start, keep and leave, with their pids, and which of their settings would change, as load --dry-run does.",
			run:   read("diff"),
		},
	}
}

// find returns the command of that name; nil if there is none.
func find(name string) *command {
	for _, c := range commands() {
		if c.name == name {
			return c
		}
	}
	return nil
}

const (
	defaultLogFile = "/var/log/bluepill.log"
	// defaultKept and maxKept are how many old files are kept, and can be at most.
	defaultKept = 5
	maxKept     = 1000
	// maxPids is as many processes as a kernel can have.
	maxPids = 1 << 22
)

// A unit is a letter behind a number, which may be missing.
type unit struct {
	letter string
	is     int64
	means  string
}

// sizes and ages are the units of bytes and of seconds.
var (
	sizes = []unit{{"", 1, "bytes"}, {"k", 1 << 10, "KiB"}, {"K", 1 << 10, "KiB"}, {"M", 1 << 20, "MiB"}, {"G", 1 << 30, "GiB"}}
	ages  = []unit{{"", 1, "seconds"}, {"s", 1, "seconds"}, {"m", 60, "minutes"}, {"h", 3600, "hours"}, {"d", 86400, "days"}, {"w", 7 * 86400, "weeks"}}
)

// flags are all that there are, in the order of the usage.
func (p *program) flags() []*rubyFlag {
	ignored := rubyInteger.MatchString // as by Bluepill, which waits for as long as it takes
	return []*rubyFlag{
		{
			short: "l", long: "logfile", arg: "LOGFILE", path: true, value: text(&p.logFile), preset: defaultLogFile,
			usage: "Path to logfile, defaults to " + defaultLogFile,
			text:  "What the command log shows if the daemon writes to syslog. Nothing else uses it: log_file in the pill says where the daemon writes.",
		},
		{
			short: "c", long: "base-dir", arg: "DIR", path: true, value: text(&p.baseDir),
			preset: "BLUEPILL_BASE_DIR; without that " + rootBase + " for root, and " + userBase + " in their home for others",
			usage:  "Directory to store bluepill socket and pid files, defaults to " + defaultBase(p.root),
			text:   "The base directory. All commands for one daemon need the same one.",
		},
		{
			short: "v", long: "version", set: on(&p.version, true), last: true,
			text: "Print which version of Bluepill this stands for, " + version + ".",
		},
		{
			long: "privileged", set: on(&p.privileged, true), unset: on(&p.privileged, false),
			usage: "Allow/disallow to run " + p.name + " as non-privileged process. disallowed by default",
			text:  "Users other than root have to give --no-privileged.",
		},
		{
			short: "t", long: "timeout", arg: "Seconds", value: ignored,
			usage: "Timeout for commands sent to the daemon, in seconds. Defaults to 10.",
			text:  "Has no effect, as in Bluepill. Commands wait for an answer for up to five minutes.",
		},
		{
			long: "attempts", arg: "Count", value: ignored,
			usage: "Attempts for commands sent to the daemon, in seconds. Defaults to 1.",
			text:  "Has no effect, as in Bluepill.",
		},
		{
			long: "json", added: true, set: on(&p.json, true),
			usage: "Write status and events as JSON",
			text:  "For status and events: write JSON.",
		},
		{
			long: "watch", added: true, set: on(&p.watchIt, true),
			usage: "Show the status on a screen, with keys to act",
			text:  "For status: show a live screen of all processes, with cpu, memory and events. Keys start, stop, restart and unmonitor the chosen process.",
		},
		{
			long: "dry-run", added: true, set: on(&p.dryRun, true),
			usage: "Only say what load would do",
			text:  "For load and reload: only say what would be started, kept, left and changed.",
		},
		{
			long: "rotate-size", arg: "SIZE", added: true, units: sizes, value: amount(sizes, func(n int64) { p.rotation.Size = n }),
			usage: "load: rotate outputs and the log at this size, such as 10M",
			text: "For load and reload: rotate the log, and the files that processes write to by stdout and stderr, when they have this size. " +
				"FILE becomes FILE.1. It is copied and emptied, so that processes can go on writing.",
		},
		{
			long: "rotate-age", arg: "AGE", added: true, units: ages, value: amount(ages, func(n int64) { p.rotation.Age = time.Duration(n) * time.Second }),
			usage: "load: rotate them at this age, such as 7d",
			text:  "For load and reload: rotate these files when this time has passed since they were made or last rotated.",
		},
		{
			long: "rotate-keep", arg: "COUNT", added: true, most: maxKept, value: count(&p.rotation.Keep, maxKept), preset: strconv.Itoa(defaultKept),
			usage: "load: how many rotated files to keep. Defaults to " + strconv.Itoa(defaultKept) + ".",
			text:  "For load and reload: how many rotated files to keep. With 0 they are only emptied.",
		},
		{
			long: "rotate-compress", added: true, set: on(&p.rotation.Compress, true),
			usage: "load: compress rotated files",
			text:  "For load and reload: compress rotated files with gzip.",
		},
		{
			long: "pids-max", arg: "COUNT", added: true, most: maxPids, value: count(&p.pidsMax, maxPids),
			usage: "load: how many processes each may have, with all that it starts\n(needs control groups, version 2)",
			text: "For load and reload: limit each process with daemonize to so many processes, with all that it starts. 0 is no limit. This needs control groups " +
				"(version 2) with the controller pids, as in a systemd unit with Delegate=yes. If they are missing, the log says so and there is no limit.",
		},
		{
			short: "h", long: "help", set: on(&p.help, true), last: true,
			usage: "Show this message",
			text:  "Print a summary of commands and flags. So does bluepill without arguments.",
		},
	}
}

// names are those of the commands for which something holds.
func names(holds func(*command) bool) (list []string) {
	for _, c := range commands() {
		if holds(c) {
			list = append(list, c.name)
		}
	}
	return list
}
