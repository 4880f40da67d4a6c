package supervisor

// This file starts and restarts a process.

// start runs pre_start_command, if there is one, and then start_command. It
// waits until what is being stopped has ended.
func (m *Machine) start() {
	if m.Ending != nil {
		m.Ending.Then = Restart
		return
	}
	m.Due, m.Last = 0, m.now.At
	if m.spec.PreStart == "" {
		m.launch()
		return
	}
	m.Phase, m.Settled = preparing, 0
	m.log(Warning, "Executing pre start command: %s", m.spec.PreStart)
	m.run(PreStartTask, m.spec.PreStart)
}

func (m *Machine) run(t Task, command string) {
	if m.running[t] { // of an earlier time: there is never more than one
		m.do(Abandon{t})
	}
	m.running[t] = true
	m.do(Run{t, command})
}

// launch runs start_command.
func (m *Machine) launch() {
	m.log(Warning, "Executing start command: %s", m.spec.Start)
	m.Phase, m.Settled = launching, 0
	if m.spec.Daemonize {
		m.do(Spawn{})
		return
	}
	if m.spec.StartGrace > 0 {
		m.Settled = m.now.At + m.spec.StartGrace
	}
	m.run(StartTask, m.spec.Start)
}

// spawned goes on when the process has been made, or could not be.
func (m *Machine) spawned(ev Spawned) {
	if ev.Err != "" {
		m.log(Failure, "Failed to start %s: %s", m.spec.Name, ev.Err)
	}
	m.know(ev.Proc)
	m.Phase, m.Settled = settling, m.now.At+m.spec.StartGrace
	if m.Ending != nil { // it was to be stopped before it was there
		m.Phase = idle
		then := m.Ending.Then
		m.Ending = nil
		m.end(then)
	}
}

// ran goes on when a command has ended.
func (m *Machine) ran(ev Ran) {
	m.running[ev.Task] = false
	switch ev.Task {
	case PreStartTask:
		m.result("Pre start", ev)
		if m.Phase == preparing {
			m.launch()
		}
	case StartTask:
		if m.Phase != launching {
			return
		}
		m.result("Start", ev)
		m.Phase, m.Settled = settling, m.now.At+m.spec.StartGrace
		if m.looking == 0 {
			m.lookUp(lookLaunch)
		}
	case StopTask:
		m.result("Stop", ev)
		if m.Ending != nil && m.Proc.IsZero() && m.Phase != launching { // no process was known
			m.ended(Ident{})
		}
	case ChildTask:
		m.result("Stop", ev)
	case RestartTask:
		m.result("Restart", ev)
	}
}

// startTimeout goes on when start_command takes too long. It is left running,
// as the program may be working; the next start ends it.
func (m *Machine) startTimeout() {
	m.slow()
	m.Phase, m.Settled = settling, m.now.At+m.spec.StartGrace
	m.dispatch(m.spec.OnStartTimeout, "unspecified")
}

// slow logs what Bluepill says of a command that takes too long.
func (m *Machine) slow() {
	m.log(Failure, "Execution is taking longer than expected.")
	m.log(Failure, "Did you forget to tell bluepill to daemonize this process?")
}

// restart is Process#restart_process: by restart_command, or by a stop and,
// once the old process has ended, a start.
func (m *Machine) restart() {
	switch {
	case m.Ending != nil:
		m.Ending.Then = Restart
	case m.Phase == preparing || m.Phase == launching: // that is as good
	case m.spec.Restart != "":
		command := m.withPid(m.spec.Restart)
		m.log(Warning, "Executing restart command: %s", command)
		m.run(RestartTask, command)
		m.Phase, m.Settled = settling, m.now.At+m.spec.RestartGrace
	default:
		m.log(Warning, "No restart_command specified. Must stop and start to restart")
		m.end(Restart)
	}
}
