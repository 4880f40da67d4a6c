package program

// This file tells where a command has everything but a program.

import (
	"path"
	"slices"
	"strings"
)

// A Lack is why a command runs no program.
type Lack struct {
	By   string // what should run it: "env"; "" if it is the command itself
	Word string // the option that stands in its place; "" if nothing does
}

// bareWrappers do nothing, or fail, if they are not told what to run.
var bareWrappers = words("nice nohup ionice stdbuf")

// FindLack reports whether the words of a command certainly name no program: they
// end where env or the like expects one, or go on with an option. env reads no
// options behind its first variable.
func FindLack(words []string) (l Lack, ok bool) {
	u := unwrapper{words: words}
	for range 16 {
		if len(u.words) == 0 {
			return l, l.By != ""
		}
		if first := u.words[0]; strings.HasPrefix(first, "-") {
			l.Word = first
			return l, !strings.Contains(first, Hole)
		}
		name := path.Base(u.words[0])
		w := wrapperNamed(name)
		switch {
		case name == "env":
			l.By = name
			if !u.env(w) {
				return l, false
			}
		case w == nil || u.words[0] == Hole:
			return l, false
		case !u.take(w):
			return Lack{By: name}, len(u.words) == 0 && slices.Contains(bareWrappers, name)
		default:
			l.By = name
		}
	}
	return l, false
}

// env takes env away, its options and its variables; ok is false if it cannot be
// told what follows.
func (u *unwrapper) env(w *wrapper) (ok bool) {
	u.words = u.words[1:]
options:
	for len(u.words) > 0 {
		switch o := u.words[0]; {
		case o == "--":
			u.words = u.words[1:]
			break options
		case slices.Contains(w.flags, o), strings.HasPrefix(o, "--unset="), strings.HasPrefix(o, "--chdir="):
			u.words = u.words[1:]
		case slices.Contains(w.values, o) && len(u.words) > 1:
			u.words = u.words[2:]
		case strings.HasPrefix(o, "-"):
			return false
		default:
			break options
		}
	}
	for len(u.words) > 0 && strings.Index(u.words[0], "=") > 0 {
		v := u.words[0]
		u.words = u.words[1:]
		// A value of which nothing is known may be the program, too.
		if strings.Contains(v, "="+Hole) || len(u.words) == 0 && strings.Contains(v, Hole) {
			return false
		}
	}
	return len(u.words) == 0 || !strings.HasPrefix(u.words[0], Hole)
}
