package verify

import (
	"testing"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// TestSameSignals compares sequences with what has come of them.
func TestSameSignals(t *testing.T) {
	want := []supervisor.Signalling{{Signal: "ttin"}, {After: 0, Signal: "quit"}, {After: 10 * time.Second, Signal: "SIGKILL"}}
	event := func(at time.Duration, text string) Event { return Event{At: at * time.Second, Text: text} }
	for _, c := range []struct {
		got  []Event
		same bool
	}{
		{[]Event{event(1, "TTIN"), event(1, "QUIT"), event(11, "KILL")}, true},
		{[]Event{event(1, "QUIT"), event(1, "TTIN"), event(11, "KILL")}, true}, // sent at once
		{[]Event{event(1, "TTIN"), event(1, "KILL"), event(11, "QUIT")}, false},
		{[]Event{event(1, "TTIN"), event(1, "QUIT"), event(5, "KILL")}, false},
		{[]Event{event(1, "TTIN"), event(1, "QUIT")}, false},
	} {
		if same := sameSignals(want, c.got); same != c.same {
			t.Errorf("%v: %v", c.got, same)
		}
	}
}
