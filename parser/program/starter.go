package program

// This file knows the options of start-stop-daemon.

import (
	"slices"
	"strings"
)

// starterOptions are the long options that start-stop-daemon has on Debian, or on systems
// with OpenRC or BusyBox. An option may be cut short.
var starterOptions = words(`--start --stop --status --help --version --pid --ppid --pidfile --exec --name --user --group --chuid --signal
	--startas --chroot --chdir --nicelevel --procsched --iosched --umask --background --notify-await --notify-timeout --no-close --output
	--make-pidfile --remove-pidfile --retry --test --oknodo --quiet --verbose --arg0 --args --env --ionice --wait --interpreted --stdout
	--stderr --stdout-logger --stderr-logger --progress --capabilities --secbits --no-new-privs --scheduler --scheduler-priority
	--oom-score-adj --userstate --nocolor --notify --foreground`)

// UnknownToStarter returns an option among the arguments of start-stop-daemon that it does
// not have; "" if it has all that stand before --, or that cannot be told.
func UnknownToStarter(args []string) (word string) {
	a := arguments{Program: named("start-stop-daemon")}
	for i := 0; i < len(args); i++ {
		w := args[i]
		if w == "--" || w == Hole || strings.HasPrefix(w, "-") && strings.Contains(w, Hole) || joins(w) {
			return ""
		}
		name, _, _ := strings.Cut(w, "=")
		if len(name) > 2 && strings.HasPrefix(name, "--") {
			if !slices.ContainsFunc(starterOptions, func(o string) bool { return strings.HasPrefix(o, name) }) {
				return w
			}
		}
		_, wide := a.kindOf(w)
		i += wide
	}
	return ""
}
