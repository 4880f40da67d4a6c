package output

// This file draws what has happened to a process that was run, for the page: a
// line of time with its states, what it was sent, and what was being tried.

import (
	"strconv"
	"strings"
	"time"
)

// A Run is what has happened to a process that was run.
type Run struct {
	Process string
	Moments []RunMoment // in order of time
}

// A RunMoment is one thing that has happened.
type RunMoment struct {
	At     time.Duration // since the beginning
	Step   string        // what was being tried
	State  string        // that begins; "" for most
	Signal string        // that it is sent; "" for most
	Words  string        // all of it in words
}

// A pageRun is a Run that is drawn.
type pageRun struct {
	Name   string
	Phases []stopPhase // its states
	Steps  []runStep
	Points []stopPoint // signals
	Rows   int         // of labels
	End    string      // how long it took
	List   []runLine
}

// A runStep is where a step begins.
type runStep struct{ X, Name string }

// A runLine is a moment in words.
type runLine struct{ Step, When, What string }

// pageRuns lays runs out on lines of time.
func pageRuns(runs []Run) (out []pageRun) {
	for _, r := range runs {
		if len(r.Moments) > 0 {
			out = append(out, drawRun(r))
		}
	}
	return out
}

func drawRun(r Run) pageRun {
	out := pageRun{Name: printable(r.Process)}
	end := max(r.Moments[len(r.Moments)-1].At, 1)
	scale := func(at time.Duration) float64 { return 98 * float64(max(at, 0)) / float64(end) }
	out.End = runTime(end)
	var used []float64 // where the last label of each row ends, in percent
	state, since, step, lastStep := "", 0.0, "", -100.0
	leave := func(to float64) {
		if class := stateClasses[state]; class != "" {
			out.Phases = append(out.Phases, stopPhase{percent(since), percent(max(0, to-since)), class})
		}
	}
	for _, m := range r.Moments {
		x := scale(m.At)
		line := runLine{When: runTime(m.At), What: printable(m.Words)}
		if m.Step != step {
			step, line.Step = m.Step, printable(m.Step)
			if x-lastStep >= 9 { // there is room for its name
				out.Steps = append(out.Steps, runStep{percent(x), line.Step})
				lastStep = x
			}
		}
		out.List = append(out.List, line)
		if m.State != "" {
			leave(x)
			state, since = m.State, x
		}
		if m.Signal != "" {
			label := strings.ToUpper(printable(m.Signal))
			out.Points = append(out.Points, stopPoint{X: percent(x), Anchor: anchor(x), Row: freeRow(&used, x, label), Label: label, Kill: label == "KILL"})
		}
	}
	leave(100)
	out.Rows = len(used)
	return out
}

// stateClasses are how states are drawn; those that are not here are not.
var stateClasses = map[string]string{"up": "up", "starting": "asked", "restarting": "asked", "stopping": "told"}

// runTime is a time in seconds.
func runTime(d time.Duration) string {
	return strconv.FormatFloat(max(d, 0).Seconds(), 'f', 1, 64) + " s"
}
