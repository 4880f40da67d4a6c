// Package pill reads what a pill declares: applications, processes, checks.
//
// It knows Bluepill 0.1.3. The objects that a pill talks to are built into an
// evaluator (dsl.go), and Bluepill's validation runs in its order while the
// pill is evaluated (factory.go), so that what a pill declares, and whether it
// loads at all, is what the real Bluepill would make of it. What Bluepill does is
// told by its source and by observation; where a comment says so, it is a fact
// of one of the two.
package pill

import (
	"slices"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A Config is what one pill file declares.
type Config struct {
	File   *syntax.File
	Apps   []*Application // in order of evaluation
	Error  *LoadError     // what ends the load; nil if it loads
	Maybes []*LoadError   // what would end it if some condition turned out so
	Doubts []*LoadError   // what would end it unless code that was not read defines what is missing
	// Unreadable is what would end the load if a file cannot be read for which a rescue
	// stands ready; nil if nothing would.
	Unreadable  *Unreadable
	Beyond      *Beyond                          // what it declares if nothing ends the load; nil if nothing does, or that cannot be told
	Idle        *Idle                            // what is in loops that make no turn; nil if there are none
	Unread      []eval.Cause                     // features and files that were required and not read
	Notes       []eval.Note                      // Ruby that is not modelled
	Assumed     map[string]eval.Value            // constants that are taken to be there if the pill has none
	Stdout      string                           // what it prints
	Stderr      string                           // what it prints to standard error, Bluepill's messages among it
	MissingKeys map[source.Span]*eval.MissingKey // places that read keys which are never there
	Dropped     map[source.Span]string           // see eval.Interp
	// Exhausted is where a limit of the evaluation was met: what is declared
	// after it is not known. Zero if none was.
	Exhausted source.Span
}

// A LoadError is why Bluepill refuses a pill.
type LoadError struct {
	eval.Fault
	// Late is set if it comes after all applications that the pill declares. They run
	// then: Bluepill's daemon only comes there when it is told to quit.
	Late bool
	Stage
	Name eval.Value // the name of the process that was being declared; nil if none
	Decl *Process   // that process, as far as it got; nil if none
}

// Exits reports whether that is an exit, which the daemon would do anyway.
func (e *LoadError) Exits() bool { return e.Late && e.Class == "SystemExit" }

// A Stage is what Bluepill is doing with a process.
type Stage struct {
	Step    Step
	Process *Process
	Other   *Process // the one it clashes with
	Element int      // the element of stop_signals, from 0
	Check   *Check   // the check that is being made
	// Way has what attributes are if conditions come out as the failure takes them to;
	// nil stands for one that is not set. Others are what they are in the end.
	Way map[string]eval.Value
}

// A Step is a part of declaring a process that may fail.
type Step uint8

// The steps, in Bluepill's order. Reading is the pill's own code.
const (
	Reading       Step = iota
	NamingApp          // the name, options and base directory of the application
	RunningBlock       // a block that is missing
	UniqueName         // no two processes of a name in a group
	StartCommand       // start_command is set
	UniquePidFile      // pid_file is a String, and no two are the same
	StopSignals        // stop_signals are signals and delays in turn, an odd number
	StopGraceTime      // stop_grace_time is set and more than the delays
	MakingCheck        // a check exists and takes its options
	ChildStop          // a monitor_children block sets stop_command
)

// A Decl says where a thing is declared, and how surely.
type Decl struct {
	Span     source.Span  // all of it
	Head     source.Span  // the part to point at
	Maybe    []eval.Cause // conditions it hangs on; empty if it always stands
	Repeated bool         // it may stand any number of times
	Open     []eval.Cause // code that was not followed has had its hands on it
}

// Certain reports whether the thing stands exactly as written.
func (d *Decl) Certain() bool { return len(d.Maybe) == 0 && !d.Repeated && len(d.Open) == 0 }

// Surely reports whether what hangs on some conditions stands wherever the thing
// itself does: it hangs on none of them alone.
func (d *Decl) Surely(maybe []eval.Cause) bool {
	for _, c := range maybe {
		if !slices.Contains(d.Maybe, c) {
			return false
		}
	}
	return true
}

// An Application is one call of Bluepill.application.
type Application struct {
	Decl
	Name      eval.Value // as text, or unknown
	NameSpan  source.Span
	Options   eval.Value    // a *eval.Hash, or whatever was given
	Settings  []*Setting    // what is set on the application, in order
	Processes []*Process    // those that were declared whole, in order
	Block     *syntax.Block // its block
	BlockFile *syntax.File
	Whole     bool // its block was evaluated to its end

	Object *eval.Object
	base   baseDir
}

// A Process is one call of app.process.
type Process struct {
	Decl
	App        *Application
	Name       eval.Value
	NameSpan   source.Span
	Attributes *eval.Hash // what Bluepill holds in the end
	Group      eval.Value // Nil if none
	Settings   []*Setting // every attribute that is set, in order, those of the application first
	Checks     []*Check
	Block      *syntax.Block
	BlockFile  *syntax.File

	// Late is what is set once the block is over, when Bluepill has made the process
	// of what it had: to no effect. A check or monitor_children has its own name.
	Late []*Setting
	// ReadsPidFile is set if the pill asks for the pid file that Bluepill chooses.
	ReadsPidFile bool

	MonitorChildren bool
	Child           *Process // how children are watched, if they are; its Error is met when a child is
	ChildError      *LoadError
	ChildNext       []*LoadError // what would be met once that is repaired

	atEnd   map[string]eval.Value // see ended
	watches *eval.Hash
	way     map[string]eval.Value // see Stage
	object  *eval.Object
	made    bool       // its block is over
	late    *eval.Hash // what the object holds that the block was given, once that differs from Attributes
	parent  *Process   // of a child
}

// IsChild reports whether it stands for the children of a process, which
// monitor_children describes.
func (p *Process) IsChild() bool { return p.parent != nil }

// Parent returns the process whose children it stands for; nil if it is none
// of these.
func (p *Process) Parent() *Process { return p.parent }

// A Form is how a setting is written.
type Form uint8

// The forms of a setting.
const (
	ByAssignment Form = iota + 1 // process.x = v
	ByCall                       // process.x v
	ByBang                       // process.x!
	ByBlock                      // process.monitor_children do ... end
	ByOther                      // send, or a method that is not a literal call
)

// A Setting is one attribute being set at one place.
type Setting struct {
	Name      string
	Value     eval.Value
	Span      source.Span // the whole statement
	NameSpan  source.Span
	ValueSpan source.Span // zero for a bang
	ValueNode syntax.Node // nil if there is none of its own
	File      *syntax.File
	Form      Form
	Inherited bool // set on the application
	Maybe     []eval.Cause
	Repeated  bool
	Replaced  bool     // a later one of the same name certainly takes its place
	Whole     *Setting // of one of the values that a setting may give, that setting; nil for all others
}

// A Check is one call of checks.
type Check struct {
	Decl
	Name     eval.Value
	NameSpan source.Span
	Options  eval.Value // a *eval.Hash, or whatever was given
	Node     *syntax.Call
	File     *syntax.File
	Class    *eval.Class // what Bluepill finds by that name; nil if that is not known
}

// Kind returns the condition or trigger that a check names, if it is one of
// Bluepill's own.
func (c *Check) Kind() (*CheckKind, bool) {
	switch n := c.Name.(type) {
	case eval.Sym:
		if k, ok := FindCheck(string(n)); ok {
			return k, true
		}
		k, ok := FindCheck(underscore(string(n)))
		return k, ok && !k.Trigger
	case *eval.Str:
		k, ok := FindCheck(underscore(n.S))
		return k, ok && n.Lost == nil && !k.Trigger
	}
	return nil, false
}

// Option returns the value of an option of a check.
func (c *Check) Option(name string) Attr {
	h, ok := c.Options.(*eval.Hash)
	if !ok || h.Lost != nil {
		return Attr{open: true}
	}
	v, ok := h.Sym(name)
	return Attr{value: v, set: ok, open: len(h.Open) > 0}
}

// OptionPair returns where an option of a check is written, if its options are
// a literal.
func (c *Check) OptionPair(name string) (syntax.Pair, bool) {
	if c.Node == nil {
		return syntax.Pair{}, false
	}
	for _, a := range c.Node.Args {
		h, ok := a.(*syntax.Hash)
		if !ok {
			continue
		}
		for _, p := range h.Pairs {
			if s, ok := p.Key.(*syntax.Sym); ok && s.Name == name {
				return p, true
			}
		}
	}
	return syntax.Pair{}, false
}

// An Attr is what is known of an attribute or option.
type Attr struct {
	value eval.Value
	set   bool
	open  bool
}

// Set reports whether it is certainly set.
func (a Attr) Set() bool { return a.set && !a.maybeUnset() }

// Unset reports whether it is certainly not set.
func (a Attr) Unset() bool { return !a.set && !a.open }

func (a Attr) maybeUnset() bool {
	u, ok := a.value.(*eval.Unknown)
	return ok && u.Unset
}

// Value returns its value, if it is set and all of it is known.
func (a Attr) Value() (eval.Value, bool) {
	if !a.set || eval.Deep(a.value) != nil {
		return nil, false
	}
	return a.value, true
}

// Any returns its value, which may be unknown; nil if it is not set.
func (a Attr) Any() eval.Value { return a.value }

// Why returns why it is not known; nil if it is, or is not set.
func (a Attr) Why() *eval.Unknown {
	if a.value == nil {
		return nil
	}
	return eval.Deep(a.value)
}

// Text returns its text, if it is a String that is known.
func (a Attr) Text() (string, bool) {
	s, ok := a.value.(*eval.Str)
	if !ok || s.Lost != nil {
		return "", false
	}
	return s.S, true
}

// Number returns its value, if it is a number or Duration that is known.
func (a Attr) Number() (float64, bool) { return NumberOf(a.value) }

// NumberOf returns the number that a value is, or the seconds of a Duration.
func NumberOf(v eval.Value) (float64, bool) {
	switch v := v.(type) {
	case eval.Int:
		return float64(v), true
	case eval.Float:
		return float64(v), true
	case *eval.Duration:
		return NumberOf(v.Value)
	}
	return 0, false
}

// True reports whether it is set to something that counts as true; known is
// false if that cannot be told.
func (a Attr) True() (truth, known bool) {
	if !a.set {
		return false, !a.open
	}
	if a.maybeUnset() {
		return false, false
	}
	return eval.Truthy(a.value)
}

// Attr returns what is known of an attribute in the end.
func (p *Process) Attr(name string) Attr {
	open := len(p.Open) > 0 || p.Attributes.Lost != nil || len(p.Attributes.Open) > 0
	v, ok := p.Attributes.Sym(name)
	if ok && p.inheritedNil(name, v) {
		ok = false
	}
	return Attr{value: v, set: ok, open: open}
}

// inheritedNil reports whether an attribute is only there because Bluepill
// copies those of the application that are not set as nil.
func (p *Process) inheritedNil(name string, v eval.Value) bool {
	if !eval.IsNil(v) {
		return false
	}
	for _, s := range p.Settings {
		if s.Name == name {
			return false
		}
	}
	return true
}

// record adds a setting.
func (p *Process) record(s *Setting) {
	if len(s.Maybe) == 0 && !s.Repeated {
		for _, earlier := range p.Settings {
			earlier.Replaced = earlier.Replaced || earlier.Name == s.Name
		}
	}
	p.Settings = append(p.Settings, s)
}

// held is what the object holds that the block of the process was given.
func (p *Process) held() *eval.Hash {
	if p.late != nil {
		return p.late
	}
	return p.Attributes
}

// Last returns the setting that an attribute's value comes from; nil if it has
// none.
func (p *Process) Last(name string) *Setting {
	for i := len(p.Settings) - 1; i >= 0; i-- {
		if p.Settings[i].Name == name {
			return p.Settings[i]
		}
	}
	return nil
}

// NameText returns the name as text, if it is known.
func (p *Process) NameText() (string, bool) { return nameText(p.Name) }

func nameText(v eval.Value) (string, bool) {
	switch v := v.(type) {
	case *eval.Str:
		return v.S, v.Lost == nil
	case eval.Sym:
		return string(v), true
	}
	return "", false
}

// NameText returns the application's name, if it is known.
func (a *Application) NameText() (string, bool) { return nameText(a.Name) }

// Option returns what is known of an option.
func (a *Application) Option(name string) Attr {
	h, ok := a.Options.(*eval.Hash)
	if !ok || h.Lost != nil {
		return Attr{open: true}
	}
	v, ok := h.Sym(name)
	return Attr{value: v, set: ok, open: len(h.Open) > 0}
}

// Processes calls yield with every process of the pill.
func (c *Config) Processes(yield func(*Process) bool) {
	for _, a := range c.Apps {
		for _, p := range a.Processes {
			if !yield(p) {
				return
			}
		}
	}
}
