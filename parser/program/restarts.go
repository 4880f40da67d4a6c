package program

// This file finds commands that stop a server and start it again.

import (
	"path"
	"slices"
	"strings"
)

// messengers are programs that only tell a server to restart, and do not wait for it.
var messengers = words("apachectl apache2ctl httpd apache2 pumactl mongrel_rails monit god kill pkill killall touch echo bluepill rndc varnishadm redis-cli")

// Restarts reports whether a command stops and starts a server itself, as far as its
// words tell: service NAME restart, rake NAME:restart, or a script that is told so.
func Restarts(command []string) bool {
	u := unwrapper{words: command}
	if slices.ContainsFunc(command, joins) || !u.unwrap() {
		return false
	}
	name := withoutVersion(path.Base(u.words[0]))
	if slices.Contains(messengers, name) {
		return false
	}
	if name == "rake" || name == "rails" {
		return slices.ContainsFunc(u.words[1:], func(w string) bool { return strings.HasSuffix(w, ":restart") })
	}
	return slices.Contains(u.words[1:], "restart")
}
