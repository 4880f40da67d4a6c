package program

// This file knows commands that do no more than to send a server a signal.

import "slices"

// A Sent is a signal that a command sends to a server.
type Sent struct {
	Name   string // the program that sends it
	Word   string // by which it does
	Signal string
	To     string // the server's program
}

// FindSent reads a command that sends a server a signal and returns at once: red_unicorn
// stop.
func FindSent(command []string) (s Sent, ok bool) {
	name, p, rest, args := stopping(command, func(c *Commands) bool { return len(c.Sends) > 0 })
	if p == nil || len(rest) != 1 || slices.ContainsFunc(command, joins) {
		return s, false
	}
	if _, other := (&Run{Program: p, Args: args}).Argument(p.Commands.Others...); other {
		return s, false
	}
	s = Sent{Name: name, Word: rest[0], Signal: p.Commands.Sends[rest[0]], To: p.Commands.To}
	return s, s.Signal != ""
}
