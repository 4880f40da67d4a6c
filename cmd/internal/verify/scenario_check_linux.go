package verify

// This file makes checks fire.

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pilllint/pilllint/supervisor"
)

// longestCheck is how long a check may take to fire to be tried, in the pill's
// time.
const longestCheck = 10 * time.Minute

// checks makes one check after the other fire, if the program is played, and
// looks what comes of it.
func (t *trial) checks() {
	t.rest(t.healthyTime())
	watched := slices.Clone(t.spec.Checks)
	if t.spec.Children != nil {
		watched = append(watched, t.spec.Children.Checks...)
	}
	for _, c := range watched {
		if c.Kind != "running_time" && t.logged(0, c.Name+" dispatched:") {
			t.brokenCheck(CheckLoop, c, "it fired, and nothing was wrong: %s", t.lastValues(c))
			return
		}
	}
	if !t.StandIn {
		return
	}
	for _, c := range t.spec.Checks {
		if !t.lost && c.Every*time.Duration(max(c.Of, 1)+1) <= longestCheck {
			t.fires(c)
		}
	}
	if t.spec.Children != nil {
		for _, c := range t.spec.Children.Checks {
			if !t.lost && c.Every*time.Duration(max(c.Of, 1)+1) <= longestCheck {
				t.firesOnChild(c)
			}
		}
	}
}

// healthyTime is how long checks have to find nothing wrong.
func (t *trial) healthyTime() (d time.Duration) {
	for _, c := range t.spec.Checks {
		d = max(d, c.Every*time.Duration(c.Of))
	}
	if t.spec.Children != nil {
		for _, c := range t.spec.Children.Checks {
			d = max(d, c.Every*time.Duration(c.Of+1))
		}
	}
	return min(d, time.Minute)
}

func (t *trial) brokenCheck(k FactKind, c *supervisor.CheckSpec, format string, args ...any) {
	t.brokenBy(Fact{Kind: k, Check: c.Name, Text: fmt.Sprintf(format, args...)})
}

// drive makes a value bad; certain says that it will be.
func (t *trial) drive(c *supervisor.CheckSpec, child bool) (driven, certain bool) {
	child = child || t.Kids
	tell := func(what string, o order) {
		t.did("%s", what)
		t.order(t.plan.App, t.name(), o, child)
	}
	switch c.Kind {
	case "mem_usage":
		below := int64(100 << 20)
		if c.Below != nil {
			below = int64(*c.Below)
		}
		if below > maxBallast {
			return false, false
		}
		if more := t.Memory; more > 0 {
			below = more - more/6
		}
		tell("it is to use more memory", order{Memory: below + below/5})
		return true, true
	case "cpu_usage":
		tell("it is to use all of a core", order{Burn: true})
		return true, false
	case "http":
		if len(t.Parts[partKey(t.plan.App, t.name())].Web) == 0 {
			return false, false
		}
		status := 500
		if c.HTTP.Takes(status) {
			status = 404
		}
		if c.HTTP.Takes(status) {
			return false, false
		}
		tell(fmt.Sprintf("it is to answer %d", status), order{Status: status})
		return true, true
	case "file_time":
		tell("it is not to write to its file any more", order{Still: true})
		return c.Below != nil && *c.Below < longestCheck.Seconds(), c.File != ""
	case "running_time":
		return c.Below != nil && *c.Below < longestCheck.Seconds(), true
	}
	return false, false
}

// maxBallast is the most memory that a program pretends to use, in bytes.
const maxBallast = 16 << 30

// timeToFire is how long a check takes at most once its values are bad.
func timeToFire(c *supervisor.CheckSpec) time.Duration {
	d := c.Every * time.Duration(max(c.Of, 1)+1)
	if (c.Kind == "file_time" || c.Kind == "running_time") && c.Below != nil {
		d += time.Duration(*c.Below * float64(time.Second))
	}
	return d + time.Second
}

// fires makes a check fire, and looks whether what it fires comes to pass.
func (t *trial) fires(c *supervisor.CheckSpec) {
	before, began := t.pid, t.now()
	if !t.played(false) {
		return
	}
	driven, certain := t.drive(c, false)
	if !driven {
		return
	}
	fired := t.await(timeToFire(c), func() bool { return t.logged(began, c.Name+" dispatched:") })
	if !fired {
		if certain || t.bad(began, c) {
			t.brokenCheck(CheckMute, c, "%s", t.lastValues(c))
		}
		t.fresh()
		return
	}
	switch c.Fires[0] {
	case supervisor.Restart:
		if !t.up(t.stopTime()+t.spec.StartGrace+t.spec.RestartGrace+2*time.Second, restartedFrom(t.spec, before)) {
			t.brokenCheck(NotBack, c, "%s", t.whyDown())
		}
	case supervisor.Unmonitor:
		t.want(supervisor.Start)
		t.up(t.spec.StartGrace, 0)
		t.fresh()
	case supervisor.Stop:
		if t.up(t.stopTime()+t.spec.StartGrace+3*time.Second, before) {
			t.brokenCheck(CheckUndone, c, "it was started again")
		}
	}
}

// played reports whether the process, or its children, do as they are told: a
// tool that every machine has is not played, and can be no proof.
func (t *trial) played(child bool) bool {
	return slices.ContainsFunc(t.alive(t.plan.App, t.name()), func(a *actor) bool { return a.Child == (child || t.Kids) })
}

// restartedFrom is the pid that a process must not have after a restart: a
// restart_command may leave it.
func restartedFrom(s *supervisor.Spec, before int) int {
	if s.Restart != "" {
		return 0
	}
	return before
}

// fresh puts a program that behaves badly away and waits for a new one.
func (t *trial) fresh() {
	before := t.pid
	t.order(t.plan.App, t.name(), order{Exit: true}, false)
	if !t.up(t.spec.StartGrace+3*time.Second, before) {
		t.broken(NotStable, "it does not come back when it ends: %s", t.whyDown())
	}
}

// firesOnChild makes a check of the children fire: one of them is ended.
func (t *trial) firesOnChild(c *supervisor.CheckSpec) {
	began := t.now()
	if !t.played(true) {
		return
	}
	driven, certain := t.drive(c, true)
	if !driven {
		return
	}
	if !t.await(timeToFire(c)+time.Second, func() bool { return t.logged(began, c.Name+" dispatched:") }) && certain {
		t.brokenCheck(CheckMute, c, "%s", t.lastValues(c))
	}
	t.fresh()
}

// logged reports whether the log has a line since some time that begins so.
func (t *trial) logged(since time.Duration, prefix string) bool {
	return t.lastLine(since, prefix) != ""
}

func (t *trial) lastLine(since time.Duration, prefix string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, e := range slices.Backward(t.record.Events) {
		if e.At < since {
			return ""
		}
		if e.App == t.plan.App && e.Process == t.name() && e.Kind == Logged && strings.HasPrefix(e.Text, prefix) {
			return e.Text
		}
	}
	return ""
}

// lastValues are those of a check, as the log has them.
func (t *trial) lastValues(c *supervisor.CheckSpec) string {
	if line := t.lastLine(0, c.Name+": "); line != "" {
		return line
	}
	return "it has not run"
}

// bad reports whether the values of a check were bad.
func (t *trial) bad(since time.Duration, c *supervisor.CheckSpec) bool {
	return strings.Count(t.lastLine(since, c.Name+": "), "*") >= max(c.Hits, 1)
}
