//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
)

// version is the Bluepill whose commands and pills are understood; scripts ask
// for it.
const version = "0.1.3"

// options are the values of all flags.
type options struct {
	logFile    string
	baseDir    string
	privileged bool
	timeout    int
	attempts   int
	json       bool
	dryRun     bool
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
	f := pflag.NewFlagSet("bluepill", pflag.ContinueOnError)
	f.SetOutput(discard{})
	f.StringVarP(&o.logFile, "logfile", "l", defaultLogFile, "")
	f.StringVarP(&o.baseDir, "base-dir", "c", defaultBase(root), "")
	f.BoolVarP(&o.version, "version", "v", false, "")
	f.BoolVar(&o.privileged, "privileged", true, "")
	no := f.Bool("no-privileged", false, "")
	f.IntVarP(&o.timeout, "timeout", "t", 10, "")
	f.IntVar(&o.attempts, "attempts", 1, "")
	f.BoolVar(&o.json, "json", false, "")
	f.BoolVar(&o.dryRun, "dry-run", false, "")
	f.BoolVarP(&o.help, "help", "h", false, "")
	if err := f.Parse(args); err != nil {
		return nil, errors.New("invalid option: " + strings.TrimPrefix(err.Error(), "unknown "))
	}
	if *no {
		o.privileged = false
	}
	if o.baseDir, err = filepath.Abs(o.baseDir); err != nil {
		return nil, err
	}
	return f.Args(), nil
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// usage is the text of --help. Its first part is Bluepill's.
func usage(root bool) string {
	return fmt.Sprintf(`Usage: bluepill [app] cmd [options]
    -l, --logfile LOGFILE            Path to logfile, defaults to %s
    -c, --base-dir DIR               Directory to store bluepill socket and pid files, defaults to %s
    -v, --version
        --[no-]privileged            Allow/disallow to run bluepill as non-privileged process. disallowed by default
    -t, --timeout Seconds            Timeout for commands sent to the daemon, in seconds. Defaults to 10.
        --attempts Count             Attempts for commands sent to the daemon, in seconds. Defaults to 1.
        --json                       Write status and events as JSON
        --dry-run                    Only tell what load would do
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
    metrics			Writes the state of all processes for Prometheus
    check CONFIG_FILE		Tells what is wrong with a config file, without running it
`, defaultLogFile, defaultBase(root))
}
