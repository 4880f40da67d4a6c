package supervisor

// This file starts, stops, restarts and checks a process as Bluepill does: with
// everything else waiting.

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/pilllint/pilllint/parser/ruby"
)

// start is Process#start_process.
func (p *relic) start() {
	s := p.spec
	p.killJournal()
	if s.PreStart != "" {
		p.log(Warning, "Executing pre start command: %s", s.PreStart)
		p.block(PreStartTask, s.PreStart, 0, "")
	}
	p.log(Warning, "Executing start command: %s", s.Start)
	mark := p.o.newMark(s)
	if s.Daemonize {
		if pid := p.spawn(mark); pid > 0 {
			p.remember(pid)
		}
	} else {
		p.blockMarked(StartTask, s.Start, mark, s.StartGrace, s.OnStartTimeout)
	}
	if s.Flaw == FlawGrace {
		p.die("start_grace_time is not a number")
	}
	p.skipTicks(s.StartGrace)
}

// spawn makes a process in the background; 0 if that fails, of which no log
// tells.
func (p *relic) spawn(mark string) int {
	failed := func(why string) int {
		p.o.tell(p.spec, Observation{Kind: SawSpawned, Text: why})
		return 0
	}
	if p.spec.Flaw == FlawStart {
		return failed("it cannot be started with what is set")
	}
	id, err := identityOf(p.spec)
	if err != nil {
		return failed(err.Error())
	}
	own := *p.spec
	own.PidFile = rooted(own.PidFile)
	j := newJob(&own, id, p.spec.Start, mark, p.o.here)
	defer j.close()
	if err := id.as(j.open); err != nil {
		return failed(err.Error())
	}
	writer := id
	if own.OwnPidFile {
		writer = nil
	}
	var file *pidFile
	err = writer.as(func() (err error) {
		file, err = p.o.openPidFile(&own, writer)
		return err
	})
	if err != nil {
		p.log(Failure, "%s", err)
		return failed(err.Error())
	}
	pid, err := p.launch(j)
	if err != nil {
		file.discard()
		return failed(err.Error())
	}
	_ = file.write(pid) // the disk is not full here
	p.o.tell(p.spec, Observation{Kind: SawSpawned, Pid: pid})
	return pid
}

// launch starts a job, and remembers whose it is before it can be reaped.
func (p *relic) launch(j *job) (int, error) {
	p.o.madeMu.Lock()
	defer p.o.madeMu.Unlock()
	pid, err := j.start()
	if err != nil {
		return 0, err
	}
	if j.pidfd >= 0 {
		unix.Close(j.pidfd)
	}
	p.o.made[pid] = p
	return pid, nil
}

// ended is called when a process that was launched has ended.
func (p *relic) ended(pid int, ws unix.WaitStatus) {
	p.pidMu.Lock()
	defer p.pidMu.Unlock()
	if c := p.waits[pid]; c != nil {
		c <- ws
		delete(p.waits, pid)
	}
}

func (p *relic) block(t Task, command string, limit time.Duration, then Want) {
	p.blockMarked(t, command, "", limit, then)
}

// blockMarked runs a command and waits until it has ended and nobody writes to
// its output any more. Without a limit it waits for ever; after it the command
// is left alone.
func (p *relic) blockMarked(t Task, command, mark string, limit time.Duration, then Want) {
	s := p.spec
	p.o.tell(s, Observation{Kind: SawRun, Text: command})
	result := func(r Ran) {
		p.o.tell(s, Observation{Kind: SawRan, Code: r.Code, Text: t.String()})
		if r.Code != 0 {
			words := map[Task]string{PreStartTask: "Pre start", StartTask: "Start", StopTask: "Stop", RestartTask: "Restart"}
			p.log(Warning, "%s command execution returned non-zero exit code:", words[t])
			p.log(Warning, "{:stdout=>%s, :stderr=>%s, :exit_code=>%d}", ruby.InspectString(r.Stdout), ruby.InspectString(r.Stderr), r.Code)
		}
	}
	failed := func(err error) { result(Ran{Code: 1, Stderr: "Exception in grandchild: " + err.Error() + ".\n"}) }
	id, err := identityOf(s)
	if err != nil {
		failed(err)
		return
	}
	j := newJob(s, id, command, mark, p.o.here)
	var output [2]*capture
	if j.files[0], err = os.Open(os.DevNull); err != nil {
		failed(err)
		return
	}
	for i := range output {
		if output[i], j.files[i+1], err = newCapture(); err != nil {
			j.close()
			failed(err)
			return
		}
	}
	pid, done := 0, make(chan unix.WaitStatus, 1)
	p.pidMu.Lock()
	if pid, err = p.launch(j); err == nil {
		p.waits[pid] = done
	}
	p.pidMu.Unlock()
	j.close()
	if err != nil {
		failed(err)
		return
	}
	over := make(<-chan time.Time)
	if limit > 0 {
		over = time.After(p.o.clock.Wait(limit))
	}
	late := func() {
		p.log(Failure, "Execution is taking longer than expected.")
		p.log(Failure, "Did you forget to tell bluepill to daemonize this process?")
		p.dispatch(then)
	}
	r := Ran{}
	select {
	case ws := <-done:
		if r.Code = ws.ExitStatus(); ws.Signaled() {
			r.Code = 128 + int(ws.Signal())
		}
	case <-over:
		late()
		return
	}
	for _, c := range output {
		select {
		case <-c.done:
		case <-over:
			late()
			return
		}
	}
	r.Stdout, r.Stderr = output[0].text(nil), output[1].text(nil)
	result(r)
}

// stop is Process#stop_process.
func (p *relic) stop() {
	s := p.spec
	switch {
	case s.Stop != "":
		command := p.withPid(s.Stop)
		p.log(Warning, "Executing stop command: %s", command)
		p.block(StopTask, command, s.StopGrace, Stop)
		p.cleanUp()
	case len(s.StopSignals) > 0:
		pid, _ := p.actualPid()
		p.log(Warning, "Sending stop signals to %d", pid)
		end := make(chan struct{})
		p.stopping = end
		go p.sendSignals(end)
	default:
		pid, _ := p.actualPid()
		p.log(Warning, "Executing default stop command. Sending TERM signal to %d", pid)
		p.signal("TERM")
		p.cleanUp()
	}
	p.skipTicks(s.StopGrace)
}

// sendSignals is the thread that stops a process: it goes on whoever has the pid
// meanwhile.
func (p *relic) sendSignals(end <-chan struct{}) {
	for i, s := range p.spec.StopSignals {
		if i > 0 {
			p.log(Debug, "Sleeping for %g seconds", s.After.Seconds())
			if s.After < 0 {
				return // which nobody can; the thread ends
			}
			select {
			case <-end:
				return
			case <-time.After(p.o.clock.Wait(s.After)):
			}
			select {
			case <-end: // at the same time: the other was faster
				return
			default:
			}
			if !p.signal("EXIT") {
				p.log(Debug, "Process has terminated.")
				break
			}
		}
		p.log(Info, "Sending signal %s", s.Signal)
		p.signal(s.Signal)
	}
	p.cleanUp()
}

// restart is Process#restart_process.
func (p *relic) restart() {
	s := p.spec
	if s.Restart != "" {
		command := p.withPid(s.Restart)
		p.log(Warning, "Executing restart command: %s", command)
		p.block(RestartTask, command, s.RestartGrace, Restart)
		p.skipTicks(s.RestartGrace)
		return
	}
	p.log(Warning, "No restart_command specified. Must stop and start to restart")
	p.stop()
	p.start()
}

func (p *relic) withPid(command string) string {
	pid, _ := p.actualPid()
	text := ""
	if pid > 0 {
		text = strconv.Itoa(pid)
	}
	return strings.ReplaceAll(command, "{{PID}}", text)
}

// runChecks runs the checks that are due, and fires what they want.
func (p *relic) runChecks() {
	pid, _ := p.actualPid()
	var fired []Want
	for _, w := range p.watches {
		c := w.spec
		switch {
		case w.ran > 0 && c.Flaw == FlawEvery:
			p.die("every of %s cannot be counted with", c.Name)
		case w.ran > 0 && w.ran+c.Every > p.o.clock.At().Truncate(time.Second):
			continue
		}
		w.ran = p.o.clock.At().Truncate(time.Second)
		if c.Flaw == FlawValue {
			p.die("an option of %s cannot be compared with", c.Name)
		}
		w.add(p.o.value(c, pid))
		p.log(Info, "%s", w)
		if w.fired() && len(c.Fires) > 0 {
			p.log(Info, "%s dispatched: %s", c.Name, joinWants(c.Fires))
			fired = append(fired, c.Fires...)
		}
	}
	p.changed = false
	for _, f := range fired {
		if p.changed {
			break
		}
		p.dispatch(f)
	}
}

// value takes the value of a check.
func (o *Original) value(c *CheckSpec, pid int) Value {
	stat, err := readStat(pid)
	if c.Kind == "zombie_process" {
		return Value{Good: err == nil && !stat.dead(), Text: strconv.Itoa(pid)}
	}
	r := readingOf(stat.Ident)
	if v, ok := o.clock.usage(c, &r); ok {
		return v
	}
	v := o.clock.slow(c)
	if c.Kind == "http" && v.Text == "" { // it is asked a second time
		v = o.clock.slow(c)
	}
	return v
}

// tickChildren looks who the children are, and at each of them.
func (p *relic) tickChildren() {
	s := p.spec.Children
	if s == nil {
		return
	}
	pid, _ := p.actualPid()
	p.children = slices.DeleteFunc(p.children, func(c *relic) bool { return !c.running() })
	for _, stat := range descendants(pid) {
		if slices.ContainsFunc(p.children, func(c *relic) bool { return c.pid == stat.Pid }) {
			continue
		}
		if s.Flaw == FlawChild {
			p.die("monitor_children cannot be used")
		}
		p.log(Info, "Existing children: %d. Got new children: [%d] for %d", len(p.children), stat.Pid, pid)
		child := newRelic(p.o, s)
		child.parent, child.pid, child.state = p, stat.Pid, Up
		p.children = append(p.children, child)
	}
	for _, c := range p.children {
		c.tick()
	}
}

func (p *relic) childStates() (list []Child) {
	for _, c := range p.children {
		list = append(list, Child{c.pid, c.state.String()})
	}
	return list
}
