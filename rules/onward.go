package rules

// This file tells what is wrong with a pill beyond its first syntax error.

import (
	"slices"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
)

// onward returns what rules find in the copy of a document in which the syntax is put
// right, as far as it was not touched. All of it counts only once the file loads, so none
// is an error. Nobody can say whether a fix of it is right.
func onward(doc *parser.Document, o Options) (found []*Finding) {
	if doc.Onward == nil {
		return nil
	}
	first := doc.Syntax.Errors[0]
	at := doc.Source.Span(int(first.Start), int(first.End))
	list := standing(doc.Onward, o)
	if doc.Onward.Other != nil {
		others := standing(doc.Onward.Other, o)
		list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
			return !slices.ContainsFunc(others, func(other diag.Diagnostic) bool {
				return d.Rule == other.Rule && d.Span == other.Span && d.Message == other.Message
			})
		})
	}
	for _, d := range list {
		d.Severity, d.Fixes = max(d.Severity, diag.Warning), nil
		d.Related = append(slices.Clip(d.Related), diag.Related{Span: at, Message: "which counts once this is valid Ruby"})
		found = append(found, &Finding{d: d})
	}
	return found
}

// standing returns what rules find in a copy, as it stands in the document itself.
func standing(on *parser.Onward, o Options) (list []diag.Diagnostic) {
	if on.Document == nil {
		return nil
	}
	for _, d := range Check(on.Document, o) {
		if rule, ok := Find(d.Rule); ok && (aboutIgnores(rule) || !holdsAnyway(on, rule, d)) || !toOriginal(on, &d) {
			continue
		}
		list = append(list, d)
	}
	return list
}

// holdsAnyway reports whether a finding holds whatever the lines say that are not in the copy:
// that nothing reads, sets or defines what it is about is open if they mention it.
func holdsAnyway(on *parser.Onward, r *Rule, d diag.Diagnostic) bool {
	switch r {
	case undefinedName, codeWithoutEffect, localInsteadOfAttribute, lostInstanceVariable, unsetAttribute:
		return !slices.ContainsFunc(nameWord.FindAllString(d.Span.Text(), -1), on.Mentions)
	}
	// What is worth a look may be so for what is not known of a process.
	return d.Severity <= diag.Warning || !slices.ContainsFunc(slices.Collect(on.Document.Config.Processes), func(proc *pill.Process) bool {
		return proc.Span.Contains(d.Span) && on.Lacks(proc.Span)
	})
}

var nameWord = lazyregexp.New(`[A-Za-z_]\w*`)

// toOriginal gives a finding in the copy of a document its places in the document
// itself; false if it is about what differs there.
func toOriginal(on *parser.Onward, d *diag.Diagnostic) bool {
	place := func(s *source.Span) (ok bool) {
		if s.File != on.Document.Source {
			return true
		}
		*s, ok = on.Original(*s)
		return ok
	}
	if !place(&d.Span) {
		return false
	}
	d.Related = slices.Clone(d.Related)
	for i := range d.Related {
		if !place(&d.Related[i].Span) {
			return false
		}
	}
	return true
}
