package rules

// This file runs rules on a document, and has several at work at a time if it
// is a long one: somebody may be typing in it.

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/pill"
)

// A checking is what all rules have in common that are at work on a document.
type checking struct {
	*parser.Document
	Options
	next   []*pill.LoadError // what would end the load once what ends it is repaired
	doubts []*pill.LoadError // what would end it unless code that was not read defines what is missing
	shared lookedUp
}

// longText is from which size on several rules run at a time, in bytes. Shorter
// texts are done with before that pays off.
const longText = 64 << 10

// run runs those of some rules that are on, and returns what they find in the
// order of the rules.
func (c *checking) run(list []*Rule) (found []*Finding) {
	passes := make([]Pass, 0, len(list))
	for _, r := range list {
		if severity, on := c.setting(r); on && r.Check != nil {
			passes = append(passes, Pass{checking: c, rule: r, severity: severity})
		}
	}
	if workers := min(runtime.GOMAXPROCS(0), len(passes)); workers > 1 && len(c.Source.Text) >= longText {
		share(passes, workers)
	}
	for i := range passes {
		p := &passes[i]
		p.finish()
		found = append(found, p.found...)
	}
	return found
}

// share has workers run rules, each taking the next that nobody has taken. A
// rule that panics is left, so that it does so where the caller can recover.
func share(passes []Pass, workers int) {
	var next atomic.Int32
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(passes); i = int(next.Add(1)) - 1 {
				func() {
					defer func() { _ = recover() }()
					passes[i].finish()
				}()
			}
		})
	}
	all.Wait()
}

// finish runs the rule, unless that is done.
func (p *Pass) finish() {
	if p.done {
		return
	}
	p.found = nil
	p.rule.Check(p)
	p.done = true
}
