package syntax

// This file reads on after the first error of a text that Ruby refuses.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax/accept"
	"github.com/pilllint/pilllint/parser/syntax/ast"
)

const (
	maxOnward = 256 << 10 // the largest text that is read on in, in bytes
	maxErrors = 10        // how many errors of a text are told
	maxTries  = 20        // before how many statements a text is cut off
)

// Refused is the Code of a Hole that stands for lines that Ruby refuses.
const Refused = "lines that are not valid Ruby"

// An Onward is what a text that Ruby refuses says beyond its first error. It is told
// by a copy in which what is wrong is put right where that is evident, and else is a
// Hole, which may be any code.
type Onward struct {
	Errors []Error // further errors, which stay however the ones before are put right
	File   *File   // the tree of the copy, or of its beginning; nil if there is none that can be judged

	// Other is the same for the other side of conflicts of a merge; nil if there are none.
	// What holds whichever side is taken is in both.
	Other *Onward

	src       *source.File
	template  *reading // of the copy, if it is a template
	look      Looker
	tags      []Pos
	changes   []change // in order
	indents   bool     // some of them go by indentation
	conflicts bool     // some of them take a side
	theirs    bool     // which one
}

// A change is where the copy differs from the text.
type change struct {
	start, end int
	text       string // what stands there
	hole       bool   // or a hole does, as long as the text, but in a template
}

// ReadOn reads on after the first error of a file; nil if it has none. Look reads a copy
// of a template.
func ReadOn(f *File, look Looker) *Onward {
	if len(f.Errors) == 0 || len(f.Source.Text) > maxOnward {
		return nil
	}
	o := &Onward{src: f.Source}
	if f.Template {
		o.look, o.tags = look, f.Tags
	}
	o.readOn()
	if o.conflicts {
		o.Other = &Onward{src: o.src, look: o.look, tags: o.tags, theirs: true}
		o.Other.readOn()
		o.Errors = slices.DeleteFunc(o.Errors, func(e Error) bool {
			return !slices.ContainsFunc(o.Other.Errors, func(other Error) bool { return e.Pos == other.Pos })
		})
	}
	return o
}

func (o *Onward) readOn() {
	if o.look != nil {
		o.readOnTemplate()
		return
	}
	v, failed := o.repair()
	switch {
	case failed == nil && !o.indents:
		if o.File = o.parse(); o.File != nil && !even(o.File, true) {
			o.File = nil
		}
		return
	case failed == nil && !v.Uneven:
		if o.File = o.parse(); o.File == nil || even(o.File, false) {
			return
		}
		o.File = nil
		o.Errors, o.changes, o.indents = nil, nil, false
		failed = o.read().Err
	case o.indents:
		// Whether these were put right where they are wrong is open, and so is what follows.
		o.Errors, o.changes, o.indents = nil, nil, false
		failed = o.read().Err
	}
	if failed != nil && !failed.Excess && o.keepBefore(failed.Start) {
		o.File = o.parse()
	}
}

// repair puts one error after the other right. It returns what becomes of the copy,
// and the error that it does not get by, nil if there is none.
func (o *Onward) repair() (v accept.Verdict, failed *accept.Error) {
	for n := 0; ; n++ {
		v = o.read()
		if v.Err == nil {
			return v, nil
		}
		c, local, ok := o.side(v.Err)
		if !ok {
			c, local, ok = o.remedy(v.Err)
		}
		if !ok || n >= maxErrors || n > 0 && !o.certain() || o.splitsTag(c) {
			return v, v.Err
		}
		if n > 0 && !(local && o.adjoins(c)) {
			at, untouched := o.place(v.Err.Start, v.Err.End)
			if !untouched {
				return v, v.Err
			}
			o.Errors = append(o.Errors, Error{Pos: at, Line: o.src.Line(int(at.Start)), Message: v.Err.Message})
		}
		if c.hole && o.look != nil {
			c.text = o.standIn(c)
		}
		o.indents = o.indents || !local
		o.changes = append(o.changes, c)
		slices.SortFunc(o.changes, func(a, b change) int { return a.start - b.start })
	}
}

// remedy returns what puts an error of the copy right; local tells that no other
// line has a part in it.
func (o *Onward) remedy(e *accept.Error) (c change, local, ok bool) {
	text, ruby, _ := o.texts()
	if o.look != nil {
		text, ruby = o.template.Text, o.template.Text
	}
	if text == "" {
		return c, false, false
	}
	at := e.Before
	switch {
	case e.Lacks == "end":
		if from, to, found := cutHead(text, e.Start); found {
			if !foreign(text[from:to]) {
				return c, false, false
			}
			p, untouched := o.place(from, to)
			return change{start: int(p.Start), end: int(p.End), hole: true}, false, untouched
		}
		if !hasBody(text, e.Start) {
			return c, false, false
		}
		if at = outdented(text, e.Start); at == len(text) {
			c.text = "\nend"
		} else {
			if _, end := lineAround(text, at); foreign(text[at:end]) {
				return c, false, false // its indentation tells nothing
			}
			c.text = "end; "
		}
		if o.look != nil {
			at, c.text = o.template.within(e.Start, at, c.text)
		}
	case e.Lacks == "do":
		c.text = "do "
	case e.Lacks == ")":
		c.text = ")"
	case e.Excess && !follows(text, e.Start):
		return c, false, false // what it ends may be what is missing
	case e.Excess:
		c.text = strings.Repeat(" ", e.End-e.Start)
		p, untouched := o.place(e.Start, e.End)
		c.start, c.end = int(p.Start), int(p.End)
		return c, false, untouched
	case repeats(text, e.Start):
		_, end := lineAround(text, e.Start)
		c.text = strings.Repeat(" ", end-e.Start)
		p, untouched := o.place(e.Start, end)
		c.start, c.end = int(p.Start), int(p.End)
		return c, false, untouched
	case e.Trailing:
		p, untouched := o.place(e.Start, e.End)
		return change{start: int(p.Start), end: int(p.End), text: " "}, true, untouched
	default:
		from, to, found := cut(ruby, e.Start)
		if !found {
			return c, true, false
		}
		p, untouched := o.place(from, to)
		return change{start: int(p.Start), end: int(p.End), hole: true}, true, untouched
	}
	p, untouched := o.place(at, at)
	c.start, c.end = int(p.Start), int(p.Start)
	return c, false, untouched
}

// foreign reports whether a line can only be one of another language: a condition that
// is followed by words.
func foreign(line string) bool {
	word, rest, _ := strings.Cut(line, " ")
	return (word == "if" || word == "unless") && len(strings.Fields(rest)) > 2 && accept.Read(rest).Err != nil
}

// even reports whether the statements of each block stand under each other, deeper than
// its head, and no string has several lines, which may be one that lacks its quote; or
// only the statements of each block that has a Hole among them.
func even(f *File, holes bool) bool {
	even := true
	Walk(f.Body, func(n Node) bool {
		list, ok := n.(*Seq)
		if holes && !(ok && slices.ContainsFunc(list.List, isHole)) {
			return even
		}
		switch n := n.(type) {
		case *Str:
			even = even && (n.Heredoc.End > 0 || !strings.Contains(f.Span(n).Text(), "\n"))
			return even
		case *DStr:
			even = even && (n.Heredoc.End > 0 || !strings.Contains(f.Span(n).Text(), "\n"))
			return even
		}
		if !ok {
			return even
		}
		indent := -1
		for _, s := range list.List {
			at := int(s.Range().Start)
			start, _ := lineAround(f.Source.Text, at)
			if strings.TrimLeft(f.Source.Text[start:at], " \t") != "" {
				continue
			}
			if indent < 0 {
				indent = at - start
			}
			even = even && indent == at-start
		}
		return even
	})
	return even
}

func isHole(n Node) bool { _, ok := n.(*Hole); return ok }

// adjoins reports whether a change stands right after another, with which it may be
// one mistake, such as a string of two lines. A line
// that sets something, of which only the value is changed, begins a statement.
func (o *Onward) adjoins(c change) bool {
	return slices.ContainsFunc(o.changes, func(d change) bool {
		return d.hole && d.end <= c.start && strings.TrimSpace(o.src.Text[d.end:c.start]) == ""
	})
}

// keepBefore leaves nothing but what stands before the statement on the top level
// in which an offset of the copy lies, if that is complete.
func (o *Onward) keepBefore(at int) bool {
	_, text, _ := o.texts()
	tries := 0
	for start := strings.LastIndexByte(text[:at], '\n') + 1; start > 0; start = strings.LastIndexByte(text[:start-1], '\n') + 1 {
		if !startsStatement(text[start:]) {
			continue
		}
		if tries++; tries > maxTries {
			return false
		}
		v := accept.Read(text[:start] + probe)
		if v.Err != nil || v.Uneven || !strings.Contains(text[:start], ".application") {
			continue
		}
		p, untouched := o.place(start, start)
		if !untouched {
			return false
		}
		o.changes = slices.DeleteFunc(o.changes, func(c change) bool { return c.start >= int(p.Start) })
		o.changes = append(o.changes, change{start: int(p.Start), end: len(o.src.Text), hole: true})
		return true
	}
	return false
}

// startsStatement reports whether a text may begin with a statement on the top level.
func startsStatement(text string) bool {
	return text != "" && (isIdentByte(text[0]) || text[0] == '@' || text[0] == '$') && !startsOn.MatchString(text) && !closesOrTurns.MatchString(text)
}

// texts returns the copy: as it is written, and as Ruby reads it, with something that
// stands in for each hole.
func (o *Onward) texts() (written, ruby string, holes []Hole) {
	var w, r strings.Builder
	at := 0
	for _, c := range o.changes {
		w.WriteString(o.src.Text[at:c.start])
		r.WriteString(o.src.Text[at:c.start])
		at = c.end
		if !c.hole || c.text != "" {
			if c.hole {
				holes = append(holes, Hole{Pos: Pos{Start: int32(w.Len()), End: int32(w.Len() + len(c.text))}, Code: Refused})
			}
			w.WriteString(c.text)
			r.WriteString(c.text)
			continue
		}
		w.WriteString(o.src.Text[c.start:c.end])
		first, rest, _ := strings.Cut(o.src.Text[c.start:c.end], "\n")
		from := int32(r.Len())
		r.WriteString(strings.Repeat("0", len(first)))
		holes = append(holes, Hole{Pos: Pos{Start: from, End: int32(r.Len())}, Code: Refused})
		if len(first) < c.end-c.start {
			r.WriteByte('\n')
			r.WriteString(blanked(rest))
		}
	}
	w.WriteString(o.src.Text[at:])
	r.WriteString(o.src.Text[at:])
	return w.String(), r.String(), holes
}

// blanked returns white space as long as a text, on as many lines.
func blanked(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}

func (o *Onward) read() accept.Verdict {
	written, ruby, holes := o.texts()
	if o.look != nil {
		return o.readTemplate(written, holes)
	}
	v, _ := accept.ReadTemplate(ruby, holes)
	return v
}

// parse returns the tree of the copy; nil if holes got lost in it.
func (o *Onward) parse() *File {
	written, ruby, holes := o.texts()
	f := ParseTemplate(source.NewFile(o.src.Path, written), Template{Text: ruby, Holes: holes})
	if len(f.Errors)+len(f.Unread) > 0 {
		return nil
	}
	return f
}

// Original returns the place in the text of one in the copy; ok is false if it
// touches what is not as it stands there.
func (o *Onward) Original(s source.Span) (_ source.Span, ok bool) {
	p, ok := o.place(s.Start, s.End)
	return o.src.Span(int(p.Start), int(p.End)), ok
}

// Mentions reports whether lines of the text that the copy lacks have a word in them.
func (o *Onward) Mentions(word string) bool {
	return slices.ContainsFunc(o.changes, func(c change) bool {
		return c.hole && strings.Contains(o.src.Text[c.start:c.end], word)
	})
}

// Lacks reports whether a part of a place in the copy is not known.
func (o *Onward) Lacks(s source.Span) bool {
	_, _, holes := o.texts()
	return slices.ContainsFunc(holes, func(h Hole) bool { return s.Start < int(h.End) && int(h.Start) < s.End })
}

func (o *Onward) place(start, end int) (p ast.Pos, untouched bool) {
	more := 0 // how much longer the copy is up to here
	for _, c := range o.changes {
		from, to := c.start+more, c.end+more
		if !c.hole || c.text != "" {
			to = from + len(c.text)
		}
		if from > end || from == end && start < end {
			break
		}
		if start < to {
			return p, false
		}
		more += to - from - (c.end - c.start)
	}
	return Pos{Start: int32(start - more), End: int32(end - more)}, true
}
