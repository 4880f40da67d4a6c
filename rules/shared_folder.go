package rules

import (
	"path"
	"strings"

	"github.com/pilllint/pilllint/parser/diag"
	"github.com/pilllint/pilllint/parser/eval"
	"github.com/pilllint/pilllint/parser/pill"
	"github.com/pilllint/pilllint/parser/program"
)

var sharedFolder = &Rule{
	Name:        "shared-folder",
	Severity:    diag.Info,
	Consequence: diag.Security,
	Related:     []string{"writable-pill"},
	Title:       "a pid file or a log of root is in a folder that everybody can write to",
	Since:       "0.1",
	Text: "Every user can create files in `/tmp`, `/var/tmp` and `/dev/shm`. A user who creates the pid file while the process is\n" +
		"down decides which process Bluepill watches and, as root, stops, no matter whose it is. A log that root opens there\n" +
		"may be a link to any other file. Programs that clean up `/tmp` delete both.\n\n" +
		"Put pid files into a folder of the application or below `/run`, or leave `pid_file` out if Bluepill daemonizes the\n" +
		"process: the default has a folder of its own.\n\n" +
		"A folder below one of these, such as `/tmp/pids`, is anybody's who makes it first. `/tmp` is emptied when the machine\n" +
		"starts; if the folder is missing then, Bluepill starts the process again and again, as the pid file or the log cannot\n" +
		"be opened. The same goes for a `working_dir`, where it is the program itself that somebody else may put there.\n\n" +
		"A process of another user cannot write to a log in `/tmp` that somebody else has made, and never starts. The\n" +
		"application's `log_file` is opened as root, and `base_dir` holds the sockets that take commands and the pid files:\n" +
		"neither belongs there.\n\n" +
		"If only the name of the file is unknown, as in `\"/tmp/#{name}.pid\"`, the rule takes it to have no slash.",
	Bad: `Bluepill.application("user_shop") do |app|
  app.process("user_shop_1") do |process|
    process.start_command = "bin/shop"
    process.daemonize = true
    process.pid_file = "/tmp/shop.pid"
    process.stdout = process.stderr = "/srv/shop/log/shop.log"
  end
end
`,
	Good: exampleGood,
	Check: func(p *Pass) {
		for _, app := range p.Config.Apps {
			p.sharedOptions(app)
		}
		for proc := range p.Processes {
			for s := range live(proc) {
				if s.Name == "working_dir" {
					p.sharedWorkingDir(proc, s)
				}
				if s.Name != "pid_file" && s.Name != "stdout" && s.Name != "stderr" {
					continue
				}
				folder, below := sharedFolderOf(s.Value)
				if below != "" && (s.Name == "pid_file" || daemonized(proc)) {
					p.settingFinding(proc, s, valueSpan(s), "the folder %s is gone after a restart of the machine, and whoever makes it decides what is in it", below).Done(p)
					continue
				}
				if folder == "" {
					continue
				}
				if s.Name == "pid_file" {
					p.settingFinding(proc, s, valueSpan(s), "every user can write a pid file into %s, and Bluepill stops what it names", folder).Done(p)
				} else if daemonized(proc) && (certainlyUnset(proc, "uid") || isRoot(proc)) {
					p.settingFinding(proc, s, valueSpan(s), "every user can put a link into %s, and root writes to its target", folder).
						Severity(diag.Hint).Done(p)
				} else if _, whole := settingText(s); whole && daemonized(proc) && proc.Attr("uid").Set() {
					p.settingFinding(proc, s, valueSpan(s), "whoever makes this file in %s first keeps the process from starting, and no log says why", folder).Done(p)
				}
			}
		}
	},
}

// sharedWorkingDir judges a folder below such a folder from which a process runs.
func (p *Pass) sharedWorkingDir(proc *pill.Process, s *pill.Setting) {
	dir := strings.TrimRight(textWithHoles(s), "/")
	if open := openFolder(dir); open != "" && open != "/var/tmp" && !strings.Contains(dir, program.Hole) {
		p.settingFinding(proc, s, valueSpan(s), "the folder %s is gone after a restart of the machine, and whoever makes it decides what is in it", dir).Done(p)
	}
}

// sharedOptions judges what an application has in such a folder: Bluepill's own
// log, which it opens as root, and its sockets and pid files.
func (p *Pass) sharedOptions(app *pill.Application) {
	name, _ := app.NameText() // Cloud 66 puts the logs of its own applications there
	if file, ok := app.Option("log_file").Text(); ok && inSharedFolder(file) && !runByUser(app) && !hasNamePrefix(name) {
		p.Finding(p.optionPlace(app, "log_file"), "every user can put a link into %s, and root writes Bluepill's log to its target", openFolder(file)).
			Severity(diag.Hint).Done(p)
	}
	dir, ok := app.Option("base_dir").Text()
	if !ok || !path.IsAbs(dir) {
		return
	}
	if open, below := sharedFolderOf(&eval.Str{S: path.Join(dir, "file")}); open != "" || below != "" {
		if open != "" {
			dir = path.Join(dir, "socks")
		}
		p.Finding(p.optionPlace(app, "base_dir"), "whoever makes %s first decides what is in it, and so has the daemon's sockets and pid files", path.Clean(dir)).Done(p)
	}
}

// sharedFolders are those that every user can write to.
var sharedFolders = []string{"/tmp", "/var/tmp", "/dev/shm"}

// inSharedFolder reports whether a file stands in such a folder itself: those
// below belong to somebody.
func inSharedFolder(file string) bool { return openFolder(file) != "" }

// openFolder returns the shared folder that a file stands in; "" for none.
func openFolder(file string) string {
	for _, folder := range sharedFolders {
		if strings.HasPrefix(file, folder) && path.Dir(cleanPath(file)) == folder {
			return folder
		}
	}
	return ""
}

// sharedFolderOf is openFolder of what an attribute is set to, or the folder
// below one that is emptied when the machine starts. What is not known of a name, as in "/tmp/#{name}.pid", is
// taken to have no slash.
func sharedFolderOf(value eval.Value) (folder, below string) {
	file := ""
	switch v := value.(type) {
	case *eval.Str:
		if v.Lost == nil {
			file = v.S
		}
	case *eval.Unknown:
		if v.Type == eval.TString && v.Pieces != nil {
			file = strings.Join(v.Pieces, program.Hole)
		}
	}
	if folder = openFolder(file); folder != "" {
		return folder, ""
	}
	for dir := path.Dir(cleanPath(file)); len(dir) > 1; dir = path.Dir(dir) {
		if open := openFolder(dir); open != "" && open != "/var/tmp" && !strings.Contains(dir, program.Hole) {
			return "", dir
		}
	}
	return "", ""
}
