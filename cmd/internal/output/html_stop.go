package output

// This file draws how a process is stopped, for the page: a line of time from
// the first signal, with what is sent and when, up to the grace time.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/pill"
)

// A pageStop is how some processes of a file, all of them alike, are stopped.
type pageStop struct {
	Names   []string
	More    int    // how many others there are
	Link    string // to where the first is declared, if that is on the page
	By      string // what does it: an attribute
	Command string
	Draw    bool // there is something to draw
	Points  []stopPoint
	Rows    int // of labels
	Phases  []stopPhase
	Grace   *stopPoint
	Steps   []stopStep
	Verdict string
	Class   string // of the verdict: ok, warning, error or unknown
}

// A stopPoint is a moment on the line of time, at X percent of it.
type stopPoint struct {
	X      string
	Anchor string // where its label stands: start, middle or end
	Row    int    // how far up its label is, from 0, so that labels do not overlap
	Label  string
	Time   string // "" if there is no room for it
	Kill   bool
}

// A stopPhase is the time between two moments, and how the process fares in it.
type stopPhase struct {
	From, Width string // percent
	Class       string // asked, told or left
}

// A stopStep is a moment in words.
type stopStep struct{ When, What string }

// maxNames is how many processes of a kind are named.
const maxNames = 6

// pageStops returns how the processes of a file are stopped; those that are
// stopped alike are drawn once.
func pageStops(stops []pill.Stop, ids map[string]string) []pageStop {
	var out []pageStop
	alike := map[string]int{}
	for _, s := range stops {
		name := stoppedName(s.Process)
		key := fmt.Sprint(s.Process.IsChild(), s.Means, s.Command, s.Steps, s.Grace, s.Cut, s.Refused)
		i, seen := alike[key]
		if !seen {
			i = len(out)
			alike[key] = i
			drawn := drawStop(s)
			drawn.Link = linkTo(s.Process.Head, s.Process.Head.File, ids)
			out = append(out, drawn)
		}
		switch {
		case slices.Contains(out[i].Names, name):
		case len(out[i].Names) < maxNames:
			out[i].Names = append(out[i].Names, name)
		default:
			out[i].More++
		}
	}
	return out
}

// stoppedName is what the page calls a process, or its children.
func stoppedName(p *pill.Process) string {
	if parent := p.Parent(); parent != nil {
		return "children of " + stoppedName(parent)
	}
	name, ok := p.NameText()
	if !ok {
		name = "(a process whose name is not known)"
	}
	return printable(name)
}

// drawStop lays a stop out on a line of time.
func drawStop(s pill.Stop) pageStop {
	out := pageStop{Command: printable(s.Command), By: stopMeans[s.Means], Steps: stopSteps(s)}
	out.Verdict, out.Class = stopVerdict(s)
	if len(s.Steps) == 0 {
		return out
	}
	out.Draw = true
	moments := momentsOf(s.Steps)
	scale := scaleOf(moments, s)
	used := []float64{} // where the last label of each row ends, in percent
	lastTime := -100.0
	for _, m := range moments {
		x := scale(m)
		p := stopPoint{X: percent(x), Anchor: anchor(x), Label: m.label, Kill: m.kill}
		p.Row = freeRow(&used, x, p.Label)
		if text := m.time(); x-lastTime >= 12 {
			p.Time, lastTime = text, x
		}
		out.Points = append(out.Points, p)
	}
	out.Rows = len(used)
	end := 100.0
	if s.Grace >= 0 {
		x := scale(moment{at: s.Grace})
		out.Grace = &stopPoint{X: percent(x), Anchor: anchor(x), Time: seconds(s.Grace)}
	}
	for i, m := range moments {
		if m.kill {
			break
		}
		from, to := scale(m), end
		class := m.class
		if i+1 < len(moments) {
			to = scale(moments[i+1])
		} else if s.Means != pill.ByStopCommand || m.class == "told" {
			class = "left"
		}
		out.Phases = append(out.Phases, stopPhase{percent(from), percent(max(0, to-from)), class})
	}
	return out
}

// A moment is when something is sent, and all that is sent then.
type moment struct {
	at    int // seconds; -1 if it is not known
	index int
	label string
	class string // of the time that follows: asked, or told if the process got a TERM
	kill  bool
}

func (m moment) time() string {
	if m.at < 0 {
		return "?"
	}
	return seconds(m.at)
}

// momentsOf gathers what is sent at the same time.
func momentsOf(steps []pill.StopStep) []moment {
	var moments []moment
	for i, step := range steps {
		n := len(moments) - 1
		label := signalLabel(step)
		if n < 0 || step.At < 0 || moments[n].at != step.At {
			moments = append(moments, moment{at: step.At, index: i, label: label, class: "asked"})
			n++
		} else if !moments[n].kill && !strings.Contains(moments[n].label, label) {
			moments[n].label += " + " + label
		}
		if step.Signal == "kill" {
			moments[n].kill = true
		}
		if step.Signal == "term" || n > 0 && moments[n-1].class == "told" {
			moments[n].class = "told"
		}
	}
	return moments
}

func signalLabel(step pill.StopStep) string {
	switch {
	case step.Signal != "":
		return strings.ToUpper(printable(step.Signal))
	case step.Sender == pill.SentByCommand:
		return "stop_command"
	}
	return "?"
}

// scaleOf returns where a moment is on the line, in percent: to scale if all
// moments are known, or else at even distances.
func scaleOf(moments []moment, s pill.Stop) func(moment) float64 {
	last := max(s.Grace, 1)
	known := true
	for _, m := range moments {
		last = max(last, m.at)
		known = known && m.at >= 0
	}
	const width = 88.0 // percent; the rest is for what comes after
	if !known {
		return func(m moment) float64 {
			if m.label == "" {
				return width // the grace time
			}
			return width * float64(m.index) / float64(len(s.Steps))
		}
	}
	return func(m moment) float64 { return width * float64(m.at) / float64(last) }
}

// freeRow returns the lowest row in which a label has room.
func freeRow(used *[]float64, x float64, label string) int {
	half := 1.9*float64(len(label)) + 1 // percent, on a narrow screen
	for row, end := range *used {
		if x-half > end {
			(*used)[row] = x + half
			return row
		}
	}
	*used = append(*used, x+half)
	return len(*used) - 1
}

func anchor(x float64) string {
	switch {
	case x < 8:
		return "start"
	case x > 85:
		return "end"
	}
	return "middle"
}

func percent(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }

func seconds(n int) string { return strconv.Itoa(n) + " s" }
