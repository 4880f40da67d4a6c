//go:build linux

package main

// This file reads options as Ruby's OptionParser does: from left to right, with
// its abbreviations and in its words. Scripts depend on more of that than one
// would think, such as "-v" that wins over a mistake behind it.

import (
	"os"
	"regexp"
	"strings"
)

// A rubyFlag is an option. It takes an argument if it has a value.
type rubyFlag struct {
	short string // one letter; "" if there is none
	long  string
	arg   string // what its value is called
	path  bool   // the value is a file or a folder
	// added says that Bluepill does not have it. Such a flag has to be written in
	// full, so that the abbreviations of the others stay what they are.
	added  bool
	set    func()
	unset  func() // it can have "no-" before its name
	value  func(text string) (ok bool)
	last   bool   // nothing after it is read
	usage  string // its lines in the usage; Bluepill's own are word for word
	text   string // what the manual says
	preset string // the value if it is not given, for the manual
	units  []unit // what may stand behind a number
	most   int    // the highest number, if there is one
}

// forms are the flag, and its opposite if there is one.
func (f *rubyFlag) forms() []*rubyFlag {
	if f.unset == nil {
		return []*rubyFlag{f}
	}
	return []*rubyFlag{f, {long: "no-" + f.long, added: f.added, set: f.unset}}
}

// An optionError is what is wrong with the command line.
type optionError string

func (e optionError) Error() string { return string(e) }

// parseFlags takes the flags out of the arguments. They may stand anywhere
// before "--".
func parseFlags(flags []*rubyFlag, args []string) (rest []string, err error) {
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		var f *rubyFlag
		switch {
		case arg == "--":
			return append(rest, args...), nil
		case len(arg) > 2 && arg[:2] == "--":
			f, args, err = long(flags, arg, args)
		case len(arg) > 1 && arg[0] == '-':
			f, args, err = short(flags, arg, args)
		case os.Getenv("POSIXLY_CORRECT") != "":
			return append(append(rest, arg), args...), nil
		default:
			rest = append(rest, arg)
			continue
		}
		if err != nil {
			return nil, err
		}
		if f.last {
			return rest, nil
		}
	}
	return rest, nil
}

// long reads --name, --name=value or --name value.
func long(flags []*rubyFlag, arg string, args []string) (*rubyFlag, []string, error) {
	name, value, joined := strings.Cut(arg[2:], "=")
	f := named(flags, strings.ReplaceAll(name, "_", "-"), "(?i)")
	switch {
	case f == nil:
		return nil, nil, optionError("invalid option: " + arg)
	case f.value == nil && joined:
		return nil, nil, optionError("needless argument: " + arg)
	case f.value == nil:
		f.set()
		return f, args, nil
	case !joined && len(args) == 0:
		return nil, nil, optionError("missing argument: " + arg)
	case joined && !f.value(value):
		return nil, nil, optionError("invalid argument: " + arg)
	case joined:
		return f, args, nil
	case !f.value(args[0]):
		return nil, nil, optionError("invalid argument: " + arg + " " + args[0])
	}
	return f, args[1:], nil
}

// short reads -f, -fvalue, -f value or several flags in one word. A letter that
// no flag has stands for the long name that begins with it.
func short(flags []*rubyFlag, arg string, args []string) (*rubyFlag, []string, error) {
	letter := firstRune(arg[1:])
	value := arg[1+len(letter):]
	var f *rubyFlag
	for _, g := range flags {
		if g.short == letter {
			f = g
		}
	}
	if f == nil {
		f = named(flags, letter, "")
	}
	switch {
	case f == nil:
		return nil, nil, optionError("invalid option: " + arg)
	case f.value == nil && strings.HasPrefix(value, "="):
		return nil, nil, optionError("needless argument: " + arg)
	case f.value == nil:
		f.set()
		if more := strings.TrimLeft(value, "-"); more != "" {
			args = append([]string{"-" + more}, args...)
		}
		return f, args, nil
	case value != "":
		if !f.value(value) {
			return nil, nil, optionError("invalid argument: " + arg)
		}
		return f, args, nil
	case len(args) == 0:
		return nil, nil, optionError("missing argument: " + arg)
	case !f.value(args[0]):
		return nil, nil, optionError("invalid argument: " + arg + " " + args[0])
	}
	return f, args[1:], nil
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

var word = regexp.MustCompile(`\w+`)

// named finds a flag by its long name, each word of which may be cut short.
func named(flags []*rubyFlag, name, mode string) *rubyFlag {
	var all []*rubyFlag
	for _, f := range flags {
		all = append(all, f.forms()...)
	}
	for _, f := range all {
		if f.long == name {
			return f
		}
	}
	pattern, err := regexp.Compile(mode + "^" + word.ReplaceAllString(regexp.QuoteMeta(name), `$0\w*`))
	if err != nil { // it has bytes that are no text
		return nil
	}
	for _, f := range all {
		if !f.added && pattern.MatchString(f.long) {
			return f
		}
	}
	return nil
}

// rubyInteger is what OptionParser takes for an Integer. It lets through what
// Integer() refuses, a decimal number that begins with 0.
var rubyInteger = regexp.MustCompile(`(?i)^[-+]?(0([0-7]+(_[0-7]+)*|b[01]+(_[01]+)*|x[\da-f]+(_[\da-f]+)*)?|[1-9]\d*(_\d+)*)$`)

// text makes a flag's value of any text.
func text(into *string) func(string) bool {
	return func(s string) bool { *into = s; return true }
}

// on makes a flag switch something.
func on(into *bool, to bool) func() {
	return func() { *into = to }
}
