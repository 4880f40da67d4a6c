package pill

// This file reads on where Bluepill would not: whoever repairs what ends the
// load wants to know what is wrong with the rest, too.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A Beyond is what a pill declares if what raises is taken to have a value that
// is not known, and what Bluepill refuses to be accepted. So is what may raise or
// be refused, under a condition that is not known.
type Beyond struct {
	Apps   []*Application // all that the pill declares, in order of evaluation
	Errors []*LoadError   // what would end the load next, once the first is repaired
	// Constants are further ones that are missing where the first error is about
	// one: whoever defines that elsewhere may define these, too.
	Constants []*LoadError

	idle bool // there are loops that make no turn
}

// beyond evaluates a file again that something ends the load of. What the pill
// raises itself is its will.
func beyond(file *syntax.File, env eval.Env, first *LoadError, maybes []*LoadError) *Beyond {
	if first.Explicit || first.Syntax {
		return nil
	}
	c := &Config{File: file}
	b := newBuilder(c, env)
	b.in.Onward, b.in.OnPass = true, b.forgetCalled
	b.in.Run(file)
	r := &Beyond{Apps: c.Apps, idle: len(b.in.Idle) > 0}
	if certain := len(first.Maybe) == 0; !b.in.Exhausted.IsZero() || certain != (len(b.in.Passed) > 0) {
		return nil
	}
	missing := isMissingConstant(first.Fault)
	for _, f := range slices.Concat(b.in.Passed, b.in.PassedMaybe, ofOneWay(b.in.Faults)) {
		switch {
		case r.has(f, first.Fault) || slices.ContainsFunc(maybes, func(e *LoadError) bool { return sameFault(e.Fault, f) }):
		case missing && isMissingConstant(f) && !isMakingCheck(f):
			r.Constants = append(r.Constants, loadError(f))
		default:
			r.Errors = append(r.Errors, loadError(f))
		}
	}
	return r
}

func isMissingConstant(f eval.Fault) bool {
	return f.Class == "NameError" && f.Name != "" && f.Name[0] >= 'A' && f.Name[0] <= 'Z'
}

// isMakingCheck reports whether a check has no class, which is not what the pill
// itself asks for.
func isMakingCheck(f eval.Fault) bool {
	s, ok := f.Context.(Stage)
	return ok && s.Step == MakingCheck
}

// has reports whether the same is wrong as somewhere before: a name that is
// missing is so everywhere, and a loop comes by more than once.
func (r *Beyond) has(f, first eval.Fault) bool {
	seen := func(e *LoadError) bool { return sameFault(e.Fault, f) }
	return sameFault(first, f) || slices.ContainsFunc(r.Errors, seen) || slices.ContainsFunc(r.Constants, seen)
}

func sameFault(g, f eval.Fault) bool {
	return g.Class == f.Class && (g.Span == f.Span && sameStage(g.Context, f.Context) || f.Name != "" && g.Name == f.Name && g.Message == f.Message)
}

// ofOneWay are the failures that hang on how a condition comes out within a block.
func ofOneWay(faults []eval.Fault) (list []eval.Fault) {
	for _, f := range faults {
		if s, ok := f.Context.(Stage); ok && len(f.Maybe) > 0 && s.Step > UniqueName {
			list = append(list, f)
		}
	}
	return list
}

// sameStage reports whether two exceptions are about the same step of a
// declaration, which a loop may run more than once.
func sameStage(a, b any) bool {
	s, ok := a.(Stage)
	t, also := b.(Stage)
	return ok == also && s.Step == t.Step && (s.Process == nil || t.Process == nil || s.Process.NameSpan == t.Process.NameSpan) &&
		(s.Check == nil || t.Check == nil || s.Check.NameSpan == t.Check.NameSpan)
}

// forgetRefused makes what Bluepill refuses of a process unknown, so that nobody
// meets what no process that it accepts has.
func (b *builder) forgetRefused(p *Process) {
	for _, f := range b.in.Passed {
		s, ok := f.Context.(Stage)
		if !ok || s.Process != p {
			continue
		}
		switch s.Step {
		case UniqueName:
			p.Name = b.in.Unknown(eval.Failed, "name")
		case StopSignals:
			p.Attributes.Set(eval.Sym("stop_signals"), b.in.Unknown(eval.Failed, "stop_signals"))
		case UniquePidFile:
			p.Attributes.Set(eval.Sym("pid_file"), b.in.Unknown(eval.Failed, "pid_file"))
		}
	}
}

// forgetCalled makes an attribute unknown that a call should have set, which
// Ruby refuses.
func (b *builder) forgetCalled(self eval.Value, n syntax.Node) {
	call, ok := n.(*syntax.Call)
	proxy, isObject := self.(*eval.Object)
	if !ok || !isObject {
		return
	}
	name := strings.TrimRight(call.Name, "=!")
	switch host := proxy.Host.(type) {
	case *Application:
		if slices.Contains(appAttributes, name) {
			b.in.SetIvar(host.Object, name, b.in.Unknown(eval.Failed, name))
		}
	case *Process:
		if _, known := FindAttribute(name); known && !host.made {
			host.Attributes.Set(eval.Sym(name), b.in.Unknown(eval.Failed, name))
		}
	}
}
