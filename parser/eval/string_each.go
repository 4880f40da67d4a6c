package eval

// This file holds the methods of String that take it apart into characters,
// bytes and lines.

import "strings"

var stringParts = map[string]impl{
	"chars":      {0, 0, strChars, 0},
	"bytes":      {0, 0, strBytes, 0},
	"codepoints": {0, 0, strCodepoints, 0},
	"lines":      {0, -1, strLines, 0},
	"each_char":  {0, 0, strEachChar, 0},
	"each_byte":  {0, 0, strEachByte, 0},
	"each_line":  {0, -1, strEachLine, 0},
	"upto":       {1, 2, strUpto, 0},
	"getbyte":    {1, 1, strGetbyte, 0},
}

func chars(s string) []string { return strings.Split(s, "") }

func strChars(c *Call) Value {
	if c.Block != nil {
		return strEachChar(c)
	}
	c.In.grow(48 * len(c.mine()))
	return c.In.strs(chars(c.mine()))
}

func strBytes(c *Call) Value {
	if c.Block != nil {
		return strEachByte(c)
	}
	s := c.mine()
	c.In.grow(16 * len(s))
	elems := make([]Value, len(s))
	for i := range len(s) {
		elems[i] = Int(s[i])
	}
	return &Array{Elems: elems}
}

func strCodepoints(c *Call) Value {
	if c.Block != nil {
		return c.In.notModelled(c)
	}
	c.In.grow(16 * len(c.mine()))
	elems := []Value{}
	for _, r := range c.mine() {
		elems = append(elems, Int(r))
	}
	return &Array{Elems: elems}
}

// lineList is what lines and each_line give; ok is false for arguments that are
// not modelled.
func (c *Call) lineList() (list []string, ok bool) {
	args, chomp := c.Args, false
	if n := len(args); n > 0 {
		// An Enumerator passes keywords on as a plain hash.
		if h, keywords := args[n-1].(*Hash); keywords {
			v, found := h.Sym("chomp")
			if !found || h.Len() != 1 || len(h.Open) > 0 {
				return nil, false
			}
			args, chomp = args[:n-1], truth(v)
		}
	}
	if len(args) > 1 {
		c.In.wrongCount(len(args), 0, 1)
	}
	sep := "\n"
	if len(args) == 1 {
		if IsNil(args[0]) {
			return []string{c.mine()}, !chomp
		}
		sep = c.In.String(args[0])
	}
	if sep == "" || chomp && sep != "\n" {
		return nil, false
	}
	return c.linesBy(sep, chomp), true
}

// linesBy are the lines that end in a text, with or without it.
func (c *Call) linesBy(sep string, chomp bool) []string {
	s := c.mine()
	c.In.grow(48 * strings.Count(s, sep))
	list := strings.SplitAfter(s, sep)
	if list[len(list)-1] == "" {
		list = list[:len(list)-1]
	}
	for i, l := range list {
		if line, ended := strings.CutSuffix(l, "\n"); chomp && ended {
			list[i] = strings.TrimSuffix(line, "\r")
		}
	}
	return list
}

func strLines(c *Call) Value {
	if c.Block != nil {
		return strEachLine(c)
	}
	list, ok := c.lineList()
	if !ok {
		return c.In.notModelled(c)
	}
	return c.In.strs(list)
}

func strEachLine(c *Call) Value {
	list, ok := c.lineList()
	if !ok {
		return c.In.notModelled(c)
	}
	return c.each(c.In.strs(list).Elems)
}

func strEachChar(c *Call) Value {
	c.In.grow(48 * len(c.mine()))
	return c.each(c.In.strs(chars(c.mine())).Elems)
}

func strEachByte(c *Call) Value {
	b := *c
	b.Block = nil
	return c.each(strBytes(&b).(*Array).Elems)
}

// each yields a list and returns the receiver.
func (c *Call) each(list []Value) Value {
	if c.Block == nil {
		return c.enum()
	}
	for _, v := range list {
		c.In.step()
		c.block(v)
	}
	return c.Self
}

func strUpto(c *Call) Value {
	exclusive := len(c.Args) == 2 && truth(c.Args[1])
	r := &Range{Low: c.Self, High: c.In.str(c.text(0)), Exclusive: exclusive}
	list, ok := c.In.rangeElements(r)
	if !ok {
		return c.In.notModelled(c)
	}
	return c.each(list)
}

func strGetbyte(c *Call) Value {
	s, i := c.mine(), c.int(0)
	if i < 0 {
		i += len(s)
	}
	if i < 0 || i >= len(s) {
		return Nil{}
	}
	return Int(s[i])
}
