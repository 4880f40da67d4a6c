package eval

// This file holds FileUtils, which changes files: nothing of it is ever done.

var fileUtilsModule table

func init() {
	fileUtilsModule = methods(map[string]impl{
		"pwd":        {0, 0, func(c *Call) Value { return c.In.pathValue(c.In.cwd()) }, 0},
		"cd":         {1, 2, utilsCd, unknowns},
		"commands":   {0, 0, fileNotKnown, 0},
		"cmp":        {2, 2, utilsSame, unknowns},
		"uptodate?":  {2, 2, utilsSame, unknowns},
		"copy_file":  {2, 4, utilsAlter, unknowns},
		"copy_entry": {2, 5, utilsAlter, unknowns},
		"link_entry": {2, 4, utilsAlter, unknowns},

		"remove_dir":          {1, 2, utilsAlter, unknowns},
		"remove_entry":        {1, 2, utilsAlter, unknowns},
		"remove_entry_secure": {1, 2, utilsAlter, unknowns},
		"remove_file":         {1, 2, utilsAlter, unknowns},
	}).with("getwd", "pwd", "chdir", "cd", "compare_file", "cmp", "identical?", "cmp")
	add := func(count, first int, names ...string) {
		for _, name := range names {
			fileUtilsModule[name] = &Method{Name: name, Max: -1, Unknowns: true, Go: utilsList(count, first)}
		}
	}
	add(1, 0, "mkdir", "mkdir_p", "makedirs", "mkpath", "rmdir", "rm", "remove", "rm_f", "safe_unlink", "rm_r", "rm_rf", "rmtree", "touch")
	add(2, 0, "cp", "copy", "cp_r", "cp_lr", "mv", "move", "ln", "link", "ln_s", "symlink", "ln_sf", "install")
	add(2, 1, "chmod", "chmod_R")
	add(3, 2, "chown", "chown_R")
	singletonTables["FileUtils"] = fileUtilsModule
	mixin := table{} // include FileUtils
	for name, m := range fileUtilsModule {
		private := *m
		private.Private = true
		mixin[name] = &private
	}
	instanceTables["FileUtils"] = mixin
}

// utilsList makes a method that would change the files of its arguments, from
// the first one given on. Its options are keywords, which do not count.
func utilsList(count, first int) func(*Call) Value {
	return func(c *Call) Value {
		args := c.Args
		if c.Bare {
			args = args[:len(args)-1]
		}
		if c.In.unknownArg(c) == nil && len(args) != count {
			c.In.wrongCount(len(args), count, count)
		}
		for _, a := range args[min(first, len(args)):] {
			c.In.pathList(a)
			c.In.alter(a)
		}
		return c.In.neverDone(c)
	}
}

// utilsAlter would change the files of its arguments, of which true and false
// are no such.
func utilsAlter(c *Call) Value {
	for _, a := range c.Args {
		if _, ok := a.(Bool); !ok {
			c.In.pathOf(a)
			c.In.alter(a)
		}
	}
	return c.In.neverDone(c)
}

// pathList raises unless a value is a path or a list of paths.
func (in *Interp) pathList(v Value) {
	if a, ok := v.(*Array); ok && a.Lost == nil {
		for _, e := range a.Elems {
			in.pathList(e)
		}
		return
	}
	in.pathOf(v)
}

func utilsCd(c *Call) Value {
	if len(c.Args) == 2 || c.Bare {
		if len(c.Args) < 2 {
			return c.In.notModelled(c)
		}
	}
	return dirChdir(&Call{In: c.In, Self: c.Self, Name: "chdir", Args: c.Args[:1], Block: c.Block, Node: c.Node})
}

func utilsSame(c *Call) Value {
	c.In.mayRaise++
	return c.In.unknown(Outside, "FileUtils."+c.Name).typed(TBool)
}
