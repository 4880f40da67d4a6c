package program

// This file tells how long a command waits for a process to end that it stops.

import (
	"path"
	"slices"
	"strconv"
)

// FindPatience returns the program of a command that sends a process TERM and kills
// it some seconds later, if nothing there says how many: sidekiqctl stop FILE.
func FindPatience(command []string) (name string, seconds int, ok bool) {
	name, p, rest, _ := stopping(command, func(c *Commands) bool { return c.Patience > 0 })
	if p == nil || len(rest) != 2 || !slices.Contains(p.Commands.Kills, rest[0]) || rest[1] == Hole {
		return "", 0, false
	}
	return name, p.Commands.Patience, true
}

// A Wait is how long a command waits for the end of a process that it stops.
type Wait struct {
	Name    string // the program that waits
	Seconds int    // at most
	Told    bool   // an argument says so
	// Configured is set if a file that the command names may say otherwise.
	Configured bool
}

// FindWait reads a command that stops a process and returns when that has ended, or
// some seconds later: thin stop -t 10.
func FindWait(command []string) (w Wait, ok bool) {
	name, p, rest, args := stopping(command, func(c *Commands) bool { return c.Wait > 0 })
	if p == nil || len(rest) == 0 || slices.Contains(rest, Hole) {
		return w, false
	}
	c := p.Commands
	if !slices.Contains(c.Waits, rest[0]) || slices.ContainsFunc(args, func(a string) bool { return slices.Contains(c.Hurries, a) }) {
		return w, false
	}
	w = Wait{Name: name, Seconds: c.Wait}
	given, told := (&Run{Program: p, Args: args}).Argument(c.WaitOptions...)
	if c.WaitLast {
		if told = len(rest) > 2; told {
			given = rest[2]
		} else if len(rest) < 2 {
			return w, false
		}
	}
	if told {
		n, err := strconv.Atoi(given)
		if err != nil || n <= 0 {
			return w, false
		}
		w.Seconds, w.Told = n, true
	}
	if len(p.Config) > 0 {
		_, w.Configured = (&Run{Program: p, Args: args}).Argument(p.Config...)
	}
	return w, true
}

// stopping returns a program that a command runs if its commands are those asked for,
// the words that tell it what to do, and all of its arguments.
func stopping(command []string, asked func(*Commands) bool) (name string, p *Program, rest, args []string) {
	command, ok := From(command, func(n string) bool { c := known(n).Commands; return c != nil && asked(c) })
	if !ok {
		return "", nil, nil, nil
	}
	dir, name := path.Split(command[0])
	if own := words("init.d rc.d script"); slices.Contains(own, path.Base(dir)) && name != "delayed_job" {
		return "", nil, nil, nil // a script of somebody's own
	}
	p = known(name)
	return name, p, p.commandWords(command[1:]), command[1:]
}
