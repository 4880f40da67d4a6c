package pill

// This file reads loops that make no turn, as 0.times does: somebody has turned
// them off, and will meet what is wrong with them on turning them on.

import (
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// An Idle is what a pill would declare if each loop that is written to make no
// turn made one.
type Idle struct {
	Apps  []*Application // all of them, in order of evaluation
	Loops []source.Span  // the loops, each from "0" to its end
}

// idle evaluates a file again in which there are such loops.
func idle(file *syntax.File, env eval.Env) *Idle {
	c := &Config{File: file}
	b := newBuilder(c, env)
	b.in.Onward, b.in.OnPass, b.in.TurnIdle = true, b.forgetCalled, true
	b.in.Run(file)
	if !b.in.Exhausted.IsZero() {
		return nil
	}
	return &Idle{Apps: c.Apps, Loops: b.in.Idle}
}
