package program

// This file takes away what runs a program without being one itself.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
)

// An unwrapper takes the words of a command that lead to its program away.
type unwrapper struct {
	words     []string
	variables []string
	shell     bool
	scripted  bool                   // a shell runs it as a file
	piped     bool                   // it is the last of a pipeline that a shell waits for
	open      bool                   // it may be given variables that are not known
	wraps     []wrap                 // the wrappers that are taken away
	stop      func(name string) bool // tells a program that is asked for, even if it does no more than run another
}

// A wrapper is a program that runs another.
type wrapper struct {
	names  []string
	first  []string           // words that have to follow: exec for bundle
	until  string             // the word behind its own arguments, if there is one: do for rvm
	told   []string           // options one of which has to be there: without, it runs no program
	values []string           // options that take a value
	flags  []string           // options that take none
	skip   int                // how many arguments of its own it takes
	like   *lazyregexp.Regexp // what the first of these looks like, if it does not take any
	number bool               // an option may be a number: nice -5
	sets   bool               // it takes variables
	opens  bool               // it sets variables that are not known
	waits  bool               // it stays, and waits for what it runs, or may
	stays  bool               // it certainly does, unless it is told one of leaves
	user   bool               // it may change the user
	reads  bool               // what it runs is a task or a script, or is left to a shell

	text   []string // options behind its arguments whose value is for a shell: flock FILE -c TEXT
	leaves []string // options with which what it runs takes its place
	moves  []string // options with which what it runs runs in another folder
	shells []string // options with which a shell runs it
}

var wrappers = []wrapper{
	{names: words("env"), values: words("-u --unset -C --chdir"), flags: words("-i - --ignore-environment"), sets: true, moves: words("-C --chdir")},
	{names: words("bundle"), first: words("exec"), flags: words("--keep-file-descriptors --verbose")},
	{names: words("rbenv jenv pyenv nodenv asdf"), first: words("exec")},
	{names: words("rvm"), until: "do", waits: true, reads: true, moves: words("in")},
	{names: words("rvm-exec"), skip: 1},
	{names: words("chruby-exec"), until: "--", waits: true, reads: true},
	{names: words("dotenv"), values: words("-f"), flags: words("-i --ignore -o --overload --overwrite"), opens: true},
	{names: words("newrelic-admin"), first: words("run-program"), opens: true},
	{names: words("padrino"), first: words("rake"), reads: true},
	{names: words("jruby"), first: words("-S"), reads: true},
	{names: words("nice"), values: words("-n --adjustment"), number: true},
	{names: words("ionice"), values: words("-c -n --class --classdata"), flags: words("-t -c1 -c2 -c3 -n0 -n1 -n2 -n3 -n4 -n5 -n6 -n7")},
	{names: words("chrt"), flags: words("-b --batch -f --fifo -i --idle -o --other -r --rr -R --reset-on-fork"), skip: 1},
	{names: words("nohup")},
	{names: words("command"), reads: true},
	{names: words("setsid"), flags: words("-c --ctty -w --wait")},
	{names: words("time unbuffer"), waits: true},
	{names: words("timeout"), values: words("-k --kill-after -s --signal"), flags: words("--foreground --preserve-status -v --verbose"), skip: 1, like: lazyregexp.New(`^[0-9.]+[smhd]?$|` + Hole), waits: true, stays: true},
	{names: words("flock"), values: words("-w --wait --timeout -E --conflict-exit-code"), flags: words("-e -x --exclusive -n --nb --nonblock -s --shared -o --close -F --no-fork --verbose"), skip: 1, text: words("-c --command"), waits: true, stays: true, leaves: words("-F --no-fork")},
	{names: words("xvfb-run"), values: words("-n --server-num -s --server-args -e --error-file -f --auth-file -p --xauth-protocol -w --wait"), flags: words("-a --auto-servernum -l --listen-tcp"), waits: true, stays: true},
	{names: words("rvmsudo"), sets: true, waits: true, user: true},
	{names: words("chpst"), values: words("-u -U -e -/ -C -n -l -L -m -d -o -p -f -c -r -t"), flags: words("-P -v -0 -1 -2 -b"), user: true, moves: words("-/ -C")},
	{names: words("setlock"), flags: words("-n -N -x -X"), skip: 1},
	{names: words("softlimit"), values: words("-a -c -d -f -l -m -o -p -r -s -t")},
	{names: words("sudo"), values: words("-u -g -p -C -r -t -D -h --user --group --chdir"), flags: words("-E -H -n -i -s -S --preserve-env --set-home --login --shell"), sets: true, waits: true, user: true, moves: words("-i --login -D --chdir"), shells: words("-i --login -s --shell")},
	{names: words("runuser"), told: words("-u --user"), values: words("-u --user -g --group -G --supp-group"), waits: true, user: true},
	{names: words("setpriv"), values: words("--reuid --regid --groups --inh-caps --ambient-caps --bounding-set --securebits --pdeathsig"), flags: words("--clear-groups --keep-groups --init-groups --no-new-privs --nnp --reset-env"), user: true},
	{names: words("setuidgid gosu su-exec"), skip: 1, user: true},
	{names: words("envdir"), skip: 1},
	{names: words("stdbuf"), flags: words("-o0 -oL -e0 -eL -i0 -iL"), values: words("-o -e -i")},
	{names: words("taskset"), values: words("-c --cpu-list")},
	{names: words("ruby"), values: words("-I -r -C -E -W"), flags: words("-S -w -W0 -W1 -W2"), moves: words("-C"), reads: true},
}

// wrap is a wrapper as a command has it.
type wrap struct {
	*wrapper
	name    string
	options []string // its options, as they are written, with the words before until
}

// told reports whether it is told one of these options.
func (w wrap) told(options []string) bool {
	return slices.ContainsFunc(w.options, func(o string) bool {
		name, _, _ := strings.Cut(o, "=")
		return slices.Contains(options, name) || len(o) > 2 && o[0] == '-' && o[1] != '-' && slices.Contains(options, o[:2])
	})
}

// stayer reports whether it certainly waits for what it runs.
func (w wrap) stayer() bool { return w.stays && !w.told(w.leaves) }

func words(s string) []string { return strings.Fields(s) }

// unwrap leaves the program and its arguments; ok is false if it cannot be
// told where they begin.
func (u *unwrapper) unwrap() bool {
	for range 16 {
		if !u.lastCommand() {
			return false
		}
		u.assignments()
		if len(u.words) == 0 {
			return false
		}
		if u.words[0] == Hole {
			return byConfiguration(u.words[1:]) != "" || taskBehind(u.words) != nil
		}
		name := path.Base(u.words[0])
		if u.stop != nil && u.stop(name) {
			return true // su is asked for by some
		}
		if text, is := givenText(u.words); is {
			if !u.script(withoutSubshell(text)) {
				return false
			}
			continue
		}
		if IsShell(name) {
			if !u.file() {
				return false
			}
			continue
		}
		if prefix, rest, ok := strings.Cut(name, "_"); ok && prefix != "" && rest == "bundle" {
			name = rest
		}
		if u.stop != nil && u.stop(name) {
			return true
		}
		w := wrapperNamed(name)
		if w == nil || name == "ruby" && len(u.words) == 1 {
			return true
		}
		if !u.take(w) {
			return false
		}
	}
	return false
}

func wrapperNamed(name string) *wrapper {
	for i := range wrappers {
		if slices.Contains(wrappers[i].names, name) {
			return &wrappers[i]
		}
	}
	return nil
}

// assignments takes variables away that are set for the command.
func (u *unwrapper) assignments() {
	for len(u.words) > 0 && isAssignment(u.words[0]) {
		u.variables, u.words = append(u.variables, u.words[0]), u.words[1:]
	}
	if len(u.words) > 1 && u.words[0] == "exec" {
		u.words = u.words[1:]
	}
}

// take takes one wrapper away, with its options.
func (u *unwrapper) take(w *wrapper) bool {
	all := u.words
	u.words = u.words[1:]
	if !u.pass(w) {
		return false
	}
	before := all[1 : len(all)-len(u.words)]
	u.open = u.open || w.opens
	u.wraps = append(u.wraps, wrap{w, path.Base(all[0]), before})
	if len(u.words) > 1 && slices.Contains(w.text, u.words[0]) {
		u.words = append([]string{"sh", "-c"}, u.words[1:]...)
	}
	return true
}

// pass leaves what a wrapper runs of the words behind its name.
func (u *unwrapper) pass(w *wrapper) bool {
	if w.until != "" {
		at := slices.Index(u.words, w.until)
		if at < 0 || at+1 == len(u.words) || slices.Contains(u.words[:at], Hole) {
			return false
		}
		u.words = u.words[at+1:]
		return true
	}
	if len(w.told) > 0 && !slices.ContainsFunc(u.words, func(o string) bool {
		name, _, _ := strings.Cut(o, "=")
		return slices.Contains(w.told, name)
	}) {
		return false
	}
	if len(w.first) > 0 {
		if len(u.words) == 0 || !slices.Contains(w.first, u.words[0]) {
			return false
		}
		u.words = u.words[1:]
	}
	for len(u.words) > 0 {
		o := u.words[0]
		name, _, joined := strings.Cut(o, "=")
		switch {
		case w.sets && o == Hole && len(u.words) > 1 && isAssignment(u.words[1]):
			u.words, u.open = u.words[1:], true // what stands before a variable is one, or an option
		case w.sets && isAssignment(o):
			u.variables = append(u.variables, o)
			u.words = u.words[1:]
		case o == "--":
			u.words = u.words[1:]
			return len(u.words) > 0
		case slices.Contains(w.flags, o), w.number && dashNumber.MatchString(o),
			joined && slices.Contains(w.values, name), joined && slices.Contains(w.flags, name):
			u.words = u.words[1:]
		case slices.Contains(w.values, o) && len(u.words) > 1:
			u.words = u.words[2:]
		case len(o) > 2 && o[0] == '-' && o[1] != '-' && slices.Contains(w.values, o[:2]):
			u.words = u.words[1:]
		case strings.HasPrefix(o, "-"), o == Hole:
			return false
		default:
			if len(u.words) <= w.skip || w.like != nil && !w.like.MatchString(o) {
				return false
			}
			u.words = u.words[w.skip:]
			return true
		}
	}
	return false
}

// script puts what a shell is told to run in the place of the shell.
func (u *unwrapper) script(text string) bool {
	if strings.ContainsAny(text, "(){}`\\\"'\n") || strings.Contains(text, "||") || strings.Contains(text, "|&") || text == Hole || aside.MatchString(text) {
		return false
	}
	for _, op := range []string{"&&", ";", "|"} {
		text = strings.ReplaceAll(text, op, " "+op+" ")
	}
	text = strings.TrimRight(text, " ;")
	u.words, u.shell = strings.Fields(text), true
	return true
}

// aside is a command that a shell does not wait for.
var aside = lazyregexp.New(`[^&>|]&(\s|$)`)

// dashNumber is an adjustment, as in nice -10.
var dashNumber = lazyregexp.New(`^-[0-9]+$`)

// file takes a shell away that runs a file.
func (u *unwrapper) file() bool {
	u.words, u.scripted = u.words[1:], true
	for len(u.words) > 0 && slices.Contains(words("-e -x -l -i --login"), u.words[0]) {
		u.words = u.words[1:]
	}
	return len(u.words) > 0 && !strings.HasPrefix(u.words[0], "-")
}

// lastCommand keeps the last of the commands that && and ; join, without
// redirections; it is the one that may last. ok is false if a shell would do
// more than that.
func (u *unwrapper) lastCommand() bool {
	var last []string
	for _, w := range u.words {
		switch {
		case w == "&&" || w == ";":
			last, u.piped = last[:0:0], false
		case w == "|" && u.shell:
			last, u.piped = last[:0:0], true
		case w == "|" || w == "||" || w == "&" || w == "|&":
			return false
		case strings.HasSuffix(w, ";") && !strings.Contains(w, " "):
			last = last[:0:0]
		case strings.ContainsAny(w, "<>") && redirection.MatchString(w):
			if strings.TrimLeft(w, "0123456789&><") == "" && !strings.Contains(w, ">&") {
				last = append(last, redirected)
			}
		default:
			if n := len(last); n > 0 && last[n-1] == redirected {
				last = last[:n-1]
				continue
			}
			last = append(last, w)
		}
	}
	u.words = last
	return len(last) > 0
}

// redirection is a word that sends output to a file, which may be the next one.
var redirection = lazyregexp.New(`^([0-9]*|&)(>>?|<)(&[0-9-])?[^<> ]*$`)

// redirected stands for the file that is the next word.
const redirected = "\x00"
