package supervisor

import "strings"

// observe tells of an event, and what comes of it.
func (d *Daemon) observe(u *unit, ev Event, from State, actions []Action) {
	if d.plan.Observe == nil {
		return
	}
	tell := func(o Observation) {
		o.At, o.Process, o.Text = d.clock.At(), u.spec.FullName(), strings.TrimSpace(o.Text)
		d.plan.Observe(o)
	}
	switch ev := ev.(type) {
	case Asked:
		tell(Observation{Kind: SawAsked, Text: string(ev.Want)})
	case Spawned:
		tell(Observation{Kind: SawSpawned, Pid: ev.Proc.Pid, Text: ev.Err})
	case Exited:
		tell(Observation{Kind: SawExited, Pid: ev.Proc.Pid, Text: ev.Status})
	case Ran:
		tell(Observation{Kind: SawRan, Code: ev.Code, Text: ev.Task.String()})
	}
	for _, a := range actions {
		switch a := a.(type) {
		case Signal:
			tell(Observation{Kind: SawSignal, Pid: a.Proc.Pid, Text: strings.ToUpper(a.Name)})
		case Run:
			tell(Observation{Kind: SawRun, Text: a.Command})
		case Abandon:
			tell(Observation{Kind: SawAbandon, Text: a.Task.String()})
		case Log:
			tell(Observation{Kind: SawLog, Pid: a.Child, Text: a.Text})
		}
	}
	if u.machine.State != from {
		tell(Observation{Kind: SawState, Pid: u.machine.Proc.Pid, Text: u.machine.State.String()})
	}
}
