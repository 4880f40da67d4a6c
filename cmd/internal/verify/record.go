package verify

// This file holds what a verification keeps of what it has seen.

import (
	"io/fs"
	"slices"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// A Record is all that was seen.
type Record struct {
	Processes []*Seen
	Events    []Event
	Facts     []Fact
	Lag       time.Duration // by how much the machine was late at worst, in the pill's time
}

// slower is the speed at which a run that was late at another speed is to be
// repeated: as slow as takes a machine that is late by as much again, and half of
// that, to what is bearable, in the pill's time.
func (r *Record) slower(speed float64, bearable time.Duration) float64 {
	factor := 1.5 * float64(r.Lag) / float64(bearable)
	return max(speed/min(max(factor, 2), 8), 1)
}

// maxLag is less than the shortest grace time that there is by default.
const maxLag = time.Second

// bearable is by how much the machine may have been late for the facts to count,
// in the pill's time: a third of the shortest grace time of these plans, as maxLag
// is of the shortest by default, or of the interval of a check if a fact is about
// one; from maxLag to ten of it.
func (r *Record) bearable(plans []*supervisor.Plan) time.Duration {
	shortest := 3 * 10 * maxLag
	aboutChecks := slices.ContainsFunc(r.Facts, func(f Fact) bool { return f.Check != "" })
	for _, p := range plans {
		for _, s := range p.Specs {
			shortest = min(shortest, s.StartGrace, s.StopGrace)
			if s.Restart != "" {
				shortest = min(shortest, s.RestartGrace)
			}
			for _, c := range s.Checks {
				if aboutChecks {
					shortest = min(shortest, c.Every)
				}
			}
		}
	}
	return max(shortest/3, maxLag)
}

// A Seen is a process, and what was seen of its first run.
type Seen struct {
	App, Name string // the name is group:name
	Runs      []Instance
	Files     map[string]string // what there was in the files that the pill names, at the end of the first part
	Logs      []Log             // the files that its output went to by then
}

// A Log is a file that the output of a process goes to.
type Log struct {
	Path  string
	Owner string // the name of the user, or the number of one without a name
	Mode  fs.FileMode
}

// An Instance is one program that has run for a process.
type Instance struct {
	Pid      int
	Mark     string // of the start that it belongs to
	Args     []string
	Env      []string
	Dir      string
	Launcher bool // it only started another
	Child    bool
	Began    time.Duration
	Ended    time.Duration // 0: it has not
	Signals  []Event
}

// An Event is something that has happened, in order.
type Event struct {
	At      time.Duration // since the verification has begun, in the pill's time
	Step    string
	App     string
	Process string
	Kind    EventKind
	Pid     int
	Code    int
	Took    time.Duration
	Text    string
}

// An EventKind is what an event is about, and what its text is.
type EventKind string

// The kinds of events.
const (
	Did      EventKind = "did"      // what the verification did: a command, an order to a program
	Entered  EventKind = "state"    // the supervisor gave it this state
	Made     EventKind = "start"    // it was made; or the text says why not
	Ended    EventKind = "end"      // it has ended, and how
	Sent     EventKind = "signal"   // it was sent a signal
	Received EventKind = "received" // it has got a signal
	Ran      EventKind = "command"  // a command is run
	RanTo    EventKind = "result"   // a command has ended with a code
	CutShort EventKind = "cut"      // a command took too long
	Logged   EventKind = "log"      // a line of the daemon's log
	Died     EventKind = "daemon"   // the daemon has ended
	Waited   EventKind = "waited"   // a command had to wait for the daemon
)

// A Fact is a promise of the pill that was broken.
type Fact struct {
	App, Process string
	Kind         FactKind
	Check        string // the check that it is about
	Text         string // what was seen
}

// A FactKind is which promise was broken.
type FactKind string

// The promises that a pill makes of its processes.
const (
	NotUp       FactKind = "start"    // it comes up in its grace time
	NotStable   FactKind = "stay"     // it stays
	Copies      FactKind = "copy"     // there is one of it
	NotLogged   FactKind = "log"      // what it writes is in its log
	NotAdopted  FactKind = "adopt"    // a daemon that was killed finds it again
	CheckMute   FactKind = "check"    // its checks fire
	CheckLoop   FactKind = "healthy"  // and do not for no reason
	CheckUndone FactKind = "undone"   // what they fire is done, and stays
	NotBack     FactKind = "restart"  // it is restarted
	NotGone     FactKind = "stop"     // it stops, by its sequence and in time
	LeftBehind  FactKind = "leftover" // and leaves nothing behind
	Blocked     FactKind = "blocked"  // nothing has to wait for it
	DaemonDied  FactKind = "daemon"   // the daemon lives
)

// process returns what was seen of a process.
func (r *Record) process(app, name string) *Seen {
	i := slices.IndexFunc(r.Processes, func(p *Seen) bool { return p.App == app && p.Name == name })
	if i < 0 {
		return nil
	}
	return r.Processes[i]
}
