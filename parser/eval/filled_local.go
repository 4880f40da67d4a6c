package eval

// This file finds what the code of a template sets its own variables to, for those who
// read what is filled in: <% puma = "bundle exec puma" %> … "<%= puma %> -C puma.rb".

import (
	"strings"

	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A tagLocal is a variable that the code of a template sets.
type tagLocal struct {
	times int          // how often it may be set, or be the name of something else
	value syntax.Node  // to what, if that is all of a statement
	at    int32        // where
	arms  []syntax.Pos // the parts of the template that are written conditionally or again and again, around it
}

// tagLocal returns the expression that the variable certainly has for its value which a
// tag writes; nil if that is not known: one that is set once, before, and wherever the tag is
// reached.
func (in *Interp) tagLocal(file *syntax.File, name string, at int32) syntax.Node {
	locals, read := in.tagLocals[file]
	if !read {
		locals = readTagLocals(file)
		if in.tagLocals == nil {
			in.tagLocals = map[*syntax.File]map[string]*tagLocal{}
		}
		in.tagLocals[file] = locals
	}
	local := locals[name]
	if local == nil || local.times != 1 || local.value == nil || local.at > at {
		return nil
	}
	for _, arm := range local.arms {
		if at < arm.Start || arm.End <= at {
			return nil
		}
	}
	return local.value
}

func readTagLocals(file *syntax.File) map[string]*tagLocal {
	locals := map[string]*tagLocal{}
	local := func(name string) *tagLocal {
		if locals[name] == nil {
			locals[name] = &tagLocal{}
		}
		return locals[name]
	}
	arms := armsOf(file)
	for _, tag := range file.Tags {
		code, is := codeOfTag(file.Source.Text[tag.Start:tag.End])
		if !is {
			continue
		}
		for _, m := range mayBeSet.FindAllStringSubmatch(code, -1) {
			for _, name := range localName.FindAllString(m[1]+" "+m[2], -1) {
				local(name).times++
			}
		}
		tree := syntax.Parse(source.NewFile("", code))
		if len(tree.Errors) > 0 || tree.Body == nil {
			continue
		}
		for _, n := range tree.Body.List {
			name, value, times := settledBy(n)
			if value == nil {
				continue
			}
			l := local(name)
			l.times -= times - 1
			l.value, l.at = value, tag.Start
			for _, arm := range arms {
				if arm.Start <= tag.Start && tag.Start < arm.End {
					l.arms = append(l.arms, arm)
				}
			}
		}
	}
	return locals
}

// settledBy returns the variable that a statement certainly sets, in either arm of a
// condition, the expression that it sets it to, and how often the variable is set in it.
func settledBy(n syntax.Node) (name string, value syntax.Node, times int) {
	switch n := n.(type) {
	case *syntax.Seq:
		if n != nil && len(n.List) == 1 {
			return settledBy(n.List[0])
		}
	case *syntax.Assign:
		if n.Target != nil && n.Target.Local != nil {
			return n.Target.Local.Name, n.Value, 1
		}
	case *syntax.If:
		name, then, some := settledBy(n.Then)
		also, other, more := settledBy(n.Else)
		if then != nil && other != nil && name == also {
			return name, &syntax.If{Pos: n.Pos, Cond: n.Cond, Then: then, Else: other}, some + more
		}
	}
	return "", nil, 0
}

// codeOfTag is the Ruby in a tag; is tells whether there is any that is read.
func codeOfTag(text string) (code string, is bool) {
	code = strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(text, "<%"), "%>"), "-")
	code = strings.TrimPrefix(code, "-")
	return strings.TrimLeft(code, "="), len(code) <= maxFilled && !strings.HasPrefix(code, "%") && !strings.HasPrefix(code, "#")
}

var (
	// mayBeSet finds names that a piece of code may set, or give to a block.
	mayBeSet  = lazyregexp.New(`((?:\*?\b[a-z_]\w*\s*,\s*)*\b[a-z_]\w*)\s*(?:\|\||&&|[-+*/%&|])?=(?:[^=~>]|$)|\|([^|]*)\|`)
	localName = lazyregexp.New(`[a-z_]\w*`)
)

// armsOf lists the parts of a template that are written under a condition, or again and
// again.
func armsOf(file *syntax.File) (arms []syntax.Pos) {
	add := func(n syntax.Node) {
		if n != nil {
			arms = append(arms, n.Range())
		}
	}
	syntax.Walk(file.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Hole:
			arms = append(arms, n.Pos) // which may be a whole block
		case *syntax.If:
			if _, is := n.Cond.(*syntax.Hole); is {
				arms = append(arms, n.Pos) // for an arm that writes nothing
				add(n.Then)
				add(n.Else)
			}
		case *syntax.While:
			if _, is := n.Cond.(*syntax.Hole); is {
				arms = append(arms, n.Pos)
			}
		}
		return true
	})
	return arms
}
