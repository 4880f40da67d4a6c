package verify

// This file works out what a stage has to know.

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/supervisor"
)

// A job is all that a stage is told.
type job struct {
	Plans    []*supervisor.Plan
	Speed    float64
	StandIn  bool
	Original bool
	Own      string // a folder that is ours, without a sandbox
	Folders  []folder
	Programs []string          // absolute paths of programs that the stand-in plays
	Tools    []string          // names of programs that it plays wherever they are looked for
	Users    []string          // users and groups that there are, beside those of this machine
	Files    []string          // empty files that there are
	Scripts  map[string]string // by the names under which they are looked for
	Parts    map[string]*Part  // by app and full name
	Controls []control
	Steps    []string
	Wait     time.Duration
	Memory   int64
	Kids     bool // memory is used by the children
	Late     bool // a stop comes late in a second
	Crash    bool // programs end once by themselves
}

// A machine is what there is beside this one's files and users.
type machine struct {
	programs []string
	users    []string
	scripts  map[string]string
}

// A folder is one that has to be there, and whose it is.
type folder struct {
	Path  string
	Owner string // a user; "" for root
}

// A control is a command that the stand-in plays which is not a process: a
// stop_command, for example.
type control struct {
	Words   []string
	App     string
	Process string
	Stops   bool // it ends the process
	Lasts   bool // it is a program that does not end
}

// partKey is the key of a process in Parts.
func partKey(app, name string) string { return app + "/" + name }

// newJob works out what there has to be for a pill's processes to run.
func newJob(plans []*supervisor.Plan, o Options) *job {
	j := &job{Plans: plans, Speed: o.Speed, StandIn: o.StandIn, Original: o.AsBluepill, Own: o.own, Crash: o.Crash, Parts: map[string]*Part{}, Steps: o.direct.steps, Wait: o.direct.wait, Memory: o.direct.memory, Kids: o.direct.children, Late: o.direct.late}
	for _, plan := range plans {
		plan.Speed, plan.Foreground, plan.Zombies = o.Speed, false, o.direct.zombies
		for _, s := range plan.Specs {
			if s.OwnPidFile { // which was worked out for another base directory
				s.PidFile = filepath.Join(plan.BaseDir, "pids", plan.App, filepath.Base(s.PidFile))
			}
			if o.StandIn {
				j.cast(plan, s)
			}
			if p := j.Parts[partKey(plan.App, s.FullName())]; o.direct.play != nil && p != nil {
				o.direct.play(p)
			}
		}
		if plan.LogFile != "" && o.StandIn {
			j.folder(path.Dir(plan.LogFile), "")
		}
	}
	if m := o.direct.machine; m != nil {
		j.Scripts = m.scripts
		if m.users != nil {
			j.Users = m.users
		}
		if m.programs != nil {
			j.Programs, j.Tools = m.programs, nil
		}
	}
	return j
}

// cast has the stand-in play all that belongs to a process, and makes the
// folders that it needs.
func (j *job) cast(plan *supervisor.Plan, s *supervisor.Spec) {
	part := partOf(s)
	j.Parts[partKey(plan.App, s.FullName())] = part
	for _, words := range commandsOf(s.Start) {
		j.program(s, words[0])
	}
	for _, dir := range foldersOf(s.Start) {
		j.folder(inDir(s, dir), s.User)
	}
	j.allow(s)
	for _, command := range []string{s.PreStart, s.Stop, s.Restart} {
		for _, words := range commandsOf(command) {
			j.program(s, words[0])
			run, ok := program.Read(words)
			j.Controls = append(j.Controls, control{
				Words: words, App: plan.App, Process: s.FullName(), Stops: command == s.Stop, Lasts: ok && run.Mode == program.Foreground,
			})
		}
	}
	j.folder(s.Dir, s.User)
	files := []string{s.Stdout, s.Stderr}
	if !s.OwnPidFile {
		files = append(files, s.PidFile)
	}
	for _, f := range append(files, part.PidFile, part.Log) {
		if f != "" {
			j.folder(path.Dir(f), s.User)
		}
	}
	if s.Stdin != "" && filepath.IsAbs(s.Stdin) {
		j.folder(path.Dir(s.Stdin), s.User)
		j.Files = append(j.Files, s.Stdin)
	}
	for _, name := range append([]string{s.User, s.UserGroup}, s.Supplementary...) {
		if name != "" && !slices.Contains(j.Users, name) {
			j.Users = append(j.Users, name)
		}
	}
}

func (j *job) folder(dir, owner string) {
	if filepath.IsAbs(dir) && makeable(dir) {
		j.Folders = append(j.Folders, folder{path.Clean(dir), owner})
	}
}

// weight is the memory that a stand-in uses by itself, generously, in bytes.
const weight = 64 << 20

// allow raises limits that a real program could keep to, and a stand-in cannot.
func (j *job) allow(s *supervisor.Spec) {
	for _, c := range s.Checks {
		if least := float64(weight); c.Kind == "mem_usage" && c.Below != nil && *c.Below >= 1<<20 {
			if c.Children {
				least *= 3
			}
			if *c.Below < least {
				c.Below = &least
			}
		}
	}
}

// program has the stand-in play what a command begins with. Nothing is there by
// a name that somebody meant to be expanded.
func (j *job) program(s *supervisor.Spec, name string) {
	switch {
	case strings.ContainsAny(name, "$`*?~"):
	case strings.ContainsRune(name, '/'):
		if !filepath.IsAbs(name) {
			name = path.Join("/", s.Dir, name)
		}
		j.Programs = append(j.Programs, path.Clean(name))
	case !slices.Contains(j.Tools, name):
		j.Tools = append(j.Tools, name)
	}
	for _, v := range s.Env {
		if v[0] != "PATH" || strings.ContainsRune(name, '/') {
			continue
		}
		if dir, _, _ := strings.Cut(v[1], ":"); filepath.IsAbs(dir) { // looked at first
			j.Programs = append(j.Programs, path.Join(dir, name))
		}
	}
}

// tools are programs that every machine has, and that nobody has to play.
var tools = strings.Fields(`sh bash dash ash zsh ksh env nohup nice ionice setsid sudo su exec cd kill pkill killall pgrep pidof
	sleep timeout echo printf test [ true false : cat tee head tail grep egrep fgrep sed awk cut tr sort uniq wc xargs find ls ps
	mkdir rm rmdir ln cp mv touch chmod chown install mktemp date hostname id whoami ulimit umask export set unset source . wait
	trap if then else fi for do done while case esac start-stop-daemon stdbuf chpst`)

// separators end a command in a shell.
var separators = strings.Fields("; && || | & { } ( ) then do else ! exec nohup nice setsid command time if while")

// commandsOf finds the programs, with their words, that a command runs which
// not every machine has. A shell's script is read roughly: a program that is
// missed is not played, and then is not found.
func commandsOf(command string) [][]string {
	words, err := ruby.Shellsplit(command)
	if err != nil || len(words) == 0 {
		return nil
	}
	if len(words) == 1 { // a shell runs it, if it has characters for one
		if strings.ContainsAny(words[0], "$~") {
			words[0] = expand(words[0])
		}
		return notTools([][]string{words})
	}
	for len(words) > 0 {
		if given, ok := program.FindShellText(words); ok {
			return scriptCommands(given.Whole)
		}
		name := path.Base(words[0])
		switch {
		case program.IsShell(name):
			return nil // it runs a file
		case slices.Contains([]string{"env", "nohup", "nice", "ionice", "setsid", "sudo", "exec", "timeout"}, name):
			words = words[1:]
			for len(words) > 0 && (strings.HasPrefix(words[0], "-") || strings.Contains(words[0], "=") || isNumber(words[0])) {
				words = words[1:]
			}
			continue
		case slices.Contains(tools, name), strings.Contains(words[0], "="):
			return nil
		}
		return [][]string{words}
	}
	return nil
}

// notTools leaves out commands that every machine has.
func notTools(list [][]string) [][]string {
	return slices.DeleteFunc(list, func(words []string) bool {
		return slices.Contains(tools, path.Base(words[0])) || strings.Contains(words[0], "=")
	})
}

// expand puts values in the place of variables, as a shell does, as far as they
// are this machine's: those of a process are not known to its first word.
func expand(word string) string {
	if rest, ok := strings.CutPrefix(word, "~/"); ok {
		word = "$HOME/" + rest
	}
	return os.ExpandEnv(word)
}

func isNumber(w string) bool { return w != "" && strings.Trim(w, "0123456789.") == "" }

// foldersOf finds the folders that a command's script goes to.
func foldersOf(command string) (list []string) {
	words, err := ruby.Shellsplit(command)
	if err != nil || len(words) < 3 {
		return nil
	}
	script, err := ruby.Shellsplit(strings.NewReplacer("&&", " && ", ";", " ; ").Replace(words[len(words)-1]))
	if err != nil {
		return nil
	}
	for i, w := range script {
		if w == "cd" && i+1 < len(script) && !strings.ContainsAny(script[i+1], "$`*?~") {
			list = append(list, script[i+1])
		}
	}
	return list
}

// scriptCommands finds the programs of a shell's script.
func scriptCommands(script string) (list [][]string) {
	for _, op := range []string{"&&", "||", ";", "|", "\n", "(", ")", "`"} {
		script = strings.ReplaceAll(script, op, " "+strings.ReplaceAll(op, "\n", ";")+" ")
	}
	words, err := ruby.Shellsplit(script)
	if err != nil {
		words = strings.Fields(script)
	}
	var command []string
	dir := ""
	end := func() {
		for len(command) > 0 && strings.Contains(command[0], "=") {
			command = command[1:]
		}
		if len(command) == 2 && command[0] == "cd" {
			dir = command[1]
		}
		if len(command) > 0 && filepath.IsAbs(dir) && strings.ContainsRune(command[0], '/') && !filepath.IsAbs(command[0]) {
			command[0] = path.Join(dir, command[0])
		}
		if len(command) > 0 && !slices.Contains(tools, path.Base(command[0])) && !strings.ContainsAny(command[0], "$`*?<>{}") {
			list = append(list, command)
		}
		command = nil
	}
	target := false // the word is where output goes, or input comes from
	for _, w := range words {
		if target {
			target = false
			continue
		}
		if slices.Contains(separators, w) || w == "`" {
			end()
			continue
		}
		if strings.ContainsAny(w, "<>") {
			target = strings.HasSuffix(w, ">") || strings.HasSuffix(w, "<")
			continue
		}
		command = append(command, w)
	}
	end()
	return list
}

// systemFolders are those in which nobody makes folders by a deploy, with what
// is excepted.
var systemFolders = map[string][]string{
	"bin": nil, "boot": nil, "dev": nil, "lib": nil, "lib32": nil, "lib64": nil, "proc": nil, "sbin": nil, "sys": nil,
	"etc":  {"init.d"},
	"usr":  {"local", "share"},
	"path": nil, // of /path/to/shop, which no machine has
	"var":  strings.Fields("apps backups cache deploy lib local lock log mail opt run spool tmp vmail www"),
}

// makeable reports whether a folder that is not there may be made, as a deploy
// would: those of the system have to be there, but what is made below them.
func makeable(dir string) bool {
	parts := strings.Split(strings.Trim(path.Clean(dir), "/"), "/")
	except, system := systemFolders[parts[0]]
	return !system || len(parts) > 1 && slices.Contains(except, parts[1])
}
