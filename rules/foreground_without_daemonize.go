package rules

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
)

var foregroundWithoutDaemonize = &Rule{
	Name:        "foreground-without-daemonize",
	Severity:    diag.Warning,
	Consequence: diag.Daemon,
	Title:       "a program that stays in the foreground is not daemonized",
	Since:       "0.1",
	Text: "Without `daemonize = true`, Bluepill waits for the start command to end. A program that stays in the foreground does\n" +
		"not end, so all processes and the command line wait for `start_grace_time`. Then Bluepill logs `Did you forget to tell\n" +
		"bluepill to daemonize this process?`, finds no process, and starts the program again: each attempt leaves one more\n" +
		"copy running.\n\n" +
		"`daemonize` is for `start_command` alone. A `restart_command` that runs the program blocks Bluepill for\n" +
		"`restart_grace_time`, and what it started runs beside the old process, or beside the next one that Bluepill starts if\n" +
		"the command stops the old one first.\n\n" +
		"Set `daemonize`, or give the program the option that daemonizes it, with the pid file that `pid_file` names. The\n" +
		"finding is an info if a configuration file that the program finds by itself may daemonize it, or one that the command\n" +
		"names while `stdout` or `stderr` is set, which only a program in the foreground writes to. So it is if the program is\n" +
		"not well known and no word of its command suggests that it daemonizes itself. `daemonize = false` does, unless `stdout` or\n" +
		"`stderr` is set. `rake workers:start` does not: rake ends when its tasks have.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work QUEUE=*"
    process.pid_file = "/srv/shop/tmp/resque.pid"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.working_dir = "/srv/shop"
    process.start_command = "bundle exec rake resque:work QUEUE=*"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/resque.log"
    process.pid_file = "/srv/shop/tmp/resque.pid"
  end
end
`,
	Check: func(p *Pass) {
		p.unknownForegrounds()
		p.guessedForegrounds()
		p.foregroundRestarts()
		p.openOutputs()
		for c, run := range p.writtenRuns {
			if named, ok := c.runOfFile(run); ok {
				run = named
			}
			if run.Mode != program.Foreground || !unbackgrounded(c.process) || variableSet(c.process, run.Variable) {
				continue
			}
			f := p.settingFinding(c.process, c.setting, c.programPlace(run),
				"%s stays in the foreground, and nothing daemonizes it: Bluepill waits for it, and starts one copy after another", run.Name)
			if run.Configured {
				format := "unless its configuration says otherwise, %s stays in the foreground, and nothing daemonizes it"
				if _, named := run.Argument(run.Config...); named || !run.Reads { // the command says which file decides
					log := wantedLog(c.process)
					if log == nil && (!run.Plain || !c.process.Attr("daemonize").Unset() || !c.process.Attr("pid_command").Unset()) {
						continue
					}
					if log == nil {
						format = "unless its configuration daemonizes it, %s stays in the foreground, and nothing daemonizes it"
					} else {
						format = "unless its configuration daemonizes it, %s stays in the foreground, as " + log.Name + " suggests, and nothing daemonizes it"
					}
				}
				f = p.settingFinding(c.process, c.setting, c.programPlace(run), format, run.Name).Severity(diag.Info)
			}
			f.Lacks(c.process.NameSpan, "daemonize").Related(daemonizePlace(c.process), "not daemonized, by this")
			if !c.chosen { // what else it may be may not stay
				f.Fix(daemonizeFix(c.process, c.setting))
			} else if p.mayDaemonizeItself(c.process) {
				f.Severity(diag.Info)
			}
			f.Done(p)
		}
	},
}

// wantedLog returns the setting by which a process has its output written to a
// file; nil if there is none. A program that goes to the background has nothing to
// say there.
func wantedLog(proc *pill.Process) *pill.Setting {
	for _, name := range []string{"stdout", "stderr"} {
		text, known := proc.Attr(name).Text()
		if set := proc.Last(name); set != nil && isTrue(proc, name) && !(known && text == "/dev/null") {
			return set
		}
	}
	return nil
}

// foregroundRestarts reports programs that restart_command runs and that stay:
// what daemonizes the start command does nothing for it.
func (p *Pass) foregroundRestarts() {
	for c := range p.commands {
		if c.setting.Name != "restart_command" || c.process.IsChild() {
			continue
		}
		run, known := c.run()
		switch start := p.startOf(c.process); {
		case c.misuse().Text != "": // see idle-stop-command
			continue
		case known && run.Mode == program.Foreground && !run.Configured && run.Name != "sleep" && !variableSet(c.process, run.Variable):
		case start != nil && daemonized(c.process) && c.endsWith(start) && !start.mayEnd():
			run.Name = "the program"
		default:
			continue
		}
		p.settingFinding(c.process, c.setting, valueSpan(c.setting),
			"Bluepill does not daemonize what restart_command runs: %s stays in the foreground, as one more copy, and Bluepill waits for it", run.Name).Done(p)
	}
}

// openOutputs reports, as an info, shells that leave a program in the background with
// the pipes that Bluepill reads.
func (p *Pass) openOutputs() {
	for c := range p.commands {
		if !c.starts() || c.process.IsChild() || c.process.Last("start_command") != c.setting || !unbackgrounded(c.process) {
			continue
		}
		if left, open := c.leftByShell(); left && open {
			p.settingFinding(c.process, c.setting, valueSpan(c.setting), "what the shell leaves in the background keeps its output open, which Bluepill reads to its end: it waits for start_grace_time").
				Severity(diag.Info).Related(daemonizePlace(c.process), "not daemonized, by this").Done(p)
		}
	}
}

// endsWith reports whether a command is another one, or has a shell run that one
// last and in the foreground: sh -c 'kill {{PID}}; bin/shop'. Values that are not
// known are taken for the same in the same place, but not for a program.
func (c *commandText) endsWith(other *commandText) bool {
	words, ok := c.words()
	wanted, known := other.words()
	if !ok || !known || strings.Contains(path.Base(wanted[0]), program.Hole) || slices.Contains(wanted, program.Hole) {
		return false
	}
	if script, is := program.FindShellText(words); is {
		last := script.Text[1+strings.LastIndexAny(script.Text, ";&\n"):]
		if words, err := ruby.Shellsplit(last); err == nil && len(words) > 0 {
			if words[0] == "exec" {
				words = words[1:]
			}
			return slices.Equal(words, wanted)
		}
	}
	return slices.Equal(words, wanted)
}

// mayEnd reports whether something in a command suggests that it puts its program
// in the background, and ends.
func (c *commandText) mayEnd() bool {
	words, ok := c.words()
	return !ok || slices.ContainsFunc(words, func(w string) bool {
		// A value that a variable gets is no option.
		if name, _, is := strings.Cut(w, "="); is && assignmentWord.MatchString(w) {
			w = name
		}
		return hintsAtDaemon(w)
	})
}

// mayDaemonizeItself reports whether a command that a process may be started
// with puts its program in the background.
func (p *Pass) mayDaemonizeItself(proc *pill.Process) bool {
	for c, run := range p.writtenRuns {
		if c.process == proc && run.Mode == program.Background {
			return true
		}
	}
	return false
}

// guessedForegrounds reports, as an info, programs that stay in the foreground and
// whose names are guessed.
func (p *Pass) guessedForegrounds() {
	for c, run := range p.likelyRuns {
		if !c.guessed() || run.Mode != program.Foreground || run.Configured || !unbackgrounded(c.process) || variableSet(c.process, run.Variable) {
			continue
		}
		p.settingFinding(c.process, c.setting, valueSpan(c.setting),
			"if this is %s, it stays in the foreground, and nothing daemonizes it: Bluepill waits for it, and starts one copy after another", run.Name).
			Severity(diag.Info).Lacks(c.process.NameSpan, "daemonize").Related(daemonizePlace(c.process), "not daemonized, by this").Fix(daemonizeFix(c.process, c.setting)).Done(p)
	}
}

// foregrounds are the processes whose command certainly runs a program that
// stays in the foreground.
func (p *Pass) foregrounds() map[*pill.Process]bool {
	return p.shared.foregrounds.get(p.findForegrounds)
}

func (p *Pass) findForegrounds() map[*pill.Process]bool {
	found := map[*pill.Process]bool{}
	for c, run := range p.runs {
		if run.Mode == program.Foreground && !run.Configured && !variableSet(c.process, run.Variable) {
			found[c.process] = true
		}
	}
	return found
}

// unknownForegrounds reports, as an info, programs of which nothing says that
// they daemonize themselves: not the program, no word of the command, nothing
// else that the process sets. That Bluepill is told not to daemonize one says so,
// unless its output is wanted, which only Bluepill's daemons have.
func (p *Pass) unknownForegrounds() {
	for c := range p.commands {
		proc := c.process
		if !c.starts() || proc.IsChild() || proc.Last("start_command") != c.setting || !proc.Attr("pid_command").Unset() {
			continue
		}
		wanted := wantedLog(proc) != nil
		if !proc.Attr("daemonize").Unset() && !(wanted && unbackgrounded(proc)) {
			continue
		}
		if run, known := c.likelyRun(); known && run.Mode != program.Undecided {
			continue
		}
		words, ok := c.words()
		if _, lacking := c.lack(); lacking {
			continue
		}
		if script, is := program.FindShellText(words); is {
			words = strings.Fields(scriptJoints.Replace(script.Text))
		}
		words = withoutPlaces(words)
		words, task := withoutStart(withoutRun(withoutPidOption(words, wanted)))
		if !ok || slices.ContainsFunc(words, hintsAtDaemon) {
			continue
		}
		text := "nothing says that this daemonizes itself; if it does not, Bluepill waits for it, and starts one copy after another"
		if task != "" {
			text = "rake waits for " + task + "; if that does not put a process in the background, Bluepill waits, too, and starts one copy after another"
		}
		p.settingFinding(proc, c.setting, valueSpan(c.setting), "%s", text).
			Severity(diag.Info).Lacks(proc.NameSpan, "daemonize").Related(daemonizePlace(proc), "not daemonized, by this").Fix(daemonizeFix(proc, c.setting)).Done(p)
	}
}

// withoutPlaces leaves out the folders that cd goes to and the variables that a program
// is given, unless the name of one asks for a daemon: a program that stays is given
// PIDFILE, too.
func withoutPlaces(words []string) (rest []string) {
	for i, w := range words {
		name, _, is := strings.Cut(strings.TrimLeft(w, "("), "=")
		switch {
		case i > 0 && words[i-1] == "cd" && !strings.ContainsAny(w, ";&|"): // which no shell has taken away
		case is && assignmentWord.MatchString(name+"=") && !daemonWord.MatchString(strings.ReplaceAll(strings.ToLower(name), "pid", "")):
		default:
			rest = append(rest, w)
		}
	}
	return rest
}

// withoutPidOption leaves out -P and the pid file behind it: programs that stay
// write one, too. Where output is wanted, so are all options for a pid file, and
// values that are not known of options for files.
func withoutPidOption(words []string, wanted bool) []string {
	var rest []string
	for i := 0; i < len(words); i++ {
		w := words[i]
		next := i+1 < len(words) && !strings.HasPrefix(words[i+1], "-")
		switch {
		case w == "-P" && next && strings.HasSuffix(words[i+1], ".pid"), wanted && pidOption.MatchString(w) && next && !strings.Contains(w, "="):
			i++
		case wanted && pidOption.MatchString(w):
		case wanted && next && words[i+1] == program.Hole && fileOption.MatchString(w):
			i++
		default:
			rest = append(rest, w)
		}
	}
	return rest
}

var (
	pidOption  = lazyregexp.New(`(?i)^--?pid([-_]?(file|path))?(=.*)?$`)
	fileOption = lazyregexp.New(`(?i)^--?\w*(dir|folder|file|path|config)$`)
)

// withoutRun takes "start" and "run" away from what a tool is told that runs a program,
// and waits for it, and the properties that Java programs are given.
func withoutRun(words []string) (rest []string) {
	for i, w := range words {
		if i > 0 && (w == "start" || w == "run") && slices.Contains(runners, path.Base(words[i-1])) || property.MatchString(w) && !daemonWord.MatchString(w) {
			continue
		}
		rest = append(rest, w)
	}
	return rest
}

// runners run the program of the folder that they are in.
var runners = strings.Fields("npm yarn pnpm go")

// property is a property of Java: -Dhttp.port=9000.
var property = lazyregexp.New(`^-D[a-z][\w-]*(\.[\w-]+)+=`)

// withoutStart takes "start" away from the name of a task of rake, which ends when
// its tasks have, but for tasks that are known to put something in the background.
func withoutStart(words []string) (rest []string, task string) {
	at := slices.IndexFunc(words, func(w string) bool { return path.Base(w) == "rake" })
	if at < 0 {
		return words, ""
	}
	rest = slices.Clone(words)
	for i := at + 1; i < len(rest); i++ {
		space, is := strings.CutSuffix(rest[i], ":start")
		if name := space[strings.LastIndex(space, ":")+1:]; is && !slices.Contains(detachedBy, name) && !program.PutsInBackground(name) {
			rest[i], task = space, rest[i]
		}
	}
	return rest, task
}

// detachedBy are what tasks start that put it in the background: rake ts:start.
var detachedBy = strings.Fields(`ts thinking_sphinx sphinx ultrasphinx solr sunspot ferret xapian jetty faye juggernaut resque resque_pool dj jobs
	workling backgroundrb redis memcache mysql postgres postgresql selenium server daemons services`)

// scriptJoints takes what joins the commands of a script away, for all of which
// the shell waits.
var scriptJoints = strings.NewReplacer("2>&1", " ", ">&2", " ", "&&", " ", "|", " ", ";", " ")

// hintsAtDaemon reports whether a word may have a program go to the background,
// or may be one that does, or starts another.
func hintsAtDaemon(word string) bool {
	name := path.Base(word)
	if strings.HasPrefix(word, "-") && !strings.HasPrefix(word, "--") && strings.ContainsAny(word, "dDbBP") {
		return true
	}
	return strings.Contains(word, program.Hole) && !strings.Contains(word, "/") || strings.ContainsAny(word, "&|;`$()") ||
		daemonWord.MatchString(word) || slices.Contains(launchers, name) || strings.HasSuffix(name, "d") && name != "cd" || strings.HasSuffix(name, "ctl")
}

// daemonWord is in the names of options, scripts and commands that start
// something in the background.
var daemonWord = lazyregexp.New(`(?i)start|daemon|background|detach|fork|pid|init|service|launch|supervis|spawn|boot|^(up|load|run)$`)

// launchers are programs that start others, who knows how.
var launchers = strings.Fields("sh bash zsh su sudo ssh screen tmux docker sv god monit cap make true false")
