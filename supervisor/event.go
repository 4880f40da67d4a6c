package supervisor

// This file holds what goes into a Machine and what comes out of it.

import (
	"fmt"
	"time"
)

// Now is a moment, in both of the ways in which it is needed.
type Now struct {
	At   time.Duration // since the machine booted: no change of the clock moves it
	Wall time.Time     // for people to read
}

// An Ident is a process that cannot be mistaken for another one of this boot.
// The zero Ident is none.
type Ident struct {
	Pid   int
	Start uint64 // in clock ticks since the machine booted
}

// IsZero reports whether there is no process.
func (i Ident) IsZero() bool { return i.Pid == 0 }

// A State is what Bluepill calls the state of a process.
type State uint8

// The states. Unmonitored, Down and Up last; the others are on their way.
const (
	Unmonitored State = iota
	Down
	Starting
	Up
	Stopping
	Restarting
)

var stateNames = [...]string{"unmonitored", "down", "starting", "up", "stopping", "restarting"}

// lasts reports whether a process may stay in a state.
func (s State) lasts() bool { return s == Unmonitored || s == Down || s == Up }

// String returns the word that status shows.
func (s State) String() string { return stateNames[s] }

// A Task is a command that runs beside the process.
type Task uint8

// The tasks, each of which runs once at a time.
const (
	PreStartTask Task = iota + 1
	StartTask
	StopTask
	RestartTask
	ChildTask // the stop_command of a child
)

var taskNames = [...]string{"", "pre_start_command", "start_command", "stop_command", "restart_command", "stop_command of a child"}

// String returns the attribute that the command stands in.
func (t Task) String() string { return taskNames[t] }

// An Event is something that has happened.
type Event interface{ isEvent() }

// The events.
type (
	// Tick says that it is later: Next has come.
	Tick struct{}
	// Began is the first event of all.
	Began struct{}
	// Asked is a command of the user's.
	Asked struct{ Want Want }
	// Exited says that a process has ended.
	Exited struct {
		Proc   Ident
		Status string // how, if that is known: "exit 1", "SIGKILL"
	}
	// Spawned answers Spawn.
	Spawned struct {
		Proc Ident
		Err  string // why there is none
	}
	// Ran answers Run: the command has ended.
	Ran struct {
		Task           Task
		Code           int // its exit code; 128 and more for a signal
		Stdout, Stderr string
	}
	// Found answers LookUp.
	Found struct{ Proc Ident }
	// Measured answers Measure.
	Measured struct {
		Check int
		Turn  int
		Value Value
		Proc  Ident // the child whose value it is; zero for the process itself
	}
	// Listed answers List.
	Listed struct{ Procs []Ident }
)

func (Tick) isEvent()     {}
func (Began) isEvent()    {}
func (Asked) isEvent()    {}
func (Exited) isEvent()   {}
func (Spawned) isEvent()  {}
func (Ran) isEvent()      {}
func (Found) isEvent()    {}
func (Measured) isEvent() {}
func (Listed) isEvent()   {}

// A Value is what a check has measured.
type Value struct {
	Number float64
	None   bool   // there was nothing to measure
	Text   string // as the log shows it
	Good   bool   // of an http check: the answer is as it should be
}

// An Action is something to be done. What has an answer is answered by exactly
// one event, whenever it is done.
type Action interface{ isAction() }

// The actions.
type (
	// Log writes a line to the log.
	Log struct {
		Level Level
		Text  string
		Child int // the pid of the child that it is about; 0 for the process itself
	}
	// Note says that the history has one more.
	Note struct{ Happening }
	// Spawn starts the process in the background. Answered by Spawned.
	Spawn struct{}
	// Run runs a command. Answered by Ran.
	Run struct {
		Task    Task
		Command string
	}
	// Abandon ends the command of a task and all that it started.
	Abandon struct{ Task Task }
	// Signal sends a signal to a process, as the pill calls it, and to the rest
	// of its process group if Group says so.
	Signal struct {
		Proc  Ident
		Name  string
		Group bool
	}
	// Sweep sends TERM to what a process that has ended has left behind: those
	// of its process group and whatever else descends from it, if Group says so,
	// and its children.
	Sweep struct {
		Proc     Ident
		Group    bool
		Children []Ident
	}
	// LookUp finds the process by its pid file or pid_command. Answered by Found.
	LookUp struct{}
	// Forget removes the pid file, if it still names the process; of no process,
	// if it names one that is not there.
	Forget struct{ Proc Ident }
	// Measure takes the value of a check. Answered by Measured.
	Measure struct {
		Check int
		Turn  int
		Proc  Ident
		Child bool // it is a check of a child, which Proc is
	}
	// List finds the descendants of a process. Answered by Listed.
	List struct{ Proc Ident }
)

func (Log) isAction()     {}
func (Note) isAction()    {}
func (Spawn) isAction()   {}
func (Run) isAction()     {}
func (Abandon) isAction() {}
func (Signal) isAction()  {}
func (Sweep) isAction()   {}
func (LookUp) isAction()  {}
func (Forget) isAction()  {}
func (Measure) isAction() {}
func (List) isAction()    {}

// A Level is how much a line of the log matters, by Ruby's letter for it.
type Level byte

// The levels.
const (
	Debug   Level = 'D'
	Info    Level = 'I'
	Warning Level = 'W'
	Failure Level = 'E'
)

// A Happening is an event that the history of a process keeps.
type Happening struct {
	Want   Want   `json:"event"`
	Reason string `json:"reason"`
	Unix   int64  `json:"at"`
}

// String is the line that status shows of it.
func (h Happening) String() string {
	return fmt.Sprintf("  %s at %s - %s", h.Want, time.Unix(h.Unix, 0).Format("01/02/2006 15:04:05"), h.Reason)
}
