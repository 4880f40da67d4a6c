package rules

// This file sorts what ends a load among the rules that report it: each
// failure belongs to exactly one.

import (
	"slices"
	"strconv"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// loadRule returns the name of the rule that reports a failure.
func loadRule(e *pill.LoadError) string {
	switch {
	case e.Syntax && e.Class == "SyntaxError" && e.Trace == nil:
		return "syntax-error"
	case e.Explicit:
		return "pill-raises"
	case e.Step == pill.StartCommand:
		return "missing-start-command"
	case e.Step == pill.UniqueName && e.Other != nil:
		return "duplicate-process-name"
	case e.Step == pill.UniquePidFile && e.Other != nil:
		return "duplicate-pid-file"
	case e.Step == pill.UniquePidFile:
		return "invalid-pid-file"
	case e.Step == pill.StopSignals:
		return "invalid-stop-signals"
	case e.Step == pill.StopGraceTime:
		return "stop-grace-time"
	case e.Step == pill.RunningBlock:
		return "missing-block"
	case e.Step == pill.MakingCheck && e.Class == "NameError":
		return "unknown-check"
	case e.Step == pill.MakingCheck:
		return "invalid-check-options"
	case e.Class == "NoMethodError" && isProxy(e.Receiver, "Bluepill::AppProxy"):
		return "unknown-app-attribute"
	case e.Class == "NoMethodError" && isProxy(e.Receiver, "Bluepill::ProcessProxy"):
		return "unset-attribute"
	case e.Class == "NameError" || e.Class == "NoMethodError":
		return "undefined-name"
	}
	return "ruby-error"
}

func isProxy(v eval.Value, class string) bool {
	o, ok := v.(*eval.Object)
	return ok && o.Class.Name == class
}

// failures calls yield with the load failures that the rule of the pass has to
// report: the certain one, those behind it, those that hang on conditions, and
// those that are doubtful.
func (p *Pass) failures(yield func(*pill.LoadError) bool) {
	if e := p.Config.Error; e != nil && loadRule(e) == p.rule.Name {
		if !yield(e) {
			return
		}
	}
	for _, e := range p.next {
		if loadRule(e) == p.rule.Name && !yield(e) {
			return
		}
	}
	for _, e := range p.Config.Maybes {
		if loadRule(e) == p.rule.Name && !e.Explicit && !yield(e) {
			return
		}
	}
	if u := p.Config.Unreadable; u != nil && loadRule(u.Error) == p.rule.Name && !p.isKnown(u.Error) && !yield(u.Error) {
		return
	}
	for _, e := range p.doubts {
		if loadRule(e) == p.rule.Name && !yield(e) {
			return
		}
	}
}

// isKnown reports whether the pill may fail in the same way whatever is read.
func (p *Pass) isKnown(e *pill.LoadError) bool {
	return slices.ContainsFunc(p.Config.Maybes, func(other *pill.LoadError) bool { return other.Span == e.Span })
}

// failure begins the finding of a load failure at the line that Ruby names.
// One that hangs on a condition is a warning, and so is one that is met only
// when another is repaired, as Bluepill itself stops at the first, or after all
// applications, which run then.
func (p *Pass) failure(e *pill.LoadError, format string, args ...any) *Finding {
	u := p.Config.Unreadable
	switch {
	case u != nil && u.Error == e:
		format += ", if the file cannot be read"
	case e.Late:
		format += ", but only when the daemon is told to quit"
	}
	f := p.Finding(p.failureSpan(e), format, args...)
	if u != nil && u.Error == e {
		f.Severity(diag.Warning).Related(u.Read, "the file is read here, and a failure is rescued")
	}
	if e.Check != nil && e.Check.NameSpan.File == p.Source && slices.ContainsFunc(p.found, func(other *Finding) bool { return other.format == format && other.d.Span == f.d.Span }) {
		f.d.Span = e.Check.NameSpan // there is one of the kind at the process already
	}
	for i, s := range e.Trace {
		if i > 0 && s != f.d.Span && s.File != nil && len(f.d.Related) < 3 {
			f.Related(s, "called from here")
		}
	}
	if e.Step <= pill.RunningBlock {
		f.Related(e.Span, "raised here")
	}
	if e.Late || len(e.Maybe) > 0 || slices.Contains(p.next, e) {
		f.Severity(diag.Warning).Because(e.Maybe)
	}
	if slices.Contains(p.doubts, e) {
		f.Severity(diag.Info)
	}
	return f
}

// inOneWay is a fix of a failure. It is not safe where the process may load today,
// as the condition comes out otherwise.
func inOneWay(e *pill.LoadError, fix diag.Fix) diag.Fix {
	fix.Safe = fix.Safe && (e.Way == nil || len(e.Maybe) == 0)
	return fix
}

// failureSpan is where a failure is reported: in the pill itself, even if it
// is raised in a file that the pill loads.
func (p *Pass) failureSpan(e *pill.LoadError) source.Span {
	if e.Decl != nil && e.Step > pill.RunningBlock && e.Decl.NameSpan.File == p.Source && e.Decl.NameSpan.Line() == e.Line {
		return e.Decl.NameSpan
	}
	for _, s := range e.Trace {
		if s.File == p.Source {
			return s
		}
	}
	return e.Span
}

// processName is how messages name a process: quoted, or by its place.
func processName(proc *pill.Process) string {
	if proc == nil {
		return "the process"
	}
	if name, ok := proc.NameText(); ok {
		return "process " + strconv.Quote(name)
	}
	return "this process"
}

// exampleGood is what most rules' examples look like when put right.
const exampleGood = `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`
