package rules

// This file looks at the options of checks.

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A liveCheck is a check of one of Bluepill's kinds that is in effect.
type liveCheck struct {
	*pill.Check
	process *pill.Process
	kind    *pill.CheckKind
	options *eval.Hash
	chosen  string      // the option that has one of the values that it may have; "" if none
	at      source.Span // where that value is written; zero if that is not known
}

// liveChecks calls yield with the checks that no later one of their name
// replaces. A kind that the pill defines anew is left out. One of which an option
// is one of several values is followed by what it would be with each of these.
func (p *Pass) liveChecks(yield func(liveCheck) bool) {
	for _, c := range p.shared.checks.get(p.findLiveChecks) {
		before := len(p.found)
		if !yield(c) {
			return
		}
		for key, v := range c.options.Each {
			name, ok := key.(eval.Sym)
			if !ok {
				continue
			}
			more := p.weigh(before, possibilities(v, c.optionNode(string(name)), c.File, c.optionSpan(string(name))), func(one possibility) bool {
				return yield(checkOf(c, string(name), one))
			})
			if !more {
				return
			}
		}
	}
}

func (p *Pass) findLiveChecks() (list []liveCheck) {
	for proc := range p.Trees {
		for i, c := range proc.Checks {
			kind, ok := c.Kind()
			options, isHash := c.Options.(*eval.Hash)
			if !ok || !isHash || options.Lost != nil || isReplaced(c, proc.Checks[i+1:]) {
				continue
			}
			if p.classes()[kind.Class[strings.LastIndex(kind.Class, ":")+1:]] {
				continue
			}
			list = append(list, liveCheck{Check: c, process: proc, kind: kind, options: options})
		}
	}
	return list
}

func isReplaced(c *pill.Check, later []*pill.Check) bool {
	for _, l := range later {
		if eval.Same(c.Name, l.Name) && len(l.Maybe) == 0 && !l.Repeated {
			return true
		}
	}
	return false
}

// classes are the last words of the names of all classes that the pill opens.
func (p *Pass) classes() map[string]bool { return p.shared.classes.get(p.findClasses) }

func (p *Pass) findClasses() map[string]bool {
	found := map[string]bool{}
	if !strings.Contains(p.Source.Text, "class") {
		return found // as nearly always: the tree need not be gone through
	}
	syntax.Walk(p.Syntax.Body, func(n syntax.Node) bool {
		if c, ok := n.(*syntax.Class); ok && c.Path != nil {
			found[c.Path.Name] = true
		}
		return true
	})
	return found
}

// title names a check in messages.
func (c liveCheck) title() string { return c.kind.Name }

// missing reports whether an option is certainly not given, or nil and nothing
// else: that it is nil under a condition is a matter of its value.
func (c liveCheck) missing(name string) bool { return name != c.chosen && c.unset(name) }

// unset reports whether an option is certainly not given, or nil.
func (c liveCheck) unset(name string) bool {
	a := c.Option(name)
	return a.Unset() || a.Set() && eval.IsNil(a.Any())
}

// unsetOf lists those of some options that are not given.
func (c liveCheck) unsetOf(names ...string) []string {
	return slices.DeleteFunc(names, func(name string) bool { return !c.unset(name) })
}

// optionSpan is where the value of an option is written, or the check's name.
func (c liveCheck) optionSpan(name string) source.Span {
	if name == c.chosen && !c.at.IsZero() {
		return c.at
	}
	if pair, ok := c.OptionPair(name); ok && c.File != nil {
		return c.File.Span(pair.Value)
	}
	return c.NameSpan
}

// optionNode is an option's value as it is written; nil if it is not.
func (c liveCheck) optionNode(name string) syntax.Node {
	if name == c.chosen {
		return nil // so that no fix is made for one of its values alone
	}
	if pair, ok := c.OptionPair(name); ok {
		return pair.Value
	}
	return nil
}

// finding begins a finding about a check. What hangs on a condition is no
// error.
func (c liveCheck) finding(p *Pass, span source.Span, format string, args ...any) *Finding {
	f := p.Finding(span, format, args...)
	if f.d.Severity == diag.Error && (len(c.Maybe) > 0 || c.Repeated || len(c.process.Open) > 0 || len(c.process.Maybe) > 0) {
		f.Severity(diag.Warning)
	}
	return f
}

// isNumeric reports whether a value can be compared with numbers, or it cannot
// be told.
func isNumeric(v eval.Value) bool {
	switch v := v.(type) {
	case eval.Int, eval.Big, eval.Float, *eval.Duration, *eval.Object:
		return true
	case *eval.Unknown:
		switch eval.SureType(v) {
		case eval.Any, eval.TInt, eval.TFloat, eval.TNumber:
			return true
		}
	}
	return false
}

// noNumber returns the value of an option if it is certainly nothing that can be
// compared with numbers. One that is not given is not meant, nor is nil, but where
// it is one of the values that the option may have.
func (c liveCheck) noNumber(name string) (v eval.Value, ok bool) {
	v = c.Option(name).Any()
	return v, v != nil && !isNumeric(v) && (c.chosen == name || !eval.IsNil(v))
}

// writeNumber is a fix that writes a number for text that holds one, where text
// kills the daemon.
func writeNumber(span source.Span, n syntax.Node, suffix string) diag.Fix {
	s, ok := n.(*syntax.Str)
	if !ok || !digits.MatchString(s.Value) {
		return diag.Fix{}
	}
	return diag.Fix{Title: "Write a number", Safe: true, Edits: []source.Edit{{Span: span, New: s.Value + suffix}}}
}

// digits are those of a number that Ruby reads as a person does.
var digits = lazyregexp.New(`^(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// writeKey is a fix that writes an option for which the check fails under the
// key that it was most likely given with: text, or another word.
func (c liveCheck) writeKey(name string) diag.Fix {
	var found []diag.Fix
	for key := range c.options.Each {
		switch key := key.(type) {
		case *eval.Str:
			if key.Lost == nil && key.S == name {
				found = append(found, c.symbolKey(name))
			}
		case eval.Sym:
			if _, known := c.kind.Option(string(key)); known || c.likelyOption(string(key)) != name {
				continue
			}
			if pair, ok := c.OptionPair(string(key)); ok {
				found = append(found, renameKey(c.File.Span(pair.Key), string(key), name))
			}
		}
	}
	if len(found) != 1 {
		return diag.Fix{}
	}
	found[0].Safe = true
	return found[0]
}

// amount writes a number of things.
func amount(n float64, thing string) string {
	text := strconv.FormatFloat(n, 'f', -1, 64) + " " + thing
	if n != 1 {
		text += "s"
	}
	return text
}
