package eval

// This file holds the methods of open files and of the standard streams. What
// is written to files is dropped.

import (
	"bytes"
	"strings"
)

// An ioState is what an IO object holds.
type ioState struct {
	name    string        // the path of a file, or "<STDOUT>"
	file    bool          // it is a File
	out     *bytes.Buffer // where a standard stream writes to; nil: nowhere that is seen
	reads   bool
	writes  bool
	text    string   // what can be read
	pos     int      // how much of it has been
	line    int      // how many lines have been
	unknown *Unknown // not nil: what can be read is not known, because of this
	sync    Value
	closed  bool
}

// Save returns a copy.
func (f *ioState) Save() any { return *f }

// Restore puts a copy back.
func (f *ioState) Restore(state any) { *f = state.(ioState) }

// Join leaves what is known of either of two states.
func (f *ioState) Join(a, b any, u *Unknown) {
	x, y := a.(ioState), b.(ioState)
	*f = x
	if x.pos != y.pos || y.unknown != nil {
		f.unknown = u
	}
	f.closed = x.closed && y.closed
}

// ioMethods are the instance methods of IO and File.
var ioMethods table

func init() {
	ioMethods = methods(map[string]impl{
		"puts":              {0, -1, ioPuts, unknowns},
		"print":             {0, -1, ioPrint, unknowns},
		"write":             {0, -1, ioWrite, unknowns},
		"syswrite":          {1, 1, ioWrite, unknowns},
		"<<":                {1, 1, ioAppend, unknowns},
		"printf":            {0, -1, ioPrintf, unknowns},
		"putc":              {1, 1, ioPutc, unknowns},
		"flush":             {0, 0, ioSelf, 0},
		"fsync":             {0, 0, ioZero, 0},
		"fdatasync":         {0, 0, ioZero, 0},
		"binmode":           {0, 0, ioSelf, 0},
		"set_encoding":      {1, -1, ioSelf, unknowns},
		"to_io":             {0, 0, ioSelf, 0},
		"sync":              {0, 0, ioSync, 0},
		"sync=":             {1, 1, ioSetSync, unknowns},
		"close_on_exec=":    {1, 1, func(c *Call) Value { return c.Args[0] }, unknowns},
		"autoclose=":        {1, 1, func(c *Call) Value { return c.Args[0] }, unknowns},
		"fileno":            {0, 0, ioFileno, 0},
		"tty?":              {0, 0, ioTTY, 0},
		"inspect":           {0, 0, ioInspect, 0},
		"close":             {0, 0, ioClose, 0},
		"closed?":           {0, 0, func(c *Call) Value { return Bool(c.io().closed) }, 0},
		"reopen":            {1, -1, ioReopen, unknowns},
		"read":              {0, -1, ioRead, unknowns},
		"gets":              {0, -1, ioGets, unknowns},
		"readline":          {0, -1, ioReadline, unknowns},
		"readlines":         {0, -1, ioReadlines, unknowns},
		"each_line":         {0, -1, ioEachLine, unknowns},
		"eof?":              {0, 0, ioEOF, 0},
		"rewind":            {0, 0, ioRewind, 0},
		"pos":               {0, 0, ioPos, 0},
		"lineno":            {0, 0, ioLineno, 0},
		"external_encoding": {0, 0, ioOutside, 0},
	}).with("to_i", "fileno", "isatty", "tty?", "each", "each_line", "eof", "eof?", "tell", "pos")
	instanceTables["IO"] = ioMethods
	instanceTables["File"] = methods(map[string]impl{
		"path":  {0, 0, filePathOf, 0},
		"size":  {0, 0, fileSizeOf, 0},
		"flock": {1, 1, func(c *Call) Value { return c.In.unknown(Outside, "flock") }, unknowns},
	}).with("to_path", "path")
}

// stream is the object of a standard stream, whatever it is called.
func (in *Interp) stream(name string) Value {
	name = strings.ToLower(strings.TrimPrefix(name, "$"))
	if name == ">" {
		name = "stdout"
	}
	if o := in.outside.streams[name]; o != nil {
		return o
	}
	f := &ioState{name: "<" + strings.ToUpper(name) + ">", writes: name != "stdin", reads: name == "stdin", sync: Bool(name == "stderr")}
	switch name {
	case "stdout":
		f.out = &in.Stdout
	case "stderr":
		f.out = &in.Stderr
	default:
		f.unknown = in.unknown(Outside, "$stdin")
	}
	o := &Object{Class: in.class("IO"), Host: f}
	if in.outside.streams == nil {
		in.outside.streams = map[string]*Object{}
	}
	in.outside.streams[name] = o
	return o
}

// io is the state of the receiver.
func (c *Call) io() *ioState {
	f, ok := c.Self.(*Object).Host.(*ioState)
	if !ok {
		needs(c.In.unsupported("IO")) // made in a way that is not modelled
	}
	return f
}

// writer is the state of the receiver, which is about to be written to. Its
// buffer is one that nobody reads if the text goes nowhere that is seen.
func (c *Call) writer() *bytes.Buffer {
	f := c.io()
	c.notClosed(f)
	if !f.writes {
		c.In.Raise("IOError", "not opened for writing")
	}
	if f.out == nil {
		return &bytes.Buffer{}
	}
	return f.out
}

func (c *Call) notClosed(f *ioState) {
	if f.closed {
		c.In.Raise("IOError", "closed stream")
	}
}

func ioSelf(c *Call) Value { return c.Self }
func ioZero(c *Call) Value { return Int(0) }

func ioPuts(c *Call) Value {
	c.In.puts(c.writer(), c.Args)
	return Nil{}
}

func ioPrint(c *Call) Value {
	out := c.writer()
	if len(c.Args) == 0 {
		return c.In.notModelled(c) // it prints $_
	}
	c.In.print(out, c.Args)
	return Nil{}
}

func ioWrite(c *Call) Value {
	out := c.writer()
	n := 0
	for _, a := range c.Args {
		if u := Deep(a); u != nil {
			c.In.print(out, c.Args)
			return because(u).typed(TInt)
		}
		n += len(c.In.ToS(a))
	}
	c.In.print(out, c.Args)
	return Int(n)
}

func ioAppend(c *Call) Value {
	c.In.print(c.writer(), c.Args)
	return c.Self
}

func ioPrintf(c *Call) Value {
	out := c.writer()
	if len(c.Args) == 0 {
		c.In.Raise("ArgumentError", "too few arguments")
	}
	text := c.In.dispatch(&Call{In: c.In, Self: c.In.mainObject, Name: "format", Args: c.Args, Bare: c.Bare})
	c.In.print(out, []Value{text})
	return Nil{}
}

func ioPutc(c *Call) Value {
	out := c.writer()
	switch v := known(c.Args[0]).(type) {
	case *Str:
		for _, r := range v.S {
			out.WriteRune(r)
			break
		}
		return v
	case Int:
		out.WriteByte(byte(v))
		return v
	}
	return c.In.notModelled(c)
}

func ioSync(c *Call) Value {
	if s := c.io().sync; s != nil {
		return s
	}
	return Bool(false)
}

func ioSetSync(c *Call) Value {
	f := c.io()
	c.In.Touch(f)
	truth, ok := Truthy(c.Args[0])
	f.sync = Bool(truth)
	if !ok {
		f.sync = because(lost(c.Args[0])).typed(TBool)
	}
	return c.Args[0]
}

func ioFileno(c *Call) Value {
	switch c.io().name {
	case "<STDIN>":
		return Int(0)
	case "<STDOUT>":
		return Int(1)
	case "<STDERR>":
		return Int(2)
	}
	return c.In.unknown(Outside, "fileno").typed(TInt)
}

func ioTTY(c *Call) Value {
	if c.io().file {
		return c.In.unknown(Outside, "tty?").typed(TBool)
	}
	return c.In.unknown(Outside, "terminal").typed(TBool)
}

func ioInspect(c *Call) Value {
	f := c.io()
	class := "IO"
	if f.file {
		if f.name == "" {
			return c.In.unknown(Outside, "inspect").typed(TString)
		}
		class = "File"
	}
	if f.closed {
		return c.In.str("#<" + class + ":" + f.name + " (closed)>")
	}
	return c.In.str("#<" + class + ":" + f.name + ">")
}

func ioClose(c *Call) Value {
	f := c.io()
	c.In.Touch(f)
	f.closed = true
	return Nil{}
}

// ioReopen points a stream at something else: what it is given is not seen any
// more.
func ioReopen(c *Call) Value {
	f := c.io()
	if o, ok := c.Args[0].(*Object); ok {
		if to, ok := o.Host.(*ioState); ok {
			c.In.Touch(f)
			f.out = to.out
			return c.Self
		}
	}
	c.path(0)
	c.In.alter(c.Args[0])
	c.In.mayRaise++
	c.In.Touch(f)
	f.out = nil
	return c.Self
}

func filePathOf(c *Call) Value {
	if f := c.io(); f.name != "" {
		return c.In.str(f.name)
	}
	return c.In.unknown(Outside, "path").typed(TString)
}

func fileSizeOf(c *Call) Value {
	f := c.io()
	if f.unknown != nil || !f.reads {
		return c.In.unknown(Outside, "size").typed(TInt)
	}
	return Int(len(f.text))
}
