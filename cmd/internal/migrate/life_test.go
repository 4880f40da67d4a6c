package migrate

import (
	"slices"
	"testing"
	"time"

	"github.com/pilllint/pilllint/cmd/internal/verify"
)

// TestLife has a timeline of verify differ from itself in each thing that can be
// otherwise under systemd.
func TestLife(t *testing.T) {
	m := func(at int, step string, kind verify.EventKind, pid int, text string) verify.Moment {
		return verify.Moment{At: time.Duration(at) * time.Second, Step: step, Kind: kind, Pid: pid, Text: text}
	}
	line := func() verify.Timeline {
		return verify.Timeline{Logs: []verify.Log{{Path: "/srv/log", Owner: "games", Mode: 0o644}}, Moments: []verify.Moment{
			m(0, "start", verify.Ran, 0, "bin/before"), m(1, "start", verify.Made, 7, ""),
			m(20, "kill", verify.Did, 0, "it is to end"), m(20, "kill", verify.Ended, 7, ""), m(21, "kill", verify.Made, 8, ""),
			m(40, "restart", verify.Ran, 0, "kill -HUP 8"), m(40, "restart", verify.Received, 8, "HUP"),
			m(60, "stop", verify.Ran, 0, "bin/enough 8 'a;b'"), m(61, "stop", verify.Received, 8, "QUIT"),
			m(71, "stop", verify.Received, 8, "TERM"), m(76, "stop", verify.Sent, 8, "KILL"),
		}}
	}
	want := life{
		start:   []moment{{"runs bin/before", 0}, {starts, 0}},
		crash:   []moment{{startsBy, 0}},
		restart: []moment{{"gets HUP", 0}},
		logs:    []string{"/srv/log games 644"},
		stop:    []moment{{"runs bin/enough PID a;b", 0}, {"gets QUIT", 0}, {"gets TERM", 10}, {isKilled, 15}},
	}
	if d := shown(line()).differs(want, 0); d != "" {
		t.Errorf("it is read as another: %s", d)
	}
	for name, change := range map[string]func(l *verify.Timeline){
		"it is late":         func(l *verify.Timeline) { l.Moments[9].At += 3 * time.Second },
		"it is early":        func(l *verify.Timeline) { l.Moments[10].At -= 3 * time.Second },
		"another signal":     func(l *verify.Timeline) { l.Moments[8].Text = "INT" },
		"no signal":          func(l *verify.Timeline) { l.Moments = slices.Delete(l.Moments, 9, 10) },
		"one signal more":    func(l *verify.Timeline) { l.Moments = append(l.Moments, l.Moments[9]) },
		"other order":        func(l *verify.Timeline) { l.Moments[8].Text, l.Moments[9].Text = "TERM", "QUIT" },
		"it is not killed":   func(l *verify.Timeline) { l.Moments = l.Moments[:10] },
		"it does not come":   func(l *verify.Timeline) { l.Moments = slices.Delete(l.Moments, 4, 5) },
		"another command":    func(l *verify.Timeline) { l.Moments[7].Text = "bin/enough 8 b" },
		"another process":    func(l *verify.Timeline) { l.Moments[7].Text = "bin/enough 7 'a;b'" },
		"nothing before":     func(l *verify.Timeline) { l.Moments = l.Moments[1:] },
		"it is not reloaded": func(l *verify.Timeline) { l.Moments = slices.Delete(l.Moments, 6, 7) },
		"it is started anew": func(l *verify.Timeline) {
			l.Moments = slices.Insert(l.Moments, 7, m(41, "restart", verify.Made, 9, ""))
		},
		"another's log":        func(l *verify.Timeline) { l.Logs[0].Owner = "root" },
		"a secret log":         func(l *verify.Timeline) { l.Logs[0].Mode = 0o600 },
		"no log":               func(l *verify.Timeline) { l.Logs = nil },
		"it is reloaded twice": func(l *verify.Timeline) { l.Moments[5] = l.Moments[6] },
	} {
		l := line()
		if change(&l); shown(l).differs(want, 2.5) == "" {
			t.Errorf("%s: that is seen by nobody", name)
		}
	}
	l := line()
	if l.Moments[9].At += 2 * time.Second; shown(l).differs(want, 2.5) != "" {
		t.Error("it may be late by two seconds, and may not")
	}
}
