package program

// This file asks about single options of a command.

import (
	"slices"
	"strings"
)

// each calls yield with the words of a command that are no values of options, until
// that returns false: what follows an option that is not listed may be its value.
func (r *Run) each(yield func(word string, sure bool) bool) {
	a := arguments{Program: r.Program}
	sure, operands := true, 0
	for i := 0; i < len(r.Args); i++ {
		w := r.Args[i]
		if r.Operands > 0 && (operands == r.Operands || w == "--") {
			return
		}
		if !yield(w, sure) {
			return
		}
		if !strings.HasPrefix(w, "-") {
			operands++
		}
		k, wide := a.kindOf(w)
		if a.Told && k == background {
			wide = 1
		}
		sure = k != other && !strings.Contains(w, Hole)
		i += wide
	}
}

// Refused returns an option with which no version of the program starts; "" if there is none.
func (r *Run) Refused() (word string) {
	r.each(func(w string, sure bool) bool {
		if name, _, _ := strings.Cut(w, "="); sure && slices.Contains(r.Refuses, name) {
			word = w
		}
		return word == ""
	})
	return word
}

// NamesConfig reports whether a command may name a file that configures its program.
func (r *Run) NamesConfig() (named bool) {
	if _, named := r.Argument(r.Config...); named {
		return true
	}
	r.each(func(w string, _ bool) bool {
		named = r.Arg && (!strings.HasPrefix(w, "-") || strings.Contains(w, Hole))
		return !named
	})
	return named
}

// WantsTerminal reports whether a container is run with a terminal for its input, which
// docker then wants to have, too.
func (r *Run) WantsTerminal() bool {
	if r.Name != "docker" || r.Mode != Foreground || r.By != "run" {
		return false
	}
	var input, terminal bool
	r.each(func(w string, _ bool) bool {
		short := strings.HasPrefix(w, "-") && !strings.HasPrefix(w, "--")
		input = input || w == "--interactive" || short && strings.Contains(w, "i") && flagsOnly(w)
		terminal = terminal || w == "--tty" || short && strings.Contains(w, "t") && flagsOnly(w)
		return true
	})
	return input && terminal
}

// flagsOnly reports whether a word is a cluster of those options of docker that take no value.
func flagsOnly(w string) bool { return strings.Trim(w[1:], "itPq") == "" }

// Realtime returns the word by which a command asks for a class of scheduling that only
// root gets, unless the limits of a user allow it, and why; "" if none does.
func Realtime(command []string) (word, why string) {
	rest, ok := From(command, func(name string) bool { return name == "ionice" || name == "chrt" })
	if !ok {
		return "", ""
	}
	for i, w := range rest[1:] {
		next := ""
		if i+2 < len(rest) {
			next = rest[i+2]
		}
		switch {
		case !strings.HasPrefix(w, "-"):
			return "", ""
		case strings.HasSuffix(rest[0], "ionice") && (w == "-c1" || (w == "-c" || w == "--class") && (next == "1" || next == "realtime")):
			return rest[0], "ionice asks for the realtime class"
		case strings.HasSuffix(rest[0], "chrt") && slices.Contains(words("-f --fifo -r --rr"), w):
			return rest[0], "chrt asks for realtime scheduling"
		case strings.HasSuffix(rest[0], "ionice") && (w == "-c" || w == "-n"):
			return "", ""
		}
	}
	return "", ""
}
