package program

// This file tells how long a command waits for a process to end that it stops.

import (
	"slices"
	"strings"
)

// FindPatience returns the program of a command that sends a process TERM and kills
// it some seconds later, if nothing there says how many: sidekiqctl stop FILE.
func FindPatience(command []string) (name string, seconds int, ok bool) {
	command, ok = From(command, func(n string) bool { c := known(n).Commands; return c != nil && c.Patience > 0 })
	if !ok || !installed(command[0]) {
		return "", 0, false
	}
	name = command[0][strings.LastIndexByte(command[0], '/')+1:]
	p := known(name)
	rest := p.commandWords(command[1:])
	if len(rest) != 2 || !slices.Contains(p.Commands.Kills, rest[0]) || rest[1] == Hole {
		return "", 0, false
	}
	return name, p.Commands.Patience, true
}
