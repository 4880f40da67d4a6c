package pill

// This file declares processes as Bluepill's ProcessFactory does: default pid
// file, block, validation, in that order.

import (
	"fmt"
	"strings"
	"unicode/utf8"

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

// usualAttributes is how many attributes a process has room for at first.
const usualAttributes = 16

// These are the keys that each process has.
var (
	pidFileKey eval.Value = eval.Sym("pid_file")
	groupKey   eval.Value = eval.Sym("group")
	blockKey   eval.Value = eval.Sym("child_process_block")
	appKeys               = symbols(appAttributes)
)

func symbols(names []string) (list []eval.Value) {
	for _, name := range names {
		list = append(list, eval.Sym(name))
	}
	return list
}

// process is AppProxy#process(name, &block).
func (b *builder) process(c *eval.Call) eval.Value {
	a := appOf(c.Self)
	p := &Process{
		Decl: b.decl(c), App: a, Name: c.Args[0], NameSpan: b.argumentSpan(c, 0),
		Attributes: eval.NewHashFor(usualAttributes), Group: eval.Nil{}, watches: eval.NewHash(),
	}
	b.in.Fresh(p.Attributes)
	b.in.Fresh(p.watches)
	if c.Block != nil {
		p.Block, p.BlockFile = c.Block.Node, c.Block.File
	}
	for i, name := range appAttributes {
		p.Attributes.Set(appKeys[i], appAttribute(a, name))
	}
	for _, s := range a.Settings {
		inherited := *s
		inherited.Inherited = true
		p.record(&inherited)
	}
	pid, defaultKey := b.defaultPidFile(p)
	p.Attributes.Set(pidFileKey, pid)
	p.object = &eval.Object{Class: b.in.Class("Bluepill::ProcessProxy"), Host: p}
	b.current = p
	b.runBlock(c.Block, p.object)

	block, _ := p.Attributes.Delete(blockKey)
	monitor, _ := p.Attributes.Sym("monitor_children")
	b.in.GoOn(func() { b.validate(p, pid, defaultKey) })
	b.forgetRefused(p)
	b.in.GoOn(func() { b.buildWatches(p) })
	p.Open = p.object.Open
	p.Group, _ = p.Attributes.Delete(groupKey)
	if p.Group == nil {
		p.Group = eval.Nil{}
	}
	if monitor != nil {
		if truth, known := eval.Truthy(monitor); truth && known {
			p.MonitorChildren = true
			b.child(p, block)
		}
	}
	if truth, _ := eval.Truthy(p.Group); truth {
		p.Group = b.toText(p.Group)
	}
	a.Processes = append(a.Processes, p)
	b.current = nil
	return eval.Nil{}
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

// refuse ends the load with one of Bluepill's own messages. It returns only
// where the evaluation goes on after what ends a load.
func (b *builder) refuse(format string, args ...any) {
	message := "Config Error: " + fmt.Sprintf(format, args...)
	b.in.Stderr.WriteString(message + "\n")
	b.in.GoOn(func() { b.in.Exit(6, message) })
}

// at notes what is being done with a process, for what is raised meanwhile.
func (b *builder) at(s Stage) { b.in.Context = s }

// validate is ProcessFactory#validate_process!.
func (b *builder) validate(p *Process, defaultPid eval.Value, defaultKey string) {
	b.validateName(p)
	b.at(Stage{Step: StartCommand, Process: p})
	if _, ok := p.Attributes.Sym("start_command"); !ok && len(p.Attributes.Open) == 0 && len(p.object.Open) == 0 {
		b.refuse("You must specify a start_command for '%s'", b.shownName(p))
	}
	b.validatePidFile(p, defaultPid, defaultKey)
	b.validateStopSignals(p)
	b.in.Context = nil
}

// shownName is a process's name as Bluepill prints it, or "…" if it is not known.
func (b *builder) shownName(p *Process) string {
	if eval.Deep(p.Name) != nil {
		return "…"
	}
	return b.in.ToS(p.Name)
}

func (b *builder) validateName(p *Process) {
	group, grouped := p.Attributes.Sym("group")
	key, plain := plainKey(orNil(group), p.Name)
	if !plain {
		b.at(Stage{Step: UniqueName, Process: p})
		var parts eval.Value = b.in.ArrayOf(orNil(group), p.Name)
		if eval.Deep(parts) != nil {
			return
		}
		key = b.in.ToS(b.in.Send(parts, "join", b.in.Str(":")))
	}
	if m, ok := b.keys.seen[key]; ok && !m.maybe {
		b.at(Stage{Step: UniqueName, Process: p, Other: m.process})
		text := fmt.Sprintf("You have two entries for the process name '%s'", b.in.ToS(p.Name))
		if grouped {
			text += fmt.Sprintf(" in the group '%s'", b.in.ToS(group))
		}
		b.refuse("%s", text)
	}
	b.note(b.keys, key, p)
}

// plainKey is [group, name].join(":") of texts, as nearly always.
func plainKey(group, name eval.Value) (key string, plain bool) {
	g, ok := nameText(group)
	n, known := nameText(name)
	return g + ":" + n, known && (ok || eval.IsNil(group))
}

func orNil(v eval.Value) eval.Value {
	if v == nil {
		return eval.Nil{}
	}
	return v
}

func (b *builder) note(r *register, key string, p *Process) {
	b.in.Touch(r)
	r.seen[key] = &mention{p, p.Repeated}
}

func (b *builder) validatePidFile(p *Process, defaultPid eval.Value, defaultKey string) {
	v, _ := p.Attributes.Sym("pid_file")
	key, plain := strippedText(v)
	if !plain {
		b.at(Stage{Step: UniquePidFile, Process: p})
		stripped := b.in.Send(orNil(v), "strip")
		if s, ok := stripped.(*eval.Str); ok && s.Lost == nil {
			key = s.S
		} else if v == defaultPid {
			key = defaultKey
		}
		if key == "" && eval.Deep(stripped) != nil {
			return
		}
	}
	if m, ok := b.pids.seen[key]; ok && !m.maybe {
		b.at(Stage{Step: UniquePidFile, Process: p, Other: m.process})
		shown := key
		if _, rest, ok := strings.Cut(key, "default\x00"); ok {
			shown = "<base_dir>/pids/" + rest
		}
		b.refuse("You have two entries with the pid file: %s", shown)
	}
	b.note(b.pids, key, p)
}

// strippedText is the text of a path that strip leaves as it is, as nearly always.
func strippedText(v eval.Value) (text string, ok bool) {
	s, ok := v.(*eval.Str)
	if !ok || s.Lost != nil || strings.ContainsFunc(s.S, func(r rune) bool { return r <= ' ' || r >= utf8.RuneSelf }) {
		return "", false
	}
	return s.S, true
}

// validateStopSignals checks types, then the count, then the grace time.
func (b *builder) validateStopSignals(p *Process) {
	signals, ok := p.Attributes.Sym("stop_signals")
	if !ok || eval.IsNil(signals) {
		return
	}
	if u, ok := signals.(*eval.Unknown); ok && !u.NonNil {
		return
	}
	if grace, _ := p.Attributes.Sym("stop_grace_time"); plainSequence(signals, grace) {
		return
	}
	b.at(Stage{Step: StopSignals, Process: p, Element: -1})
	elems, ok := b.eachWithIndex(signals)
	if !ok {
		return
	}
	sum := eval.Value(eval.Int(0))
	integer := b.in.Class("Integer")
	for i, v := range elems {
		if eval.Deep(v) != nil {
			return
		}
		b.at(Stage{Step: StopSignals, Process: p, Element: i})
		if i%2 == 0 {
			if _, ok := v.(eval.Sym); !ok {
				b.refuse("Invalid stop_signals!  Expected a symbol (signal) at position %d instead of '%s'.", i, b.in.ToS(v))
				return
			}
			continue
		}
		if !b.in.IsA(v, integer) {
			b.refuse("Invalid stop_signals!  Expected a number (delay) at position %d instead of '%s'.", i, b.in.ToS(v))
			return
		}
		sum = b.in.Send(sum, "+", v)
	}
	b.at(Stage{Step: StopSignals, Process: p, Element: -1})
	size := b.in.Send(b.in.Send(signals, "size"), "odd?")
	if odd, known := eval.Truthy(size); known && !odd {
		b.refuse("Invalid stop_signals!  Expected an odd number of elements.")
		return
	}
	b.at(Stage{Step: StopGraceTime, Process: p})
	grace, _ := p.Attributes.Sym("stop_grace_time")
	tooShort := eval.IsNil(orNil(grace))
	if !tooShort {
		tooShort, ok = eval.Truthy(b.in.Send(grace, "<=", sum))
		tooShort = tooShort && ok
	}
	if tooShort {
		b.refuse("Stop_grace_time should be greater than the sum of stop_signals delays!")
	}
}

// plainSequence reports whether an Array of symbols and whole delays is in order,
// with a grace time that is more than these. It is, nearly always, and then
// nothing need be called.
func plainSequence(signals, grace eval.Value) bool {
	a, ok := signals.(*eval.Array)
	if !ok || a.Lost != nil || len(a.Elems)%2 == 0 {
		return false
	}
	rest, ok := plainSeconds(grace)
	for i, v := range a.Elems {
		if !ok {
			return false
		}
		if i%2 == 0 {
			_, ok = v.(eval.Sym)
			continue
		}
		var delay eval.Int
		delay, ok = plainSeconds(v)
		rest -= delay
	}
	return ok && rest > 0
}

// plainSeconds is a whole number of seconds, or a Duration of so many. It is far
// from the largest numbers.
func plainSeconds(v eval.Value) (n eval.Int, ok bool) {
	if d, isDuration := v.(*eval.Duration); isDuration {
		v = d.Value
	}
	n, ok = v.(eval.Int)
	return n, ok && n > -1<<31 && n < 1<<31
}

// eachWithIndex lists the elements of whatever answers each_with_index, or
// raises as Ruby does for what does not.
func (b *builder) eachWithIndex(v eval.Value) (elems []eval.Value, ok bool) {
	if eval.Deep(v) != nil {
		a, isArray := v.(*eval.Array)
		if !isArray || a.Lost != nil {
			return nil, false
		}
		return a.Elems, true
	}
	if a, ok := v.(*eval.Array); ok {
		return a.Elems, true
	}
	return b.enumerated(v), true
}

func (b *builder) enumerated(v eval.Value) (elems []eval.Value) {
	each := eval.NativeBlock(2, func(c *eval.Call) eval.Value {
		elems = append(elems, c.Args[0])
		return eval.Nil{}
	})
	b.in.SendBlock(v, "each_with_index", each)
	return elems
}

// child evaluates the block of monitor_children, as Bluepill does for each child
// that shows up. What it raises ends the daemon then, not the load now.
func (b *builder) child(p *Process, block eval.Value) {
	c := &Process{
		Decl: p.Decl, App: p.App, Name: b.in.Str("<child>"), NameSpan: p.NameSpan,
		Attributes: eval.NewHashFor(usualAttributes), Group: eval.Nil{}, watches: eval.NewHash(), parent: p,
	}
	b.in.Fresh(c.Attributes)
	b.in.Fresh(c.watches)
	for _, name := range graceTimes {
		v, _ := p.Attributes.Sym(name)
		c.Attributes.Set(eval.Sym(name), orNil(v))
	}
	if s := p.Last("monitor_children"); s != nil {
		c.Span, c.Head, c.NameSpan = s.Span, s.NameSpan, s.NameSpan
		c.Maybe, c.Repeated = s.Maybe, s.Repeated
	}
	c.object = &eval.Object{Class: b.in.Class("Bluepill::ProcessProxy"), Host: c}
	p.Child = c
	// What the block does to its parent it does when a child shows up, not now.
	defer p.keep()()
	stdout, stderr := b.in.Stdout.Len(), b.in.Stderr.Len()
	fault := b.in.Guard(func() {
		proc, _ := block.(*eval.Proc)
		if proc != nil {
			c.Block, c.BlockFile = proc.Node, proc.File
		}
		if eval.Deep(orNil(block)) != nil {
			return
		}
		b.runBlock(proc, c.object)
		b.validateChild(c)
		b.buildWatches(c)
	})
	b.in.Stdout.Truncate(stdout)
	b.in.Stderr.Truncate(stderr)
	c.Open = c.object.Open
	if fault != nil {
		p.ChildError = loadError(*fault)
	}
	b.in.Context = nil
}

// keep notes what a process has been told; restore makes it forget the rest.
func (p *Process) keep() (restore func()) {
	attributes, settings, checks := p.Attributes.Clone(), len(p.Settings), len(p.Checks)
	replaced := make([]bool, settings)
	for i, s := range p.Settings {
		replaced[i] = s.Replaced
	}
	return func() {
		p.Attributes, p.Settings, p.Checks = attributes, p.Settings[:settings], p.Checks[:checks]
		for i, s := range p.Settings {
			s.Replaced = replaced[i]
		}
	}
}

func (b *builder) validateChild(c *Process) {
	if _, ok := c.Attributes.Sym("stop_command"); ok || len(c.Attributes.Open) > 0 || len(c.object.Open) > 0 {
		return
	}
	b.at(Stage{Step: ChildStop, Process: c})
	message := "Config Error: Invalid child process monitor for <child(pid:0)>\nYou must specify a stop command to monitor child processes."
	b.in.Stderr.WriteString(message + "\n")
	b.in.Exit(6, message)
}
