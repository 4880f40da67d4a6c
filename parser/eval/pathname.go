package eval

// This file holds Pathname: a path with methods. One whose path is not known
// is an Unknown.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A Pathname is what a Pathname object holds: its path.
type Pathname string

var pathnameMethods = methods(map[string]impl{
	"to_s":        {0, 0, func(c *Call) Value { return c.In.str(c.pathname()) }, 0},
	"inspect":     {0, 0, func(c *Call) Value { return c.In.str("#<Pathname:" + c.pathname() + ">") }, 0},
	"+":           {1, 1, pathnamePlus, unknowns},
	"join":        {0, -1, pathnameJoin, unknowns},
	"==":          {1, 1, pathnameEqual, 0},
	"parent":      {0, 0, func(c *Call) Value { return c.In.newPathname(pathPlus(c.pathname(), "..")) }, 0},
	"absolute?":   {0, 0, func(c *Call) Value { return Bool(strings.HasPrefix(c.pathname(), "/")) }, 0},
	"relative?":   {0, 0, func(c *Call) Value { return Bool(!strings.HasPrefix(c.pathname(), "/")) }, 0},
	"root?":       {0, 0, func(c *Call) Value { return Bool(strings.Trim(c.pathname(), "/") == "" && c.pathname() != "") }, 0},
	"basename":    {0, 1, pathnameFile, 0},
	"dirname":     {0, 0, pathnameFile, 0},
	"expand_path": {0, 1, pathnameFile, 0},
	"extname":     {0, 0, pathnameAsk, 0},
	"exist?":      {0, 0, pathnameAsk, 0},
	"file?":       {0, 0, pathnameAsk, 0},
	"directory?":  {0, 0, pathnameAsk, 0},
	"read":        {0, 0, pathnameAsk, 0},
}).with("to_path", "to_s", "/", "+", "===", "==", "eql?", "==")

var pathnameClass = methods(map[string]impl{
	"new": {1, 1, pathnameNew, unknowns},
})

func init() {
	instanceTables["Pathname"], singletonTables["Pathname"] = pathnameMethods, pathnameClass
}

func (c *Call) pathname() string { return string(c.Self.(*Object).Host.(Pathname)) }

func (in *Interp) newPathname(path string) Value {
	in.grow(len(path))
	return &Object{Class: in.class("Pathname"), Host: Pathname(path)}
}

func pathnameNew(c *Call) Value {
	p := c.In.pathOf(c.Args[0])
	if p.u != nil {
		return because(p.u)
	}
	return c.In.newPathname(p.text)
}

func pathnamePlus(c *Call) Value {
	p := c.In.pathOf(c.Args[0])
	if p.u != nil {
		return because(p.u)
	}
	c.noteDropped(0, c.pathname(), p.text)
	return c.In.newPathname(pathPlus(c.pathname(), p.text))
}

// noteDropped notes that an argument which is written out as an absolute path takes
// the place of the path that it should be put behind.
func (c *Call) noteDropped(arg int, base, path string) {
	n, ok := c.Node.(*syntax.Call)
	if !ok || arg >= len(n.Args) || len(n.Args) != len(c.Args) || !strings.HasPrefix(path, "/") || base == "" || base == "/" {
		return
	}
	if _, written := n.Args[arg].(*syntax.Str); !written {
		return
	}
	if c.In.Dropped == nil {
		c.In.Dropped = map[source.Span]string{}
	}
	c.In.Dropped[c.In.File().Span(n.Args[arg])] = base
}

func pathnameJoin(c *Call) Value {
	path := c.pathname()
	for i, a := range c.Args {
		p := c.In.pathOf(a)
		if p.u != nil {
			return because(p.u)
		}
		c.noteDropped(i, path, p.text)
		path = pathPlus(path, p.text)
	}
	return c.In.newPathname(path)
}

// pathPlus is Pathname#+: an absolute path stands for itself, and each ".." at
// the beginning of a relative one takes a folder off the end of base.
func pathPlus(base, path string) string {
	if strings.HasPrefix(path, "/") {
		return path
	}
	for {
		first, rest, _ := strings.Cut(path, "/")
		rest = strings.TrimLeft(rest, "/")
		switch {
		case first == "." || first == "" && rest != "":
			path = rest
			continue
		case first == "..":
			last := ruby.Basename(base, "")
			if last == "." {
				base, path = ".", ".."+slashed(rest)
				return path
			}
			if last == ".." || base == "" {
				return joinPath(base, path)
			}
			base, path = ruby.Dirname(base, 1), rest
			continue
		}
		return joinPath(base, path)
	}
}

func slashed(rest string) string {
	if rest == "" {
		return ""
	}
	return "/" + rest
}

func joinPath(base, path string) string {
	switch {
	case path == "":
		return base
	case base == "." || base == "":
		return path
	}
	return ruby.Join(base, path)
}

func pathnameEqual(c *Call) Value {
	if o, ok := c.Args[0].(*Object); ok {
		p, ok := o.Host.(Pathname)
		return Bool(ok && string(p) == c.pathname())
	}
	return Bool(false)
}

// pathnameFile is a method of File whose result is a path again.
func pathnameFile(c *Call) Value {
	v := pathnameAsk(c)
	if s, ok := v.(*Str); ok && s.Lost == nil {
		return c.In.newPathname(s.S)
	}
	return because(lost(v))
}

func pathnameAsk(c *Call) Value {
	args := append([]Value{c.In.str(c.pathname())}, c.Args...)
	return c.In.Send(c.In.class("File"), c.Name, args...)
}
