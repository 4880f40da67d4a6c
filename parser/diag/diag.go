// Package diag says what is wrong with a pill, as data. Only the outermost
// layers turn diagnostics into colours, JSON or an editor's squiggles.
package diag

import (
	"cmp"
	"slices"

	"github.com/pilllint/pilllint/parser/source"
)

// A Severity says how sure we are that somebody has to act.
type Severity uint8

// The severities, from worst to mildest.
const (
	Error   Severity = iota + 1 // Bluepill refuses this pill, or this process can never work
	Warning                     // very likely a mistake
	Info                        // not a mistake, but not what the author meant
	Hint                        // fine as it is; there is a better way
)

var severityNames = [...]string{Error: "error", Warning: "warning", Info: "info", Hint: "hint"}

// String returns the severity's name in lower case.
func (s Severity) String() string {
	if s < Error || s > Hint {
		return "none"
	}
	return severityNames[s]
}

// ParseSeverity returns the severity of that name.
func ParseSeverity(name string) (Severity, bool) {
	i := slices.Index(severityNames[:], name)
	return Severity(max(i, 0)), i > 0
}

// A Consequence says what the mistake leads to, and when it is met.
type Consequence string

// The consequences, from earliest to latest.
const (
	Load       Consequence = "load"
	Daemon     Consequence = "daemon"
	Process    Consequence = "process"
	Security   Consequence = "security"
	Convention Consequence = "convention"
	Comment    Consequence = "comment"
)

// Consequences lists them.
func Consequences() []Consequence {
	return []Consequence{Load, Daemon, Process, Security, Convention, Comment}
}

// Means says in words what the consequence is.
func (c Consequence) Means() string {
	switch c {
	case Load:
		return "Bluepill refuses the file, or raises while reading it"
	case Daemon:
		return "the file loads, and later the daemon dies or hangs"
	case Process:
		return "a process is not started, watched, logged, stopped or restarted as written"
	case Security:
		return "somebody can read, replace or stop what they should not"
	case Convention:
		return "Bluepill does as written; people or tools around it expect otherwise"
	case Comment:
		return "Bluepill does not see it; a comment for pilllint does not do what it says"
	}
	return ""
}

// A Diagnostic is one finding at one place.
type Diagnostic struct {
	Rule        string // the rule's name
	Severity    Severity
	Consequence Consequence
	Span        source.Span // tight: the word that is wrong, not its block
	Message     string      // one sentence, lower case, no final period
	Related     []Related   // other places that explain it
	Fixes       []Fix       // alternatives, best first
	Missing     bool        // there would be none if something were written that is not
}

// Related is a place that explains a diagnostic.
type Related struct {
	Span    source.Span
	Message string
}

// A Fix is a titled list of edits that puts the finding right.
type Fix struct {
	Title string // a verb phrase: "Use an absolute path"
	Safe  bool   // may be applied without being looked at
	Edits []source.Edit
}

// Safety says in a word whether the fix is safe.
func (f Fix) Safety() string {
	if f.Safe {
		return "safe"
	}
	return "unsafe"
}

// Sort puts diagnostics in the order of their places, then of their rules, and
// drops repeats: a loop makes the same finding at the same place each turn.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortStableFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(path(a), path(b)),
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(ds, func(a, b Diagnostic) bool {
		return a.Span == b.Span && a.Rule == b.Rule && a.Message == b.Message
	})
}

func path(d Diagnostic) string {
	if d.Span.File == nil {
		return ""
	}
	return d.Span.File.Path
}
