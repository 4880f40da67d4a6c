package program

// This file reads how a command runs a program.

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// A Run is how a command runs a program.
type Run struct {
	*Program
	Name string   // the program's name, as the command has it, without folders
	Mode Mode     // where it leaves the program
	By   string   // the word that says so; "" if that is how the program is
	With string   // the word after it, if that is its value
	Args []string // the words after the program's name
	// Configured is set if a configuration file may have it otherwise.
	Configured bool
	// Shell is set if a shell was asked to run it, and may have stayed.
	Shell bool
	// Under is the program that waits for it, and is the process that the command
	// starts: "timeout"; "" if there is none for certain.
	Under string
	// Moved is set if a word before it may have it run in another folder.
	Moved     bool
	Variables []string // environment variables that the command sets: NAME=value

	open    bool // there may be others that nothing is known of
	unnamed bool // it is known by its arguments only
}

// Read looks for a well-known program in the words of a command; ok is false
// if there is none. Programs that do no more than run another, as env and
// bundle exec do, are passed over.
func Read(words []string) (run Run, ok bool) {
	u := unwrapper{words: words}
	if !u.unwrap() {
		return run, false
	}
	run.Variables, run.Shell, run.open = u.variables, u.shell, u.open
	run.Name, run.Args = path.Base(u.words[0]), u.words[1:]
	if u.words[0] == Hole || strings.HasSuffix(run.Name, Hole) {
		if run.Name = byConfiguration(run.Args); run.Name == "" {
			if run.Args = taskBehind(u.words); run.Args == nil {
				return run, false
			}
			run.Name, run.open, run.unnamed = "rake", true, true
		}
	}
	if u.ownScript() {
		return run, false
	}
	if run.Program = initScript(u.words[0]); run.Program == nil {
		run.Program = find(run.Name, u.words[0])
	}
	if withoutVersion(run.Name) == "rake" || run.Name == "rails" && len(run.Args) > 0 && strings.Contains(run.Args[0], ":") {
		run.Program = run.task()
	}
	if settings, is := settingsOfFcgi(u.words); is {
		run.Program, run.Name, run.Args = &runfcgi, "runfcgi", settings
	}
	if run.Program == nil {
		return run, false
	}
	if run.Name == "docker" && len(run.Args) > 0 && run.Args[0] == "compose" {
		run.Program, run.Args = named("docker-compose"), run.Args[1:]
	}
	for _, w := range u.wraps {
		run.Moved = run.Moved || w.told(w.moves)
		if w.stayer() && run.Under == "" {
			run.Under = w.name
			run.Program = run.Program.apart()
		}
	}
	if run.forksWorkers() && run.Under == "" {
		master := *run.Program
		master.Master = true
		run.Program = &master
	}
	run.decide()
	if u.piped && run.Mode != Foreground {
		return Run{}, false // the others of the pipeline may last longer
	}
	return run, true
}

// Same reports whether two commands run a program in the same way, with the same arguments.
func (r *Run) Same(o Run) bool {
	return r.Name == o.Name && r.Mode == o.Mode && r.By == o.By && r.With == o.With && slices.Equal(r.Args, o.Args) &&
		r.Configured == o.Configured && r.Shell == o.Shell && r.Under == o.Under && r.Moved == o.Moved && slices.Equal(r.Variables, o.Variables) && r.open == o.open
}

// apart is a program that is not the process that a command starts: what the process does by
// signals, and which children it has, is no fact of this one.
func (p *Program) apart() *Program {
	other := *p
	other.Master, other.Single, other.Forks, other.Parent, other.Childless = false, false, false, false, false
	other.Finish, other.Blunt, other.Harsh, other.Renews, other.Unhandled, other.MayEnd, other.Means, other.Unscripted, other.Upgrade = nil, nil, nil, nil, nil, nil, nil, nil, ""
	return &other
}

// From returns the words of a command from a program on that is asked for by its
// name, if that is what the command runs in the end; ok is false if it is not.
func From(words []string, asked func(name string) bool) (rest []string, ok bool) {
	u := unwrapper{words: words, stop: asked}
	if !u.unwrap() || !asked(path.Base(u.words[0])) {
		return nil, false
	}
	return u.words, true
}

// forksWorkers reports whether an option has the program fork processes for its work.
func (r *Run) forksWorkers() bool {
	if slices.ContainsFunc(r.Args, func(w string) bool { return slices.Contains(r.Masters, w) }) {
		return true
	}
	if _, threads := r.Argument("-P", "--pool"); threads || len(r.Workers) == 0 {
		return false // another of Celery's pools may be one of threads
	}
	n, err := strconv.Atoi(first(r.Argument(r.Workers...)))
	return err == nil && n > 0
}

func first(s string, _ bool) string { return s }

// byConfiguration tells a program whose name is not known by the file that
// configures it: "… -c /etc/nginx/nginx.conf".
func byConfiguration(args []string) string {
	for i, w := range args {
		if name, is := strings.CutSuffix(path.Base(w), ".conf"); is && i > 0 {
			if p := named(name); p != nil && slices.Contains(p.Config, args[i-1]) {
				return name
			}
		}
	}
	return ""
}

// taskBehind returns what rake is given, if a command begins with what is not known and has
// a task behind it that only rake can be asked for: … resque:work. What is not known may be
// several words, such as variables.
func taskBehind(words []string) (args []string) {
	for len(words) > 0 && words[0] == Hole {
		words = words[1:]
	}
	found := false
	for _, w := range words {
		if !isAssignment(w) && (w == "" || strings.Trim(w, taskBytes) != "") {
			return nil
		}
		p := named(w)
		found = found || p != nil && p.Mode == Foreground && strings.Contains(w, ":")
	}
	if !found {
		return nil
	}
	return words
}

// taskBytes are what the names of tasks are made of, and of programs without options.
const taskBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:"

// task returns the last of the tasks that rake is asked for, which is the one
// that may last.
func (r *Run) task() (p *Program) {
	skip := false
	for _, w := range r.Args {
		switch {
		case skip:
			skip = false
		case slices.Contains(rakeValues, w):
			skip = true
		case w == Hole && p != nil && p.Mode == Foreground:
			r.open = true // it lasts, whatever is to be done after it, but a variable may be set
			r.Args = nil
			return p
		case w == Hole:
			return nil
		case strings.HasPrefix(w, "-"):
		case isAssignment(w):
			r.Variables = append(r.Variables, w)
		default:
			name, _, _ := strings.Cut(w, "[")
			p, r.Name = named(name), name
		}
	}
	r.Args = nil
	return p
}

// decide works out the mode.
func (r *Run) decide() {
	if r.Name == "runfcgi" {
		r.decideFcgi()
		return
	}
	a := arguments{Program: r.Program, words: r.Args}
	a.read()
	r.Mode, r.By, r.With, r.Configured = a.mode, a.by, a.with, a.configured
	if r.unnamed || r.open && (r.Variable != "" || r.KeptBy != "") {
		r.Mode = Undecided
	}
	if r.KeptBy != "" && slices.Contains(r.Variables, r.KeptBy) {
		r.Mode, r.By, r.With = Foreground, r.KeptBy, ""
	}
	if r.Variable == "" || r.Mode == Undecided {
		return
	}
	for _, v := range r.Variables {
		if name, _, _ := strings.Cut(v, "="); name == r.Variable {
			r.Mode, r.By, r.With = Background, v, ""
		}
	}
}

// SetInEnvironment has the variable that puts the program in the background be set by what
// starts the command.
func (r *Run) SetInEnvironment(value string) {
	if r.Mode == Foreground {
		r.Mode, r.By, r.With = Background, r.Variable+"="+value, ""
	}
}

// Without returns a word that decides without the part of it that does:
// "-Dc" without "-D" is "-c", and "-D" is "". What it is given goes with it.
func (r *Run) Without() (word string, ok bool) {
	switch {
	case r.By == "" || isAssignment(r.By) || !strings.HasPrefix(r.By, "-"):
		return "", false
	case slices.Contains(r.Back, r.By):
		return "", true
	case strings.HasPrefix(r.By, "--"):
		return "", strings.Contains(r.By, "=")
	}
	for _, o := range r.Back {
		if len(o) == 2 && strings.Contains(r.By[1:], o[1:]) {
			return strings.Replace(r.By, o[1:], "", 1), true
		}
	}
	return "", false
}

// SurvivesTerm returns the option with which TERM makes the program restart and go on;
// "" if the command has it end, or that cannot be told.
func (r *Run) SurvivesTerm() (option string) {
	if slices.ContainsFunc(r.Args, func(w string) bool { return strings.Contains(w, Hole) || slices.Contains(r.TermEnds, w) }) {
		return ""
	}
	if at := slices.IndexFunc(r.Args, func(w string) bool { return slices.Contains(r.TermRenews, w) }); at >= 0 {
		return r.Args[at]
	}
	return ""
}

func isAssignment(w string) bool {
	name, _, ok := strings.Cut(w, "=")
	return ok && name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789") == ""
}
