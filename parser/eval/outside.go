package eval

// This file holds what an evaluation keeps of the world outside: the working
// folder, the environment variables that the pill has set, what it may have
// changed on disk.

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/pilllint/pilllint/parser/ruby"
)

// An outside is the world as the pill has left it so far. Its zero value is the
// world as it was.
type outside struct {
	dir      *cell // the working folder, once it was asked for
	vars     *envVars
	env      *Object // ENV
	streams  map[string]*Object
	loadPath *Array
	system   *Unknown        // what stands for the folders of Ruby itself in loadPath
	loading  map[string]bool // files that require has read, or is reading
	depth    int             // how many files are being loaded
	// What is on disk may no longer be what the Env says: below and above these
	// paths, or anywhere.
	altered  []string
	anywhere bool
}

// A cell is one value that a journal knows.
type cell struct{ v Value }

// Save returns the value.
func (c *cell) Save() any { return c.v }

// Restore puts a value back.
func (c *cell) Restore(state any) { c.v = state.(Value) }

// Join leaves what is known of either of two values.
func (c *cell) Join(a, b any, u *Unknown) { c.v = join(a.(Value), b.(Value), u) }

// workingDir is where the working folder is kept.
func (in *Interp) workingDir() *cell {
	if in.outside.dir == nil {
		var v Value = &Str{S: in.Env.Dir}
		if in.Env.Dir == "" {
			v = in.unknown(Outside, "working directory").text("/", "")
		}
		in.outside.dir = &cell{v}
	}
	return in.outside.dir
}

// cwd is the working folder.
func (in *Interp) cwd() pathText { return in.pathOf(in.workingDir().v) }

// home is the home folder, as ~ stands for it.
func (in *Interp) home() pathText {
	switch v := in.getenv("HOME").(type) {
	case *Str:
		if !strings.HasPrefix(v.S, "/") {
			in.Raise("ArgumentError", "non-absolute home")
		}
		return pathText{text: v.S}
	case *Unknown:
		if in.Env.Home == "" || in.envVars().touched("HOME") {
			return pathText{u: v, prefix: "/"}
		}
	}
	if in.Env.Home == "" {
		return pathText{u: in.unknown(Outside, "home"), prefix: "/"}
	}
	return pathText{text: in.Env.Home}
}

// homeOf is the home folder of a user.
func (in *Interp) homeOf(user string) pathText {
	if in.Env.HomeOf == nil {
		in.mayRaise++
		return pathText{u: in.unknown(Outside, "home of "+user), prefix: "/"}
	}
	home, ok := in.Env.HomeOf(user)
	if !ok {
		in.Raise("ArgumentError", "user %s doesn't exist", user)
	}
	return pathText{text: home}
}

// alter notes that the pill may change what is at a path.
func (in *Interp) alter(v Value) {
	if a, ok := v.(*Array); ok && a.Lost == nil {
		for _, e := range a.Elems {
			in.alter(e)
		}
		return
	}
	if _, ok := v.(*Str); !ok && lost(v) == nil {
		return // options, or an error that is told elsewhere
	}
	if path, u := in.resolve(in.pathOf(v)); u == nil {
		in.outside.altered = append(in.outside.altered, path)
	} else {
		in.outside.anywhere = true
	}
}

// commandRan notes that a command may have changed anything on disk, unless it
// is one of those that only look.
func (in *Interp) commandRan(args ...Value) {
	if len(args) == 0 {
		in.outside.anywhere = true
	}
	for i, a := range args {
		s, ok := a.(*Str)
		if !ok || s.Lost != nil || i == 0 && !onlyLooks(s.S) {
			in.outside.anywhere = true
		}
	}
}

// lookers are commands that change nothing, whatever they are told.
var lookers = map[string]bool{
	"basename": true, "cat": true, "cut": true, "df": true, "dirname": true, "du": true, "echo": true, "egrep": true, "free": true,
	"getconf": true, "getent": true, "git describe": true, "git log": true, "git rev-parse": true, "grep": true, "head": true,
	"hostname": true, "id": true, "ls": true, "lsb_release": true, "nproc": true, "pgrep": true, "printf": true, "ps": true,
	"pwd": true, "readlink": true, "realpath": true, "sleep": true, "stat": true, "tail": true, "test": true, "tr": true,
	"true": true, "uname": true, "uptime": true, "wc": true, "which": true, "who": true, "whoami": true,
}

// onlyLooks reports whether a command line, which may be a pipe, changes
// nothing.
func onlyLooks(line string) bool {
	if strings.ContainsAny(line, ">;&`$(\n") {
		return false
	}
	for part := range strings.SplitSeq(line, "|") {
		words := strings.Fields(part)
		if len(words) == 0 || !lookers[words[0]] && !lookers[strings.Join(words[:min(2, len(words))], " ")] {
			return false
		}
	}
	return true
}

// pristine reports whether the pill has left a path alone.
func (in *Interp) pristine(path string) bool {
	return !in.outside.anywhere && in.unwritten(path)
}

// unwritten reports whether the pill has not written to a path by name. A
// command may have.
func (in *Interp) unwritten(path string) bool {
	path += "/"
	for _, a := range in.outside.altered {
		if a += "/"; strings.HasPrefix(a, path) || strings.HasPrefix(path, a) {
			return false
		}
	}
	return true
}

// resolve makes a path absolute, for an Env to look at.
func (in *Interp) resolve(p pathText) (path string, u *Unknown) {
	if p.u == nil && !strings.HasPrefix(p.text, "/") {
		p = in.expand(p, nil, false)
	}
	if p.u != nil {
		return "", p.u
	}
	return ruby.CleanAbs(p.text), nil
}

// stat tells what there is at a path, or why that is not known.
func (in *Interp) stat(v Value, what string) (kind string, u *Unknown) {
	p := in.pathOf(v)
	path, u := in.resolve(p)
	if u != nil {
		return "", because(u)
	}
	if in.Env.Stat == nil || !in.pristine(path) {
		return "", in.unknown(Outside, what)
	}
	kind = in.Env.Stat(path)
	if kind == "file" && strings.HasSuffix(p.text, "/") {
		kind = ""
	}
	return kind, nil
}

// mustExist is stat, where Ruby raises if there is nothing. The name is that of
// the C function that Ruby's message mentions.
func (in *Interp) mustExist(v Value, what, function string) (kind string, u *Unknown) {
	kind, u = in.stat(v, what)
	if u != nil {
		in.mayRaise++
		return "", u
	}
	if kind == "" {
		in.noEntry(function, v)
	}
	return kind, nil
}

// noEntry raises the error for something that is not there.
func (in *Interp) noEntry(function string, v Value) {
	in.Raise("Errno::ENOENT", "No such file or directory @ %s - %s", function, in.pathOf(v).text)
}

// readFile reads a file as File.read does, or tells why its text is not known.
func (in *Interp) readFile(v Value, what string) (text string, u *Unknown) {
	p := in.pathOf(v)
	path, u := in.resolve(p)
	if u != nil || in.Env.ReadFile == nil || !in.pristine(path) {
		if in.rescuing > 0 {
			in.rescuable(v)
		}
		in.mayRaise++
		if u == nil {
			u = in.unknown(Outside, what)
		}
		return "", because(u)
	}
	data, err := in.Env.ReadFile(path)
	if err == nil {
		in.grow(len(data))
		return string(data), nil
	}
	switch {
	case in.Env.Stat != nil && in.Env.Stat(path) == "directory":
		in.Raise("Errno::EISDIR", "Is a directory @ io_fread - %s", p.text)
	case errors.Is(err, fs.ErrNotExist):
		in.noEntry("rb_sysopen", v)
	case errors.Is(err, fs.ErrPermission):
		in.Raise("Errno::EACCES", "Permission denied @ rb_sysopen - %s", p.text)
	}
	in.mayRaise++
	return "", in.unknown(Outside, what)
}

// rescuable notes a file that may be missing, for which a rescue stands ready, or
// raises what it is there for.
func (in *Interp) rescuable(path Value) {
	if in.Rescuable.IsZero() {
		in.Rescuable = in.here()
	}
	if in.Unreadable {
		in.noEntry("rb_sysopen", path)
	}
}

// neverDone is what something comes to that would change the world.
func (in *Interp) neverDone(c *Call) *Unknown {
	in.mayRaise++
	return in.unknown(Outside, c.Name)
}
