package supervisor

// This file remembers what has happened to the processes of an application, for
// whoever asks later. Bluepill remembers ten events of each process and not how
// one ended; that history is kept too, as status shows it.

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// maxOccurrences is how many occurrences a daemon remembers, of all its processes
// together: at most some 100 kB.
const maxOccurrences = 1000

// An Occurrence is something that has happened to a process.
type Occurrence struct {
	Process string `json:"process"` // as "group:name", or the name alone without a group
	Kind    string `json:"event"`   // a Want, a state that lasts, or one of the following
	Reason  string `json:"reason,omitempty"`
	Pid     int    `json:"pid,omitempty"`
	Unix    int64  `json:"at"`
}

// String is an Occurrence in words, without its time.
func (o Occurrence) String() string {
	text := o.Process + " " + o.Kind
	if o.Reason != "" {
		text += " - " + o.Reason
	}
	if o.Pid != 0 {
		text += fmt.Sprintf(" (pid %d)", o.Pid)
	}
	return text
}

// The kinds of occurrences, beside wants and states.
const (
	Started   = "started" // the process was made
	Failed    = "failed"  // it could not be made, or a command failed
	Signalled = "signal"  // it was sent a signal
	Ended     = "ended"   // it has ended; the reason says how, if that is known
)

// A chronicle has the last occurrences, the oldest first.
type chronicle struct {
	list  []Occurrence
	first int // the oldest, once there are maxOccurrences
}

func (c *chronicle) add(o Occurrence) {
	if len(c.list) < maxOccurrences {
		c.list = append(c.list, o)
		return
	}
	c.list[c.first] = o
	c.first = (c.first + 1) % maxOccurrences
}

// of lists the occurrences of processes, the oldest first.
func (c *chronicle) of(processes func(name string) bool) []Occurrence {
	list := []Occurrence{}
	for _, part := range [][]Occurrence{c.list[c.first:], c.list[:c.first]} {
		for _, o := range part {
			if processes(o.Process) {
				list = append(list, o)
			}
		}
	}
	return list
}

// remember begins with what a predecessor has left of the histories.
func (c *chronicle) remember(name string, history []Happening) {
	for _, h := range history {
		c.add(Occurrence{Process: name, Kind: string(h.Want), Reason: strings.TrimSpace(h.Reason), Unix: h.Unix})
	}
}

// sort puts what was remembered in the order in which it happened.
func (c *chronicle) sort() {
	slices.SortStableFunc(c.list, func(a, b Occurrence) int { return cmp.Compare(a.Unix, b.Unix) })
}

// take adds what an event was, and what came of it.
func (c *chronicle) take(name string, now time.Time, m *Machine, ev Event, from State, actions []Action) {
	add := func(kind, reason string, pid int) {
		c.add(Occurrence{name, kind, strings.TrimSpace(reason), pid, now.Unix()})
	}
	switch ev := ev.(type) {
	case Asked:
		add(string(ev.Want), userInitiated, 0)
	case Spawned:
		if ev.Err != "" {
			add(Failed, ev.Err, 0)
		} else {
			add(Started, "", ev.Proc.Pid)
		}
	case Exited:
		add(Ended, ev.Status, ev.Proc.Pid)
	case Ran:
		if ev.Code != 0 {
			add(Failed, fmt.Sprintf("%s ended with exit code %d", ev.Task, ev.Code), 0)
		}
	}
	for _, a := range actions {
		switch a := a.(type) {
		case Note:
			if a.Reason != userInitiated { // else it was Asked
				add(string(a.Want), a.Reason, 0)
			}
		case Signal:
			add(Signalled, strings.TrimPrefix(strings.ToUpper(a.Name), "SIG"), a.Proc.Pid)
		}
	}
	if to := m.State; to != from && to.lasts() {
		add(to.String(), "", m.Proc.Pid)
	}
}
