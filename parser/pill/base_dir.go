package pill

// This file has what Bluepill makes of an application's base directory: whether
// it can be one, and the pid files in it.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
)

// A baseDir is where an application keeps its files.
type baseDir struct {
	path  eval.Value // a *eval.Str, or an Unknown
	unset bool       // it is not set in the pill: the default
	pids  eval.Value // the folder of pid files, once it was needed, where that is no part of a path that the pill may change
}

// initApplication is Application#initialize, as far as it can fail: the base
// directory must be a String.
func (b *builder) initApplication(a *Application) {
	in := b.in
	in.Context = Stage{Step: NamingApp}
	defer func() { in.Context = nil }()
	h, plain := a.Options.(*eval.Hash)
	plain = plain && h.Lost == nil && len(h.Open) == 0 && h.Default == nil && h.DefaultProc == nil
	option := func(name string) eval.Value {
		if plain { // as nearly always: a call would come to the same
			if v, ok := h.Sym(name); ok {
				return v
			}
			return eval.Nil{}
		}
		return in.Send(a.Options, "[]", eval.Sym(name))
	}
	option("foreground")
	option("log_file")
	dir := option("base_dir")
	truth, known := eval.Truthy(dir)
	switch {
	case !known:
		a.base.path = dir
	case truth:
		a.base.path = dir
	default:
		a.base = baseDir{path: b.defaultBase(), unset: true}
	}
	if !a.base.unset && !plainPath(a.base.path) || !plainPath(a.Name) { // else both can be joined
		in.FileJoin(a.base.path, in.Str("journals"))
		in.FileJoin(a.base.path, in.Str("pids"), a.Name)
	}
	option("kill_timeout")
}

// plainPath reports whether a value can certainly be a part of a path.
func plainPath(v eval.Value) bool {
	switch v := v.(type) {
	case *eval.Str:
		return v.Lost == nil && strings.IndexByte(v.S, 0) < 0
	case *eval.Unknown:
		return v.Type == eval.TString && v.NonNil
	}
	return false
}

// defaultBase is the base directory of a pill that sets none: of root it is
// fixed, unless the environment names another.
func (b *builder) defaultBase() eval.Value {
	in := b.in
	env := in.Send(in.ConstGet(in.Class("Object"), "ENV"), "[]", in.Str("BLUEPILL_BASE_DIR"))
	if truth, known := eval.Truthy(env); truth || !known {
		return env
	}
	if in.Env.Root {
		return in.Str("/var/run/bluepill")
	}
	home := in.Send(in.ConstGet(in.Class("Object"), "ENV"), "[]", in.Str("HOME"))
	return in.FileJoin(home, in.Str(".bluepill"))
}

// pidFileName replaces every character but letters, digits, "_" and "-".
func pidFileName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '-':
			return r
		}
		return '_'
	}, name)
}

// defaultPidFile is the pid file of a process that sets none. It never has the
// group in it, as it is made before the block runs. key stands for the path
// where the base directory is not known but is the default one: two defaults
// under it clash all the same.
func (b *builder) defaultPidFile(p *Process) (path eval.Value, key string) {
	in := b.in
	name := p.Name
	if _, ok := name.(*eval.Str); !ok { // which the join would leave as it is
		name = in.Send(in.Send(in.ArrayOf(eval.Nil{}, p.Name), "compact"), "join", in.Str("_"))
	}
	text, ok := name.(*eval.Str)
	if !ok || text.Lost != nil {
		return in.FileJoin(p.App.base.path, in.Str("pids"), p.App.Name, name), ""
	}
	file := pidFileName(text.S) + ".pid"
	path = in.FileJoin(b.pidsOf(p.App), in.Str(file))
	if app, ok := p.App.NameText(); ok && p.App.base.unset {
		key = "default\x00" + app + "/" + file
	}
	return path, key
}

// pidsOf is the folder of an application's pid files.
func (b *builder) pidsOf(a *Application) eval.Value {
	if a.base.pids != nil {
		return a.base.pids
	}
	pids := b.in.FileJoin(a.base.path, b.in.Str("pids"), a.Name)
	if a.base.unset {
		a.base.pids = pids
	}
	return pids
}
