package eval

import (
	"bytes"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// An Interp evaluates one pill, and what it loads.
type Interp struct {
	Env    Env
	Stdout bytes.Buffer
	Stderr bytes.Buffer
	// Faults are the exceptions that ended the evaluation (certain ones) or that
	// some condition might bring about.
	Faults []Fault
	// Exhausted is where a limit was met; zero if none was.
	Exhausted source.Span
	// Unread are the features and files that were required and not read, so that
	// what they define is not known.
	Unread []Cause
	// Context is what the host is doing; a Fault that is raised meanwhile carries
	// it.
	Context any
	// Onward makes the evaluation go on where an exception would end it: what
	// raises is taken to have an unknown value.
	Onward bool
	// OnPass is told of each expression that raised, and of self there.
	OnPass func(self Value, n syntax.Node)
	// Passed are the exceptions that it went on after.
	Passed []Fault
	// PassedMaybe are those that hang on conditions that are not known.
	PassedMaybe []Fault
	// TurnIdle makes each loop turn once that is written to make no turn: 0.times.
	TurnIdle bool
	// Idle are those loops.
	Idle []source.Span
	// Unreadable makes each file that is not known one that cannot be read, if a rescue
	// stands ready for that.
	Unreadable bool
	// Rescuable is where the first such file is read; zero if none is.
	Rescuable source.Span
	// Closed tells objects of the host to which gems hardly ever add methods: what is
	// missing there is among Doubts though some gem was not read.
	Closed func(Value) bool
	// Proxy tells the objects by which the host is told what to do.
	Proxy func(Value) bool

	missing map[source.Span]*MissingKey // where keys are read
	// Dropped are absolute paths that are written where they drop the path which is
	// their value here.
	Dropped map[source.Span]string
	// Doubts are the exceptions that are raised unless code that was not read
	// defines what is missing.
	Doubts []Fault
	// Host is what the host's Go methods find again through Call.In.
	Host any
	// Notes are what the evaluator saw that a reader may want to know.
	Notes []Note

	classes    map[string]*Class
	cores      [coreCount]*Class
	constants  map[string]Value // constants that Ruby defines and that are not classes
	globals    map[string]Value
	mainObject *Object
	main       *syntax.File
	frame      *frame
	maybe      []Cause                               // conditions of the arms that are being evaluated
	later      []detour                              // jumps that may have been made, in the order of their places
	filling    bool                                  // what a tag of a template writes is being put together
	tags       map[*syntax.Hole]syntax.Node          // the expressions of tags that stand in strings
	tagLocals  map[*syntax.File]map[string]*tagLocal // what the code of templates sets
	unturned   *Call                                 // the loop that raised just now, as there is no such method; see Onward
	repeated   int                                   // loops around it that run an unknown number of times
	ids        int                                   // of unknown values, see identify
	journal    *journal
	depth      int
	steps      int
	bytes      int
	limits     Limits
	jumps      map[syntax.Node]uint8 // the kinds of jumps that code makes, once it was looked at
	mayRaise   int                   // how often something that is not known might have raised
	patterns   map[pattern]compiled
	required   map[string]bool
	loaded     map[string]*syntax.File
	outside    outside
	walking    []*Hash     // those that are being gone through, to which nothing may be added
	calls      []roomyCall // not yet made, see newCall
	inspecting []Value     // the arrays and hashes that inspect is within
	nested     int         // how deep in arrays and hashes a comparison is
	publicDefs bool        // "public" stood at the top level
	describing bool        // a NameError's receiver is being inspected
	handled    int         // how many callers are waiting for an exception
	rescuing   int         // how many of these are rescue clauses of the pill
}

// A Note is something that the evaluator saw on its way.
type Note struct {
	Kind string // "unsupported"
	Name string
	Span source.Span
}

// A frame is one activation of a method, block or file.
type frame struct {
	caller *frame
	file   *syntax.File // nil in Go methods
	at     syntax.Pos   // what is being evaluated
	self   Value
	scope  *scope
	cref   *cref
	method *Method // the method around it; nil at top level
	args   []Value // that method's arguments, for super
	block  *Proc   // the block that yield calls
	home   *frame  // the frame of the method, lambda or file around it: where return goes
	proc   *Proc   // the block that this runs; nil in a method or file
	loop   *loop   // the innermost while or for of this frame
	def    *Class  // where def defines; nil: the cref's class
}

// A scope holds the local variables of a frame.
type scope struct {
	vars   []Value // nil: not yet assigned, which reads as nil
	parent *scope
	match  Value    // $~, in the outermost scope of a method or file; nil: none yet
	made   *journal // the arm that it was made in
}

// A slot is one local variable, as a place that a journal knows.
type slot struct {
	s *scope
	i int
}

// New returns an interpreter with nothing but what Ruby has itself.
func New(env Env) *Interp {
	in := &Interp{
		Env:       env,
		classes:   make(map[string]*Class, 14),
		constants: map[string]Value{},
		globals:   map[string]Value{},
		limits:    env.Limits.orDefault(),
		required:  map[string]bool{},
		jumps:     map[syntax.Node]uint8{},
		loaded:    map[string]*syntax.File{},
	}
	in.mainObject = &Object{Class: in.core(coreObject), meta: &Class{Name: "Object", builtin: mainMethods}}
	return in
}

// Class returns the class or module of that path as Ruby defines it. It panics
// if Ruby 3.1 with Bluepill has none of that name.
func (in *Interp) Class(name string) *Class { return in.class(name) }

// Run evaluates a file at the top level. It may be called once.
func (in *Interp) Run(file *syntax.File) {
	in.main = file
	in.outermost(func() { in.runFile(file) })
}

// Guard runs fn, which calls back into the evaluator, and returns the exception
// that ended it, if one did. Limits that are met are noted in Exhausted.
func (in *Interp) Guard(fn func()) *Fault {
	var fault *Fault
	if in.frame == nil { // nothing is being run that it could be a part of
		f := &frame{self: in.mainObject, scope: &scope{}, cref: &cref{class: in.core(coreObject)}}
		f.home = f
		in.frame = f
		defer func() { in.frame = nil }()
	}
	in.stoppable(func() {
		if exc := in.protect(fn); exc != nil {
			f := in.fault(exc)
			fault = &f
		}
	})
	return fault
}

// outermost runs fn and keeps what ends it.
func (in *Interp) outermost(fn func()) {
	in.stoppable(func() {
		if exc := in.rescued(fn); exc != nil {
			in.Faults = append(in.Faults, in.fault(exc))
		}
	})
}

// stopped is the panic that ends an evaluation whose limits are met.
type stopped struct{}

func (in *Interp) stoppable(fn func()) {
	in.catch(func() Value { fn(); return nil }, func(p any) bool {
		switch p.(type) {
		case stopped, jump: // a jump that nothing caught is a LocalJumpError, which Ruby's parser mostly prevents
			return true
		}
		return false
	})
}

func (in *Interp) runFile(file *syntax.File) Value {
	f := &frame{
		caller: in.frame, file: file, self: in.mainObject,
		scope: &scope{vars: make([]Value, len(file.Locals)), made: in.journal},
		cref:  &cref{class: in.core(coreObject)},
	}
	f.home = f
	return in.inFrame(f, func() Value {
		return in.catchReturn(f, func() Value { return in.seq(file.Body) })
	})
}

// inFrame runs fn with f on top.
func (in *Interp) inFrame(f *frame, fn func() Value) Value {
	in.deeper()
	saved := in.frame
	in.frame = f
	v := fn()
	in.frame = saved
	in.depth--
	return v
}

// deeper counts a call within calls. A pill that recurses without end gets
// Ruby's own exception; the depth is put right where that is caught.
func (in *Interp) deeper() {
	if in.depth++; in.depth > in.limits.Depth {
		in.depth = 0
		in.Raise("SystemStackError", "stack level too deep")
	}
}

// maxNesting is how deep comparisons go into arrays and hashes.
const maxNesting = 200

// nest counts a step of something that goes on within an Array or Hash, which
// may hold itself, until what it returns is called. It ends the method that is
// running where that gets too deep.
func (in *Interp) nest(name string) (leave func()) {
	in.step()
	if in.nested >= maxNesting {
		needs(in.unsupported(name))
	}
	in.nested++
	return func() { in.nested-- }
}

// step counts one expression, and ends the evaluation if there were too many.
func (in *Interp) step() {
	if in.steps++; in.steps > in.limits.Steps {
		in.stop()
	}
}

// work counts n things that a Go method is about to look at or move, which is
// much less work each than an expression.
func (in *Interp) work(n int) {
	in.steps += n / 8
	in.step()
}

// grow counts bytes that are about to be made, and ends the evaluation if there
// were too many.
func (in *Interp) grow(n int) {
	if in.bytes += max(n, 0); in.bytes > in.limits.Bytes || n > in.limits.Bytes || n < 0 {
		in.stop()
	}
}

func (in *Interp) stop() {
	if in.Exhausted.IsZero() {
		in.Exhausted = in.here()
	}
	panic(stopped{})
}

// Here is the place that is being evaluated.
func (in *Interp) Here() source.Span { return in.here() }

// Maybe returns the conditions that what is being evaluated hangs on: those of
// the arms around it, and those of jumps that may have gone past it.
func (in *Interp) Maybe() []Cause {
	list := in.maybe[:len(in.maybe):len(in.maybe)]
	for _, l := range in.later {
		list = joinCauses(list, l.because.Causes)
	}
	return list
}

// Repeated reports whether what is being evaluated may run any number of times.
func (in *Interp) Repeated() bool { return in.repeated > 0 }

// str makes a String.
func (in *Interp) str(s string) *Str {
	in.grow(len(s) + 16)
	return &Str{S: s}
}

// Str makes a String.
func (in *Interp) Str(s string) *Str { return in.str(s) }

// arr makes an Array.
func (in *Interp) arr(elems []Value) *Array {
	in.grow(16 * len(elems))
	return &Array{Elems: elems}
}

// unknown makes an Unknown that begins at the place being evaluated.
func (in *Interp) unknown(r Reason, name string) *Unknown {
	return &Unknown{Causes: []Cause{{r, name, in.here()}}}
}

// Unknown makes an Unknown that begins at the place being evaluated.
func (in *Interp) Unknown(r Reason, name string) *Unknown { return in.unknown(r, name) }

// unsupported makes an Unknown for Ruby that is not modelled, and notes it.
func (in *Interp) unsupported(name string) *Unknown {
	in.mayRaise++
	in.Notes = append(in.Notes, Note{"unsupported", name, in.here()})
	return in.unknown(Unsupported, name)
}

// unread returns why something that nothing defines may yet be defined, or nil.
func (in *Interp) unread(name string) *Unknown {
	if len(in.Unread) == 0 {
		return nil
	}
	u := in.unknown(Required, name)
	u.Causes = joinCauses(u.Causes, in.Unread)
	return u
}
