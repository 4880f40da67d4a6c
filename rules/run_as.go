package rules

// This file tells which user other than root a process may run as, and in which
// folder a file of it is whose name is only partly known.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

// A runAs is a user other than root that a process runs as.
type runAs struct {
	user   string      // in quotes, or "the user of uid"
	place  source.Span // where it is set
	known  bool        // it is a name that the pill has; else most likely not root
	surely bool        // the process always runs so: no condition decides
}

// runsAs returns the user that uid names; ok is false if it may well be root, or
// that cannot be told.
func (p *Pass) runsAs(proc *pill.Process) (r runAs, ok bool) {
	last := true // a later one does not replace it, under a condition
	for _, uid := range slices.Backward(slices.Collect(live(proc))) {
		if uid.Name != "uid" {
			continue
		}
		r = runAs{user: "the user of uid", place: uid.NameSpan, surely: last && proc.Surely(uid.Maybe)}
		last = false
		if name, known := settingText(uid); known && name != "" && name != "root" && name != "0" {
			r.user, r.known = `"`+name+`"`, true
			return r, true
		}
		// A template's value is a name that somebody gives, most likely not root.
		if u, unknown := uid.Value.(*eval.Unknown); unknown && u.Type == eval.TString && u.NonNil {
			return r, true
		}
	}
	if at := p.uidInTag(proc); !at.IsZero() {
		return runAs{user: "the user of uid", place: at}, true
	}
	return r, false
}

// condition is what to say of a user that a process may not run as.
func (r runAs) condition() string {
	if r.surely {
		return ""
	}
	return ", if this uid is set"
}

// uidInTag is where a tag of a template writes the line that sets uid, if it
// writes any: <%= user.nil? ? "" : "process.uid = '#{user}'" %>.
func (p *Pass) uidInTag(proc *pill.Process) (at source.Span) {
	if !p.Syntax.Template || proc.Block == nil {
		return at
	}
	syntax.Walk(proc.Block.Body, func(n syntax.Node) bool {
		if _, ok := n.(*syntax.Hole); ok && at.IsZero() && uidInCode.MatchString(p.Syntax.Span(n).Text()) {
			at = p.Syntax.Span(n)
		}
		return at.IsZero()
	})
	return at
}

var uidInCode = lazyregexp.New(`["']\s*\w+\.uid\s*=[^=]`)

// A fileFolder is the folder that a file is in.
type fileFolder struct {
	name  string
	whole bool // all of the file's path is known; else the rest may name a folder
}

// folderOf returns the folder of the file that a setting names. Of a path that is
// only partly known, it is what comes before the last slash, if all that is not
// known is in the file's name, and not the end of that: a name for a file, rather
// than for a path, has an ending behind it.
func folderOf(s *pill.Setting) (f fileFolder, ok bool) {
	if file, known := settingText(s); known {
		return fileFolder{path.Dir(path.Clean(file)), true}, file != ""
	}
	file := textWithHoles(s)
	before, after, hole := strings.Cut(file, program.Hole)
	at := strings.LastIndexByte(before, '/')
	if !hole || at < 1 || strings.Contains(after, "/") || strings.HasSuffix(file, program.Hole) {
		return f, false
	}
	return fileFolder{path.Clean(before[:at]), false}, true
}
