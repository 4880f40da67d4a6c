package supervisor

// This file watches the children of a process, as monitor_children says.

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A child is a process that the one we started has started.
type child struct {
	proc    Ident
	state   State
	skip    time.Duration // it is not looked at until then
	watches []*watch
}

// A Child is what status tells of one.
type Child struct {
	Pid   int    `json:"pid"`
	State string `json:"state"`
}

// Children lists the children that are watched.
func (m *Machine) Children() []Child {
	list := make([]Child, len(m.children))
	for i, c := range m.children {
		list[i] = Child{c.proc.Pid, c.state.String()}
	}
	return list
}

// nextChild is when the children are to be looked at.
func (m *Machine) nextChild() time.Duration {
	if m.spec.Children == nil || m.listing {
		return never
	}
	return m.listed + throttle
}

// watchChildren asks who the children are.
func (m *Machine) watchChildren() {
	if m.nextChild() <= m.now.At {
		m.listing = true
		m.listed = m.now.At.Truncate(throttle)
		m.do(List{m.Proc})
	}
}

// listedChildren takes the answer, and runs the checks of those that are there.
func (m *Machine) listedChildren(procs []Ident) {
	m.listing = false
	if !m.watching() {
		return
	}
	m.children = slices.DeleteFunc(m.children, func(c *child) bool { return !slices.Contains(procs, c.proc) })
	m.adopt(procs)
	for _, c := range m.children {
		if c.skip > m.now.At || c.state == Unmonitored {
			continue
		}
		c.state = Up
		for i, w := range c.watches {
			if w.next() > m.now.At {
				continue
			}
			w.ran, w.pending = max(m.now.At.Truncate(time.Second), 1), true
			m.do(Measure{Check: i, Turn: w.turn, Proc: c.proc, Child: true})
		}
	}
}

// adopt begins to watch the children that are new.
func (m *Machine) adopt(procs []Ident) {
	var old, fresh []string
	for _, c := range m.children {
		old = append(old, fmt.Sprint(c.proc.Pid))
	}
	for _, p := range procs {
		if m.child(p) != nil {
			continue
		}
		fresh = append(fresh, fmt.Sprint(p.Pid))
		c := &child{proc: p, state: Up}
		for _, spec := range m.spec.Children.Checks {
			c.watches = append(c.watches, &watch{spec: spec})
		}
		m.children = append(m.children, c)
	}
	if len(fresh) > 0 {
		m.log(Info, "Existing children: %s. Got new children: [%s] for %d", strings.Join(old, ","), strings.Join(fresh, ", "), m.Proc.Pid)
	}
}

func (m *Machine) child(p Ident) *child {
	for _, c := range m.children {
		if c.proc == p {
			return c
		}
	}
	return nil
}

// measuredChild takes a value of a child's. Restarting one is stopping it: its
// parent makes another.
func (m *Machine) measuredChild(ev Measured) {
	c := m.child(ev.Proc)
	if c == nil || ev.Check >= len(c.watches) {
		return
	}
	w := c.watches[ev.Check]
	if w.pending = false; !m.watching() {
		return
	}
	log := func(format string, args ...any) {
		m.do(Log{Info, fmt.Sprintf(format, args...), c.proc.Pid})
	}
	w.add(ev.Value)
	log("%s", w)
	if !w.fired() || len(w.spec.Fires) == 0 {
		return
	}
	log("%s dispatched: %s", w.spec.Name, joinWants(w.spec.Fires))
	for _, other := range c.watches {
		other.clear()
	}
	s := m.spec.Children
	from := c.state
	switch w.spec.Fires[0] {
	case Unmonitor:
		c.state = Unmonitored
	case Stop, Restart:
		c.state = Stopping
		if w.spec.Fires[0] == Restart {
			c.state = Restarting
		}
		c.skip = m.now.At + s.StopGrace
		command := strings.ReplaceAll(s.Stop, "{{PID}}", fmt.Sprint(c.proc.Pid))
		m.do(Log{Warning, "Executing stop command: " + command, c.proc.Pid})
		m.do(Run{ChildTask, command})
	}
	if c.state != from {
		log("Going from %s => %s", from, c.state)
	}
}

func joinWants(wants []Want) string {
	names := make([]string, len(wants))
	for i, w := range wants {
		names[i] = string(w)
	}
	return strings.Join(names, ",")
}

// orphans are the children that a process that has ended may have left behind.
func (m *Machine) orphans() []Ident {
	var list []Ident
	for _, c := range m.children {
		list = append(list, c.proc)
	}
	return list
}
