package pill

// This file builds the objects that a pill talks to: Bluepill itself, the
// application, the process.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// The methods of Bluepill's classes, which find the builder through the
// evaluator that calls them.
var (
	bluepillModule = eval.NewTable(map[string]eval.HostMethod{"application": {Min: 1, Max: 2, Go: on((*builder).application)}})
	appTable       = eval.NewTable(appMethods())
	processTable   = eval.NewTable(map[string]eval.HostMethod{
		"method_missing":   {Min: 1, Max: -1, Go: on((*builder).missing)},
		"checks":           {Min: 1, Max: 2, Go: on((*builder).checks)},
		"monitor_children": {Go: on((*builder).monitorChildren)},
		"name":             {Go: func(c *eval.Call) eval.Value { return processOf(c.Self).Name }},
		"attributes":       {Go: func(c *eval.Call) eval.Value { return processOf(c.Self).held() }},
		"watches":          {Go: func(c *eval.Call) eval.Value { return processOf(c.Self).watches }},
	})
	triggerClass   = eval.NewTable(map[string]eval.HostMethod{"inherited": {Min: 1, Max: 1, Go: on((*builder).triggerInherited)}})
	conditionClass = eval.NewTable(map[string]eval.HostMethod{"new": {Max: -1, Go: on((*builder).newCondition)}})
	conditionTable = eval.NewTable(map[string]eval.HostMethod{
		"initialize": {Max: 1, Go: func(c *eval.Call) eval.Value { return eval.Nil{} }},
	})
)

// on makes a Go method of one of the builder's.
func on(method func(*builder, *eval.Call) eval.Value) func(*eval.Call) eval.Value {
	return func(c *eval.Call) eval.Value { return method(c.In.Host.(*builder), c) }
}

func appMethods() map[string]eval.HostMethod {
	methods := map[string]eval.HostMethod{
		"process": {Min: 1, Max: 1, Go: on((*builder).process)},
		"app":     {Go: func(c *eval.Call) eval.Value { return appOf(c.Self).Object }},
	}
	for _, name := range appAttributes {
		methods[name] = eval.HostMethod{Go: func(c *eval.Call) eval.Value { return appAttribute(appOf(c.Self), name) }}
		methods[name+"="] = eval.HostMethod{Min: 1, Max: 1, Go: on(func(b *builder, c *eval.Call) eval.Value { return b.setAppAttribute(c, name) })}
	}
	return methods
}

// defineDSL gives the evaluator Bluepill's classes.
func (b *builder) defineDSL() {
	b.in.Host = b
	b.in.Closed, b.in.Proxy = isAppProxy, isProxy
	b.in.Class("Bluepill").UseSingleton(bluepillModule)
	b.in.Class("Bluepill::AppProxy").Use(appTable)
	b.in.Class("Bluepill::ProcessProxy").Use(processTable)
	b.in.Class("Bluepill::Trigger").UseSingleton(triggerClass)
	condition := b.in.Class("Bluepill::ProcessConditions::ProcessCondition")
	condition.UseSingleton(conditionClass)
	condition.Use(conditionTable)
}

func isAppProxy(v eval.Value) bool {
	o, ok := v.(*eval.Object)
	if ok {
		_, ok = o.Host.(*Application)
	}
	return ok
}

// isProxy reports whether a value is what a pill describes an application or a
// process by.
func isProxy(v eval.Value) bool {
	o, ok := v.(*eval.Object)
	if ok {
		_, ok = o.Host.(*Process)
	}
	return ok || isAppProxy(v)
}

func appOf(v eval.Value) *Application { return v.(*eval.Object).Host.(*Application) }
func processOf(v eval.Value) *Process { return v.(*eval.Object).Host.(*Process) }

// newCondition makes an instance of a condition that the pill defines; those of
// Bluepill's own are checked in watch.go.
func (b *builder) newCondition(c *eval.Call) eval.Value {
	return b.in.NewObject(c.Self.(*eval.Class), c)
}

// triggerInherited keeps the triggers that a pill defines, as Bluepill does: by
// the class's name in snake case.
func (b *builder) triggerInherited(c *eval.Call) eval.Value {
	k, ok := c.Args[0].(*eval.Class)
	if ok && k.Name != "" {
		b.triggers[underscore(lastPart(k.Name))] = k
	}
	return eval.Nil{}
}

func lastPart(path string) string { return path[strings.LastIndexByte(path, ':')+1:] }

// decl says where the call that is being evaluated stands.
func (b *builder) decl(c *eval.Call) Decl {
	d := Decl{Head: b.in.Here(), Maybe: b.in.Maybe(), Repeated: b.in.Repeated()}
	d.Span = d.Head
	if c.Node != nil {
		d.Span = nodeSpan(d.Head.File, c.Node)
	}
	return d
}

func nodeSpan(f *source.File, n syntax.Node) source.Span {
	p := n.Range()
	return f.Span(int(p.Start), int(p.End))
}

// argument returns the i-th argument as it is written, if the call is a literal
// one without splats before it.
func argument(n syntax.Node, i int) syntax.Node {
	c, ok := n.(*syntax.Call)
	if !ok || i >= len(c.Args) {
		return nil
	}
	for _, a := range c.Args[:i+1] {
		if _, splat := a.(*syntax.Splat); splat {
			return nil
		}
	}
	return c.Args[i]
}

func (b *builder) argumentSpan(c *eval.Call, i int) source.Span {
	here := b.in.Here()
	if n := argument(c.Node, i); n != nil {
		return nodeSpan(here.File, n)
	}
	return here
}

// application is Bluepill.application(name, options = {}, &block).
func (b *builder) application(c *eval.Call) eval.Value {
	a := &Application{Decl: b.decl(c), NameSpan: b.argumentSpan(c, 0), Options: eval.NewHash()}
	if len(c.Args) == 2 {
		a.Options = c.Args[1]
	}
	a.Name = b.toText(c.Args[0])
	if c.Block != nil {
		a.Block, a.BlockFile = c.Block.Node, c.Block.File
	}
	b.config.Apps = append(b.config.Apps, a)
	proxy := &eval.Object{Class: b.in.Class("Bluepill::AppProxy"), Host: a}
	a.Object = &eval.Object{Class: b.in.Class("Bluepill::Application"), Host: a}
	b.initApplication(a)
	b.runBlock(c.Block, proxy)
	a.Whole = true
	a.Open = proxy.Open
	for _, p := range a.Processes {
		p.Open = p.object.Open
	}
	return eval.Nil{}
}

// runBlock evaluates a block of the DSL: one without parameters against the
// proxy itself, one with parameters too, but it is also given the proxy.
func (b *builder) runBlock(block *eval.Proc, proxy *eval.Object) {
	if block == nil {
		b.at(Stage{Step: RunningBlock, Process: b.current})
		b.in.Send(eval.Nil{}, "arity")
		return
	}
	b.in.InstanceExec(block, proxy, proxy)
}

// toText is to_s, of something that may be unknown.
func (b *builder) toText(v eval.Value) eval.Value {
	if u := eval.Deep(v); u != nil {
		if w, ok := v.(*eval.Unknown); ok && w.Type == eval.TString {
			return w
		}
		return &eval.Unknown{Type: eval.TString, NonNil: true, Causes: u.Causes}
	}
	return b.in.Str(b.in.ToS(v))
}

func appAttribute(a *Application, name string) eval.Value {
	if v, ok := a.Object.IVars[name]; ok {
		return v
	}
	return eval.Nil{}
}

func (b *builder) setAppAttribute(c *eval.Call, name string) eval.Value {
	a := appOf(c.Self)
	a.Settings = append(a.Settings, b.setting(c, name, c.Args[0], ByAssignment))
	b.in.SetIvar(a.Object, name, c.Args[0])
	return c.Args[0]
}

// missing is ProcessProxy#method_missing: whatever is called with one argument
// sets an attribute, x! sets it to true, and a name alone reads it.
func (b *builder) missing(c *eval.Call) eval.Value {
	p := processOf(c.Self)
	name, ok := nameText(c.Args[0])
	if n, call := c.Node.(*syntax.Call); call && n.Name == "method_missing" { // whose name stands among its arguments
		byHand := *c
		byHand.Node = nil
		c = &byHand
	}
	if !ok {
		return b.in.NotFollowed(c)
	}
	args := c.Args[1:]
	c.Args[0] = eval.Sym(name)
	switch {
	case len(args) == 1:
		form := ByCall
		attr := name
		if n, ok := strings.CutSuffix(name, "="); ok {
			attr, form = n, ByAssignment
		} else if b.mayBeHelper(c, name) {
			return b.in.MethodMissing(c)
		}
		b.in.LoseArguments(c)
		return b.set(p, c, attr, args[0], form)
	case len(args) == 0 && strings.HasSuffix(name, "!"):
		return b.set(p, c, strings.TrimSuffix(name, "!"), eval.Bool(true), ByBang)
	case len(args) == 0:
		p.ReadsPidFile = p.ReadsPidFile || name == "pid_file" && !p.made && p.Last(name) == nil
		if v, ok := p.held().Sym(name); ok {
			return v
		}
		if open := p.held().Open; len(open) > 0 {
			return &eval.Unknown{Causes: open}
		}
	}
	return b.in.MethodMissing(c)
}

// mayBeHelper reports whether a call without a receiver may reach a method that
// a file defines that was not read: Ruby finds that before method_missing.
func (b *builder) mayBeHelper(c *eval.Call, name string) bool {
	n, ok := c.Node.(*syntax.Call)
	_, attribute := FindAttribute(name)
	return ok && n.Recv == nil && !attribute && len(b.in.Unread) > 0
}

func (b *builder) set(p *Process, c *eval.Call, name string, v eval.Value, form Form) eval.Value {
	s := b.setting(c, name, v, form)
	if p.made {
		b.setLate(p, s)
		return v
	}
	p.record(s)
	b.in.SetKey(p.Attributes, eval.Sym(name), v)
	return v
}

// setLate sets what the object holds when the process was made of it already.
func (b *builder) setLate(p *Process, s *Setting) {
	if p.late == nil {
		p.late = p.Attributes.Clone()
	}
	b.in.SetKey(p.late, eval.Sym(s.Name), s.Value)
	for _, name := range GraceTimes {
		if name == s.Name && p.MonitorChildren {
			return // which a child takes from what the object holds when it shows up
		}
	}
	p.Late = append(p.Late, s)
}

// setting records where an attribute is set.
func (b *builder) setting(c *eval.Call, name string, v eval.Value, form Form) *Setting {
	here := b.in.Here()
	s := &Setting{
		Name: name, Value: v, Form: form, NameSpan: here, Span: here, File: b.in.File(),
		Maybe: b.in.Maybe(), Repeated: b.in.Repeated(),
	}
	switch n := c.Node.(type) {
	case *syntax.Assign:
		s.Span = nodeSpan(here.File, n)
		s.ValueNode = n.Value
	case *syntax.OpAssign:
		s.Span = nodeSpan(here.File, n)
		s.ValueNode = n.Value
		s.Form = ByOther
	case *syntax.Call:
		s.Span = nodeSpan(here.File, n)
		s.ValueNode = argument(n, 0)
	default:
		s.Form = ByOther
	}
	if s.ValueNode != nil {
		s.ValueSpan = nodeSpan(here.File, s.ValueNode)
	}
	return s
}

// checks is ProcessProxy#checks(name, options = {}): the last of a name wins,
// in the place of the first.
func (b *builder) checks(c *eval.Call) eval.Value {
	p := processOf(c.Self)
	var options eval.Value = eval.NewHash()
	if len(c.Args) == 2 {
		options = c.Args[1]
	}
	if p.made {
		p.Late = append(p.Late, b.setting(c, "checks", c.Args[0], ByCall))
		return options
	}
	check := &Check{Decl: b.decl(c), Name: c.Args[0], NameSpan: b.argumentSpan(c, 0), Options: options, File: b.in.File()}
	check.Node, _ = c.Node.(*syntax.Call)
	p.Checks = append(p.Checks, check)
	b.in.SetKey(p.watches, c.Args[0], options)
	return options
}

// monitorChildren is ProcessProxy#monitor_children(&block).
func (b *builder) monitorChildren(c *eval.Call) eval.Value {
	p := processOf(c.Self)
	s := b.setting(c, "monitor_children", eval.Bool(true), ByBlock)
	if p.made {
		p.Late = append(p.Late, s)
		return eval.Nil{}
	}
	p.record(s)
	b.in.SetKey(p.Attributes, eval.Sym("monitor_children"), eval.Bool(true))
	var block eval.Value = eval.Nil{}
	if c.Block != nil {
		block = c.Block
	}
	b.in.SetKey(p.Attributes, eval.Sym("child_process_block"), block)
	return block
}

// proxy makes the object by which a pill describes a process, with the instance
// variables by which its class may be extended.
func (b *builder) proxy(p *Process) *eval.Object {
	vars := map[string]eval.Value{"@attributes": p.Attributes, "@watches": p.watches, "@name": p.Name}
	return &eval.Object{Class: b.in.Class("Bluepill::ProcessProxy"), Host: p, IVars: vars}
}
