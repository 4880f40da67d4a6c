package syntax

// This file reads on after the first error of a template, in copies of the template: what
// Ruby refuses is a tag there.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax/accept"
)

// A Looker reads a copy of a template, in which some tags stand in for what Ruby refuses.
type Looker func(src *source.File, refused []Hole) Look

// A Look is what there is to say of a template.
type Look struct {
	File *File // its tree, or its errors
	// Text is what comes out if each block of it is written once, as long as it is, and
	// Err what is wrong with that.
	Text string
	Err  *accept.Error
	// Others returns what else may come out, in which other arms are taken.
	Others func() []string
	Arms   []Pos // what stands between the tags of its blocks
	At     int   // where nothing is wrong yet
}

// A reading is a Look at the copy as it is now.
type reading struct {
	Look
	told *Error // what is wrong for certain
}

// readTemplate is read for a template.
func (o *Onward) readTemplate(written string, holes []Hole) (v accept.Verdict) {
	o.template = &reading{Look: o.look(source.NewFile(o.src.Path, written), holes)}
	f := o.template.File
	switch {
	case len(f.Errors) > 0 && o.template.Err != nil:
		e := *o.template.Err
		e.Message = f.Errors[0].Message
		o.template.told = &f.Errors[0]
		v.Err = &e
	case len(f.Errors) > 0:
		v.Err = &accept.Error{Start: int(f.Errors[0].Start), End: int(f.Errors[0].End), Message: f.Errors[0].Message}
		o.template.Text = ""
	case len(f.Unread) > 0:
		v.Err = &accept.Error{}
		o.template.Text = ""
	}
	return v
}

// readOnTemplate takes the copy if nothing is wrong with it, or what stands before the
// first error.
func (o *Onward) readOnTemplate() {
	failed := &accept.Error{}
	if !o.swallows() {
		_, failed = o.repair()
	}
	if failed == nil && (!o.indents || o.stands()) {
		if o.File = o.taken(); even(o.rendered(o.template.Text), true) {
			return
		}
	}
	o.File = nil
	o.changes = nil
	if o.indents || failed == nil {
		o.Errors, o.indents = nil, false
	}
	if e := o.read().Err; e == nil || e.Excess {
		return
	}
	if o.keepBeforeIn(o.template.At) && o.read().Err == nil {
		o.File = o.taken()
	}
}

// taken is the tree of the copy. What is said of its tags is said of the template itself.
func (o *Onward) taken() *File {
	f := o.template.File
	f.Own, f.Slips, f.Unnamed = nil, nil, nil
	return f
}

// stands reports whether the indentation of the copy shows where its blocks end, whatever is
// written of it.
func (o *Onward) stands() bool {
	return !slices.ContainsFunc(append([]string{o.template.Text}, o.template.Others()...), func(text string) bool {
		return accept.Read(text).Uneven || !even(o.rendered(text), false)
	})
}

// rendered is the tree of what comes out of the copy.
func (o *Onward) rendered(text string) *File {
	_, _, holes := o.texts()
	return ParseTemplate(source.NewFile(o.src.Path, text), Template{Text: text, Holes: holes})
}

// keepBeforeIn is keepBefore for a template.
func (o *Onward) keepBeforeIn(at int) bool {
	text := o.src.Text
	tries := 0
	for start := at; start > 0; {
		start = strings.LastIndexByte(text[:start-1], '\n') + 1
		if start == 0 || !startsStatement(text[start:]) {
			continue
		}
		if tries++; tries > maxTries || !strings.Contains(text[:start], ".application") {
			return false
		}
		before := o.look(source.NewFile(o.src.Path, text[:start]+probe), nil)
		if before.Err != nil || len(before.File.Errors)+len(before.File.Unread) > 0 || accept.Read(before.Text).Uneven {
			continue
		}
		c := change{start: start, end: len(text), hole: true}
		c.text = o.standIn(c)
		o.changes = append(o.changes, c)
		return true
	}
	return false
}

// standIn is the tag that stands in for what Ruby refuses.
func (o *Onward) standIn(c change) string {
	_, rest, more := strings.Cut(o.src.Text[c.start:c.end], "\n")
	if more {
		rest = "\n" + blanked(rest)
	}
	return "<%=0%>" + rest
}

// certain reports whether what is wrong with the copy is, whatever is filled in.
func (o *Onward) certain() bool { return o.look == nil || o.template.told != nil }

// splitsTag reports whether a change begins or ends within a tag, or takes one away that does
// not only write a value.
func (o *Onward) splitsTag(c change) bool {
	inside := func(at int, tag Pos) bool { return int(tag.Start) < at && at < int(tag.End) }
	return slices.ContainsFunc(o.tags, func(tag Pos) bool {
		if inside(c.start, tag) || inside(c.end, tag) {
			return true
		}
		text := o.src.Text[tag.Start:tag.End]
		return c.hole && c.start <= int(tag.Start) && int(tag.End) <= c.end && !strings.HasPrefix(text, "<%=") && !strings.HasPrefix(text, "<%#")
	})
}

// swallows reports whether a tag may lack its end, as another begins in it: then text was
// taken for its code.
func (o *Onward) swallows() bool {
	return slices.ContainsFunc(o.tags, func(tag Pos) bool { return strings.Count(o.src.Text[tag.Start:tag.End], "<%") > 1 })
}

// within moves the place of an end that belongs to what stands at an offset to where the
// block of the template ends in which that is written.
func (r *reading) within(of, at int, text string) (_ int, _ string) {
	var arm Pos
	for _, a := range r.Arms {
		if int(a.Start) <= of && of < int(a.End) && (arm == Pos{} || a.Start >= arm.Start) {
			arm = a
		}
	}
	if (arm == Pos{}) || at <= int(arm.End) {
		return at, text
	}
	start, end := lineAround(r.Text, of)
	return int(arm.End), "\n" + strings.Repeat(" ", width(r.Text[start:end])) + "end\n"
}
