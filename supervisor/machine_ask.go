package supervisor

// This file does what people, and checks, ask for.

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

// note puts an event into the history.
func (m *Machine) note(w Want, reason string) {
	h := Happening{w, reason, m.now.Wall.Unix()}
	m.do(Note{h})
	m.History = append(m.History, h)
	if len(m.History) > maxHistory {
		m.History = slices.Clone(m.History[1:])
	}
}

// asked is Process#handle_user_command.
func (m *Machine) asked(w Want) {
	if m.looking != 0 {
		m.queue = append(m.queue, w)
		return
	}
	switch w {
	case Start:
		if m.Proc.IsZero() && m.Phase == idle && m.Ending == nil {
			m.lookUp(lookStart)
			return
		}
		m.userStart()
	case Stop:
		m.userStop()
	case Restart:
		m.userRestart()
	case Unmonitor:
		m.Flaps.cancel()
		if m.spec.Flapping != nil {
			m.log(Info, "Canceling all scheduled events")
		}
		m.Due = 0
		if m.Ending != nil && m.Ending.Then == Start {
			m.Ending.Then = Restart // it is started, but not watched
		}
		m.dispatch(Unmonitor, userInitiated)
	}
}

// userInitiated is the reason of what people ask for.
const userInitiated = "user initiated"

// dispatch is Process#dispatch!.
func (m *Machine) dispatch(w Want, reason string) {
	m.note(w, reason)
	switch {
	case w == Unmonitor:
		m.Due = 0
		m.enter(Unmonitored)
	case w == Start && (m.State == Unmonitored || m.State == Down):
		m.Due = 0
		m.enterBy(Starting, m.start)
	case w == Restart && (m.State == Up || m.State == Down):
		m.enterBy(Restarting, m.restart)
	case w == Stop && m.State == Up:
		m.change(Stopping)
		m.end("")
		m.log(Info, "Going from %s => %s", Up, Stopping) // in Bluepill's order
	}
}

func (m *Machine) userStart() {
	switch {
	case m.Ending != nil:
		m.note(Start, userInitiated)
		m.Ending.Then = Start
	case !m.Proc.IsZero():
		m.log(Warning, "Refusing to re-run start command on an already running process.")
		if m.State == Unmonitored || m.State == Down {
			m.note(Start, userInitiated)
			m.enter(Up)
		}
	case m.Phase == preparing || m.Phase == launching: // that is as good
		m.note(Start, userInitiated)
		if m.State == Unmonitored {
			m.enter(Starting)
		}
	case m.Phase == idle || m.State == Unmonitored:
		m.dispatch(Start, userInitiated)
	default:
		m.note(Start, userInitiated)
	}
}

func (m *Machine) userStop() {
	m.Flaps.cancel()
	m.Due = 0
	switch {
	case m.Phase == preparing:
		m.do(Abandon{PreStartTask})
		m.Phase = idle
	case m.running[StartTask] && m.Phase != idle:
		m.do(Abandon{StartTask})
		m.Phase = idle
	}
	if m.Proc.IsZero() && m.Phase != launching {
		m.Phase = idle
		m.lookUp(lookStop)
	} else {
		m.end("")
	}
	m.dispatch(Unmonitor, userInitiated)
}

func (m *Machine) userRestart() {
	switch {
	case m.Proc.IsZero() && m.Ending == nil && m.Phase == idle:
		m.lookUp(lookRestart)
	case m.Proc.IsZero() && m.Ending == nil: // it is being started
		if m.State == Unmonitored {
			m.note(Start, userInitiated)
			m.enter(Starting)
		}
	case m.Ending != nil && m.State == Unmonitored:
		m.note(Start, userInitiated)
		m.Ending.Then = Start // so that it is watched
	default:
		if m.State == Unmonitored {
			m.note(Start, userInitiated)
			m.enter(Up)
		}
		m.restart()
	}
}

// restartFound restarts what was looked up. If that is nothing, it is started;
// stop_command may know better what runs than the pid file does.
func (m *Machine) restartFound() {
	switch {
	case !m.Proc.IsZero():
		m.userRestart()
	case m.spec.Stop != "" && m.spec.Restart == "" && m.Phase == idle && m.Ending == nil:
		m.note(Start, userInitiated)
		m.log(Warning, "No restart_command specified. Must stop and start to restart")
		m.end(Start)
	default:
		m.userStart()
	}
}

// result logs the result of a command that has failed, as Ruby shows it.
func (m *Machine) result(what string, ev Ran) {
	if ev.Code == 0 {
		return
	}
	m.log(Warning, "%s command execution returned non-zero exit code:", what)
	m.log(Warning, "{:stdout=>%s, :stderr=>%s, :exit_code=>%d}", ruby.InspectString(ev.Stdout), ruby.InspectString(ev.Stderr), ev.Code)
}

// withPid fills in the pid of the process. If none runs, there is no pid: the last
// one may be that of another process by now.
func (m *Machine) withPid(command string) string {
	pid := ""
	if !m.Proc.IsZero() {
		pid = fmt.Sprint(m.Proc.Pid)
	}
	return strings.ReplaceAll(command, "{{PID}}", pid)
}
