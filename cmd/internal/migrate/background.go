package migrate

// This file keeps programs in the foreground.

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/program"
)

// A stay is what it took to keep a program in the foreground.
type stay struct {
	words   []string
	without []string // the words that were taken out, or replaced
	mode    program.Mode
	run     program.Run
	known   bool // it is a program that we know
}

// stayInForeground takes options away that put a program in the background.
func stayInForeground(words []string) stay {
	s := stay{words: slices.Clone(words)}
	for range 8 {
		s.run, s.known = program.Read(s.words)
		s.mode = s.run.Mode
		if !s.known || s.mode != program.Background || s.run.By == "" {
			break
		}
		without, ok := remove(s.words, &s.run)
		if !ok {
			break
		}
		s.without, s.words = append(s.without, strings.TrimSpace(s.run.By+" "+s.run.With)), without
	}
	return s
}

// remove takes the word away that puts a program in the background; ok is false
// if it is not clear how.
func remove(words []string, run *program.Run) (left []string, ok bool) {
	by := run.By
	instead, drop := run.Without()
	if drop {
		drop = instead == ""
	} else if name, _, isVariable := strings.Cut(by, "="); isVariable && name == run.Variable && name != "" {
		drop = true
	} else if plain(by) && len(run.Fore) == 1 && plain(run.Fore[0]) {
		instead = run.Fore[0] // delayed_job start, delayed_job run
	} else {
		return nil, false
	}
	wide := 1
	if run.With != "" {
		wide = 2 // it has a value
	}
	if i := onlyIndex(words, by); i >= 0 {
		if drop {
			return slices.Delete(slices.Clone(words), i, i+wide), true
		}
		left = slices.Clone(words)
		left[i] = instead
		return left, true
	}
	if !run.Shell {
		return nil, false
	}
	for i, w := range words { // the script of a shell
		parts := strings.Split(w, " ")
		if n := onlyIndex(parts, by); n >= 0 {
			if drop {
				parts = slices.Delete(parts, n, n+wide)
			} else {
				parts[n] = instead
			}
			left = slices.Clone(words)
			left[i] = strings.Join(parts, " ")
			return left, true
		}
	}
	return nil, false
}

// plain reports whether a word is no option.
func plain(w string) bool { return !strings.HasPrefix(w, "-") && !strings.ContainsAny(w, "=; ") }

// onlyIndex returns where a word stands, or -1 if it is not there just once.
func onlyIndex(words []string, w string) int {
	i := slices.Index(words, w)
	if i < 0 || slices.Contains(words[i+1:], w) {
		return -1
	}
	return i
}

// readStart reads the start command, and settles who puts the program in the
// background: nobody, if that can be had.
func (r *reader) readStart() {
	command, ok := r.command("start_command")
	if !ok {
		if r.why == "" {
			r.refuse(r.place("start_command"), "its start_command is nil, so Bluepill can never start it")
		}
		return
	}
	if pre, ok := r.command("pre_start_command"); ok {
		r.PreStart = &pre
	}
	daemonize := r.truth("daemonize")
	s := stayInForeground(command.Words)
	command.Words = s.words
	r.Start = command
	if !utf8.ValidString(command.Text) {
		r.note("start_command", "there are bytes in it that are no text: it runs, but systemctl cannot show the unit")
	}
	for _, w := range s.without {
		r.note("start_command", "%s is taken out: from now on %s stays in the foreground", w, s.run.Name)
	}
	if s.known && s.run.Variable != "" {
		v := s.run.Variable
		if i := slices.IndexFunc(r.Env, func(e Var) bool { return e.Name == v }); i >= 0 {
			r.note("environment", "%s is taken out, as it would put %s in the background", v, s.run.Name)
			r.Env = slices.Delete(r.Env, i, i+1)
			s.mode = program.Foreground
		}
	}
	if s.run.Configured {
		r.lose("start_command", "%s reads a configuration file, which must not put it in the background: look for daemonize, daemon or background there%s", s.run.Name, fileOf(s.run))
	}
	if slices.Contains(s.without, "start") && slices.ContainsFunc(s.words, func(w string) bool { return w == "-n" || strings.HasPrefix(w, "--number") }) {
		r.lose("start_command", "in the foreground there is one worker, whatever -n says: make a process of each")
	}
	if i := slices.IndexFunc(r.Start.Words, isOperator); i > 0 {
		r.lose("start_command", "%s is a word like any other, as under Bluepill, which runs no shell: write sh -c '…' around the command if a shell is meant", r.Start.Words[i])
	}
	r.settle(daemonize, &s)
	r.readStreams(daemonize)
}

// settle decides whether the program forks, in the end.
func (r *reader) settle(daemonize bool, s *stay) {
	named := r.process.Attr("pid_file").Set() && r.process.Last("pid_file") != nil || r.process.Attr("pid_command").Set()
	switch {
	case s.mode == program.Background:
		r.Forks = true
		if len(s.run.Fore) > 0 && !s.run.Launches {
			r.note("start_command", "%s puts itself in the background; it would not with %s, and then it need not be Type=forking", s.run.Name, strings.TrimSuffix(s.run.Fore[0], ";"))
		}
		if s.run.Launches {
			r.lose("start_command", "%s starts something that it leaves behind; if that has a unit of its own, enable that one instead", path.Base(r.Start.Words[0]))
		}
		if daemonize {
			r.note("daemonize", "with daemonize, Bluepill watches a process that ends at once; from now on the program itself is watched")
		}
	case daemonize, s.mode == program.Foreground:
		if !daemonize && len(s.without) == 0 && r.Start.Words != nil {
			r.note("daemonize", "without it, Bluepill waits for a program that never returns; from now on it simply runs")
		}
	case named:
		r.Forks = true
		r.lose("daemonize", "it is taken for a program that puts itself in the background, as Bluepill is not told to; if it stays in the foreground, change Type=forking to Type=simple and take PIDFile= out")
	default:
		r.lose("daemonize", "Bluepill can never have seen it running, as nobody writes its pid file; it is taken for a program that stays in the foreground")
	}
	if !r.Forks {
		return
	}
	// Nobody writes Bluepill's own, which depends on its base directory.
	if a := r.process.Attr("pid_file"); a.Why() != nil && r.process.Last("pid_file") != nil {
		r.refuse(r.place("pid_file"), "its pid_file is not known%s", causes(a.Any()))
	}
	if r.PidFile = r.pidFile(); r.PidFile != "" {
		return
	}
	r.lose("pid_file", "it is not known where the program writes its process id, so systemd has to guess which process it is")
}

// isOperator reports whether a word means something to a shell.
func isOperator(w string) bool {
	return slices.Contains([]string{"&&", "||", "|", ";", "&", ">", ">>", "2>&1", "2>", "<"}, w)
}

// fileOf names the configuration file of a command, if it has one.
func fileOf(run program.Run) string {
	if v, ok := run.Argument(run.Config...); ok && len(run.Config) > 0 {
		return " (" + v + ")"
	}
	return ""
}

// command reads a command; ok is false if it is not set.
func (r *reader) command(name string) (Command, bool) {
	if _, ok := r.attr(name); !ok {
		return Command{}, false // nil counts as not set
	}
	text := r.text(name)
	if r.why != "" {
		return Command{}, false
	}
	c, why := readCommand(text)
	if why != "" {
		if name == "start_command" {
			r.refuse(r.place(name), "its %s does not work: %s", name, why)
		} else {
			r.lose(name, "%s; it is left out", why)
		}
		return Command{}, false
	}
	return c, true
}

// readStreams reads where input and output are.
func (r *reader) readStreams(daemonize bool) {
	if !daemonize {
		for _, name := range []string{"stdin", "stdout", "stderr"} {
			if r.process.Attr(name).Set() && !r.Forks {
				r.note(name, "Bluepill does not heed it, as the process is not daemonized; from now on it counts")
			} else if r.process.Attr(name).Set() {
				r.note(name, "Bluepill does not heed it, as the process is not daemonized; it is left out")
			}
		}
		if r.Forks {
			return
		}
	}
	file := func(name string) string {
		f := r.path(name)
		if f != "" && !strings.HasPrefix(f, "/") {
			f = path.Join("/", r.Dir, f)
		}
		return f
	}
	r.Stdin, r.Stdout, r.Stderr = file("stdin"), file("stdout"), file("stderr")
	if r.Stdin == "/dev/null" {
		r.Stdin = "" // as it is anyway
	}
}
