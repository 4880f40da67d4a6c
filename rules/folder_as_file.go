package rules

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/source"
	"github.com/pilllint/pilllint/parser/syntax"
)

var folderAsFile = &Rule{
	Name:        "folder-as-file",
	Severity:    diag.Error,
	Consequence: diag.Process,
	Related:     []string{"missing-log-folder"},
	Title:       "a path names a folder where Bluepill wants a file",
	Since:       "0.1",
	Text: "`pid_file`, `stdout`, `stderr` and `stdin` are files. If `pid_file` is a folder, the daemon dies as soon as it reads\n" +
		"it, and logs nothing. If `stdout` or `stderr` is a folder, the process can never start, and no log says why.\n\n" +
		"A path counts as a folder if it ends in `/`, if it is a folder of every system, such as `/tmp`, or if another path of\n" +
		"the pill is inside it; but for one that is called `.pid`, it is the path below it that is wrong. A value of a template counts as one, as an info, if its name says so: `<%= @pid_dir %>`.\n" +
		"So does one by which `start_command` begins, followed by a space: no folder can be run.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.pid_file = "/var/run/"
  end
end
`,
	Good: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
    process.pid_file = "/var/run/shop.pid"
  end
end
`,
	Check: func(p *Pass) {
		inside := p.folders()
		for proc := range p.Processes {
			for s := range live(proc) {
				if name := folderToRun(s); name != "" {
					p.settingFinding(proc, s, valueSpan(s), "%s seems to be a folder, which cannot be run", name).Severity(diag.Info).Done(p)
				}
				if !isPathSetting(s) {
					continue
				}
				if tag, ok := folderTag(s); ok && (s.Name == "pid_file" || isStream(s.Name) && daemonized(proc)) {
					p.settingFinding(proc, s, valueSpan(s), "`%s` seems to be a folder, but %s must be a file", tag, s.Name).Severity(diag.Info).Done(p)
				}
				text, ok := settingText(s)
				if !ok || text == "" || !isFolder(text, inside) {
					continue
				}
				below := inside[path.Clean(text)]
				switch {
				case s.Name == "pid_file" && path.Ext(text) == ".pid" && !below.IsZero():
					p.settingFinding(proc, s, below, "this is below %q, which is no folder but the pid_file", text).
						Related(valueSpan(s), "set here").Done(p)
				case s.Name == "pid_file":
					p.settingFinding(proc, s, valueSpan(s), "%q is a folder, but pid_file must be a file: the daemon dies when it reads it", text).
						Related(inside[path.Clean(text)], "this is inside it").Consequence(diag.Daemon).Done(p)
				case isStream(s.Name) && daemonized(proc):
					p.settingFinding(proc, s, valueSpan(s), "%q is a folder, but %s must be a file: the process can never start", text, s.Name).
						Related(inside[path.Clean(text)], "this is inside it").Done(p)
				}
			}
		}
	},
}

// folderTag returns the tag of a template that is all of a path, if it is named
// for a folder.
func folderTag(s *pill.Setting) (string, bool) {
	u, ok := s.Value.(*eval.Unknown)
	if !ok || len(u.Causes) != 1 || u.Causes[0].Reason != eval.Template || strings.Join(u.Pieces, "") != "" || len(u.Pieces) > 2 {
		return "", false
	}
	return u.Causes[0].Name, folderName.MatchString(u.Causes[0].Name)
}

// folderName is the end of a tag that writes nothing but what is called a folder.
var folderName = regexp.MustCompile(`^(?:<%=.*|\{\{[^|]*)(?:_dir|_folder|directory)['"]?\]?\s*-?(?:%>|\}\})$`)

// folderToRun returns the name of the value that is the first word of a command, if it
// is that of a folder; "" if not.
func folderToRun(s *pill.Setting) string {
	u, unknown := s.Value.(*eval.Unknown)
	d, written := s.ValueNode.(*syntax.DStr)
	if s.Name != "start_command" || !unknown || !written || len(u.Pieces) < 2 || u.Pieces[0] != "" || !strings.HasPrefix(u.Pieces[1], " ") {
		return ""
	}
	if name := firstName(s, d); folderWord.MatchString(name) {
		return name
	}
	return ""
}

// folderWord is how the name of a value ends that is a folder.
var folderWord = regexp.MustCompile(`(?i)(^|_)(dir|folder|directory)$`)

func isStream(name string) bool { return name == "stdout" || name == "stderr" || name == "stdin" }

// systemFolders are on every system.
var systemFolders = strings.Fields("/ /bin /dev /etc /home /opt /root /run /sbin /srv /tmp /usr /usr/local /var /var/lib /var/lock /var/log /var/run /var/tmp /var/www")

func isFolder(text string, inside map[string]source.Span) bool {
	if strings.HasSuffix(text, "/") || strings.HasSuffix(text, "/.") {
		return true
	}
	file := path.Clean(text)
	_, ok := inside[file]
	return ok || slices.Contains(systemFolders, file)
}

// folders are the paths in which others lie that the pill names, and where
// those are.
func (p *Pass) folders() map[string]source.Span {
	found := map[string]source.Span{}
	add := func(file string, span source.Span) {
		if !path.IsAbs(file) {
			return
		}
		for dir := path.Dir(path.Clean(file)); dir != "/"; dir = path.Dir(dir) {
			if _, ok := found[dir]; ok {
				return // and so are those that it is in
			}
			found[dir] = span
		}
	}
	for _, app := range p.Config.Apps {
		if v, ok := app.Option("log_file").Any().(*eval.Str); ok && v.Lost == nil {
			add(v.S, source.Span{})
		}
	}
	for proc := range p.Processes {
		for s := range live(proc) {
			if text, ok := settingText(s); ok && isPathSetting(s) {
				add(text, valueSpan(s))
			}
		}
	}
	return found
}

// isPathSetting reports whether a setting is the path of a file that has to be
// there, or is made.
func isPathSetting(s *pill.Setting) bool { return s.Name == "pid_file" || isStream(s.Name) }
