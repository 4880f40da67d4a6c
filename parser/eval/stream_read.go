package eval

// This file reads from open files.

import "strings"

// reader is the state of the receiver, which is about to be read from. If what
// it holds is not known, the method ends.
func (c *Call) reader() *ioState {
	f := c.io()
	c.notClosed(f)
	if !f.reads {
		c.In.Raise("IOError", "not opened for reading")
	}
	if f.unknown != nil {
		c.In.mayRaise++
		needs(f.unknown)
	}
	c.In.Touch(f)
	return f
}

// takeLine takes the next line; ok is false at the end.
func (f *ioState) takeLine(chomp bool) (line string, ok bool) {
	if f.pos >= len(f.text) {
		return "", false
	}
	rest := f.text[f.pos:]
	line = rest
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		line = rest[:i+1]
	}
	f.pos += len(line)
	f.line++
	if cut, ended := strings.CutSuffix(line, "\n"); chomp && ended {
		line = strings.TrimSuffix(cut, "\r")
	}
	return line, true
}

// plain reports whether a reading method has no arguments but chomp:.
func (c *Call) plain() (o readOptions, ok bool) {
	args, o := c.keywords()
	return o, len(args) == 0 && !o.odd
}

func ioRead(c *Call) Value {
	if u := c.io().unknown; u != nil && len(c.Args) == 0 {
		c.In.mayRaise++
		return because(u).typed(TString)
	}
	f := c.reader()
	if len(c.Args) > 0 {
		f.unknown = c.In.unsupported("read")
		return because(f.unknown)
	}
	text := f.text[f.pos:]
	f.pos = len(f.text)
	return c.In.str(text)
}

func ioGets(c *Call) Value {
	if u := c.io().unknown; u != nil {
		c.In.mayRaise++
		return &Unknown{Type: TString, Causes: u.Causes}
	}
	f := c.reader()
	o, ok := c.plain()
	if !ok {
		f.unknown = c.In.unsupported("gets")
		return because(f.unknown)
	}
	if line, ok := f.takeLine(o.chomp); ok {
		return c.In.str(line)
	}
	return Nil{}
}

func ioReadline(c *Call) Value {
	v := ioGets(c)
	switch v := v.(type) {
	case Nil:
		c.In.Raise("EOFError", "end of file reached")
	case *Unknown:
		return v.typed(TString)
	}
	return v
}

func ioReadlines(c *Call) Value {
	f := c.reader()
	o, ok := c.plain()
	if !ok {
		f.unknown = c.In.unsupported("readlines")
		return because(f.unknown).typed(TArray)
	}
	var list []Value
	for line, ok := f.takeLine(o.chomp); ok; line, ok = f.takeLine(o.chomp) {
		list = append(list, c.In.str(line))
	}
	return c.In.arr(list)
}

func ioEachLine(c *Call) Value {
	if c.Block == nil {
		return c.In.notModelled(c)
	}
	f := c.reader()
	o, ok := c.plain()
	if !ok {
		f.unknown = c.In.unsupported("each_line")
		c.In.blockAnyTimes(c.Block, f.unknown)
		return c.Self
	}
	for line, ok := f.takeLine(o.chomp); ok; line, ok = f.takeLine(o.chomp) {
		c.In.CallBlock(c.Block, c.In.str(line))
		if f.unknown != nil {
			break
		}
	}
	return c.Self
}

func ioEOF(c *Call) Value {
	f := c.reader()
	return Bool(f.pos >= len(f.text))
}

func ioRewind(c *Call) Value {
	f := c.io()
	c.notClosed(f)
	c.In.Touch(f)
	f.pos, f.line = 0, 0
	return Int(0)
}

func ioPos(c *Call) Value { return Int(c.reader().pos) }

func ioLineno(c *Call) Value { return Int(c.reader().line) }
