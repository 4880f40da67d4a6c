package rules

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A Pass is one rule at work on one document.
type Pass struct {
	*checking
	rule     *Rule
	severity diag.Severity // that the rule is made
	found    []*Finding
	done     bool
}

// lookedUp is what several rules need of a document, worked out by the first
// that does.
type lookedUp struct {
	census      once[census]
	commands    once[[]*commandText]
	choices     once[[]*commandText]                 // see Pass.writtenCommands
	starts      once[map[*pill.Process]*commandText] // see Pass.startOf
	checks      once[[]liveCheck]
	classes     once[map[string]bool]        // the last words of the names of classes that the pill opens
	foregrounds once[map[*pill.Process]bool] // see Pass.foregrounds
	twice       once[map[*pill.Process]bool] // see Pass.daemonizedTwice
	loader      once[source.Span]            // see Pass.loader
	gemfile     once[bool]                   // see Pass.namesGemfile
	pidWord     once[bool]                   // whether the pill mentions pidVariable

	ignores ignores // for the rules about comments, which run last
}

// A once is something that is worked out by the first who needs it; others wait
// for it.
type once[T any] struct {
	sync.Once
	what T
}

func (o *once[T]) get(make func() T) T {
	o.Do(func() { o.what = make() })
	return o.what
}

// Option returns the words of an option of the rule: the configuration's, or
// else its own.
func (p *Pass) Option(name string) []string {
	if p.Configuration != nil {
		if words, ok := p.Configuration.Rules[p.rule.Name].Options[name]; ok {
			return words
		}
	}
	for _, o := range p.rule.Options {
		if o.Name == name {
			return o.Preset
		}
	}
	return nil
}

// A Finding is a diagnostic that is being put together.
type Finding struct {
	d            diag.Diagnostic
	format       string    // what the message was made from; see joinTurns
	mistake      string    // what is wrong, whatever is advised; see joinTurns
	meant, lacks []missing // see consequences.go, which also counts what it tells
	told         int
	inTag        bool // its fixes are of a template's tag
}

// Report reports a finding of the rule at a place. More can be said of it:
//
//	p.Report(span, "pid file %q …", path).Related(first, "first used here").Done()
func (p *Pass) Report(span source.Span, format string, args ...any) {
	p.Finding(span, format, args...).Done(p)
}

// Finding begins a finding of the rule at a place; Done reports it.
func (p *Pass) Finding(span source.Span, format string, args ...any) *Finding {
	return p.rule.finding(span, format, args...)
}

func (r *Rule) finding(span source.Span, format string, args ...any) *Finding {
	return &Finding{format: format, d: diag.Diagnostic{
		Rule: r.Name, Severity: r.Severity, Consequence: r.Consequence,
		Span: span, Message: fmt.Sprintf(format, args...),
	}}
}

// Related adds a place that explains the finding. A place that is the
// finding's own, or none, is left out.
func (f *Finding) Related(span source.Span, format string, args ...any) *Finding {
	if !span.IsZero() && span != f.d.Span {
		f.d.Related = append(f.d.Related, diag.Related{Span: span, Message: fmt.Sprintf(format, args...)})
	}
	return f
}

// Fix adds a way to put it right; the first is the best. One without edits, or
// with an edit of another file than the finding's, is left out.
func (f *Finding) Fix(fix diag.Fix) *Finding {
	elsewhere := func(e source.Edit) bool { return e.Span.File != f.d.Span.File }
	if len(fix.Edits) > 0 && !slices.ContainsFunc(fix.Edits, elsewhere) {
		f.d.Fixes = append(f.d.Fixes, fix)
	}
	return f
}

// Severity changes how bad this one finding is.
func (f *Finding) Severity(s diag.Severity) *Finding {
	f.d.Severity = s
	return f
}

// Consequence changes what this one finding leads to.
func (f *Finding) Consequence(c diag.Consequence) *Finding {
	f.d.Consequence = c
	return f
}

// Mistake names what is wrong for all findings of the rule that say the same of a
// place, and only advise something else.
func (f *Finding) Mistake(what string) *Finding {
	f.mistake = what
	return f
}

// Because adds where the values that it hangs on come from, if it hangs on
// any.
func (f *Finding) Because(causes []eval.Cause) *Finding {
	for _, c := range causes {
		f.Related(c.Span, "depends on %s", DescribeCause(c))
	}
	return f
}

// Done reports the finding to the pass that made it.
func (f *Finding) Done(p reporter) { p.add(f) }

// A reporter is a pass: one over a document, or over all files of a run.
type reporter interface{ add(*Finding) }

// add reports a finding. A fix that would lose a comment is not safe.
func (p *Pass) add(f *Finding) {
	for i, fix := range f.d.Fixes {
		f.d.Fixes[i].Safe = fix.Safe && !p.losesComment(fix)
	}
	f.d.Severity = severityOf(f.d.Severity, p.rule.Severity, p.severity)
	if !f.inTag {
		f.d = unwrapped(p.Syntax, intact(p.Syntax, f.d))
	}
	p.found = append(p.found, f)
}

// losesComment reports whether a fix takes out a comment of the pill.
func (p *Pass) losesComment(fix diag.Fix) bool {
	return slices.ContainsFunc(fix.Edits, func(e source.Edit) bool {
		return e.Span.File == p.Source && slices.ContainsFunc(p.Syntax.Comments, func(c syntax.Comment) bool {
			return e.Span.Contains(p.Syntax.Span(c)) && !strings.Contains(e.New, c.Text)
		})
	})
}

// DescribeCause says why something is not known.
func DescribeCause(c eval.Cause) string {
	switch c.Reason {
	case eval.Environment:
		return "the environment variable " + c.Name
	case eval.Template:
		if c.Name == syntax.Refused {
			return c.Name
		}
		return "what the template fills in: " + c.Name
	case eval.Required:
		return "code that pilllint does not read: " + c.Name
	case eval.Unsupported:
		return "Ruby that pilllint does not follow: " + c.Name
	}
	return "something outside the pill: " + c.Name
}

// Processes calls yield with every process that the pill declares.
func (p *Pass) Processes(yield func(*pill.Process) bool) { p.Config.Processes(yield) }

// Trees calls yield with every process and every child block of a process.
func (p *Pass) Trees(yield func(*pill.Process) bool) {
	for proc := range p.Config.Processes {
		if !yield(proc) || proc.Child != nil && !yield(proc.Child) {
			return
		}
	}
}

// remove returns the edit that takes out a statement: its whole line or lines,
// if nothing else stands on them, or all but a comment that follows.
func remove(span source.Span) source.Edit {
	full := span.File.FullLines(span)
	before := span.File.Text[full.Start:span.Start]
	after := span.File.Text[span.End:full.End]
	if blank(before) && blank(after) {
		return source.Edit{Span: full}
	}
	if comment := strings.TrimLeft(after, " \t"); blank(before) && strings.HasPrefix(comment, "#") {
		return source.Edit{Span: span.File.Span(span.Start, full.End-len(comment))}
	}
	return source.Edit{Span: span}
}

func blank(s string) bool {
	for _, c := range []byte(s) {
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}
