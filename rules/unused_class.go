package rules

// This file finds, for code-without-effect, checks that a pill defines and no
// process has.

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/ruby"
	"github.com/pilllint/pilllint/parser/syntax"
)

// checkBases are the classes that checks and triggers come from.
var checkBases = map[string]string{"ProcessCondition": "check", "Trigger": "trigger"}

// beyondReading are methods by which a pill may attach checks in ways that its
// text does not show.
var beyondReading = strings.Fields(`send public_send __send__ method_missing define_method eval instance_eval class_eval
	module_eval instance_exec binding load require_relative const_get add_watch add_trigger inherited`)

// unusedClasses reports checks and triggers that the pill defines and does not
// give to any process. It is silent if somebody else may use them.
func (p *Pass) unusedClasses() {
	c := p.Config
	if len(p.classes()) == 0 || len(c.Apps) == 0 || c.Error != nil || !c.Exhausted.IsZero() || p.calls(beyondReading...) ||
		!p.checksByName() || p.requiresFiles() || !p.loader().IsZero() {
		return
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		class, ok := n.(*syntax.Class)
		if !ok || class.Path == nil {
			return true
		}
		base, ok := class.Superclass.(*syntax.Const)
		if !ok || checkBases[base.Name] == "" || !onlyMethods(class.Body) {
			return true
		}
		name := ruby.Underscore(class.Path.Name)
		uses, remarks := p.timesWritten(class.Path.Name)
		named, turnedOff := p.timesWritten(name)
		if _, own := pill.FindCheck(name); own || uses > 1 || named > 0 {
			return true
		}
		f := p.Finding(p.Syntax.Span(class.Path), "no process has this %s, so it does nothing; `checks :%s` would give it to one", checkBases[base.Name], name)
		if remarks+turnedOff > 0 {
			f.Severity(diag.Info) // somebody may have turned it off
		}
		f.Done(p)
		return true
	})
}

// timesWritten counts where a word stands in the code of the pill, in texts and
// symbols, too, and where in its comments.
func (p *Pass) timesWritten(word string) (code, remarks int) {
	text := p.Source.Text
	for _, at := range regexp.MustCompile(`\b`+regexp.QuoteMeta(word)+`\b`).FindAllStringIndex(text, -1) {
		if slices.ContainsFunc(p.Syntax.Comments, func(c syntax.Comment) bool { return int(c.Start) <= at[0] && at[0] < int(c.End) }) {
			remarks++
		} else {
			code++
		}
	}
	return code, remarks
}

// checksByName reports whether the name of every check is written where it is
// given.
func (p *Pass) checksByName() bool {
	named := true
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		if !ok || call.Name != "checks" {
			return named
		}
		if len(call.Args) == 0 {
			named = false
			return false
		}
		switch call.Args[0].(type) {
		case *syntax.Sym, *syntax.Str:
		default:
			named = false
		}
		return named
	})
	return named
}

// requiresFiles reports whether the pill requires what may be a part of it, and
// not a library.
func (p *Pass) requiresFiles() bool {
	found := false
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		call, ok := n.(*syntax.Call)
		if !ok || call.Recv != nil || call.Name != "require" || len(call.Args) == 0 {
			return !found
		}
		name, ok := call.Args[0].(*syntax.Str)
		found = found || !ok || path.IsAbs(name.Value) || strings.HasPrefix(name.Value, ".")
		return !found
	})
	return found
}

// onlyMethods reports whether a class does nothing by being there: it defines
// methods, and calls only what concerns these.
func onlyMethods(body syntax.Node) bool {
	seq, ok := body.(*syntax.Seq)
	if !ok {
		return body == nil || isMethodOf(body)
	}
	if seq == nil {
		return true
	}
	for _, n := range seq.List {
		if !isMethodOf(n) {
			return false
		}
	}
	return true
}

func isMethodOf(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Def:
		return true
	case *syntax.Assign:
		return n.Target.Const != nil
	case *syntax.Call:
		switch n.Name {
		case "private", "protected", "public", "attr_reader", "attr_writer", "attr_accessor", "include":
			return n.Recv == nil
		}
	}
	return false
}
