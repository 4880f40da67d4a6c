package verify

// This file stops a process, and looks what it takes and leaves.

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// longestStop is how long a stop is waited for, in the pill's time.
const longestStop = 10 * time.Minute

// stops stops the process. If it is by a sequence that ends in KILL, the program
// heeds nothing else, so that all of the sequence is seen.
func (t *trial) stops() {
	long := t.stopTime() > longestStop
	deaf := t.StandIn && t.spec.Stop == "" && endsInKill(t.spec.StopSignals) && !long
	if deaf {
		t.did("it is to heed no signal")
		t.order(t.plan.App, t.name(), order{Deaf: true}, false)
	}
	for t.Late && t.clock.At()%time.Second < 900*time.Millisecond {
		time.Sleep(time.Millisecond)
	}
	actors := t.alive(t.plan.App, t.name())
	began := t.now()
	t.want(supervisor.Stop)
	if !t.await(min(t.stopTime(), longestStop), func() bool { return !runs(t.pid) }) {
		if long {
			t.did("it is not waited for any longer: it may take up to %s", seconds(t.stopTime()))
			return
		}
		t.broken(NotGone, "it still runs after %s", seconds(t.now()-began))
		return
	}
	took := t.now() - began
	if deaf {
		t.sequence(actors, began)
	} else if limit := t.stopTime(); took > limit+2*time.Second {
		t.broken(NotGone, "it took %s", seconds(took))
	}
	t.leavesNothing()
}

func endsInKill(list []supervisor.Signalling) bool {
	return len(list) > 1 && signalName(list[len(list)-1].Signal) == "KILL"
}

// signalName is the name of a signal as the kernel's users write it.
func signalName(name string) string { return strings.TrimPrefix(strings.ToUpper(name), "SIG") }

// sequence demands that the process has got the signals that the pill says, and
// when. The last, which nobody gets to see, is when it has ended.
func (t *trial) sequence(actors []*actor, began time.Duration) {
	for _, a := range actors {
		if a.Child || a.Pid != t.pid {
			continue
		}
		<-a.gone
		t.mu.Lock()
		var got []Event
		for _, e := range a.Signals {
			if e.At >= began {
				got = append(got, e)
			}
		}
		got = append(got, Event{At: a.Ended, Text: "KILL"})
		t.mu.Unlock()
		if want, is := inWords(t.spec.StopSignals), eventsInWords(got); !sameSignals(t.spec.StopSignals, got) {
			t.broken(NotGone, "it was to get %s, and got %s", want, is)
		}
	}
}

// tolerance is by how much a signal may be late, as the machine is busy.
const tolerance = 2 * time.Second

func sameSignals(want []supervisor.Signalling, got []Event) bool {
	if len(want) != len(got) {
		return false
	}
	got = slices.Clone(got)
	for i := 1; i < len(got); i++ { // what is sent at once comes in any order
		if want[i].After == 0 && got[i].Text == signalName(want[i-1].Signal) && got[i-1].Text == signalName(want[i].Signal) {
			got[i].Text, got[i-1].Text = got[i-1].Text, got[i].Text
		}
	}
	for i, w := range want {
		if signalName(w.Signal) != got[i].Text {
			return false
		}
		if i > 0 {
			if d := got[i].At - got[i-1].At; d < w.After-tolerance || d > w.After+tolerance {
				return false
			}
		}
	}
	return true
}

func inWords(list []supervisor.Signalling) string {
	var words []string
	for i, s := range list {
		if i > 0 {
			words = append(words, seconds(s.After))
		}
		words = append(words, signalName(s.Signal))
	}
	return strings.Join(words, ", ")
}

func eventsInWords(list []Event) string {
	var words []string
	for i, e := range list {
		if i > 0 {
			words = append(words, seconds(e.At-list[i-1].At))
		}
		words = append(words, e.Text)
	}
	return strings.Join(words, ", ")
}

// leavesNothing demands that nothing is left of a process that was stopped.
func (t *trial) leavesNothing() {
	left := func() []proc { return living(t.plan.App, t.name()) }
	if !t.awaitNews(t.spec.StopGrace, func() bool { return len(left()) == 0 }) {
		t.broken(LeftBehind, "process %d still runs: %s", left()[0].pid, left()[0].command)
		return
	}
	path := t.spec.PidFile
	if path == "" || t.spec.PidCommand != "" {
		return
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join("/", path)
	}
	gone := func() bool { _, err := os.Lstat(path); return err != nil }
	if !t.await(time.Second, gone) {
		t.broken(LeftBehind, "the pid file %s is still there", path)
	}
}
