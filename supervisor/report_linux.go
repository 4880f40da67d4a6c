package supervisor

// This file tells of processes, as Bluepill does and as data.

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// statusText is what Bluepill prints.
func (d *Daemon) statusText(target string) (text string, known bool) {
	if len(d.groups) == 0 {
		return "", target == ""
	}
	group, name, both := strings.Cut(target, ":")
	groups := []string{group}
	if group == "" {
		groups[0] = noGroup
	}
	switch {
	case target == "":
		groups = d.groups
	case !both && slices.Contains(d.groups, target):
	case both && slices.ContainsFunc(d.members[groups[0]], func(u *unit) bool { return u.spec.Name == name }):
	case !both, slices.ContainsFunc(d.units, func(u *unit) bool { return u.spec.Name == target }):
		groups, name = d.groups, target
	case !slices.Contains(d.groups, group):
		return "", false
	}
	var b strings.Builder
	if target == "" {
		b.Grow(lineRoom * len(d.units))
	}
	for _, g := range groups {
		indent := ""
		if g != noGroup && name == "" {
			b.WriteString(g + ":\n")
			indent = "  "
		}
		for _, u := range d.members[g] {
			if name != "" && u.spec.Name != name {
				continue
			}
			known = true
			u.write(&b, indent, name != "")
		}
		b.WriteByte('\n')
	}
	return b.String(), known || target == ""
}

// lineRoom is how much room a process takes in what is printed of all, in bytes,
// if its name is of the usual length.
const lineRoom = 64

// write writes the lines of a process. There may be thousands, and everything
// waits for that.
func (u *unit) write(b *strings.Builder, indent string, history bool) {
	m := u.machine
	pid := ""
	if m.Shown > 0 && (!m.polls() || !m.Proc.IsZero()) { // else Bluepill has it looked up anew
		pid = strconv.Itoa(m.Shown)
	}
	for _, s := range [...]string{indent, u.spec.Name, "(pid:", pid, "): ", m.State.String(), "\n"} {
		b.WriteString(s)
	}
	if !history {
		for _, c := range m.Children() {
			fmt.Fprintf(b, "  %s<child(pid:%d)>: %s\n", indent, c.Pid, c.State)
		}
		return
	}
	b.WriteString("event history:\n")
	lines := make([]string, 0, len(m.History))
	for _, h := range slices.Backward(m.History) {
		lines = append(lines, h.String())
	}
	if text := strings.Join(lines, "\n"); text != "" {
		b.WriteString(strings.TrimSuffix(text, "\n") + "\n")
	}
}

func (d *Daemon) status(u *unit) ProcessStatus {
	m := u.machine
	s := ProcessStatus{
		Name: u.spec.Name, Group: u.spec.Group, State: m.State.String(), Pid: m.Proc.Pid, Stopping: m.Ending != nil,
		Failure: u.failure, Events: m.History, Children: m.Children(),
	}
	s.start = m.Proc.Start
	return s
}

// measure adds what the kernel tells of a process. It takes a while where there
// are thousands, and is not done by whoever has the turn, for whom everything waits.
func (s *ProcessStatus) measure(clock Clock) {
	r := readingOf(Ident{s.Pid, s.start})
	if s.Pid == 0 || r.err != nil {
		return
	}
	s.Uptime = clock.since(r.stat.Start).Seconds()
	s.Memory = r.stat.ResidentPages * pageSize
	s.Used = float64(r.stat.User+r.stat.Sys) / userHZ
	s.CPU = cpu(&CheckSpec{}, &r).Number
}

// list is the status of processes as data.
func (d *Daemon) list(target string) []ProcessStatus {
	units := d.targets(target)
	list := make([]ProcessStatus, len(units))
	for i, u := range units {
		list[i] = d.status(u)
	}
	return list
}
