package eval

// This file holds the methods of Dir.

import (
	"strings"
)

var dirClass table

func init() {
	dirClass = methods(map[string]impl{
		"pwd":        {0, 0, func(c *Call) Value { return c.In.pathValue(c.In.cwd()) }, 0},
		"home":       {0, 1, dirHome, unknowns},
		"chdir":      {0, 1, dirChdir, unknowns},
		"exist?":     {1, 1, dirExist, unknowns},
		"empty?":     {1, 1, dirEmpty, unknowns},
		"entries":    {1, -1, dirEntries, unknowns},
		"children":   {1, -1, dirEntries, unknowns},
		"foreach":    {1, -1, dirForeach, unknowns},
		"each_child": {1, -1, dirForeach, unknowns},
		"glob":       {1, -1, dirGlob, unknowns},
		"[]":         {0, -1, dirGlob, unknowns},
		"new":        {1, -1, dirNew, unknowns},
		"open":       {1, -1, dirNew, unknowns},
		"mkdir":      {1, 2, dirAlter, unknowns},
		"rmdir":      {1, 1, dirAlter, unknowns},
		"chroot":     {1, 1, dirAlter, unknowns},
	}).with("getwd", "pwd", "exists?", "exist?", "delete", "rmdir", "unlink", "rmdir")
	singletonTables["Dir"] = dirClass
}

func dirHome(c *Call) Value {
	if len(c.Args) == 0 || IsNil(c.Args[0]) {
		return c.In.pathValue(c.In.home())
	}
	if u := lost(c.Args[0]); u != nil {
		return because(u).text("/", "")
	}
	return c.In.pathValue(c.In.homeOf(c.text(0)))
}

// dirChdir changes the working folder, for as long as the block runs if there
// is one.
func dirChdir(c *Call) Value {
	in := c.In
	to := in.home()
	if len(c.Args) == 1 {
		to = in.expand(c.path(0), nil, false)
		function := "dir_s_chdir"
		if c.Block != nil {
			function = "dir_chdir"
		}
		in.mustBeDir(c.Args[0], function)
	}
	given := to
	if len(c.Args) == 1 {
		given = c.path(0)
	}
	dir := in.workingDir()
	before := dir.v
	in.Touch(dir)
	dir.v = in.pathValue(to)
	if c.Block == nil {
		return Int(0)
	}
	defer func() {
		in.Touch(dir)
		dir.v = before
	}()
	return in.CallBlock(c.Block, in.pathValue(given))
}

// mustBeDir raises unless there is a folder at a path, or that is not known.
func (in *Interp) mustBeDir(v Value, function string) {
	kind, u := in.mustExist(v, "Dir", function)
	if u == nil && kind != "directory" {
		in.Raise("Errno::ENOTDIR", "Not a directory @ %s - %s", function, in.pathOf(v).text)
	}
}

func dirExist(c *Call) Value {
	kind, u := c.In.stat(c.Args[0], "Dir."+c.Name)
	if u != nil {
		return u.typed(TBool)
	}
	return Bool(kind == "directory")
}

func dirEmpty(c *Call) Value {
	kind, u := c.In.mustExist(c.Args[0], "Dir.empty?", "rb_dir_s_empty_p")
	if u == nil && kind != "directory" {
		return Bool(false)
	}
	return c.In.unknown(Outside, "Dir.empty?").typed(TBool)
}

// dirEntries lists a folder in an order that only the system knows.
func dirEntries(c *Call) Value {
	c.In.mustBeDir(c.Args[0], "dir_initialize")
	return c.In.unknown(Outside, "Dir."+c.Name).typed(TArray)
}

func dirForeach(c *Call) Value {
	if c.Block == nil {
		return c.In.notModelled(c)
	}
	c.In.mustBeDir(c.Args[0], "dir_initialize")
	c.In.blockAnyTimes(c.Block, c.In.unknown(Outside, "Dir."+c.Name))
	return Nil{}
}

func dirNew(c *Call) Value {
	c.In.mustBeDir(c.Args[0], "dir_initialize")
	return c.In.notModelled(c)
}

// dirAlter is never done.
func dirAlter(c *Call) Value {
	c.path(0)
	c.In.alter(c.Args[0])
	return c.In.neverDone(c)
}

// dirGlob is Dir.glob and Dir[].
func dirGlob(c *Call) Value {
	list, u := c.glob()
	if u != nil {
		if c.Block != nil {
			c.In.blockAnyTimes(c.Block, u)
			return Nil{}
		}
		return u.typed(TArray)
	}
	if c.Block == nil || c.Name == "[]" {
		return c.In.arr(list)
	}
	for _, v := range list {
		c.In.CallBlock(c.Block, v)
	}
	return Nil{}
}

// glob lists what the patterns match, or tells why that is not known.
func (c *Call) glob() (list []Value, u *Unknown) {
	in := c.In
	args := c.Args
	base := in.cwd()
	if c.Bare {
		var ok bool
		if base, ok = c.globBase(args[len(args)-1], base); !ok {
			return nil, in.unsupported("Dir." + c.Name)
		}
		args = args[:len(args)-1]
	}
	if c.Name == "glob" && len(args) > 1 {
		if args[1] != Value(Int(0)) {
			return nil, in.unsupported("Dir.glob")
		}
		args = args[:1]
	}
	for _, a := range args {
		patterns := []Value{a}
		if p, ok := a.(*Array); ok && p.Lost == nil {
			patterns = p.Elems
		}
		for _, p := range patterns {
			found, u := in.globOne(p, base)
			if u != nil {
				return nil, u
			}
			for _, f := range found {
				list = append(list, in.str(f))
			}
		}
	}
	return list, nil
}

// globBase is the folder that patterns start from; ok is false for keywords
// that are not modelled.
func (c *Call) globBase(v Value, base pathText) (dir pathText, ok bool) {
	h, isHash := v.(*Hash)
	if !isHash || h.Lost != nil || len(h.Open) > 0 {
		return base, false
	}
	for k, v := range h.Each {
		switch k {
		case Sym("base"):
			if s, isText := v.(*Str); IsNil(v) || isText && s.S == "" && s.Lost == nil {
				continue
			}
			base = c.In.expand(c.In.pathOf(v), nil, false)
		case Sym("sort"):
			if v != Value(Bool(true)) {
				return base, false // the order is the system's
			}
		default:
			return base, false
		}
	}
	return base, true
}

// globOne lists what one pattern matches. An Env knows only absolute ones.
func (in *Interp) globOne(v Value, base pathText) (list []string, u *Unknown) {
	if u := lost(v); u != nil {
		return nil, because(u)
	}
	pattern := in.String(v)
	if strings.IndexByte(pattern, 0) >= 0 {
		in.Raise("ArgumentError", "nul-separated glob pattern is deprecated")
	}
	if pattern == "" {
		return nil, nil
	}
	drop := ""
	if !strings.HasPrefix(pattern, "/") {
		if base.u != nil {
			return nil, because(base.u)
		}
		drop = strings.TrimSuffix(base.text, "/") + "/"
		pattern = globEscape.Replace(drop) + pattern
	}
	fixed := pattern
	if i := strings.IndexAny(pattern, `*?[{\`); i >= 0 {
		fixed = pattern[:i]
	}
	if in.Env.Glob == nil || !in.pristine(strings.TrimRight(fixed[:strings.LastIndexByte(fixed, '/')+1], "/")) {
		return nil, in.unknown(Outside, "Dir.glob")
	}
	found := in.Env.Glob(pattern)
	if found == nil {
		return nil, in.unknown(Outside, "Dir.glob")
	}
	for _, f := range found {
		in.grow(len(f))
		list = append(list, strings.TrimPrefix(f, drop))
	}
	return list, nil
}

// globEscape quotes what means something in a pattern.
var globEscape = strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `{`, `\{`, `}`, `\}`, `\`, `\\`)
