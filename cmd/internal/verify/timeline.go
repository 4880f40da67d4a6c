package verify

// This file writes what has happened for people.

import (
	"fmt"
	"strings"
)

// phrases say what a moment is, with its text.
var phrases = map[EventKind]string{
	Did: "-- %s", Entered: "%s", Made: "started", Ended: "ended", Sent: "is sent %s", Received: "gets %s",
	Ran: "runs %s", RanTo: "%s has ended", CutShort: "%s takes too long", Died: "the daemon ends",
}

// String says in words what has happened.
func (m Moment) String() string {
	text := phrases[m.Kind]
	if strings.Contains(text, "%s") {
		text = fmt.Sprintf(text, m.Text)
	}
	switch {
	case m.Kind == Made && m.Text != "":
		return "cannot be started: " + m.Text
	case m.Kind == Ended && m.Text != "":
		text += " (" + m.Text + ")"
	}
	if m.Pid > 0 && m.Kind != Entered {
		text += fmt.Sprintf(" [%d]", m.Pid)
	}
	return text
}

// Name is what people call the process.
func (t Timeline) Name() string { return displayName(t.Process) }

// TimelineText is what has happened to the processes of a pill, a line each.
// Times are seconds of the pill's.
func TimelineText(path string, list []Timeline) string {
	var b strings.Builder
	for _, t := range list {
		fmt.Fprintf(&b, "%s: %s of %s\n", path, t.Name(), t.App)
		step := ""
		for _, m := range t.Moments {
			name := ""
			if m.Step != step {
				step, name = m.Step, m.Step
			}
			fmt.Fprintf(&b, "  %-8s %8.2f  %s\n", name, m.At.Seconds(), m)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
