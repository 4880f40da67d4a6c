// Package supervisor keeps the processes of a pill running.
//
// A pill's model becomes a Plan (plan.go), in which every value is known. Each
// process of it is a Machine (machine.go): a pure function of state and event,
// with time as input and things to do as output. A thin shell around the
// machines (the files that are only for Linux) holds the clock, forks, signals,
// files and the control socket.
//
// The states, events and log lines are those of Bluepill 0.1.3. Where Bluepill
// fails, the machine does what its documentation promises: see the table of
// differences in cmd/bluepill/README.md. An Original (original_linux.go) does as
// Bluepill does, for those who want to see that; its tests are those of
// cmd/internal/verify, which run the examples of all rules with it.
package supervisor

// This file holds what a Plan is made of: plain data that can be handed to
// another process as JSON.

import (
	"slices"
	"strings"
	"time"

	"github.com/pilllint/pilllint/parser/ruby"
)

// MaxName is the longest name of a process, in bytes: names become names of
// files.
const MaxName = 200

// A Plan is an application as it is to run.
type Plan struct {
	App         string
	Pill        string // absolute path of the file it was read from
	BaseDir     string
	LogFile     string `json:",omitempty"` // "" for syslog
	Foreground  bool   `json:",omitempty"`
	KillTimeout time.Duration
	OwnBase     bool `json:",omitempty"` // the pill names the base directory
	NoReload    bool `json:",omitempty"` // KillTimeout is nothing that Bluepill can count to
	Specs       []*Spec
	Rotation    *Rotation `json:",omitempty"` // nil: files grow
	// PidsMax is how many processes each process may come to, with all that it
	// starts, where there are control groups; 0 is as many as it likes.
	PidsMax int `json:",omitempty"`

	// Speed is how many seconds of the pill go by in one; 0 is 1.
	Speed float64 `json:",omitempty"`
	// Observe, if it is set, is told what happens, at once and one at a time.
	Observe func(Observation) `json:"-"`
	// Zombies says that nobody takes the exit status of what an Original has
	// started, as where init is slow to.
	Zombies bool `json:",omitempty"`
}

// A Rotation says when the files that processes write to, and the log, are put
// aside.
type Rotation struct {
	Size     int64         `json:",omitempty"` // in bytes; 0: however large they are
	Age      time.Duration `json:",omitempty"` // 0: however old they are
	Keep     int           // how many old ones stay
	Compress bool          `json:",omitempty"` // by gzip
}

// A Spec is a process as it is to run.
type Spec struct {
	Name    string
	Group   string `json:",omitempty"`
	Grouped bool   `json:",omitempty"` // a group may have an empty name
	// Unaddressable says that no command of Bluepill's can bring the name.
	Unaddressable bool `json:",omitempty"`
	Flaw          Flaw `json:",omitempty"`

	Start      string
	Stop       string `json:",omitempty"` // "" for signals
	Restart    string `json:",omitempty"` // "" for stop and start
	PreStart   string `json:",omitempty"`
	PidCommand string `json:",omitempty"`

	PidFile    string
	OwnPidFile bool `json:",omitempty"` // it is the default one, in a folder of ours
	Daemonize  bool `json:",omitempty"`
	FollowPid  bool `json:",omitempty"` // cache_actual_pid = false: the pid is read at each tick
	AutoStart  bool

	Dir                   string      `json:",omitempty"`
	Env                   [][2]string `json:",omitempty"` // added to the daemon's own
	Stdin, Stdout, Stderr string      `json:",omitempty"`
	User, UserGroup       string      `json:",omitempty"`
	Supplementary         []string    `json:",omitempty"`

	StartGrace, StopGrace, RestartGrace time.Duration
	StopSignals                         []Signalling `json:",omitempty"` // empty: a TERM
	OnStartTimeout                      Want

	Checks   []*CheckSpec  `json:",omitempty"`
	Flapping *FlappingSpec `json:",omitempty"`
	Children *Spec         `json:",omitempty"` // Stop, graces and Checks of each child

	// Serial are the events that the processes of a group see to one after the
	// other: group_start_noblock = false and the like.
	Serial []Want `json:",omitempty"`
}

// FullName is the group and the name, as Bluepill tells them of a command.
func (s *Spec) FullName() string { return s.Group + ":" + s.Name }

// ShortName is FullName, or the name alone if there is no group.
func (s *Spec) ShortName() string { return strings.TrimPrefix(s.FullName(), ":") }

// A Signalling is a signal, and how long after the one before it is sent.
type Signalling struct {
	After  time.Duration `json:",omitempty"`
	Signal string        // as the pill has it: "quit", "SIGTERM"
}

// A Want is an event that people and checks ask for.
type Want string

// What can be wanted of a process.
const (
	Start     Want = "start"
	Stop      Want = "stop"
	Restart   Want = "restart"
	Unmonitor Want = "unmonitor"
)

// Wants are all events that can be wanted.
var Wants = []Want{Start, Stop, Restart, Unmonitor}

// Known reports whether there is such an event.
func (w Want) Known() bool { return slices.Contains(Wants, w) }

// A CheckSpec is a condition that is watched while the process is up.
type CheckSpec struct {
	Name     string // as the log shows it
	Kind     string // mem_usage, …
	Every    time.Duration
	Hits     int // of the last Of values, how many must be bad
	Of       int
	Fires    []Want   `json:",omitempty"`
	Below    *float64 `json:",omitempty"` // nil: whatever it is, it is fine
	Children bool     `json:",omitempty"`
	File     string   `json:",omitempty"`
	HTTP     *HTTP    `json:",omitempty"`
	Flaw     Flaw     `json:",omitempty"`
}

// HTTP is what an http check asks for.
type HTTP struct {
	URL         string
	Kind        string // a status code, or a response class: "success", "not_found"
	Pattern     *Pattern
	OpenTimeout time.Duration
	ReadTimeout time.Duration
}

// A Pattern is a regular expression of Ruby's.
type Pattern struct {
	Source  string
	Options ruby.Options
}

// A Flaw is a value that makes Bluepill's daemon fail, later.
type Flaw string

// The flaws, named for when they are met.
const (
	FlawStart Flaw = "start" // the process cannot be made
	FlawGrace Flaw = "grace" // the daemon dies when it has started it
	FlawChild Flaw = "child" // the daemon dies when it has a child
	FlawEvery Flaw = "every" // the daemon dies when the check is to run a second time
	FlawValue Flaw = "value" // the daemon dies when the check has run
)

// A FlappingSpec says when a process is started too often.
type FlappingSpec struct {
	Times   int
	Within  time.Duration
	RetryIn time.Duration // 0: never
	Flaw    bool          `json:",omitempty"` // Bluepill's daemon dies at the first start
}
