package rules

// This file runs rules on a document, and has several at work at a time if it
// is a long one: somebody may be typing in it.

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// A checking is what all rules have in common that are at work on a document.
type checking struct{ Pass }

// longText is from which size on several rules run at a time, in bytes. Shorter
// texts are done with before that pays off.
const longText = 64 << 10

// run runs those of some rules that are on, and returns what they find in the
// order of the rules.
func (c *checking) run(list []*Rule) (found []*Finding) {
	each := make([]outcome, len(list))
	if workers := min(runtime.GOMAXPROCS(0), len(list)); workers > 1 && len(c.Source.Text) >= longText {
		c.share(list, each, workers)
	}
	for i, r := range list {
		if !each[i].done {
			each[i] = c.one(r)
		}
		found = append(found, each[i].found...)
	}
	return found
}

// An outcome is what a rule found, once it is done.
type outcome struct {
	found []*Finding
	done  bool
}

// share has workers run rules, each taking the next that nobody has taken. A
// rule that panics is left, so that it does so where the caller can recover.
func (c *checking) share(list []*Rule, each []outcome, workers int) {
	var next atomic.Int32
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				func() {
					defer func() { _ = recover() }()
					each[i] = c.one(list[i])
				}()
			}
		})
	}
	all.Wait()
}

// one runs a rule, if it is on.
func (c *checking) one(r *Rule) outcome {
	o := outcome{done: true}
	severity, on := c.setting(r)
	if !on || r.Check == nil {
		return o
	}
	pass := c.Pass
	pass.rule = r
	pass.report = func(f *Finding) {
		f.d.Severity = severityOf(f.d.Severity, r.Severity, severity)
		f.d = unwrapped(pass.Syntax, intact(pass.Syntax, f.d))
		o.found = append(o.found, f)
	}
	r.Check(&pass)
	return o
}
