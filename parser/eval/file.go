package eval

// This file holds the methods of File that work on paths and ask what there is.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

var fileClass table

var fileTable = map[string]impl{
	"join":           {0, -1, fileJoin, unknowns},
	"basename":       {1, 2, fileBasename, unknowns},
	"dirname":        {1, 2, fileDirname, unknowns},
	"extname":        {1, 1, fileExtname, unknowns},
	"split":          {1, 1, fileSplit, unknowns},
	"path":           {1, 1, func(c *Call) Value { return c.In.pathValue(c.path(0)) }, unknowns},
	"expand_path":    {1, 2, func(c *Call) Value { return fileExpand(c, true) }, unknowns},
	"absolute_path":  {1, 2, func(c *Call) Value { return fileExpand(c, false) }, unknowns},
	"absolute_path?": {1, 1, fileIsAbsolute, unknowns},
	"realpath":       {1, 2, fileRealpath, unknowns},
	"realdirpath":    {1, 2, fileOutsidePath, unknowns},
	"readlink":       {1, 1, fileOutsidePath, unknowns},

	"exist?":           {1, 1, fileTest(func(kind string) bool { return true }), unknowns},
	"file?":            {1, 1, fileTest(func(kind string) bool { return kind == "file" }), unknowns},
	"directory?":       {1, 1, fileTest(func(kind string) bool { return kind == "directory" }), unknowns},
	"readable?":        {1, 1, filePerhaps, unknowns},
	"readable_real?":   {1, 1, filePerhaps, unknowns},
	"writable?":        {1, 1, filePerhaps, unknowns},
	"writable_real?":   {1, 1, filePerhaps, unknowns},
	"executable?":      {1, 1, filePerhaps, unknowns},
	"executable_real?": {1, 1, filePerhaps, unknowns},
	"owned?":           {1, 1, filePerhaps, unknowns},
	"grpowned?":        {1, 1, filePerhaps, unknowns},
	"setuid?":          {1, 1, filePerhaps, unknowns},
	"setgid?":          {1, 1, filePerhaps, unknowns},
	"sticky?":          {1, 1, filePerhaps, unknowns},
	"socket?":          {1, 1, fileSpecial, unknowns},
	"pipe?":            {1, 1, fileSpecial, unknowns},
	"blockdev?":        {1, 1, fileSpecial, unknowns},
	"chardev?":         {1, 1, fileSpecial, unknowns},
	"symlink?":         {1, 1, fileSymlink, unknowns},
	"zero?":            {1, 1, fileZero, unknowns},
	"size":             {1, 1, fileSize, unknowns},
	"size?":            {1, 1, fileSizeOrNil, unknowns},
	"mtime":            {1, 1, fileFact("mtime", Any), unknowns},
	"atime":            {1, 1, fileFact("atime", Any), unknowns},
	"ctime":            {1, 1, fileFact("ctime", Any), unknowns},
	"birthtime":        {1, 1, fileFact("birthtime", Any), unknowns},
	"stat":             {1, 1, fileFact("stat", Any), unknowns},
	"lstat":            {1, 1, fileFact("lstat", Any), unknowns},
	"ftype":            {1, 1, fileFact("ftype", TString), unknowns},
	"umask":            {0, 1, func(c *Call) Value { return c.In.unknown(Outside, "umask").typed(TInt) }, unknowns},
	"world_readable?":  {1, 1, fileNotKnown, unknowns},
	"world_writable?":  {1, 1, fileNotKnown, unknowns},
	"identical?":       {2, 2, fileNotKnown, unknowns},
	"chmod":            {1, -1, fileAlter(1), unknowns},
	"lchmod":           {1, -1, fileAlter(1), unknowns},
	"chown":            {2, -1, fileAlter(2), unknowns},
	"lchown":           {2, -1, fileAlter(2), unknowns},
	"utime":            {2, -1, fileAlter(2), unknowns},
	"lutime":           {2, -1, fileAlter(2), unknowns},
	"delete":           {0, -1, fileAlter(0), unknowns},
	"unlink":           {0, -1, fileAlter(0), unknowns},
	"rename":           {2, 2, fileAlter(0), unknowns},
	"link":             {2, 2, fileAlter(0), unknowns},
	"symlink":          {2, 2, fileAlter(1), unknowns},
	"mkfifo":           {1, 2, fileAlter(0), unknowns},
	"truncate":         {2, 2, fileTruncate, unknowns},
}

// The table is made here, not where it is declared, as its methods come back
// to it.
func init() {
	fileClass = methods(fileTable).with("exists?", "exist?", "empty?", "zero?")
	singletonTables["File"] = fileClass
	singletonTables["FileTest"] = table{}
	for _, name := range []string{
		"exist?", "exists?", "file?", "directory?", "readable?", "writable?", "executable?", "owned?", "symlink?", "zero?",
		"empty?", "size", "size?", "socket?", "pipe?",
	} {
		singletonTables["FileTest"][name] = fileClass[name]
	}
}

// path is the i-th argument as a path.
func (c *Call) path(i int) pathText { return c.In.pathOf(c.Args[i]) }

func fileJoin(c *Call) Value {
	if len(c.Args) == 1 {
		if v, ok := sameText(c.Args[0]); ok {
			return v
		}
	}
	return c.In.pathValue(c.In.joinAll(c.Args, nil))
}

// sameText copies a value that is certainly one of several texts, as File.join does with
// a single one.
func sameText(v Value) (Value, bool) {
	u, ok := v.(*Unknown)
	if !ok || u.Unset || len(u.Choices) < 2 || SureType(u) != TString {
		return nil, false
	}
	r := because(u).text(u.Prefix, u.Suffix)
	r.Pieces = u.Pieces
	for _, choice := range u.Choices {
		if s, ok := choice.(*Str); ok {
			if s.Lost != nil || strings.IndexByte(s.S, 0) >= 0 {
				return nil, false
			}
			choice = &Str{S: s.S}
		}
		r.Choices = append(r.Choices, choice)
	}
	return r, true
}

// joinAll joins parts, of which arrays count as what they hold.
func (in *Interp) joinAll(parts []Value, within []*Array) pathText {
	joined := pathText{}
	for i, v := range parts {
		p := pathText{}
		if a, ok := v.(*Array); ok && a.Lost == nil {
			for _, outer := range within {
				if outer == a {
					in.Raise("ArgumentError", "recursive array")
				}
			}
			p = in.joinAll(a.Elems, append(within[:len(within):len(within)], a))
		} else {
			p = in.joinPart(v)
		}
		in.grow(len(p.text))
		if i == 0 {
			joined = p
		} else {
			joined = joinPaths(joined, p)
		}
	}
	return joined
}

// joinPart is one argument of File.join.
func (in *Interp) joinPart(v Value) pathText {
	if s, ok := v.(*Str); ok && s.Lost == nil && strings.IndexByte(s.S, 0) >= 0 {
		in.Raise("ArgumentError", "string contains null byte")
	}
	return in.pathOf(v)
}

func fileBasename(c *Call) Value {
	p := c.path(0)
	ext := ""
	if len(c.Args) == 2 {
		if u := lost(c.Args[1]); u != nil {
			return because(u).typed(TString)
		}
		ext = c.text(1)
	}
	return c.In.pathValue(basename(p, ext))
}

func fileDirname(c *Call) Value {
	p := c.path(0)
	levels := 1
	if len(c.Args) == 2 {
		levels = c.int(1)
	}
	if levels < 0 {
		c.In.Raise("ArgumentError", "negative level: %d", levels)
	}
	if p.u == nil {
		return c.In.str(ruby.Dirname(p.text, levels))
	}
	for range min(levels, 1000) {
		p = dirname(p)
	}
	return c.In.pathValue(p)
}

func fileExtname(c *Call) Value {
	p := c.path(0)
	if ext, ok := extname(p); ok {
		return c.In.str(ext)
	}
	return p.u.typed(TString)
}

func fileSplit(c *Call) Value {
	p := c.path(0)
	return c.In.arr([]Value{c.In.pathValue(dirname(p)), c.In.pathValue(basename(p, ""))})
}

func fileExpand(c *Call, tilde bool) Value {
	p := c.path(0)
	var dir *pathText
	if len(c.Args) == 2 && !IsNil(c.Args[1]) {
		d := c.path(1)
		dir = &d
	}
	return c.In.pathValue(c.In.expand(p, dir, tilde))
}

func fileIsAbsolute(c *Call) Value {
	p := c.path(0)
	if p.u != nil && p.prefix == "" {
		return p.u.typed(TBool)
	}
	return Bool(strings.HasPrefix(p.begin(), "/"))
}

// fileRealpath does not look at links: it is known only that nothing is there.
func fileRealpath(c *Call) Value {
	if len(c.Args) == 1 {
		if _, u := c.In.mustExist(c.Args[0], "File.realpath", "rb_check_realpath_internal"); u != nil {
			return u.text("/", "")
		}
	}
	return c.In.unknown(Outside, "File.realpath").text("/", "")
}

func fileOutsidePath(c *Call) Value {
	c.path(0)
	return c.In.neverDone(c).typed(TString)
}

// fileTest makes a method that asks for the kind of what is there.
func fileTest(test func(kind string) bool) func(*Call) Value {
	return func(c *Call) Value {
		kind, u := c.In.stat(c.Args[0], "File."+c.Name)
		if u != nil {
			return u.typed(TBool)
		}
		return Bool(kind != "" && test(kind))
	}
}

// filePerhaps is false where there is nothing, and else not known.
func filePerhaps(c *Call) Value {
	kind, u := c.In.stat(c.Args[0], "File."+c.Name)
	if u != nil {
		return u.typed(TBool)
	}
	if kind == "" {
		return Bool(false)
	}
	return c.In.unknown(Outside, "File."+c.Name).typed(TBool)
}

// fileSpecial asks for something that is neither a file nor a folder.
func fileSpecial(c *Call) Value {
	kind, u := c.In.stat(c.Args[0], "File."+c.Name)
	if u != nil {
		return u.typed(TBool)
	}
	if kind != "other" {
		return Bool(false)
	}
	return c.In.unknown(Outside, "File."+c.Name).typed(TBool)
}

// fileSymlink asks for a link, which may lead nowhere.
func fileSymlink(c *Call) Value {
	c.path(0)
	return c.In.unknown(Outside, "File.symlink?").typed(TBool)
}

func fileZero(c *Call) Value {
	kind, u := c.In.stat(c.Args[0], "File."+c.Name)
	if u != nil {
		return u.typed(TBool)
	}
	if kind == "" || kind == "directory" {
		return Bool(false)
	}
	if n, ok := c.In.fileLength(c.Args[0], kind); ok {
		return Bool(n == 0)
	}
	return c.In.unknown(Outside, "File."+c.Name).typed(TBool)
}

func fileSize(c *Call) Value {
	kind, u := c.In.mustExist(c.Args[0], "File.size", "rb_file_s_size")
	if u != nil {
		return u.typed(TInt)
	}
	if n, ok := c.In.fileLength(c.Args[0], kind); ok {
		return Int(n)
	}
	return c.In.unknown(Outside, "File.size").typed(TInt)
}

func fileSizeOrNil(c *Call) Value {
	kind, u := c.In.stat(c.Args[0], "File.size?")
	if u != nil {
		return &Unknown{Type: TInt, Causes: u.Causes}
	}
	if kind == "" {
		return Nil{}
	}
	if n, ok := c.In.fileLength(c.Args[0], kind); ok {
		if n == 0 {
			return Nil{}
		}
		return Int(n)
	}
	return &Unknown{Type: TInt, Causes: c.In.unknown(Outside, "File.size?").Causes}
}

// fileLength is the length of a file that can be read.
func (in *Interp) fileLength(v Value, kind string) (n int, ok bool) {
	if kind != "file" || in.Env.ReadFile == nil {
		return 0, false
	}
	path, u := in.resolve(in.pathOf(v))
	if u != nil {
		return 0, false
	}
	data, err := in.Env.ReadFile(path)
	return len(data), err == nil
}

// fileFact makes a method that tells something of a file that no Env knows.
func fileFact(name string, t Type) func(*Call) Value {
	return func(c *Call) Value {
		function := "rb_file_s_" + name
		if _, u := c.In.mustExist(c.Args[0], "File."+name, function); u != nil {
			return u.as(t)
		}
		r := c.In.unknown(Outside, "File."+name).as(t)
		r.NonNil = true
		return r
	}
}

func fileNotKnown(c *Call) Value {
	for i := range c.Args {
		c.path(i)
	}
	return c.In.unknown(Outside, "File."+c.Name)
}

// fileAlter makes a method that would change the files from the first
// argument given on. It is never done.
func fileAlter(first int) func(*Call) Value {
	return func(c *Call) Value {
		for _, a := range c.Args[min(first, len(c.Args)):] {
			if _, ok := a.(Int); !ok {
				c.In.alter(a)
				c.In.pathOf(a)
			}
		}
		return c.In.neverDone(c)
	}
}

func fileTruncate(c *Call) Value {
	c.path(0)
	c.In.alter(c.Args[0])
	return c.In.neverDone(c)
}
