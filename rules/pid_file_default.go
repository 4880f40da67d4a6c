package rules

// This file knows the pid files that programs write without being told their whole
// name, for pid-file-elsewhere.

import (
	"path"
	"regexp"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
	"github.com/pilllint/pilllint/parser/syntax"
)

// linkedByDeploys reports whether two paths may be one file, as deploys link folders
// of a release to those that all share.
func linkedByDeploys(a, b string) bool {
	if path.Base(a) != path.Base(b) {
		return false
	}
	return sharedBase(a, b) || sharedBase(b, a)
}

// sharedBase reports whether one path goes through a release and another through what
// is shared in the same folder.
func sharedBase(released, shared string) bool {
	base, _, ok := strings.Cut(shared, "/shared/")
	rest, below := strings.CutPrefix(released, base+"/")
	return ok && below && (strings.HasPrefix(rest, "current/") || strings.HasPrefix(rest, "releases/"))
}

// besideSame reports whether the pid file that a command names and the one that is
// watched are written with the same value that is not known, and go on otherwise.
func (c *commandText) besideSame(word string, s *pill.Setting) bool {
	rest, holed := strings.CutPrefix(word, program.Hole)
	u, unknown := s.Value.(*eval.Unknown)
	v, also := c.setting.Value.(*eval.Unknown)
	d, written := s.ValueNode.(*syntax.DStr)
	if !holed || !unknown || !also || !written || len(u.Pieces) != 2 || u.Pieces[0] != "" || len(u.Causes) != 1 || len(d.Parts) == 0 || strings.Contains(rest, program.Hole) {
		return false
	}
	if !strings.HasPrefix(rest, "/") || !strings.HasPrefix(u.Suffix, "/") || path.Base(rest) != path.Base(u.Suffix) || path.Clean(rest) == path.Clean(u.Suffix) || strings.ContainsAny(rest+u.Suffix, "%$`*?[") {
		return false
	}
	same := false
	for _, cause := range v.Causes {
		same = same || cause.Name == u.Causes[0].Name && cause.Reason == u.Causes[0].Reason
	}
	base := s.File.Span(d.Parts[0]).Text()
	return same && namedValue.MatchString(base) && strings.Contains(c.setting.ValueSpan.Text(), base+rest)
}

// clusterOfThin judges the pid file of a cluster, in whose name each server puts its
// port or number; it reports whether the command starts one.
func (p *Pass) clusterOfThin(c *commandText, run program.Run, s *pill.Setting) bool {
	if run.Name != "thin" || run.Mode != program.Background {
		return false
	}
	if _, cluster := run.Argument(run.Spawns...); !cluster {
		return false
	}
	told, ok := run.PidFileArgument()
	if !ok {
		told = "tmp/pids/thin.pid"
	}
	name, watched := path.Base(told), endOfPath(c.process.Attr("pid_file"))
	if watched == "" || strings.ContainsAny(name, "$~`%"+program.Hole) || run.NamesConfig() {
		return true
	}
	ext := path.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	if ok, err := regexp.MatchString(`^`+regexp.QuoteMeta(stem)+`\.[0-9]+`+regexp.QuoteMeta(ext)+`$`, watched); ok || err != nil {
		return true
	}
	p.settingFinding(c.process, s, valueSpan(s), "each server of the cluster writes its port into the name: %s.3000%s and the like, so Bluepill never finds %q", stem, ext, watched).
		Related(c.programPlace(run), "started by this").Done(p)
	return true
}

// defaultPidFile judges the pid file of a program that is told none and writes one
// all the same; it reports whether it has found another.
func (p *Pass) defaultPidFile(c *commandText, run program.Run, s *pill.Setting) bool {
	if run.Program == nil || run.PidDefault == "" || run.Mode != program.Background || run.NamesConfig() || p.toldPidFile(c, run) {
		return false
	}
	if _, elsewhere := run.Argument("--app-dir"); elsewhere || strings.HasPrefix(run.By, "cluster::") {
		return false
	}
	watched, known := c.process.Attr("pid_file").Text()
	if !known {
		watched = endOfPath(c.process.Attr("pid_file"))
	}
	watched = path.Clean(strings.Replace(strings.TrimSpace(watched), "/var/run/", "/run/", 1))
	folder, name := path.Base(path.Dir(run.PidDefault)), path.Base(run.PidDefault)
	switch {
	case watched == "." || strings.HasSuffix(watched, run.PidDefault):
		return false
	case path.Base(watched) != name:
		p.settingFinding(c.process, s, valueSpan(s), "unless it is told another, %s writes its pid file to %s, so Bluepill never finds this file", run.Name, run.PidDefault).
			Related(c.programPlace(run), "not told here").Done(p)
	case known && path.Base(path.Dir(watched)) != folder:
		p.settingFinding(c.process, s, valueSpan(s), "unless it is told another, %s writes its pid file to %s, so Bluepill never finds this file, unless one is a link to the other", run.Name, run.PidDefault).
			Severity(diag.Info).Related(c.programPlace(run), "not told here").Done(p)
	default:
		return false
	}
	return true
}

// fileOfClockwork judges the name of the pid file of clockworkd, which goes by the
// name of the clock's file.
func (p *Pass) fileOfClockwork(c *commandText, run program.Run, s *pill.Setting, watched string) {
	if run.Name != "clockworkd" || run.By != "start" {
		return
	}
	id, ok := run.Argument("-i", "--identifier")
	if !ok {
		clock, given := run.Argument("-c", "--clock")
		if !given {
			clock = "clock.rb"
		}
		id = strings.TrimSuffix(path.Base(clock), path.Ext(clock))
	}
	if name := "clockworkd." + id + ".pid"; !strings.Contains(id, program.Hole) && watched != name {
		p.settingFinding(c.process, s, valueSpan(s), "clockworkd writes %s, so Bluepill never finds this file", name).
			Related(c.programPlace(run), "written by this").Done(p)
	}
}
