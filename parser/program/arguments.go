package program

// This file reads the arguments of a program.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// arguments are the words after a program's name, and what they amount to.
type arguments struct {
	*Program
	words []string

	mode       Mode
	by, with   string
	configured bool
}

// suspicious is what an option looks like that may put a program in the
// background or keep it from that.
var suspicious = lazyregexp.New(`(?i)daemon|detach|background|foreground|fork|` + Hole + `|^-[dDbB]$|^&$`)

func (a *arguments) read() {
	var back, with, fore, stays, word string
	open, hidden, met := false, false, len(a.Words) == 0 // hidden: only by words that are not known
	operands := 0
	for i := 0; i < len(a.words); i++ {
		w := a.words[i]
		if a.Operands > 0 && (operands == a.Operands || w == "--") {
			break // the rest is for what it runs
		}
		if !strings.HasPrefix(w, "-") {
			operands++
		}
		switch kind, wide := a.kindOf(w); kind {
		case ends:
			return
		case background:
			back, with, met = w, "", met || w[0] != '-'
			if i+1 < len(a.words) && a.words[i+1] == "no" {
				back, fore = "", w
			}
			if (a.Told || wide > 0) && i+1 < len(a.words) && !strings.Contains(w, "=") {
				i++
				with = a.words[i]
			}
		case foreground:
			fore, met = w, met || w[0] != '-'
		case lasting:
			stays = w
			i += wide
		case file:
			a.configured = true
			i += wide
		case value:
			i += wide
		case required:
			met, word = true, w
			i += wide
		case argument:
			a.configured = a.configured || a.Arg
			hidden = hidden || w == Hole
			open = open || !met && len(a.Words) > 0 || strings.Contains(w, "daemon ") // nginx -g 'daemon off; …'
		case other:
			open = open || !a.Any || suspicious.MatchString(w)
		}
	}
	switch {
	case !met, back != "" && fore != "":
	case fore != "":
		a.mode, a.by, a.with, a.configured = Foreground, fore, with, false
	case back != "":
		a.mode, a.by, a.with, a.configured = Background, back, with, false
	case hidden && !a.alwaysStays():
	case !open && stays != "":
		a.mode, a.by, a.configured = Foreground, stays, a.configured || a.Reads
	case !open:
		a.mode, a.by = a.Mode, word
		a.configured = a.configured || a.Reads
	}
}

// alwaysStays reports whether nothing that a program is told puts it in the
// background.
func (p *Program) alwaysStays() bool {
	return p.Mode == Foreground && len(p.Back) == 0 && len(p.Spawns) == 0 && len(p.Config) == 0 && !p.Reads && p.Variable == ""
}

// A kind is what a word among the arguments does.
type kind uint8

const (
	argument   kind = iota // no option
	other                  // an option that the table does not have
	neutral                // an option that changes nothing
	value                  // the same, with a value
	file                   // an option that names a configuration file
	required               // a word that says what to do
	lasting                // an option with a value that has it stay
	background             // an option or word that decides so
	foreground
	ends
)

// kindOf tells what a word does, and how many of the words after it belong to
// it.
func (a *arguments) kindOf(w string) (k kind, wide int) {
	if k, wide, ok := a.listed(w); ok {
		return k, wide
	}
	if !strings.HasPrefix(w, "-") || w == "-" || w == "--" {
		return argument, 0
	}
	if name, v, ok := strings.Cut(w, "="); ok {
		if k, _, ok := a.listed(name); ok {
			if (k == background || k == foreground) && (v == "no" || v == "false" || v == "off") {
				return other, 0
			}
			return k, 0
		}
	}
	if strings.HasPrefix(w, "--") || strings.Contains(w, Hole) {
		return other, 0
	}
	return a.cluster(w)
}

// cluster reads several options of one letter that share a hyphen: -Dc FILE.
func (a *arguments) cluster(w string) (k kind, wide int) {
	k = neutral
	for i := 1; i < len(w); i++ {
		of, n, ok := a.listed("-" + w[i:i+1])
		switch {
		case !ok:
			return other, 0
		case n > 0 && i+1 < len(w):
			return max(k, of), 0 // the rest is its value
		}
		k, wide = max(k, of), n
	}
	if wide > 0 && k > value && k != file {
		return k, 0 // its value is a word like any other
	}
	return k, wide
}

func (a *arguments) listed(w string) (k kind, wide int, ok bool) {
	switch {
	case slices.Contains(a.Ends, w):
		return ends, 0, true
	case slices.Contains(a.Fore, w):
		return foreground, 0, true
	case slices.Contains(a.Back, w):
		return background, 0, true
	case slices.Contains(a.Words, w):
		return required, 0, true
	case slices.Contains(a.Spawns, w):
		return background, 1, true
	case slices.Contains(a.Stays, w):
		return lasting, 1, true
	case slices.Contains(a.Lasts, w):
		return lasting, 0, true
	case slices.Contains(a.Config, w):
		return file, 1, true
	case slices.Contains(a.Values, w), slices.Contains(a.Code, w), slices.Contains(a.PidFile, w):
		return value, 1, true
	case slices.Contains(a.Flags, w):
		return neutral, 0, true
	}
	return 0, 0, false
}

// PidFileArgument returns the pid file that the command names. An option that
// follows is none, whether the program takes it for one or not.
func (r *Run) PidFileArgument() (file string, ok bool) {
	if text, given := r.Argument(r.Directives...); given {
		if m := pidDirective.FindStringSubmatch(text); m != nil {
			return m[1], true
		}
	}
	file, ok = r.Argument(r.PidFile...)
	if !ok || strings.HasPrefix(file, "-") {
		return "", false
	}
	return file, true
}

// pidDirective names a pid file in the configuration of nginx.
var pidDirective = lazyregexp.New(`(?:^|;)\s*pid\s+(/[^\s;]+)\s*;`)

// Argument returns the value of an option, or of a setting NAME=value, that goes by these
// names, as the command has it last.
func (r *Run) Argument(names ...string) (v string, ok bool) {
	a := arguments{Program: r.Program}
	for i := 0; i < len(r.Args); i++ {
		w := r.Args[i]
		name, rest, joined := strings.Cut(w, "=")
		switch {
		case slices.Contains(names, w) && i+1 < len(r.Args):
			i++
			v, ok = r.Args[i], true
		case joined && (strings.HasPrefix(name, "--") || !strings.HasPrefix(name, "-")) && slices.Contains(names, name):
			v, ok = rest, true
		case len(w) > 2 && w[0] == '-' && w[1] != '-' && slices.Contains(names, w[:2]):
			v, ok = w[2:], true
		default:
			_, wide := a.kindOf(w)
			i += wide
		}
	}
	return v, ok
}
