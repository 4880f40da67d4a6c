package migrate

// This file writes how a unit is stopped.

import (
	"slices"
	"strconv"
	"strings"
)

// margin is how many seconds later than planned systemd cuts off a sequence.
const margin = 5

// stop writes how the process is stopped. One signal is systemd's own way; more
// need a script: systemd knows no second delay, is up to a quarter of a second
// late with the first, and has a unit fail that it had to kill.
func (u *unit) stop() {
	steps := u.Stop.Steps
	mode := "mixed"
	if u.Stop.Group {
		mode = "control-group"
	}
	name := "stop_signals"
	if u.Lines["stop_command"] > 0 {
		name = "stop_command"
	}
	u.from(name)
	switch {
	case u.Stop.Command != nil:
		u.set("ExecStop", "-"+u.execLine(u.Stop.Command.Words, false))
		if !u.Stop.Group {
			u.set("ExecStop", "-"+u.helper("stop")+" 0 "+strconv.Itoa(u.Stop.Timeout))
		}
		u.set("KillSignal", "SIGTERM")
		u.set("TimeoutStopSec", strconv.Itoa(u.Stop.Timeout+1))
	case len(steps) == 1 && steps[0].Signal != "0":
		u.set("KillSignal", signal(steps[0].Signal))
		u.set("TimeoutStopSec", strconv.Itoa(max(u.Stop.Timeout, 1)))
	default:
		u.sequence(steps)
	}
	u.set("KillMode", mode)
	if clean := ownSignals(steps); len(clean) > 0 {
		u.set("SuccessExitStatus", strings.Join(clean, " "))
	}
}

// sequence has the script send a list of signals.
func (u *unit) sequence(steps []Step) {
	var words []string
	total := 0
	for i, s := range steps {
		words = append(words, strings.TrimPrefix(signal(s.Signal), "SIG"))
		wait := s.Wait
		if i == len(steps)-1 {
			if s.Signal == "kill" {
				break
			}
			wait = u.Stop.Timeout
		}
		words = append(words, strconv.Itoa(wait))
		total += wait
	}
	u.set("ExecStop", "-"+u.helper("stop")+" "+quoteWords(words))
	u.set("TimeoutStopSec", strconv.Itoa(total+margin))
	last := "SIGKILL" // nothing is left that anybody waits for
	if u.Stop.Group {
		last = "SIGTERM"
	}
	u.set("KillSignal", last)
}

// signal is systemd's word for a signal.
func signal(name string) string {
	switch name {
	case "0":
		return "0"
	case "iot":
		name = "abrt"
	case "poll":
		name = "io"
	}
	return "SIG" + strings.ToUpper(name)
}

// ownSignals are the signals of a sequence by which a process may end without
// having failed, but for those that systemd takes so anyway.
func ownSignals(steps []Step) (names []string) {
	for _, s := range steps {
		if n := signal(s.Signal); s.Signal != "0" && !slices.Contains([]string{"SIGHUP", "SIGINT", "SIGTERM", "SIGPIPE"}, n) && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}
