package verify

// This file knows how a process is, and how it should be.

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// A trial is a process at which things are tried.
type trial struct {
	*stage
	plan *supervisor.Plan
	spec *supervisor.Spec
	pid  int  // while it is as it should be
	lost bool // something has gone wrong, and nothing more is tried
}

func (t *trial) name() string { return t.spec.FullName() }

// broken keeps a fact about the process, at which nothing more is tried then.
func (t *trial) broken(k FactKind, format string, args ...any) {
	t.brokenBy(Fact{Kind: k, Text: fmt.Sprintf(format, args...)})
}

func (t *trial) brokenBy(f Fact) {
	t.lost = true
	if t.daemonOf(t.plan.App) != nil && t.dead(t.plan.App) {
		return // that is told of
	}
	f.App, f.Process = t.plan.App, t.name()
	t.fact(f)
}

// did keeps something that the verification does.
func (t *trial) did(format string, args ...any) {
	t.note(Event{App: t.plan.App, Process: t.name(), Kind: Did, Text: fmt.Sprintf(format, args...)})
}

// want asks for an event.
func (t *trial) want(w supervisor.Want) {
	t.did("bluepill %s %s", w, displayName(t.name()))
	_, _ = t.ask(t.plan, string(w), displayName(t.name())) // what comes of it is seen
}

// status is what the daemon tells of the process.
func (t *trial) status() (st supervisor.ProcessStatus) {
	r, err := t.ask(t.plan, supervisor.ListCommand, "")
	if err != nil {
		return st
	}
	for _, p := range r.Processes {
		if p.Name == t.spec.Name && p.Group == t.spec.Group {
			return p
		}
	}
	return st
}

// up waits until the process is up, as another process than before.
func (t *trial) up(limit time.Duration, before int) bool {
	if !t.supervised() {
		return false
	}
	came := false
	t.awaitNews(limit, func() bool {
		if !t.supervised() {
			return true
		}
		st := t.status()
		if st.State == supervisor.Up.String() && st.Pid != 0 && st.Pid != before {
			t.pid, came = st.Pid, true
		}
		return came
	})
	return came
}

// supervised reports whether there is a daemon.
func (t *trial) supervised() bool { return t.daemonOf(t.plan.App) != nil && !t.dead(t.plan.App) }

// whyDown says why a process is not up, as far as that was seen.
func (t *trial) whyDown() string {
	if t.daemonOf(t.plan.App) == nil {
		return "its application is not looked at before the daemon of the first one in the file ends"
	}
	st := t.status()
	if st.Failure != "" {
		return st.Failure
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range slices.Backward(t.record.Events) {
		switch {
		case e.App != t.plan.App || e.Process != t.name():
		case e.Kind == Made && e.Text != "":
			return e.Text
		case e.Kind == Ended && e.Text != "":
			return "it ended: " + e.Text
		case e.Kind == Logged && strings.Contains(e.Text, "Did you forget to tell bluepill to daemonize"):
			return "start_command has not ended"
		case e.Kind == Logged && strings.HasPrefix(e.Text, "pid_file "):
			return e.Text
		}
	}
	if !t.spec.Daemonize && t.spec.PidCommand == "" {
		if _, err := os.Stat(t.spec.PidFile); err != nil {
			return "nobody has written " + t.spec.PidFile
		}
	}
	return "its state is " + st.State
}

// copies are the marks of what runs of a process: each start has its own.
func (t *trial) copies() (marks []string) {
	for _, p := range living(t.plan.App, t.name()) {
		if !slices.Contains(marks, p.mark) {
			marks = append(marks, p.mark)
		}
	}
	return marks
}

// made is the first process that was made since some time.
func (t *trial) made(since time.Duration) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range t.record.Events {
		if e.App == t.plan.App && e.Process == t.name() && e.Kind == Made && e.Pid != 0 && e.At >= since {
			return e.Pid
		}
	}
	return 0
}

// ages are more than anybody waits for, and can be added to.
const ages = 10_000 * time.Hour

// stopTime is how long a stop may take.
func (t *trial) stopTime() time.Duration {
	if t.spec.Stop != "" {
		return min(t.spec.StopGrace, ages)
	}
	sum := time.Duration(0)
	for _, s := range t.spec.StopSignals {
		sum = min(sum+min(s.After, ages), ages)
	}
	return max(sum, min(t.spec.StopGrace, ages))
}
