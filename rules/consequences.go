package rules

// This file keeps one mistake at one finding. What is set under a wrong name is
// missing under the right one, and a rule that finds it missing says nothing
// new: process.deamonize = true is one mistake, and not a foreground program, a
// log that is ignored and a pid file that nobody writes. A finding says what was
// meant by the word that it is about (Meant), or what has to be missing for it to
// hold (Lacks), and the second kind gives way to the first.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// A missing is an attribute of a process, or an option of a check.
type missing struct {
	of   source.Span // the name of the process or check, where it is declared
	name string
}

// Meant tells that the finding is about something that was meant to set these.
func (f *Finding) Meant(of source.Span, names ...string) *Finding {
	f.meant = appendMissing(f.meant, of, names)
	return f
}

// MeantFor tells that an attribute was meant to be set for some processes.
func (f *Finding) MeantFor(procs []*pill.Process, name string) *Finding {
	for _, proc := range procs {
		f.Meant(proc.NameSpan, name)
	}
	return f
}

// Lacks tells that there would be no such finding if one of these were set.
func (f *Finding) Lacks(of source.Span, names ...string) *Finding {
	f.lacks = appendMissing(f.lacks, of, names)
	return f.Missing()
}

// Missing tells that there would be no such finding if something were written that
// is not. While somebody writes, it may be on its way.
func (f *Finding) Missing() *Finding {
	f.d.Missing = true
	return f
}

func appendMissing(list []missing, of source.Span, names []string) []missing {
	for _, name := range names {
		list = append(list, missing{of, name})
	}
	return list
}

// joinConsequences leaves out the findings that follow from others, which tell
// of them and become as bad as the worst. What certainly ends the load stays,
// as Bluepill names the line that it is on, and tells where it comes from.
func joinConsequences(found []*Finding) []*Finding {
	causes := map[missing]*Finding{}
	for _, f := range found {
		for _, m := range f.meant {
			if causes[m] == nil {
				causes[m] = f
			}
		}
	}
	if len(causes) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(f *Finding) bool {
		for _, m := range f.lacks {
			if cause := causes[m]; cause != nil && cause != f {
				return f.joins(cause)
			}
		}
		return false
	})
}

// joins reports whether a finding has become a part of the one that it follows
// from.
func (f *Finding) joins(cause *Finding) bool {
	fixes := asSafeAs(cause.d.Fixes, f.d.Fixes)
	if f.d.Consequence == diag.Load && f.d.Severity == diag.Error {
		f.Related(cause.d.Span, "%s", cause.d.Message)
		if len(fixes) > 0 {
			f.d.Fixes = fixes // and not what is made up for what was not found
		}
		return false
	}
	if also := (diag.Related{Span: f.d.Span, Message: f.d.Message}); cause.told < 3 && !slices.Contains(cause.d.Related, also) {
		cause.told++
		cause.Related(also.Span, "%s", also.Message)
	}
	cause.d.Fixes = fixes
	cause.d.Severity = min(cause.d.Severity, f.d.Severity)
	order := diag.Consequences()
	if slices.Index(order, f.d.Consequence) < slices.Index(order, cause.d.Consequence) {
		cause.d.Consequence = f.d.Consequence
	}
	return true
}

// asSafeAs returns fixes, each of which is safe if it is among others and safe
// there.
func asSafeAs(fixes, others []diag.Fix) []diag.Fix {
	fixes = slices.Clone(fixes)
	for i, fix := range fixes {
		same := func(other diag.Fix) bool { return other.Safe && slices.Equal(other.Edits, fix.Edits) }
		fixes[i].Safe = fix.Safe || slices.ContainsFunc(others, same)
	}
	return fixes
}
