package program

// This file finds what an interpreter runs among its arguments, and the options of
// its own that stand behind that.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// An Interpreter is a program that runs another, which gets all that follows it.
type Interpreter struct {
	Name  string
	names []string // that it goes by, without a version
	// Language is as what it reads any file that it is given; "" if that is for the
	// file's first line to say, or it runs none.
	Language string
	values   []string // its options whose value is the next word
	module   []string // those that name what it runs by their value
	code     []string // those with which it runs no script
	suffix   string   // how the names of its scripts end
	options  []ownOption
}

// An ownOption is an option that next to no script takes for itself.
type ownOption struct {
	pattern  *lazyregexp.Regexp
	value    *lazyregexp.Regexp // the next word, if that has to be of a kind
	suffixed bool               // only behind a script whose name says that it is one
	certain  bool               // none does
	follows  string             // what follows if it stands elsewhere, if that is special
}

// InterpreterNamed finds an interpreter by the name of its program, which may have
// a version: python3.11.
func InterpreterNamed(file string) *Interpreter {
	name := strings.TrimRight(path.Base(file), "0123456789.")
	for i := range interpreters {
		if slices.Contains(interpreters[i].names, name) {
			return &interpreters[i]
		}
	}
	return nil
}

// A ScriptPlace is what an interpreter runs.
type ScriptPlace struct {
	What    string // the script, the jar or the class
	Heir    string // whatever of these gets the words behind it
	Word    string
	Rest    []string
	Certain bool // it is no value that is not known, which may be an option
}

// Main finds what an interpreter runs among its arguments; ok is false if there
// is nothing, it cannot be told, or that is known to take such options.
func (i *Interpreter) Main(args []string) (m ScriptPlace, ok bool) {
	if i.Name == "java" {
		return mainOfJava(args)
	}
	m = ScriptPlace{What: "script", Heir: "script", Certain: true}
	place := func(at int) (ScriptPlace, bool) {
		if at >= len(args) || starter.MatchString(args[at]) || starterScript.MatchString(args[at]) {
			return m, false
		}
		m.Word, m.Rest = args[at], args[at+1:]
		return m, true
	}
	for at := 0; at < len(args); at++ {
		w := args[at]
		name, _, _ := strings.Cut(w, "=")
		switch {
		case slices.Contains(i.code, name), w == "-", w == "--":
			return m, false
		case slices.Contains(i.module, w):
			return place(at + 1)
		case slices.Contains(i.values, w):
			at++
		case w == Hole:
			// A script that is named later has options before it.
			if slices.ContainsFunc(args[at+1:], func(w string) bool { return strings.HasSuffix(w, i.suffix) }) {
				return m, false
			}
			m.Certain = false
			return place(at)
		case strings.HasPrefix(w, Hole) && !strings.Contains(w, "/") && !strings.HasSuffix(w, i.suffix):
			m.Certain = false
			return place(at)
		case !strings.HasPrefix(w, "-"):
			return place(at)
		}
	}
	return m, false
}

// starterScript is a script that runs others, and may pass such options on.
var starterScript = lazyregexp.New(`(^|[/_.-])(mocha|pm2|forever|nodemon|supervisor|ts-node|npm|npx|yarn|gulp|grunt|jest|ava|run|cluster|spring|rspec)(\.[a-z]+)?$`)

// mainOfJava is Main for java.
func mainOfJava(args []string) (m ScriptPlace, ok bool) {
	m = ScriptPlace{What: "jar", Heir: "program", Certain: true}
	main := slices.Index(args, "-jar") + 1
	if main == 0 {
		if main, ok = JavaMain(args); !ok || JavaSize.MatchString(args[main]) {
			return m, false
		}
		m.What = "class"
	}
	if main >= len(args) || starter.MatchString(args[main]) {
		return m, false
	}
	m.Word, m.Rest = args[main], args[main+1:]
	return m, true
}

// starter is what takes such options, and starts a Java of its own, as Jetty does.
var starter = lazyregexp.New(`start\.jar$|\.start\.Main$|(?i)launcher|wrapper`)

// RunsScript reports whether it runs a script, which may be its first argument.
func (i *Interpreter) RunsScript() bool { return i != nil && i.suffix != "" }

// A MisplacedOption is an option of an interpreter that stands behind what it runs.
type MisplacedOption struct {
	Valued  bool   // the next word is its value, if it is none of its own
	Certain bool   // no script takes it for itself
	Follows string // what follows
}

// Misplaced reads the words behind a script; ok is false if they begin with no
// option of the interpreter.
func (i *Interpreter) Misplaced(m ScriptPlace, rest []string) (found MisplacedOption, ok bool) {
	for _, o := range i.options {
		if !o.pattern.MatchString(rest[0]) || o.suffixed && !strings.HasSuffix(m.Word, i.suffix) {
			continue
		}
		next := ""
		if len(rest) > 1 {
			next = rest[1]
		}
		if o.value != nil && !o.value.MatchString(next) {
			continue
		}
		found = MisplacedOption{Valued: o.value != nil, Certain: o.certain, Follows: o.follows}
		if found.Follows == "" {
			found.Follows = "it is no option of " + i.Name + " there"
		}
		return found, true
	}
	return found, false
}
