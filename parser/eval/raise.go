package eval

// This file raises and describes Ruby's exceptions. Inside the evaluator they
// are Go panics, as are break, next, return and throw, since any of some
// hundreds of methods may raise; none leaves the package.

import (
	"fmt"
	"strings"

	"github.com/pilllint/pilllint/parser/rubyfacts"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A Fault is an exception that nothing rescued, or one that would be raised if
// a condition that is not known turned out so.
type Fault struct {
	Class    string // "NameError"
	Message  string
	Name     string      // the method or constant that is missing, for a NameError
	Receiver Value       // of a NoMethodError; may be nil
	Constant string      // what Class.NAME should have been, if there is a Class::NAME
	Span     source.Span // where it is raised, in whichever file
	Line     int         // the line of the main file that Ruby would name; 0: none
	Trace    []source.Span
	ExitCode int     // of a SystemExit
	Explicit bool    // the pill raises it itself: raise, exit, abort
	Syntax   bool    // a SyntaxError, of a file that was loaded
	Maybe    []Cause // conditions it hangs on; empty if it is certain
	Context  any     // what the host was doing: Interp.Context
}

// An exception is what an exception object holds.
type exception struct {
	message  Value
	name     string
	receiver Value
	constant string
	span     source.Span
	line     int
	trace    []source.Span
	code     int
	explicit bool
	syntax   bool
	context  any
}

// raised is the panic that carries an exception.
type raised struct{ exc *Object }

// Raise raises a Ruby exception of a class that Ruby defines.
func (in *Interp) Raise(class, format string, args ...any) {
	in.raise(in.newException(in.class(class), fmt.Sprintf(format, args...)))
}

func (in *Interp) newException(c *Class, message string) *Object {
	return &Object{Class: c, Host: &exception{message: in.str(message)}}
}

// raise raises an exception object, noting where.
func (in *Interp) raise(o *Object) {
	e := o.Host.(*exception)
	in.steps += raiseCost
	if e.span.IsZero() {
		e.span = in.here()
		e.context = in.Context
		e.trace, e.line = in.backtrace()
	}
	panic(raised{o})
}

// maxTrace is how many places a backtrace has at most.
const maxTrace = 20

// raiseCost is how many steps raising an exception counts for.
const raiseCost = 50

// backtrace lists the places that led here, innermost first, and the line of
// the main file that Ruby would name. The calls around a block of the same
// method are left out: the block stands in them for everyone to see.
func (in *Interp) backtrace() (trace []source.Span, line int) {
	var inner *frame
	for f := in.frame; f != nil; f = f.caller {
		if f.file == nil {
			continue
		}
		at := f.file.Source.Span(int(f.at.Start), int(f.at.End))
		if line == 0 && f.file == in.main {
			line = at.Line()
		}
		if len(trace) < maxTrace && (inner == nil || inner.home != f.home) {
			trace = append(trace, at)
		}
		if line > 0 && len(trace) == maxTrace {
			break // the rest of a deep recursion would tell nothing new
		}
		inner = f
	}
	return trace, line
}

// Exit raises SystemExit on behalf of the host.
func (in *Interp) Exit(code int, message string) {
	o := in.newException(in.class("SystemExit"), message)
	o.Host.(*exception).code = code
	in.raise(o)
}

// here is the place that is being evaluated.
func (in *Interp) here() source.Span {
	for f := in.frame; f != nil; f = f.caller {
		if f.file != nil {
			return f.file.Source.Span(int(f.at.Start), int(f.at.End))
		}
	}
	return source.Span{}
}

// fault describes an exception object.
func (in *Interp) fault(o *Object) Fault {
	e := o.Host.(*exception)
	f := Fault{
		Class: o.Class.Name, Name: e.name, Receiver: e.receiver, Constant: e.constant, Span: e.span, Line: e.line, Trace: e.trace,
		ExitCode: e.code, Explicit: e.explicit, Syntax: e.syntax, Context: e.context,
	}
	if s, ok := e.message.(*Str); ok && s.Lost == nil {
		f.Message = s.S
	}
	return f
}

// noMethod raises the error for a method that does not exist.
func (in *Interp) noMethod(c *Call) {
	class, what := "NoMethodError", "method"
	if c.VCall {
		class, what = "NameError", "local variable or method"
	}
	private := ""
	if m, ok := in.exists(c.Self, c.Name); ok && m.Private {
		private = "private "
		what = "method"
	}
	verb := "undefined " + what
	if private != "" {
		verb = "private method"
	}
	text := fmt.Sprintf("%s `%s' for %s", verb, c.Name, in.describe(c.Self))
	if private != "" {
		text = fmt.Sprintf("private method `%s' called for %s", c.Name, in.describe(c.Self))
	}
	o := in.newException(in.class(class), text)
	e := o.Host.(*exception)
	e.name, e.receiver, e.constant = c.Name, c.Self, in.calledConst(c)
	in.unturn(c)
	in.LoseArguments(c)
	in.raise(o)
}

// LoseArguments has those of the host's objects be open that a method was given that
// nothing defines: what was meant would have had its hands on them.
func (in *Interp) LoseArguments(c *Call) {
	for _, a := range c.Args {
		if in.Proxy != nil && in.Proxy(a) {
			in.lose(a, in.unknown(Undefined, c.Name))
		}
	}
}

// describe says what a NameError's receiver is, as Ruby 3.1 does.
func (in *Interp) describe(v Value) string {
	switch v := v.(type) {
	case Nil:
		return "nil:NilClass"
	case Bool:
		if v {
			return "true:TrueClass"
		}
		return "false:FalseClass"
	case *Class:
		if v.Module {
			return v.Name + ":Module"
		}
		return v.Name + ":Class"
	case *Object:
		if v == in.mainObject {
			return "main:Object"
		}
		if m := in.find(v, "inspect"); m == nil || m == kernelMethods["inspect"] || in.describing {
			return "#<" + v.Class.Name + ">"
		}
		// Its own inspect says more, unless that raises, perhaps for the very
		// reason that is being described.
		in.describing = true
		defer func() { in.describing = false }()
	}
	var text string
	var u *Unknown
	exc := in.protect(func() { text, u = in.tryText(in.Inspect, v) })
	if exc != nil || u != nil || len(text) > 65 {
		return "#<" + in.ClassOf(v).Name + ">"
	}
	if strings.HasPrefix(text, "#") {
		return text // it names its class itself
	}
	return text + ":" + in.ClassOf(v).Name
}

// undefinedConst raises the NameError for a constant.
func (in *Interp) undefinedConst(scope *Class, name string) {
	text := "uninitialized constant " + name
	if scope != nil && scope.Name != "Object" {
		text = "uninitialized constant " + scope.Name + "::" + name
	}
	o := in.newException(in.class("NameError"), text)
	o.Host.(*exception).name = name
	in.raise(o)
}

// wrongCount raises the error for a wrong number of arguments.
func (in *Interp) wrongCount(given, min, max int) {
	want := fmt.Sprint(min)
	switch {
	case max < 0:
		want += "+"
	case max != min:
		want = fmt.Sprintf("%d..%d", min, max)
	}
	in.Raise("ArgumentError", "wrong number of arguments (given %d, expected %s)", given, want)
}

// checkCount raises if a method that exists but is not modelled cannot take
// that many arguments.
func (in *Interp) checkCount(m rubyfacts.Method, args []Value, bare bool) {
	given := len(args)
	if bare || m.Min < 0 {
		return // keywords may or may not count
	}
	for _, a := range args {
		if _, ok := a.(*Unknown); ok {
			return // perhaps an unknown number of them
		}
	}
	if given < m.Min || m.Max >= 0 && given > m.Max {
		in.wrongCount(given, m.Min, m.Max)
	}
}

// className says how Ruby names a value's class in a TypeError.
func (in *Interp) className(v Value) string {
	switch v := v.(type) {
	case Nil:
		return "nil"
	case Bool:
		if v {
			return "true"
		}
		return "false"
	}
	return in.ClassOf(v).Name
}

// protect runs fn and returns the exception that ended it, if one did.
func (in *Interp) protect(fn func()) *Object {
	in.handled++
	exc := in.rescued(fn)
	in.handled--
	return exc
}

// rescued is protect for those that do not wait for an exception, but only let
// none pass.
func (in *Interp) rescued(fn func()) *Object {
	_, p := in.catch(func() Value { fn(); return nil }, func(p any) bool { _, ok := p.(raised); return ok })
	if p != nil {
		return p.(raised).exc
	}
	return nil
}

// A mark is what has to be put back when a panic passes. The conditions and
// the journal are not: arm puts them back, and what jumps left open stays open.
type mark struct {
	frame    *frame
	depth    int
	handled  int
	rescuing int
	context  any
}

func (in *Interp) mark() mark { return mark{in.frame, in.depth, in.handled, in.rescuing, in.Context} }

func (in *Interp) reset(m mark) {
	in.steps += 4 * max(in.depth-m.depth, 0) // unwinding is work too
	in.frame, in.depth, in.handled, in.rescuing, in.Context = m.frame, m.depth, m.handled, m.rescuing, m.context
}

// A jump is the panic that carries break, next, return, redo, retry or throw.
type jump struct {
	kind syntax.JumpKind
	tag  any // the *frame that break and return go to, the *loopTag of a loop, or a thrown Value
	val  Value
}

// throwKind is the kind of a jump made by Kernel#throw.
const throwKind = syntax.JumpKind(100)
