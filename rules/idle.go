package rules

// This file looks into loops that make no turn, as 0.times does. They do no
// harm as long as they are off, so all that is said of them is an info.

import (
	"slices"

	"github.com/pilllint/pilllint/parser"
	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/source"
)

// idle returns what rules would find in the loops of a document that make no
// turn, if each made one: what would be a warning or worse then.
func idle(doc *parser.Document, o Options, list []*Rule) []*Finding {
	loops := doc.Config.Idle
	if loops == nil {
		return nil
	}
	on, config := *doc, *doc.Config
	config.Apps, config.Error, config.Maybes = loops.Apps, nil, nil
	on.Config = &config
	c := &checking{Document: &on, Options: o}
	var found []*Finding
	for _, f := range c.run(list) {
		at := slices.IndexFunc(loops.Loops, func(loop source.Span) bool { return loop.Contains(f.d.Span) })
		if at < 0 || f.d.Severity > diag.Warning {
			continue
		}
		f.d.Severity, f.d.Fixes = diag.Info, nil
		found = append(found, f.Related(loops.Loops[at], "this loop makes no turn"))
	}
	return found
}
