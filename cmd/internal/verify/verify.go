// Package verify runs the processes of a pill in a private place, and compares
// what becomes of them with what the pill says.
//
// Run starts the program it is part of once more, in namespaces of its own
// (sandbox_linux.go). There that is process 1, the stage: it lays a root over
// the machine's files to which everything is written (root_linux.go), starts a
// daemon of the supervisor, plays with it (scenario_linux.go) and keeps a
// Record. Programs that are not there are played by a third form of the same
// program, the stand-in (standin_linux.go), which does what its Part says. What
// the Record means for the pill is worked out outside (judge.go), by pure
// functions.
//
// A program that uses this package calls Main before anything else.
package verify

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/supervisor"
	"github.com/pilllint/pilllint/supervisor/plan"
)

// Options say how a pill is run.
type Options struct {
	StandIn bool    // programs are played, not run
	Speed   float64 // how many seconds of the pill go by in one; 0 is DefaultSpeed
	Host    bool    // without a sandbox, on this very machine
	Network bool    // the network of this machine can be reached
	// AsBluepill has Bluepill's own semantics, mistakes included, instead of the
	// supervisor's.
	AsBluepill bool
	Crash      bool // each program ends by itself once, too, and has to come back

	own    string // a folder that is ours, without a sandbox
	direct direction
	once   bool // whatever it shows
}

// A direction makes a verification show something in particular.
type direction struct {
	machine  *machine // what there is beside this machine; nil: what the pill needs
	play     func(p *Part)
	steps    []string      // those of the scenario; nil: all
	wait     time.Duration // how long the processes are left alone, in the pill's time
	memory   int64         // what a process uses that is to use more; 0: what a check forbids
	children bool          // it is the children that are to
	late     bool          // a stop comes late in a second of the daemon's clock
	zombies  bool          // nobody takes the exit status of what has ended
}

// DefaultSpeed is how fast the clock of a verification is if nothing else is
// said: real programs take the time that they take.
func (o Options) DefaultSpeed() float64 {
	if o.StandIn {
		return 20
	}
	return 1
}

// MaxSpeed is the fastest clock that there is.
const MaxSpeed = 1000

// A Result is what a verification has shown.
type Result struct {
	Found     []diag.Diagnostic
	Timelines []Timeline

	record *Record // nil if it was not run
}

// rootBase is the base directory that a pill has which names none.
const rootBase = "/var/run/bluepill"

// Run runs a pill. What is wrong with it is a diagnostic; the error is that it
// could not be run. A pill that the supervisor refuses is not run: the result
// says why.
func Run(ctx context.Context, c *pill.Config, o Options) (*Result, error) {
	if o.Speed == 0 {
		o.Speed = o.DefaultSpeed()
	}
	base := rootBase
	if o.Host {
		dir, err := os.MkdirTemp("", "pilllint-verify-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(dir)
		o.own, base = dir, filepath.Join(dir, "base")
	}
	read := plan.New
	if o.AsBluepill {
		read = plan.NewOriginal
	}
	plans, refused := read(c, base)
	if len(refused) > 0 {
		return &Result{Found: refused}, nil
	}
	if n := countProcesses(plans); n > maxProcesses {
		return nil, fmt.Errorf("%d processes are more than can be run at a time (%d)", n, maxProcesses)
	}
	for again := 0; ; again++ {
		record, err := perform(ctx, newJob(plans, o), o)
		if err != nil {
			return nil, err
		}
		found := judge(c, plans, record)
		bearable := record.bearable(plans)
		if len(found) > 0 && record.Lag > bearable && !o.once && (o.Speed > 1 || again < maxAgain) { // it may be the machine that was too slow
			o.Speed = record.slower(o.Speed, bearable)
			continue
		}
		return &Result{diag.Sort(found), timelines(record), record}, nil
	}
}

// maxAgain is how often a pill is run again at most.
const maxAgain = 3

// maxProcesses is how many processes a pill may have to be run.
const maxProcesses = 100

func countProcesses(plans []*supervisor.Plan) (n int) {
	for _, p := range plans {
		n += len(p.Specs)
	}
	return n
}

// A Timeline is what has happened to a process, in order.
type Timeline struct {
	App, Process string // the process as group:name
	Moments      []Moment
	Logs         []Log // once it was up
}

// A Moment is one thing that has happened.
type Moment struct {
	At   time.Duration // since the verification has begun, in the pill's time
	Step string        // what was being tried
	Kind EventKind
	Pid  int
	Text string
}

// timelines are those of all processes, in the order of the pill.
func timelines(r *Record) []Timeline {
	var list []Timeline
	for _, p := range r.Processes {
		t := Timeline{App: p.App, Process: p.Name, Logs: p.Logs}
		for _, e := range r.Events {
			if e.App == p.App && e.Process == p.Name && e.Kind != Logged {
				t.Moments = append(t.Moments, Moment{e.At, e.Step, e.Kind, e.Pid, e.Text})
			}
		}
		list = append(list, t)
	}
	return list
}

// displayName is what people call a process.
func displayName(fullName string) string { return strings.TrimPrefix(fullName, ":") }

// wants reports whether a step of the scenario is to be done.
func (j *job) wants(step string) bool { return len(j.Steps) == 0 || slices.Contains(j.Steps, step) }
