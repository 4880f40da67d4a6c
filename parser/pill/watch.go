package pill

// This file makes the checks of a process as Bluepill does when it makes the
// process: each names a trigger or a condition, whose options may be refused.

import (
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/ruby"
)

// buildWatches is the part of Process#initialize that may raise.
func (b *builder) buildWatches(p *Process) {
	defer func() { b.in.Context = nil }()
	for name, options := range p.watches.Each {
		b.in.GoOn(func() { b.buildWatch(p, name, options) })
	}
}

// buildWatch makes a check. One that is set in one arm of a condition only, or with
// other options in each, is made under that condition.
func (b *builder) buildWatch(p *Process, name, options eval.Value) {
	u, ok := options.(*eval.Unknown)
	switch {
	case !ok || len(u.Choices) == 0 && !u.Unset:
		b.buildWith(p, name, options)
	case len(u.Choices) > 0 && !b.isTrigger(name): // which may do anything to the process
		b.either(u, func(i int) {
			if i < len(u.Choices) {
				b.buildWith(p, name, u.Choices[i])
			}
		})
	}
}

func (b *builder) buildWith(p *Process, name, options eval.Value) {
	check := p.check(name, options)
	b.at(Stage{Step: MakingCheck, Process: p, Check: check})
	if b.isTrigger(name) {
		b.buildTrigger(p, check, name, options)
		return
	}
	b.buildCondition(check, name, options)
}

// check finds the call that a watch comes from: the last of that name with these
// options.
func (p *Process) check(name, options eval.Value) *Check {
	for _, c := range slices.Backward(p.Checks) {
		if c.Options == options && eval.Same(c.Name, name) {
			return c
		}
	}
	return nil
}

// is notes the class of a check, if there is a call that it comes from.
func (c *Check) is(class *eval.Class) {
	if c != nil {
		c.Class = class
	}
}

func (b *builder) isTrigger(name eval.Value) bool {
	s, ok := name.(eval.Sym)
	if !ok {
		return false
	}
	_, defined := b.triggers[string(s)]
	return defined || s == "flapping"
}

func (b *builder) buildTrigger(p *Process, check *Check, name, options eval.Value) {
	merged := b.in.Send(options, "merge", eval.NewHash())
	if k, ok := b.triggers[string(name.(eval.Sym))]; ok {
		check.is(k)
		b.in.Send(k, "new", p.object, merged)
	}
}

// buildCondition is ConditionWatch#initialize.
func (b *builder) buildCondition(check *Check, name, options eval.Value) {
	in := b.in
	merged := options
	h, ok := options.(*eval.Hash)
	plain := ok && h.Lost == nil // so that nothing can go wrong in merging it, and few need the copy
	if !plain {
		merged = in.Send(options, "merge", eval.NewHash())
	}
	if eval.Deep(name) != nil {
		return
	}
	conditions := in.Class("Bluepill::ProcessConditions")
	class, ok := in.ConstGet(conditions, b.conditionName(name)).(*eval.Class)
	if !ok {
		return
	}
	check.is(class)
	switch {
	case class.Name == "Bluepill::ProcessConditions::Http":
		b.buildHTTP(merged)
	case class.Host == nil && builtinCondition(class.Name):
	case plain:
		in.Send(class, "new", in.Send(options, "merge", eval.NewHash()))
	default:
		in.Send(class, "new", merged)
	}
}

// conditionName is the constant that a check names.
func (b *builder) conditionName(name eval.Value) string {
	if s, ok := name.(eval.Sym); ok {
		if kind, ok := FindCheck(string(s)); ok && !kind.Trigger {
			return kind.Class[strings.LastIndexByte(kind.Class, ':')+1:]
		}
	}
	return ruby.Camelize(b.in.ToS(name))
}

func builtinCondition(class string) bool {
	name, ok := strings.CutPrefix(class, "Bluepill::")
	if !ok || !strings.HasPrefix(name, "ProcessConditions::") {
		return false
	}
	for i := range Checks {
		if Checks[i].Class == name {
			return true
		}
	}
	return name == "ProcessConditions::ProcessCondition"
}

// buildHTTP is ProcessConditions::Http#initialize.
func (b *builder) buildHTTP(options eval.Value) {
	in := b.in
	h, ok := options.(*eval.Hash)
	if !ok || h.Lost != nil {
		return
	}
	url, _ := h.Sym("url")
	if len(h.Open) == 0 || url != nil {
		in.Send(in.ConstGet(in.Class("Object"), "URI"), "parse", orNil(url))
	}
	if kind, ok := h.Sym("kind"); ok {
		b.checkResponseClass(kind)
	}
	for _, keys := range [][]string{{"open_timeout", "timeout"}, {"read_timeout", "timeout"}} {
		b.firstTimeout(h, keys)
	}
}

func (b *builder) checkResponseClass(kind eval.Value) {
	if eval.Deep(kind) != nil {
		return
	}
	switch kind.(type) {
	case *eval.Str, eval.Sym:
		net := b.in.ConstGet(b.in.Class("Object"), "Net").(*eval.Class)
		b.in.ConstGet(net, responseName(b.in.ToS(kind)))
	}
}

// responseName is the constant of Net that the kind of an HTTP check names.
func responseName(kind string) string { return "HTTP" + ruby.Camelize(kind) }

// IsResponse reports whether Ruby has responses of a kind, such as "not_found". Any
// other constant of Net, or none, does not work.
func IsResponse(kind string) bool {
	return eval.Inherits("Net::"+responseName(kind), "Net::HTTPResponse")
}

// firstTimeout calls to_i on the first of the options that is set, as Bluepill
// does, which fails for what has none.
func (b *builder) firstTimeout(h *eval.Hash, keys []string) {
	for _, k := range keys {
		v, ok := h.Sym(k)
		if !ok {
			continue
		}
		truth, known := eval.Truthy(v)
		if !known {
			return
		}
		if truth {
			b.in.Send(v, "to_i")
			return
		}
	}
}
