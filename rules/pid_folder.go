package rules

// This file finds, for unwritable-pid-file, pid files in the folder that Bluepill
// makes for the pid files of another application.

import (
	"path"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/lazyregexp"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

// pidFolder is the folder for the pid files of an application, in a base directory
// that is told by its name.
var pidFolder = lazyregexp.New(`(?:/\.bluepill|^/var/run/bluepill|^/run/bluepill)/pids/([^/` + program.Hole + `]+)/[^/]+$`)

// foreignFolders reports pid files in base_dir/pids/NAME where NAME is no
// application of the pill. An older daemon may have made that folder, so this is
// never certain.
func (p *Pass) foreignFolders() {
	if p.calls(makers...) {
		return
	}
	var names []string
	for _, app := range p.Config.Apps {
		name, ok := app.Name.(*eval.Str)
		if !ok || name.Lost != nil {
			return
		}
		names = append(names, name.S)
	}
	for proc := range p.Processes {
		s := proc.Last("pid_file")
		if s == nil || s.Inherited || proc.App == nil {
			continue
		}
		own, isText := proc.App.Name.(*eval.Str)
		folder := folderOfPids(proc, textWithHoles(s))
		if folder == "" || !isText || slices.Contains(names, folder) {
			continue
		}
		p.settingFinding(proc, s, valueSpan(s), "Bluepill makes the folder pids/%s for this application; unless one named %q has run with the same base directory, pids/%s does not exist, and the pid file cannot be written",
			own.S, folder, folder).Related(proc.App.NameSpan, "the application").Severity(diag.Info).Done(p)
	}
}

// folderOfPids is the name of the application whose folder for pid files a file
// is in; "" if it is in none.
func folderOfPids(proc *pill.Process, file string) string {
	if m := pidFolder.FindStringSubmatch(file); m != nil {
		return m[1]
	}
	base, known := proc.App.Option("base_dir").Text()
	if !known || !path.IsAbs(base) {
		return ""
	}
	rest, below := strings.CutPrefix(file, path.Clean(base)+"/pids/")
	name, last, ok := strings.Cut(rest, "/")
	if !below || !ok || strings.Contains(name, program.Hole) || last == "" || strings.Contains(last, "/") {
		return ""
	}
	return name
}

// textWithHoles is the text of a setting, with a program.Hole for what is not
// known.
func textWithHoles(s *pill.Setting) string {
	u, ok := s.Value.(*eval.Unknown)
	if !ok {
		text, _ := settingText(s)
		return text
	}
	switch {
	case u.Type != eval.TString || len(u.Choices) > 0:
		return ""
	case u.Pieces != nil:
		return strings.Join(u.Pieces, program.Hole)
	}
	return u.Prefix + program.Hole + u.Suffix
}
