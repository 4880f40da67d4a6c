//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// version is the Bluepill whose commands and pills are understood; scripts ask
// for it.
const version = "0.1.3"

// options are the values of all flags.
type options struct {
	logFile    string
	baseDir    string
	privileged bool
	json       bool
	dryRun     bool
	watchIt    bool
	rotation   supervisor.Rotation
	pidsMax    int
	help       bool
	version    bool
}

const defaultLogFile = "/var/log/bluepill.log"

// defaultBase is the base directory if none is given.
func defaultBase(root bool) string {
	if dir := os.Getenv("BLUEPILL_BASE_DIR"); dir != "" {
		return dir
	}
	if !root {
		return filepath.Join(os.Getenv("HOME"), ".bluepill")
	}
	return "/var/run/bluepill"
}

// parse takes the flags out of the arguments; they may stand anywhere.
func (o *options) parse(args []string, root bool) (rest []string, err error) {
	o.logFile, o.baseDir, o.privileged, o.rotation.Keep = defaultLogFile, defaultBase(root), true, defaultKept
	rest, err = parseFlags(o.flags(), args)
	if err != nil {
		return nil, err
	}
	if o.baseDir, err = filepath.Abs(o.baseDir); err != nil {
		return nil, err
	}
	return rest, nil
}

// flags are all that there are, with what they do.
func (o *options) flags() []*rubyFlag {
	ignored := rubyInteger.MatchString // as by Bluepill, which waits for as long as it takes
	return []*rubyFlag{
		{short: "l", long: "logfile", value: text(&o.logFile)},
		{short: "c", long: "base-dir", value: text(&o.baseDir)},
		{short: "v", long: "version", set: on(&o.version, true), last: true},
		{long: "privileged", set: on(&o.privileged, true)},
		{long: "no-privileged", set: on(&o.privileged, false)},
		{short: "t", long: "timeout", value: ignored},
		{long: "attempts", value: ignored},
		{short: "h", long: "help", set: on(&o.help, true), last: true},
		{long: "json", added: true, set: on(&o.json, true)},
		{long: "watch", added: true, set: on(&o.watchIt, true)},
		{long: "dry-run", added: true, set: on(&o.dryRun, true)},
		{long: "rotate-size", added: true, value: func(s string) (ok bool) {
			o.rotation.Size, ok = amount(s, sizes)
			return ok
		}},
		{long: "rotate-age", added: true, value: func(s string) bool {
			n, ok := amount(s, ages)
			o.rotation.Age = time.Duration(n) * time.Second
			return ok
		}},
		{long: "rotate-keep", added: true, value: func(s string) bool { return count(s, &o.rotation.Keep, maxKept) }},
		{long: "rotate-compress", added: true, set: on(&o.rotation.Compress, true)},
		{long: "pids-max", added: true, value: func(s string) bool { return count(s, &o.pidsMax, maxPids) }},
	}
}

const (
	// defaultKept and maxKept are how many old files are kept, and can be at most.
	defaultKept = 5
	maxKept     = 1000
	// maxPids is as many processes as a kernel can have.
	maxPids = 1 << 22
)

// count reads a number from 0 to limit.
func count(text string, into *int, limit int) bool {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > limit {
		return false
	}
	*into = n
	return true
}

// The units of sizes in bytes, and of ages in seconds.
var (
	sizes = map[string]int64{"": 1, "k": 1 << 10, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
	ages  = map[string]int64{"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
)

// amount is a whole number above 0 with a unit.
func amount(text string, units map[string]int64) (n int64, ok bool) {
	digits := strings.TrimRight(text, "kKMGsmhdw")
	unit, ok := units[text[len(digits):]]
	number, err := strconv.ParseUint(digits, 10, 31)
	if !ok || err != nil || number == 0 {
		return 0, false
	}
	return int64(number) * unit, true
}

// usage is the text of --help. What Bluepill says of itself is in it.
func usage(name string, root bool) string {
	return fmt.Sprintf(`Usage: bluepill [app] cmd [options]
    -l, --logfile LOGFILE            Path to logfile, defaults to %s
    -c, --base-dir DIR               Directory to store bluepill socket and pid files, defaults to %s
    -v, --version
        --[no-]privileged            Allow/disallow to run %s as non-privileged process. disallowed by default
    -t, --timeout Seconds            Timeout for commands sent to the daemon, in seconds. Defaults to 10.
        --attempts Count             Attempts for commands sent to the daemon, in seconds. Defaults to 1.
        --json                       Write status and events as JSON
        --watch                      Show the status on a screen, with keys to act
        --dry-run                    Only say what load would do
        --rotate-size SIZE           load: rotate outputs and the log at this size, such as 10M
        --rotate-age AGE             load: rotate them at this age, such as 7d
        --rotate-keep COUNT          load: how many rotated files to keep. Defaults to 5.
        --rotate-compress            load: compress rotated files
        --pids-max COUNT             load: how many processes each may have, with all that it starts
                                     (needs control groups, version 2)
    -h, --help                       Show this message

Commands:
    load CONFIG_FILE		Loads new instance of bluepill using the specified config file
    status			Lists the status of the proceses for the specified app
    start [TARGET]		Issues the start command for the target process or group, defaults to all processes
    stop [TARGET]		Issues the stop command for the target process or group, defaults to all processes
    restart [TARGET]		Issues the restart command for the target process or group, defaults to all processes
    unmonitor [TARGET]		Stop monitoring target process or group, defaults to all processes
    log [TARGET]		Show the log for the specified process or group, defaults to all for app
    quit			Stop bluepill
    reload			Loads the config file of the running app again
    events [TARGET]		Lists what has happened to the target process or group, oldest first
    metrics			Prints the state of all processes for Prometheus
    check CONFIG_FILE		Shows what is wrong with a config file, without running it
    diff CONFIG_FILE		Shows what loading a config file would change; exit code 1 if anything

See http://github.com/bluepill-rb/bluepill#readme
`, defaultLogFile, defaultBase(root), name)
}
