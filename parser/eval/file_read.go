package eval

// This file reads files, and does not write them.

import (
	"strings"
)

var ioClass table

func init() {
	ioClass = methods(map[string]impl{
		"read":        {1, -1, fileRead, unknowns},
		"binread":     {1, 3, fileRead, unknowns},
		"readlines":   {1, -1, fileReadlines, unknowns},
		"foreach":     {1, -1, fileForeach, unknowns},
		"write":       {2, -1, fileWrite, unknowns},
		"binwrite":    {2, -1, fileWrite, unknowns},
		"copy_stream": {2, 4, ioOutside, unknowns},
		"popen":       {1, -1, ioPopen, unknowns},
		"pipe":        {0, -1, ioOutside, unknowns},
		"select":      {1, 4, ioOutside, unknowns},
		"sysopen":     {1, 3, ioOutside, unknowns},
	})
	singletonTables["IO"] = ioClass
	for name, m := range methods(map[string]impl{
		"open": {1, -1, fileOpen, unknowns},
		"new":  {1, -1, fileNew, unknowns},
	}) {
		fileClass[name] = m
	}
}

// readOptions are the keywords that reading methods take.
type readOptions struct {
	chomp bool
	odd   bool // there is one that is not modelled
}

// keywords takes the keywords off the arguments of a reading method.
func (c *Call) keywords() (args []Value, o readOptions) {
	args = c.Args
	if !c.Bare {
		return args, o
	}
	h, ok := args[len(args)-1].(*Hash)
	if !ok || h.Lost != nil || len(h.Open) > 0 {
		return args[:len(args)-1], readOptions{odd: true}
	}
	for k, v := range h.Each {
		switch k {
		case Sym("chomp"):
			truth, ok := Truthy(v)
			o.chomp = truth
			o.odd = o.odd || !ok
		case Sym("encoding"), Sym("external_encoding"):
			s, ok := v.(*Str)
			o.odd = o.odd || !ok || s.Lost != nil || !utf8Name(s.S)
		case Sym("mode"):
			s, ok := v.(*Str)
			o.odd = o.odd || !ok || s.Lost != nil || !readsText(s.S)
		default:
			o.odd = true
		}
	}
	return args[:len(args)-1], o
}

// utf8Name reports whether an encoding's name leaves text as it is.
func utf8Name(name string) bool {
	name = strings.ToLower(name)
	return name == "utf-8" || name == "bom|utf-8" || name == "utf-8:utf-8"
}

// readsText reports whether a mode is one of those that read and change
// nothing.
func readsText(mode string) bool {
	access, encoding, more := strings.Cut(mode, ":")
	return (access == "r" || access == "rt") && (!more || utf8Name(encoding))
}

// withoutMark drops the mark that some editors put before a text, if the mode
// says so.
func withoutMark(text, mode string) string {
	if strings.Contains(strings.ToLower(mode), "bom|") {
		return strings.TrimPrefix(text, "\ufeff")
	}
	return text
}

func fileRead(c *Call) Value {
	args, o := c.keywords()
	if p := c.path(0); strings.HasPrefix(p.text, "|") && c.Self == Value(c.In.class("IO")) {
		return ioPopen(c)
	}
	if len(args) != 1 || o.odd || c.Name == "binread" {
		c.In.mayRaise++
		return c.In.notModelled(c)
	}
	text, u := c.In.readFile(args[0], "File.read")
	if u != nil {
		return u.typed(TString)
	}
	return c.In.str(text)
}

// lines cuts a text after each newline.
func (in *Interp) lines(text string, chomp bool) []Value {
	var list []Value
	for line := range strings.Lines(text) {
		if chomp {
			if cut, ok := strings.CutSuffix(line, "\n"); ok {
				line = strings.TrimSuffix(cut, "\r")
			}
		}
		list = append(list, in.str(line))
	}
	return list
}

func fileReadlines(c *Call) Value {
	args, o := c.keywords()
	c.path(0)
	if len(args) != 1 || o.odd {
		return c.In.notModelled(c)
	}
	text, u := c.In.readFile(args[0], "File.readlines")
	if u != nil {
		return u.typed(TArray)
	}
	return c.In.arr(c.In.lines(text, o.chomp))
}

func fileForeach(c *Call) Value {
	args, o := c.keywords()
	c.path(0)
	if len(args) != 1 || o.odd || c.Block == nil {
		return c.In.notModelled(c)
	}
	text, u := c.In.readFile(args[0], "File.foreach")
	if u != nil {
		c.In.blockAnyTimes(c.Block, u)
		return Nil{}
	}
	for _, line := range c.In.lines(text, o.chomp) {
		c.In.CallBlock(c.Block, line)
	}
	return Nil{}
}

// fileWrite is never done.
func fileWrite(c *Call) Value {
	c.path(0)
	c.In.alter(c.Args[0])
	return c.In.neverDone(c).typed(TInt)
}

func ioOutside(c *Call) Value { return c.In.neverDone(c) }

func ioPopen(c *Call) Value {
	c.In.commandRan(c.Args[0])
	u := c.In.neverDone(c)
	if c.Block != nil {
		c.In.blockAnyTimes(c.Block, u)
	}
	return u
}

// openMode is the access mode of File.open; ok is false if it is not known or
// not modelled.
func (c *Call) openMode() (mode string, ok bool) {
	args := c.Args
	if c.Bare {
		h, known := args[len(args)-1].(*Hash)
		if !known || h.Lost != nil || len(h.Open) > 0 {
			return "", false
		}
		args = args[:len(args)-1]
		for k, v := range h.Each {
			s, known := v.(*Str)
			if !known || s.Lost != nil {
				return "", false
			}
			switch k {
			case Sym("encoding"), Sym("external_encoding"):
				if !utf8Name(s.S) {
					return "", false
				}
			case Sym("mode"):
				mode = s.S
			default:
				return "", false
			}
		}
	}
	if len(args) > 1 {
		s, known := args[1].(*Str)
		if !known || s.Lost != nil {
			return "", false
		}
		mode = s.S
	}
	if mode == "" {
		mode = "r"
	}
	return mode, true
}

// fileOpen is File.open: for reading it reads, for anything else nothing is
// done, though the block runs.
func fileOpen(c *Call) Value {
	file := fileNew(c)
	if c.Block == nil {
		return file
	}
	if u := lost(file); u != nil {
		c.In.anyTimes(u, func() { c.In.CallBlock(c.Block, file) })
		return because(u)
	}
	v := c.In.CallBlock(c.Block, file)
	if f, ok := file.(*Object).Host.(*ioState); ok {
		c.In.Touch(f)
		f.closed = true
	}
	return v
}

// kernelOpen is open without a receiver, which opens commands too, and with
// open-uri addresses.
func kernelOpen(c *Call) Value {
	p := c.path(0)
	switch {
	case p.u != nil && p.prefix == "":
		fallthrough
	case strings.HasPrefix(p.begin(), "|"), strings.Contains(p.begin(), "://") && c.In.required["open-uri"]:
		return ioPopen(c)
	}
	return fileOpen(&Call{In: c.In, Self: c.In.class("File"), Name: "open", Args: c.Args, Block: c.Block, Node: c.Node, Bare: c.Bare})
}

// fileNew is File.new.
func fileNew(c *Call) Value {
	in := c.In
	p := c.path(0)
	mode, ok := c.openMode()
	if !ok {
		in.alter(c.Args[0])
		return in.neverDone(c)
	}
	f := &ioState{name: p.text, file: true}
	if p.u != nil {
		f.name = ""
	}
	access, _, _ := strings.Cut(mode, ":")
	access = strings.NewReplacer("b", "", "t", "").Replace(access)
	switch access {
	case "r":
		f.reads = true
		if text, u := in.openFile(c.Args[0]); u != nil {
			f.unknown = u
		} else {
			f.text = withoutMark(text, mode)
		}
	case "w", "a", "wx":
		in.alter(c.Args[0])
		in.mayRaise++
		f.writes = true
	case "r+", "w+", "a+", "w+x", "wx+":
		in.alter(c.Args[0])
		in.mayRaise++
		f.reads, f.writes, f.unknown = true, true, in.unknown(Outside, "File.open")
	default:
		in.Raise("ArgumentError", "invalid access mode %s", mode)
	}
	return &Object{Class: c.Self.(*Class), Host: f}
}

// openFile is readFile for an open file: a folder can be opened, and fails only
// when it is read, which is left open here.
func (in *Interp) openFile(v Value) (text string, u *Unknown) {
	if kind, u := in.stat(v, "File.open"); u == nil && kind == "directory" {
		in.mayRaise++
		return "", in.unknown(Outside, "File.open")
	}
	return in.readFile(v, "File.open")
}
