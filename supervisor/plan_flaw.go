package supervisor

// This file is about what Bluepill loads and can do nothing with.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
)

// A Flaw is a value that makes Bluepill's daemon fail, later.
type Flaw string

// The flaws, named for when they are met.
const (
	FlawStart Flaw = "start" // the process cannot be made
	FlawGrace Flaw = "grace" // the daemon dies when it has started it
	FlawChild Flaw = "child" // the daemon dies when it has a child
	FlawEvery Flaw = "every" // the daemon dies when the check is to run a second time
	FlawValue Flaw = "value" // the daemon dies when the check has run
)

// NewOriginalPlans returns Plans for an Original. What only makes Bluepill fail
// later is not refused but noted in them.
func NewOriginalPlans(c *pill.Config, base string) ([]*Plan, []diag.Diagnostic) {
	p := &planner{config: c, base: base, original: true}
	return p.plans()
}

// addressable reports whether a name is what a command can bring: commands come
// as bytes, with colons between their parts.
func addressable(name eval.Value) bool {
	s, ok := name.(*eval.Str)
	if !ok || s.S == "" || strings.TrimSpace(s.S) != s.S {
		return false
	}
	return !strings.ContainsFunc(s.S, func(c rune) bool { return c > 0x7e || c < ' ' || c == ':' })
}
