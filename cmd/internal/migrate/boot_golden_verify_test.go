package migrate

// This file has pilllint verify show what becomes of a pill's processes, which is
// what their units are compared with.

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pilllint/pilllint/cmd/internal/verify"
	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/hostenv"
	"github.com/pilllint/pilllint/parser/source"
)

func TestMain(m *testing.M) {
	verify.Main()
	os.Exit(m.Run())
}

// A shown is what verify shows of a process.
type shown struct {
	fault  string // why the rest is not known; "" if it is
	starts bool   // it comes up
	comes  bool   // and again, when it was restarted
	reload string // the signal that a restart in place sends; "" for none
	keeps  bool   // the process stays then
	stop   []Step
}

// verified runs pills of stand-ins as verify does, and tells each what it shows.
// Pills that do not run well under Bluepill either, by testdata/verify.txt, are
// left out.
func verified(t *testing.T, texts map[string]string, stands []*stand) {
	t.Helper()
	failing := read(t, "../../../testdata/verify.txt")
	of := map[string][]*stand{}
	for _, s := range stands {
		name := s.At.File.Path
		if _, shows, listed := strings.Cut(failing, "\ntestdata/"+name+": "); listed && !strings.HasPrefix(shows, "well;") {
			s.shown = &shown{fault: "the pill fails under Bluepill, too"}
			continue
		}
		of[name] = append(of[name], s)
	}
	var group sync.WaitGroup
	room := make(chan struct{}, 6)
	for name, list := range of {
		group.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			for _, speed := range []float64{10, 3} { // the machine may be too busy for the faster one
				r, err := verify.Run(t.Context(), parser.Read(source.NewFile(name, texts[name]), hostenv.New(name)).Config, verify.Options{StandIn: true, Speed: speed})
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				right := true
				for _, s := range list {
					s.shown = shownOf(r, s)
					right = right && (s.shown.fault != "" || s.shown.stops(s.steps))
				}
				if right {
					return
				}
			}
		})
	}
	group.Wait()
}

// shownOf reads the timeline of a process.
func shownOf(r *verify.Result, s *stand) *shown {
	for _, d := range r.Found {
		if d.Consequence != "process" || strings.Contains(d.Message, fmt.Sprintf("process %q ", s.Name)) || strings.Contains(d.Message, fmt.Sprintf("process %q ", s.Group+":"+s.Name)) {
			return &shown{fault: d.Message}
		}
	}
	i := slices.IndexFunc(r.Timelines, func(l verify.Timeline) bool { return l.App == s.App.Name && l.Process == s.Group+":"+s.Name })
	if i < 0 {
		return &shown{fault: "there is no timeline of it"}
	}
	out := &shown{}
	main := 0
	var last time.Duration
	for _, m := range r.Timelines[i].Moments {
		switch {
		case m.Kind == verify.Entered && m.Text == "up":
			out.starts = true
		case m.Kind == verify.Did && m.Text == "it is up again":
			out.comes = true
		case m.Step == "restart" && m.Kind == verify.Received && s.Reload != nil:
			out.reload = strings.ToLower(m.Text)
			main = m.Pid
		case m.Step == "stop" && (m.Kind == verify.Received || m.Kind == verify.Sent && m.Text == "KILL"): // nobody lives to tell of that
			if len(out.stop) == 0 {
				out.keeps = main == m.Pid
			} else {
				out.stop[len(out.stop)-1].Wait = scaled(int(math.Round((m.At - last).Seconds())))
			}
			out.stop = append(out.stop, Step{Signal: strings.ToLower(m.Text)})
			last = m.At
		}
	}
	return out
}

// stops reports whether the process is stopped by some steps. A program that is
// played ends at the first signal that is for that, unless it is to be killed.
func (x *shown) stops(steps []Step) bool {
	n := len(x.stop)
	for i := 1; i < n && n == len(steps); i++ { // what is sent at once comes in any order
		if steps[i-1].Wait == 0 && x.stop[i].Signal == steps[i-1].Signal && x.stop[i-1].Signal == steps[i].Signal {
			x.stop[i].Signal, x.stop[i-1].Signal = x.stop[i-1].Signal, x.stop[i].Signal
		}
	}
	if n > 0 && n < len(steps) && steps[len(steps)-1].Signal != "kill" {
		return slices.Equal(x.stop[:n-1], steps[:n-1]) && x.stop[n-1].Signal == steps[n-1].Signal
	}
	return slices.Equal(x.stop, steps)
}

// checkShown compares what verify shows of a process with what its pill says, by
// which its unit is judged.
// Compared is false if the process fails under Bluepill, too.
func (s *stand) checkShown(t *testing.T) (compared bool) {
	t.Helper()
	if s.shown.fault != "" {
		t.Logf("%s is not compared with its pill: %s", s.unit, s.shown.fault)
		return false
	}
	if s.Stop.Command == nil && !s.shown.stops(s.steps) { // what a command sends is its own affair
		t.Errorf("%s: verify shows that its pill stops it by %v, should be %v", s.unit, s.shown.stop, s.steps)
	}
	if s.Reload != nil && s.Reload.Signal != "" && (s.shown.reload != s.Reload.Signal || !s.shown.keeps) {
		t.Errorf("%s: verify shows that its pill reloads it by %q, and that it stays is %v; should be %s", s.unit, s.shown.reload, s.shown.keeps, s.Reload.Signal)
	}
	if !s.shown.starts || s.Reload == nil && !s.shown.comes {
		t.Errorf("%s: verify does not show it start, and come back", s.unit)
	}
	return true
}
