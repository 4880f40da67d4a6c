// Package migrate turns pills into what other supervisors read.
//
// A pill becomes a plan (Read): what runs, as whom, how it is stopped and
// checked, in plain values, with a note for everything that other supervisors
// do otherwise. A target makes files of plans; there is a file of code for each.
// All of it are pure functions: the same pills make the same bytes, and nothing
// here touches the machine.
//
// Bluepill has the last word on what a pill does: where it does not do as
// written, the plan has what it does, and a note says so. A process of which
// something is not known that matters is refused, never guessed at.
package migrate

import (
	"fmt"
	"io/fs"

	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// A File is a file to be written.
type File struct {
	Path string // relative to the output folder, with slashes
	Mode fs.FileMode
	Text string
}

// A Plan is what one pill comes to.
type Plan struct {
	Source  string // the pill's path
	Apps    []*App
	Refused []Refusal
}

// A Refusal is why a process, or a whole pill, cannot be taken over.
type Refusal struct {
	At      source.Span
	Process string // "" for the pill
	Why     string
	// Unwritten is set if it is in the plan, but the target cannot have it.
	Unwritten bool

	process *pill.Process // nil for the pill
}

// String returns it as a line for people.
func (r Refusal) String() string {
	what := "the pill"
	if r.Process != "" {
		what = fmt.Sprintf("process %q", r.Process)
	}
	return fmt.Sprintf("%s: %s is left out: %s", r.At, what, r.Why)
}

// An App is one application.
type App struct {
	Name     string
	At       source.Span
	Services []*Service
	Notes    []Note
}

// A Service is one process.
type Service struct {
	App   *App
	Name  string
	Group string // "" if none
	At    source.Span
	Lines map[string]int // where attributes are set, by name; checks by "checks " and kind

	Start    Command
	PreStart *Command
	Stop     Stop
	Reload   *Reload // how it is restarted in place; nil for a stop and a start

	Forks   bool   // the start command puts the program in the background
	PidFile string // "" if nobody needs one, or it is not known
	Follows bool   // the pid file tells of a process that takes its place
	Dir     string // "" for /
	Env     []Var  // in the pill's order
	User    string // "" for root
	GID     string // "" for the user's own group
	Groups  []string

	Stdin, Stdout, Stderr string // files; "" for none

	AutoStart bool
	InTurn    bool // its group is started one after the other
	Grace     Grace
	Checks    []Check
	Flapping  *Flapping
	Notes     []Note

	process *pill.Process // what it was read from
}

// A Var is an environment variable.
type Var struct {
	Name, Value string
	Secret      bool // not for everybody to read
}

// Grace is how long, in whole seconds, nobody looks at a process.
type Grace struct{ Start, Stop, Restart int }

// A Reload is a restart in place.
type Reload struct {
	Command Command
	Signal  string // what it comes to, such as "usr2"; "" if it is more than a signal
}

// A Stop is how a service is stopped.
type Stop struct {
	Command *Command // what asks it to end, beside signals
	Steps   []Step   // signals; the default one, if there is a command
	// Timeout is how many seconds there are until the end is forced: after the
	// last of Steps, or for the command.
	Timeout int
	// Group is set if whatever the process started is told to end with it.
	Group bool
}

// A Step is a signal, in lower case and without "sig", and the seconds until
// the next.
type Step struct {
	Signal string
	Wait   int
}

// A Check is a condition that is looked at again and again.
type Check struct {
	Kind     string // as in Bluepill
	At       source.Span
	Every    int // seconds
	Hits, Of int // so many of the last have to fail
	Children bool
	Does     Action
	Below    string // the limit: bytes, percent or seconds
	File     string // of file_time
	HTTP     *HTTP
}

// An HTTP is what a check of that kind asks for.
type HTTP struct {
	URL        string
	Status     string // a pattern of the status code, such as 2?? or 404
	Pattern    string // a Perl regular expression for the body; "" for none
	Open, Read int    // seconds
}

// An Action is what a failing check leads to.
type Action uint8

// The actions.
const (
	Restart Action = iota // in place, if it can be
	Ignore                // no more than to stop looking
)

// A Flapping is when a process is given up.
type Flapping struct {
	Times, Within int // so many starts in so many seconds
	Retry         int // seconds until it is started again; 0 for never
}

// A Note is something that will not be quite as it was.
type Note struct {
	What string // an attribute, a check or an option: "uid", "checks :http"
	Line int    // of the pill; 0 if nothing there says so
	Text string // what changes, and what to do
	Loss bool   // something is lost, rather than different
}

func (s *Service) note(what, format string, args ...any) {
	s.Notes = append(s.Notes, Note{What: what, Line: s.line(what), Text: fmt.Sprintf(format, args...)})
}

func (s *Service) lose(what, format string, args ...any) {
	s.Notes = append(s.Notes, Note{What: what, Line: s.line(what), Text: fmt.Sprintf(format, args...), Loss: true})
}

// line returns the line that an attribute is set on, or else that of the
// process.
func (s *Service) line(what string) int {
	if n := s.Lines[what]; n > 0 {
		return n
	}
	return s.At.Line()
}

// pathOf is the path of the pill that something is from.
func pathOf(at source.Span) string {
	if at.IsZero() {
		return "a pill"
	}
	return at.File.Path
}
