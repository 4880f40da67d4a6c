// Package plan makes Plans of what a pill declares. It insists on knowing: a
// value that is needed and not known, or that nothing can be done with, is a
// diagnostic with its place and cause, and then there is no Plan.
//
// It stands apart from the supervisor so that a daemon, which is given its Plan,
// need not carry what reads pills.
package plan

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"

	"github.com/pilllint/pilllint/supervisor"
)

// The names under which a Plan's diagnostics go.
const (
	notKnown     = "not-known"       // a value that is needed is not known
	notSupported = diag.NotSupported // a value that the supervisor can do nothing with
)

// New returns a Plan for each application that a pill declares. If there
// are diagnostics, the Plans are not to be run. base is the folder that
// applications use which name none.
func New(c *pill.Config, base string) ([]*supervisor.Plan, []diag.Diagnostic) {
	p := &planner{config: c, base: base}
	return p.plans()
}

func (p *planner) plans() ([]*supervisor.Plan, []diag.Diagnostic) {
	p.whole()
	var plans []*supervisor.Plan
	if len(p.found) == 0 {
		for _, a := range p.config.Apps {
			plans = append(plans, p.application(a))
		}
	}
	return plans, diag.Sort(p.found)
}

// A planner is at work on one pill.
type planner struct {
	config *pill.Config
	base   string
	found  []diag.Diagnostic
	names  map[string]bool // applications
	// original says that what makes Bluepill fail later is not refused.
	original bool
}

func (p *planner) report(rule string, span source.Span, format string, args ...any) {
	p.found = append(p.found, diag.Diagnostic{
		Rule: rule, Severity: diag.Error, Consequence: diag.Load, Span: span, Message: fmt.Sprintf(format, args...),
	})
}

// unknown reports a value that is needed and not known.
func (p *planner) unknown(what string, span source.Span, causes []eval.Cause) {
	why := ""
	if len(causes) > 0 {
		why = ": " + causeText(causes[0])
		if span.IsZero() {
			span = causes[0].Span
		}
	}
	p.report(notKnown, span, "%s is not known%s", what, why)
}

// causeText says in a few words why something is not known.
func causeText(c eval.Cause) string {
	at := ""
	if !c.Span.IsZero() {
		at = " (" + c.Span.String() + ")"
	}
	switch c.Reason {
	case eval.Environment:
		return fmt.Sprintf("it takes the environment variable %q%s", c.Name, at)
	case eval.Outside:
		return fmt.Sprintf("it takes what only running %s tells%s", c.Name, at)
	case eval.Template:
		return "a template fills it in" + at
	case eval.Required:
		return fmt.Sprintf("it comes from %q, which is not read%s", c.Name, at)
	case eval.Budget:
		return "working it out takes too long" + at
	case eval.Undefined:
		return fmt.Sprintf("nothing defines %q%s", c.Name, at)
	case eval.Failed:
		return "it cannot be evaluated" + at
	}
	return fmt.Sprintf("%q is not followed%s", c.Name, at)
}

// whole demands that all of the pill was read.
func (p *planner) whole() {
	c := p.config
	if e := c.Error; e != nil && !e.Exits() {
		p.report("load", e.Span, "%s", strings.TrimPrefix(e.Message, "Config Error: "))
		return
	}
	for _, e := range c.Maybes {
		p.unknown("whether the pill loads", e.Span, e.Maybe)
	}
	if !c.Exhausted.IsZero() {
		p.report(notKnown, c.Exhausted, "the pill takes too long to evaluate")
	}
	for _, n := range c.Notes {
		if n.Kind == "unsupported" && n.Name == "syntax" {
			p.report(notKnown, n.Span, "this syntax is not followed")
		}
	}
}

// certain demands that something stands exactly as written.
func (p *planner) certain(what string, d *pill.Decl) {
	switch {
	case len(d.Maybe) > 0:
		p.unknown("whether there is "+what, d.Head, d.Maybe)
	case d.Repeated:
		p.report(notKnown, d.Head, "how often there is %s is not known", what)
	case len(d.Open) > 0:
		p.unknown("what is set on "+what, d.Head, d.Open)
	}
}

func (p *planner) application(a *pill.Application) *supervisor.Plan {
	plan := &supervisor.Plan{Pill: p.config.File.Source.Path, KillTimeout: 5 * time.Second}
	name, ok := a.NameText()
	if !ok {
		p.unknown("the application's name", a.NameSpan, causesOf(a.Name))
		return plan
	}
	plan.App = name
	p.certain(fmt.Sprintf("application %q", name), &a.Decl)
	switch {
	case p.original:
	case name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/\x00"):
		p.report(notSupported, a.NameSpan, "application name %q cannot be a file name", name)
	case len(name) > 90:
		p.report(notSupported, a.NameSpan, "application name %q is too long for a socket", name)
	case p.names[name]:
		p.report(notSupported, a.NameSpan, "there are two applications %q", name)
	}
	if p.names == nil {
		p.names = map[string]bool{}
	}
	p.names[name] = true
	p.options(plan, a)
	for _, proc := range a.Processes {
		plan.Specs = append(plan.Specs, p.process(plan, proc))
	}
	return plan
}

// options reads the options of an application.
func (p *planner) options(plan *supervisor.Plan, a *pill.Application) {
	r := &reader{planner: p, what: "application " + quote(plan.App), span: a.Head, attr: a.Option}
	plan.BaseDir = r.text("base_dir")
	if plan.BaseDir == "" {
		plan.BaseDir = p.base
	}
	plan.OwnBase = plan.BaseDir != p.base
	if !filepath.IsAbs(plan.BaseDir) {
		if abs, err := filepath.Abs(plan.BaseDir); err == nil {
			plan.BaseDir = abs
		}
	}
	plan.LogFile = r.text("log_file")
	plan.Foreground = r.truth("foreground", false)
	v, set := r.value("kill_timeout")
	n, isInt := v.(eval.Int)
	if d, ok := v.(*eval.Duration); ok {
		n, isInt = d.Value.(eval.Int)
	}
	switch {
	case !set || isFalse(v):
	case (!isInt || n <= 0) && p.original:
		plan.NoReload = true
	case !isInt || n <= 0 || n > 1<<20:
		r.refuse("kill_timeout", "must be a whole number above 0")
	default:
		plan.KillTimeout = time.Duration(n) * time.Second / 2
	}
}

func (p *planner) process(plan *supervisor.Plan, proc *pill.Process) *supervisor.Spec {
	s := &supervisor.Spec{}
	name, ok := nameOf(proc.Name)
	if !ok {
		p.unknown("the name of a process", proc.NameSpan, causesOf(proc.Name))
		return s
	}
	s.Name, s.Unaddressable = name, !addressable(proc.Name)
	what := "process " + quote(name)
	p.certain(what, &proc.Decl)
	if len(name) > supervisor.MaxName {
		p.report(notSupported, proc.NameSpan, "the name of %s is too long", what)
	}
	if truth, known := eval.Truthy(proc.Group); !known {
		p.unknown("the group of "+what, proc.Head, causesOf(proc.Group))
	} else if truth {
		if s.Group, s.Grouped = nameOf(proc.Group); !s.Grouped {
			p.unknown("the group of "+what, proc.Head, causesOf(proc.Group))
		}
	}
	r := &reader{planner: p, what: what, span: proc.Head, attr: proc.Attr, last: proc.Last}
	r.flaw = func(name string) {
		if s.Flaw = supervisor.FlawStart; strings.HasSuffix(name, "_grace_time") {
			s.Flaw = supervisor.FlawGrace
		}
	}
	r.commands(s)
	r.identity(s)
	r.times(s)
	s.OwnPidFile = proc.Last("pid_file") == nil
	p.checks(r, s, proc)
	if proc.MonitorChildren {
		s.Children = p.children(proc)
	}
	return s
}

// children reads a monitor_children block.
func (p *planner) children(proc *pill.Process) *supervisor.Spec {
	s := &supervisor.Spec{Name: "<child>"}
	if proc.ChildError != nil && p.original {
		s.Flaw = supervisor.FlawChild
		return s
	}
	if e := proc.ChildError; e != nil {
		p.report("load", e.Span, "%s", strings.ReplaceAll(strings.TrimPrefix(e.Message, "Config Error: "), "\n", ": "))
		return s
	}
	c := proc.Child
	if c == nil {
		return s
	}
	r := &reader{planner: p, what: "the children of process", span: c.Head, attr: c.Attr, last: c.Last}
	s.Stop = r.command("stop_command")
	r.times(s)
	p.checks(r, s, c)
	return s
}

// nameOf is the text of a name, which may be a String, a Symbol or an Integer.
func nameOf(v eval.Value) (string, bool) {
	if v == nil || eval.Deep(v) != nil {
		return "", false
	}
	return textOf(v), true
}

func causesOf(v eval.Value) []eval.Cause {
	if v == nil {
		return nil
	}
	if u := eval.Deep(v); u != nil {
		return u.Causes
	}
	return nil
}

// textOf is to_s.
func textOf(v eval.Value) (text string) {
	in := eval.New(eval.Env{})
	if fault := in.Guard(func() { text = in.ToS(v) }); fault != nil {
		return ""
	}
	return text
}

func isFalse(v eval.Value) bool {
	truth, known := eval.Truthy(v)
	return known && !truth
}

func quote(s string) string { return fmt.Sprintf("%q", s) }
