package rules

// This file finds programs that are meant to be found in working_dir, where none is
// looked for: see relative-path.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/program"
)

// scriptWords are what init scripts are told.
var scriptWords = strings.Fields("start stop restart reload force-reload condrestart try-restart status")

// unsearchedFolder finds an init script that a command names without its folder, which
// working_dir has instead.
func (p *Pass) unsearchedFolder(c *commandText) {
	proc := c.process
	dir, known := proc.Attr("working_dir").Text()
	words, ok := c.words()
	if !known || !ok || proc.IsChild() || !program.OfScripts(dir) || len(words) != 2 || !slices.Contains(scriptWords, words[1]) {
		return
	}
	name := words[0]
	if strings.ContainsAny(name, "/~$"+program.Hole) || program.WellKnown(name) || p.mayHavePATH(c) {
		return
	}
	whole := path.Join(dir, name)
	place := c.wordPlace(name)
	f := p.settingFinding(proc, c.setting, place, "%q is looked for in the PATH, and never in the working_dir: write %q", name, whole).
		Related(proc.Last("working_dir").NameSpan, "the folder is set here")
	if place.Text() == name {
		f.Fix(diag.Fix{Title: "Write the whole path", Edits: replaceFix("", place, whole).Edits})
	}
	f.Done(p)
}

// mayHavePATH reports whether the pill may tell a process where programs are.
func (p *Pass) mayHavePATH(c *commandText) bool {
	names, known := environmentNames(c.process)
	return !known || slices.Contains(names, "PATH") || p.setsENV("PATH")
}
