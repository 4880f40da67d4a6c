// Package template reads templates of pills: ERB or Jinja2 whose output is Ruby.
//
// Nothing is filled in. A template becomes Ruby of the same length, so that
// every place in the one is the same place in the other, with a stand-in for
// each tag: a number or a name for what <%= … %> yields, and if, while and end
// for tags that choose and repeat. What stands in is a syntax.Hole in the tree,
// whose value nobody knows.
//
// Those who render pills do it in three ways, which differ little: Chef with
// Erubis, which knows <%== and takes away the newline after a line of code;
// Puppet and Capistrano with ERB and trim mode "-"; foreman with ERB and the same, or
// none. None of them has lines that begin with %, so those are text, unless no
// Ruby comes of that: then they are what they are in ERB's trim mode "%".
//
// Ansible renders with Jinja2. Its tags become the same as those of ERB, so nothing but
// jinja.go, and what looks at the code within tags, needs to know of it.
//
// The way there: scan.go finds the tags (jinja.go those of Jinja2), code.go and nest.go read what is
// within them, render.go writes what the template may put out, fill.go chooses
// stand-ins that Ruby accepts, or tells that there are none, place.go tells
// whether a tag stands among statements, in a string or in a literal, and
// stand.go puts it all together. Whatever does not fit is left to others: the
// file is Unread, and nothing is said of it.
package template

import (
	"slices"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// Parse returns the tree of a template. Like syntax.Parse it never fails.
//
// An error of the file is certain: the template cannot be rendered, or nothing
// that it renders is valid Ruby. What is only likely to come out wrong is a
// doubt.
func Parse(src *source.File) *syntax.File {
	if IsJinja(src.Path) {
		return parseJinja(src)
	}
	f := look(src, erb, nil).File
	if len(f.Errors)+len(f.Unread) > 0 && percentLine.MatchString(src.Text) {
		if withLines := look(src, erbLines, nil).File; len(withLines.Errors)+len(withLines.Unread) == 0 {
			return withLines
		}
	}
	return f
}

// look reads a template, or one that may be a copy, in which some tags stand in for what Ruby
// refuses.
func look(src *source.File, d dialect, refused []syntax.Hole) (l syntax.Look) {
	t, fatal := d.tags(src)
	f := &syntax.File{Source: src, Data: -1, Body: &syntax.Seq{}, Template: true}
	defer func() { l.File = f }()
	fail := func(at syntax.Pos, message string) {
		f.Errors = []syntax.Error{{Pos: at, Line: src.Line(int(at.Start)), Message: message}}
		l.At = t.soundUpTo(int(at.Start))
	}
	f.Tags = t.places()
	if fatal == nil && !t.jinja {
		f.Own, fatal = t.ownErrors(src)
		f.Tags = t.places()
	}
	if fatal != nil {
		f.Own = nil
		fail(fatal.Pos, fatal.Message)
		return l
	}
	if !t.jinja {
		f.Own = append(f.Own, t.noted(src)...)
		slices.SortStableFunc(f.Own, func(a, b syntax.Error) int { return int(a.Start - b.Start) })
	}
	s, v := t.stand(src)
	l.Text, l.Err, l.Others, l.Arms = v.text, v.wrong, v.others, v.arms
	f.Doubts = v.doubts
	if !t.jinja {
		unlike, unnamed := t.bare(src)
		f.Doubts = slices.Concat(v.doubts, unlike, t.leftBehind(src), t.misspelt(src), t.commented(src))
		f.Slips = append(t.assigned(src), unnamed...)
	}
	switch {
	case v.err != nil:
		message := v.err.Message
		if name := t.untagged(v.err); name != "" {
			message += "; `" + name + "` stands outside of `<%= … %>`, so nothing is filled in for it"
		}
		fail(pos(v.err.Start, v.err.End), message)
	case s == nil:
		f.Unread = []syntax.Pos{v.unread}
	default:
		s.Tags, s.Remarks = f.Tags, t.remarks()
		for i, h := range s.Holes {
			if slices.ContainsFunc(refused, func(r syntax.Hole) bool { return h.Start < r.End && r.Start < h.End }) {
				s.Holes[i].Code = syntax.Refused
			}
		}
		written := syntax.ParseTemplate(src, *s)
		if !t.jinja {
			f.Doubts = append(f.Doubts, t.ofPill(written)...)
		}
		written.Template, written.Own, written.Doubts, written.Slips = true, f.Own, f.Doubts, f.Slips
		f = written
	}
	return l
}

func pos(start, end int) syntax.Pos { return syntax.Pos{Start: int32(start), End: int32(end)} }
