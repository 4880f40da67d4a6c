package rules

// This file tells whether an edit matters to other files. Hardly any does, and
// thousands of files need not be compared anew for each key.

import (
	"slices"
)

// Alike reports whether two versions of a file say the same to rules across files,
// wherever in them it stands: if CheckTogether finds nothing about the one, it finds
// nothing about the other in its place, and about other files what it found. nil
// facts are those of a file that says nothing.
//
// Comments that hide findings are not compared: versions with any are never alike.
func (f *Facts) Alike(g *Facts) bool {
	if f == nil || g == nil {
		return f == g
	}
	return f.Path == g.Path && f.spare == g.spare && len(f.ignores)+len(g.ignores) == 0 &&
		f.options.Configuration == g.options.Configuration && f.options.Profile == g.options.Profile && f.options.Verified == g.options.Verified &&
		f.options.Versions == g.options.Versions && slices.Equal(f.options.Select, g.options.Select) && slices.Equal(f.options.Ignore, g.options.Ignore) &&
		slices.EqualFunc(f.Apps, g.Apps, alikeApps) && slices.EqualFunc(f.manifest, g.manifest, alikeSections)
}

func alikeApps(a, b AppFacts) bool {
	return a.Name == b.Name && a.BaseDir == b.BaseDir && a.Whole == b.Whole && a.places == b.places && slices.EqualFunc(a.Processes, b.Processes, alikeProcesses)
}

func alikeProcesses(a, b ProcessFacts) bool {
	return a.Name == b.Name && a.PidFile == b.PidFile && a.Daemonized == b.Daemonized &&
		a.grace.seconds == b.grace.seconds && alikeFacts(a.stop, b.stop) && alikeFacts(a.reload, b.reload)
}

func alikeSections(a, b manifestFacts) bool {
	return a.process == b.process && alikeFacts(a.sequence, b.sequence) && alikeFacts(a.restart, b.restart)
}

// alikeFacts compares values, and whether there is any.
func alikeFacts(a, b manifestFact) bool {
	return a.text == b.text && a.span.IsZero() == b.span.IsZero()
}
