package eval

// This file loads other code: require, require_relative, load and autoload.

import (
	"errors"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pilllint/pilllint/parser/rubyfacts"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// The tables of Kernel are made in kernel.go, whose init runs before this one.
func init() {
	for name, m := range methods(map[string]impl{
		"require":          {1, 1, kernelRequire, private | unknowns},
		"require_relative": {1, 1, kernelRequireRelative, private | unknowns},
		"load":             {1, 2, kernelLoad, private | unknowns},
		"autoload":         {2, 2, kernelAutoload, private | unknowns},
		"trap":             {0, 2, signalTrap, private | unknowns},
		"gem":              {1, -1, kernelGem, private | unknowns},
		"open":             {1, -1, kernelOpen, private | unknowns},
	}) {
		kernelMethods[name] = m
		public := *m
		public.Private = false
		kernelModule[name] = &public
	}
	kernelMethods["to_json"] = &Method{Name: "to_json", Max: -1, Unknowns: true, Go: jsonOfSelf}
	moduleMethods["autoload"] = kernelModule["autoload"]
	singletonTables["Bundler"] = methods(map[string]impl{
		"require": {0, -1, bundlerRequire, unknowns},
		"setup":   {0, -1, bundlerRequire, unknowns},
	})
}

// notRead notes that something was required and not read, so that what it
// defines is not known.
func (in *Interp) notRead(name string) *Unknown {
	in.mayRaise++
	u := in.unknown(Required, name)
	for _, c := range in.Unread {
		if c.Name == name {
			return u.typed(TBool)
		}
	}
	in.Unread = append(in.Unread, u.Causes...)
	return u.typed(TBool)
}

// notReadPath is notRead of a path of which the end may be known.
func (in *Interp) notReadPath(p pathText) *Unknown {
	name := strings.TrimPrefix(p.end(), "/")
	if name == "" {
		name = "?"
	}
	return in.notRead(name)
}

// noFile raises the LoadError for a file that is not there.
func (in *Interp) noFile(name string) {
	o := in.newException(in.class("LoadError"), "cannot load such file -- "+name)
	o.Host.(*exception).name = name
	in.raise(o)
}

func kernelRequire(c *Call) Value {
	in := c.In
	p := c.path(0)
	if p.u != nil {
		return in.notReadPath(p)
	}
	if isPath(p.text) {
		return in.requirePath(in.expand(p, nil, true), p.text)
	}
	return in.requireFeature(p.text)
}

// isPath reports whether require takes a name as a path, not as something to
// look for.
func isPath(name string) bool {
	for _, prefix := range []string{"/", "./", "../", "~"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func kernelRequireRelative(c *Call) Value {
	in := c.In
	p := c.path(0)
	dir := dirname(in.pathOf(in.filePath(in.File())))
	if p.u != nil || dir.u != nil && !strings.HasPrefix(p.text, "/") {
		return in.notReadPath(p)
	}
	abs := in.expand(p, &dir, true)
	return in.requirePath(abs, abs.text)
}

// requirePath requires the file of an absolute path. The name is the one that
// Ruby mentions if there is none.
func (in *Interp) requirePath(p pathText, name string) Value {
	if p.u != nil || in.Env.ReadFile == nil {
		return in.notReadPath(pathText{text: name})
	}
	for _, path := range candidates(p.text) {
		if v, found := in.requireFile(path); found {
			return v
		}
	}
	in.noFile(name)
	return nil
}

// candidates are the files that require takes a path for.
func candidates(path string) []string {
	switch {
	case strings.HasSuffix(path, ".rb"), strings.HasSuffix(path, ".so"):
		return []string{path}
	}
	return []string{path + ".rb", path + ".so"}
}

// requireFile requires a file; found is false if there is none.
func (in *Interp) requireFile(path string) (v Value, found bool) {
	if in.outside.loading[path] {
		return Bool(false), true
	}
	if strings.HasSuffix(path, ".so") {
		if in.Env.Stat != nil && in.Env.Stat(path) == "file" {
			return in.notRead(path), true
		}
		return nil, false
	}
	file, u := in.sourceOf(path)
	switch {
	case u != nil:
		return u, true
	case file == nil:
		return nil, false
	}
	if in.outside.loading == nil {
		in.outside.loading = map[string]bool{}
	}
	in.outside.loading[path] = true
	done := false
	defer func() {
		if !done { // an exception ended it: it can be required again
			delete(in.outside.loading, path)
		}
	}()
	in.runLoaded(file)
	done = true
	return Bool(true), true
}

// sourceOf reads and parses a file. It is nil if there is none; u is not nil if
// it cannot be read.
func (in *Interp) sourceOf(path string) (file *syntax.File, u *Unknown) {
	if !in.unwritten(path) { // no command is taken to write what the pill is made of
		return nil, in.notRead(path)
	}
	if f, ok := in.loaded[path]; ok {
		return f, nil
	}
	data, err := in.Env.ReadFile(path)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist), in.Env.Stat != nil && in.Env.Stat(path) != "file":
		return nil, nil
	default:
		return nil, in.notRead(path)
	}
	in.grow(len(data))
	file = syntax.Parse(source.NewFile(path, string(data)))
	in.loaded[path] = file
	return file, nil
}

// runLoaded runs a file that another loads.
func (in *Interp) runLoaded(file *syntax.File) {
	if len(file.Errors) > 0 {
		in.syntaxError(file)
	}
	// Ruby has room for more, but only endless ones come near that.
	if in.outside.depth >= 200 {
		in.Raise("SystemStackError", "stack level too deep")
	}
	in.outside.depth++
	defer func() { in.outside.depth-- }()
	in.runFile(file)
}

// syntaxError raises the SyntaxError of a file.
func (in *Interp) syntaxError(file *syntax.File) {
	first := file.Errors[0]
	o := in.newException(in.class("SyntaxError"), file.Source.Path+":"+in.ToS(Int(first.Line))+": "+first.Message)
	e := o.Host.(*exception)
	e.syntax = true
	exc := in.protect(func() { in.raise(o) }) // it notes who loaded the file
	e.span = file.Source.Span(int(first.Start), int(first.End))
	panic(raised{exc})
}

// requireFeature requires something by name: a file below the folders that the
// pill has put into $LOAD_PATH, a part of Ruby or Bluepill, or a gem.
func (in *Interp) requireFeature(name string) Value {
	path := in.loadPath()
	if path.Lost != nil {
		if _, ok := rubyfacts.Feature(name); !ok {
			return in.notRead(name)
		}
		return in.requireKnown(name)
	}
	for _, dir := range path.Elems {
		if dir == Value(in.outside.system) {
			if v := in.requireKnown(name); v != nil {
				return v
			}
			continue
		}
		if v := in.requireBelow(dir, name); v != nil {
			return v
		}
	}
	in.noFile(name)
	return nil
}

// requireBelow requires a file below a folder; nil if there is none.
func (in *Interp) requireBelow(dir Value, name string) Value {
	p := in.expand(joinPaths(in.pathOf(dir), pathText{text: name}), nil, true)
	if p.u != nil || in.Env.ReadFile == nil {
		if _, ok := rubyfacts.Feature(name); ok {
			return nil // most likely that is meant
		}
		return in.notRead(name)
	}
	for _, path := range candidates(p.text) {
		if v, found := in.requireFile(path); found {
			return v
		}
	}
	return nil
}

// requireKnown requires a part of Ruby or Bluepill, or a gem; nil if there is
// none.
func (in *Interp) requireKnown(name string) Value {
	info, ok := rubyfacts.Feature(name)
	if !ok {
		if in.Env.Gem != nil && !in.Env.Gem(name) {
			return nil
		}
		return in.notRead(name)
	}
	feature := strings.TrimSuffix(strings.TrimSuffix(name, ".rb"), ".so")
	switch {
	case info.Loaded, in.required[feature]:
		return Bool(false)
	case !info.Known:
		return in.notRead(name)
	}
	in.required[feature] = true
	for _, f := range alwaysThere {
		if f == feature {
			return in.unknown(Outside, name).typed(TBool)
		}
	}
	return Bool(true)
}

// loadPath is $LOAD_PATH. Ruby's own folders stand in it as one, which is not
// known.
func (in *Interp) loadPath() *Array {
	o := &in.outside
	if o.loadPath == nil {
		o.system = in.unknown(Outside, "$LOAD_PATH").text("/", "")
		o.loadPath = &Array{Elems: []Value{o.system}}
	}
	return o.loadPath
}

func kernelLoad(c *Call) Value {
	in := c.In
	p := c.path(0)
	if p.u != nil || in.Env.ReadFile == nil || len(c.Args) == 2 && !c.falsy(1) {
		return in.notReadPath(p)
	}
	for _, full := range in.loadCandidates(p) {
		if full.u != nil {
			return in.notReadPath(p)
		}
		file, u := in.sourceOf(full.text)
		if u != nil {
			return u
		}
		if file != nil {
			in.runLoaded(file)
			return Bool(true)
		}
	}
	in.noFile(p.text)
	return nil
}

// loadCandidates are the files that load takes a path for, in order.
func (in *Interp) loadCandidates(p pathText) []pathText {
	var list []pathText
	if path := in.loadPath(); !isPath(p.text) && path.Lost == nil {
		for _, dir := range path.Elems {
			if dir != Value(in.outside.system) {
				list = append(list, in.expand(joinPaths(in.pathOf(dir), p), nil, true))
			}
		}
	}
	return append(list, in.expand(p, nil, true))
}

// falsy reports whether the i-th argument certainly counts as false.
func (c *Call) falsy(i int) bool {
	truth, ok := Truthy(c.Args[i])
	return ok && !truth
}

// kernelAutoload does not wait: what the file defines is not known.
func kernelAutoload(c *Call) Value {
	in := c.In
	if u := lost(c.Args[0]); u == nil {
		name := c.symbolOrText(0)
		if r, _ := utf8.DecodeRuneInString(name); !unicode.IsUpper(r) {
			in.Raise("NameError", "autoload must be constant name: %s", name)
		}
	}
	p := c.path(1)
	if p.u == nil && p.text == "" {
		in.Raise("ArgumentError", "empty file name")
	}
	in.notReadPath(p)
	return Nil{}
}

// kernelGem picks a version of a gem, which matters only if there is none.
func kernelGem(c *Call) Value {
	c.In.mayRaise++
	return c.In.unknown(Outside, "gem").typed(TBool)
}

// bundlerRequire loads the gems of a Gemfile.
func bundlerRequire(c *Call) Value {
	if c.Name == "require" {
		c.In.notRead("Gemfile")
	}
	return c.In.neverDone(c)
}

// featureMethod reports whether a part of Ruby's library that was required
// gives a known value a method that is not modelled.
func (in *Interp) featureMethod(recv Value, name string) bool {
	if len(in.required) == 0 {
		return false
	}
	_, ok := in.exists(recv, name)
	return ok
}

// classInfo is what is known of a class of Ruby, or of a part of its library
// that was required.
func (in *Interp) classInfo(name string) (*rubyfacts.ClassInfo, bool) {
	if info, ok := rubyfacts.Class(name); ok {
		return info, true
	}
	for _, f := range in.features() {
		if info, ok := rubyfacts.ClassFrom(f, name); ok {
			return info, true
		}
	}
	return nil, false
}
