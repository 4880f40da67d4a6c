package program

// This file finds what waits for the program that a command runs.

import (
	"path"
	"slices"
	"strings"
)

// Waiter returns the name of the program that a command starts, if that does nothing but
// look after another which it runs: "timeout". It is "" if there is none.
func Waiter(command []string) (name string) {
	u := unwrapper{words: command}
	for range 16 {
		if len(u.words) == 0 || u.words[0] == Hole {
			return ""
		}
		name := path.Base(u.words[0])
		if _, text := givenText(u.words); text || slices.ContainsFunc(u.words, joins) {
			return ""
		}
		if runsOthers(name, u.words[1:]) {
			return name
		}
		w := wrapperNamed(name)
		if w == nil || !u.take(w) {
			return ""
		}
		if last := u.wraps[len(u.wraps)-1]; last.stayer() {
			return name
		}
		if w.waits {
			return ""
		}
	}
	return ""
}

// runsOthers reports whether a program runs others as its children, which do the work.
func runsOthers(name string, args []string) bool {
	first := append(args, "")[0]
	switch name {
	case "foreman", "npm", "yarn":
		return first == "start" || first == "run"
	case "go":
		return first == "run"
	case "nodemon", "forever":
		return strings.HasSuffix(first, ".js")
	case "mysqld_safe":
		return true
	}
	return false
}
