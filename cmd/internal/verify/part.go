package verify

// This file says how the stand-in plays a program.

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/supervisor"
)

// A Part is what the stand-in does in the place of a program. Times are the
// pill's.
type Part struct {
	Background bool   // it puts itself in the background
	PidFile    string `json:",omitempty"` // which it then writes
	Log        string `json:",omitempty"` // what its command tells it to write to

	Children int           `json:",omitempty"` // how many processes it starts
	Web      []Website     `json:",omitempty"` // what it serves
	Touches  []string      `json:",omitempty"` // files that it writes again and again
	Heeds    []string      `json:",omitempty"` // the signals that end it; nil: all that can be
	Lingers  time.Duration // how long it takes to end after the first of them
	Hurried  time.Duration // and after a second one
	Slow     time.Duration // how long the command takes to put it in the background
	Dies     time.Duration // it ends by itself after that long; 0: not
	Sleeps   bool          `json:",omitempty"` // it is sleep, which leaves no signal to itself and ends well
	Halts    time.Duration // how long each of its stop and restart commands takes
}

// A Website is what a stand-in answers for an http check.
type Website struct {
	Address string
	Status  int
	Body    string
	Hangs   bool // it takes a request, and never answers
}

// partOf is how a program is played that behaves well: as its command says,
// as far as that is known.
func partOf(s *supervisor.Spec) *Part {
	p := &Part{}
	if d, ok := sleepOf(s.Start); ok {
		p.Dies, p.Sleeps = d, true
		return p
	}
	log, pid, mode, silent := startOf(s)
	// Whoever does not ask for daemonization has a program that does it by itself,
	// unless it is known not to.
	p.Background, p.Log = mode == program.Background || mode == program.Undecided && !s.Daemonize && !leavesBehind.MatchString(s.Start), log
	if p.Background {
		p.PidFile = pid
		if pid == "" && !silent && !s.Daemonize && !s.OwnPidFile && s.PidCommand == "" {
			p.PidFile = s.PidFile // the pill's author knows where it is
		}
	}
	if s.Children != nil {
		p.Children = 1
	}
	if s.StopGrace > 3*time.Second {
		p.Lingers = min(s.StopGrace/4, longestEnd) // somebody knew that it takes its time
		p.Hurried = min(p.Lingers, time.Second)
	}
	for _, c := range s.Checks {
		if c.Children {
			p.Children = 1
		}
		switch {
		case c.Kind == "file_time" && c.File != "":
			p.Touches = append(p.Touches, c.File)
		case c.Kind == "http" && c.HTTP.URL != "":
			if w, ok := websiteOf(c.HTTP); ok {
				p.Web = append(p.Web, w)
			}
		}
	}
	return p
}

// longestEnd is the longest that a program is played to take to end.
const longestEnd = 2 * time.Minute

// daemonizes is what an option looks like by which a program that is not well
// known puts itself in the background.
var daemonizes = lazyregexp.New(`^(--?(daemon|daemonize|daemonise|background|detach|fork)(=.*)?|-[dD]|start)$`)

// leavesBehind is what a script looks like that puts a program in the background
// itself.
var leavesBehind = lazyregexp.New(`[^&>]&(?:[^&>\d]|$)`)

// startOf takes a start command apart: where it leaves its program, the files
// that it tells it to write, and whether it writes no pid file if it is told of
// none.
func startOf(s *supervisor.Spec) (log, pid string, mode program.Mode, silent bool) {
	commands := commandsOf(s.Start)
	if len(commands) == 0 {
		return "", "", program.Foreground, false
	}
	words := commands[0]
	run, known := program.Read(words)
	pidOptions := []string{"--pid", "--pidfile", "--pid-file", "-P"}
	if known {
		mode, pidOptions = run.Mode, run.PidFile
		silent = run.Silent && len(run.Config) == 0 && run.Variable == "" // a variable may tell it
	}
	for i, w := range words[1:] {
		if mode == program.Undecided && daemonizes.MatchString(w) {
			mode = program.Background
		}
		if v, ok := optionValue(words[1:], i, pidOptions); ok {
			pid = v
		}
		if v, ok := optionValue(words[1:], i, []string{"--log", "--logfile", "--log-file"}); ok {
			log = v
		}
	}
	return inDir(s, log), inDir(s, pid), mode, silent
}

// optionValue is the value of the i-th word, if that is one of some options.
func optionValue(words []string, i int, options []string) (string, bool) {
	for _, o := range options {
		if v, ok := strings.CutPrefix(words[i], o+"="); ok {
			return v, true
		}
		if words[i] == o && i+1 < len(words) {
			return words[i+1], true
		}
	}
	return "", false
}

func inDir(s *supervisor.Spec, file string) string {
	if file == "" || filepath.IsAbs(file) {
		return file
	}
	return path.Join("/", s.Dir, file)
}

// websiteOf is what pleases an http check; ok is false if that is not known.
func websiteOf(h *supervisor.HTTP) (w Website, ok bool) {
	u, err := url.Parse(h.URL)
	if err != nil || u.Scheme != "http" || !local(u.Hostname()) {
		return w, false
	}
	port := u.Port()
	if port == "" {
		port = "80"
	}
	w = Website{Address: "127.0.0.1:" + port, Status: 200}
	for w.Status < 600 && !h.Takes(w.Status) {
		w.Status++
	}
	for code := 100; w.Status == 600 && code < 200; code++ {
		if h.Takes(code) {
			w.Status = code
		}
	}
	if h.Pattern != nil {
		w.Body = h.Pattern.Source
		re, err := ruby.Compile(h.Pattern.Source, h.Pattern.Options)
		if err != nil {
			return w, false
		}
		if m, err := re.Match(w.Body, 0); err != nil || m == nil {
			return w, false
		}
	}
	return w, w.Status < 600
}

func local(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.") || host == "0.0.0.0"
}
