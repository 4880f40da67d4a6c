package supervisor

// This file watches: three times out of five, and too many starts. What is
// watched is measured elsewhere; here is a history and a verdict.

import (
	"strconv"
	"strings"
	"time"
)

// A watch is a check with its last values.
type watch struct {
	spec    *CheckSpec
	history []sample
	ran     time.Duration // when it last ran, rounded down to whole seconds; 0: not yet
	turn    int           // which asking an answer belongs to
	pending bool          // an answer is due
}

// A sample is a value, as the log shows it.
type sample struct {
	text string
	bad  bool
}

// clear forgets the values, as each change of state does.
func (w *watch) clear() {
	w.history = nil
	w.turn++ // an answer that is still due is of before
	w.pending = false
}

// next is when the check is due.
func (w *watch) next() time.Duration {
	switch {
	case w.pending:
		return never
	case w.ran == 0:
		return 0
	}
	return w.ran + w.spec.Every
}

// watch asks for the values that are due.
func (m *Machine) watch() {
	for i, w := range m.watches {
		if w.next() > m.now.At {
			continue
		}
		// Whole seconds, so that the checks of all processes fall together.
		w.ran = max(m.now.At.Truncate(time.Second), 1)
		w.pending = true
		m.do(Measure{Check: i, Turn: w.turn, Proc: m.Proc})
	}
}

// measured takes a value, and fires if it was one too many.
func (m *Machine) measured(ev Measured) {
	w := m.watches[ev.Check]
	if ev.Turn != w.turn {
		return
	}
	w.pending = false
	if !m.watching() {
		return
	}
	w.add(ev.Value)
	reason := w.String()
	m.do(Log{Level: Info, Text: reason})
	if !w.fired() || len(w.spec.Fires) == 0 {
		return
	}
	m.log(Info, "%s dispatched: %s", w.spec.Name, joinWants(w.spec.Fires))
	state := m.State
	for _, f := range w.spec.Fires {
		if m.State != state {
			break
		}
		m.dispatch(f, reason)
	}
}

func (w *watch) add(v Value) {
	w.history = append(w.history, sample{v.Text, !w.spec.good(v)})
	if over := len(w.history) - w.spec.Of; over > 0 {
		w.history = w.history[:copy(w.history, w.history[over:])]
	}
}

// good is a condition's verdict on a value.
func (c *CheckSpec) good(v Value) bool {
	switch c.Kind {
	case "http", "zombie_process":
		return v.Good
	case "file_time":
		if v.None {
			return false
		}
	case "always_true":
		return true
	}
	return c.Below == nil || v.Number < *c.Below
}

func (w *watch) fired() bool {
	bad := 0
	for _, s := range w.history {
		if s.bad {
			bad++
		}
	}
	return bad >= w.spec.Hits
}

// String is the line of the log. It ends in a newline, as Bluepill's does.
func (w *watch) String() string {
	var b strings.Builder
	b.Grow(64)
	b.WriteString(w.spec.Name)
	b.WriteString(": [")
	for i, s := range w.history {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(s.text)
		if s.bad {
			b.WriteByte('*')
		}
	}
	b.WriteString("]\n")
	return b.String()
}

// flaps is what the flapping trigger remembers.
type flaps struct {
	Starts []int64       `json:"starts,omitempty"` // in whole seconds since boot
	Retry  time.Duration `json:"retry,omitempty"`  // when to start it again; 0: not
}

func (f *flaps) next() time.Duration {
	if f.Retry == 0 {
		return never
	}
	return f.Retry
}

func (f *flaps) due(at time.Duration) bool { return f.Retry > 0 && at >= f.Retry }

// cancel forgets what was scheduled and counted.
func (f *flaps) cancel() { *f = flaps{} }

// flapping counts a start, and reports whether it is one too many; then the
// process is left alone for a while.
func (m *Machine) flapping() bool {
	s := m.spec.Flapping
	if s == nil {
		return false
	}
	f := &m.Flaps
	f.Starts = append(f.Starts, int64(m.now.At/time.Second))
	if over := len(f.Starts) - s.Times; over > 0 {
		f.Starts = append([]int64(nil), f.Starts[over:]...)
	}
	if len(f.Starts) < s.Times || float64(f.Starts[len(f.Starts)-1]-f.Starts[0]) > s.Within.Seconds() {
		return false
	}
	m.log(Info, "Flapping detected: retrying in %s seconds", strconv.FormatFloat(s.RetryIn.Seconds(), 'f', -1, 64))
	f.cancel()
	if s.RetryIn > 0 {
		f.Retry = m.now.At + s.RetryIn
	}
	m.dispatch(Unmonitor, "Flapping")
	return true
}

// retry starts a process that was left alone because it flapped.
func (m *Machine) retry() {
	m.Flaps.Retry = 0
	if m.Proc.IsZero() && m.Phase == idle && m.Ending == nil {
		m.dispatch(Start, "Flapping")
	}
}
