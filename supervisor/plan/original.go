package plan

// This file reads pills as Bluepill does, which loads what it can do nothing with.

import (
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"

	"github.com/pilllint/pilllint/supervisor"
)

// NewOriginal returns Plans for an Original. What only makes Bluepill fail later
// is not refused but noted in them.
func NewOriginal(c *pill.Config, base string) ([]*supervisor.Plan, []diag.Diagnostic) {
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
