package supervisor

// This file tells whoever verifies a pill what the daemon does.

import "time"

// An Observation is something that has happened to a process, or was done.
type Observation struct {
	At      time.Duration // since boot, by the clock of the plan
	Process string        // group:name
	Kind    ObservationKind
	Pid     int    `json:",omitempty"` // of whom it is about
	Code    int    `json:",omitempty"` // the exit code of a command
	Text    string `json:",omitempty"`
}

// An ObservationKind is what an Observation is about, and what its text is.
type ObservationKind string

// The kinds of observations.
const (
	SawState   ObservationKind = "state"   // a state has begun
	SawAsked   ObservationKind = "asked"   // somebody asked for an event
	SawSpawned ObservationKind = "spawned" // it was made; if not, why
	SawExited  ObservationKind = "exited"  // it has ended, and how
	SawSignal  ObservationKind = "signal"  // it is sent a signal
	SawRun     ObservationKind = "run"     // a command is run
	SawRan     ObservationKind = "ran"     // the command of an attribute has ended
	SawAbandon ObservationKind = "abandon" // the command of an attribute is ended, as it takes too long
	SawLog     ObservationKind = "log"     // a line of the log
	SawDied    ObservationKind = "died"    // the daemon dies, and why
)
