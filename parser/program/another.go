package program

// This file finds commands that stop another server than the one that a command has
// started, by what each of them says of it.

import (
	"path"
	"slices"
	"strings"
)

// A Mismatch is where two commands mean different servers.
type Mismatch struct {
	What    string // what tells servers apart: "pid file"
	Started string // which one is started
	Stopped string // which one is stopped; "" if none is named, or that cannot be told
	Word    string // the word that says so; "" if the command does not
	Option  string // the option that it lacks then
	Name    string // the program that stops it
	Unsure  bool   // versions of the program differ in what that comes to
	Likely  bool   // only the names of the programs tell
}

// A handle is how a program that stops servers tells which of them is meant.
type handle struct {
	starts, stops []string // the programs
	what          string
	given, asked  []string // the options of both
	behind        bool     // what is stopped is the word behind stop
	usual         string   // what it is without the option; "" if that cannot be told
	unnamed       bool     // without the option, none or all may be meant
	path          bool
}

var handles = []handle{
	{starts: words("thin"), stops: words("thin"), what: "pid file", given: words("-P --pid"), asked: words("-P --pid"), usual: "tmp/pids/thin.pid", path: true},
	{starts: words("mongrel_rails"), stops: words("mongrel_rails"), what: "pid file", given: words("-P --pid"), asked: words("-P --pid"), path: true},
	{starts: words("passenger"), stops: words("passenger"), what: "pid file", given: words("--pid-file"), asked: words("--pid-file"), path: true},
	{starts: words("passenger"), stops: words("passenger"), what: "port", given: words("-p --port"), asked: words("-p --port")},
	{starts: words("puma"), stops: words("pumactl"), what: "pid file", given: words("--pidfile"), asked: words("-P --pidfile"), path: true},
	{starts: words("puma"), stops: words("pumactl"), what: "state file", given: words("-S --state"), asked: words("-S --state"), path: true},
	{starts: words("sidekiq"), stops: words("sidekiqctl"), what: "pid file", given: words("-P --pidfile"), behind: true, path: true},
	{starts: words("delayed_job"), stops: words("delayed_job"), what: "identifier", given: words("-i --identifier"), asked: words("-i --identifier"), unnamed: true},
	{starts: words("delayed_job"), stops: words("delayed_job"), what: "folder of pid files", given: words("--pid-dir"), asked: words("--pid-dir"), usual: "tmp/pids", path: true},
	{starts: words("clockworkd"), stops: words("clockworkd"), what: "identifier", given: words("-i --identifier"), asked: words("-i --identifier")},
	{starts: words("clockworkd"), stops: words("clockworkd"), what: "folder of pid files", given: words("--pid-dir"), asked: words("--pid-dir"), path: true},
	{starts: words("nginx"), stops: words("nginx"), what: "configuration", given: words("-c"), asked: words("-c"), path: true},
	{starts: words("searchd"), stops: words("searchd"), what: "configuration", given: words("-c --config"), asked: words("-c --config"), path: true},
	{starts: words("supervisord"), stops: words("supervisorctl"), what: "configuration", given: words("-c --configuration"), asked: words("-c --configuration"), path: true},
	{starts: words("pg_ctl"), stops: words("pg_ctl"), what: "data", given: words("-D --pgdata"), asked: words("-D --pgdata"), path: true},
	{starts: words("redis-server"), stops: words("redis-cli"), what: "port", given: words("--port"), asked: words("-p"), usual: "6379"},
	{starts: words("docker"), stops: words("docker"), what: "name", given: words("--name"), behind: true},
}

// FindMismatch compares a command that starts a server with one that is meant to stop
// or restart it. file is the pid file of the process, if that is written for it; "" for
// none.
func FindMismatch(start, stop []string, file string) (m Mismatch, ok bool) {
	if m, ok := serviceMismatch(start, stop); ok {
		return m, true
	}
	if m, ok := sisterMismatch(start, stop); ok {
		return m, true
	}
	from, to := unwrapped(start), unwrapped(stop)
	if from == nil || to == nil || slices.Contains(from.Args, Hole) || slices.Contains(to.Args, Hole) {
		return m, false
	}
	for _, h := range handles {
		if !slices.Contains(h.starts, from.Name) || !slices.Contains(h.stops, to.Name) || !asksToStop(to) {
			continue
		}
		if m, ok := h.mismatch(from, to, file); ok {
			m.What, m.Name = h.what, to.Name
			return m, true
		}
	}
	return m, false
}

// unwrapped returns the program that a command runs with its arguments; nil if that
// cannot be told, or it does more than that.
func unwrapped(command []string) *Run {
	u := unwrapper{words: command}
	if slices.ContainsFunc(command, joins) || !u.unwrap() {
		return nil
	}
	name := path.Base(u.words[0])
	return &Run{Program: known(name), Name: name, Args: u.words[1:], Shell: u.shell}
}

// asksToStop reports whether a program is told to stop a server, or to restart it.
func asksToStop(to *Run) bool {
	return slices.ContainsFunc(to.Args, func(w string) bool {
		return slices.Contains(words("stop restart phased-restart reload shutdown quit kill halt --stop --stopwait"), w)
	})
}

func (h handle) mismatch(from, to *Run, file string) (m Mismatch, ok bool) {
	if h.path && configured(from) || h.path && configured(to) || h.what == "port" && redisElsewhere(to) {
		return m, false
	}
	given, isGiven := from.Argument(h.given...)
	if from.Name == "docker" {
		given, isGiven = dockerName(from.Args)
	}
	asked, isAsked := "", false
	if h.behind {
		asked, isAsked = wordBehindStop(to)
	} else {
		asked, isAsked = to.Argument(h.asked...)
	}
	if strings.ContainsAny(given+asked, Hole+"$~`{%") {
		return m, false
	}
	m = Mismatch{Started: given, Stopped: asked, Word: asked}
	switch {
	case isGiven && isAsked:
		return m, !h.same(given, asked) && (file == "" || h.what != "pid file" || !h.same(file, asked))
	case isAsked && h.what == "pid file":
		m.Started = file
		return m, file != "" && !from.Reads && !h.same(file, asked)
	case isAsked:
		m.Started = h.usual
		return m, h.usual != "" && len(from.Args) == 0 && !h.same(h.usual, asked)
	case isGiven && h.usual != "" && !ofCluster(to):
		m.Stopped, m.Option = h.usual, h.asked[0]
		return m, !h.same(given, h.usual) && !(h.path && strings.HasSuffix(path.Clean(given), "/"+h.usual))
	case isGiven && h.unnamed:
		m.Option, m.Unsure = h.asked[0], true
		return m, true
	}
	return m, false
}

// ofCluster reports whether thin is told to stop several servers, or one of them by its
// port, which is part of the names of their pid files.
func ofCluster(to *Run) bool {
	return to.Name == "thin" && slices.ContainsFunc(to.Args, func(w string) bool {
		return strings.HasPrefix(w, "-s") || strings.HasPrefix(w, "-o") || strings.HasPrefix(w, "--servers") || strings.HasPrefix(w, "--only")
	})
}

// configured reports whether a configuration of thin or another program may name what
// its options do not.
func configured(r *Run) bool {
	if r.Name == "nginx" || r.Name == "searchd" || r.Name == "supervisord" || r.Name == "supervisorctl" || r.Name == "pumactl" {
		return false
	}
	_, ok := r.Argument("-C", "--config")
	return ok
}

// redisElsewhere reports whether redis-cli is told another machine, or a socket.
func redisElsewhere(to *Run) bool {
	_, ok := to.Argument("-h", "-s", "-u")
	return to.Name == "redis-cli" && ok
}

// same compares what two commands say. Of files, one folder may have two names, so
// that only those certainly differ that have other names themselves, or are in
// folders of releases alike.
func (h handle) same(a, b string) bool {
	if !h.path {
		return a == b
	}
	a, b = cleaned(a), cleaned(b)
	if a == b {
		return true
	}
	if path.Base(a) != path.Base(b) {
		return false
	}
	return path.IsAbs(a) != path.IsAbs(b) || linked(a) || linked(b)
}

func cleaned(file string) string {
	file = path.Clean(file)
	if rest, ok := strings.CutPrefix(file, "/var/run/"); ok {
		return "/run/" + rest
	}
	return file
}

// linked reports whether a path goes through the link of a release.
func linked(file string) bool {
	return strings.Contains(file, "/current") || strings.Contains(file, "/shared") || strings.Contains(file, "/releases/")
}

// wordBehindStop is the word that names what a program is told to stop.
func wordBehindStop(to *Run) (word string, ok bool) {
	at := slices.IndexFunc(to.Args, func(w string) bool { return slices.Contains(words("stop restart kill"), w) })
	if at < 0 {
		return "", false
	}
	for i := at + 1; i < len(to.Args); i++ {
		switch w := to.Args[i]; {
		case slices.Contains(words("-t --time --timeout -s --signal"), w):
			i++
		case strings.HasPrefix(w, "-"):
		case word != "" && to.Name == "docker":
			return "", false // several
		case word == "":
			word = w
		}
	}
	hex := strings.Trim(word, "0123456789abcdef") == "" && len(word) >= 4 // an ID of docker's
	return word, word != "" && !(to.Name == "docker" && hex)
}

// dockerName is the name that docker run gives.
func dockerName(args []string) (name string, ok bool) {
	switch {
	case len(args) == 2 && args[0] == "start":
		return args[1], true
	case len(args) == 0 || args[0] != "run":
		return "", false
	}
	for i, w := range args {
		if v, is := strings.CutPrefix(w, "--name="); is {
			return v, true
		}
		if w == "--name" && i+1 < len(args) {
			return args[i+1], true
		}
	}
	return "", false
}

// serviceMismatch compares the services that two commands mean.
func serviceMismatch(start, stop []string) (m Mismatch, ok bool) {
	from, ok := FindOrder(start)
	if !ok || from.Service == "" || from.Effect != Starts && from.Effect != Renews {
		return m, false
	}
	to, ok := FindOrder(stop)
	if !ok || to.Service == "" || from.Name == "supervisorctl" || to.Name == "supervisorctl" || SameService(from.Service, to.Service) {
		return m, false
	}
	return Mismatch{What: "service", Started: from.Service, Stopped: to.Service, Word: to.Service, Name: to.Name}, true
}

// carbons are the programs of Graphite, each of which stops by its own pid file.
var carbons = words("carbon-cache.py carbon-relay.py carbon-aggregator.py")

// sisterMismatch finds a program that is told to stop where another one of the same
// folder was told to start. But for those of Graphite, both may still be about one server.
func sisterMismatch(start, stop []string) (m Mismatch, ok bool) {
	from, to := unwrapper{words: start}, unwrapper{words: stop}
	if slices.ContainsFunc(start, joins) || slices.ContainsFunc(stop, joins) || !from.unwrap() || !to.unwrap() {
		return m, false
	}
	if !slices.Contains(from.words[1:], "start") || !slices.Contains(to.words[1:], "stop") {
		return m, false
	}
	m = Mismatch{What: "program", Started: path.Base(from.words[0]), Stopped: path.Base(to.words[0]), Word: to.words[0], Name: path.Base(to.words[0])}
	if slices.Contains(carbons, m.Started) && slices.Contains(carbons, m.Stopped) {
		return m, m.Started != m.Stopped
	}
	folder := path.Dir(from.words[0])
	m.Likely = true
	return m, folder == path.Dir(to.words[0]) && folder != "." && !OfScripts(folder) && !strings.Contains(m.Started+m.Stopped, Hole) &&
		!WellKnown(m.Started) && !WellKnown(m.Stopped) && !strings.HasPrefix(m.Started, m.Stopped) && !strings.HasPrefix(m.Stopped, m.Started)
}
