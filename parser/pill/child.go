package pill

// This file evaluates the blocks of monitor_children.

import (
	"slices"

	"github.com/pilllint/pilllint/parser/eval"
)

// child evaluates the block of monitor_children, as Bluepill does for each child
// that shows up. What it raises ends the daemon then, not the load now.
func (b *builder) child(p *Process, block eval.Value) {
	c := &Process{
		Decl: p.Decl, App: p.App, Name: b.in.Str("<child>"), NameSpan: p.NameSpan,
		Attributes: eval.NewHashFor(usualAttributes), Group: eval.Nil{}, watches: eval.NewHash(), parent: p,
	}
	b.in.Fresh(c.Attributes)
	b.in.Fresh(c.watches)
	for _, name := range GraceTimes {
		v, _ := p.Attributes.Sym(name)
		c.Attributes.Set(eval.Sym(name), orNil(v))
	}
	if s := p.Last("monitor_children"); s != nil {
		c.Span, c.Head, c.NameSpan = s.Span, s.NameSpan, s.NameSpan
		c.Maybe, c.Repeated = s.Maybe, s.Repeated
	}
	c.object = b.proxy(c)
	p.Child = c
	// What the block does to its parent it does when a child shows up, not now.
	defer p.keep()()
	stdout, stderr := b.in.Stdout.Len(), b.in.Stderr.Len()
	before := len(b.in.Faults)
	fault := b.in.Guard(func() {
		proc, _ := block.(*eval.Proc)
		if proc != nil {
			c.Block, c.BlockFile = proc.Node, proc.File
		}
		if eval.Deep(orNil(block)) != nil {
			return
		}
		b.runBlock(proc, c.object)
		b.validateChild(c)
		b.buildWatches(c)
	})
	b.in.Stdout.Truncate(stdout)
	b.in.Stderr.Truncate(stderr)
	c.Open = c.object.Open
	if fault != nil {
		p.ChildError = loadError(*fault)
		if s := p.ChildError.Step; s == ChildStop || s == MakingCheck {
			b.childChecks(p)
		}
	}
	b.childFaults(p, before)
	b.in.Context = nil
}

// childFaults takes what a check of a block may raise under a condition from what
// may end the load, which comes before there is a child.
func (b *builder) childFaults(p *Process, before int) {
	faults := b.in.Faults[:before:before]
	for _, f := range b.in.Faults[before:] {
		if e := loadError(f); e.Step == MakingCheck && e.Process == p.Child {
			if !slices.ContainsFunc(p.ChildNext, func(other *LoadError) bool { return sameFault(other.Fault, f) }) {
				p.ChildNext = append(p.ChildNext, e)
			}
			continue
		}
		faults = append(faults, f)
	}
	b.in.Faults = faults
}

// childChecks makes the checks of a block again, each by itself, to see which would
// end the daemon once it comes that far.
func (b *builder) childChecks(p *Process) {
	for name, options := range p.Child.watches.Each {
		fault := b.in.Guard(func() { b.buildWatch(p.Child, name, options) })
		if fault == nil {
			continue
		}
		if e := loadError(*fault); e.Check == nil || e.Check != p.ChildError.Check {
			p.ChildNext = append(p.ChildNext, e)
		}
	}
}

// maybeChild evaluates a block that is given under a condition.
func (b *builder) maybeChild(p *Process, u *eval.Unknown, block eval.Value) {
	given, ok := block.(*eval.Unknown)
	truth, known := eval.Truthy(u.Choices[0])
	if !ok || len(given.Choices) != 1 || !truth || !known {
		return
	}
	b.either(u, func(i int) {
		if i == 0 {
			b.child(p, given.Choices[0])
		}
	})
}

// keep notes what a process has been told; restore makes it forget the rest.
func (p *Process) keep() (restore func()) {
	attributes, settings, checks := p.Attributes.Clone(), len(p.Settings), len(p.Checks)
	replaced := make([]bool, settings)
	for i, s := range p.Settings {
		replaced[i] = s.Replaced
	}
	made := p.made
	p.made = false
	return func() {
		p.made = made
		p.Attributes, p.Settings, p.Checks = attributes, p.Settings[:settings], p.Checks[:checks]
		for i, s := range p.Settings {
			s.Replaced = replaced[i]
		}
	}
}

func (b *builder) validateChild(c *Process) {
	if _, ok := c.Attributes.Sym("stop_command"); ok || len(c.Attributes.Open) > 0 || len(c.object.Open) > 0 {
		return
	}
	b.at(Stage{Step: ChildStop, Process: c})
	message := "Config Error: Invalid child process monitor for <child(pid:0)>\nYou must specify a stop command to monitor child processes."
	b.in.Stderr.WriteString(message + "\n")
	b.in.Exit(6, message)
}
