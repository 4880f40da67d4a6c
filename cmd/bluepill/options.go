//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

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
	timeout    int
	attempts   int
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
	f.BoolVar(&o.watchIt, "watch", false, "")
	f.BoolVar(&o.dryRun, "dry-run", false, "")
	size := f.String("rotate-size", "", "")
	age := f.String("rotate-age", "", "")
	f.IntVar(&o.rotation.Keep, "rotate-keep", 5, "")
	f.BoolVar(&o.rotation.Compress, "rotate-compress", false, "")
	f.IntVar(&o.pidsMax, "pids-max", 0, "")
	f.BoolVarP(&o.help, "help", "h", false, "")
	if err := f.Parse(unabbreviated(f, args)); err != nil {
		return nil, inRuby(err, args)
	}
	if o.rotation.Size, err = amount(*size, sizes); err != nil {
		return nil, fmt.Errorf("invalid argument: --rotate-size %s", *size)
	}
	seconds, err := amount(*age, ages)
	if err != nil {
		return nil, fmt.Errorf("invalid argument: --rotate-age %s", *age)
	}
	if o.rotation.Keep < 0 || o.rotation.Keep > maxKept {
		return nil, fmt.Errorf("invalid argument: --rotate-keep %d", o.rotation.Keep)
	}
	if o.pidsMax < 0 {
		return nil, fmt.Errorf("invalid argument: --pids-max %d", o.pidsMax)
	}
	o.rotation.Age = time.Duration(seconds) * time.Second
	if *no {
		o.privileged = false
	}
	if o.baseDir, err = filepath.Abs(o.baseDir); err != nil {
		return nil, err
	}
	return f.Args(), nil
}

// maxKept is how many old files can be kept at most.
const maxKept = 1000

// The units of sizes in bytes, and of ages in seconds.
var (
	sizes = map[string]int64{"": 1, "k": 1 << 10, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
	ages  = map[string]int64{"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
)

// amount is a whole number with a unit; none is 0.
func amount(text string, units map[string]int64) (int64, error) {
	if text == "" {
		return 0, nil
	}
	digits := strings.TrimRight(text, "kKMGsmhdw")
	unit, ok := units[text[len(digits):]]
	n, err := strconv.ParseUint(digits, 10, 31)
	if !ok || err != nil || n == 0 {
		return 0, errors.New("no such amount")
	}
	return int64(n) * unit, nil
}

// unabbreviated spells out long options, of which Ruby demands only as much as
// tells them apart. What Bluepill does not have has to be written in full.
func unabbreviated(f *pflag.FlagSet, args []string) []string {
	args = slices.Clone(args)
	for i, arg := range args {
		if arg == "--" {
			break
		}
		name, value, set := strings.Cut(strings.TrimPrefix(arg, "--"), "=")
		if !strings.HasPrefix(arg, "--") || f.Lookup(name) != nil {
			continue
		}
		var fits []string
		for _, full := range []string{"logfile", "base-dir", "version", "privileged", "no-privileged", "timeout", "attempts", "help"} {
			if strings.HasPrefix(full, name) {
				fits = append(fits, full)
			}
		}
		if len(fits) == 1 {
			args[i] = "--" + fits[0]
			if set {
				args[i] += "=" + value
			}
		}
	}
	return args
}

// inRuby puts an error into the words of Ruby's OptionParser.
func inRuby(err error, args []string) error {
	spelled := func(f *pflag.Flag) string {
		if short := "-" + f.Shorthand; slices.ContainsFunc(args, func(a string) bool { return f.Shorthand != "" && strings.HasPrefix(a, short) }) {
			return short
		}
		return "--" + f.Name
	}
	var unknown *pflag.NotExistError
	var needs *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return errors.New("invalid option: -" + unknown.GetSpecifiedName())
	case errors.As(err, &unknown):
		return errors.New("invalid option: --" + unknown.GetSpecifiedName())
	case errors.As(err, &needs):
		return errors.New("missing argument: " + spelled(needs.GetFlag()))
	case errors.As(err, &invalid):
		return errors.New("invalid argument: " + spelled(invalid.GetFlag()) + " " + invalid.GetValue())
	}
	return err
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

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
        --dry-run                    Only tell what load would do
        --rotate-size SIZE           load: put outputs and the log aside from this size on, such as 10M
        --rotate-age AGE             load: and from this age on, such as 7d
        --rotate-keep COUNT          load: how many old ones to keep. Defaults to 5.
        --rotate-compress            load: compress them
        --pids-max COUNT             load: how many processes each may come to with all that it starts,
                                     where control groups (version 2) are left to bluepill
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
    diff CONFIG_FILE		Tells what loading a config file would change; exit code 1 if anything

See http://github.com/bluepill-rb/bluepill#readme
`, defaultLogFile, defaultBase(root), name)
}
